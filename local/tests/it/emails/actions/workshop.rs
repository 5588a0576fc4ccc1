//! A workshop for which all emails before it are wanted but the one about helpers, in its two kinds.

use crate::support::{Event, Person, TestApp};

/// A workshop with a host and two instructors.
pub(super) struct Workshop {
    pub(super) app: TestApp,
    pub(super) admin: Person,
    pub(super) event: Event,
    pub(super) host: Person,
    pub(super) ian: Person,
    pub(super) ines: Person,
    /// Ids of the tasks, in the order host, Ian, Ines.
    pub(super) tasks: [i32; 3],
}

impl Workshop {
    /// On the first two days of August, run by Data Carpentry, tagged SWC, looked after by the admin.
    pub(super) async fn start() -> Self {
        Self::tagged("SWC").await
    }

    /// The same with another tag.
    pub(super) async fn tagged(tag: &str) -> Self {
        let app = TestApp::start().await;
        let Written { admin, event, host, ian, ines, tasks } = write(&app, tag).await;
        Self { app, admin, event, host, ian, ines, tasks }
    }

    /// The reference to the event.
    pub(super) fn reference(&self) -> String {
        format!("api:event#{}", self.event.id)
    }

    /// The reference to the organization that holds it.
    pub(super) async fn host_reference(&self) -> String {
        format!("api:organization#{}", self.app.id_of("organization", "self-organized").await)
    }
}

/// What a workshop consists of.
pub(super) struct Written {
    admin: Person,
    pub(super) event: Event,
    host: Person,
    ian: Person,
    ines: Person,
    tasks: [i32; 3],
}

/// Writes the workshop down.
pub(super) async fn write(app: &TestApp, tag: &str) -> Written {
    let admin = app.admin().await;
    let event = app.event("2026-08-01-lund").between("2026-08-01", "2026-08-02").tagged(tag).create().await;
    sqlx::query("UPDATE event SET administrator_id = (SELECT id FROM organization WHERE domain = 'datacarpentry.org'), assigned_to_id = $1")
        .bind(admin.id)
        .execute(app.pool())
        .await
        .unwrap();
    let host = app.person("Hal Host").create().await;
    let ian = app.person("Ian Instructor").create().await;
    let ines = app.person("Ines Instructor").create().await;
    let tasks = [
        app.task(&host, "host", &event).await,
        app.task(&ian, "instructor", &event).await,
        app.task(&ines, "instructor", &event).await,
    ];
    Written { admin, event, host, ian, ines, tasks }
}

/// Takes a role away from a person.
pub(super) const NO_HOST: &str = "DELETE FROM task WHERE role_id = (SELECT id FROM role WHERE name = 'host')";
/// One instructor is left.
pub(super) const ONE_INSTRUCTOR: &str = "DELETE FROM task WHERE person_id = (SELECT id FROM person WHERE personal = 'Ines')";
/// None is left.
pub(super) const NO_INSTRUCTOR: &str = "DELETE FROM task WHERE role_id = (SELECT id FROM role WHERE name = 'instructor')";
/// The host helps, too.
pub(super) const A_HELPER: &str = "INSERT INTO task (event_id, person_id, role_id)
    SELECT t.event_id, t.person_id, r.id FROM task t JOIN person p ON p.id = t.person_id, role r WHERE p.personal = 'Hal' AND r.name = 'helper'";
/// Its host runs it.
pub(super) const SELF_ORGANISED: &str =
    "UPDATE event SET administrator_id = (SELECT id FROM organization WHERE domain = 'self-organized')";
/// Nobody runs it.
pub(super) const NO_ADMINISTRATOR: &str = "UPDATE event SET administrator_id = NULL";
/// It has no tag.
pub(super) const NO_TAG: &str = "DELETE FROM event_tag";
/// It does not take place.
pub(super) const CANCELLED: &str = "INSERT INTO event_tag SELECT e.id, t.id FROM event e, tag t WHERE t.name = 'cancelled'";
/// It has no dates.
pub(super) const NO_DATES: &str = r#"UPDATE event SET start = NULL, "end" = NULL"#;

/// It is not run by us.
pub(super) const NOT_CENTRAL: [(&str, &str); 2] = [
    (SELF_ORGANISED, "an administrator other than self-organized: self-organized"),
    (NO_ADMINISTRATOR, "an administrator other than self-organized: none"),
];
/// Each tag of events that do not take place.
pub(super) const NOT_ACTIVE: [(&str, &str); 3] = [
    (CANCELLED, "no tag among cancelled, stalled, unresponsive: SWC, cancelled"),
    (
        "INSERT INTO event_tag SELECT e.id, t.id FROM event e, tag t WHERE t.name = 'stalled'",
        "no tag among cancelled, stalled, unresponsive: SWC, stalled",
    ),
    (
        "INSERT INTO event_tag SELECT e.id, t.id FROM event e, tag t WHERE t.name = 'unresponsive'",
        "no tag among cancelled, stalled, unresponsive: SWC, unresponsive",
    ),
];
/// Tags of lesson programs, of which one is enough whatever there is besides (EML-ACT-10), and none.
pub(super) const PROGRAMS: [(&str, &str); 5] = [
    (NO_TAG, "a tag among DC, LC, SWC: none"),
    ("UPDATE event_tag SET tag_id = (SELECT id FROM tag WHERE name = 'DC')", ""),
    ("UPDATE event_tag SET tag_id = (SELECT id FROM tag WHERE name = 'LC')", ""),
    ("UPDATE event_tag SET tag_id = (SELECT id FROM tag WHERE name = 'Circuits')", "a tag among DC, LC, SWC: Circuits"),
    ("INSERT INTO event_tag SELECT e.id, t.id FROM event e, tag t WHERE t.name = 'TTT'", ""),
];
/// Somebody is looked for.
pub(super) const RECRUITING: &str = "INSERT INTO instructor_recruitment (event_id) SELECT id FROM event";

/// It begins, and ends a day later, on such a day.
pub(super) fn starts(day: &str) -> String {
    format!(r#"UPDATE event SET start = '{day}', "end" = '{day}'::date + 1"#)
}
