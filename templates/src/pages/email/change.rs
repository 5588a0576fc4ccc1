//! The forms that change a scheduled email (emails.md 5.3).

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use shared::scheduled_email::{self, State as EmailState, Stored};
use uuid::Uuid;

use super::template_form::{LONGEST_BODY, LONGEST_LIST, headers, texts};
use super::what_is;
use crate::components::{Button, Icon, Tone, icon, moment, page_head};
use crate::form::{Field, Form, Kind, State};
use crate::view::View;

/// The form that changes what an email says; of direct mail (emails.md 7) what is sent as it is.
#[must_use]
pub fn edit_form(id: Uuid, is_direct: bool) -> Form {
    if is_direct {
        return direct_form(id);
    }
    let to = Field::new("to_header", "To", Kind::Tags(LONGEST_LIST))
        .required()
        .help("Addresses separated by commas. If you change them, the e-mail goes to exactly these, whatever addresses the records have by then.");
    Form::new("Update")
        .group("Addresses", std::iter::once(to).chain(headers()))
        .group("Texts", texts())
        .cancel(scheduled_email::url(id))
}

fn direct_form(id: Uuid) -> Form {
    let addresses = |name, label| Field::new(name, label, Kind::Tags(LONGEST_LIST)).help("Addresses separated by commas.");
    Form::new("Update")
        .group(
            "Addresses",
            [
                addresses("to_header", "To").required(),
                Field::new("from_header", "From", Kind::Email).help("Empty for this site’s own sender."),
                Field::new("reply_to_header", "Reply-To", Kind::Email).help("Where replies go; empty for the sender."),
                addresses("cc_header", "CC"),
                addresses("bcc_header", "BCC"),
            ],
        )
        .group(
            "Texts",
            [
                Field::text("subject", "Subject", 255).required().help("Sent as it is."),
                Field::new("body", "Plain text", Kind::LongText(LONGEST_BODY)).required().help(
                    "Sent as it is. Once you change it, it is sent alone: a version of it in HTML would still say what it said before.",
                ),
            ],
        )
        .cancel(scheduled_email::url(id))
}

/// The page that changes what an email says.
#[must_use]
pub fn edit(id: Uuid, name: &str, form: &Form, state: &State) -> View {
    form_page(&format!("Edit scheduled email {name}"), &format!("{}edit/", scheduled_email::url(id)), form, state, None)
}

/// What is said of an email that was given up without anybody knowing whether it was sent (EML-NEW-04).
const IN_DOUBT: &str = "Nobody knows whether it was sent; its recipients may get it twice.";
/// What is asked before such an email gets another time.
const WHETHER: &str = "Send it nevertheless? Nobody knows whether it was sent; its recipients may get it twice.";

/// The form that sets another time; of an email in doubt only after a question.
#[must_use]
pub fn reschedule_form(id: Uuid, is_in_doubt: bool) -> Form {
    let form = Form::new("Reschedule")
        .fields([
            Field::date("scheduled_at_0", "Day").required(),
            Field::text("scheduled_at_1", "Time", 8).required().help("In UTC, such as 14:30."),
        ])
        .cancel(scheduled_email::url(id));
    if is_in_doubt { form.confirm(WHETHER) } else { form }
}

/// The page that sets another time.
#[must_use]
pub fn reschedule(id: Uuid, stored: &Stored, form: &Form, state: &State) -> View {
    let revives = matches!(stored.state, EmailState::Cancelled | EmailState::DeadLetter).then(|| {
        html! {
            div.notice.notice-warning.stack {
                (icon(Icon::Warning))
                p {
                    "This e-mail is " (what_is(stored.state)) ". With another time it is scheduled again, and will be sent."
                    @if stored.is_in_doubt { " " (IN_DOUBT) }
                }
            }
        }
    });
    form_page(&format!("Reschedule {}", stored.label), &format!("{}reschedule/", scheduled_email::url(id)), form, state, revives)
}

fn form_page(title: &str, action: &str, form: &Form, state: &State, notice: Option<Markup>) -> View {
    View::new(
        title,
        html! {
            (page_head(title, None))
            @if let Some(notice) = notice { (notice) }
            (form.render(action, state))
        },
    )
}

/// The page that asks whether to call an email off.
#[must_use]
pub fn cancel(id: Uuid, name: &str, at: DateTime<Utc>, to: &str) -> View {
    let title = format!("Cancel {name}?");
    View::new(
        title.clone(),
        html! {
            (page_head(&title, None))
            p { "It is scheduled for " (moment(at)) " and goes to " (to.replace(';', ", ")) ". If you cancel it, it is not sent unless somebody reschedules it." }
            form.form-inline method="post" action={ (scheduled_email::url(id)) "cancel/" } {
                (Button::submit_as("Cancel the e-mail", "confirm", "1").tone(Tone::Danger)) " "
                (Button::submit_as("Keep it", "decline", "1"))
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use shared::scheduled_email::{ContentInput, RescheduleInput};

    use super::*;

    #[test]
    fn an_email_goes_into_the_forms_and_comes_back_the_same() {
        let input = ContentInput {
            to_header: "a@example.org;b@example.org".into(),
            from_header: "from@example.org".into(),
            reply_to_header: "reply@example.org".into(),
            cc_header: "c@example.org".into(),
            bcc_header: "d@example.org".into(),
            subject: "Dear {{ person.personal }}".into(),
            body: "Hello".into(),
        };
        for is_direct in [false, true] {
            let form = edit_form(Uuid::nil(), is_direct);
            let mut state = State::of(&form, &input);
            assert_eq!(form.read::<ContentInput>(&mut state), Some(input.clone()), "{:?}", state.errors);
        }
        let input = RescheduleInput { scheduled_at_0: "2026-06-16".parse().unwrap(), scheduled_at_1: "14:30".into() };
        let form = reschedule_form(Uuid::nil(), false);
        let mut state = State::of(&form, &input);
        assert_eq!(form.read::<RescheduleInput>(&mut state), Some(input), "{:?}", state.errors);
    }
}
