//! Forgotten passwords (AUTH-03 … AUTH-06).

use std::future::IntoFuture;
use std::time::{Duration as Wait, Instant};

use chrono::Duration;
use local::ses::{Sent, Trouble};

use super::{HOME, knows, log_in};
use crate::support::{Answer, Person, TestApp};

const PASSWORD: &str = "correct horse battery";
const NEW: &str = "staple of nine wild geese";
const ASK: &str = "/account/password_reset/";
const SENT: &str = "/account/password_reset/done/";

async fn ada(app: &TestApp) -> Person {
    app.person("Ada Lovelace").with_password(PASSWORD).create().await
}

/// The last of so many mails. A mail may take longer than the answer that it was asked for by.
async fn mail(app: &TestApp, count: usize) -> Sent {
    for _ in 0..200 {
        let all = app.mails.all();
        if all.len() >= count {
            assert_eq!(all.len(), count, "{all:?}");
            return all.last().unwrap().clone();
        }
        tokio::time::sleep(Wait::from_millis(25)).await;
    }
    panic!("{} mails, not {count}", app.mails.all().len());
}

/// The path of the link in a mail.
fn link(mail: &Sent) -> String {
    let line = mail.text.lines().find_map(|line| line.strip_prefix(HOME));
    line.unwrap_or_else(|| panic!("no link: {}", mail.text)).to_owned()
}

/// Asks for a new password for an address, and gives the link that comes as the mail with this number.
async fn asked(app: &TestApp, email: &str, number: usize) -> String {
    assert_eq!(app.post(ASK, &[("email", email)]).await.expect_redirect(), SENT);
    link(&mail(app, number).await)
}

/// Follows a link to the form.
async fn follow(app: &TestApp, link: &str) -> Answer {
    let form = app.get(link).await.expect_redirect();
    app.get(&form).await.expect_page()
}

/// Claims that a link opens nothing.
async fn is_dead(app: &TestApp, link: &str) {
    let page = app.get(link).await.expect_status(404);
    assert!(page.says("Password reset unsuccessful") && page.links().contains(&ASK.to_owned()), "{}", page.visible());
    assert!(page.says("opens nothing any more"), "{}", page.visible());
}

#[tokio::test]
async fn auth_03_a_link_by_mail_leads_to_a_new_password() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    app.sign_in(&ada).await;
    let elsewhere = app.cookies(Some(ada.id));
    let login = app.get("/account/login/").await.expect_page();
    assert!(login.links().contains(&ASK.to_owned()), "{:?}", login.links());

    let form = app.get(ASK).await.expect_page().form("main-form").fill("email", " Ada.Lovelace@EXAMPLE.org ");
    assert_eq!(form.send(&app).await.expect_redirect(), SENT);
    let page = app.get(SENT).await.expect_page();
    assert!(page.says("Password reset sent") && page.says("spam"), "{}", page.visible());
    let mail = mail(&app, 1).await;
    assert_eq!((mail.subject.as_str(), mail.html.as_deref()), ("Password reset on AMY", None));
    assert_eq!(mail.to, [ada.email.as_str()]);
    assert!(mail.text.contains("lovelace_ada"), "{}", mail.text);

    let link = link(&mail);
    let answer = app.get(&link).await.expect_status(302);
    let to = answer.header("location").to_owned();
    let (start, token) = link.trim_end_matches('/').rsplit_once('/').unwrap();
    assert_eq!(to, format!("{start}/set-password/"), "no page learns the token");
    let cookie = answer.header("set-cookie").to_owned();
    assert_eq!(cookie, format!("__Host-amy-reset={token}; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=259200"));
    let page = app.get(&to).await.expect_page();
    assert!(page.says("Enter new password") && !page.text.contains(token), "{}", page.visible());
    let form = page.form("main-form").fill("new_password1", NEW).fill("new_password2", NEW);
    assert_eq!(form.send(&app).await.expect_redirect(), "/account/reset/done/");
    let done = app.get("/account/reset/done/").await.expect_page();
    assert!(done.says("Password reset complete") && done.links().contains(&"/account/login/".to_owned()), "{}", done.visible());

    assert!(!knows(&app, &elsewhere).await, "who was signed in is not any more");
    assert_eq!(log_in(&app, &ada.username, PASSWORD).await.status, 422);
    assert_eq!(log_in(&app, &ada.username, NEW).await.status, 302);
}

/// Status, address, page and time are the same for everybody.
#[tokio::test]
async fn auth_03_nothing_tells_whether_an_address_is_known() {
    let app = TestApp::start().await;
    ada(&app).await;
    app.person("Ina Active").inactive().with_password(PASSWORD).create().await;
    app.person("Nora Word").create().await;
    app.person("Una Usable").create().await;
    app.run("UPDATE person SET password = '!unusable' WHERE personal = 'Una'").await;
    app.run("UPDATE person SET secondary_email = 'ada@home.org' WHERE personal = 'Ada'").await;
    let mut answers = Vec::new();
    for email in [
        "ada.lovelace@example.org",
        "nobody@example.org",
        "ina.active@example.org",
        "nora.word@example.org",
        "una.usable@example.org",
        "ada@home.org",
        "ada.lovelace_example.org@x.org",
    ] {
        let begun = Instant::now();
        let answer = app.post(ASK, &[("email", email)]).await;
        assert!(begun.elapsed() >= Wait::from_millis(400), "{email} took {:?}", begun.elapsed());
        answers.push((answer.status, answer.header("location").to_owned(), answer.header("set-cookie").to_owned(), answer.text));
    }
    answers.dedup();
    assert_eq!(answers, [(302, SENT.to_owned(), String::new(), String::new())]);
    assert_eq!(mail(&app, 1).await.to, ["ada.lovelace@example.org"]);
}

#[tokio::test]
async fn auth_03_what_is_no_address_is_said_at_its_field() {
    let app = TestApp::start().await;
    let long = format!("{}@example.org", "x".repeat(250));
    for odd in ["", "  ", "ada", "ada@", "a@example.org, b@example.org", &long, "a\0@example.org"] {
        let page = app.post(ASK, &[("email", odd)]).await.expect_status(422);
        assert!(!page.error_at("email").is_empty(), "{odd}: {}", page.visible());
    }
    let page = app.post(ASK, &[("email", "ada@")]).await.expect_status(422);
    assert_eq!(page.form("main-form").value("email"), "ada@");
    assert!(app.mails.all().is_empty());
}

#[tokio::test]
async fn auth_03_asking_too_often_waits_for_a_quarter_of_an_hour() {
    let app = TestApp::start().await;
    for _ in 0..5 {
        app.post(ASK, &[("email", "nobody@example.org")]).await.expect_status(302);
    }
    // Neither another spelling nor that nobody has the address is a way around it.
    let page = app.post(ASK, &[("email", "NOBODY@example.org")]).await.expect_status(429);
    assert!(page.says("too many tries"), "{}", page.visible());
    app.post(ASK, &[("email", "somebody@example.org")]).await.expect_status(302);
    app.clock.advance(Duration::minutes(15));
    app.post(ASK, &[("email", "nobody@example.org")]).await.expect_status(302);

    for _ in 0..50 {
        app.amy.site.sessions().count("reset-from#127.0.0.1", Duration::minutes(15), app.clock.now()).await.unwrap();
    }
    app.post(ASK, &[("email", "another@example.org")]).await.expect_status(429);
}

/// That a mail cannot be sent tells no more than that it was.
#[tokio::test]
async fn auth_03_a_lost_mail_is_answered_like_any_other() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    app.mails.trouble([Trouble::Refused(500, "InternalFailure"), Trouble::Late(Wait::from_secs(5))]);
    for _ in 0..2 {
        let begun = Instant::now();
        assert_eq!(app.post(ASK, &[("email", &ada.email)]).await.expect_redirect(), SENT);
        assert!(begun.elapsed() < Wait::from_secs(4), "{:?}", begun.elapsed());
    }
    // The second was taken, though its answer is still on its way. Asking once more does what it always does.
    mail(&app, 1).await;
    follow(&app, &asked(&app, &ada.email, 2).await).await;
}

/// Whoever can choose a header must not choose where a link leads.
#[tokio::test]
async fn auth_03_the_link_leads_to_this_site_whatever_the_request_says() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let request = app.post(ASK, &[("email", &ada.email)]).with_header("host", "evil.example");
    let request = request.with_header("x-forwarded-host", "evil.example").with_header("x-forwarded-proto", "ftp");
    request.await.expect_status(302);
    let mail = mail(&app, 1).await;
    assert!(!mail.text.contains("evil"), "{}", mail.text);
    link(&mail);
}

#[tokio::test]
async fn auth_05_a_link_is_good_for_three_days() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let link = asked(&app, &ada.email, 1).await;
    app.clock.advance(Duration::days(3) - Duration::seconds(1));
    let form = follow(&app, &link).await.form("main-form").fill("new_password1", NEW).fill("new_password2", NEW);
    app.clock.advance(Duration::seconds(1));
    is_dead(&app, &link).await;
    // The form that was open is too late as well.
    form.send(&app).await.expect_status(404);
    assert_eq!(log_in(&app, &ada.username, PASSWORD).await.status, 302);
}

#[tokio::test]
async fn auth_05_a_link_is_good_for_one_password() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let (one, other) = (asked(&app, &ada.email, 1).await, asked(&app, &ada.email, 2).await);
    assert_ne!(one, other);
    let form = follow(&app, &one).await.form("main-form").fill("new_password1", NEW).fill("new_password2", NEW);
    // Two who send the same form at once.
    let (first, second) = tokio::join!(form.send(&app).into_future(), form.send(&app).into_future());
    let mut met = [first.status, second.status];
    met.sort_unstable();
    assert_eq!(met, [302, 404], "{} {}", first.visible(), second.visible());
    is_dead(&app, &one).await;
    is_dead(&app, &other).await;
    is_dead(&app, &form.action).await;
    assert_eq!(log_in(&app, &ada.username, NEW).await.status, 302);
}

#[tokio::test]
async fn auth_05_a_link_ends_with_the_password_the_address_and_the_next_login() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let hash: String = app.value("SELECT password FROM person").await;
    let link = asked(&app, &ada.email, 1).await;
    for (change, back) in [
        ("password = 'argon2$another'", format!("password = '{hash}'")),
        ("password = ''", format!("password = '{hash}'")),
        ("email = 'ada@example.com'", format!("email = '{}'", ada.email)),
        ("last_login = '2026-06-15T12:00:00Z'", "last_login = NULL".to_owned()),
        ("is_active = false", "is_active = true".to_owned()),
    ] {
        app.run_all(&format!("UPDATE person SET {change}")).await;
        is_dead(&app, &link).await;
        app.run_all(&format!("UPDATE person SET {back}")).await;
        follow(&app, &link).await;
    }
    assert_eq!(log_in(&app, &ada.username, PASSWORD).await.status, 302);
    is_dead(&app, &link).await;
}

#[tokio::test]
async fn auth_05_a_link_opens_for_its_person_in_the_browser_that_followed_it() {
    let app = TestApp::start().await;
    let (ada, grace) = (ada(&app).await, app.person("Grace Hopper").with_password(PASSWORD).create().await);
    let (hers, graces) = (asked(&app, &ada.email, 1).await, asked(&app, &grace.email, 2).await);
    let (start, token) = hers.trim_end_matches('/').rsplit_once('/').unwrap();
    let (other, _) = graces.trim_end_matches('/').rsplit_once('/').unwrap();
    for odd in [
        format!("{other}/{token}/"),
        format!("{start}/{token}x/"),
        format!("{start}/x/"),
        format!("/account/reset/x/{token}/"),
        format!("{start}/set-password/"),
        format!("{start}/{}/", "x".repeat(2000)),
    ] {
        is_dead(&app, &odd).await;
    }
    let form = follow(&app, &hers).await.form("main-form").fill("new_password1", NEW).fill("new_password2", NEW);
    let member = app.member().await;
    form.send(&app).as_user(&member).await.expect_status(404);
    // The form takes nothing at the address with the token, and nothing for another person.
    app.post(&hers, &form.pairs()).with_header("cookie", "x=y").await;
    app.post(&format!("{other}/set-password/"), &form.pairs()).await.expect_status(404);
    for person in [&ada, &grace] {
        assert_eq!(log_in(&app, &person.username, PASSWORD).await.status, 302, "{}", person.username);
    }
}

#[tokio::test]
async fn auth_05_what_is_wrong_with_a_new_password_is_said_at_its_field() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let form = follow(&app, &asked(&app, &ada.email, 1).await).await.form("main-form");
    for (one, two, field, words) in [
        (NEW, "something else", "new_password2", "same password twice"),
        ("", "", "new_password1", "Fill this in"),
        ("short", "short", "new_password1", "at least 10"),
        ("lovelace_ada1", "lovelace_ada1", "new_password1", "not like your user name"),
        ("password1234", "password1234", "new_password1", "fewer people"),
        ("8402719365", "8402719365", "new_password1", "more than digits"),
    ] {
        let sent = form.clone().fill("new_password1", one).fill("new_password2", two).send(&app).await.expect_status(422);
        assert!(sent.error_at(field).contains(words), "{one}: {}", sent.visible());
        assert!(sent.form("main-form").pairs().iter().all(|(_, value)| value.is_empty()), "no password comes back");
    }
    assert_eq!(log_in(&app, &ada.username, PASSWORD).await.status, 302);
}

/// Neither history nor the table tells what a link or a password is.
#[tokio::test]
async fn auth_05_a_new_password_leaves_nothing_in_the_history() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let count = "SELECT (SELECT count(*) FROM version) + (SELECT count(*) FROM revision)";
    let before: i64 = app.value(count).await;
    let form = follow(&app, &asked(&app, &ada.email, 1).await).await.form("main-form");
    form.fill("new_password1", NEW).fill("new_password2", NEW).send(&app).await.expect_status(302);
    assert_eq!(app.value::<i64>(count).await, before);
}

#[tokio::test]
async fn auth_05_the_form_costs_one_statement_for_a_visitor() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let link = asked(&app, &ada.email, 1).await;
    follow(&app, &link).await;
    assert_eq!(app.statements(), 1);
    app.get("/account/reset/MQ/unknown/").await.expect_status(404);
    assert_eq!(app.statements(), 0);
}
