//! Applications become persons' (TRQ-03).

use std::collections::BTreeSet;

use shared::access::{Lack, Viewer};
use shared::check::FieldErrors;
use shared::person::Linked;
use shared::training_request::{Answers, Button, MatchInput, Matched, Refusal, by_id, match_to_person, suggested_person};

use super::{answers, change, db, fields, option, sent, told, wrong};
use crate::support::TestApp;

/// Somebody who has no rights.
fn nobody() -> Viewer {
    Viewer {
        id: 0,
        username: String::new(),
        personal: String::new(),
        full_name: String::new(),
        email: None,
        is_superuser: false,
        is_admin: false,
        has_airport: false,
        permissions: BTreeSet::new(),
    }
}

async fn matched(app: &TestApp, request: i32, to: Option<i32>, uid: Option<u64>) -> Result<Matched, Refusal> {
    matched_by(app, &nobody(), request, to, uid).await
}

async fn matched_by(app: &TestApp, by: &Viewer, request: i32, to: Option<i32>, uid: Option<u64>) -> Result<Matched, Refusal> {
    let mut change = change(app).await;
    let matched = match_to_person(&mut change, by, request, to, uid).await.unwrap().unwrap();
    if matched.is_ok() {
        change.commit().await.unwrap();
    }
    matched
}

#[tokio::test]
async fn dm_treq_08_the_button_tells_what_is_needed() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let check = async |person, button: &str| {
        fields(&wrong(&app, &MatchInput { person }, &Button::of(button)).await).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(check(Some(ada.id), "match-selected-person").await, [""; 0]);
    assert_eq!(check(None, "match-selected-person").await, ["person"]);
    assert_eq!(check(Some(-1), "match-selected-person").await, ["person"]);
    assert_eq!(check(None, "create-new-person").await, [""; 0]);
    assert_eq!(check(Some(ada.id), "delete-person").await, [FieldErrors::FORM]);
    assert_eq!(match_to_person(&mut change(&app).await, &nobody(), -1, None, None).await.unwrap(), None);
}

#[tokio::test]
async fn dm_treq_08_a_new_person_is_made_of_the_application() {
    let app = TestApp::start().await;
    let domains: Vec<i32> =
        app.value("SELECT array_agg(id ORDER BY id) FROM knowledge_domain WHERE name IN ('Physics', 'Chemistry')").await;
    let whole = Answers {
        email: "ADA@lovelace.org".into(),
        secondary_email: "countess@lovelace.org".into(),
        github: "ada".into(),
        occupation: Some("librarian".into()),
        domains: domains.clone(),
        ..answers()
    };
    let request = sent(&app, whole).await;
    let made = matched(&app, request, None, Some(42)).await.unwrap();
    assert_eq!((made.github, made.unanswered), (Some(Linked::Done), vec![]));
    let row =
        "SELECT concat_ws('|', username, is_active, personal, middle, family, email, secondary_email, country, airport_iata,
        airport_country, airport_timezone, github, affiliation, occupation, password) FROM person WHERE id = $1";
    let expected = "lovelace_ada|t|Ada||Lovelace|ada@lovelace.org|countess@lovelace.org|SE|ARN|SE|Europe/Stockholm|ada|Lund University|Librarian/archivist|";
    assert_eq!(told(&app, row, made.person).await, expected);
    let stored = "SELECT concat_ws('|', person_id = $1, state) FROM training_request";
    assert_eq!(told(&app, stored, made.person).await, "t|p", "DM-ST-05: nothing is decided");
    let links = "SELECT string_agg(provider || ' ' || uid, ', ') FROM social_login WHERE person_id = $1";
    assert_eq!(told(&app, links, made.person).await, "github 42");
    let copied: Vec<i32> = app.value("SELECT array_agg(knowledge_domain_id ORDER BY 1) FROM person_domain").await;
    assert_eq!(copied, domains);
}

#[tokio::test]
async fn dm_treq_08_a_persons_record_is_overwritten_and_activated() {
    let app = TestApp::start().await;
    let ada = app.person("Augusta Byron").inactive().near("LHR").create().await;
    app.run("UPDATE person SET middle = 'King', github = 'byron', country = 'GB', occupation = 'Poet', affiliation = 'None' WHERE username = 'byron_augusta'").await;
    app.run("INSERT INTO social_login (person_id, provider, uid) SELECT id, 'github', '7' FROM person WHERE username = 'byron_augusta'").await;
    let words = Answers { occupation: None, occupation_other: "Countess".into(), country: Some("GB".into()), ..answers() };
    let request = sent(&app, words).await;
    let done = matched(&app, request, Some(ada.id), None).await.unwrap();
    assert_eq!((done.person, done.github), (ada.id, None));
    let row = "SELECT concat_ws('|', username, is_active, personal, middle, family, email, country, airport_iata, coalesce(github, '-'), affiliation, occupation) FROM person WHERE id = $1";
    let expected = "byron_augusta|t|Ada||Lovelace|ada@lovelace.org|GB|ARN|-|Lund University|Countess";
    assert_eq!(told(&app, row, ada.id).await, expected);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM social_login").await, 0, "DM-PERSON-14: another name, another account");
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person WHERE family = 'Lovelace'").await, 1);
}

#[tokio::test]
async fn dm_treq_08_what_is_anothers_is_refused_and_nothing_changes() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("Ada Lovelace").create().await, app.person("Bob B").create().await);
    app.run("UPDATE person SET github = 'bob' WHERE personal = 'Bob'").await;
    let history = "SELECT count(*) FROM version";
    let address = sent(&app, Answers { email: bob.email.to_uppercase(), ..answers() }).await;
    let name = sent(&app, Answers { github: "bob".into(), ..answers() }).await;
    let before: i64 = app.value(history).await;
    assert_eq!(matched(&app, address, None, None).await, Err(Refusal::AddressTaken));
    assert_eq!(matched(&app, address, Some(ada.id), None).await, Err(Refusal::AddressTaken));
    assert_eq!(matched(&app, name, Some(ada.id), Some(1)).await, Err(Refusal::GithubTaken));
    assert_eq!(matched(&app, name, None, None).await, Err(Refusal::GithubTaken));
    assert_eq!(app.value::<i64>(history).await, before);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM training_request WHERE person_id IS NOT NULL").await, 0);
    assert!(matched(&app, address, Some(bob.id), None).await.is_ok(), "their own address is no hindrance");
}

/// Anybody writes an application, and what it says is what the person signs in with.
#[tokio::test]
async fn dm_treq_08_who_holds_more_is_matched_by_those_who_lack_nothing() {
    let app = TestApp::start().await;
    let idle = app.person("Ina Idle").administrator().inactive().create().await;
    let root = app.person("Root Rootson").superuser().create().await;
    let request = sent(&app, answers()).await;
    let staff = Viewer { is_admin: true, ..nobody() };
    assert_eq!(matched(&app, request, Some(root.id), None).await, Err(Refusal::HoldsMore(Lack::Superuser)));
    assert_eq!(matched(&app, request, Some(idle.id), None).await, Err(Refusal::HoldsMore(Lack::Staff)));
    let refused = matched_by(&app, &staff, request, Some(idle.id), None).await;
    assert!(matches!(&refused, Err(Refusal::HoldsMore(Lack::Permission(_)))), "{refused:?}");
    let state = "SELECT concat_ws('|', email, is_active) FROM person WHERE id = $1";
    assert_eq!(told(&app, state, idle.id).await, "ina.idle@example.org|f");
    let root = shared::access::viewer(&mut *db(&app).await, root.id).await.unwrap().unwrap().0;
    assert!(matched_by(&app, &root, request, Some(idle.id), None).await.is_ok());
    assert_eq!(told(&app, state, idle.id).await, "ada@lovelace.org|t");
}

/// The person's answers, the archived ones in brackets.
const ANSWERS: &str =
    "SELECT string_agg(CASE WHEN c.archived_at IS NULL THEN '' ELSE '(' END || t.slug || '=' || coalesce(o.option_type, '?')
        || CASE WHEN c.archived_at IS NULL THEN '' ELSE ')' END, ' ' ORDER BY t.slug, c.archived_at NULLS LAST)
    FROM consent c JOIN term t ON t.id = c.term_id LEFT JOIN term_option o ON o.id = c.term_option_id WHERE c.person_id = $1";

#[tokio::test]
async fn dm_treq_09_the_applications_answers_become_the_persons() {
    let app = TestApp::start().await;
    let request = sent(&app, answers()).await;
    let made = matched(&app, request, None, None).await.unwrap();
    let expected = "(may-contact=?) may-contact=decline may-publish-name=? (privacy-policy=?) privacy-policy=agree (public-profile=?) public-profile=decline";
    assert_eq!(told(&app, ANSWERS, made.person).await, expected);

    // A second application changes only what it says otherwise; what it archived or left open changes nothing.
    let request = sent(&app, Answers { email: "ada@lovelace.org".into(), ..answers() }).await;
    let agreed = option(&app, "may-contact", "agree").await;
    sqlx::query("UPDATE training_request_consent c SET term_option_id = $2 FROM term t WHERE c.training_request_id = $1 AND t.id = c.term_id AND t.slug = 'may-contact'")
        .bind(request).bind(agreed).execute(app.pool()).await.unwrap();
    sqlx::query("UPDATE training_request_consent c SET archived_at = now(), term_option_id = (SELECT o.id FROM term_option o WHERE o.term_id = t.id AND o.option_type = 'agree')
        FROM term t WHERE c.training_request_id = $1 AND t.id = c.term_id AND t.slug = 'public-profile'")
        .bind(request).execute(app.pool()).await.unwrap();
    sqlx::query("UPDATE training_request_consent c SET term_option_id = NULL FROM term t WHERE c.training_request_id = $1 AND t.id = c.term_id AND t.slug = 'privacy-policy'")
        .bind(request).execute(app.pool()).await.unwrap();
    app.clock.advance(chrono::Duration::minutes(1));
    let done = matched(&app, request, Some(made.person), None).await.unwrap();
    assert_eq!(done.unanswered, [""; 0]);
    let expected = "(may-contact=?) (may-contact=decline) may-contact=agree may-publish-name=? (privacy-policy=?) privacy-policy=agree (public-profile=?) public-profile=decline";
    assert_eq!(told(&app, ANSWERS, made.person).await, expected);
}

#[tokio::test]
async fn dm_treq_09_an_answer_that_is_not_in_force_any_more_is_told_and_the_match_stays() {
    let app = TestApp::start().await;
    let request = sent(&app, answers()).await;
    app.run("UPDATE term SET archived_at = now() WHERE slug = 'public-profile'").await;
    app.run("UPDATE term_option o SET archived_at = now() FROM term t WHERE t.id = o.term_id AND t.slug = 'may-contact'").await;
    app.run("UPDATE term_option o SET archived_at = now() FROM term t WHERE t.id = o.term_id AND t.slug = 'privacy-policy'")
        .await;
    app.run("INSERT INTO term_option (term_id, option_type, content) SELECT id, 'agree', 'Yes, again' FROM term WHERE slug = 'privacy-policy'").await;
    let made = matched(&app, request, None, None).await.unwrap();
    assert_eq!(made.unanswered, ["May contact", "Consent to making profile public"]);
    let answered = told(&app, ANSWERS, made.person).await;
    assert!(
        answered.contains(" privacy-policy=agree") && answered.contains("may-contact=?"),
        "another option of the type: {answered}"
    );
    let request = told(&app, "SELECT person_id::text FROM training_request WHERE id = $1", request).await;
    assert_eq!(request, made.person.to_string());
}

#[tokio::test]
async fn dm_person_25_a_person_with_an_address_or_the_whole_name_is_suggested() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let request = sent(&app, Answers { personal: "Augusta".into(), family: "King".into(), ..answers() }).await;
    let suggested = async |prepare: &'static str| {
        app.run("UPDATE training_request SET email = 'x@x.org', secondary_email = '', personal = 'Augusta', middle = '', family = 'King'").await;
        app.run("UPDATE person SET email = 'y@y.org', secondary_email = '', middle = ''").await;
        app.run(prepare).await;
        suggested_person(&mut *db(&app).await, request).await.unwrap()
    };
    let found = Some(ada.id);
    assert_eq!(suggested("SELECT").await, None, "two empty second addresses are not the same");
    assert_eq!(suggested("UPDATE training_request SET email = 'Y@y.org'").await, found);
    assert_eq!(suggested("UPDATE person SET secondary_email = 'X@X.org'").await, found);
    assert_eq!(suggested("UPDATE training_request SET secondary_email = 'y@Y.org'").await, found);
    assert_eq!(
        suggested(
            "WITH r AS (UPDATE training_request SET secondary_email = 'z@z.org') UPDATE person SET secondary_email = 'Z@z.org'"
        )
        .await,
        found
    );
    assert_eq!(suggested("UPDATE training_request SET personal = 'ADA', family = 'lovelace'").await, found);
    assert_eq!(suggested("UPDATE training_request SET personal = 'Ada', family = 'Lovelace', middle = 'K'").await, None);

    // The first by name; and none for who is matched.
    let first = app.person("Zoe Aalto").create().await;
    sqlx::query("UPDATE training_request SET secondary_email = $1, email = 'y@y.org'")
        .bind(&first.email)
        .execute(app.pool())
        .await
        .unwrap();
    let details = by_id(&mut *db(&app).await, request).await.unwrap().unwrap();
    assert_eq!(details.suggestion, Some((first.id, format!("Zoe Aalto <{}>", first.email))));
    sqlx::query("UPDATE training_request SET person_id = $1").bind(ada.id).execute(app.pool()).await.unwrap();
    let details = by_id(&mut *db(&app).await, request).await.unwrap().unwrap();
    assert_eq!((details.suggestion, details.person.as_deref()), (None, Some("Ada Lovelace <y@y.org>")));
}
