//! Mail that is no template's (emails.md 7): shown, tried out and changed as it is.

use shared::mail::{Body, Mail};
use shared::mail_outbox::queue;
use uuid::Uuid;

use super::super::{put, state, steps};
use super::{start, told, url};
use crate::support::TestApp;

/// What the template engine would fill in, or refuse.
const TEXT: &str = "Thank you, {{ nobody.name }} & {% endif %}.";

/// A receipt, given up.
async fn receipt(app: &TestApp) -> Uuid {
    let mail = Mail {
        to: vec!["ada@example.org".into()],
        reply_to: vec!["team@example.org".into()],
        body: Body {
            text: TEXT.into(),
            html: Some("<p onclick=\"x()\">Thank you, {{ nobody.name }} &amp; <b>co</b>.</p>".into()),
        },
        ..Mail::plain("", "About {{ your request }}", "")
    };
    let mut change = app.change(None).await;
    let id = queue(&mut change, &mail).await.unwrap();
    change.commit().await.unwrap();
    put(app, id, "dead_letter").await;
    id
}

#[tokio::test]
async fn eml_oth_10_the_page_shows_text_and_html_as_they_are() {
    let (app, admin) = start().await;
    let id = receipt(&app).await;
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{} statements", app.statements());
    for shown in [
        "About {{ your request }}",
        TEXT,
        "Plain text",
        "direct",
        "This site’s own sender",
        "team@example.org",
        "Gave up",
        "To be sent at once.",
        "No attachments.",
        "Nothing is known of its delivery.",
    ] {
        assert!(page.says(shown), "{shown}: {}", page.visible());
    }
    for none in ["as written", "What the variables stand for", "Related object", "linked", "Recipients as of now"] {
        assert!(!page.says(none), "{none}: {}", page.visible());
    }
    assert!(!page.links().iter().any(|link| link.starts_with("/emails/template/")), "{:?}", page.links());
    let frame = page.tags().into_iter().find(|tag| tag.name == "iframe").expect("its HTML");
    let document = frame.attribute("srcdoc").unwrap();
    assert!(document.contains("{{ nobody.name }} &amp; <b>co</b>") && !document.contains("onclick"), "{document}");
    // And without HTML there is the text alone.
    sqlx::query("UPDATE scheduled_email SET html = NULL WHERE id = $1").bind(id).execute(app.pool()).await.unwrap();
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert!(page.says(TEXT) && !page.tags().iter().any(|tag| tag.name == "iframe"), "{}", page.visible());
}

#[tokio::test]
async fn eml_oth_10_a_test_of_direct_mail_says_what_it_says() {
    let (app, admin) = start().await;
    let id = receipt(&app).await;
    assert_eq!(app.post(&url(id, "test/"), &[]).as_user(&admin).await.expect_redirect(), url(id, ""));
    let sent = app.mails.all().remove(0);
    assert_eq!((sent.to, sent.subject.as_str()), (vec![admin.email.clone()], "[Test] About {{ your request }}"));
    assert_eq!(sent.text, TEXT);
    assert!(sent.html.as_deref().unwrap().contains("{{ nobody.name }} &amp; <b>co</b>"), "{:?}", sent.html);
    assert_eq!(sent.from, "noreply@carpentries.org", "it comes from the site's own sender, as in earnest");
    assert_eq!(state(&app, id).await, "dead_letter");
}

/// Its text is no template, and its addresses are no links.
#[tokio::test]
async fn eml_oth_10_direct_mail_is_changed_without_the_template_engine() {
    let (app, admin) = start().await;
    let id = receipt(&app).await;
    let form = async || app.get(&url(id, "edit/")).as_user(&admin).await.expect_page().form("main-form");
    let row = "SELECT concat_ws('|', to_header, from_header, subject, body, html IS NOT NULL, recipients_override,
                   linked_recipients IS NULL) FROM scheduled_email WHERE id = $1";
    // Another address alone leaves both versions of the text.
    form().await.fill("to_header", "grace@example.org").send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(told(&app, row, id).await, format!("{{grace@example.org}}||About {{{{ your request }}}}|{TEXT}|t|f|t"));
    // A new text is sent alone, whatever a template engine would say of it.
    let changed = form().await.fill("subject", "{{ x").fill("body", "{% endif %} {{ y }}");
    assert_eq!(changed.send(&app).as_user(&admin).await.expect_redirect(), url(id, ""));
    assert_eq!(told(&app, row, id).await, "{grace@example.org}||{{ x|{% endif %} {{ y }}|f|f|t");
    assert_eq!(steps(&app, id).await, ">scheduled dead_letter>dead_letter dead_letter>dead_letter");
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert!(page.says("{% endif %} {{ y }}") && !page.says("Return to linked recipients"), "{}", page.visible());
    for (field, value) in [("to_header", ""), ("to_header", "nobody"), ("from_header", "nobody"), ("subject", ""), ("body", " ")]
    {
        let answer = form().await.fill(field, value).send(&app).as_user(&admin).await.expect_status(422);
        assert!(!answer.error_at(field).is_empty(), "{field}={value}: {}", answer.visible());
    }
    app.post(&url(id, "relink/"), &[]).as_user(&admin).await.expect_status(404);
}

/// States, buttons and forms are those of every email.
#[tokio::test]
async fn eml_oth_10_direct_mail_is_called_off_tried_again_and_rescheduled_as_any_other() {
    let (app, admin) = start().await;
    let id = receipt(&app).await;
    let page = app.get(&url(id, "cancel/")).as_user(&admin).await.expect_page();
    page.form_to(&url(id, "cancel/")).press("confirm", "1").send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(state(&app, id).await, "cancelled");
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    page.form_to(&url(id, "retry/")).send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(state(&app, id).await, "scheduled");
    let form = app.get(&url(id, "reschedule/")).as_user(&admin).await.expect_page().form("main-form");
    form.fill("scheduled_at_0", "2026-06-20").fill("scheduled_at_1", "09:30").send(&app).as_user(&admin).await.expect_status(302);
    let at = "SELECT (scheduled_at AT TIME ZONE 'UTC')::text FROM scheduled_email WHERE id = $1";
    assert_eq!(told(&app, at, id).await, "2026-06-20 09:30:00");
}
