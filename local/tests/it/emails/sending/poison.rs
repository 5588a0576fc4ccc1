//! Emails that can never be sent, among others that can.

use chrono::{DateTime, Utc};
use email_worker::{EmailWorker, Event, Own};
use shared::db::Db;
use shared::email_sending::{Draft, Prepare};
use shared::email_template::Signal;
use shared::mail::{Mail, MailError};
use shared::scheduled_email::{Claimed, Context, Outcome, Plan, Recipient, Target, When, schedule};
use uuid::Uuid;

use super::{Obedient, deadline, due, run, run_of, start, states, subjects};
use crate::support::{Person, TestApp};

/// Schedules an email about the merging of a person, due at once, with another subject than its template's.
async fn merged(app: &TestApp, person: &Person, subject: &str) -> Uuid {
    let plan = Plan {
        signal: Signal::PersonsMerged,
        context: Context::default().record("person", "person", person.id),
        when: When::At(app.clock.now()),
        to: vec![person.email.clone()],
        recipients: vec![Recipient::person(person.id)],
        target: Some(Target { kind: shared::record::Kind::Person, id: person.id }),
    };
    let mut change = app.change(None).await;
    let Outcome::Scheduled(id) = schedule(&mut change, &plan, true, None).await.unwrap() else { panic!() };
    change.commit().await.unwrap();
    let set = sqlx::query("UPDATE scheduled_email SET subject = $2 WHERE id = $1");
    set.bind(id).bind(subject).execute(app.pool()).await.unwrap();
    id
}

/// EML-NEW-15, W-05: one bad email among 25 concerns nobody else.
#[tokio::test]
async fn eml_new_15_a_bad_email_in_a_batch_of_25_stops_none_of_the_others() {
    let app = start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let mut bad = Vec::new();
    for subject in ["Hello {{ nobody }}", "Hello {% if %}", "Hello {{ person.personal }}", "To nobody", "About nobody"] {
        bad.push(merged(&app, &ada, subject).await);
    }
    let unreadable = "UPDATE scheduled_email SET context_json = '{\"person\": 1}' WHERE subject = 'Hello {{ person.personal }}'";
    app.run(unreadable).await;
    app.run("UPDATE scheduled_email SET to_header_context_json = '[]' WHERE subject = 'To nobody'").await;
    app.run("UPDATE scheduled_email SET context_json = '{\"person\": \"api:person#2000000000\"}' WHERE subject = 'About nobody'")
        .await;
    let good = merged(&app, &ada, "Hello {{ person.personal }}").await;
    let others = due(&app, 19).await;

    let report = run(&app).await;
    assert_eq!((report.counts.claimed, report.counts.sent, report.counts.dead), (25, 20, 5), "{report:?}");
    assert_eq!(
        states(&app, &bad).await,
        [
            "dead_letter template_undefined",
            "dead_letter template_syntax",
            "dead_letter object_missing",
            "dead_letter no_recipients",
            "dead_letter object_missing"
        ]
    );
    assert_eq!(states(&app, &[good]).await, ["succeeded"]);
    assert!(states(&app, &others).await.iter().all(|state| state == "succeeded"));
    assert!(subjects(&app).contains(&"Hello Ada".to_owned()));
    assert_eq!(report.counts.classes["object_missing"], 2);
    assert_eq!((report.actions["persons_merged"].dead, report.actions["direct"].sent), (5, 19));
}

/// EML-NEW-03: a panic is one email's.
#[tokio::test]
async fn eml_new_03_a_panic_over_one_email_stops_none_of_the_others() {
    let app = start().await;
    let emails = due(&app, 25).await;
    app.run("UPDATE scheduled_email SET subject = 'panic' WHERE subject = 'Mail 7'").await;
    let report = run_of(&app, &EmailWorker::preparing(&app.amy.site, Own::default(), Obedient)).await;
    assert_eq!((report.counts.sent, report.counts.failed), (24, 1));
    assert_eq!(states(&app, &emails).await[6], "failed internal", "another program may send it");
}

/// EML-NEW-03: nor does one that would take for ever to be made.
#[tokio::test]
async fn eml_new_03_a_body_without_end_stops_none_of_the_others() {
    let app = start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let deep = merged(&app, &ada, "Deep").await;
    app.run("UPDATE scheduled_email SET body = repeat('<div>', 50000) WHERE subject = 'Deep'").await;
    let others = due(&app, 3).await;
    let report = run(&app).await;
    assert_eq!((report.counts.sent, report.counts.dead), (3, 1), "{report:?}");
    assert_eq!(states(&app, &[deep]).await, ["dead_letter too_large"]);
    assert!(states(&app, &others).await.iter().all(|state| state == "succeeded"));
}

/// Fails for all when one of them cannot be asked about, as a statement does.
struct Fragile;

impl Prepare for Fragile {
    async fn drafts(&self, db: &mut Db, emails: &[Claimed]) -> shared::Result<Vec<Result<Draft, MailError>>> {
        if emails.iter().any(|email| email.subject == "divide") {
            sqlx::query("SELECT 1 / 0").execute(db).await?;
        }
        if emails.iter().any(|email| email.subject == "unreadable") {
            panic!("as it was told to");
        }
        Ok(emails.iter().map(|_| Ok(Draft::default())).collect())
    }

    async fn unmet(&self, _db: &mut Db, email: &Claimed, _now: DateTime<Utc>) -> shared::Result<Option<String>> {
        if email.subject == "unanswerable" {
            tokio::task::yield_now().await;
            panic!("as it was told to");
        }
        Ok((email.subject == "unwanted").then(|| "The workshop was cancelled.".to_owned()))
    }

    fn mail(&self, email: &Claimed, draft: Draft) -> Result<Mail, MailError> {
        let mail = Obedient.mail(email, draft)?;
        let long = (email.subject == "far").then(|| format!("{}@example.org", "x".repeat(1100)));
        Ok(Mail { cc: long.into_iter().collect(), ..mail })
    }
}

/// EML-NEW-03, EML-NEW-06
#[tokio::test]
async fn eml_new_06_what_is_wanted_no_more_is_called_off_and_a_failing_statement_is_one_emails() {
    let app = start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let mut emails = Vec::new();
    for subject in ["divide", "unwanted", "fine", "unwanted"] {
        emails.push(merged(&app, &ada, subject).await);
    }
    // The last one was called off, and somebody has it sent all the same.
    let log = "INSERT INTO scheduled_email_log (details, state_before, state_after, scheduled_email_id) VALUES ('x', 'cancelled', 'scheduled', $1)";
    sqlx::query(log).bind(emails[3]).execute(app.pool()).await.unwrap();
    let report = run_of(&app, &EmailWorker::preparing(&app.amy.site, Own::default(), Fragile)).await;
    assert_eq!((report.counts.sent, report.counts.called_off, report.counts.failed), (2, 1, 1), "{report:?}");
    assert_eq!(states(&app, &emails).await, ["failed internal", "cancelled", "succeeded", "succeeded"]);
    let told: String = app.value("SELECT details FROM scheduled_email_log WHERE state_after = 'cancelled'").await;
    assert_eq!(told, "The workshop was cancelled.");

    // Where actions are not asked again, it goes.
    let unasked = merged(&app, &ada, "unwanted").await;
    let settings = shared::email_sending::Settings { recheck: false, ..Default::default() };
    let own = Own { settings, ..Own::default() };
    let report = run_of(&app, &EmailWorker::preparing(&app.amy.site, own, Fragile)).await;
    assert_eq!((report.counts.sent, report.counts.called_off), (1, 0), "{report:?}");
    assert_eq!(states(&app, &[unasked]).await, ["succeeded"]);
}

/// EML-NEW-03: what is done for a whole batch at once fails for none but the email that is to blame.
#[tokio::test]
async fn eml_new_03_panics_and_errors_in_steps_of_a_whole_batch_are_one_emails() {
    let app = start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let mut emails = Vec::new();
    for subject in ["unreadable", "unanswerable", "far", "certified", "fine"] {
        emails.push(merged(&app, &ada, subject).await);
    }
    let pending = "INSERT INTO attachment (email_id, filename, s3_path, is_pending) VALUES ($1, 'a.pdf', 'x/a.pdf', true)";
    sqlx::query(pending).bind(emails[3]).execute(app.pool()).await.unwrap();
    app.run("UPDATE scheduled_email SET context_json = '{\"award\": \"api:award#1\"}' WHERE subject = 'certified'").await;
    app.run("ALTER FUNCTION award_label RENAME TO award_label_elsewhere").await;
    let report = run_of(&app, &EmailWorker::preparing(&app.amy.site, Own::default(), Fragile)).await;
    assert_eq!((report.counts.sent, report.counts.failed, report.counts.dead), (2, 3, 0), "{report:?}");
    assert_eq!(
        states(&app, &emails).await,
        ["failed internal", "failed internal", "succeeded", "failed internal", "succeeded"],
        "a copy that goes nowhere is left out"
    );
}

/// EML-NEW-12
#[tokio::test]
async fn eml_new_12_an_email_goes_with_its_files_or_not_at_all() {
    let app = start().await;
    let emails = due(&app, 2).await;
    let add = sqlx::query("INSERT INTO attachment (email_id, filename, s3_path) VALUES ($1, 'a.pdf', 'x/a.pdf')");
    add.bind(emails[0]).execute(app.pool()).await.unwrap();
    assert_eq!(run(&app).await.counts.sent, 1);
    assert_eq!(states(&app, &emails).await, ["dead_letter attachment_missing", "succeeded"]);
}

/// EML-NEW-14
#[tokio::test]
async fn eml_new_14_a_dry_run_tells_what_would_become_of_what_is_due_and_changes_nothing() {
    let app = start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let emails = due(&app, 3).await;
    let add = sqlx::query("INSERT INTO attachment (email_id, filename, s3_path) VALUES ($1, 'a.pdf', 'x/a.pdf')");
    add.bind(emails[0]).execute(app.pool()).await.unwrap();
    merged(&app, &ada, "Hello {{ nobody }}").await;
    let rows = "SELECT string_agg(e::text, '' ORDER BY id) || (SELECT count(*) FROM scheduled_email_log) FROM scheduled_email e";
    let before: String = app.value(rows).await;
    let report = super::worker(&app).run(&Event { dry_run: true }, "test", deadline(&app)).await.unwrap();
    assert_eq!((report.dry_run, report.counts.due, report.counts.sent, report.counts.dead), (true, 4, 2, 2));
    assert_eq!((report.counts.classes["template_undefined"], report.counts.classes["attachment_missing"]), (1, 1));
    assert_eq!((report.actions["direct"].due, report.actions["persons_merged"].due), (3, 1));
    assert_eq!((app.value::<String>(rows).await, app.mails.taken()), (before, 0));
    let written = serde_json::to_string(&report).unwrap();
    assert!(!written.contains('@') && !written.contains("Mail"), "counts only: {written}");
}
