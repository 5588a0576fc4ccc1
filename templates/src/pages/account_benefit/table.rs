//! The benefits that draw on a partnership or an account, each with what uses it, on its page (PAR-03, OFF-03).

use chrono::NaiveDate;
use maud::{Markup, html};
use shared::access::Viewer;
use shared::account::UsedBenefit;
use shared::account_benefit::ListRow;
use shared::record::account_benefit_url;

use super::{cells, uses};
use crate::components::{day_range, empty_state, row_link, value};
use crate::pages::account::On;
use crate::pages::person::tables;

/// The table; below each benefit in use its uses unfold.
pub(crate) fn table(viewer: &Viewer, benefits: &[UsedBenefit], on: On, today: NaiveDate) -> Markup {
    if benefits.is_empty() {
        return empty_state("No linked account benefits.", None);
    }
    let mut head = vec!["Benefit"];
    if on == On::Account {
        head.push("Partnership");
    }
    head.extend(["Dates", "Used / allocated", "Discount", "Curriculum", "Active", "Changes"]);
    let rows = html! {
        @for benefit in benefits {
            (row(viewer, &benefit.row, on, today))
            @if let Some((summary, uses)) = used_by(viewer, benefit) {
                tr { td colspan=(head.len()) { details { summary { (summary) } (uses) } } }
            }
        }
    };
    tables::table("Linked account benefits", &head, rows)
}

fn row(viewer: &Viewer, benefit: &ListRow, on: On, today: NaiveDate) -> Markup {
    let name = cells::name(benefit);
    html! {
        tr {
            td {
                @if viewer.can("view_accountbenefit") { (row_link(&account_benefit_url(benefit.id), &name)) } @else { span.slug { (name) } }
            }
            @if on == On::Account { td data-label="Partnership" { (cells::partnership(benefit)) } }
            td.nowrap data-label="Dates" { (day_range(Some(benefit.start_date), Some(benefit.end_date))) }
            td data-label="Used / allocated" { (cells::used(benefit)) }
            td data-label="Discount" { (value(benefit.discount.as_deref())) }
            td data-label="Curriculum" { (value(benefit.curriculum.as_deref())) }
            td data-label="Active" { (cells::active(benefit, today)) }
            td data-label="Changes" { (cells::changes(benefit)) }
        }
    }
}

/// What uses a benefit: how many, and which.
fn used_by(viewer: &Viewer, benefit: &UsedBenefit) -> Option<(String, Markup)> {
    let (tasks, events) = (&benefit.tasks, &benefit.events);
    match (tasks.len(), events.len()) {
        (0, 0) => None,
        (0, count) => Some((format!("Events using {} ({count})", benefit.row.benefit), uses::events(viewer, events))),
        (count, _) => Some((format!("Tasks using {} ({count})", benefit.row.benefit), uses::tasks(viewer, tasks))),
    }
}
