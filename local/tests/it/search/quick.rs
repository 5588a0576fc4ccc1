//! What the box in the bar finds while one types.

use super::{World, path, world};
use crate::support::Answer;

const PAGE: &str = "/dashboard/admin/search/quick/";

async fn ask(w: &World, term: &str) -> Answer {
    let answer = w.open(&path(PAGE, &[("term", term)])).await;
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    answer
}

/// The labels of what is offered, in order.
fn labels(answer: &Answer) -> Vec<String> {
    let pieces = answer.text.split("class=\"quick-label\">").skip(1);
    pieces.map(|piece| crate::support::visible(piece.split("</span>").next().unwrap())).collect()
}

async fn found(w: &World, term: &str) -> Vec<String> {
    labels(&ask(w, term).await)
}

#[tokio::test]
async fn utl_04_the_best_come_first() {
    let w = world().await;
    for (domain, name) in
        [("d.example", "Oberquirra"), ("c.example", "City of Quirra"), ("b.example", "Quirraby school"), ("a.example", "Quirra")]
    {
        w.app.organization(domain, name).await;
    }
    assert_eq!(found(&w, "quirra").await, ["Quirra", "Quirraby school", "City of Quirra", "Oberquirra", "All results"]);
    // A kind that fits better comes before one that fits less.
    w.app.person("Sky Quirra").create().await;
    w.app.event("2026-08-01-quirra").create().await;
    let found = found(&w, "QUIRRA").await;
    let at = |label: &str| found.iter().position(|found| found == label).unwrap_or_else(|| panic!("{label}: {found:?}"));
    assert!(at("Quirra") < at("Sky Quirra") && at("Sky Quirra") < at("2026-08-01-quirra"), "{found:?}");
}

#[tokio::test]
async fn utl_04_all_kinds_are_found_while_one_types() {
    let w = world().await;
    for (term, label) in [
        ("lund u", "Lund University"),
        ("of-member", "Vintage Silver membership Jan 01 - Dec 31, 2026"),
        ("northern", "Nordic group"),
        ("grand h", "2026-07-01-autumn"),
        ("navy", "Grace Brewster Hopper"),
        ("umbri", "Rosa Applicant <rosa@apply.example> - Pending"),
        ("more chai", "2026-07-01-autumn"),
    ] {
        assert_eq!(found(&w, term).await, [label, "All results"], "{term}");
    }
    assert!(found(&w, "deals.ex").await[0].starts_with("Great deal "));
    let comment = ask(&w, "more chairs").await;
    assert_eq!(comment.links()[0], format!("{}#c{}", w.event.url(""), w.comment));
    assert!(comment.says("Bring more chairs"), "{}", comment.visible());
    w.without_services().await;
    assert_eq!(found(&w, "northern").await, [""; 0]);
}

#[tokio::test]
async fn utl_04_words_are_found_in_any_order() {
    let w = world().await;
    for term in ["grace hopper", "hopper grace", "hop gra", "grace brewster hopper"] {
        assert_eq!(found(&w, term).await[0], "Grace Brewster Hopper", "{term}");
    }
    assert_eq!(found(&w, "autumn 2026-07").await[0], "2026-07-01-autumn");
}

#[tokio::test]
async fn utl_04_what_was_mistyped_finds_what_is_similar() {
    let w = world().await;
    w.app.person("Ada Lovelace").create().await;
    let answer = ask(&w, "lovelase").await;
    assert_eq!(labels(&answer), ["Ada Lovelace"]);
    assert!(answer.says("Nothing holds “lovelase”, but there is something similar:"), "{}", answer.visible());
    assert!(!ask(&w, "lovelace").await.says("similar"));
    // An address is like all others of its host.
    assert!(ask(&w, "ada.lovelase@example.org").await.says("Nothing found"));
}

#[tokio::test]
async fn utl_04_what_is_no_term_finds_nothing() {
    let w = world().await;
    for term in ["", " ", "g", "%%", "---", "xyzzyx", &"grace ".repeat(20)] {
        let answer = ask(&w, term).await;
        assert_eq!(labels(&answer), [""; 0], "{term}");
        assert!(answer.says("Nothing found"), "{}", answer.visible());
        assert!(!answer.text.contains("role=\"listbox\""), "a list box holds choices: {}", answer.text);
    }
    w.open(PAGE).await;
    let escaped = ask(&w, "<i>nobody").await;
    assert!(escaped.text.contains("&lt;i&gt;nobody") && !escaped.text.contains("<i>nobody"));
}

/// Removed comments and those on what is gone are nobody's results.
#[tokio::test]
async fn utl_04_comments_that_are_gone_are_not_offered() {
    let w = world().await;
    w.app.run("UPDATE comment SET is_removed = true").await;
    assert_eq!(found(&w, "more chairs").await, [""; 0]);
    w.app.run("UPDATE comment SET is_removed = false, object_id = '999999'").await;
    assert_eq!(found(&w, "more chairs").await, [""; 0]);
}

#[tokio::test]
async fn utl_04_pages_of_the_menu_are_offered_to_those_who_may_open_them() {
    let w = world().await;
    let answer = ask(&w, "recently").await;
    assert_eq!(answer.links(), ["/workshops/log/"]);
    assert!(answer.says("Go to Recently changed"), "{}", answer.visible());
    assert_eq!(found(&w, "maintenance").await, [""; 0], "superusers’ own");
    let root = w.app.person("Root Root").superuser().create().await;
    let answer = w.app.get(&path(PAGE, &[("term", "maintenance")])).as_user(&root).await.expect_page();
    assert_eq!(answer.links(), ["/admin/"]);
}

#[tokio::test]
async fn utl_04_choices_are_links_with_names_of_their_own() {
    let w = world().await;
    let answer = ask(&w, "grace").await;
    let tags = answer.tags();
    let choices: Vec<_> = tags.iter().filter(|tag| tag.attribute("role") == Some("option")).collect();
    let ids: std::collections::BTreeSet<_> = choices.iter().map(|tag| tag.attribute("id").unwrap()).collect();
    assert_eq!((ids.len(), choices.len()), (choices.len(), labels(&answer).len()));
    assert!(choices.iter().all(|tag| tag.attribute("href").is_some() && tag.attribute("tabindex") == Some("-1")));
    let status = tags.iter().find_map(|tag| tag.attribute("data-status")).unwrap();
    assert_eq!(status, "1 result. Choose with the arrow keys.");
    assert_eq!(answer.links().last().map(String::as_str), Some("/dashboard/admin/search/?term=grace&no_redirect=on"));
}

/// Without scripts the box is a form that leads to the page of results.
#[tokio::test]
async fn utl_04_the_box_of_the_bar_leads_to_the_page_of_results() {
    let w = world().await;
    let page = w.open("/workshops/events/").await;
    assert!(page.form_to("/dashboard/admin/search/").has("term"));
    assert!(page.text.contains(&format!("data-quick=\"{PAGE}\"")));
    let member = w.app.member().await;
    let page = w.app.get("/dashboard/").as_user(&member).await.expect_page();
    assert!(!page.text.contains("data-quick"), "it is the staff’s");
    w.app.get(PAGE).await.expect_status(403);
    w.app.get(PAGE).as_user(&member).await.expect_status(403);
}

#[tokio::test]
async fn utl_04_a_key_costs_few_statements() {
    let w = world().await;
    for (term, most) in [("autumn", 2), ("nothing of this name", 3), ("g", 1)] {
        ask(&w, term).await;
        assert!((1..=most).contains(&w.app.statements()), "{term}: {}", w.app.statements());
    }
}
