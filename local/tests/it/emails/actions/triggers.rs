//! The pages that trigger actions (emails.md 3.2), each once, and what their admins are told.

use shared::email_action::{Occurrence, Subject};
use shared::email_template::Signal;
use shared::person::archive;
use shared::scheduled_email::{Context, Outcome, Plan, schedule};

use super::workshop::{NO_HOST, ONE_INSTRUCTOR, Workshop};
use super::{changed, mail, mails, run, saved, states};
use crate::support::{Event, Form, Person, TestApp};

const TASK: Signal = Signal::InstructorTaskCreatedForWorkshop;

/// The form of the event's edit page, with what the fixture lacks.
async fn edit(w: &Workshop) -> Form {
    let sponsor = w.app.id_of("organization", "self-organized").await;
    let page = w.app.get(&w.event.url("edit/")).as_user(&w.admin).await.expect_page();
    page.form("main-form").fill("sponsor", &sponsor)
}

async fn event_mails(w: &Workshop, expected: &str) {
    for signal in [Signal::HostInstructorsIntroduction, Signal::RecruitHelpers, Signal::PostWorkshop7Days, Signal::AskForWebsite]
    {
        assert_eq!(states(&w.app, signal).await, [expected], "{signal}");
    }
}

/// T4
#[tokio::test]
async fn t4_an_edited_event_gets_its_emails_and_admins_are_told() {
    let w = Workshop::start().await;
    let to = edit(&w).await.send(&w.app).as_user(&w.admin).await.expect_redirect();
    event_mails(&w, "scheduled").await;
    let mail = mail(&w.app, Signal::RecruitHelpers).await;
    assert_eq!(mail.author, Some(w.admin.id));
    let page = w.app.get(&to).as_user(&w.admin).await.expect_page();
    assert!(page.says("A new email was scheduled, to be sent in 26 days: Recruit helpers"), "{}", page.visible());
    assert!(page.links().contains(&format!("/emails/scheduled_email/{}/", mail.id)), "{:?}", page.links());
    // Saved once more without a change, they are looked at all the same.
    let to = edit(&w).await.send(&w.app).as_user(&w.admin).await.expect_redirect();
    let page = w.app.get(&to).as_user(&w.admin).await.expect_page();
    assert!(page.says("A scheduled email was updated: Recruit helpers"), "{}", page.visible());
    edit(&w).await.fill("start", "2026-06-01").fill("end", "2026-06-02").send(&w.app).as_user(&w.admin).await.expect_redirect();
    event_mails(&w, "cancelled").await;
}

/// Only admins read what follows for emails.
#[tokio::test]
async fn others_are_told_nothing() {
    let w = Workshop::start().await;
    let editor = w.app.person("Eve Editor").with_permission("change_person").create().await;
    let url = format!("/workshops/person/{}/edit/", w.ian.id);
    let form = w.app.get(&url).as_user(&editor).await.expect_page().form("main-form").fill("airport_iata", "ARN");
    form.send(&w.app).as_user(&editor).await.expect_redirect();
    event_mails(&w, "scheduled").await;
    let page = w.app.get(&url).as_user(&editor).await.expect_page();
    assert!(!page.says("A new email") && page.says("updated"), "{}", page.visible());
}

/// T3
#[tokio::test]
async fn t3_a_new_event_refreshes_its_memberships_reports() {
    let m = super::membership_quarterly::member("gold").await;
    let admin = m.app.admin().await;
    let page = m.app.get("/workshops/events/add/").as_user(&admin).await.expect_page();
    let host = m.app.id_of("organization", "self-organized").await;
    let form = page
        .form("main-form")
        .fill("slug", "2026-09-01-lund")
        .fill("host", &host)
        .fill("sponsor", &host)
        .fill("administrator", &host);
    let form = form.fill("tags", &m.app.id_of("tag", "SWC").await).fill("membership", &m.id.to_string());
    form.send(&m.app).as_user(&admin).await.expect_redirect();
    let event: i32 = m.app.value("SELECT id FROM event").await;
    let report = mail(&m.app, Signal::MembershipQuarterly6Months).await;
    assert_eq!(report.context["events"], serde_json::json!([format!("api:event#{event}")]));
}

/// T5: after the deletion, and only then.
#[tokio::test]
async fn t5_a_deleted_event_calls_its_emails_off() {
    let w = Workshop::start().await;
    edit(&w).await.send(&w.app).as_user(&w.admin).await.expect_redirect();
    let page = w.app.post(&w.event.url("delete/"), &[]).as_user(&w.admin).await.expect_page();
    assert!(page.says("was not deleted"), "{}", page.visible());
    event_mails(&w, "scheduled").await;
    w.app.run("DELETE FROM task").await;
    w.app.post(&w.event.url("delete/"), &[]).as_user(&w.admin).await.expect_redirect();
    event_mails(&w, "cancelled").await;
    let log: String = w.app.value("SELECT details FROM scheduled_email_log ORDER BY position DESC LIMIT 1").await;
    assert!(log.ends_with("what it is about is still there: no."), "{log}");
}

/// T6, T7, T8
#[tokio::test]
async fn t6_to_t8_tasks_are_added_edited_and_deleted() {
    let w = Workshop::start().await;
    let ina = w.app.person("Ina Instructor").create().await;
    let page = w.app.get("/workshops/tasks/add/").as_user(&w.admin).await.expect_page();
    let form = page.form("main-form").fill("task-event", &w.event.id.to_string()).fill("task-person", &ina.id.to_string());
    let form = form.fill("task-role", &w.app.id_of("role", "instructor").await);
    let url = form.send(&w.app).as_user(&w.admin).await.expect_redirect();
    event_mails(&w, "scheduled").await;
    let told = mail(&w.app, TASK).await;
    assert_eq!((told.to, told.author), (vec![ina.email.clone()], Some(w.admin.id)));

    let page = w.app.get(&format!("{url}edit/")).as_user(&w.admin).await.expect_page();
    let form = page.form("main-form");
    let helper = w.app.id_of("role", "helper").await;
    form.fill("role", &helper).send(&w.app).as_user(&w.admin).await.expect_redirect();
    assert_eq!(states(&w.app, TASK).await, ["cancelled"]);
    assert_eq!(states(&w.app, Signal::RecruitHelpers).await, ["cancelled"], "there is a helper now");

    let id = w.tasks[0];
    w.app.post(&format!("/workshops/task/{id}/delete/"), &[]).as_user(&w.admin).await.expect_redirect();
    assert_eq!(states(&w.app, Signal::HostInstructorsIntroduction).await, ["cancelled"], "the host is gone");
}

/// T1
#[tokio::test]
async fn t1_an_edited_person_has_all_their_tasks_looked_at() {
    let w = Workshop::start().await;
    let url = format!("/workshops/person/{}/edit/", w.ian.id);
    let form = w.app.get(&url).as_user(&w.admin).await.expect_page().form("main-form");
    form.fill("airport_iata", "ARN").fill("gender", "U").send(&w.app).as_user(&w.admin).await.expect_redirect();
    event_mails(&w, "scheduled").await;
    assert_eq!(mail(&w.app, TASK).await.to, [w.ian.email.as_str()], "and no other's");
}

/// EML-TRG-02: what only they would have got is called off, with or without a condition about addresses.
#[tokio::test]
async fn an_archived_person_is_not_written_to() {
    let w = Workshop::start().await;
    saved(&w.app, Subject::Person(w.ian.id)).await;
    changed(&w.app, None, async |change| change.occur(Occurrence::PersonsMerged(w.ian.id))).await;
    changed(&w.app, None, async |change| change.occur(Occurrence::PersonsMerged(w.ines.id))).await;
    give(&w.app, &w.admin, &w.ian).await;
    let badge = Signal::InstructorBadgeAwarded;
    assert_eq!((states(&w.app, TASK).await, states(&w.app, badge).await), (vec!["scheduled".into()], vec!["scheduled".into()]));
    let url = format!("/workshops/person/{}/archive/", w.ian.id);
    let superuser = w.app.person("Sue Super").superuser().create().await;
    w.app.post(&url, &[]).as_user(&superuser).await.expect_redirect();
    assert_eq!((states(&w.app, TASK).await, states(&w.app, badge).await), (vec!["cancelled".into()], vec!["cancelled".into()]));
    assert_eq!(states(&w.app, Signal::PersonsMerged).await, ["cancelled", "scheduled"], "Ines is told of hers");
    let asked = mail(&w.app, Signal::AskForWebsite).await;
    assert_eq!((asked.state.as_str(), asked.to), ("scheduled", vec![w.ines.email.clone()]), "Ines is asked");
    let log: String = w
        .app
        .value(
            "SELECT l.details FROM scheduled_email_log l JOIN scheduled_email e ON e.id = l.scheduled_email_id
             JOIN email_template t ON t.id = e.template_id WHERE t.signal = 'instructor_badge_awarded' ORDER BY l.position DESC LIMIT 1",
        )
        .await;
    assert_eq!(log, "Called off: the person whom it would go to was archived.");
}

/// EML-TRG-02, EML-ACT-02: what others may still get is made once only, so it waits for whoever is entered next.
#[tokio::test]
async fn what_an_archived_contact_would_have_got_goes_to_the_next_one() {
    let of_memberships = [Signal::NewMembershipOnboarding, Signal::MembershipQuarterly3Months];
    let m = super::membership_quarterly::member("gold").await;
    m.app.run("DELETE FROM membership_task WHERE person_id = (SELECT id FROM person WHERE personal = 'Pru')").await;
    saved(&m.app, Subject::Membership(m.id)).await;
    changed(&m.app, None, async |change| _ = archive(change, m.bea.id).await.unwrap().unwrap()).await;
    for signal in of_memberships {
        assert_eq!(states(&m.app, signal).await, ["scheduled"], "{signal}");
    }
    run(
        &m.app,
        "INSERT INTO membership_task (membership_id, person_id, role_id) SELECT m.id, p.id, r.id
         FROM membership m, person p, membership_person_role r WHERE p.personal = 'Pru' AND r.name = 'billing_contact'",
    )
    .await;
    for signal in of_memberships {
        assert_eq!(mail(&m.app, signal).await.to, [m.pru.email.as_str()], "{signal}");
    }

    let w = Workshop::start().await;
    w.app.run(NO_HOST).await;
    w.app.run(ONE_INSTRUCTOR).await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    changed(&w.app, None, async |change| _ = archive(change, w.ian.id).await.unwrap().unwrap()).await;
    assert_eq!(states(&w.app, Signal::AskForWebsite).await, ["scheduled"]);
    run(
        &w.app,
        "INSERT INTO task (event_id, person_id, role_id) SELECT e.id, p.id, r.id FROM event e, person p, role r
         WHERE p.personal = 'Ines' AND r.name = 'instructor'",
    )
    .await;
    assert_eq!(mail(&w.app, Signal::AskForWebsite).await.to, [w.ines.email.as_str()]);
}

/// W-24: an email that nothing updates any more does not fail for somebody who was only to be named.
#[tokio::test]
async fn w_24_an_email_that_waits_does_not_name_a_deleted_assignee() {
    let app = TestApp::start().await;
    let (admin, ada) = (app.admin().await, app.person("Ada Lovelace").create().await);
    let context = Context::default().record("assignee", "person", ada.id).record("person", "person", admin.id);
    let plan = Plan { context, ..crate::emails::plan(Signal::PersonsMerged) };
    let mut ids = Vec::new();
    for _ in 0..2 {
        let mut change = app.change(None).await;
        let Outcome::Scheduled(id) = schedule(&mut change, &plan, true, None).await.unwrap() else { panic!() };
        change.commit().await.unwrap();
        ids.push(id);
    }
    crate::emails::put(&app, ids[0], "succeeded").await;
    app.post(&format!("/workshops/person/{}/delete/", ada.id), &[]).as_user(&admin).await.expect_redirect();
    let [sent, waits] = &mails(&app, Signal::PersonsMerged).await[..] else { panic!() };
    assert_eq!(waits.context["assignee"], "value:none#");
    assert_eq!(waits.context["person"], format!("api:person#{}", admin.id));
    assert_eq!(sent.context["assignee"], format!("api:person#{}", ada.id), "it says what it said");
    let log: String = app.value("SELECT details FROM scheduled_email_log ORDER BY position DESC LIMIT 1").await;
    assert_eq!(log, "Names no assignee any more: the person was deleted.");
}

async fn give(app: &TestApp, admin: &Person, person: &Person) {
    let (id, badge) = (person.id.to_string(), app.id_of("badge", "instructor").await);
    let sent = [("award-person", id.as_str()), ("award-badge", &badge), ("award-awarded", "2026-06-15")];
    app.post("/workshops/awards/add/", &sent).as_user(admin).await.expect_redirect();
}

/// T9, T10
#[tokio::test]
async fn t9_and_t10_awards_are_given_and_taken() {
    let app = TestApp::start().await;
    let (admin, ian) = (app.admin().await, app.member().await);
    give(&app, &admin, &ian).await;
    assert_eq!(mail(&app, Signal::InstructorBadgeAwarded).await.author, Some(admin.id));
    app.run("DELETE FROM community_role").await;
    let id: i32 = app.value("SELECT id FROM award").await;
    app.post(&format!("/workshops/award/{id}/delete/"), &[]).as_user(&admin).await.expect_redirect();
    assert_eq!(states(&app, Signal::InstructorBadgeAwarded).await, ["cancelled"]);
}

/// EML-TRG-02: what was inserted by no page is found as well.
#[tokio::test]
async fn many_tasks_at_once_are_found() {
    let w = Workshop::start().await;
    w.app.run("DELETE FROM task").await;
    let told = run(
        &w.app,
        "INSERT INTO task (event_id, person_id, role_id) SELECT e.id, p.id, r.id FROM event e, person p, role r WHERE r.name = 'instructor'",
    )
    .await;
    assert_eq!(mails(&w.app, TASK).await.len(), 4);
    assert_eq!(states(&w.app, Signal::AskForWebsite).await, ["scheduled"]);
    assert_eq!(told.len(), 5, "{told:?}");
}

/// Merges the workshop into another event, which gets all that it has but the slug.
async fn merged(w: &Workshop) -> Event {
    let other = w.app.event("2026-08-01-other").between("2026-08-01", "2026-08-02").tagged("SWC").create().await;
    let (first, second) = (other.id.to_string(), w.event.id.to_string());
    let mut fields = vec![("event_a", first.as_str()), ("event_b", second.as_str()), ("id", "obj_a")];
    let offers = shared::merge::EVENT.offers();
    fields.extend(offers.map(|offer| (offer.name, if offer.name == "slug" { "obj_a" } else { "obj_b" })));
    w.app.post("/workshops/events/merge/", &fields).as_user(&w.admin).await.expect_redirect();
    other
}

/// EML-TRG-02, W-24: what was sent about the event that goes, or may have been, is not sent about the one that stays.
#[tokio::test]
async fn merged_events_send_nothing_again() {
    let w = Workshop::start().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    let sent = [
        (Signal::RecruitHelpers, "succeeded"),
        (Signal::AskForWebsite, "running"),
        (Signal::HostInstructorsIntroduction, "dead_letter"),
    ];
    for (signal, state) in sent {
        crate::emails::put(&w.app, mail(&w.app, signal).await.id, state).await;
    }
    w.app.run("UPDATE scheduled_email SET last_error_class = 'outcome_unknown' WHERE state = 'dead_letter'").await;
    let other = merged(&w).await;
    saved(&w.app, Subject::Event(other.id)).await;
    for (signal, state) in sent {
        let mail = mail(&w.app, signal).await;
        assert_eq!((mail.state.as_str(), mail.target.1), (state, other.id), "{signal}");
        assert_eq!(mail.context["event"], w.reference(), "it says what it said");
    }
    assert_eq!(states(&w.app, Signal::PostWorkshop7Days).await, ["cancelled", "scheduled"], "what was not sent is begun anew");
}

/// EML-TRG-02: merged events have the emails of the one that stays.
#[tokio::test]
async fn merged_events_keep_one_of_each_email() {
    let w = Workshop::start().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    let other = merged(&w).await;
    let helpers = mails(&w.app, Signal::RecruitHelpers).await;
    let mut of: Vec<(i32, &str)> = helpers.iter().map(|mail| (mail.target.1, mail.state.as_str())).collect();
    of.sort_unstable();
    let mut expected = vec![(other.id, "scheduled"), (w.event.id, "cancelled")];
    expected.sort_unstable();
    assert_eq!(of, expected);
}

/// docs/history.md: putting a record back sends nothing.
#[tokio::test]
async fn a_restored_record_sends_nothing() {
    let w = Workshop::start().await;
    run(&w.app, "UPDATE event SET venue = 'Hall'").await;
    w.app.run("DELETE FROM scheduled_email").await;
    let newest: i64 = w.app.value("SELECT max(id) FROM version WHERE object_type = 'event'").await;
    let version: i64 = w
        .app
        .value("SELECT max(id) FROM version WHERE object_type = 'event' AND id < (SELECT max(id) FROM version WHERE object_type = 'event')")
        .await;
    changed(&w.app, Some(&w.admin), async |change| {
        shared::history::restore(change, version, newest, true).await.unwrap().unwrap();
    })
    .await;
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM scheduled_email").await, 0);
}
