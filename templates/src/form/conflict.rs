//! Two people edited one record: the later one sees both.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::{Form, Kind, State};
use crate::components::moment;

/// What somebody else saved while this form was open.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// Who saved it; `None` for an unknown user.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// The form as it would show their version.
    pub theirs: Box<State>,
}

/// A table of the fields that differ. The form below it keeps the person's own input; saving again puts it over the other's.
pub(super) fn render(form: &Form, state: &State) -> Markup {
    let Some(conflict) = &state.conflict else { return html! {} };
    let differing: Vec<_> = form
        .all()
        .filter(|field| !matches!(field.kind, Kind::Hidden(_)) && conflict.theirs.texts(&field.name) != state.texts(&field.name))
        .collect();
    html! {
        section.conflict role="alert" tabindex="-1" {
            h2 { "Somebody else was faster" }
            p {
                (conflict.by.as_deref().unwrap_or("An unknown user")) " saved this record on " (moment(conflict.at))
                ", after you had opened it. Nothing of yours is saved yet. Compare, take over what you want to keep of theirs, and save again: your form then replaces theirs."
            }
            table.table {
                thead { tr { th scope="col" { "Field" } th scope="col" { "Saved by them" } th scope="col" { "In your form" } } }
                tbody {
                    @for field in differing {
                        tr {
                            th scope="row" { (field.label) }
                            td { (state.display(field, conflict.theirs.texts(&field.name))) }
                            td { (state.display(field, state.texts(&field.name))) }
                        }
                    }
                }
            }
        }
    }
}
