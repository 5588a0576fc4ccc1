//! What lists, tables and pages tell of an account's benefit in the same words.

use chrono::NaiveDate;
use maud::{Markup, html};
use shared::account_benefit::ListRow;
use shared::agreement::Period;
use shared::record::partnership_url;

use crate::components::{dash, link, meter, moment, value, yes_no};
use crate::format;

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

/// When it was last changed.
pub(super) fn updated(row: &ListRow) -> Markup {
    row.last_updated_at.map_or_else(|| value(None), moment)
}
