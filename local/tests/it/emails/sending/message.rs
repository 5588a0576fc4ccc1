//! What messages look like when they arrive (EML-NEW-07).

use email_worker::Event;
use shared::email_template::Signal;
use shared::mail::Settings;
use shared::scheduled_email::{Context, Outcome, Plan, Recipient, Target, When, schedule};
use web::Config;

use super::{deadline, due, run, start, states, worker};
use crate::support::TestApp;

/// EML-NEW-07, EML-NEW-14: more than SES takes is told, and never split; a dry run knows it too.
#[tokio::test]
async fn eml_new_07_a_message_goes_to_fifty_addresses_and_is_no_larger_than_is_set() {
    let app = TestApp::start_with(|config| {
        let mail = Settings { largest: 10_000, ..config.mail.clone() };
        Config { mail, ..config }
    })
    .await;
    let emails = due(&app, 4).await;
    app.run(
        "UPDATE scheduled_email SET cc_header = '{cc@example.org}',
            to_header = (SELECT array_agg('to' || n || '@example.org') FROM generate_series(1, 49) n) WHERE subject < 'Mail 3'",
    )
    .await;
    // The first is there already, in other letters.
    app.run("UPDATE scheduled_email SET bcc_header = '{CC@example.org}' WHERE subject = 'Mail 1'").await;
    app.run("UPDATE scheduled_email SET bcc_header = '{bcc@example.org}' WHERE subject = 'Mail 2'").await;
    // A tenth of the whole is for headers.
    app.run("UPDATE scheduled_email SET body = repeat('x', 8950) WHERE subject = 'Mail 3'").await;
    app.run("UPDATE scheduled_email SET body = repeat('x', 9050) WHERE subject = 'Mail 4'").await;
    let dry = worker(&app).run(&Event { dry_run: true }, "test", deadline(&app)).await.unwrap();
    let report = run(&app).await;
    for report in [dry, report] {
        assert_eq!((report.counts.sent, report.counts.dead), (2, 2), "{report:?}");
        assert_eq!((report.counts.classes["too_many_recipients"], report.counts.classes["too_large"]), (1, 1), "{report:?}");
    }
    assert_eq!(
        states(&app, &emails).await,
        ["succeeded", "dead_letter too_many_recipients", "succeeded", "dead_letter too_large"]
    );
    let sent = app.mails.all().into_iter().find(|sent| sent.subject == "Mail 1").unwrap();
    assert_eq!((sent.to.len(), sent.cc.len(), sent.bcc.len()), (49, 1, 0));
}

/// EML-NEW-04, EML-NEW-07
#[tokio::test]
async fn eml_new_07_a_message_has_its_headers_and_tags_and_each_address_once() {
    let app = start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let plan = Plan {
        signal: Signal::PersonsMerged,
        context: Context::default().record("person", "person", ada.id),
        when: When::At(app.clock.now()),
        to: vec!["then@example.org".into()],
        recipients: vec![Recipient::person(ada.id), Recipient::address("ADA.lovelace@example.org")],
        target: Some(Target { kind: shared::record::Kind::Person, id: ada.id }),
    };
    let mut change = app.change(None).await;
    let Outcome::Scheduled(id) = schedule(&mut change, &plan, true, None).await.unwrap() else { panic!() };
    change.commit().await.unwrap();
    app.run(
        "UPDATE scheduled_email SET subject = 'Dear {{ person.personal }} & co', body = '**Hello** {{ person.personal }}',
            cc_header = '{ada.lovelace@example.org,c@example.org}', reply_to_header = 'r@example.org'",
    )
    .await;
    assert_eq!(run(&app).await.counts.sent, 1);
    let sent = app.mails.all().remove(0);
    assert_eq!((sent.to, sent.cc), (vec![ada.email.clone()], vec!["c@example.org".to_owned()]), "not to the address of then");
    assert_eq!((sent.from.as_str(), sent.reply_to), ("team@carpentries.org", vec!["r@example.org".to_owned()]));
    assert_eq!(sent.subject, "Dear Ada & co");
    let html = sent.html.unwrap();
    assert!(html.contains("<strong>Hello</strong> Ada") && sent.text.contains("Hello"), "{html} {}", sent.text);
    let header = |name: &str| sent.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    assert_eq!(header("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert_eq!(header("X-AMY-Email-Id"), Some(id.to_string()));
    assert_eq!(header("List-Unsubscribe").as_deref(), Some("<mailto:r@example.org?subject=unsubscribe>"));
    let tags: Vec<(&str, &str)> = sent.tags.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(tags, [("amy_email_id", id.to_string().as_str()), ("amy_attempt", "0-1"), ("amy_action", "persons_merged")]);
}

/// EML-NEW-07: SES refuses a whole message for one address that it does not take.
#[tokio::test]
async fn eml_new_07_an_address_that_ses_does_not_take_keeps_the_mail_from_nobody_else() {
    let app = start().await;
    let emails = due(&app, 3).await;
    app.run(
        "UPDATE scheduled_email SET reply_to_header = 'jörg@example.org', cc_header = '{jörg@example.org,c@žluťoučký.cz}',
            to_header = '{ann@žluťoučký.cz,jörg@example.org}' WHERE subject = 'Mail 1'",
    )
    .await;
    app.run("UPDATE scheduled_email SET to_header = '{jörg@example.org}' WHERE subject = 'Mail 2'").await;
    assert_eq!(run(&app).await.counts.sent, 2);
    assert_eq!(states(&app, &emails).await, ["succeeded", "dead_letter bad_address", "succeeded"]);
    let sent = app.mails.all().into_iter().find(|sent| sent.subject == "Mail 1").unwrap();
    let domain = "xn--luouk-uva4it5a4g.cz";
    assert_eq!((sent.to, sent.cc), (vec![format!("ann@{domain}")], vec![format!("c@{domain}")]));
    assert!(sent.reply_to.is_empty(), "{:?}", sent.reply_to);
    let log: String =
        sqlx::query_scalar("SELECT details FROM scheduled_email_log WHERE scheduled_email_id = $1 AND state_after = 'running'")
            .bind(emails[0])
            .fetch_one(app.pool())
            .await
            .unwrap();
    assert!(log.contains("jörg@example.org"), "{log}");
}
