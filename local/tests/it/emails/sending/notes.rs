//! The notes beside the database, where they cannot be written or read (EML-NEW-04).

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{Builder, ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use chrono::Duration;
use email_worker::EmailWorker;
use local::ses::Trouble;
use shared::email_sending::Intents;
use shared::session::Store;

use super::{due, run, run_of, start, states, worker};
use crate::support::TestApp;

/// Lets some operations of DynamoDB fail before they are sent.
#[derive(Debug)]
struct CutOff(Vec<&'static str>);

impl Intercept for CutOff {
    fn name(&self) -> &'static str {
        "CutOff"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let target = context.request().headers().get("x-amz-target").unwrap_or_default();
        if self.0.iter().any(|operation| target.ends_with(operation)) { Err("cut off".into()) } else { Ok(()) }
    }
}

/// The notes of the app, where these operations of DynamoDB fail.
pub(super) async fn notes(app: &TestApp, failing: &[&'static str]) -> Intents {
    let config = shared::aws::config(Some(app.endpoints().0)).await;
    let config = Builder::from(&config).interceptor(CutOff(failing.to_vec())).build();
    Intents::beside(&Store::new(Client::from_conf(config), app.amy.site.config().table.clone()))
}

/// A worker that cannot do these things with its notes.
async fn without(app: &TestApp, failing: &[&'static str]) -> EmailWorker {
    let mut worker = worker(app);
    worker.worker.intents = notes(app, failing).await;
    worker
}

/// EML-NEW-04: what SES answered is written down in the database, so that the next attempt is made although the note knows nothing.
#[tokio::test]
async fn eml_new_04_a_failure_that_could_not_be_noted_is_known_all_the_same() {
    let app = start().await;
    let forgetful = without(&app, &["UpdateItem"]).await;
    for (outage, state) in [(None, "failed transient"), (Some(Trouble::BROKEN), "scheduled"), (None, "scheduled account")] {
        let emails = due(&app, 1).await;
        match outage {
            Some(trouble) => app.mails.go_away(1, trouble),
            None if state.ends_with("account") => app.mails.trouble([Trouble::PAUSED]),
            None => app.mails.trouble([Trouble::BROKEN]),
        }
        assert_eq!(run_of(&app, &forgetful).await.counts.sent, 0, "{state}");
        assert_eq!(states(&app, &emails).await, [state]);
        app.mails.come_back();
        app.clock.advance(Duration::minutes(7));
        assert_eq!(run(&app).await.counts.sent, 1, "{state}");
        assert_eq!(states(&app, &emails).await, ["succeeded"], "{state}");
    }
    assert_eq!((app.mails.taken(), app.mails.twice()), (3, vec![]));
}

/// EML-NEW-04: so it is where the attempt after that came to nothing, before or after its own note may have been written.
#[tokio::test]
async fn eml_new_04_a_failure_that_could_not_be_noted_is_known_through_attempts_that_came_to_nothing() {
    let app = start().await;
    let emails = due(&app, 1).await;
    app.mails.trouble([Trouble::BROKEN]);
    run_of(&app, &without(&app, &["UpdateItem"]).await).await;
    app.clock.advance(Duration::minutes(7));
    run_of(&app, &without(&app, &["PutItem", "UpdateItem"]).await).await;
    assert_eq!(states(&app, &emails).await, ["scheduled transient"]);
    app.clock.advance(Duration::minutes(5));

    // This worker dies before its note.
    let mut change = app.change(None).await;
    shared::scheduled_email::claim(&mut change, "dying", Duration::minutes(3), 1).await.unwrap();
    shared::scheduled_email::start(&mut change, "dying", emails[0], "Handed to the provider.").await.unwrap();
    change.commit().await.unwrap();
    app.clock.advance(Duration::minutes(4));
    assert_eq!(run(&app).await.found_out, 1);
    assert_eq!(states(&app, &emails).await, ["failed lease_expired"]);
    app.clock.advance(Duration::minutes(13));
    assert_eq!((run(&app).await.counts.sent, app.mails.taken()), (1, 1));
}

/// EML-NEW-04: a database that is put back to the time of such a failure does not know the call after it.
#[tokio::test]
async fn eml_new_04_a_failure_that_could_not_be_noted_lets_no_call_through_after_a_later_one() {
    let app = start().await;
    let emails = due(&app, 1).await;
    app.mails.trouble([Trouble::BROKEN, Trouble::Dropped]);
    run_of(&app, &without(&app, &["UpdateItem"]).await).await;
    app.clock.advance(Duration::minutes(7));
    assert_eq!((run(&app).await.counts.unknown, app.mails.taken()), (1, 1));
    super::super::put(&app, emails[0], "failed").await;
    app.run("UPDATE scheduled_email SET attempt_count = 1, lease_owner = NULL, lease_expires_at = NULL").await;
    assert_eq!(app.value::<i32>("SELECT cardinality(cleared_attempts) FROM scheduled_email").await, 1);
    assert_eq!((run(&app).await.counts.unknown, app.mails.taken()), (1, 1));
    assert_eq!(states(&app, &emails).await, ["running transient"]);
}
