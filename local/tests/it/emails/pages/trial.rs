//! Trying emails out: previews with real records, and tests to oneself.

use local::project::Project;
use local::ses::Trouble;
use shared::mail_delivery::{heed, normal, read};
use shared::scheduled_email::State;

use super::{email_about, email_in, start, template, url};

#[tokio::test]
async fn a_template_is_previewed_with_a_record() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let id = template(&app, "persons_merged").await;
    let page = app.get(&format!("/emails/template/{id}/")).as_user(&admin).await.expect_page();
    let form = page.form("record-form");
    assert_eq!(form.action, format!("/emails/template/{id}/preview/"));
    let preview = format!("/emails/template/{id}/preview/");
    let shown = app.get(&format!("{preview}?record={}", grace.id)).as_user(&admin).await.expect_page();
    let frame = shown.tags().into_iter().find(|tag| tag.name == "iframe").expect("a preview");
    assert!(frame.attribute("srcdoc").unwrap().contains("Hopper"), "{}", shown.visible());
    assert!(shown.says("grace.hopper@example.org"), "{}", shown.visible());
    for query in ["record=999999", "record=x", "record="] {
        let answer = app.get(&format!("{preview}?{query}")).as_user(&admin).await.expect_status(422);
        assert!(!answer.error_at("record").is_empty(), "{query}: {}", answer.visible());
    }
    app.get(&preview).as_user(&admin).await.expect_page();
}

#[tokio::test]
async fn each_template_is_previewed_with_its_kind_of_record() {
    let (app, admin) = start().await;
    let event = app.event("2026-08-01-lund").between("2026-08-01", "2026-08-02").create().await;
    let grace = app.person("Grace Hopper").create().await;
    let task = app.task(&grace, "instructor", &event).await;
    let membership: i32 = app
        .value(
            "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type)
             VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial') RETURNING id",
        )
        .await;
    for (signal, record) in [
        ("recruit_helpers", event.id),
        ("membership_quarterly_3_months", membership),
        ("instructor_task_created_for_workshop", task),
        ("instructor_training_completed_not_badged", grace.id),
    ] {
        let preview = format!("/emails/template/{}/preview/?record={record}", template(&app, signal).await);
        let page = app.get(&preview).as_user(&admin).await.expect_page();
        assert!((1..=6).contains(&app.statements()), "{signal}: {} statements", app.statements());
        assert!(page.tags().iter().any(|tag| tag.name == "iframe"), "{signal}: {}", page.visible());
    }
}

/// EML-UI-02: whoever reads templates need not be allowed to read all records.
#[tokio::test]
async fn eml_ui_02_a_template_is_tried_only_with_records_that_one_may_view() {
    let (app, _) = start().await;
    app.run(
        "DELETE FROM user_group_permission WHERE user_group_id = (SELECT id FROM user_group WHERE name = 'steering committee')",
    )
    .await;
    let grace = app.person("Grace Hopper").create().await;
    let record = grace.id.to_string();
    let address = format!("/emails/template/{}/", template(&app, "persons_merged").await);
    let preview = format!("{address}preview/?record={record}");
    for (name, more, status) in [("Tess Templates", None, 403), ("Petra Persons", Some("view_person"), 200)] {
        let clerk = app.person(name).in_group("steering committee").with_permission("view_emailtemplate");
        let clerk = more.into_iter().fold(clerk, |clerk, permission| clerk.with_permission(permission)).create().await;
        app.get(&preview).as_user(&clerk).await.expect_status(status);
        let sent = app.post(&format!("{address}test/"), &[("record", &record)]).as_user(&clerk).await;
        sent.expect_status(if status == 200 { 302 } else { 403 });
        let page = app.get(&address).as_user(&clerk).await.expect_page();
        assert_eq!(page.says("Try it out"), status == 200, "{name}: {}", page.visible());
    }
    assert_eq!(app.mails.all().len(), 1);
}

#[tokio::test]
async fn a_test_goes_to_whoever_asks_for_it_and_to_nobody_else() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let id = email_about(&app, &grace).await;
    sqlx::query("UPDATE scheduled_email SET subject = 'Dear {{ person.personal }}', cc_header = '{c@example.org}', body = 'Hi **you**' WHERE id = $1")
        .bind(id)
        .execute(app.pool())
        .await
        .unwrap();
    let to = app.post(&url(id, "test/"), &[]).as_user(&admin).await.expect_redirect();
    assert_eq!(to, url(id, ""));
    let mails = app.mails.all();
    assert_eq!(mails.len(), 1);
    assert_eq!((mails[0].to.clone(), mails[0].cc.len(), mails[0].bcc.len()), (vec![admin.email.clone()], 0, 0));
    assert_eq!(mails[0].subject, "[Test] Dear Grace");
    assert!(mails[0].html.as_deref().unwrap().contains("<strong>you</strong>"));
    assert!(app.get(&to).as_user(&admin).await.expect_page().says(&format!("A test was sent to {}.", admin.email)));
    assert_eq!(super::super::steps(&app, id).await, ">scheduled", "the email itself is as it was");
    let merged = template(&app, "persons_merged").await;
    let record = grace.id.to_string();
    app.post(&format!("/emails/template/{merged}/test/"), &[("record", &record)]).as_user(&admin).await.expect_status(302);
    assert_eq!(app.mails.all().len(), 2);
    app.post(&format!("/emails/template/{merged}/test/"), &[("record", "999999")]).as_user(&admin).await.expect_status(404);
    app.post(&format!("/emails/template/{merged}/test/"), &[]).as_user(&admin).await.expect_status(404);
}

/// EML-NEW-11: a test would not arrive either.
#[tokio::test]
async fn eml_new_11_a_test_to_a_suppressed_address_is_not_sent_and_says_why() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::Scheduled).await;
    let recorded = std::fs::read_to_string(Project::find().unwrap().join("events/ses-bounce.json")).unwrap();
    let mut event = read(&serde_json::from_str(&recorded).unwrap()).unwrap().unwrap();
    event.recipients[0].address = normal(&admin.email);
    assert_eq!(heed(app.amy.site.deliveries(), &event).await.unwrap(), 1);
    let to = app.post(&url(id, "test/"), &[]).as_user(&admin).await.expect_redirect();
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("Nothing was sent: no mail goes to your address any more"), "{}", page.visible());
    assert_eq!(app.mails.taken(), 0);
}

#[tokio::test]
async fn a_test_that_cannot_be_sent_says_why() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::Scheduled).await;
    let said = async || {
        let to = app.post(&url(id, "test/"), &[]).as_user(&admin).await.expect_redirect();
        app.get(&to).as_user(&admin).await.expect_page().visible()
    };
    let sent = app.mails.all().len();
    sqlx::query("UPDATE scheduled_email SET body = 'Dear {{ person.no_such_key }}' WHERE id = $1")
        .bind(id)
        .execute(app.pool())
        .await
        .unwrap();
    app.post(&url(id, "test/"), &[]).as_user(&admin).await.expect_status(302);
    assert!(app.get(&url(id, "")).as_user(&admin).await.expect_page().says("Nothing was sent:"), "what is undefined is not sent");
    sqlx::query("UPDATE scheduled_email SET body = 'Hello' WHERE id = $1").bind(id).execute(app.pool()).await.unwrap();
    app.mails.trouble([Trouble::Refused(400, "MessageRejected")]);
    app.post(&url(id, "test/"), &[]).as_user(&admin).await.expect_status(302);
    assert!(app.get(&url(id, "")).as_user(&admin).await.expect_page().says("Nothing was sent: the provider does not take it."));
    assert_eq!(app.mails.all().len(), sent);
    let mute = app.person("Mute Clerk").administrator().create().await;
    sqlx::query("UPDATE person SET email = NULL WHERE id = $1").bind(mute.id).execute(app.pool()).await.unwrap();
    app.post(&url(id, "test/"), &[]).as_user(&mute).await.expect_status(302);
    assert!(app.get(&url(id, "")).as_user(&mute).await.expect_page().says("you have no e-mail address"));
    // Twenty in an hour are enough; two were tried.
    for _ in 0..18 {
        app.post(&url(id, "test/"), &[]).as_user(&admin).await.expect_status(302);
    }
    let all = app.mails.all().len();
    assert!(said().await.contains("you have sent too many tests"));
    assert_eq!(app.mails.all().len(), all);
    app.clock.advance(chrono::Duration::hours(1));
    app.post(&url(id, "test/"), &[]).as_user(&admin).await.expect_status(302);
    assert_eq!(app.mails.all().len(), all + 1);
}
