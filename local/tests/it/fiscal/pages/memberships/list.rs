//! The list of memberships (MEM-01).

use shared::membership::Terms;

use super::{reader, start, url};
use crate::fiscal::{day, new_membership, terms};
use crate::support::{Answer, Person, TestApp};

const LIST: &str = "/fiscal/memberships/";

/// The numbers of the rows, from the first to the last.
fn rows(page: &Answer) -> Vec<i32> {
    let links = page.links();
    let id = |link: &String| link.strip_prefix("/fiscal/membership/")?.strip_suffix('/')?.parse().ok();
    let mut ids: Vec<i32> = links.iter().filter_map(id).collect();
    ids.dedup();
    ids
}

async fn list(app: &TestApp, person: &Person, query: &str) -> Answer {
    app.get(&format!("{LIST}?{query}")).as_user(person).await.expect_page()
}

/// Gives up the seats that `terms()` have.
fn without_seats(name: &str) -> Terms {
    Terms {
        name: name.into(),
        public_instructor_training_seats: 0,
        additional_public_instructor_training_seats: 0,
        inhouse_instructor_training_seats: 0,
        additional_inhouse_instructor_training_seats: 0,
        ..terms()
    }
}

#[tokio::test]
async fn mem_01_each_row_tells_of_a_membership_and_leads_to_its_pages() {
    let (app, admin, lund) = start().await;
    let kth = app.organization("kth.se", "KTH").await;
    let together = Terms {
        consortium: true,
        variant: "alacarte".into(),
        contribution_type: "person-days".into(),
        ..without_seats("Sweden")
    };
    let sweden = new_membership(&app, kth, together).await;
    let join = "INSERT INTO member (membership_id, organization_id, role_id) SELECT $1, o.id, max(r.id) FROM organization o, member_role r WHERE o.domain = 'lu.se' GROUP BY o.id";
    sqlx::query(join).bind(sweden).execute(app.pool()).await.unwrap();
    app.run("DELETE FROM member WHERE membership_id = (SELECT min(id) FROM membership)").await;

    let page = list(&app, &admin, "").await;
    for words in [
        "All Memberships",
        "Name Consortium Organisations Variant Dates Contribution Remaining seats",
        "Lund no No organisations were added. Gold 2026-01-01 — 2026-12-31 Financial 17",
        "Sweden yes KTH Lund University A la carte 2026-01-01 — 2026-12-31 Person-days 0",
    ] {
        assert!(page.says(words), "“{words}” is not in: {}", page.visible());
    }
    assert_eq!(rows(&page), [lund, sweden], "the oldest first");
    let links = page.links();
    for link in
        [url(lund, "edit/"), url(sweden, "edit/"), "/fiscal/organization/kth.se/".into(), "/fiscal/organization/lu.se/".into()]
    {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }
    // At the top and at the bottom.
    assert_eq!(links.iter().filter(|link| *link == "/fiscal/memberships/add/").count(), 2);

    let page = list(&app, &reader(&app).await, "").await;
    assert!(page.says("New membership") && rows(&page) == [lund, sweden], "{}", page.visible());
    assert!(page.links().iter().all(|link| !link.ends_with("/edit/") && !link.ends_with("/add/")), "{:?}", page.links());
}

#[tokio::test]
async fn mem_01_seats_that_are_used_up_are_marked() {
    let (app, admin, _) = start().await;
    let lund = app.id_of("organization", "lu.se").await.parse().unwrap();
    new_membership(&app, lund, without_seats("None")).await;
    let marked = async || {
        let page = list(&app, &admin, "").await;
        page.tags().iter().filter(|tag| tag.attribute("class").is_some_and(|class| class.contains("cell-danger"))).count()
    };
    assert_eq!(marked().await, 0, "there were none, and none are taken");
    let training = app.event("2026-05-01-ttt").tagged("TTT").create().await;
    app.task(&admin, "learner", &training).await;
    app.run("UPDATE task SET seat_membership_id = (SELECT id FROM membership WHERE name = 'None')").await;
    assert_eq!(marked().await, 1);
    app.run("UPDATE membership SET public_instructor_training_seats = 1 WHERE name = 'None'").await;
    assert_eq!(marked().await, 1, "the last one is taken");
    app.run("UPDATE membership SET public_instructor_training_seats = 2 WHERE name = 'None'").await;
    assert_eq!(marked().await, 0);
}

#[tokio::test]
async fn mem_01_each_filter_and_order_shows_what_it_names() {
    let (app, admin, lund) = start().await;
    let kth = app.organization("kth.se", "KTH Royal Institute").await;
    let overused =
        Terms { consortium: true, public_status: "public".into(), variant: "silver".into(), ..without_seats("Overused") };
    let overused = new_membership(&app, kth, overused).await;
    let past = Terms {
        contribution_type: "other".into(),
        agreement_start: day("2025-01-01"),
        agreement_end: day("2026-06-14"),
        ..without_seats("Past")
    };
    let past = new_membership(&app, kth, past).await;
    let future = Terms { agreement_start: day("2026-06-16"), agreement_end: day("2027-06-15"), ..without_seats("Future") };
    let future = new_membership(&app, kth, future).await;
    let training = app.event("2026-05-01-ttt").tagged("TTT").create().await;
    app.task(&admin, "learner", &training).await;
    app.run("UPDATE task SET seat_membership_id = (SELECT id FROM membership WHERE name = 'Overused')").await;
    for (query, expected) in [
        ("", vec![lund, overused, past, future]),
        ("organization_name=royal", vec![overused, past, future]),
        ("organization_name=lu.se", vec![]),
        ("consortium=true", vec![overused]),
        ("consortium=false", vec![lund, past, future]),
        ("public_status=public", vec![overused]),
        ("public_status=private", vec![lund, past, future]),
        ("variant=silver", vec![overused]),
        ("variant=titanium", vec![]),
        ("contribution_type=other", vec![past]),
        ("active_only=on", vec![lund, overused]),
        ("training_seats_only=on", vec![lund]),
        ("negative_remaining_seats_only=on", vec![overused]),
        ("active_only=false", vec![lund, overused, past, future]),
        ("active_only=on&organization_name=kth", vec![overused]),
        ("order_by=agreement_start", vec![past, lund, overused, future]),
        ("order_by=-agreement_start", vec![future, lund, overused, past]),
        ("order_by=agreement_end", vec![past, lund, overused, future]),
        ("order_by=-agreement_end", vec![future, lund, overused, past]),
        ("order_by=instructor_training_seats_remaining", vec![overused, past, future, lund]),
        ("order_by=-instructor_training_seats_remaining", vec![lund, past, future, overused]),
        ("items_per_page=2&page=2", vec![past, future]),
    ] {
        assert_eq!(rows(&list(&app, &admin, query).await), expected, "{query}");
    }
    for (name, value) in [
        ("consortium", "maybe"),
        ("public_status", "secret"),
        ("variant", "lead"),
        ("contribution_type", "thanks"),
        ("order_by", "registration_code"),
    ] {
        let page = list(&app, &admin, &format!("{name}={value}")).await;
        assert_eq!(rows(&page), [lund, overused, past, future], "{name}");
        assert!(page.error_at(name).starts_with("Choose"), "{name} says “{}”", page.error_at(name));
    }
    assert!(list(&app, &admin, "variant=titanium").await.says("No memberships."));
}

#[tokio::test]
async fn mem_01_the_export_has_the_columns_of_the_table() {
    let (app, admin, _) = start().await;
    let csv = list(&app, &admin, "format=csv").await;
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"memberships.csv\"");
    let lines: Vec<&str> = csv.text.split("\r\n").collect();
    assert_eq!(lines[0], "Name,Consortium,Organisations,Variant,Dates,Contribution,Remaining seats");
    assert_eq!(lines[1..], ["Lund,no,Lund University,Gold,2026-01-01 — 2026-12-31,Financial,17", ""]);
}

#[tokio::test]
async fn mem_01_a_page_costs_the_same_few_statements_however_many_rows() {
    let (app, admin, _) = start().await;
    list(&app, &admin, "").await;
    let few = app.statements();
    assert!((1..=6).contains(&few), "{few} statements");
    let lund = app.id_of("organization", "lu.se").await.parse().unwrap();
    for n in 0..20 {
        new_membership(&app, lund, without_seats(&format!("Lund {n}"))).await;
    }
    list(&app, &admin, "").await;
    assert_eq!(app.statements(), few);
}
