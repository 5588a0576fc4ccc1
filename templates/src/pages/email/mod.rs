//! Emails: templates, what is scheduled from them, and whom nothing is sent to (emails.md 5).

mod attach;
mod change;
mod details;
mod files;
mod list;
mod past;
mod record;
mod shown;
mod suppressions;
mod template_details;
mod template_form;
mod template_list;

use shared::email_template::Signal;
use shared::scheduled_email::{Action, State};
use uuid::Uuid;

pub use attach::{Attaching, attach};
pub use change::{cancel, edit, edit_form, reschedule, reschedule_form};
pub use details::{Sheet, details};
pub use list::list;
pub use record::of_record;
pub use shown::Shown;
pub use suppressions::{Page as Suppressions, suppressions};
pub use template_details::{TemplateSheet, preview, record_form, template};
pub use template_form::{add_template, edit_template, template_form};
pub use template_list::templates;

/// The list of templates.
pub const TEMPLATES: &str = "/emails/templates/";
/// The list of emails.
pub const EMAILS: &str = "/emails/scheduled_emails/";
/// The list of suppressed addresses.
pub const SUPPRESSIONS: &str = "/emails/suppressions/";

/// The page of a template.
#[must_use]
pub fn template_url(id: Uuid) -> String {
    format!("/emails/template/{id}/")
}

/// The states in which people may do something, for whoever wonders why they may not (emails.md 5.4).
fn states_of(action: Action) -> String {
    let states: Vec<String> = State::ALL.iter().filter(|state| state.allows(action)).map(|state| what_is(*state)).collect();
    format!("Possible while the e-mail is: {}.", states.join(", "))
}

/// What an email in a state is, within a sentence.
fn what_is(state: State) -> String {
    if state == State::DeadLetter { "given up".to_owned() } else { state.label().to_lowercase() }
}

/// What people read of a template's action.
fn action_label(signal: Option<Signal>) -> &'static str {
    signal.map_or("unknown action", Signal::label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_ui_a_button_that_is_out_of_place_names_the_states_in_which_it_is_not() {
        assert_eq!(states_of(Action::Cancel), "Possible while the e-mail is: scheduled, failed, given up.");
    }
}
