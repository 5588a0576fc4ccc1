//! Several workers, and people who change their minds while one works.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Duration, Utc};
use email_worker::{EmailWorker, Own};
use shared::db::{Database, Db, Settings};
use shared::email_sending::{Draft, Prepare};
use shared::mail::{Mail, MailError};
use shared::scheduled_email::{Claimed, MOST_ATTEMPTS, TransitionError, cancel};

use super::{Obedient, due, run, run_of, start, states, worker_apart};

/// EML-NEW-15
#[tokio::test]
async fn eml_new_15_two_workers_at_once_never_send_the_same_email() {
    let app = start().await;
    let emails = due(&app, 120).await;
    let (one, other, third) = (worker_apart(&app), worker_apart(&app), worker_apart(&app));
    let (one, other, third) = tokio::join!(run_of(&app, &one), run_of(&app, &other), run_of(&app, &third));
    assert_eq!(one.counts.sent + other.counts.sent + third.counts.sent, 120);
    assert!(one.counts.sent > 0 && other.counts.sent > 0 && third.counts.sent > 0, "{one:?} {other:?} {third:?}");
    assert_eq!((app.mails.taken(), app.mails.twice()), (120, vec![]));
    assert!(states(&app, &emails).await.iter().all(|state| state == "succeeded"));
}

/// EML-NEW-03, W-01: who holds the row decides.
#[tokio::test]
async fn eml_new_03_an_email_that_is_being_called_off_is_not_claimed_and_one_that_is_claimed_is_not_called_off() {
    let app = start().await;
    let emails = due(&app, 1).await;
    let apart = Database::prepare(&Settings::Url(app.database_url().to_owned()), 1, &app.clock).unwrap();
    let mut change = apart.change(None, "test", &app.clock).await.unwrap();
    cancel(&mut change, emails[0], None).await.unwrap();
    assert_eq!(run(&app).await.counts.claimed, 0, "somebody is just calling it off");
    change.commit().await.unwrap();
    assert_eq!(run(&app).await.counts.claimed, 0);

    for n in 0..20_u64 {
        let emails = due(&app, 2).await;
        let calling_off = async {
            tokio::time::sleep(std::time::Duration::from_millis(n)).await;
            let mut change = apart.change(None, "test", &app.clock).await.unwrap();
            let cancelled = cancel(&mut change, emails[1], None).await;
            change.commit().await.unwrap();
            cancelled
        };
        let (_, cancelled) = tokio::join!(run(&app), calling_off);
        let state = states(&app, &emails).await.remove(1);
        match cancelled {
            Ok(_) => assert_eq!((state.as_str(), app.mails.times(&emails[1].to_string())), ("cancelled", 0)),
            Err(TransitionError::Illegal { .. }) => {
                assert_eq!((state.as_str(), app.mails.times(&emails[1].to_string())), ("succeeded", 1));
            }
            Err(error) => panic!("{error}"),
        }
    }
}

/// Takes the lease away from an email while its message is made.
struct Thief;

impl Prepare for Thief {
    async fn drafts(&self, db: &mut Db, emails: &[Claimed]) -> shared::Result<Vec<Result<Draft, MailError>>> {
        sqlx::query("UPDATE scheduled_email SET lease_owner = 'another' WHERE subject = 'Mail 1'").execute(db).await?;
        Ok(emails.iter().map(|_| Ok(Draft::default())).collect())
    }

    async fn unmet(&self, _db: &mut Db, _email: &Claimed, _now: DateTime<Utc>) -> shared::Result<Option<String>> {
        Ok(None)
    }

    fn mail(&self, email: &Claimed, draft: Draft) -> Result<Mail, MailError> {
        Obedient.mail(email, draft)
    }
}

/// EML-NEW-03: a lost lease means: do not send.
#[tokio::test]
async fn eml_new_03_an_email_that_somebody_else_holds_by_now_is_not_sent() {
    let app = start().await;
    let emails = due(&app, 3).await;
    let report = run_of(&app, &EmailWorker::preparing(&app.amy.site, Own::default(), Thief)).await;
    assert_eq!((report.counts.claimed, report.lost, report.counts.sent), (3, 1, 2));
    assert_eq!(states(&app, &emails).await, ["locked", "succeeded", "succeeded"]);
    assert_eq!(app.mails.times(&emails[0].to_string()), 0);
}

/// Writes down in whose name emails are claimed.
struct Watcher(Arc<Mutex<Vec<String>>>);

impl Prepare for Watcher {
    async fn drafts(&self, db: &mut Db, emails: &[Claimed]) -> shared::Result<Vec<Result<Draft, MailError>>> {
        let owners = sqlx::query_scalar("SELECT DISTINCT lease_owner FROM scheduled_email WHERE state = 'locked'");
        let owners: Vec<String> = owners.fetch_all(db).await?;
        self.0.lock().unwrap().extend(owners);
        Ok(emails.iter().map(|_| Ok(Draft::default())).collect())
    }

    async fn unmet(&self, _db: &mut Db, _email: &Claimed, _now: DateTime<Utc>) -> shared::Result<Option<String>> {
        Ok(None)
    }

    fn mail(&self, email: &Claimed, draft: Draft) -> Result<Mail, MailError> {
        Obedient.mail(email, draft)
    }
}

/// EML-NEW-03: so nothing that comes of one claim is written down of another.
#[tokio::test]
async fn eml_new_03_each_claim_has_an_owner_of_its_own() {
    let app = start().await;
    due(&app, 3).await;
    let owners = Arc::new(Mutex::new(Vec::new()));
    let settings = shared::email_sending::Settings { batch: 1, ..Default::default() };
    let own = Own { settings, ..Own::default() };
    let report = run_of(&app, &EmailWorker::preparing(&app.amy.site, own, Watcher(Arc::clone(&owners)))).await;
    assert_eq!((report.counts.claimed, report.counts.sent), (3, 3));
    let mut owners = owners.lock().unwrap().clone();
    assert!(owners.iter().all(|owner| owner.starts_with("test-")), "{owners:?}");
    owners.sort();
    owners.dedup();
    assert_eq!(owners.len(), 3, "{owners:?}");
}

/// EML-NEW-02: what a lost worker held is tried again after a while, and not for ever.
#[tokio::test]
async fn eml_new_02_what_a_lost_worker_held_is_tried_again_as_after_any_failure() {
    let app = start().await;
    let emails = due(&app, 2).await;
    for (email, attempts) in [(emails[0], 1), (emails[1], MOST_ATTEMPTS)] {
        super::super::put(&app, email, "locked").await;
        let hold = "UPDATE scheduled_email SET lease_owner = 'lost', lease_expires_at = $2, attempt_count = $3 WHERE id = $1";
        let over = app.clock.now() + Duration::minutes(3);
        sqlx::query(hold).bind(email).bind(over).bind(attempts).execute(app.pool()).await.unwrap();
    }
    assert_eq!(run(&app).await.expired, 0);
    app.clock.advance(Duration::minutes(3));
    let report = run(&app).await;
    assert_eq!((report.expired, report.counts.claimed), (2, 0), "it waits first");
    assert_eq!(states(&app, &emails).await, ["failed lease_expired", "dead_letter lease_expired"]);
    app.clock.advance(Duration::minutes(7));
    assert_eq!(run(&app).await.counts.sent, 1);
    assert_eq!(app.value::<i32>("SELECT attempt_count FROM scheduled_email WHERE state = 'succeeded'").await, 2);
}
