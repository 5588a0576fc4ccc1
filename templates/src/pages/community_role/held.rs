//! The community roles in partnerships, on the page of one (PAR-03) or of the account that has them (OFF-03).

use maud::{Markup, html};
use shared::access::Viewer;
use shared::account::HeldRole;
use shared::record::person_url;

use crate::components::{empty_state, link};
use crate::pages::account::On;
use crate::pages::person::tables;

/// The table; `next` is where deleting a role leads back to.
pub(crate) fn held(viewer: &Viewer, roles: &[HeldRole], on: On, next: &str) -> Markup {
    if roles.is_empty() {
        return empty_state("No related community roles.", None);
    }
    let rows = html! {
        @for HeldRole { person_id, person, role } in roles {
            tr {
                td data-label="Person" { (link(&person_url(*person_id), person)) }
                (tables::role_name(role))
                @if on == On::Account { td data-label="Partnership" { (tables::partnership(role)) } }
                (tables::links(role))
                td.actions { (tables::role_actions(viewer, role, &format!("the role {} of {person}", role.title), next)) }
            }
        }
    };
    let mut head = vec!["Person", "Role", "Dates", "Award", "Inactive?"];
    if on == On::Account {
        head.push("Partnership");
    }
    head.extend(["URL", "Related object", tables::ACTIONS]);
    tables::table("Related community roles", &head, rows)
}
