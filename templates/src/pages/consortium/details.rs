//! A consortium's page (CON-03).

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::consortium::{ConsortiumOrganization, Details as Consortium};
use shared::history::Summary;
use shared::record::{consortium_url, organization_url};

use crate::components::{Button, Details, Icon, PageHead, Tone, delete_button, history, link};
use crate::view::View;

/// The page.
#[must_use]
pub fn details(viewer: &Viewer, consortium: &Consortium, summary: &Summary) -> View {
    let url = consortium_url(consortium.id);
    let question = format!("Delete the consortium {}?", consortium.name);
    let buttons = html! {
        (Button::link("Edit", &format!("{url}edit/")).tone(Tone::Primary).icon(Icon::Pencil)
            .allowed(viewer.can_all(&["view_consortium", "change_consortium"])))
        (delete_button(&format!("{url}delete/"), "Delete consortium", &question, viewer.can("delete_consortium")))
    };
    let facts = Details::new()
        .text("Name", Some(&consortium.name))
        .text("Description", Some(&consortium.description))
        .optional("Organisations", organisations(&consortium.organisations));
    View::new(
        consortium.name.as_str(),
        html! {
            (PageHead::new(&consortium.name).kind("Consortium").below(history(summary)).actions(buttons))
            (facts.render())
        },
    )
}

/// The organizations in it, if there are any.
pub(super) fn organisations(organisations: &[ConsortiumOrganization]) -> Option<Markup> {
    (!organisations.is_empty()).then(|| {
        html! {
            ul.plain-list { @for member in organisations { li { (link(&organization_url(&member.domain), &member.label)) } } }
        }
    })
}
