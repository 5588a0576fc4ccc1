//! Signing in and out with a password (AUTH-01, AUTH-02).

use chrono::{DateTime, Duration, Utc};

use crate::support::{Answer, Person, TestApp};

const PASSWORD: &str = "correct horse battery";

async fn try_login(app: &TestApp, username: &str, password: &str) -> Answer {
    app.post("/account/login/", &[("username", username), ("password", password), ("next", "")]).await
}

/// The cookie's value that an answer sets.
fn token(answer: &Answer) -> Option<String> {
    let set = answer.header("set-cookie").strip_prefix("__Host-amy=")?;
    Some(set.split(';').next()?.to_owned())
}

/// Who a browser with this token is: the answer of the dashboard.
async fn dashboard(app: &TestApp, token: &str) -> Answer {
    app.get("/dashboard/").with_header("cookie", &format!("__Host-amy={token}")).await
}

async fn ada(app: &TestApp) -> Person {
    app.person("Ada Lovelace").with_password(PASSWORD).create().await
}

#[tokio::test]
async fn a_username_and_password_open_the_dashboard() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let answer = try_login(&app, &ada.username, PASSWORD).await.expect_status(302);
    assert_eq!(answer.header("location"), "/dashboard/");
    let page = dashboard(&app, &token(&answer).unwrap()).await.expect_page();
    assert!(page.says("Hello, Ada"), "{}", page.visible());
}

#[tokio::test]
async fn an_address_will_do_in_any_case_and_with_blanks_around() {
    let app = TestApp::start().await;
    ada(&app).await;
    for address in ["ada.lovelace@example.org", "Ada.Lovelace@EXAMPLE.org", "  ada.lovelace@example.org "] {
        let answer = try_login(&app, address, PASSWORD).await.expect_status(302);
        dashboard(&app, &token(&answer).unwrap()).await.expect_page();
    }
}

/// The secondary address is not proven, and a username is a name, not a pattern.
#[tokio::test]
async fn nothing_else_names_an_account() {
    let app = TestApp::start().await;
    ada(&app).await;
    app.run("UPDATE person SET secondary_email = 'ada@home.org'").await;
    for other in ["ada@home.org", "lovelace%", "lovelace_ad_", "LOVELACE_ADA", "Ada", "1", "@", "lovelace_ada@"] {
        try_login(&app, other, PASSWORD).await.expect_status(422);
    }
}

/// Which of the two was wrong, and whether there is such an account, is nobody's business.
#[tokio::test]
async fn every_failure_looks_the_same() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    app.person("Ina Active").inactive().with_password(PASSWORD).create().await;
    app.person("Nora Word").create().await;
    app.run("UPDATE person SET password = '!unusable' WHERE username = 'word_nora'").await;
    let tries = [
        (ada.username.as_str(), "wrong password"),
        (ada.username.as_str(), ""),
        (ada.username.as_str(), "Correct horse battery"),
        (ada.email.as_str(), "wrong password"),
        ("active_ina", PASSWORD),
        ("ina.active@example.org", PASSWORD),
        ("word_nora", ""),
        ("word_nora", "!unusable"),
        ("nobody_known", PASSWORD),
        ("nobody@example.org", PASSWORD),
    ];
    let mut pages = Vec::new();
    for (username, password) in tries {
        let page = try_login(&app, username, password).await.expect_status(422);
        assert!(page.says("do not belong together"), "{username}: {}", page.visible());
        assert_eq!(token(&page), None, "{username}");
        assert!(!page.text.contains(password) || password.is_empty(), "the password of {username} came back");
        let form = page.form_to("/account/login/");
        assert_eq!((form.value("username"), form.value("password")), (username, ""));
        // All that differs is what was typed, and the request's number.
        let number = page.text_of("content");
        pages.push((page.text.replace(username, "…").len(), number.replace(username, "…")));
    }
    pages.dedup();
    assert_eq!(pages.len(), 1, "{pages:?}");
}

#[tokio::test]
async fn what_cannot_be_a_login_is_a_wrong_one() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let (long, longer) = ("x".repeat(300), "x".repeat(100_000));
    for (username, password) in [
        ("", PASSWORD),
        ("   ", PASSWORD),
        (&long, PASSWORD),
        ("a\0b", PASSWORD),
        (&ada.username, &longer),
        (&ada.username, "a\0b"),
    ] {
        try_login(&app, username, password).await.expect_status(422);
    }
    app.post("/account/login/", &[]).await.expect_status(422);
}

#[tokio::test]
async fn a_login_is_noted_and_a_failure_is_not() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    try_login(&app, &ada.username, "wrong").await.expect_status(422);
    let last = "SELECT last_login FROM person WHERE username = 'lovelace_ada'";
    assert_eq!(app.value::<Option<DateTime<Utc>>>(last).await, None);
    try_login(&app, &ada.username, PASSWORD).await.expect_status(302);
    assert_eq!(app.value::<Option<DateTime<Utc>>>(last).await, Some(app.clock.now()));
}

#[tokio::test]
async fn one_gets_where_one_wanted_to_go() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let wanted = "/workshops/events/?tags=1&tags=2";
    // The page takes it from the query into the form …
    let to = app.get(wanted).await.expect_redirect();
    let form = app.get(&to).await.expect_page().form_to("/account/login/");
    assert_eq!(form.value("next"), wanted);
    // … keeps it through a failure …
    let again = form.fill("username", &ada.username).fill("password", "wrong").send(&app).await.expect_status(422);
    let form = again.form_to("/account/login/");
    assert_eq!(form.value("next"), wanted);
    // … and goes there.
    let answer = form.fill("password", PASSWORD).send(&app).await;
    assert_eq!(answer.expect_redirect(), wanted);
}

#[tokio::test]
async fn next_may_stand_in_the_address_alone() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let fields = [("username", ada.username.as_str()), ("password", PASSWORD)];
    let answer = app.post("/account/login/?next=%2Fworkshops%2Ftasks%2F", &fields).await;
    assert_eq!(answer.expect_redirect(), "/workshops/tasks/");
}

/// GLB-07
#[tokio::test]
async fn next_never_leads_to_another_site() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let elsewhere = [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "http://localhost:3000.evil.example/",
        "http://localhost:3000@evil.example/",
        "https://localhost:3000/",
        "\t//evil.example/",
        "/ok\r\nset-cookie: a=b",
        "\u{1}/x",
        "dashboard",
    ];
    for next in elsewhere {
        let shown = app.get(&format!("/account/login/?{}", query("next", next))).await.expect_page();
        assert!(shown.links().iter().all(|link| !link.contains("evil.example")), "{next}");
        let fields = [("username", ada.username.as_str()), ("password", PASSWORD), ("next", next)];
        let to = app.post("/account/login/", &fields).await.expect_status(302);
        assert_eq!(to.header("location"), "/dashboard/", "{next:?}");
        assert_eq!(to.headers.get_all("set-cookie").iter().count(), 1, "{next:?}");
    }
}

/// A `Location` holds no letter beyond ASCII, whatever the path does.
#[tokio::test]
async fn next_may_hold_any_letters() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let fields = [("username", ada.username.as_str()), ("password", PASSWORD), ("next", "/workshops/events/?x=é ü")];
    let to = app.post("/account/login/", &fields).await.expect_redirect();
    assert_eq!(to, "/workshops/events/?x=%C3%A9%20%C3%BC");
}

fn query(name: &str, value: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()
}

#[tokio::test]
async fn who_is_signed_in_may_open_the_page_and_change_places() {
    let app = TestApp::start().await;
    let (ada, admin) = (ada(&app).await, app.admin().await);
    app.get("/account/login/").as_user(&admin).await.expect_page();
    let before = app.cookies(Some(admin.id));
    let fields = [("username", ada.username.as_str()), ("password", PASSWORD)];
    let answer = app.post("/account/login/", &fields).as_user(&admin).await.expect_status(302);
    let page = dashboard(&app, &token(&answer).unwrap()).await.expect_page();
    assert!(page.says("Hello, Ada"), "{}", page.visible());
    // The place that was left is empty.
    let left = app.get("/dashboard/admin/").with_header("cookie", &before).await;
    assert!(left.expect_redirect().starts_with("/account/login/"));
}

#[tokio::test]
async fn hashes_of_the_original_open_the_account_and_are_replaced() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    app.agree(ada.id).await;
    // Made by Django's hashers for "correct horse".
    let hashes = [
        "pbkdf2_sha256$1000$salt$boRToEKoQr22LeDTyHDsEkHpDsDOTyWJq16HknEiweU=",
        "pbkdf2_sha1$1000$salt$um5PLH8ivEcrRJVasTZXh8+vxX0=",
        "bcrypt$$2b$04$zY6qRoODlTYFFJr8.YB/0ecxbUpkVRcWQwgk0qnPJJ3INjwcXqu7y",
        "bcrypt_sha256$$2b$04$8Rshj6mFXW0KjVoh7KGt8OvCfB8tffupuJgQo5JxshhMC.P9SuHiO",
        "argon2$argon2id$v=19$m=1024,t=2,p=8$dH0qvjlMBPDeT0BuCdm9gA$/Adq2VBp5olgHAEy3NH8Gb/pLsqj33dq3ZP/3IO8ieY",
    ];
    let stored = "SELECT password FROM person";
    for hash in hashes {
        sqlx::query("UPDATE person SET password = $1").bind(hash).execute(app.pool()).await.unwrap();
        try_login(&app, "lovelace_ada", "wrong horse").await.expect_status(422);
        assert_eq!(app.value::<String>(stored).await, hash, "a failure changes nothing");

        let answer = try_login(&app, "lovelace_ada", "correct horse").await.expect_status(302);
        dashboard(&app, &token(&answer).unwrap()).await.expect_page();
        let better = app.value::<String>(stored).await;
        assert!(better.starts_with("argon2$argon2id$v=19$m=19456,t=2,p=1$"), "{hash} became {better}");

        try_login(&app, "lovelace_ada", "correct horse").await.expect_status(302);
        assert_eq!(app.value::<String>(stored).await, better, "a good hash stays");
        try_login(&app, "lovelace_ada", "wrong horse").await.expect_status(422);
    }
}

/// Whoever clicks twice at their first sign-in after an import: each makes a better hash of its own, and one is stored.
#[tokio::test]
async fn auth_01_two_sign_ins_at_once_with_an_old_hash_both_succeed() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    app.agree(ada.id).await;
    app.run("UPDATE person SET password = 'pbkdf2_sha256$1000$salt$boRToEKoQr22LeDTyHDsEkHpDsDOTyWJq16HknEiweU='").await;
    let sign_in = || try_login(&app, "lovelace_ada", "correct horse");
    let (one, other) = tokio::join!(sign_in(), sign_in());
    for answer in [one, other] {
        let token = token(&answer.expect_status(302)).unwrap();
        dashboard(&app, &token).await.expect_page();
    }
}

#[tokio::test]
async fn auth_01_an_old_password_does_not_come_back_by_a_sign_in_that_began_before_it_was_changed() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let stored = "SELECT password FROM person WHERE family = 'Lovelace'";
    let before: String = app.value(stored).await;
    let late = shared::access::Rehash { old: "pbkdf2_sha1$1$salt$of-the-old-one", new: "argon2$of-the-old-one" };
    let now = app.clock.now();
    shared::access::record_login(&mut *app.db().await, ada.id, now, Some(late)).await.unwrap();
    assert_eq!(app.value::<String>(stored).await, before);
    let kept = shared::access::Rehash { old: &before, new: "argon2$better" };
    shared::access::record_login(&mut *app.db().await, ada.id, now, Some(kept)).await.unwrap();
    assert_eq!(app.value::<String>(stored).await, "argon2$better");
}

#[tokio::test]
async fn too_many_tries_on_one_account_wait_for_a_quarter_of_an_hour() {
    let app = TestApp::start().await;
    let (ada, grace) = (ada(&app).await, app.person("Grace Hopper").with_password(PASSWORD).create().await);
    for _ in 0..20 {
        try_login(&app, &ada.username, "").await.expect_status(422);
    }
    let page = try_login(&app, &ada.username, PASSWORD).await.expect_status(429);
    assert!(page.says("too many tries"), "{}", page.visible());
    assert_eq!(token(&page), None);
    // The same account by another spelling is no way around it, and others may go on.
    try_login(&app, &format!(" {} ", ada.username), PASSWORD).await.expect_status(429);
    try_login(&app, &grace.username, PASSWORD).await.expect_status(302);
    app.clock.advance(Duration::minutes(15));
    try_login(&app, &ada.username, PASSWORD).await.expect_status(302);
}

#[tokio::test]
async fn too_many_tries_from_one_address_are_stopped_whatever_the_names() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let sessions = app.amy.site.sessions();
    // A hundred real tries would hash a hundred passwords.
    for _ in 0..100 {
        sessions.count("address#127.0.0.1", Duration::minutes(15), app.clock.now()).await.unwrap();
    }
    try_login(&app, &ada.username, PASSWORD).await.expect_status(429);
}

/// What they try does not count as tries for those whose names they say.
#[tokio::test]
async fn an_address_that_is_stopped_locks_nobody_else_out() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let (sessions, window) = (app.amy.site.sessions(), Duration::minutes(15));
    for _ in 0..100 {
        sessions.count("address#127.0.0.1", window, app.clock.now()).await.unwrap();
    }
    for _ in 0..20 {
        let page = try_login(&app, &ada.username, "wrong").await.expect_status(429);
        assert_eq!(page.header("retry-after"), "900");
    }
    let tries = sessions.count(&format!("login#{}", ada.username), window, app.clock.now()).await.unwrap();
    assert_eq!(tries, 1, "none but this one was counted");
}

#[tokio::test]
async fn logging_out_ends_the_session_and_says_so_once() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.get("/dashboard/admin/").as_user(&admin).await.expect_page();
    let before = app.cookies(Some(admin.id));
    let answer = app.post("/account/logout/", &[]).as_user(&admin).await.expect_status(302);
    assert_eq!(answer.header("location"), "/account/login/");
    let after = format!("__Host-amy={}", token(&answer).unwrap());
    assert_ne!(after, before);

    let old = app.get("/dashboard/admin/").with_header("cookie", &before).await;
    assert!(old.expect_redirect().starts_with("/account/login/"));
    let login = app.get("/account/login/").with_header("cookie", &after).await.expect_page();
    assert!(login.says("Success: You are logged out."), "{}", login.visible());
    let login = app.get("/account/login/").with_header("cookie", &after).await.expect_page();
    assert!(!login.says("You are logged out."), "{}", login.visible());
    let nobody = app.get("/dashboard/").with_header("cookie", &after).await;
    assert!(nobody.expect_redirect().starts_with("/account/login/"));
}

#[tokio::test]
async fn logging_out_takes_a_post() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.get("/account/logout/").as_user(&admin).await.expect_status(405);
    app.get("/dashboard/admin/").as_user(&admin).await.expect_page();
    assert!(app.post("/account/logout/", &[]).await.expect_redirect().starts_with("/account/login/?next="));
}
