//! `/workshops/event(s)` and `/workshops/task(s)`: events and who does what at them; `/workshops/log` and `/workshops/version`:
//! the history of all records; `/workshops/workshop_staff`: people by where they are and what they can do.
//! `/workshops/event(s)` and `/workshops/task(s)`: events and who does what at them; `/workshops/calendar_feeds`: their calendars;
//! `/workshops/log` and `/workshops/version`:
//! the history of all records.

mod calendars;
mod events;
mod history;
mod merge;
mod staff;
mod tasks;
mod websites;

use shared::flag::Flag;
use web::Access::{Admin, Anyone, Can, SignedIn};
use web::Routes;

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .get("/workshops/events/", Admin, events::list)
        .form("/workshops/events/add/", Can(&["add_event"]), events::new, events::create)
        .form("/workshops/events/merge/", Can(&["delete_event", "change_event"]), merge::show, merge::submit)
        .get("/workshops/event/{slug}/", Admin, events::details)
        .form("/workshops/event/{slug}/edit/", Can(&["change_event", "add_task"]), events::edit, events::update)
        .get("/workshops/event/{slug}/assign/", Can(&["change_event"]), events::back)
        .post("/workshops/event/{slug}/assign/", Can(&["change_event"]), events::assign)
        .post("/workshops/event/{slug}/delete/", Can(&["delete_event"]), events::delete)
        .get("/workshops/event/{slug}/validate/", Admin, websites::validate)
        .get("/workshops/event/{slug}/clone/", Can(&["add_event"]), events::like)
        .and(
            Routes::new()
                .get("/workshops/event/{slug}/emails/", Can(&["view_scheduledemail"]), events::emails)
                .flagged(Flag::EmailModule),
        )
        .get("/workshops/event/{slug}/timeline/", Admin, events::timeline)
        .get("/workshops/event/{slug}/event.ics", Admin, calendars::event_file)
        .get("/workshops/calendar_feeds/", SignedIn, calendars::list)
        // Which feeds a person may have depends on what they hold.
        .form("/workshops/calendar_feeds/add/", SignedIn, calendars::new, calendars::create)
        .post("/workshops/calendar_feeds/revoke/", SignedIn, calendars::revoke)
        // The secret is the key.
        .get("/workshops/calendar_feeds/{secret}/amy.ics", Anyone, calendars::read)
        .get("/workshops/tasks/", Admin, tasks::list)
        .form("/workshops/tasks/add/", Can(&["add_task"]), tasks::new, tasks::create)
        .get("/workshops/task/{id}/", Admin, tasks::details)
        .form("/workshops/task/{id}/edit/", Can(&["change_task"]), tasks::edit, tasks::update)
        .post("/workshops/task/{id}/delete/", Can(&["delete_task"]), tasks::delete)
        .form("/workshops/workshop_staff/", Admin, staff::search, staff::contact)
        .get("/workshops/workshop_staff/csv/", Admin, staff::export)
        .get("/workshops/log/", Admin, history::log)
        .get("/workshops/version/{id}/", Admin, history::version)
        // Which permission it takes depends on the record.
        .post("/workshops/version/{id}/restore/", Admin, history::restore)
}
