//! Passkeys: making one, signing in with it, and everything that must not sign anybody in.

use std::future::IntoFuture;

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use web::Config;

use super::authenticator::Authenticator;
use crate::support::{Answer, Person, TestApp};

const LIST: &str = "/account/passkeys/";
const NEW: &str = "/account/passkeys/registration/";
const LOGIN: &str = "/account/login/passkey/";

/// Sends JSON as the pages' script does, in somebody's browser or in a visitor's.
async fn send(app: &TestApp, path: &str, body: &Value, who: Option<&Person>) -> Answer {
    let request = app.post(path, &[]).with_body("application/json", body.to_string());
    match who {
        Some(person) => request.as_user(person).await,
        None => request.await,
    }
}

fn read(answer: &Answer) -> Value {
    assert_eq!(answer.header("content-type"), "application/json", "{}", answer.visible());
    serde_json::from_str(&answer.text).unwrap()
}

/// What a browser is asked to make a passkey of.
async fn asked_for_new(app: &TestApp, person: &Person) -> Value {
    read(&send(app, NEW, &json!({"name": "Laptop"}), Some(person)).await.expect_page())
}

/// What a visitor's browser is asked to sign in with.
async fn asked_for_known(app: &TestApp) -> Value {
    read(&send(app, LOGIN, &json!({}), None).await.expect_page())
}

async fn register(app: &TestApp, person: &Person, device: &mut Authenticator) -> Answer {
    let options = asked_for_new(app, person).await;
    let credential = device.create(&options);
    send(app, NEW, &json!({"name": " Laptop ", "credential": credential}), Some(person)).await
}

async fn log_in(app: &TestApp, device: &mut Authenticator) -> Answer {
    let options = asked_for_known(app).await;
    finish(app, &device.get(&options)).await
}

async fn finish(app: &TestApp, credential: &Value) -> Answer {
    send(app, LOGIN, &json!({"credential": credential, "next": ""}), None).await
}

/// Ada, and her device with a passkey.
async fn ada(app: &TestApp) -> (Person, Authenticator) {
    let ada = app.person("Ada Lovelace").create().await;
    let mut device = Authenticator::new();
    register(app, &ada, &mut device).await.expect_page();
    (ada, device)
}

/// The session's cookie that an answer sets.
fn session(answer: &Answer) -> Option<String> {
    let mut cookies = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    cookies.find_map(|cookie| Some(cookie.strip_prefix("__Host-amy=")?.split(';').next()?.to_owned()))
}

/// That an answer signs nobody in, and says no more than that.
#[track_caller]
fn refused(answer: Answer) {
    let answer = answer.expect_status(422);
    assert!(read(&answer)["error"].as_str().unwrap().starts_with("This passkey does not open AMY."), "{}", answer.text);
    assert_eq!(session(&answer), None);
}

async fn count(app: &TestApp) -> i64 {
    app.value("SELECT count(*) FROM passkey").await
}

async fn id(app: &TestApp) -> String {
    app.value("SELECT max(id)::text FROM passkey").await
}

#[tokio::test]
async fn a_passkey_is_made_and_signs_in() {
    let app = TestApp::start().await;
    let (ada, mut device) = ada(&app).await;
    let page = app.get(LIST).as_user(&ada).await.expect_page();
    assert!(page.says("Success: The passkey “Laptop” was added.") && page.says("Never"), "{}", page.visible());
    let stored =
        "SELECT concat_ws('|', person_id, name, algorithm, sign_count, transports, created_at, last_used_at) FROM passkey";
    let expected = format!("{}|Laptop|-7|1|{{hybrid,internal}}|2026-06-15 12:00:00+00", ada.id);
    assert_eq!(app.value::<String>(stored).await, expected);

    app.clock.advance(Duration::hours(1));
    let answer = log_in(&app, &mut device).await.expect_page();
    assert_eq!(read(&answer), json!({"to": "/dashboard/"}));
    assert!(session(&answer).is_some());
    let page = app.get("/dashboard/").await.expect_page();
    assert!(page.says("Hello, Ada"), "{}", page.visible());
    let now = Some(app.clock.now());
    assert_eq!(app.value::<Option<DateTime<Utc>>>("SELECT last_login FROM person").await, now);
    assert_eq!(app.value::<Option<DateTime<Utc>>>("SELECT last_used_at FROM passkey").await, now);
    assert_eq!(app.value::<i64>("SELECT sign_count FROM passkey").await, 2);
    // A key is no record of anybody's history.
    assert_eq!(app.value::<i64>("SELECT count(*) FROM revision WHERE comment LIKE '%passkey%'").await, 0);
}

/// The device must hold the passkey by itself, and make sure whose it is.
#[tokio::test]
async fn the_browser_is_asked_for_what_is_wanted() {
    let app = TestApp::start().await;
    let (ada, device) = ada(&app).await;
    let options = asked_for_new(&app, &ada).await;
    assert_eq!(options["rp"], json!({"id": "localhost", "name": "AMY"}));
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(options["attestation"], "none");
    assert_eq!((&options["user"]["name"], &options["user"]["displayName"]), (&json!("lovelace_ada"), &json!("Ada Lovelace")));
    // All passkeys of an account have one handle, which tells nothing of it; a device makes no second one.
    assert_eq!(options["user"]["id"], json!(device.handle));
    assert_eq!(options["excludeCredentials"].as_array().unwrap().len(), 1);
    let other = asked_for_new(&app, &app.person("Grace Hopper").create().await).await;
    assert_ne!(other["user"]["id"], json!(device.handle));
    assert_eq!(other["excludeCredentials"], json!([]));

    let (one, two) = (asked_for_known(&app).await, asked_for_known(&app).await);
    assert_ne!(one["challenge"], two["challenge"]);
    assert_eq!(
        (&one["rpId"], &one["userVerification"], &one["allowCredentials"]),
        (&json!("localhost"), &json!("required"), &json!([]))
    );
}

#[tokio::test]
async fn one_gets_where_one_wanted_to_go_and_to_no_other_site() {
    let app = TestApp::start().await;
    let (_, mut device) = ada(&app).await;
    let page = app.get("/account/login/?next=/workshops/tasks/").await.expect_page();
    assert!(page.text.contains(r#"data-next="/workshops/tasks/""#));
    for (next, to) in [("/workshops/tasks/?x=1", "/workshops/tasks/?x=1"), ("https://evil.example/", "/dashboard/")] {
        let options = asked_for_known(&app).await;
        let body = json!({"credential": device.get(&options), "next": next});
        assert_eq!(read(&send(&app, LOGIN, &body, None).await.expect_page())["to"], to);
    }
}

/// A way to spoil a device, or what it was asked.
type Spoil = fn(&mut Authenticator, &mut Value);

/// What no page of this site, and no device in its owner's hand, would answer.
const SPOILT: [(&str, Spoil); 7] = [
    ("another challenge", |_, options| options["challenge"] = json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
    ("no challenge", |_, options| options["challenge"] = json!("")),
    ("another origin", |device, _| "http://localhost:3000.evil.example".clone_into(&mut device.origin)),
    ("another port", |device, _| "http://localhost:3001".clone_into(&mut device.origin)),
    ("another relying party", |device, _| "evil.example".clone_into(&mut device.site)),
    ("nobody verified", |device, _| device.verifies = false),
    ("nobody present", |device, _| device.is_touched = false),
];

#[tokio::test]
async fn an_answer_to_something_else_signs_nobody_in() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    for (what, spoil) in SPOILT {
        let mut device = Authenticator::new();
        register(&app, &ada, &mut device).await.expect_page();
        let mut options = asked_for_known(&app).await;
        spoil(&mut device, &mut options);
        refused(finish(&app, &device.get(&options)).await);
        assert_eq!(app.value::<i64>("SELECT count(last_used_at) FROM passkey").await, 0, "{what}");
    }
    assert_eq!(app.value::<Option<DateTime<Utc>>>("SELECT last_login FROM person").await, None);
}

#[tokio::test]
async fn an_answer_to_something_else_makes_no_passkey() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    for (what, spoil) in SPOILT {
        let (mut device, mut options) = (Authenticator::new(), asked_for_new(&app, &ada).await);
        spoil(&mut device, &mut options);
        let body = json!({"name": "Laptop", "credential": device.create(&options)});
        let answer = send(&app, NEW, &body, Some(&ada)).await.expect_status(422);
        assert!(answer.text.contains("cannot be used here"), "{what}: {}", answer.text);
        assert_eq!(count(&app).await, 0, "{what}");
    }
}

/// One account's passkey is not another's, and an answer says so as a whole.
#[tokio::test]
async fn another_key_another_account_and_another_kind_sign_nobody_in() {
    let app = TestApp::start().await;
    let (_, mut device) = ada(&app).await;
    let mut stranger = Authenticator::new();
    stranger.handle.clone_from(&device.handle);
    // A key that nobody has made known, and one that says it was.
    let options = asked_for_known(&app).await;
    refused(finish(&app, &stranger.get(&options)).await);
    let options = asked_for_known(&app).await;
    let mut forged = stranger.get(&options);
    forged["rawId"] = device.get(&options)["rawId"].take();
    refused(finish(&app, &forged).await);
    // The answer with another account, without any, with nothing of the device, and of another kind.
    for (part, value) in [("userHandle", json!("AAAA")), ("userHandle", Value::Null), ("authenticatorData", json!(""))] {
        let options = asked_for_known(&app).await;
        let mut answer = device.get(&options);
        answer["response"][part] = value;
        refused(finish(&app, &answer).await);
    }
    let options = asked_for_known(&app).await;
    let mut answer = device.get(&options);
    answer["type"] = json!("password");
    refused(finish(&app, &answer).await);
    log_in(&app, &mut device).await.expect_page();
}

#[tokio::test]
async fn an_answer_counts_once() {
    let app = TestApp::start().await;
    let (_, mut device) = ada(&app).await;
    device.counts = false;
    let options = asked_for_known(&app).await;
    let answer = device.get(&options);
    // Without counting authenticators too: the challenge is gone with the first answer, right or wrong.
    app.run("UPDATE passkey SET sign_count = 0").await;
    device.count = 0;
    let unspent = device.get(&options);
    finish(&app, &unspent).await.expect_page();
    refused(finish(&app, &unspent).await);
    refused(finish(&app, &answer).await);
    // And it is this browser's alone.
    let options = asked_for_known(&app).await;
    let body = json!({"credential": device.get(&options)});
    refused(send(&app, LOGIN, &body, Some(&app.member().await)).await);
    send(&app, LOGIN, &body, None).await.expect_page();
}

#[tokio::test]
async fn a_challenge_is_open_for_five_minutes() {
    let app = TestApp::start().await;
    let (ada, mut device) = ada(&app).await;
    for (minutes, status) in [(4, 200), (5, 422)] {
        let options = asked_for_known(&app).await;
        app.clock.advance(Duration::minutes(minutes));
        finish(&app, &device.get(&options)).await.expect_status(status);
    }
    let (mut device, options) = (Authenticator::new(), asked_for_new(&app, &ada).await);
    app.clock.advance(Duration::minutes(5));
    let body = json!({"name": "Phone", "credential": device.create(&options)});
    let answer = send(&app, NEW, &body, Some(&ada)).await.expect_status(422);
    assert!(answer.text.contains("took too long"), "{}", answer.text);
    assert_eq!(count(&app).await, 1);
}

/// A count that has not grown tells that the key was copied.
#[tokio::test]
async fn a_passkey_that_counts_backwards_signs_nobody_in() {
    let app = TestApp::start().await;
    let (_, mut device) = ada(&app).await;
    device.count = 40;
    log_in(&app, &mut device).await.expect_page();
    for count in [0, 39, 40] {
        device.count = count;
        refused(log_in(&app, &mut device).await);
        assert_eq!(app.value::<i64>("SELECT sign_count FROM passkey").await, 41);
    }
    device.count = 41;
    log_in(&app, &mut device).await.expect_page();
}

#[tokio::test]
async fn a_passkey_whose_device_does_not_count_signs_in_again_and_again() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let mut device = Authenticator::new();
    device.counts = false;
    register(&app, &ada, &mut device).await.expect_page();
    for _ in 0..2 {
        log_in(&app, &mut device).await.expect_page();
    }
}

#[tokio::test]
async fn a_removed_passkey_signs_nobody_in() {
    let app = TestApp::start().await;
    let (ada, mut device) = ada(&app).await;
    let fields = [("passkey", id(&app).await), ("action", "remove".to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let to = app.post(LIST, &fields).as_user(&ada).await.expect_redirect();
    let page = app.get(&to).as_user(&ada).await.expect_page();
    assert!(page.says("Success: The passkey “Laptop” was removed") && page.says("No passkeys."), "{}", page.visible());
    refused(log_in(&app, &mut device).await);
    app.post(LIST, &fields).as_user(&ada).await.expect_status(404);
}

#[tokio::test]
async fn a_passkey_has_the_name_that_its_owner_gives_it() {
    let app = TestApp::start().await;
    let (ada, _) = ada(&app).await;
    let number = id(&app).await;
    let form = app.get(LIST).as_user(&ada).await.expect_page().form(&format!("rename-{number}")).press("action", "rename");
    assert_eq!(form.value("name"), "Laptop");
    let to = form.clone().fill("name", " Desk ").send(&app).as_user(&ada).await.expect_redirect();
    assert!(app.get(&to).as_user(&ada).await.expect_page().says("Success: The passkey is called “Desk” now."));
    let long = "x".repeat(101);
    for (name, error) in [("", "Give the passkey a name."), (&*long, "at most 100 characters"), ("a\0b", "one line of text")] {
        let page = form.clone().fill("name", name).send(&app).as_user(&ada).await.expect_status(422);
        assert!(page.error_at(&format!("name-{number}")).contains(error), "{}", page.visible());
        assert_eq!(page.form(&format!("rename-{number}")).value("name"), name);
        assert_eq!(app.value::<String>("SELECT name FROM passkey").await, "Desk");
        // The script is told the same, before the device is asked for anything.
        let answer = send(&app, NEW, &json!({"name": name}), Some(&ada)).await.expect_status(422);
        assert!(read(&answer)["error"].as_str().unwrap().contains(error), "{}", answer.text);
    }
}

#[tokio::test]
async fn somebody_elses_passkey_is_not_there() {
    let app = TestApp::start().await;
    let (owner, mut device) = ada(&app).await;
    let (number, other) = (id(&app).await, app.person("Root").superuser().create().await);
    for action in ["remove", "rename", "", "delete"] {
        for (passkey, name) in [(&*number, "Mine"), (&*number, ""), ("0", "Mine"), ("x", "Mine"), ("", "Mine")] {
            let fields = [("passkey", passkey), ("action", action), ("name", name)];
            app.post(LIST, &fields).as_user(&other).await.expect_status(404);
        }
    }
    assert!(!app.get(LIST).as_user(&other).await.expect_page().text.contains("id=\"rename-"));
    assert!(app.get(LIST).as_user(&owner).await.expect_page().text.contains("id=\"rename-"));
    assert_eq!(app.value::<String>("SELECT name FROM passkey").await, "Laptop");
    log_in(&app, &mut device).await.expect_page();
}

/// A passkey is made for whoever has asked for it, whoever sends the answer; and none is made twice.
#[tokio::test]
async fn a_passkey_belongs_to_who_began_to_make_it() {
    let app = TestApp::start().await;
    let (ada, mut device) = ada(&app).await;
    let grace = app.person("Grace Hopper").create().await;
    let options = asked_for_new(&app, &ada).await;
    let body = json!({"name": "Mine", "credential": Authenticator::new().create(&options)}).to_string();
    asked_for_new(&app, &grace).await;
    let cookie = |who: &Person, name: &str| {
        let cookies = app.cookies(Some(who.id));
        cookies.split("; ").find(|cookie| cookie.starts_with(name)).unwrap().to_owned()
    };
    let both = format!("{}; {}", cookie(&grace, "__Host-amy="), cookie(&ada, "__Host-amy-passkey="));
    let answer = app.post(NEW, &[]).with_body("application/json", body).with_header("cookie", &both).await.expect_status(422);
    assert!(answer.text.contains("took too long"), "{}", answer.text);

    let options = asked_for_new(&app, &grace).await;
    let body = json!({"name": "Mine", "credential": device.create(&options)});
    let answer = send(&app, NEW, &body, Some(&grace)).await.expect_status(422);
    assert!(answer.text.contains("There is this passkey already."), "{}", answer.text);
    assert_eq!(count(&app).await, 1);
}

#[tokio::test]
async fn who_may_not_log_in_does_not_with_a_passkey_either() {
    let app = TestApp::start().await;
    let (_, mut device) = ada(&app).await;
    app.run("UPDATE person SET is_active = false").await;
    refused(log_in(&app, &mut device).await);
    app.run("UPDATE person SET is_active = true").await;
    log_in(&app, &mut device).await.expect_page();
    // As after a login with the password, another password ends the session.
    app.get("/dashboard/").await.expect_page();
    app.run("UPDATE person SET password = 'another'").await;
    assert!(app.get("/dashboard/").await.expect_redirect().starts_with("/account/login/"));
}

#[tokio::test]
async fn too_many_tries_with_one_passkey_wait_for_a_quarter_of_an_hour() {
    let app = TestApp::start().await;
    let (ada, mut device) = ada(&app).await;
    let answer = device.get(&json!({"challenge": ""}));
    for _ in 0..20 {
        refused(finish(&app, &answer).await);
    }
    log_in(&app, &mut device).await.expect_status(429);
    let mut other = Authenticator::new();
    register(&app, &ada, &mut other).await.expect_page();
    log_in(&app, &mut other).await.expect_page();
    app.clock.advance(Duration::minutes(15));
    log_in(&app, &mut device).await.expect_page();
}

/// The same count as for passwords.
#[tokio::test]
async fn too_many_tries_from_one_address_are_stopped_whatever_the_passkeys() {
    let app = TestApp::start().await;
    let (_, mut device) = ada(&app).await;
    let sessions = app.amy.site.sessions();
    for _ in 0..100 {
        sessions.count("address#127.0.0.1", Duration::minutes(15), app.clock.now()).await.unwrap();
    }
    log_in(&app, &mut device).await.expect_status(429);
}

/// With those of other ways to sign in.
#[tokio::test]
async fn too_many_beginnings_from_one_address_are_stopped() {
    let app = TestApp::start().await;
    let (ada, mut device) = ada(&app).await;
    let options = asked_for_known(&app).await;
    // One beginning was for the passkey, one for its challenge, and one is left.
    for _ in 3..200 {
        app.amy.site.sessions().count("begin#127.0.0.1", Duration::minutes(15), app.clock.now()).await.unwrap();
    }
    asked_for_new(&app, &ada).await;
    for (path, body, who) in [(LOGIN, json!({}), None), (NEW, json!({"name": "Laptop"}), Some(&ada))] {
        let answer = send(&app, path, &body, who).await.expect_status(429);
        assert_eq!((answer.header("retry-after"), answer.header("set-cookie")), ("900", ""), "{path}");
    }
    // What was begun can be finished.
    finish(&app, &device.get(&options)).await.expect_page();
    app.clock.advance(Duration::minutes(15));
    asked_for_known(&app).await;
    asked_for_new(&app, &ada).await;
}

/// Gives the person with one passkey so many that there are `count`.
async fn make(app: &TestApp, count: i32) {
    let make = "INSERT INTO passkey (person_id, name, credential_id, user_handle, algorithm, public_key)
         SELECT person_id, 'Key ' || n, sha256(n::text::bytea), user_handle, algorithm, public_key FROM passkey, generate_series(2, $1) n";
    sqlx::query(make).bind(count).execute(app.pool()).await.unwrap();
}

/// Where there were few enough when it was begun, but are too many by now.
#[tokio::test]
async fn the_last_passkey_is_counted_when_it_is_added() {
    let app = TestApp::start().await;
    let (ada, _) = ada(&app).await;
    let options = asked_for_new(&app, &ada).await;
    make(&app, 20).await;
    let body = json!({"name": "One more", "credential": Authenticator::new().create(&options)});
    let answer = send(&app, NEW, &body, Some(&ada)).await.expect_status(422);
    assert!(answer.text.contains("as many passkeys as one can have"), "{}", answer.text);
    assert_eq!(count(&app).await, 20);
}

#[tokio::test]
async fn of_two_last_passkeys_at_once_one_is_added() {
    let app = TestApp::start_with(|config| Config { pool_size: 2, ..config }).await;
    let (ada, _) = ada(&app).await;
    make(&app, 19).await;
    let mut requests = Vec::new();
    for name in ["One", "Other"] {
        let options = asked_for_new(&app, &ada).await;
        let body = json!({"name": name, "credential": Authenticator::new().create(&options)}).to_string();
        let request = app.post(NEW, &[]).with_body("application/json", body);
        requests.push(request.with_header("cookie", &app.cookies(Some(ada.id))).into_future());
    }
    let (other, one) = (requests.pop().unwrap(), requests.pop().unwrap());
    // Somebody holds the person, so that both come to where they count.
    let mut holder = app.pool().begin().await.unwrap();
    sqlx::query("SELECT FROM person FOR NO KEY UPDATE").execute(&mut *holder).await.unwrap();
    let holder = async {
        app.until_blocked().await;
        holder.rollback().await.unwrap();
    };
    let (one, other, ()) = tokio::join!(one, other, holder);
    let mut met = [one.status, other.status];
    met.sort_unstable();
    assert_eq!(met, [200, 422], "{} {}", one.text, other.text);
    assert_eq!(count(&app).await, 20);
}

#[tokio::test]
async fn nobody_who_was_archived_meanwhile_gets_a_passkey() {
    let app = TestApp::start_with(|config| Config { pool_size: 2, ..config }).await;
    let (ada, _) = ada(&app).await;
    let options = asked_for_new(&app, &ada).await;
    let body = json!({"name": "Late", "credential": Authenticator::new().create(&options)});
    let mut change = app.change(None).await;
    assert!(shared::person::archive(&mut change, ada.id).await.unwrap().is_some());
    let archival = async {
        app.until_blocked().await;
        change.commit().await.unwrap();
    };
    let (answer, ()) = tokio::join!(send(&app, NEW, &body, Some(&ada)), archival);
    let answer = answer.expect_status(422);
    assert!(answer.text.contains("took too long"), "{}", answer.text);
    assert_eq!(count(&app).await, 0);
}

#[tokio::test]
async fn a_person_has_so_many_passkeys_and_no_more() {
    let app = TestApp::start().await;
    let (ada, _) = ada(&app).await;
    make(&app, 20).await;
    let answer = send(&app, NEW, &json!({"name": "Laptop"}), Some(&ada)).await.expect_status(422);
    assert!(answer.text.contains("as many passkeys as one can have"), "{}", answer.text);
    // The page takes as many statements as with one.
    let page = app.get(LIST).as_user(&ada).await.expect_page();
    assert!(page.says("Key 20"), "{}", page.visible());
    assert_eq!(app.statements(), 2);
    app.run("DELETE FROM passkey WHERE name <> 'Laptop'").await;
    app.get(LIST).as_user(&ada).await.expect_page();
    assert_eq!(app.statements(), 2);
}

#[tokio::test]
async fn what_no_script_of_ours_sends_is_a_bad_request() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    for path in [NEW, LOGIN] {
        for body in ["", "x", "[]", r#"{"name": "x", "credential": {}}"#, r#"{"name": "x", "credential": {"rawId": "="}}"#] {
            app.post(path, &[]).with_body("application/json", body).as_user(&ada).await.expect_status(400);
        }
        app.post(path, &[("name", "x")]).as_user(&ada).await.expect_status(400);
        let large = json!({"name": "x".repeat(100_000)});
        send(&app, path, &large, Some(&ada)).await.expect_status(413);
        app.post(path, &[])
            .with_body("application/json", "{}")
            .with_header("origin", "https://evil.example")
            .as_user(&ada)
            .await
            .expect_status(403);
    }
}

/// Not everybody's browser has them: nothing is offered before a script has looked.
#[tokio::test]
async fn without_scripts_the_pages_say_what_passkeys_need() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let page = app.get(LIST).as_user(&ada).await.expect_page();
    assert!(page.says("need JavaScript") && page.says("No passkeys."), "{}", page.visible());
    let hidden = |answer: &Answer, attribute: &str| {
        let tags = answer.tags();
        tags.iter().find(|tag| tag.attribute(attribute).is_some()).unwrap().attribute("hidden").is_some()
    };
    assert!(hidden(&page, "data-passkey-registration") && hidden(&page, "data-passkeys-missing"));
    assert!(hidden(&app.get("/account/login/").await.expect_page(), "data-passkey-login"));
}
