//! The emails of a partnership: those that there are, and the one to come.

use super::{LIST, url, world};

#[tokio::test]
async fn par_03_emails_are_listed_with_what_is_to_come_when_and_why() {
    let w = world().await;
    let id = w.partnership("p").await;
    let page = w.open(&url(id, "emails/")).await;
    assert!(page.says("Nothing is to be sent."), "{}", page.visible());
    w.owner().await;
    let page = w.open(&url(id, "emails/")).await;
    let upcoming = page.text_of("upcoming");
    for words in [
        "It goes out on June 15, 2026, 1 p.m.",
        "To olga.owner@example.org.",
        "at least 1 owner of the account among owner, programmatic_contact: 1",
    ] {
        assert!(upcoming.contains(words), "{words}: {upcoming}");
    }
    assert!(page.says("Lund Gold partnership Jan 01 - Dec 31, 2026") && page.links().contains(&url(id, "")));
    // Saved, it is there.
    let form = w.open(&url(id, "edit/")).await.form("main-form");
    form.send(&w.app).as_user(&w.admin).await.expect_status(302);
    let email: uuid::Uuid = w.app.value("SELECT id FROM scheduled_email").await;
    for address in [url(id, ""), url(id, "emails/")] {
        let page = w.open(&address).await;
        assert!(page.links().contains(&format!("/emails/scheduled_email/{email}/")), "{address}: {:?}", page.links());
    }
    assert!(w.open(&url(id, "")).await.links().contains(&url(id, "emails/")));
    for path in [url(999_999, "emails/"), format!("{LIST}x/emails/")] {
        w.app.get(&path).as_user(&w.admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn par_03_without_the_flag_nothing_is_said_of_emails() {
    let w = world().await;
    w.owner().await;
    let id = w.partnership("p").await;
    w.app.run("INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('EMAIL_MODULE', 'boolean', 'False', true)").await;
    assert!(!w.open(&url(id, "")).await.says("Related scheduled emails"));
    w.app.get(&url(id, "emails/")).as_user(&w.admin).await.expect_status(404);
    let form = w.open(&url(id, "edit/")).await.form("main-form");
    form.send(&w.app).as_user(&w.admin).await.expect_status(302);
    assert!(w.welcomes().await.is_empty());
}
