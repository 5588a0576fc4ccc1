//! The page of an account's benefit (OFF-14).

use chrono::NaiveDate;
use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::account_benefit::{Details as AccountBenefit, UsingEvent, UsingTask};
use shared::benefit::EVENT;
use shared::history::Summary;
use shared::record::{account_benefit_url, account_url, benefit_url};

use super::{cells, uses};
use crate::components::{Button, Details, Icon, PageHead, Tone, day, delete_button, empty_state, history, link, moment, section};
use crate::view::View;

/// Everything that the page shows.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Who looks.
    pub viewer: &'a Viewer,
    /// The benefit.
    pub benefit: &'a AccountBenefit,
    /// The tasks that use it, where it is counted in seats.
    pub tasks: &'a [UsingTask],
    /// The events that use it, where it is counted in events.
    pub events: &'a [UsingEvent],
    /// When it was made and changed.
    pub history: &'a Summary,
    /// The date, for whether it is active.
    pub today: NaiveDate,
}

/// The page.
#[must_use]
pub fn details(sheet: &Sheet<'_>) -> View {
    let Sheet { viewer, benefit, today, .. } = sheet;
    let url = account_benefit_url(benefit.row.id);
    let may_edit = viewer.can_all(&["view_accountbenefit", "change_accountbenefit"]);
    let question = format!("Delete {}?", benefit.label);
    let buttons = html! {
        (Button::link("Edit", &format!("{url}edit/")).tone(Tone::Primary).icon(Icon::Pencil).allowed(may_edit))
        (delete_button(&format!("{url}delete/"), "Delete account benefit", &question, viewer.can("delete_accountbenefit")))
    };
    View::new(
        benefit.label.as_str(),
        html! {
            (PageHead::new(&benefit.label).below(history(sheet.history)).actions(buttons))
            (facts(benefit, *today))
            (usage(sheet))
        },
    )
}

fn facts(benefit: &AccountBenefit, today: NaiveDate) -> Markup {
    let row = &benefit.row;
    Details::new()
        .row("Account", link(&account_url(row.account_id), &benefit.account))
        .optional("Partnership", row.partnership_id.map(|_| cells::partnership(row)))
        .row("Benefit", link(&benefit_url(benefit.benefit_id), &benefit.benefit))
        .text("Discount", row.discount.as_deref())
        .text("Registration code", row.registration_code.as_deref())
        .text("Curriculum", row.curriculum.as_deref())
        .row("Start date", day(Some(row.start_date)))
        .row("End date", day(Some(row.end_date)))
        .row("Is currently active", cells::active(row, today))
        .row("Allocation", html! { (row.allocation) })
        .row("Used / allocated", cells::used(row))
        .row("Created at", moment(row.created_at))
        .optional("Last updated at", row.last_updated_at.map(moment))
        .render()
}

fn usage(sheet: &Sheet<'_>) -> Markup {
    if sheet.benefit.row.unit_type == EVENT {
        let events = sheet.events;
        let table = if events.is_empty() { empty_state("No events use it.", None) } else { uses::events(sheet.viewer, events) };
        section("usage", "Usage: events", None, table)
    } else {
        let tasks = sheet.tasks;
        let table = if tasks.is_empty() { empty_state("No tasks use it.", None) } else { uses::tasks(sheet.viewer, tasks) };
        section("usage", "Usage: tasks", None, table)
    }
}
