//! The list of scheduled emails (emails.md 5.3).

use shared::scheduled_email::State;

use super::{email_in, start, url};
use crate::support::Answer;

const LIST: &str = "/emails/scheduled_emails/";

/// The emails on a page, in its order.
fn emails(page: &Answer) -> Vec<String> {
    page.links().into_iter().filter(|link| link.starts_with("/emails/scheduled_email/")).collect()
}

#[tokio::test]
async fn eml_ui_emails_are_listed_newest_first_with_what_they_are_about() {
    let (app, admin) = start().await;
    let mut made = Vec::new();
    for state in [State::Scheduled, State::Failed, State::Succeeded, State::Cancelled, State::DeadLetter] {
        made.insert(0, url(email_in(&app, state).await, ""));
        app.clock.advance(chrono::Duration::minutes(1));
    }
    let page = app.get(LIST).as_user(&admin).await.expect_page();
    assert_eq!(emails(&page), made);
    assert!(page.says("5 scheduled emails") && page.says("Gave up") && page.says("Hopper-failed"), "{}", page.visible());
    assert!(page.links().iter().any(|link| link.starts_with("/workshops/person/")), "what it is about is linked");
    assert_eq!(page.text.matches("<th scope=\"col\"").count(), 6, "addresses are folded, so that the table fits");
    assert!(page.says("From team@carpentries.org"), "{}", page.visible());
    for (class, label) in
        [("pill-red", "Failed"), ("pill-green", "Succeeded"), ("pill-grey", "Cancelled"), ("pill-blue", "Scheduled")]
    {
        assert!(page.text.contains(&format!("<span class=\"pill {class}\">{label}")), "{label}");
    }
    let found = async |query: &str| emails(&app.get(&format!("{LIST}?{query}")).as_user(&admin).await.expect_page()).len();
    assert_eq!(found("state=failed").await, 1);
    assert_eq!(found("name=merged").await, 5);
    assert_eq!(found("name=nothing").await, 0);
    assert_eq!(found("subject=nothing").await, 0);
    assert_eq!(found("order_by=-scheduled_at&items_per_page=2").await, 2);
    assert_eq!(found("items_per_page=2&page=99").await, 1, "a page that there is not is the last");
    for order in ["template__name", "-state", "scheduled_at", "-subject"] {
        assert_eq!(found(&format!("order_by={order}")).await, 5);
    }
    let csv = app.get(&format!("{LIST}?format=csv")).as_user(&admin).await.expect_page();
    assert_eq!(csv.text.lines().count(), 6);
    assert!(csv.text.starts_with("Name,State,Scheduled at,Related object,To,From,Subject\r\n"), "{}", csv.text);
}

/// EML-UI §5.3: no template, nothing that it is about, or something that is gone.
#[tokio::test]
async fn eml_ui_an_email_without_a_template_or_a_record_shows_a_dash() {
    let (app, admin) = start().await;
    app.run(
        "INSERT INTO scheduled_email (scheduled_at, to_header, from_header, subject, body, target_type, target_id) VALUES
            (now(), '{a@example.org}', 'b@example.org', 'Bare', 'x', NULL, NULL),
            (now(), '{a@example.org}', 'b@example.org', 'Gone', 'x', 'workshops.event', 999999),
            (now(), '{a@example.org}', 'b@example.org', 'Strange', 'x', 'some.thing', 7)",
    )
    .await;
    let page = app.get(LIST).as_user(&admin).await.expect_page();
    assert_eq!(emails(&page).len(), 3);
    assert!(page.says("event 999999") && page.says("some.thing 7") && page.text.contains(">—</a>"), "{}", page.visible());
    for subject in ["Bare", "Gone", "Strange"] {
        assert!(page.text.contains(&format!("aria-label=\"{subject}\"")), "{subject}: the dash is no name: {}", page.text);
    }
    let details = app.get(&emails(&page)[0]).as_user(&admin).await.expect_page();
    assert!(details.says("Scheduled"), "{}", details.visible());
}

#[tokio::test]
async fn a_list_of_any_length_costs_the_same_few_statements() {
    let (app, admin) = start().await;
    email_in(&app, State::Scheduled).await;
    app.get(LIST).as_user(&admin).await.expect_page();
    let few = app.statements();
    assert!((1..=6).contains(&few), "{few} statements");
    app.run(
        "INSERT INTO scheduled_email (scheduled_at, to_header, from_header, subject, body, template_id, target_type, target_id)
         SELECT now(), '{a@example.org}', 'b@example.org', 'Subject ' || n, 'x', template_id, target_type, target_id
         FROM scheduled_email, generate_series(1, 60) n",
    )
    .await;
    app.get(&format!("{LIST}?items_per_page=all")).as_user(&admin).await.expect_page();
    assert_eq!(app.statements(), few);
}
