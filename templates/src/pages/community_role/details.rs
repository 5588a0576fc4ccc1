//! A community role's page (ROL-01).

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::community_role::Details as Role;
use shared::record::{Kind, community_role_url, person_url, query};

use crate::components::{
    Button, Colour, Details, Icon, PageHead, Tone, dash, delete_button, external_link, link, pill, record_link, value, yes_no,
};
use crate::format::DateRange;
use crate::view::View;

/// The page.
#[must_use]
pub fn details(viewer: &Viewer, role: &Role) -> View {
    let url = community_role_url(role.id);
    let edit = format!("{url}edit/");
    let back = person_url(role.person_id);
    let delete = format!("{url}delete/?{}", query(&[("next", &back)]));
    let buttons = html! {
        (Button::link("Edit", &edit).tone(Tone::Primary).icon(Icon::Pencil).allowed(viewer.can("change_communityrole")))
        (delete_button(&delete, "Delete", &format!("Delete {}?", role.label), viewer.can("delete_communityrole")))
    };
    View::new(role.label.as_str(), html! { (PageHead::new(&role.label).actions(buttons)) (facts(role)) })
}

fn facts(role: &Role) -> Markup {
    let of = |kind: Kind, id: Option<i32>, label: Option<&str>| {
        id.zip(label).map(|(id, label)| record_link(kind, &id.to_string(), label))
    };
    let facts = Details::new()
        .row("Person", link(&person_url(role.person_id), &role.person))
        .row("Role", html! { (role.config) })
        .optional("Dates", role.start.map(|_| dates(role)))
        .optional("Award", role.award.as_deref().map(|award| value(Some(award))))
        .row("Inactive?", activity(role))
        .optional("Membership", of(Kind::Membership, role.membership_id, role.membership.as_deref()))
        .optional("Partnership", of(Kind::Partnership, role.partnership_id, role.partnership.as_deref()))
        .optional("URL", Some(&role.url).filter(|url| !url.is_empty()).map(|url| external_link(Some(url), None)));
    let facts = match role.target_type {
        Some(_) => facts.optional("Related object", role.target.as_deref().map(|target| html! { (title_cased(target)) })),
        None => facts,
    };
    facts.wide("Custom keys", (!role.custom_keys.0.is_empty()).then(|| custom_keys(role))).render()
}

fn dates(role: &Role) -> Markup {
    html! { span.nowrap { (DateRange { no_right: "present", ..DateRange::default() }.write(role.start, role.end)) } }
}

fn activity(role: &Role) -> Markup {
    html! {
        @if role.active { (yes_no(false)) } @else { (pill("yes", Colour::Red, None)) }
        @if let Some(reason) = &role.inactivation { " " (reason) }
    }
}

fn custom_keys(role: &Role) -> Markup {
    html! {
        dl.facts.facts-narrow {
            @for (label, text) in &role.custom_keys.0 {
                div.fact { dt { (label) } dd { @if text.trim().is_empty() { (dash()) } @else { (text) } } }
            }
        }
    }
}

/// Each word with its first letter in upper case.
fn title_cased(text: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    text.split(' ').map(capital).collect::<Vec<String>>().join(" ")
}
