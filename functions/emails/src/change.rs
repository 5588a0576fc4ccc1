//! What people do with scheduled emails: change, reschedule, call off, try again, settle what nobody else knows (emails.md 5.3, EML-CTL-11).

use serde::Serialize;
use shared::check::FieldErrors;
use shared::db::Change;
use shared::email_context;
use shared::scheduled_email::{self, Action, ContentInput, RescheduleInput, State as Step, Stored, TransitionError};
use templates::form::{Conflict, Form, State};
use templates::pages::email as pages;
use uuid::Uuid;
use web::form::again;
use web::{Answer, Failure, OrNotFound as _, Page, Path, Posted, Site, Viewer};

/// What is said where an email cannot wait because another one does.
const TWIN: &str = "Another e-mail about the same waits already. Cancel that one first.";

/// What is said where a worker may be with the email.
const IN_FLIGHT: &str = "The e-mail is being sent at this moment. Look again in three minutes.";

/// An email that is open for something, held until the change is over. Where it is in no state for that, somebody or the worker was
/// faster: 409 (EML-CTL-13).
async fn hold(change: &mut Change, id: Uuid, action: Action) -> Result<Stored, Failure> {
    let stored = scheduled_email::held(change, id).await?.or_404()?;
    if !stored.state.allows(action) {
        return Err(Failure::Conflict(format!("{action:?} is out of place")));
    }
    Ok(stored)
}

/// The email as the form of an action starts from it; in other states there is no such form (emails.md 5.3).
async fn open(site: &Site, id: Uuid, action: Action) -> Result<Stored, Failure> {
    scheduled_email::stored(&mut *site.db().await?, id).await?.filter(|stored| stored.state.allows(action)).or_404()
}

/// Why an email was not moved.
pub(crate) fn refused(error: TransitionError) -> Failure {
    match error {
        TransitionError::Store(error) => error.into(),
        TransitionError::Missing => Failure::NotFound,
        TransitionError::Illegal { .. } | TransitionError::InFlight | TransitionError::Twin => {
            Failure::Conflict(error.to_string())
        }
    }
}

/// The form again where the email is another one than the form was filled from: theirs beside yours.
fn overtaken(form: &Form, posted: &Posted, stored: &Stored, theirs: &impl Serialize) -> Option<State> {
    let mut state = posted.state(form);
    if state.version == 0 || state.version == stored.version {
        return None;
    }
    let theirs = Box::new(State::of(form, theirs));
    state.conflict = Some(Conflict { by: stored.changed_by.clone(), at: stored.changed_at, theirs });
    state.version = stored.version;
    Some(state)
}

fn back(id: Uuid) -> Page {
    Page::redirect(scheduled_email::url(id))
}

/// The form that changes what an email says.
pub(crate) async fn edit(site: Site, Path(id): Path<Uuid>) -> Answer {
    let stored = open(&site, id, Action::Edit).await?;
    let form = pages::edit_form(id, stored.is_direct);
    let state = State::stored(&form, &stored.input, stored.version);
    Ok(pages::edit(id, &stored.label, &form, &state).into())
}

/// What it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "edit scheduled email").await?;
    let stored = hold(&mut change, id, Action::Edit).await?;
    let form = pages::edit_form(id, stored.is_direct);
    let input = match posted.input::<ContentInput>(&mut change, &form, &stored.is_direct, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::edit(id, &stored.label, &form, &state))),
    };
    if let Some(state) = overtaken(&form, &posted, &stored, &stored.input) {
        return Ok(again(&state, pages::edit(id, &stored.label, &form, &state)));
    }
    scheduled_email::edit(&mut change, id, &input, Some(viewer.id)).await.map_err(refused)?;
    change.commit().await?;
    Ok(back(id).success("The scheduled email was updated."))
}

fn time_of(stored: &Stored) -> RescheduleInput {
    let at = stored.scheduled_at;
    RescheduleInput { scheduled_at_0: at.date_naive(), scheduled_at_1: at.format("%H:%M").to_string() }
}

/// The form that sets another time.
pub(crate) async fn when(site: Site, Path(id): Path<Uuid>) -> Answer {
    let stored = open(&site, id, Action::Reschedule).await?;
    let form = pages::reschedule_form(id, stored.is_in_doubt);
    let state = State::stored(&form, &time_of(&stored), stored.version);
    Ok(pages::reschedule(id, &stored, &form, &state).into())
}

/// What it sends.
pub(crate) async fn reschedule(site: Site, viewer: Viewer, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "reschedule email").await?;
    let stored = hold(&mut change, id, Action::Reschedule).await?;
    let form = pages::reschedule_form(id, stored.is_in_doubt);
    let shown = |state: &State| again(state, pages::reschedule(id, &stored, &form, state));
    let now = change.now();
    let input = match posted.input::<RescheduleInput>(&mut change, &form, &now, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(shown(&state)),
    };
    if let Some(state) = overtaken(&form, &posted, &stored, &time_of(&stored)) {
        return Ok(shown(&state));
    }
    let Some(moment) = input.moment() else { return Err(Failure::Failed("a time that was checked cannot be read".to_owned())) };
    match scheduled_email::reschedule(&mut change, id, moment, Some(viewer.id)).await {
        Err(TransitionError::Twin) => {
            let mut state = posted.state(&form);
            state.errors.add(FieldErrors::FORM, TWIN);
            return Ok(shown(&state));
        }
        moved => moved.map_err(refused)?,
    };
    change.commit().await?;
    Ok(back(id).success("The scheduled email was rescheduled."))
}

/// Asks whether to call an email off.
pub(crate) async fn whether(site: Site, Path(id): Path<Uuid>) -> Answer {
    let stored = open(&site, id, Action::Cancel).await?;
    Ok(pages::cancel(id, &stored.label, stored.scheduled_at, &stored.input.to_header).into())
}

/// Calls it off, if that was confirmed.
pub(crate) async fn cancel(site: Site, viewer: Viewer, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    if posted.text("confirm").is_empty() {
        return Ok(back(id));
    }
    let mut change = site.change(&viewer, "cancel email").await?;
    scheduled_email::cancel(&mut change, id, Some(viewer.id)).await.map_err(refused)?;
    change.commit().await?;
    Ok(back(id).success("The scheduled email was cancelled."))
}

/// The answer to a button: where another email waits about the same, or this one is being sent, nothing has happened.
async fn pressed(change: Change, id: Uuid, moved: Result<Step, TransitionError>, done: &str) -> Answer {
    match moved {
        Err(TransitionError::Twin) => Ok(back(id).error(TWIN)),
        Err(TransitionError::InFlight) => Ok(back(id).error(IN_FLIGHT)),
        Err(error) => Err(refused(error)),
        Ok(_) => {
            change.commit().await?;
            Ok(back(id).success(done))
        }
    }
}

/// Has an email sent now.
pub(crate) async fn retry(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut change = site.change(&viewer, "retry email").await?;
    // The page may have been opened before that was so, and did not warn.
    if scheduled_email::held(&mut change, id).await?.or_404()?.is_in_doubt {
        return Ok(
            back(id).error("Nobody knows whether this e-mail was sent. Use “Send again” if its recipients have not got it.")
        );
    }
    let moved = scheduled_email::retry_now(&mut change, id, Some(viewer.id)).await;
    pressed(change, id, moved, "The e-mail is sent as soon as possible.").await
}

/// Notes that an email has arrived.
pub(crate) async fn mark_sent(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut change = site.change(&viewer, "mark email sent").await?;
    let moved = scheduled_email::mark_sent(&mut change, id, Some(viewer.id)).await;
    pressed(change, id, moved, "The e-mail was marked as sent.").await
}

/// Sends an email again that has not arrived.
pub(crate) async fn send_again(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut change = site.change(&viewer, "send email again").await?;
    let moved = scheduled_email::send_again(&mut change, id, Some(viewer.id)).await;
    pressed(change, id, moved, "The e-mail is sent again as soon as possible.").await
}

/// Has an email go to its linked recipients again (EML-UI-14).
pub(crate) async fn relink(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut change = site.change(&viewer, "return to linked recipients").await?;
    hold(&mut change, id, Action::Edit).await?;
    let links = scheduled_email::linked(&mut change, id).await?.or_404()?;
    let resolved = email_context::resolve(&mut change, &[(&scheduled_email::Context::default(), links.as_slice())]).await?;
    let to = resolved.into_iter().next().and_then(|resolved| resolved.to.ok()).unwrap_or_default();
    let moved = scheduled_email::relink(&mut change, id, &to, Some(viewer.id)).await;
    pressed(change, id, moved, "The e-mail goes to its linked recipients again.").await
}
