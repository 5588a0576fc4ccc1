//! An organization's page (ORG-03).

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::comment::Comment;
use shared::history::Summary;
use shared::membership::Membership;
use shared::organization::Details as Organization;
use shared::partnership::ListRow;
use shared::record::{Kind, organization_url};

use super::events;
use crate::components::{
    Button, CommentTarget, Details, Icon, PageHead, Tone, comments, country, dash, delete_button, external_link, history, link,
    record_link, section,
};
use crate::pages::{membership, partnership};
use crate::view::View;

/// Everything that the page shows.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Who looks.
    pub viewer: &'a Viewer,
    /// The organization.
    pub organization: &'a Organization,
    /// The memberships that it is in.
    pub memberships: &'a [Membership],
    /// Its partnerships; none while no services are offered.
    pub partnerships: Option<&'a [ListRow]>,
    /// When it was made and changed.
    pub history: &'a Summary,
    /// Its comments.
    pub comments: &'a [Comment],
}

/// The page.
#[must_use]
pub fn details(sheet: &Sheet<'_>) -> View {
    let Sheet { viewer, organization, .. } = sheet;
    let url = organization_url(&organization.domain);
    let next = format!("{url}#comments");
    let target =
        CommentTarget { content_type: Kind::Organization.object_type(), object_pk: organization.id, next: &next, draft: None };
    View::new(
        format!("Organization {}", organization.label),
        html! {
            (PageHead::new(&organization.label).kind("Organization").below(history(sheet.history)).actions(edit(viewer, &url)))
            (facts(sheet))
            (section("events", "Events", None, events::table(&organization.events)))
            (section("memberships", "Memberships", Some(add_membership(viewer, organization)), membership::table(viewer, sheet.memberships, &url)))
            @if let Some(rows) = sheet.partnerships {
                (section("partnerships", "Partnerships", Some(add_partnership(viewer)), partnership::table(viewer, rows)))
            }
            (comments(sheet.comments, Some(target)))
            div.page-foot {
                (edit(viewer, &url))
                (delete_button(&format!("{url}delete/"), "Delete organization", &format!("Delete {}?", organization.label), viewer.can("delete_organization")))
            }
        },
    )
}

fn edit(viewer: &Viewer, url: &str) -> Markup {
    Button::link("Edit", &format!("{url}edit/"))
        .tone(Tone::Primary)
        .icon(Icon::Pencil)
        .allowed(viewer.can("change_organization"))
        .render()
}

fn add_membership(viewer: &Viewer, organization: &Organization) -> Markup {
    Button::link("Add membership", &format!("/fiscal/memberships/add/?organization={}", organization.id))
        .tone(Tone::Create)
        .icon(Icon::Plus)
        .small()
        .allowed(viewer.can_all(&["add_membership", "change_organization"]))
        .render()
}

fn add_partnership(viewer: &Viewer) -> Markup {
    Button::link("Add partnership", "/fiscal/partnerships/create/")
        .tone(Tone::Create)
        .icon(Icon::Plus)
        .small()
        .allowed(viewer.can("add_partnership"))
        .render()
}

fn facts(sheet: &Sheet<'_>) -> Markup {
    let organization = sheet.organization;
    let place = organization.country.as_deref().zip(organization.country_name.as_deref());
    let facts = Details::new()
        .text("Full name", Some(&organization.fullname))
        .row("Domain", external_link(Some(&format!("//{}", organization.domain)), Some(&organization.domain)))
        .optional("Country", place.map(|(code, name)| country(code, name)))
        .optional("Latitude / longitude", coordinates(organization))
        .optional("Affiliated organisations", affiliated(organization));
    // Accounts are of the services that are offered.
    match sheet.partnerships {
        Some(_) => facts.optional("Account", account(organization)).render(),
        None => facts.render(),
    }
}

/// Both coordinates, with a dash for one that lacks; the map needs both.
fn coordinates(organization: &Organization) -> Option<Markup> {
    let (latitude, longitude) = (organization.latitude, organization.longitude);
    let degrees = |degrees: Option<f64>| degrees.map_or_else(dash, |degrees| html! { (degrees) });
    (latitude.is_some() || longitude.is_some()).then(|| {
        html! {
            (degrees(latitude)) " / " (degrees(longitude))
            @if let Some((latitude, longitude)) = latitude.zip(longitude) {
                " (" (external_link(Some(&format!("https://www.google.com/maps/place/{latitude},{longitude}")), Some("map"))) ")"
            }
        }
    })
}

fn affiliated(organization: &Organization) -> Option<Markup> {
    (!organization.affiliated.is_empty()).then(|| {
        html! {
            ul.plain-list { @for other in organization.affiliated.iter() { li { (link(&organization_url(&other.domain), &other.label)) } } }
        }
    })
}

fn account(organization: &Organization) -> Option<Markup> {
    let (id, label) = organization.account_id.zip(organization.account.as_deref())?;
    Some(record_link(Kind::Account, &id.to_string(), label))
}
