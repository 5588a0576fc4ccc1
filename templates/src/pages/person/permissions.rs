//! What a person may do, and whether they may log in (PER-14).

use maud::{Render as _, html};
use shared::access::Viewer;
use shared::person::{Grants, Rights};
use shared::record::person_url;

use crate::components::{Details, PageHead, yes_no};
use crate::form::{Choice, Field, Form, Kind, Of, State};
use crate::pages::admin::grants;
use crate::view::View;

/// The form: superusers give everything; who else may change people lets them log in or not.
#[must_use]
pub fn permissions_form(viewer: &Viewer, offered: &Grants, id: i32) -> Form {
    let active = Field::check_box("is_active", "Is active").help("May log in.");
    let form = Form::new("Update").cancel(person_url(id));
    if !viewer.is_superuser {
        return form.fields([active]);
    }
    form.fields([
        active,
        Field::check_box("is_superuser", "Superuser status").help("Holds every permission, without being given any."),
        Field::new("groups", "Groups", Kind::CheckBoxes(Of::Int, Choice::list(offered.groups.clone())))
            .help("Members hold the permissions of their groups."),
        Field::new("user_permissions", "User permissions", grants(&offered.permissions))
            .help("Held besides those of the groups."),
    ])
}

/// The page.
#[must_use]
pub fn permissions(viewer: &Viewer, id: i32, rights: &Rights, offered: &Grants, form: &Form, state: &State) -> View {
    let names = |keys: Option<&Vec<i32>>, of: &[(String, String)]| {
        let named = |key: &i32| of.iter().find(|(known, _)| *known == key.to_string()).map(|(_, name)| name.as_str());
        keys.into_iter().flatten().filter_map(named).collect::<Vec<_>>().join(", ")
    };
    let held = Details::new()
        .one_column()
        .row("Superuser status", yes_no(rights.input.is_superuser == Some(true)))
        .text("Groups", Some(&names(rights.input.groups.as_ref(), &offered.groups)))
        .text("User permissions", Some(&names(rights.input.user_permissions.as_ref(), &offered.permissions)));
    View::new(
        rights.label.as_str(),
        html! {
            (PageHead::new(&rights.label).kind("Permissions of").render())
            @if !viewer.is_superuser {
                p { "Only superusers give and take permissions. You may say whether this person may log in." }
                (held)
            }
            (form.render(&format!("{}permissions/", person_url(id)), state))
        },
    )
}
