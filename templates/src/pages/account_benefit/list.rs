//! The list of account benefits (OFF-12).

use chrono::NaiveDate;
use maud::html;
use shared::account_benefit::{FilterChoices, ListRow};
use shared::record::account_benefit_url;

use super::{ACCOUNT_BENEFITS, cells};
use crate::components::{day_range, moment, row_link, value};
use crate::form::Choice;
use crate::format;
use crate::list::{Align, Column, Filter, FilterKind, List};

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
        Column::new("Account", |row: &ListRow| row_link(&account_benefit_url(row.id), &row.account))
            .order("account")
            .csv(|row| row.account.clone()),
        Column::new("Partnership", cells::partnership).csv(|row| row.partnership.clone().unwrap_or_default()),
        Column::new("Benefit", |row: &ListRow| html! { (cells::name(row)) }).order("benefit").csv(cells::name),
        Column::new("Used / allocated", cells::used)
            .hint("How many seats or events are used, and how many there are; red where more are used")
            .order("allocation")
            .csv(|row| format!("{} / {}", row.used, row.allocation)),
        Column::new("Discount", |row: &ListRow| value(row.discount.as_deref()))
            .csv(|row| row.discount.clone().unwrap_or_default()),
        Column::new("Registration code", |row: &ListRow| value(row.registration_code.as_deref()))
            .csv(|row| row.registration_code.clone().unwrap_or_default()),
        Column::new("Curriculum", |row: &ListRow| value(row.curriculum.as_deref()))
            .csv(|row| row.curriculum.clone().unwrap_or_default()),
        Column::new("Dates", |row: &ListRow| day_range(Some(row.start_date), Some(row.end_date)))
            .order("start_date")
            .align(Align::NoWrap)
            .csv(|row| format::date_range(Some(row.start_date), Some(row.end_date))),
        Column::new("Active", move |row: &ListRow| cells::active(row, today)).csv(move |row| cells::active_text(row, today)),
        Column::new("Created at", |row: &ListRow| moment(row.created_at))
            .order("created_at")
            .align(Align::NoWrap)
            .csv(|row| row.created_at.to_rfc3339()),
        Column::new("Last updated at", cells::updated)
            .order("last_updated_at")
            .align(Align::NoWrap)
            .csv(|row| row.last_updated_at.map(|at| at.to_rfc3339()).unwrap_or_default()),
    ]
}
