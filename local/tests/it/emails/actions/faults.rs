//! EML-ENT-04: what follows from a change follows whole or not at all, wherever the line to the database is cut.

use shared::email_action::{Subject, Triggers, settle};

use super::saved;
use super::workshop::{A_HELPER, write};
use crate::support::{TestApp, all_or_nothing};

/// An event for which one email is to be made, one to be called off, and others to be updated; gives it.
async fn event(app: &TestApp) -> i32 {
    let id = write(app, "SWC").await.event.id;
    saved(app, Subject::Event(id)).await;
    app.run(A_HELPER).await;
    app.run("DELETE FROM scheduled_email e USING email_template t WHERE t.id = e.template_id AND t.signal = 'ask_for_website'")
        .await;
    id
}

#[tokio::test]
async fn emails_are_made_updated_and_called_off_together() {
    all_or_nothing(event, async |change, id| {
        let mut triggers = Triggers::default();
        triggers.touch(Subject::Event(*id));
        let told = settle(change, triggers).await?;
        assert_eq!(told.len(), 4, "{told:?}");
        Ok(())
    })
    .await;
}
