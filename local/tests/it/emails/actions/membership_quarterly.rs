//! emails.md 3.11: the three reports.

use serde_json::json;
use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::record::Kind;

use super::{conditions, go_to, mail, people, persons, run, saved, states};
use crate::support::{Person, TestApp};

const ALL: [Signal; 3] =
    [Signal::MembershipQuarterly3Months, Signal::MembershipQuarterly6Months, Signal::MembershipQuarterly9Months];
const NO_ROLE: &str = "DELETE FROM membership_task";

/// A membership of the year that began in June, with its contacts: Bea for bills, and Pru for programs and bills.
pub(super) struct Member {
    pub(super) app: TestApp,
    pub(super) id: i32,
    pub(super) bea: Person,
    pub(super) pru: Person,
}

pub(super) async fn member(variant: &str) -> Member {
    let app = TestApp::start().await;
    let (bea, pru) = (app.person("Bea Billing").create().await, app.person("Pru Program").create().await);
    app.run_all(&format!(
        "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type)
         VALUES ('Lund', '{variant}', '2026-06-01', '2027-05-31', 'financial');
         INSERT INTO membership_task (membership_id, person_id, role_id)
         SELECT m.id, p.id, r.id FROM membership m, person p, membership_person_role r
         WHERE r.name = 'billing_contact' OR (r.name = 'programmatic_contact' AND p.personal = 'Pru') ORDER BY p.id"
    ))
    .await;
    let id = app.value("SELECT id FROM membership").await;
    Member { app, id, bea, pru }
}

#[tokio::test]
async fn each_condition_alone_keeps_them_away() {
    let m = member("bronze").await;
    let variant = "a variant among bronze, silver, gold, platinum";
    for signal in ALL {
        conditions(
            &m.app,
            About::Membership(m.id),
            signal,
            &[
                (NO_ROLE, "at least 1 person in a role: 0"),
                ("UPDATE membership SET variant = 'silver'", ""),
                ("UPDATE membership SET variant = 'gold'", ""),
                ("UPDATE membership SET variant = 'platinum'", ""),
                ("UPDATE membership SET variant = 'partner'", &format!("{variant}: partner")),
                ("UPDATE membership SET variant = 'affiliate'", &format!("{variant}: affiliate")),
                ("UPDATE membership SET variant = 'sponsor'", &format!("{variant}: sponsor")),
                ("UPDATE membership SET variant = 'titanium'", &format!("{variant}: titanium")),
                ("UPDATE membership SET variant = 'alacarte'", &format!("{variant}: alacarte")),
                // Any role will do.
                (
                    "UPDATE membership_task SET role_id = (SELECT id FROM membership_person_role WHERE name = 'default')
                    WHERE id = (SELECT min(id) FROM membership_task)",
                    "",
                ),
                ("DELETE FROM membership_task WHERE id > (SELECT min(id) FROM membership_task)", ""),
            ],
        )
        .await;
    }
}

#[tokio::test]
async fn they_go_to_all_contacts_each_once_three_times_in_a_membership() {
    let m = member("bronze").await;
    let trainee = m.app.person("Tom Trainee").create().await;
    let event = m.app.event("2026-08-01-ttt").tagged("TTT").create().await;
    let task = m.app.task(&trainee, "learner", &event).await;
    m.app.run("UPDATE event SET membership_id = (SELECT id FROM membership)").await;
    m.app.run("UPDATE task SET seat_membership_id = (SELECT id FROM membership)").await;
    saved(&m.app, Subject::Membership(m.id)).await;
    for (signal, at) in ALL.into_iter().zip(["2026-08-30 12:00", "2026-11-28 12:00", "2027-03-02 12:00"]) {
        let mail = mail(&m.app, signal).await;
        assert_eq!((mail.state.as_str(), mail.at.as_str()), ("scheduled", at), "{signal}");
        assert_eq!(mail.target, (Kind::Membership.object_type().to_owned(), m.id));
        assert_eq!(mail.to, [m.bea.email.as_str(), &m.pru.email]);
        assert_eq!(mail.recipients, persons(&[m.bea.id, m.pru.id]));
        let expected = json!({
            "membership": format!("api:membership#{}", m.id),
            "member_contacts": people(&[m.bea.id, m.pru.id]),
            "events": [format!("api:event#{}", event.id)],
            "trainee_tasks": [format!("api:task#{task}")],
            "trainees": people(&[trainee.id]),
        });
        assert_eq!(mail.context, expected);
    }
}

/// As AMY lists them: the newest event first, and who holds a seat by role.
#[tokio::test]
async fn events_and_seats_are_listed_the_newest_first() {
    let m = member("bronze").await;
    let tom = m.app.person("Tom Trainee").create().await;
    let old = m.app.event("2026-08-01-ttt").between("2026-08-01", "2026-08-02").tagged("TTT").create().await;
    let new = m.app.event("2026-09-01-ttt").between("2026-09-01", "2026-09-02").tagged("TTT").create().await;
    let tasks = [
        m.app.task(&tom, "learner", &old).await,
        m.app.task(&m.pru, "learner", &new).await,
        m.app.task(&m.bea, "helper", &old).await,
    ];
    m.app.run("UPDATE event SET membership_id = (SELECT id FROM membership)").await;
    m.app.run("UPDATE task SET seat_membership_id = (SELECT id FROM membership)").await;
    saved(&m.app, Subject::Membership(m.id)).await;
    let context = mail(&m.app, ALL[0]).await.context;
    assert_eq!(context["events"], json!([format!("api:event#{}", new.id), format!("api:event#{}", old.id)]));
    assert_eq!(context["trainee_tasks"], json!([tasks[2], tasks[1], tasks[0]].map(|id| format!("api:task#{id}"))));
    assert_eq!(context["trainees"], people(&[m.bea.id, m.pru.id, tom.id]));
}

#[tokio::test]
async fn only_people_with_addresses_are_linked() {
    let m = member("gold").await;
    m.app.run("UPDATE person SET email = NULL WHERE personal = 'Pru'").await;
    saved(&m.app, Subject::Membership(m.id)).await;
    assert_eq!(mail(&m.app, ALL[0]).await.recipients, persons(&[m.bea.id]));
}

/// A first contact of an old membership gets no reports of long ago.
#[tokio::test]
async fn what_is_a_week_late_is_not_begun() {
    let m = member("bronze").await;
    go_to(&m.app, "2026-09-06T12:00:00Z");
    saved(&m.app, Subject::Membership(m.id)).await;
    assert_eq!(states(&m.app, ALL[0]).await, ["scheduled"], "exactly a week");
    m.app.run("DELETE FROM scheduled_email").await;
    go_to(&m.app, "2026-09-07T12:00:00Z");
    saved(&m.app, Subject::Membership(m.id)).await;
    assert!(states(&m.app, ALL[0]).await.is_empty());
    assert_eq!(states(&m.app, ALL[1]).await, ["scheduled"]);
}

/// EML-TRG-02
#[tokio::test]
async fn they_move_with_the_agreement_and_end_with_the_last_contact() {
    let m = member("bronze").await;
    saved(&m.app, Subject::Membership(m.id)).await;
    run(&m.app, "UPDATE membership SET agreement_end = '2027-06-30'").await;
    assert_eq!(mail(&m.app, ALL[2]).await.at, "2027-04-01 12:00");
    run(&m.app, NO_ROLE).await;
    for signal in ALL {
        assert_eq!(states(&m.app, signal).await, ["cancelled"]);
    }
}

/// EML-ACT-Q: another use of a seat is told, at the time and in the words that were set.
#[tokio::test]
async fn eml_act_q_seats_refresh_what_the_reports_tell() {
    let m = member("bronze").await;
    let event = m.app.event("2026-08-01-ttt").tagged("TTT").create().await;
    let seat = "INSERT INTO task (event_id, person_id, role_id, seat_membership_id) SELECT e.id, p.id, r.id, m.id
        FROM event e, person p, role r, membership m WHERE r.name = 'learner' AND p.personal = 'Bea'";
    assert!(run(&m.app, seat).await.is_empty(), "it begins nothing");
    assert!(states(&m.app, ALL[0]).await.is_empty());
    m.app.run("DELETE FROM task").await;
    saved(&m.app, Subject::Membership(m.id)).await;
    m.app.run("UPDATE email_template SET subject = 'Another'").await;
    go_to(&m.app, "2026-06-20T15:00:00Z");
    assert!(run(&m.app, seat).await.is_empty(), "it is silent");
    let mail = mail(&m.app, ALL[0]).await;
    assert_eq!((mail.at.as_str(), mail.context["trainees"].clone()), ("2026-08-30 12:00", people(&[m.bea.id])));
    assert_eq!(m.app.value::<i64>("SELECT count(*) FROM scheduled_email WHERE subject = 'Another'").await, 0);
    let log: String = m.app.value("SELECT details FROM scheduled_email_log ORDER BY position DESC LIMIT 1").await;
    assert!(log.starts_with("Recipients and references updated"), "{log}");
    assert!(event.id > 0);
}
