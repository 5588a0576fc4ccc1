//! What the provider does to emails.

use chrono::Duration;
use email_worker::{EmailWorker, Event, Own};
use local::ses::feedback::{Emitter, Fate};
use local::ses::{Quota, Trouble};
use shared::email_sending::{self, RunError, Stop};
use shared::mail::{Class, Mail, Recipients, Settings};
use shared::scheduled_email;
use web::Config;

use super::{due, run, run_of, start, states, subjects};
use crate::support::TestApp;

/// EML-NEW-05
#[tokio::test]
async fn eml_new_05_what_the_provider_has_no_time_for_is_tried_again_later() {
    let app = start().await;
    let emails = due(&app, 5).await;
    app.mails.trouble([Trouble::THROTTLED, Trouble::BROKEN]);
    let report = run(&app).await;
    assert_eq!((report.counts.failed, report.counts.sent, report.stop), (2, 3, None));
    assert_eq!(states(&app, &emails[..3]).await, ["failed transient", "failed transient", "succeeded"]);
    assert_eq!(run(&app).await.counts.claimed, 0, "they wait");
    app.clock.advance(Duration::minutes(7));
    assert_eq!(run(&app).await.counts.sent, 2);
    assert_eq!((app.mails.taken(), app.mails.twice()), (5, vec![]));
    assert_eq!(app.value::<i32>("SELECT max(attempt_count) FROM scheduled_email").await, 2);
}

/// EML-NEW-05
#[tokio::test]
async fn eml_new_05_what_the_provider_never_takes_is_given_up_at_once() {
    let app = start().await;
    let emails = due(&app, 3).await;
    app.mails.trouble([Trouble::REJECTED]);
    app.run("UPDATE scheduled_email SET to_header = '{nobody}' WHERE subject = 'Mail 2'").await;
    let report = run(&app).await;
    assert_eq!((report.counts.dead, report.counts.sent), (2, 1));
    assert_eq!(states(&app, &emails).await, ["dead_letter message_rejected", "dead_letter bad_address", "succeeded"]);
}

/// A provider that is away costs no email an attempt.
#[tokio::test]
async fn eml_new_05_a_provider_that_fails_again_and_again_is_left_alone_until_the_next_run() {
    let app = start().await;
    due(&app, 40).await;
    app.mails.always(Some(Trouble::BROKEN));
    let report = run(&app).await;
    assert_eq!(
        (report.stop, report.counts.failed, report.released, report.counts.sent),
        (Some(Stop::Provider), 0, 25, 0),
        "{report:?}"
    );
    assert_eq!(app.value::<i64>("SELECT count(*) FROM scheduled_email WHERE attempt_count > 0").await, 0);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM scheduled_email WHERE state IN ('locked', 'running')").await, 0);
    app.mails.always(None);
    assert_eq!(run(&app).await.counts.sent, 40);
}

/// Two emails that the provider cannot take are no provider that is away.
#[tokio::test]
async fn eml_new_05_a_few_emails_that_the_provider_cannot_take_hold_up_no_others() {
    let app = start().await;
    let emails = due(&app, 10).await;
    app.mails.trouble([Trouble::BROKEN, Trouble::BROKEN]);
    let report = run(&app).await;
    assert_eq!((report.stop, report.counts.failed, report.counts.sent), (None, 2, 8), "{report:?}");
    assert_eq!(states(&app, &emails[..2]).await, ["failed transient", "failed transient"]);
    assert_eq!(subjects(&app)[0], "Mail 10", "the last one shows whether the provider is there");
}

/// EML-NEW-04: few emails become doubtful when the provider takes everything and says nothing.
#[tokio::test]
async fn eml_new_04_a_provider_without_answers_gets_few_emails() {
    let app = start().await;
    due(&app, 30).await;
    app.mails.always(Some(Trouble::Dropped));
    let report = run(&app).await;
    assert_eq!((report.stop, report.counts.unknown, app.mails.taken()), (Some(Stop::Provider), 3, 3));
    assert_eq!(
        app.value::<i64>("SELECT count(*) FROM scheduled_email WHERE state = 'scheduled' AND attempt_count = 0").await,
        27
    );
}

/// EML-NEW-04, EML-NEW-15: no answer within the worker's patience is no answer, whether SES has taken the message or not; its event
/// tells.
#[tokio::test]
async fn eml_new_04_a_call_that_hangs_is_given_up_and_its_outcome_unknown() {
    let app = start().await;
    let emails = due(&app, 3).await;
    app.mails.trouble([Trouble::Hung, Trouble::Late(std::time::Duration::from_secs(7))]);
    let report = run(&app).await;
    assert_eq!((report.counts.unknown, report.counts.sent, report.stop), (2, 1, None), "{report:?}");
    assert_eq!(states(&app, &emails).await, ["running", "running", "succeeded"]);
    let late = app.mails.all().into_iter().find(|sent| sent.tag("amy_email_id") == emails[1].to_string()).unwrap();
    Emitter::new(app.amy.mail_feedback.clone()).tell(&late, Fate::Sent, None).await.unwrap();
    assert_eq!(states(&app, &emails).await, ["running", "succeeded", "succeeded"]);
    app.clock.advance(Duration::minutes(15));
    assert_eq!((run(&app).await.outcome_unknown, app.mails.taken()), (1, 2));
}

/// EML-NEW-04: SES takes a message and answers that it failed. Its event comes before the next attempt, which is not made.
#[tokio::test]
async fn eml_new_04_what_the_provider_took_although_it_said_otherwise_goes_once() {
    let app = start().await;
    let emitter = Emitter::new(app.amy.mail_feedback.clone());
    let emails = due(&app, 3).await;
    app.mails.trouble([Trouble::Mistaken(500, "InternalFailure"), Trouble::Mistaken(400, "SendingPausedException")]);
    run(&app).await;
    assert_eq!(states(&app, &emails).await, ["failed transient", "scheduled account", "scheduled"]);
    for sent in app.mails.all() {
        emitter.tell(&sent, Fate::Sent, None).await.unwrap();
    }
    assert_eq!(states(&app, &emails).await, ["succeeded", "succeeded", "scheduled"]);
    app.clock.advance(Duration::minutes(7));
    assert_eq!((run(&app).await.counts.sent, app.mails.taken(), app.mails.twice()), (1, 3, vec![]));

    // A worker has claimed it for the next attempt already.
    let emails = due(&app, 1).await;
    app.mails.trouble([Trouble::Mistaken(500, "InternalFailure")]);
    run(&app).await;
    app.clock.advance(Duration::minutes(7));
    let mut change = app.change(None).await;
    scheduled_email::claim(&mut change, "next", Duration::minutes(3), 1).await.unwrap();
    change.commit().await.unwrap();
    emitter.tell(app.mails.all().last().unwrap(), Fate::Sent, None).await.unwrap();
    let mut change = app.change(None).await;
    assert!(scheduled_email::start(&mut change, "next", emails[0], "Again.").await.is_err(), "it must not send");
    change.commit().await.unwrap();
    assert_eq!((states(&app, &emails).await, app.mails.taken()), (vec!["succeeded".to_owned()], 4));

    // Somebody wants it sent again: what is told of earlier rounds does not count.
    let emails = due(&app, 1).await;
    app.mails.trouble([Trouble::Mistaken(500, "InternalFailure")]);
    run(&app).await;
    let mut change = app.change(None).await;
    scheduled_email::retry_now(&mut change, emails[0], None).await.unwrap();
    change.commit().await.unwrap();
    emitter.tell(app.mails.all().last().unwrap(), Fate::Sent, None).await.unwrap();
    assert_eq!((states(&app, &emails).await[0].as_str(), run(&app).await.counts.sent), ("scheduled transient", 1));
}

/// EML-NEW-05: where nothing of the account is sent, no email is to blame.
#[tokio::test]
async fn eml_new_05_a_fault_of_the_account_stops_the_run_and_costs_no_attempt() {
    let app = start().await;
    let emails = due(&app, 10).await;
    app.mails.trouble([Trouble::PAUSED]);
    let report = run(&app).await;
    assert_eq!((report.stop, report.counts.sent, report.released), (Some(Stop::Account), 0, 10), "{report:?}");
    assert_eq!(
        app.value::<i64>("SELECT count(*) FROM scheduled_email WHERE state = 'scheduled' AND attempt_count = 0").await,
        10
    );
    assert_eq!(states(&app, &emails[..2]).await, ["scheduled account", "scheduled"]);
    assert_eq!(run(&app).await.counts.claimed, 0, "all of this sender wait");
    app.clock.advance(Duration::minutes(5));
    assert_eq!(run(&app).await.counts.sent, 10);
    assert_eq!(app.mails.twice(), Vec::<String>::new());

    due(&app, 1).await;
    app.mails.allow(Quota { is_enabled: false, ..Quota::default() });
    let report = run(&app).await;
    assert_eq!((report.stop, report.counts.claimed), (Some(Stop::Account), 0));
}

/// EML-NEW-05: what is wrong with the installation meets all mail, so it gives up none.
#[tokio::test]
async fn eml_new_05_a_missing_configuration_set_and_an_answer_that_nobody_knows_give_up_no_email() {
    let app = start().await;
    let emails = due(&app, 2).await;
    app.mails.trouble([Trouble::Refused(404, "UnknownOperationException"), Trouble::Refused(404, "NotFoundException")]);
    let report = run(&app).await;
    assert_eq!((report.stop, report.counts.dead, report.counts.sent), (Some(Stop::Account), 0, 0), "{report:?}");
    assert_eq!(states(&app, &emails).await, ["failed internal", "scheduled account"]);
    app.clock.advance(Duration::minutes(7));
    assert_eq!((run(&app).await.counts.sent, app.mails.twice()), (2, vec![]));
}

/// A sender that is not verified stops the run, but not the mail of others for long.
#[tokio::test]
async fn eml_new_05_a_sender_that_is_not_verified_lets_others_go_first() {
    let app = start().await;
    due(&app, 6).await;
    app.run("UPDATE scheduled_email SET from_header = 'new@example.org' WHERE subject < 'Mail 5'").await;
    app.mails.trouble([Trouble::Refused(400, "MailFromDomainNotVerifiedException")]);
    let own = Own { settings: email_sending::Settings { batch: 2, ..Default::default() }, ..Own::default() };
    let worker = EmailWorker::of(&app.amy.site, own);
    assert_eq!(run_of(&app, &worker).await.stop, Some(Stop::Account));
    assert_eq!(run_of(&app, &worker).await.counts.sent, 2);
    assert_eq!(subjects(&app), ["Mail 5", "Mail 6"]);
    app.clock.advance(Duration::minutes(5));
    assert_eq!(run_of(&app, &worker).await.counts.sent, 4);
}

/// A whole batch of such a sender costs one run, and the next one has good mail in it.
#[tokio::test]
async fn eml_new_05_a_batch_of_a_sender_that_is_not_verified_holds_up_others_for_one_run() {
    let app = start().await;
    due(&app, 30).await;
    let bad = "UPDATE scheduled_email SET from_header = 'new@example.org' WHERE substr(subject, 6)::int <= 25";
    app.run(bad).await;
    app.mails.trouble([Trouble::Refused(400, "MailFromDomainNotVerifiedException")]);
    let report = run(&app).await;
    assert_eq!((report.stop, report.counts.claimed, report.released), (Some(Stop::Account), 25, 25), "{report:?}");
    let report = run(&app).await;
    assert_eq!((report.counts.claimed, report.counts.sent), (5, 5), "{report:?}");
    app.clock.advance(Duration::minutes(5));
    assert_eq!(run(&app).await.counts.sent, 25, "uncounted, and not forgotten");
    assert_eq!(app.value::<i32>("SELECT max(attempt_count) FROM scheduled_email").await, 1);
}

/// EML-NEW-05, EML-NEW-08
#[tokio::test]
async fn eml_new_08_no_more_is_sent_in_a_day_than_the_account_may_send() {
    let app = start().await;
    due(&app, 5).await;
    app.mails.allow(Quota { rate: 10_000.0, daily: 3.0, is_enabled: true });
    let report = run(&app).await;
    assert_eq!((report.counts.sent, report.stop), (3, Some(Stop::Quota)));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM scheduled_email WHERE state = 'scheduled' AND attempt_count = 0").await, 2);
    assert_eq!(run(&app).await.counts.claimed, 0);
    app.mails.allow(Quota { rate: 10_000.0, daily: -1.0, is_enabled: true });
    assert_eq!(run(&app).await.counts.sent, 2, "a negative quota is none");
}

/// EML-NEW-08
#[tokio::test]
async fn eml_new_08_the_pace_is_four_fifths_of_what_the_provider_takes() {
    let app = start().await;
    due(&app, 20).await;
    app.mails.allow(Quota { rate: 10.0, ..Quota::default() });
    let report = run(&app).await;
    // Two at once out of the full bucket, then eight a second.
    assert_eq!(report.counts.sent, 20);
    assert!((2100..6000).contains(&report.run_ms), "{} ms", report.run_ms);
}

/// EML-NEW-08: SES counts addresses, not messages, and refuses what comes too fast.
#[tokio::test]
async fn eml_new_08_mail_to_many_goes_no_faster_than_mail_to_each_and_costs_no_attempt() {
    let app = start().await;
    due(&app, 5).await;
    app.run(
        "UPDATE scheduled_email SET to_header = ARRAY(SELECT 'to' || n || '@example.org' FROM generate_series(1, 10) n),
            cc_header = '{to1@example.org,cc@example.org}'",
    )
    .await;
    app.mails.allow(Quota { rate: 40.0, daily: 40.0, is_enabled: true });
    app.mails.enforce_rate();
    let report = run(&app).await;
    assert_eq!(
        (report.counts.sent, report.counts.failed, report.released, report.stop),
        (4, 0, 1, Some(Stop::Quota)),
        "{report:?}"
    );
    assert_eq!(run(&app).await.counts.claimed, 0, "nothing is left of the day");
    app.mails.allow(Quota { rate: 10_000.0, ..Quota::default() });
    assert_eq!(run(&app).await.counts.sent, 1);
    assert_eq!(app.value::<i32>("SELECT max(attempt_count) FROM scheduled_email").await, 1);
}

/// EML-NEW-07, EML-NEW-11: who gets nothing is in the log, also where the provider tells of the message before the worker does.
#[tokio::test]
async fn eml_new_07_who_is_left_out_is_told_before_the_provider_is_asked() {
    let app = start().await;
    app.mails.tell(Emitter::new(app.amy.mail_feedback.clone()));
    let emails = due(&app, 1).await;
    app.run("UPDATE scheduled_email SET cc_header = '{jörg@example.org}'").await;
    assert_eq!(run(&app).await.counts.sent, 1);
    let log = "SELECT details FROM scheduled_email_log WHERE state_after = 'running'";
    assert_eq!(
        app.value::<String>(log).await,
        "Handed to the provider. Not sent, since no mail can be sent to it, to: jörg@example.org."
    );
    assert_eq!(states(&app, &emails).await, ["succeeded"]);
}

/// EML-NEW-09
#[tokio::test]
async fn eml_new_09_on_a_stage_for_tests_all_mail_goes_to_one_address_or_nowhere() {
    let stage = |recipients: Recipients| {
        TestApp::start_with(move |config| {
            let mail = Settings { recipients, ..config.mail.clone() };
            Config { mail, ..config }
        })
    };
    let app = stage(Recipients::Only { address: "team@example.org".into(), stage: "testing".into() }).await;
    due(&app, 1).await;
    app.run("UPDATE scheduled_email SET cc_header = '{c@example.org}'").await;
    assert_eq!(run(&app).await.counts.sent, 1);
    let sent = app.mails.all().remove(0);
    assert_eq!((sent.to, sent.cc, sent.subject.as_str()), (vec!["team@example.org".to_owned()], vec![], "[testing] Mail 1"));
    assert!(sent.headers.contains(&("X-AMY-Original-To".to_owned(), "to1@example.org, c@example.org".to_owned())));

    let app = stage(Recipients::Nobody).await;
    let emails = due(&app, 1).await;
    let dry = super::worker(&app).run(&Event { dry_run: true }, "test", super::deadline(&app)).await.unwrap();
    assert_eq!((dry.counts.dead, dry.counts.classes["guard"]), (1, 1), "a dry run knows it");
    assert_eq!(run(&app).await.counts.dead, 1);
    assert_eq!((states(&app, &emails).await, subjects(&app)), (vec!["dead_letter guard".to_owned()], vec![]));
}

/// EML-NEW-05: where no connection was made, nothing was taken; the run fails, since it does not know the pace.
#[tokio::test]
async fn eml_new_05_a_provider_that_cannot_be_reached_has_taken_nothing() {
    // Nobody listens on this port, which is only for that.
    let app = TestApp::start_with(|config| config.with_mail_at("http://127.0.0.1:9")).await;
    let emails = due(&app, 1).await;
    let mail = Mail::plain("a@example.org", "Subject", "Text");
    assert_eq!(app.amy.site.mailer().send(mail).await.unwrap_err().class(), Class::Transient);
    let failed = super::worker(&app).run(&Event::default(), "test", super::deadline(&app)).await.unwrap_err();
    assert!(matches!(failed.error, RunError::Provider(_)), "{failed:?}");
    assert_eq!(states(&app, &emails).await, ["scheduled"]);
}

/// EML-NEW-01, EML-NEW-08: a run does not wait beyond its end for what mail to many has used up.
#[tokio::test]
async fn eml_new_08_a_slow_account_and_mail_to_many_keep_no_run_from_ending() {
    let app = start().await;
    due(&app, 3).await;
    let many = "ARRAY(SELECT 'to' || n || '@example.org' FROM generate_series(1, 50) n)";
    app.run_all(&format!("UPDATE scheduled_email SET to_header = {many}")).await;
    app.mails.allow(Quota { rate: 1.0, ..Quota::default() });
    let deadline = app.clock.now() + Duration::seconds(4);
    let report = super::worker(&app).run(&Event::default(), "test", deadline).await.unwrap();
    assert_eq!((report.counts.sent, report.released, report.stop), (1, 2, Some(Stop::Time)), "{report:?}");
}

/// EML-NEW-08: what SES never saw does not count against the account.
#[tokio::test]
async fn eml_new_08_mail_that_is_refused_before_it_is_sent_uses_nothing_up() {
    let app = start().await;
    let emails = due(&app, 3).await;
    let many = "ARRAY(SELECT 'to' || n || '@example.org' FROM generate_series(1, 200) n)";
    app.run_all(&format!("UPDATE scheduled_email SET to_header = {many} WHERE subject = 'Mail 1'")).await;
    app.mails.allow(Quota { rate: 10_000.0, daily: 100.0, is_enabled: true });
    assert_eq!(run(&app).await.stop, None);
    assert_eq!(states(&app, &emails).await, ["dead_letter too_many_recipients", "succeeded", "succeeded"]);
}
