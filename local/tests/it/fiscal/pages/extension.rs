//! Making a membership longer (MEM-07).

use shared::record::Kind;

use super::super::comments;
use super::rosters::{LABEL, emails, flashes, start};
use crate::support::{Form, Person, TestApp};

async fn form(app: &TestApp, admin: &Person, id: i32) -> Form {
    app.get(&format!("/fiscal/membership/{id}/extend/")).as_user(admin).await.expect_page().form("main-form")
}

/// The end of the agreement, and by how many days it was extended.
async fn stored(app: &TestApp) -> String {
    app.value("SELECT agreement_end || ' ' || extensions::text FROM membership").await
}

#[tokio::test]
async fn mem_07_each_extension_adds_its_days_and_tells_why() {
    let (app, admin, id) = start(false).await;
    let path = format!("/fiscal/membership/{id}/extend/");
    let page = app.get(&path).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    for words in [
        format!("Extend membership {LABEL}").as_str(),
        "Agreement start Jan. 1, 2026",
        "Agreement end Dec. 31, 2026",
        "Extension 0 days",
    ] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    let first = page.form("main-form");
    assert_eq!((first.action.as_str(), first.value("new_agreement_end")), (path.as_str(), "2026-12-31"));
    assert!(!first.has("agreement_start") && !first.has("agreement_end"), "they are shown, not asked");

    // What the agreement is now is not for the form to say.
    let sent = first.fill("new_agreement_end", "2027-01-30").fill("comment", "They *asked*.");
    let sent = sent.press("agreement_end", "2020-01-01").press("agreement_start", "x").press("extension", "999");
    assert_eq!(sent.send(&app).as_user(&admin).await.expect_redirect(), format!("/fiscal/membership/{id}/"));
    let said = flashes(&app, &admin).await;
    assert!(said.says(&format!("Success: {LABEL} was extended by 30 days, until 2027-01-30.")), "{}", said.visible());
    assert_eq!(stored(&app).await, "2027-01-30 {30}");

    for (end, days, all) in [("2027-03-11", "40 days", "{30,40}"), ("03/12/2027", "1 day", "{30,40,1}")] {
        form(&app, &admin, id).await.fill("new_agreement_end", end).send(&app).as_user(&admin).await.expect_redirect();
        let said = flashes(&app, &admin).await;
        assert!(said.says(&format!("was extended by {days}, until 2027-03-1")), "{}", said.visible());
        assert!(stored(&app).await.ends_with(all), "{all}");
    }
    let mut told = comments(&app, Kind::Membership, id).await;
    assert_eq!(told.len(), 3);
    told.truncate(2);
    let by = |text: &str| ("Ada Admin".to_owned(), text.to_owned());
    assert_eq!(
        told,
        [
            by("Extended by 30 days on 2026-06-15 (new end date: 2027-01-30).\n\n----\n\nThey *asked*."),
            by("Extended by 40 days on 2026-06-15 (new end date: 2027-03-11)."),
        ]
    );
    assert_eq!(emails(&app).await, "", "nobody is in it who could be written to");
}

#[tokio::test]
async fn mem_07_the_new_end_is_a_day_after_the_current_one() {
    let (app, admin, id) = start(false).await;
    let form = form(&app, &admin, id).await;
    for (end, words, difference) in [
        ("2026-12-31", "Enter a day after the current end.", "Extension 0 days"),
        ("2026-12-30", "Enter a day after the current end.", "Extension -1 days"),
        ("", "Fill this in.", "Extension –"),
        ("soon", "Enter a day as year-month-day", "Extension –"),
    ] {
        let sent = form.clone().fill("new_agreement_end", end).fill("comment", "They asked.");
        let page = sent.send(&app).as_user(&admin).await.expect_status(422);
        assert!(page.error_at("new_agreement_end").contains(words), "{end}: {}", page.visible());
        assert!(page.says(difference), "{end}: {}", page.visible());
        let again = page.form("main-form");
        assert_eq!((again.value("new_agreement_end"), again.value("comment")), (end, "They asked."));
    }
    let long = "x".repeat(3001);
    let page = form.fill("new_agreement_end", "2027-01-30").fill("comment", &long).send(&app).as_user(&admin).await;
    let page = page.expect_status(422);
    assert!(page.error_at("comment").contains("Shorten this to 3000 characters"), "{}", page.error_at("comment"));
    assert!(page.says("Extension 30 days"), "{}", page.visible());
    assert_eq!(stored(&app).await, "2026-12-31 {}");
    assert!(comments(&app, Kind::Membership, id).await.is_empty());
}

#[tokio::test]
async fn mem_07_the_later_of_two_sees_both_ends_and_decides() {
    let (app, admin, id) = start(false).await;
    let other = app.person("Olga Other").administrator().create().await;
    let mine = form(&app, &admin, id).await.fill("new_agreement_end", "2027-06-30");
    form(&app, &other, id).await.fill("new_agreement_end", "2027-01-30").send(&app).as_user(&other).await.expect_redirect();
    let page = mine.send(&app).as_user(&admin).await.expect_status(409);
    assert!(page.says("Olga Other") && page.says("New agreement end 2027-01-30 2027-06-30"), "{}", page.visible());
    assert!(page.says("Agreement end Jan. 30, 2027") && page.says("Extension 151 days"), "{}", page.visible());
    assert_eq!(stored(&app).await, "2027-01-30 {30}");
    page.form("main-form").send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(stored(&app).await, "2027-06-30 {30,151}");
}

#[tokio::test]
async fn mem_07_what_is_not_there_is_not_found() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for path in ["/fiscal/membership/999999/extend/", "/fiscal/membership/x/extend/"] {
        app.get(path).as_user(&admin).await.expect_status(404);
        app.post(path, &[("new_agreement_end", "2027-01-30")]).as_user(&admin).await.expect_status(404);
    }
}
