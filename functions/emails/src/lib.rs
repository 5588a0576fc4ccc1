//! `/emails`: templates, what is scheduled from them, files that go with it, and whom nothing is sent to (emails.md 5).

mod attachments;
mod change;
mod scheduled;
mod shown;
mod suppressions;
mod templates;
mod trial;

use shared::flag::Flag;
use web::Access::Can;
use web::Routes;

/// The route table; all of it is there while the flag `EMAIL_MODULE` is on (EML-UI-01), and demands what its views name (EML-UI-02).
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .get("/emails/templates/", Can(&["view_emailtemplate"]), templates::list)
        .form("/emails/templates/create/", Can(&["add_emailtemplate"]), templates::new, templates::create)
        .get("/emails/template/{id}/", Can(&["view_emailtemplate"]), templates::details)
        .form(
            "/emails/template/{id}/edit/",
            Can(&["view_emailtemplate", "change_emailtemplate"]),
            templates::edit,
            templates::update,
        )
        .post("/emails/template/{id}/delete/", Can(&["delete_emailtemplate"]), templates::delete)
        .get("/emails/template/{id}/preview/", Can(&["view_emailtemplate"]), trial::preview)
        .post("/emails/template/{id}/test/", Can(&["view_emailtemplate"]), trial::of_template)
        .get("/emails/scheduled_emails/", Can(&["view_scheduledemail"]), scheduled::list)
        .get("/emails/scheduled_email/{id}/", Can(&["view_scheduledemail"]), scheduled::details)
        .post("/emails/scheduled_email/{id}/test/", Can(&["view_scheduledemail"]), trial::of_email)
        .form("/emails/scheduled_email/{id}/edit/", Can(CHANGE), change::edit, change::update)
        .form("/emails/scheduled_email/{id}/reschedule/", Can(CHANGE), change::when, change::reschedule)
        .form("/emails/scheduled_email/{id}/cancel/", Can(CHANGE), change::whether, change::cancel)
        .post("/emails/scheduled_email/{id}/retry/", Can(CHANGE), change::retry)
        .post("/emails/scheduled_email/{id}/mark_sent/", Can(CHANGE), change::mark_sent)
        .post("/emails/scheduled_email/{id}/send_again/", Can(CHANGE), change::send_again)
        .post("/emails/scheduled_email/{id}/relink/", Can(CHANGE), change::relink)
        .form("/emails/scheduled_email/{id}/add_attachment/", Can(ATTACH), attachments::show, attachments::add)
        .post("/emails/scheduled_email/{id}/add_attachment/sign/", Can(ATTACH), attachments::sign)
        .post("/emails/scheduled_email/{id}/add_attachment/confirm/", Can(ATTACH), attachments::confirm)
        .post("/emails/scheduled_email/{id}/attachment/{file}/link/", Can(&["view_scheduledemail"]), attachments::link)
        .get("/emails/suppressions/", Can(&["view_scheduledemail"]), suppressions::list)
        .post("/emails/suppressions/lift/", Can(CHANGE), suppressions::lift)
        .flagged(Flag::EmailModule)
}

/// What it takes to change an email.
const CHANGE: &[&str] = &["view_scheduledemail", "change_scheduledemail"];
/// What it takes to add a file to one.
const ATTACH: &[&str] = &["view_scheduledemail", "change_scheduledemail", "add_attachment"];
