//! What lists, tables and pages tell of an account's benefit in the same words.

use chrono::NaiveDate;
use maud::{Markup, html};
use shared::account_benefit::ListRow;
use shared::agreement::Period;
use shared::record::partnership_url;

use crate::components::{dash, link, meter, yes_no};
use crate::format::{self, iso};

/// `Skillup (seat)`
pub(super) fn name(row: &ListRow) -> String {
    format!("{} ({})", row.benefit, row.unit_type)
}

/// The partnership that it draws on.
pub(super) fn partnership(row: &ListRow) -> Markup {
    row.partnership_id.zip(row.partnership.as_deref()).map_or_else(dash, |(id, label)| link(&partnership_url(id), label))
}

/// `1 of 3`
pub(super) fn used(row: &ListRow) -> Markup {
    meter(&format!("Used of {}", name(row)), row.used, row.allocation)
}

/// Whether its dates cover `today`, and whether it was frozen, which no dates tell.
pub(super) fn active(row: &ListRow, today: NaiveDate) -> Markup {
    html! { (yes_no(covers(row, today))) @if row.frozen { " (frozen)" } }
}

/// The same as text.
pub(super) fn active_text(row: &ListRow, today: NaiveDate) -> String {
    let active = format::yes_no(covers(row, today));
    if row.frozen { format!("{active} (frozen)") } else { active.to_owned() }
}

fn covers(row: &ListRow, today: NaiveDate) -> bool {
    Period { start: row.start_date, end: row.end_date }.covers(today)
}

/// When it was made and last changed.
pub(super) fn changes(row: &ListRow) -> Markup {
    let updated = row.last_updated_at.map(|at| iso(at.date_naive())).unwrap_or_default();
    lines(&[("Created", &iso(row.created_at.date_naive())), ("Updated", &updated)])
}

/// A line for each text that there is, after its name.
pub(super) fn lines(texts: &[(&str, &str)]) -> Markup {
    html! {
        @if texts.iter().all(|(_, text)| text.is_empty()) { (dash()) }
        @for (name, text) in texts.iter().filter(|(_, text)| !text.is_empty()) { div { span.none { (name) } " " (text) } }
    }
}
