//! The list of account benefits (OFF-12).

use chrono::NaiveDate;
use maud::html;
use shared::account_benefit::{FilterChoices, ListRow};
use shared::record::account_benefit_url;

use super::{ACCOUNT_BENEFITS, cells};
use crate::components::row_title;
use crate::form::Choice;
use crate::format;
use crate::list::{Column, Filter, FilterKind, List};

/// The declaration of the list. New ones are added from accounts and partnerships, so there is no button here.
#[must_use]
pub fn list(choices: FilterChoices, today: NaiveDate) -> List<ListRow> {
    let filter = |name, label, choices| Filter::new(name, label, FilterKind::Choice(Choice::list::<String, String>(choices)));
    List {
        title: "Account Benefits",
        noun: ("account benefit", "account benefits"),
        path: ACCOUNT_BENEFITS,
        filters: vec![
            filter("account", "Account", choices.accounts),
            filter("partnership", "Partnership", choices.partnerships),
            filter("benefit", "Benefit", choices.benefits),
            filter("curriculum", "Curriculum", choices.curricula),
        ],
        orders: vec![
            ("account", "Account"),
            ("benefit", "Benefit"),
            ("start_date", "Start date"),
            ("end_date", "End date"),
            ("allocation", "Allocation"),
            ("created_at", "Created at"),
            ("last_updated_at", "Last updated at"),
        ],
        default_order: Some(("created_at", true)),
        columns: columns(today),
        row_class: None,
        actions: html! {},
        bulk: None,
    }
}

fn columns(today: NaiveDate) -> Vec<Column<ListRow>> {
    vec![
        Column::new("Account", |row: &ListRow| row_title(&account_benefit_url(row.id), &row.account))
            .order("account")
            .csv(|row| row.account.clone()),
        Column::new("Partnership", cells::partnership).csv(|row| row.partnership.clone().unwrap_or_default()),
        Column::new("Benefit", |row: &ListRow| html! { (cells::name(row)) }).order("benefit").csv(cells::name),
        Column::new("Used / allocated", cells::used)
            .hint("How many seats or events are used, and how many there are; red where more are used")
            .order("allocation")
            .csv(|row| format!("{} / {}", row.used, row.allocation)),
        Column::new("Terms", |row: &ListRow| {
            cells::lines(&[
                ("Discount", text(&row.discount)),
                ("Code", text(&row.registration_code)),
                ("Curriculum", text(&row.curriculum)),
            ])
        }),
        Column::file("Discount", |row: &ListRow| text(&row.discount).to_owned()),
        Column::file("Registration code", |row: &ListRow| text(&row.registration_code).to_owned()),
        Column::file("Curriculum", |row: &ListRow| text(&row.curriculum).to_owned()),
        Column::new("Dates", |row: &ListRow| html! { (dates(row)) }).order("start_date").csv(dates),
        Column::new("Active", move |row: &ListRow| cells::active(row, today)).csv(move |row| cells::active_text(row, today)),
        Column::new("Changes", cells::changes).order("created_at"),
        Column::file("Created at", |row: &ListRow| row.created_at.to_rfc3339()),
        Column::file("Last updated at", |row: &ListRow| row.last_updated_at.map(|at| at.to_rfc3339()).unwrap_or_default()),
    ]
}

/// `Jan 01 - Dec 31, 2026`
fn dates(row: &ListRow) -> String {
    format::date_range(Some(row.start_date), Some(row.end_date))
}

/// A text that there may not be.
fn text(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or_default()
}
