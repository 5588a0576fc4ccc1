//! emails.md 3.18

use serde_json::json;
use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::event::{EventInput, ReportsLink};
use shared::record::Kind;
use shared::workshop_request::{self, accept};

use super::workshop::{NO_ADMINISTRATOR, NO_DATES, NOT_ACTIVE};
use super::{Mail, changed, conditions, mails, saved};
use crate::support::{Person, TestApp};

const SIGNAL: Signal = Signal::NewSelfOrganisedWorkshop;

/// A submission that was accepted as an event that begins on a day, and what that has made; before, a statement is run.
async fn accepted(start: &str, before: &str) -> (TestApp, Person, i32, i32, Vec<Mail>) {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut submission = crate::requests::submission(&app).await;
    submission.common.email = "grace@example.org".into();
    // What looks like an address in a text need be none, or in ASCII one that is too long to be stored.
    let none = format!("a@b@example.org;(c)@example.org;{}@{}example.org", "d".repeat(60), "ž.".repeat(30));
    submission.common.additional_contact = format!("a@example.org;no address;b@example.org;;A@example.org;{none}");
    let mut id = 0;
    changed(&app, None, async |change| id = submission.create(change).await.unwrap()).await;
    let host = app.id_of("organization", "self-organized").await.parse().unwrap();
    let input = EventInput {
        slug: "lund".into(),
        host,
        sponsor: host,
        administrator: host,
        start: start.parse().ok(),
        ..EventInput::default()
    };
    let before = before.to_owned();
    let mut event = 0;
    changed(&app, Some(&admin), async |change| {
        let made = accept(change, workshop_request::Kind::Submission, id, input, &ReportsLink::default()).await.unwrap().unwrap();
        event = made.event;
        sqlx::raw_sql(sqlx::AssertSqlSafe(before)).execute(&mut **change).await.unwrap();
    })
    .await;
    let mails = mails(&app, SIGNAL).await;
    (app, admin, id, event, mails)
}

#[tokio::test]
async fn each_condition_alone_keeps_it_away() {
    let (app, _, _, event, _) = accepted("2026-06-15", "SELECT").await;
    let inactive = "no tag among cancelled, stalled, unresponsive";
    conditions(
        &app,
        About::Event(event),
        SIGNAL,
        &[
            (
                "UPDATE event SET administrator_id = (SELECT id FROM organization WHERE domain = 'carpentries.org')",
                "the administrator self-organized: carpentries.org",
            ),
            (NO_ADMINISTRATOR, "the administrator self-organized: none"),
            ("UPDATE event SET start = '2026-06-14'", "a start on 2026-06-15 or later: 2026-06-14"),
            (NO_DATES, "a start on 2026-06-15 or later: no date"),
            (NOT_ACTIVE[0].0, &format!("{inactive}: cancelled")),
            (NOT_ACTIVE[1].0, &format!("{inactive}: stalled")),
            (NOT_ACTIVE[2].0, &format!("{inactive}: unresponsive")),
            ("UPDATE self_organised_submission SET event_id = NULL", "a self-organised submission: no"),
        ],
    )
    .await;
}

#[tokio::test]
async fn it_is_not_made_where_it_is_not_wanted() {
    let (.., mails) = accepted("2026-06-14", "SELECT").await;
    assert!(mails.is_empty(), "{mails:?}");
}

#[tokio::test]
async fn it_goes_to_everybody_who_was_named() {
    let (app, admin, id, event, mut mails) =
        accepted("2026-06-26", "UPDATE event SET assigned_to_id = (SELECT min(id) FROM person)").await;
    let mail = mails.remove(0);
    assert_eq!((mail.state.as_str(), mail.at.as_str()), ("scheduled", "2026-06-15 13:00"));
    assert_eq!(mail.author, Some(admin.id));
    assert_eq!(mail.target, (Kind::Event.object_type().to_owned(), event));
    assert_eq!(mail.to, ["grace@example.org", "a@example.org", "b@example.org"]);
    let expected = json!([
        { "api_uri": format!("api:selforganisedsubmission#{id}"), "property": "email" },
        { "value_uri": "value:str#a@example.org" },
        { "value_uri": "value:str#b@example.org" },
    ]);
    assert_eq!(mail.recipients, expected);
    let expected = json!({
        "assignee": format!("api:person#{}", admin.id),
        "workshop_host": format!("api:organization#{}", app.id_of("organization", "self-organized").await),
        "event": format!("api:event#{event}"),
        "short_notice": "value:bool#False",
        "self_organised_submission": format!("api:selforganisedsubmission#{id}"),
    });
    assert_eq!(mail.context, expected);
    // It follows from accepting alone.
    saved(&app, Subject::Event(event)).await;
    assert_eq!(super::mails(&app, SIGNAL).await.len(), 1);
    super::run(&app, "INSERT INTO event_tag SELECT e.id, t.id FROM event e, tag t WHERE t.name = 'cancelled'").await;
    assert_eq!(super::states(&app, SIGNAL).await, ["cancelled"], "what is no use any more is called off");
}

#[tokio::test]
async fn ten_days_are_short_notice_and_the_submissions_assignee_comes_first() {
    let other = "INSERT INTO person (username, personal) VALUES ('other', 'Other');
        UPDATE event SET assigned_to_id = (SELECT min(id) FROM person);
        UPDATE self_organised_submission SET assigned_to_id = (SELECT id FROM person WHERE username = 'other')";
    let (app, .., mails) = accepted("2026-06-25", other).await;
    let id: i32 = app.value("SELECT id FROM person WHERE username = 'other'").await;
    assert_eq!(mails[0].context["short_notice"], "value:bool#True");
    assert_eq!(mails[0].context["assignee"], format!("api:person#{id}"));
}
