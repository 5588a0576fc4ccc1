//! SES away as a whole for six hours, whether one email is due or many (EML-NEW-05): no attempt is wasted.

use std::net::Ipv4Addr;

use chrono::Duration;
use email_worker::{EmailWorker, Event};
use local::ses::Trouble;
use shared::email_sending::{RunError, Stop};
use shared::mail::{Mailer, Settings};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use uuid::Uuid;

use super::outage::one_by_one;
use super::{deadline, due, run_of, start, states};
use crate::support::TestApp;

/// So many emails are due.
const COUNTS: [i32; 4] = [1, 2, 3, 40];

/// How SES is away.
#[derive(Debug, Clone, Copy)]
enum Outage {
    Throttled,
    Broken,
    Refused,
}

impl Outage {
    /// A worker that SES still tells what the account may send, and that it tells nothing more.
    async fn begins(self, app: &TestApp) -> EmailWorker {
        let mut worker = one_by_one(app);
        match self {
            Self::Throttled => app.mails.go_away(1, Trouble::THROTTLED),
            Self::Broken => app.mails.go_away(1, Trouble::BROKEN),
            Self::Refused => {
                let endpoint = Some(gone_after_one_answer().await);
                worker.worker.mailer = Mailer::connect(Settings { endpoint, ..app.amy.site.config().mail.clone() }).await;
            }
        }
        worker
    }
}

/// The address of an SES that tells once what the account may send, and is gone then: connections are refused.
async fn gone_after_one_answer() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        drop(listener);
        let mut asked = Vec::new();
        while !asked.ends_with(b"\r\n\r\n") {
            asked.push(connection.read_u8().await.unwrap());
        }
        let account =
            r#"{"SendQuota": {"Max24HourSend": 50000, "MaxSendRate": 10000, "SentLast24Hours": 0}, "SendingEnabled": true}"#;
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            account.len()
        );
        connection.write_all(format!("{head}{account}").as_bytes()).await.unwrap();
    });
    endpoint
}

/// Runs that fail, an hour after each other, for six hours: SES does not even tell what the account may send.
async fn six_hours(app: &TestApp, worker: &EmailWorker, every: i64) {
    for _ in 0..6 / every {
        app.clock.advance(Duration::hours(every));
        let failed = worker.run(&Event::default(), "away", deadline(app)).await.unwrap_err();
        assert!(matches!(failed.error, RunError::Provider(_)), "{failed:?}");
    }
}

/// The most attempts that any of the emails has had.
async fn attempts(app: &TestApp, emails: &[Uuid]) -> i32 {
    let most = "SELECT max(attempt_count) FROM scheduled_email WHERE id = ANY($1)";
    sqlx::query_scalar(most).bind(emails).fetch_one(app.pool()).await.unwrap()
}

/// SES is there again: all go, once, in the order in which they were due, and nothing was counted before.
async fn all_go(app: &TestApp, emails: &[Uuid], case: &str) {
    assert!(states(app, emails).await.iter().all(|state| state == "scheduled"), "{case}");
    assert_eq!(attempts(app, emails).await, 0, "{case}");
    app.mails.come_back();
    let report = run_of(app, &one_by_one(app)).await;
    assert_eq!((report.counts.sent, report.stop), (emails.len() as u64, None), "{case}: {report:?}");
    let sent = app.mails.all().into_iter().filter_map(|sent| sent.tag("amy_email_id").parse::<Uuid>().ok());
    let sent: Vec<Uuid> = sent.filter(|id| emails.contains(id)).collect();
    assert_eq!(sent, emails, "{case}: each once, the longest due first");
    assert_eq!(attempts(app, emails).await, 1, "{case}");
    assert!(states(app, emails).await.iter().all(|state| state == "succeeded"), "{case}");
}

/// EML-NEW-05: the outage begins in a run, which has been told what the account may send.
#[tokio::test]
async fn eml_new_05_an_outage_that_begins_in_a_run_costs_no_email_an_attempt_however_few_are_due() {
    let app = start().await;
    for outage in [Outage::Throttled, Outage::Broken, Outage::Refused] {
        for count in COUNTS {
            let case = format!("{outage:?}, {count} due");
            let emails = due(&app, count).await;
            let worker = outage.begins(&app).await;
            let report = run_of(&app, &worker).await;
            let counts = &report.counts;
            assert_eq!((counts.sent, counts.failed, counts.dead, counts.unknown), (0, 0, 0, 0), "{case}: {report:?}");
            assert_eq!((report.stop, report.released), (Some(Stop::Provider), counts.claimed), "{case}: {report:?}");
            assert_eq!(counts.classes["transient"], counts.claimed.min(3), "{case}: {report:?}");
            six_hours(&app, &worker, 1).await;
            all_go(&app, &emails, &case).await;
        }
    }
}

/// EML-NEW-05: a call that is not answered may have been heeded, so an outage of that kind leaves alone what it does not find under
/// way.
#[tokio::test]
async fn eml_new_05_an_outage_without_any_answer_costs_no_email_an_attempt_however_few_are_due() {
    let hung = async |count: i32| {
        let app = start().await;
        let emails = due(&app, count).await;
        app.mails.go_away(0, Trouble::Hung);
        six_hours(&app, &one_by_one(&app), 3).await;
        all_go(&app, &emails, &format!("no answer, {count} due")).await;
    };
    let [one, two, three, forty] = COUNTS;
    tokio::join!(Box::pin(hung(one)), Box::pin(hung(two)), Box::pin(hung(three)), Box::pin(hung(forty)));
}

/// EML-NEW-05: that an email is found to be faulty before SES is called tells nothing of SES.
#[tokio::test]
async fn eml_new_05_an_email_that_never_goes_does_not_hide_that_the_provider_is_away() {
    let app = start().await;
    let emails = due(&app, 3).await;
    app.run(
        "UPDATE scheduled_email SET to_header = (SELECT array_agg('to' || n || '@example.org') FROM generate_series(1, 51) n)
         WHERE subject = 'Mail 3'",
    )
    .await;
    app.mails.go_away(1, Trouble::BROKEN);
    let report = run_of(&app, &one_by_one(&app)).await;
    assert_eq!((report.stop, report.released, report.counts.failed, report.counts.dead), (Some(Stop::Provider), 2, 0, 1));
    assert_eq!(states(&app, &emails).await, ["scheduled", "scheduled", "dead_letter too_many_recipients"]);
    all_go(&app, &emails[..2], "two are left").await;
}

/// EML-NEW-05: where SES sends nothing of the account any more, that is what the run says.
#[tokio::test]
async fn eml_new_05_an_account_that_is_closed_on_the_way_costs_no_email_an_attempt() {
    let app = start().await;
    let emails = due(&app, 2).await;
    app.mails.trouble([Trouble::BROKEN, Trouble::BROKEN]);
    app.mails.go_away(3, Trouble::Refused(403, "AccessDeniedException"));
    let report = run_of(&app, &one_by_one(&app)).await;
    assert_eq!((report.stop, report.released, report.counts.failed), (Some(Stop::Account), 2, 0), "{report:?}");
    all_go(&app, &emails, "the account is closed").await;
}
