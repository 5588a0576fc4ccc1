//! The list of templates (emails.md 5.2).

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::email_template::ListRow;

use super::{TEMPLATES, template_url};
use crate::components::{Button, Icon, Tone, folded, row_title};
use crate::list::{Column, Filter, FilterKind, List};

/// The declaration of the list.
#[must_use]
pub fn templates(viewer: &Viewer) -> List<ListRow> {
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
            Column::yes_no("Active", |row: &ListRow| row.active),
            Column::new("Signal", |row: &ListRow| html! { code { (row.signal) } }).order("signal").csv(|row| row.signal.clone()),
            Column::new("From, Reply-To, CC, BCC", headers),
            Column::file("From", |row: &ListRow| row.from_header.clone()),
            Column::file("Reply-To", |row: &ListRow| row.reply_to_header.clone()),
            Column::file("CC", |row: &ListRow| row.cc_header.join(", ")),
            Column::file("BCC", |row: &ListRow| row.bcc_header.join(", ")),
            Column::new("Subject, Body", |row: &ListRow| folded(&[("Subject", &row.subject), ("Body", &row.body)])),
            Column::file("Subject", |row: &ListRow| row.subject.clone()),
            Column::file("Body", |row: &ListRow| row.body.clone()),
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

/// The headers of addresses, one under the other.
fn headers(row: &ListRow) -> Markup {
    let (cc, bcc) = (row.cc_header.join(", "), row.bcc_header.join(", "));
    folded(&[("From", &row.from_header), ("Reply-To", &row.reply_to_header), ("CC", &cc), ("BCC", &bcc)])
}
