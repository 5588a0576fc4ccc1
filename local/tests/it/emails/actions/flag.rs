//! EML-ACT-03: while the flag is off nothing happens, and it costs nothing.

use shared::email_action::{Emails, Subject};

use super::change;
use super::workshop::Workshop;

const OFF: &str =
    "INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('EMAIL_MODULE', 'boolean', 'False', true)";

async fn count(w: &Workshop) -> i64 {
    w.app.value("SELECT count(*) FROM scheduled_email").await
}

#[tokio::test]
async fn eml_act_03_nothing_follows_while_the_flag_is_off() {
    let w = Workshop::start().await;
    let emails = Emails::new(false);
    let mut off = change(&w.app, Some(&w.admin), &emails).await;
    assert!(!off.has_emails());
    off.touch(Subject::Event(w.event.id));
    off.commit().await.unwrap();
    assert_eq!((count(&w).await, emails.take().len()), (0, 0));
    // Nor without a request, which has no flags.
    let mut none = w.app.change(Some(&w.admin)).await;
    none.touch(Subject::Event(w.event.id));
    none.commit().await.unwrap();
    assert_eq!(count(&w).await, 0);
}

#[tokio::test]
async fn eml_act_03_pages_go_on_without() {
    let w = Workshop::start().await;
    w.app.run(OFF).await;
    let url = w.event.url("edit/");
    let sponsor = w.app.id_of("organization", "self-organized").await;
    let form = w.app.get(&url).as_user(&w.admin).await.expect_page().form("main-form").fill("sponsor", &sponsor);
    form.send(&w.app).as_user(&w.admin).await.expect_redirect();
    let off = w.app.statements();
    assert_eq!(count(&w).await, 0);
    w.app.run("DELETE FROM feature_flag_condition").await;
    let form = w.app.get(&url).as_user(&w.admin).await.expect_page().form("main-form");
    form.send(&w.app).as_user(&w.admin).await.expect_redirect();
    assert!(count(&w).await > 0);
    assert!(w.app.statements() > off, "it costs statements only while it is on");
}

/// A change that is not committed has told nothing.
#[tokio::test]
async fn eml_ent_04_emails_come_and_go_with_the_change() {
    let w = Workshop::start().await;
    let emails = Emails::new(true);
    let mut dropped = change(&w.app, Some(&w.admin), &emails).await;
    dropped.touch(Subject::Event(w.event.id));
    drop(dropped);
    assert_eq!((count(&w).await, emails.take().len()), (0, 0));
}
