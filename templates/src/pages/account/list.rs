//! The list of accounts (OFF-01).

use maud::{Render as _, html};
use shared::access::Viewer;
use shared::account::{ACCOUNT_TYPES, ListRow};
use shared::record::account_url;

use super::{ACCOUNTS, type_label};
use crate::components::{Button, Icon, Tone, row_link};
use crate::form::Choice;
use crate::list::{Column, Filter, FilterKind, List};

/// The declaration of the list.
#[must_use]
pub fn list(viewer: &Viewer) -> List<ListRow> {
    List {
        title: "Accounts",
        noun: ("account", "accounts"),
        path: ACCOUNTS,
        filters: vec![
            Filter::new("active", "Active", FilterKind::Bool),
            Filter::new("account_type", "Account type", FilterKind::Choice(Choice::list(ACCOUNT_TYPES))),
        ],
        orders: vec![("account_type", "Type"), ("generic_relation", "Account for")],
        default_order: None,
        columns: vec![
            Column::new("Account for", |row: &ListRow| row_link(&account_url(row.id), &row.target))
                .order("generic_relation")
                .csv(|row| row.target.clone()),
            Column::new("Type", |row: &ListRow| html! { (type_label(&row.account_type)) })
                .order("account_type")
                .csv(|row| row.account_type.clone()),
            Column::yes_no("Active", |row: &ListRow| row.active),
        ],
        row_class: None,
        actions: Button::link("New account", "/offering/accounts/create/")
            .tone(Tone::Create)
            .icon(Icon::Plus)
            .allowed(viewer.can("add_account"))
            .render(),
        bulk: None,
    }
}
