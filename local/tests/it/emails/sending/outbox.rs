//! Mail that is no template's (emails.md 7).

use shared::mail::{Body, Mail};
use shared::mail_outbox::queue;
use shared::scheduled_email::{ContentInput, edit};

use super::{run, start, states};
use crate::support::TestApp;

fn receipt() -> Mail {
    Mail {
        to: vec!["ada@example.org".into()],
        reply_to: vec!["team@example.org".into()],
        body: Body { text: "Thank you, {{ Ada }}.".into(), html: Some("<p>Thank you, {{ Ada }}.</p>".into()) },
        ..Mail::plain("", "Your\nrequest", "")
    }
}

/// EML-OTH-10: the mail is there if and only if what causes it is.
#[tokio::test]
async fn eml_oth_10_a_mail_goes_with_the_change_that_causes_it() {
    let app = start().await;
    let mut change = app.change(None).await;
    queue(&mut change, &receipt()).await.unwrap();
    drop(change);
    assert_eq!(run(&app).await.counts.due, 0, "what is rolled back leaves no mail");

    let mut change = app.change(None).await;
    let id = queue(&mut change, &receipt()).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(app.mails.taken(), 0, "nobody waits for the provider");
    assert_eq!(run(&app).await.actions["direct"].sent, 1);
    let sent = app.mails.all().remove(0);
    assert_eq!(
        (sent.to, sent.subject.as_str(), sent.text.as_str()),
        (vec!["ada@example.org".to_owned()], "Your request", "Thank you, {{ Ada }}.")
    );
    assert_eq!(
        (sent.html.as_deref(), sent.reply_to),
        (Some("<p>Thank you, {{ Ada }}.</p>"), vec!["team@example.org".to_owned()])
    );
    assert_eq!(sent.from, "noreply@carpentries.org");
    assert_eq!(sent.tags.iter().find(|(name, _)| name == "amy_email_id").map(|(_, value)| value.clone()), Some(id.to_string()));
    assert_eq!(super::super::steps(&app, id).await, ">scheduled scheduled>locked locked>running running>succeeded");
}

/// What a stranger typed must not make their request fail, nor be lost without a trace.
#[tokio::test]
async fn a_mail_that_cannot_be_sent_is_kept_where_people_see_it() {
    let app = start().await;
    let mut change = app.change(None).await;
    let odd =
        Mail { to: vec!["x".repeat(300)], subject: "y".repeat(300), body: Body { text: "a\0b".into(), html: None }, ..receipt() };
    let id = queue(&mut change, &odd).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(run(&app).await.counts.dead, 1);
    assert_eq!(states(&app, &[id]).await, ["dead_letter no_recipients"]);

    // Somebody mends it; the HTML, which they have not seen, goes.
    let mut change = app.change(None).await;
    let input = ContentInput {
        to_header: "ada@example.org".into(),
        from_header: "team@example.org".into(),
        subject: "Your request".into(),
        body: "Thank you.".into(),
        ..ContentInput::default()
    };
    edit(&mut change, id, &input, None).await.unwrap();
    shared::scheduled_email::retry_now(&mut change, id, None).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(run(&app).await.counts.sent, 1);
    let sent = app.mails.all().remove(0);
    assert_eq!((sent.to, sent.text.as_str(), sent.html), (vec!["ada@example.org".to_owned()], "Thank you.", None));
}

/// The list of scheduled emails is about those that actions ask for.
#[tokio::test]
async fn direct_mail_is_listed_only_when_somebody_must_look_at_it() {
    let app = start().await;
    let emails = super::due(&app, 3).await;
    assert_eq!(listed(&app).await, 0);
    super::super::put(&app, emails[1], "dead_letter").await;
    assert_eq!(listed(&app).await, 1);
}

async fn listed(app: &TestApp) -> i64 {
    let listing = &shared::scheduled_email::LISTING;
    let count = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT count(*) {}", listing.from)));
    count.fetch_one(app.pool()).await.unwrap()
}

/// What is no template's, is about no record, and refers to nothing: the database holds that.
#[tokio::test]
async fn direct_mail_has_no_template_and_others_have_no_html() {
    let app = start().await;
    super::due(&app, 1).await;
    for statement in [
        "UPDATE scheduled_email SET target_type = 'workshops.person'",
        "UPDATE scheduled_email SET template_id = (SELECT id FROM email_template LIMIT 1)",
        "UPDATE scheduled_email SET is_direct = false, html = 'x'",
    ] {
        let error = sqlx::query(statement).execute(app.pool()).await.unwrap_err();
        assert_eq!(shared::Error::from(error).broken_constraint(), Some("scheduled_email_direct"), "{statement}");
    }
}
