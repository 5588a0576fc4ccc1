//! emails.md 3.8

use serde_json::json;
use shared::award::{AwardInput, create};
use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::record::Kind;

use super::{after, changed, mail, persons, run, saved, states};
use crate::support::{Person, TestApp};

const SIGNAL: Signal = Signal::InstructorBadgeAwarded;

/// Awards a badge; gives the award.
async fn award(app: &TestApp, by: Option<&Person>, to: &Person, badge: &str) -> i32 {
    let badge = app.id_of("badge", badge).await.parse().unwrap();
    let input = AwardInput {
        person: to.id,
        badge,
        awarded: "2026-06-15".parse().unwrap(),
        event: None,
        awarded_by: None,
        confirmed: false,
    };
    let mut id = 0;
    changed(app, by, async |change| id = create(change, &input).await.unwrap()).await;
    id
}

#[tokio::test]
async fn it_goes_to_new_instructors_alone() {
    let app = TestApp::start().await;
    let (admin, ian) = (app.admin().await, app.member().await);
    award(&app, Some(&admin), &ian, "trainer").await;
    assert!(states(&app, SIGNAL).await.is_empty());
    let id = award(&app, Some(&admin), &ian, "instructor").await;
    let mail = mail(&app, SIGNAL).await;
    assert_eq!((mail.state.as_str(), mail.at.as_str()), ("scheduled", "2026-06-15 13:00"));
    assert_eq!(mail.author, Some(admin.id));
    assert_eq!(mail.target, (Kind::Award.object_type().to_owned(), id));
    assert_eq!((mail.to, mail.recipients), (vec![ian.email.clone()], persons(&[ian.id])));
    let expected = json!({
        "person": format!("api:person#{}", ian.id),
        "award": format!("api:award#{id}"),
        "award_id": format!("value:int#{id}"),
    });
    assert_eq!(mail.context, expected);
    let file: String = app
        .value(
            "SELECT concat_ws('|', filename, is_pending, s3_path = email_id || '/' || id || '-certificate.pdf') FROM attachment",
        )
        .await;
    assert_eq!(file, "certificate.pdf|t|t", "it is made when the email is sent");
    let log = "SELECT concat_ws('|', state_before, state_after, details, author_id IS NOT NULL) FROM scheduled_email_log ORDER BY position DESC LIMIT 1";
    let told = "scheduled|scheduled|The file “certificate.pdf” goes with it, and is made when it is sent.|t";
    assert_eq!(app.value::<String>(log).await, told, "EML-CTL-08");
}

#[tokio::test]
async fn it_ends_with_the_award() {
    let app = TestApp::start().await;
    let ian = app.member().await;
    let id = award(&app, None, &ian, "instructor").await;
    let other =
        after(&app, About::Person(ian.id), SIGNAL, "UPDATE award SET badge_id = (SELECT id FROM badge WHERE name = 'trainer')")
            .await;
    assert!(!other.is_wanted);
    saved(&app, Subject::Award(id)).await;
    assert_eq!(states(&app, SIGNAL).await, ["scheduled"]);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM attachment").await, 1, "an update brings no second certificate");
    run(&app, "DELETE FROM community_role; DELETE FROM award").await;
    assert_eq!(states(&app, SIGNAL).await, ["cancelled"]);
    // Flavour S: another award is told of again.
    award(&app, None, &ian, "instructor").await;
    assert_eq!(states(&app, SIGNAL).await, ["cancelled", "scheduled"]);
}

#[tokio::test]
async fn without_an_address_there_is_a_warning_and_no_certificate() {
    let app = TestApp::start().await;
    let ian = app.member().await;
    app.run("UPDATE person SET email = NULL").await;
    award(&app, None, &ian, "instructor").await;
    assert!(states(&app, SIGNAL).await.is_empty());
    assert_eq!(app.value::<i64>("SELECT count(*) FROM attachment").await, 0);
}

/// Neither another address nor a merge is an award.
#[tokio::test]
async fn an_award_is_congratulated_on_once() {
    let app = TestApp::start().await;
    let (ian, other) = (app.member().await, app.person("Other Person").create().await);
    award(&app, None, &ian, "instructor").await;
    app.run("UPDATE scheduled_email SET state = 'locked'").await;
    app.run("UPDATE scheduled_email SET state = 'succeeded'").await;
    run(&app, "UPDATE person SET email = 'new@example.org' WHERE personal = 'Ned'").await;
    run(&app, &format!("UPDATE award SET person_id = {}", other.id)).await;
    assert_eq!(states(&app, SIGNAL).await, ["succeeded"]);
}
