//! What people do with scheduled emails (emails.md 5.3, EML-CTL-11, EML-CTL-12, EML-UI-14).

use chrono::Duration;
use shared::scheduled_email::State;

use super::super::{state, steps};
use super::{email_about, email_in, start, told, url};

#[tokio::test]
async fn eml_ctl_12_an_edit_is_kept_logged_and_noted() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::Failed).await;
    let page = app.get(&url(id, "edit/")).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    let form = page.form("main-form").fill("subject", "Other").fill("bcc_header", "x@example.org, y@example.org");
    assert_eq!(form.send(&app).as_user(&admin).await.expect_redirect(), url(id, ""));
    let row = "SELECT concat_ws('|', subject, bcc_header, recipients_override, attempt_count, manually_edited_at IS NOT NULL) FROM scheduled_email WHERE id = $1";
    assert_eq!(told(&app, row, id).await, "Other|{x@example.org,y@example.org}|f|0|t");
    assert_eq!((state(&app, id).await.as_str(), steps(&app, id).await.as_str()), ("failed", ">scheduled failed>failed"));
    let shown = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert!(shown.says("The scheduled email was updated.") && shown.says("Admin"), "{}", shown.visible());
}

/// EML-TPL-12, EML-TPL-14
#[tokio::test]
async fn eml_tpl_12_an_edit_is_held_against_the_rules() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::Scheduled).await;
    let form = app.get(&url(id, "edit/")).as_user(&admin).await.expect_page().form("main-form");
    for (field, value) in [
        ("to_header", ""),
        ("to_header", "a@example.org, nobody"),
        ("from_header", "nobody"),
        ("from_header", ""),
        ("reply_to_header", "a@example.org, b@example.org"),
        ("cc_header", "Ada <a@example.org>"),
        ("bcc_header", "@"),
        ("subject", "{{ x"),
        ("subject", ""),
        ("body", "{% endif %}"),
        ("body", " "),
    ] {
        let answer = form.clone().fill(field, value).send(&app).as_user(&admin).await.expect_status(422);
        assert!(!answer.error_at(field).is_empty(), "{field}={value}: {}", answer.visible());
    }
    assert_eq!(steps(&app, id).await, ">scheduled", "nothing was written");
}

#[tokio::test]
async fn eml_ctl_13_an_edit_that_was_overtaken_is_told_and_may_be_saved_over() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::Scheduled).await;
    let form = async || app.get(&url(id, "edit/")).as_user(&admin).await.expect_page().form("main-form");
    let (first, second) = (form().await, form().await);
    first.fill("subject", "One").send(&app).as_user(&admin).await.expect_status(302);
    let answer = second.fill("subject", "Two").send(&app).as_user(&admin).await.expect_status(409);
    assert!(answer.says("One") && answer.form("main-form").value("subject") == "Two", "{}", answer.visible());
    assert_eq!(told(&app, "SELECT subject FROM scheduled_email WHERE id = $1", id).await, "One");
    answer.form("main-form").send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(told(&app, "SELECT subject FROM scheduled_email WHERE id = $1", id).await, "Two");
    // And where the worker was faster, there is nothing to save any more.
    let late = form().await;
    super::put(&app, id, "succeeded").await;
    late.fill("subject", "Three").send(&app).as_user(&admin).await.expect_status(409);
}

#[tokio::test]
async fn eml_ui_14_changed_recipients_are_fixed_until_somebody_returns_to_the_links() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let id = email_about(&app, &grace).await;
    let links = "SELECT to_header_context_json::text FROM scheduled_email WHERE id = $1";
    let linked = told(&app, links, id).await;
    app.post(&url(id, "relink/"), &[]).as_user(&admin).await.expect_status(404);
    let form = app.get(&url(id, "edit/")).as_user(&admin).await.expect_page().form("main-form");
    form.fill("to_header", "new@example.org, other@example.org").send(&app).as_user(&admin).await.expect_status(302);
    let fixed = r#"[{"value_uri": "value:str#new@example.org"}, {"value_uri": "value:str#other@example.org"}]"#;
    assert_eq!(told(&app, links, id).await, fixed);
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert!(page.says("fixed") && page.says("Return to linked recipients"), "{}", page.visible());
    // A second change keeps the links that there were at first.
    let form = app.get(&url(id, "edit/")).as_user(&admin).await.expect_page().form("main-form");
    form.fill("to_header", "third@example.org").send(&app).as_user(&admin).await.expect_status(302);
    page.form_to(&url(id, "relink/")).send(&app).as_user(&admin).await.expect_status(302);
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert!(page.says("The e-mail goes to its linked recipients again.") && page.says("linked"), "{}", page.visible());
    assert_eq!(told(&app, links, id).await, linked);
    let row =
        "SELECT concat_ws('|', to_header, recipients_override, linked_recipients IS NULL) FROM scheduled_email WHERE id = $1";
    assert_eq!(told(&app, row, id).await, format!("{{{}}}|f|t", grace.email));
}

#[tokio::test]
async fn eml_ui_a_time_is_set_in_utc_and_not_in_the_past() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::Cancelled).await;
    let page = app.get(&url(id, "reschedule/")).as_user(&admin).await.expect_page();
    assert!(page.says("This e-mail is cancelled."), "{}", page.visible());
    let form = page.form("main-form");
    assert_eq!((form.value("scheduled_at_0"), form.value("scheduled_at_1")), ("2026-06-15", "13:00"));
    for (field, value) in [
        ("scheduled_at_0", ""),
        ("scheduled_at_0", "2026-06-14"),
        ("scheduled_at_1", ""),
        ("scheduled_at_1", "25:00"),
        ("scheduled_at_1", "noon"),
    ] {
        let answer = form.clone().fill(field, value).send(&app).as_user(&admin).await.expect_status(422);
        assert!(!answer.error_at(field).is_empty(), "{field}={value}: {}", answer.visible());
    }
    let form = form.fill("scheduled_at_0", "2026-06-20").fill("scheduled_at_1", "09:30");
    assert_eq!(form.send(&app).as_user(&admin).await.expect_redirect(), url(id, ""));
    let row = "SELECT concat_ws('|', state, scheduled_at AT TIME ZONE 'UTC', manually_rescheduled_at IS NOT NULL) FROM scheduled_email WHERE id = $1";
    assert_eq!(told(&app, row, id).await, "scheduled|2026-06-20 09:30:00|t");
    let overtaken = form.fill("scheduled_at_1", "10:30").send(&app).as_user(&admin).await.expect_status(409);
    assert!(overtaken.says("09:30"), "{}", overtaken.visible());
}

#[tokio::test]
async fn eml_ui_a_cancellation_is_asked_for_twice() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::DeadLetter).await;
    let page = app.get(&url(id, "cancel/")).as_user(&admin).await.expect_page();
    let form = page.form_to(&url(id, "cancel/"));
    assert_eq!(form.clone().press("decline", "1").send(&app).as_user(&admin).await.expect_redirect(), url(id, ""));
    assert_eq!(state(&app, id).await, "dead_letter");
    form.press("confirm", "1").send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(state(&app, id).await, "cancelled");
}

/// EML-CTL-11
#[tokio::test]
async fn eml_ctl_11_an_email_is_tried_again_marked_sent_or_sent_again() {
    let (app, admin) = start().await;
    for (ending, from, to) in [
        ("retry/", State::Failed, "scheduled"),
        ("retry/", State::Cancelled, "scheduled"),
        ("retry/", State::DeadLetter, "scheduled"),
        ("mark_sent/", State::Running, "succeeded"),
        ("mark_sent/", State::DeadLetter, "succeeded"),
        ("send_again/", State::Running, "scheduled"),
        ("send_again/", State::DeadLetter, "scheduled"),
    ] {
        let id = email_in(&app, from).await;
        let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
        page.form_to(&url(id, ending)).send(&app).as_user(&admin).await.expect_status(302);
        assert_eq!(state(&app, id).await, to, "{ending} {from:?}");
        app.run("DELETE FROM scheduled_email_log").await;
        app.run("DELETE FROM scheduled_email").await;
        app.run("DELETE FROM person WHERE family LIKE 'Hopper-%'").await;
    }
}

/// EML-NEW-04, EML-CTL-11: what may have been sent is sent again knowingly.
#[tokio::test]
async fn eml_ctl_11_an_email_that_may_have_been_sent_is_sent_again_only_after_a_warning() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::DeadLetter).await;
    let retry = url(id, "retry/");
    let warning = "Nobody knows whether it was sent; its recipients may get it twice.";
    let shown = async |ending: &str| app.get(&url(id, ending)).as_user(&admin).await.expect_page();
    assert!(shown("").await.text.contains(&retry));
    let page = shown("reschedule/").await;
    assert!(page.says("This e-mail is given up.") && !page.text.contains(warning), "{}", page.visible());
    let doubt = sqlx::query("UPDATE scheduled_email SET last_error_class = 'outcome_unknown' WHERE id = $1");
    doubt.bind(id).execute(app.pool()).await.unwrap();
    let page = shown("").await;
    assert!(!page.text.contains(&retry), "{}", page.visible());
    page.form_to(&url(id, "mark_sent/"));
    page.form_to(&url(id, "send_again/"));
    let page = shown("reschedule/").await;
    assert!(page.says(warning) && page.text.matches(warning).count() == 2, "it is asked, too: {}", page.text);
    let form = page.form("main-form").fill("scheduled_at_0", "2026-06-20").fill("scheduled_at_1", "09:30");
    form.send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(state(&app, id).await, "scheduled");
}

/// EML-CTL-11: nobody can know what becomes of a call that is under way.
#[tokio::test]
async fn eml_ctl_11_an_email_that_is_being_sent_is_neither_marked_sent_nor_sent_again() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::Running).await;
    let lease = sqlx::query("UPDATE scheduled_email SET lease_expires_at = $2 WHERE id = $1");
    lease.bind(id).bind(app.clock.now() + Duration::minutes(13)).execute(app.pool()).await.unwrap();
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert!(page.text.contains("Look again in three minutes"), "{}", page.visible());
    for ending in ["mark_sent/", "send_again/"] {
        let to = app.post(&url(id, ending), &[]).as_user(&admin).await.expect_redirect();
        let page = app.get(&to).as_user(&admin).await.expect_page();
        assert!(page.says("The e-mail is being sent at this moment."), "{}", page.visible());
        assert_eq!(state(&app, id).await, "running");
    }
    app.clock.advance(Duration::minutes(1));
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    page.form_to(&url(id, "mark_sent/")).send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(state(&app, id).await, "succeeded");
}

/// EML-ENT-21: of what may wait once, a second one cannot be revived beside the first.
#[tokio::test]
async fn eml_ent_21_another_email_that_waits_is_told() {
    let (app, admin) = start().await;
    let (one, other) = (email_in(&app, State::Cancelled).await, email_in(&app, State::Scheduled).await);
    sqlx::query("UPDATE scheduled_email SET live_key = 'twin' WHERE id = ANY($1)")
        .bind(vec![one, other])
        .execute(app.pool())
        .await
        .unwrap();
    let to = app.post(&url(one, "retry/"), &[]).as_user(&admin).await.expect_redirect();
    assert!(app.get(&to).as_user(&admin).await.expect_page().says("Another e-mail about the same waits already."));
    let form = app.get(&url(one, "reschedule/")).as_user(&admin).await.expect_page().form("main-form");
    let answer = form.fill("scheduled_at_0", "2026-06-20").send(&app).as_user(&admin).await.expect_status(422);
    assert!(answer.says("Another e-mail about the same waits already."), "{}", answer.visible());
    assert_eq!(state(&app, one).await, "cancelled");
}
