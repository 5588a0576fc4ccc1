//! The community roles in a partnership, on its page (PAR-03).

use maud::{Markup, html};
use shared::access::Viewer;
use shared::account::HeldRole;
use shared::record::person_url;

use crate::components::{empty_state, link};
use crate::pages::person::tables;

/// The table; `next` is where deleting a role leads back to.
pub(super) fn roles(viewer: &Viewer, roles: &[HeldRole], next: &str) -> Markup {
    if roles.is_empty() {
        return empty_state("No related community roles.", None);
    }
    let rows = html! {
        @for HeldRole { person_id, person, role } in roles {
            tr {
                td data-label="Person" { (link(&person_url(*person_id), person)) }
                (tables::role_name(role))
                (tables::links(role))
                td.actions { (tables::role_actions(viewer, role, &format!("the role {} of {person}", role.title), next)) }
            }
        }
    };
    let head = ["Person", "Role", "Dates", "Award", "Inactive?", "URL", "Related object", tables::ACTIONS];
    tables::table("Related community roles", &head, rows)
}
