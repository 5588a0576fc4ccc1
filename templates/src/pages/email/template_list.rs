//! The list of templates (emails.md 5.2).

use maud::{Render as _, html};
use shared::access::Viewer;
use shared::email_template::ListRow;

use super::list::{row_title, yielding};
use super::{TEMPLATES, template_url};
use crate::components::{Button, Icon, Tone, yes_no};
use crate::list::{Column, Filter, FilterKind, List};

/// The declaration of the list.
#[must_use]
pub fn templates(viewer: &Viewer) -> List<ListRow> {
    let addresses = |list: &[String]| list.join(", ");
    List {
        title: "Email templates",
        noun: ("email template", "email templates"),
        path: TEMPLATES,
        filters: vec![
            Filter::new("name", "Name", FilterKind::Text),
            Filter::new("signal", "Signal", FilterKind::Text),
            Filter::new("from_header", "From", FilterKind::Text),
            Filter::new("subject", "Subject", FilterKind::Text),
            Filter::new("body", "Body", FilterKind::Text),
            Filter::new("active", "Active", FilterKind::Bool),
        ],
        orders: vec![("name", "Name"), ("signal", "Signal")],
        default_order: Some(("name", false)),
        columns: vec![
            Column::new("Name", |row: &ListRow| row_title(&template_url(row.id), &row.name))
                .order("name")
                .csv(|row| row.name.clone()),
            Column::new("Active", |row: &ListRow| yes_no(row.active)).csv(|row| if row.active { "yes" } else { "no" }.to_owned()),
            Column::new("Signal", |row: &ListRow| html! { code { (row.signal) } }).order("signal").csv(|row| row.signal.clone()),
            Column::new("From", |row: &ListRow| yielding(&row.from_header)).csv(|row| row.from_header.clone()),
            Column::new("Reply-To", |row: &ListRow| yielding(&row.reply_to_header)).csv(|row| row.reply_to_header.clone()),
            Column::new("CC", move |row: &ListRow| yielding(&addresses(&row.cc_header)))
                .csv(move |row| addresses(&row.cc_header)),
            Column::new("BCC", move |row: &ListRow| yielding(&addresses(&row.bcc_header)))
                .csv(move |row| addresses(&row.bcc_header)),
            Column::new("Subject", |row: &ListRow| yielding(&row.subject)).csv(|row| row.subject.clone()),
            Column::new("Body", |row: &ListRow| yielding(&row.body)).csv(|row| row.body.clone()),
        ],
        row_class: None,
        actions: Button::link("New email template", "/emails/templates/create/")
            .tone(Tone::Create)
            .icon(Icon::Plus)
            .allowed(viewer.can("add_emailtemplate"))
            .render(),
        bulk: None,
    }
}
