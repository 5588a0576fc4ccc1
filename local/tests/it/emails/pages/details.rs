//! The page of a scheduled email (emails.md 5.4): one mail from what made it to whom it reached.

use chrono::{DateTime, Utc};
use shared::scheduled_email::State;

use super::{email_about, email_in, start, url};

#[tokio::test]
async fn eml_ui_the_page_tells_all_of_an_email() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let id = email_about(&app, &grace).await;
    sqlx::query(
        "UPDATE scheduled_email SET subject = 'Dear {{ person.personal }}', body = '**Hello** {{ person.family }}', cc_header = '{c@example.org}',
            attempt_count = 3, last_error_class = 'transient', next_attempt_at = '2026-06-15T14:00:00Z' WHERE id = $1",
    )
    .bind(id)
    .execute(app.pool())
    .await
    .unwrap();
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    for shown in [
        "Person records are merged",
        "It waits until its time has come. It is due in 2 hours.",
        "grace.hopper@example.org",
        "c@example.org",
        "Dear Grace",
        "Dear {{ person.personal }}",
        "transient",
        "api:person#",
        "Attempts 3",
        "linked",
        "Scheduled by persons_merged",
        "Nothing is known of its delivery.",
        "No attachments.",
    ] {
        assert!(page.says(shown), "{shown}: {}", page.visible());
    }
    assert!(page.links().contains(&format!("/workshops/person/{}/", grace.id)));
    let frame = page.tags().into_iter().find(|tag| tag.name == "iframe").expect("a preview");
    assert_eq!(frame.attribute("sandbox"), Some(""), "nothing in it runs");
    let document = frame.attribute("srcdoc").unwrap();
    assert!(document.contains("<strong>Hello</strong> Hopper"), "{document}");
}

/// What failed and was then put off is due at the later time.
#[tokio::test]
async fn eml_ui_an_email_is_due_when_both_its_time_and_its_next_attempt_have_come() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::Failed).await;
    for (scheduled, next, due, is_shown) in [
        ("2026-06-15T17:00:00Z", "2026-06-15T14:00:00Z", "It is due in 5 hours.", false),
        ("2026-06-15T11:00:00Z", "2026-06-15T14:00:00Z", "It is due in 2 hours.", true),
    ] {
        let times = "UPDATE scheduled_email SET scheduled_at = $2::timestamptz, next_attempt_at = $3::timestamptz WHERE id = $1";
        let (scheduled, next): (DateTime<Utc>, DateTime<Utc>) = (scheduled.parse().unwrap(), next.parse().unwrap());
        sqlx::query(times).bind(id).bind(scheduled).bind(next).execute(app.pool()).await.unwrap();
        let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
        assert!(page.says(due) && page.says("Next attempt June") == is_shown, "{}", page.visible());
    }
}

/// §5.4 (4): what is wrong is told in place of what cannot be told, and the page is there.
#[tokio::test]
async fn eml_ui_an_email_that_cannot_be_filled_in_says_why() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::Scheduled).await;
    for (change, missing) in [
        ("UPDATE scheduled_email SET context_json = '{\"person\": \"api:person#999999\"}' WHERE id = $1", true),
        ("UPDATE scheduled_email SET context_json = '{\"person\": 7}' WHERE id = $1", true),
        ("UPDATE scheduled_email SET context_json = '{}', body = 'Dear {{ person.personal' WHERE id = $1", true),
    ] {
        sqlx::query(change).bind(id).execute(app.pool()).await.unwrap();
        let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
        assert_eq!(page.text.contains("notice notice-error"), missing, "{change}: {}", page.visible());
    }
}

/// What a record says is not to be trusted, and neither is what the template makes of it.
#[tokio::test]
async fn eml_ui_nothing_in_a_mail_runs_on_the_page() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::Scheduled).await;
    let evil = "UPDATE scheduled_email SET subject = '<script>alert(1)</script>', body = '<img src=x onerror=alert(1)><script>alert(1)</script>' WHERE id = $1";
    sqlx::query(evil).bind(id).execute(app.pool()).await.unwrap();
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert!(!page.text.contains("<script>alert") && !page.text.contains("<img src=x"), "{}", page.text);
    let frame = page.tags().into_iter().find(|tag| tag.name == "iframe").unwrap();
    let document = frame.attribute("srcdoc").unwrap();
    assert!(!document.contains("onerror") || document.contains("&lt;img"), "{document}");
    assert!(!document.contains("<script"), "{document}");
}

#[tokio::test]
async fn eml_ui_the_history_shows_the_newest_500_rows_and_who_did_what() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::Scheduled).await;
    let few = {
        app.get(&url(id, "")).as_user(&admin).await.expect_page();
        app.statements()
    };
    assert!((1..=6).contains(&few), "{few} statements");
    let fill = "INSERT INTO scheduled_email_log (scheduled_email_id, state_before, state_after, details, author_id, created_at)
                SELECT $1, 'scheduled', 'scheduled', 'Row ' || n, $2, now() + n * interval '1 second' FROM generate_series(1, 600) n";
    sqlx::query(fill).bind(id).bind(admin.id).execute(app.pool()).await.unwrap();
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert_eq!(app.statements(), few, "however long the history is");
    let history = page.text_of("history");
    assert!(history.contains("Row 600 ") && history.contains("Row 101 ") && !history.contains("Row 100 "), "{history}");
    assert!(page.links().contains(&format!("/workshops/person/{}/", admin.id)));
}

/// EML-TPL-20: records of whatever kinds are read at once, memberships with one statement more.
#[tokio::test]
async fn eml_tpl_20_an_email_that_refers_to_much_costs_few_statements() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let event = app.event("2026-09-01-lund").between("2026-09-01", "2026-09-02").create().await;
    let task = app.task(&grace, "instructor", &event).await;
    let membership: i32 = app
        .value(
            "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type)
             VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial') RETURNING id",
        )
        .await;
    let id = email_about(&app, &grace).await;
    let context = serde_json::json!({
        "person": format!("api:person#{}", grace.id),
        "events": [format!("api:event#{}", event.id)],
        "trainee_tasks": [format!("api:task#{task}")],
        "membership": format!("api:membership#{membership}"),
    });
    let body = "{{ person.personal }}, {{ events[0].slug }}, {{ trainee_tasks[0].role }}, {{ membership.name }}: {{ membership.workshops_without_admin_fee_planned }}";
    sqlx::query("UPDATE scheduled_email SET context_json = $2, body = $3 WHERE id = $1")
        .bind(id)
        .bind(context)
        .bind(body)
        .execute(app.pool())
        .await
        .unwrap();
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{} statements", app.statements());
    let frame = page.tags().into_iter().find(|tag| tag.name == "iframe").expect("a preview");
    let document = frame.attribute("srcdoc").unwrap();
    assert!(document.contains("Grace, 2026-09-01-lund, instructor, Lund: 0"), "{document}");
}

/// The timeline of an event leads to it, and it to its template: one mail can be followed through.
#[tokio::test]
async fn eml_ui_the_mail_can_be_followed_from_its_record() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let id = email_about(&app, &grace).await;
    let page = app.get(&format!("/workshops/person/{}/", grace.id)).as_user(&admin).await.expect_page();
    assert!(page.links().contains(&url(id, "")), "{:?}", page.links());
    let template = super::template(&app, "persons_merged").await;
    let links = app.get(&url(id, "")).as_user(&admin).await.expect_page().links();
    assert!(links.contains(&format!("/emails/template/{template}/")), "{links:?}");
}
