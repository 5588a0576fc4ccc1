//! An organization's page (ORG-03), on 15 June 2026.

use shared::membership::Terms;

use super::{LUND, World, world};
use crate::fiscal::{account_of, new_membership, new_partnership, partnership_input, terms, tier};

#[tokio::test]
async fn org_03_facts_are_told_and_what_lacks_is_a_dash() {
    let w = world().await;
    account_of(&w.app, w.lund).await;
    let page = w.open(LUND).await;
    assert!(page.text.contains("<title>AMY: Organization Lund University &lt;lu.se&gt;</title>"));
    for words in [
        "Created on",
        "Full name Lund University",
        "Account Account organisation for \"Lund University <lu.se>\"",
        "3 empty: Country, Latitude / longitude, Affiliated organisations",
        "No events.",
        "No memberships for this organization.",
        "No partnerships.",
        "No comments yet.",
    ] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    assert!(page.links().contains(&"//lu.se".to_owned()), "{:?}", page.links());

    let kth = w.app.organization("kth.se", "KTH").await;
    sqlx::query("INSERT INTO organization_affiliation VALUES ($1, $2)")
        .bind(w.lund)
        .bind(kth)
        .execute(w.app.pool())
        .await
        .unwrap();
    w.app.run("UPDATE organization SET country = 'SE', latitude = 55.5 WHERE domain = 'lu.se'").await;
    let page = w.open(LUND).await;
    assert!(page.says("Country Sweden SE") && page.says("Latitude / longitude 55.5 / —"), "{}", page.visible());
    let map = "https://www.google.com/maps/place/55.5,13.25".to_owned();
    assert!(!page.links().contains(&map));
    assert!(page.links().contains(&"/fiscal/organization/kth.se/".to_owned()));
    w.app.run("UPDATE organization SET longitude = 13.25 WHERE domain = 'lu.se'").await;
    let page = w.open(LUND).await;
    assert!(page.says("55.5 / 13.25 (map") && page.links().contains(&map), "{}", page.visible());
}

/// DM-ORG-05
#[tokio::test]
async fn org_03_events_are_listed_once_each_with_what_the_organization_is_to_them() {
    let w = world().await;
    for (slug, start, end) in [
        ("2026-03-01-all", "2026-03-01", "2026-03-02"),
        ("2026-04-01-sponsored", "2026-04-01", "2026-04-02"),
        ("2026-05-01-run", "2026-05-01", "2026-05-03"),
    ] {
        w.app.event(slug).between(start, end).tagged("SWC").tagged("online").create().await;
    }
    w.app.event("2026-06-01-none").create().await;
    w.app.event("2026-06-02-dateless").hosted_by("lu.se").create().await;
    let membership = new_membership(&w.app, w.lund, terms()).await;
    let (lund, all) = (w.lund, "slug = '2026-03-01-all'");
    w.app
        .run_all(&format!(
            "UPDATE event SET host_id = {lund}, sponsor_id = {lund}, administrator_id = {lund}, membership_id = {membership},
                url = 'https://github.com/lund/2026-03-01-all' WHERE {all};
             UPDATE event SET sponsor_id = {lund} WHERE slug = '2026-04-01-sponsored';
             UPDATE event SET administrator_id = {lund} WHERE slug = '2026-05-01-run'"
        ))
        .await;
    let page = w.open(LUND).await;
    let events = page.text_of("events");
    let rows = [
        "2026-06-02-dateless Hosted",
        "2026-05-01-run —",
        "2026-04-01-sponsored Sponsored SWC, online April 1, 2026 April 2, 2026",
        "2026-03-01-all Hosted Sponsored Affiliated SWC, online March 1, 2026 March 2, 2026 website",
    ];
    let places: Vec<Option<usize>> = rows.iter().map(|row| events.find(row)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {events}");
    assert!(!events.contains("2026-06-01-none") && events.matches("2026-03-01-all").count() == 1, "{events}");
    let links = page.links();
    for link in ["/workshops/event/2026-03-01-all/", "https://lund.github.io/2026-03-01-all/"] {
        assert!(links.contains(&link.to_owned()), "{link} is not among {links:?}");
    }
}

/// The membership of example A (pages-business.md 1.1), rolled over from one and to another.
async fn member(w: &World) -> i32 {
    let id = new_membership(&w.app, w.lund, terms()).await;
    w.app
        .run_all(&format!(
            "UPDATE membership SET workshops_without_admin_fee_rolled_from_previous = 2, workshops_without_admin_fee_rolled_over = 5,
                public_instructor_training_seats_rolled_from_previous = 2, public_instructor_training_seats_rolled_over = 5,
                inhouse_instructor_training_seats_rolled_over = 7 WHERE id = {id}"
        ))
        .await;
    id
}

/// DM-MEMB-01 … DM-MEMB-06
#[tokio::test]
async fn org_03_memberships_tell_workshops_and_seats() {
    let w = world().await;
    let id = member(&w).await;
    for (slug, day, administrator) in [
        ("2026-02-01-past", "2026-02-01", "carpentries.org"),
        ("2026-06-15-today", "2026-06-15", "carpentries.org"),
        ("2026-02-02-own", "2026-02-02", "self-organized"),
    ] {
        let event = w.app.event(slug).between(day, day).create().await;
        let counts = "UPDATE event SET membership_id = $2, administrator_id = (SELECT id FROM organization WHERE domain = $3) WHERE id = $1";
        sqlx::query(counts).bind(event.id).bind(id).bind(administrator).execute(w.app.pool()).await.unwrap();
    }
    let page = w.open(LUND).await;
    let told = page.text_of("memberships");
    for words in [
        "Name Variant Agreement dates Contribution type Centrally-organised Discounted Self-organised Public seats In-house seats",
        "Allowed Completed Planned Remaining Completed Planned Completed Planned Allowed Utilized Remaining Allowed Utilized Remaining",
        "Lund Gold Jan 01 - Dec 31, 2026 Financial 12 (2 rolled over from previous) 1 1 5 (5 rolled over) 0 0 1 0",
        "12 (4 additional, 2 rolled over from previous) 0 7 (5 rolled over) 7 (5 additional) 0 0 (7 rolled over)",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(page.text.matches("cell-danger").count(), 1, "no in-house seats are left");
    let spans: Vec<String> = page
        .tags()
        .iter()
        .filter(|tag| tag.attribute("scope") == Some("colgroup"))
        .map(|tag| tag.attribute("colspan").unwrap().to_owned())
        .collect();
    assert_eq!(spans, ["4", "2", "2", "3", "3"]);
    let (view, edit) =
        (format!("/fiscal/membership/{id}/"), format!("/fiscal/membership/{id}/edit/?next=%2Ffiscal%2Forganization%2Flu.se%2F"));
    for link in [view, edit, format!("/fiscal/memberships/add/?organization={}", w.lund)] {
        assert!(page.links().contains(&link), "{link} is not among {:?}", page.links());
    }
    // A consortium's is marked, whatever the role in it.
    let kth = w.app.organization("kth.se", "KTH").await;
    let sweden = new_membership(&w.app, kth, Terms { consortium: true, name: "Sweden".into(), ..terms() }).await;
    let role = "INSERT INTO member (membership_id, organization_id, role_id) SELECT $1, $2, id FROM member_role WHERE name = 'contract_signatory'";
    sqlx::query(role).bind(sweden).bind(w.lund).execute(w.app.pool()).await.unwrap();
    let told = w.open(LUND).await.text_of("memberships");
    assert!(told.contains("Sweden (consortium) Gold") && told.contains("Lund Gold"), "{told}");
}

/// DM-FLAG-02
#[tokio::test]
async fn org_03_partnerships_and_the_account_are_told_while_services_are_offered() {
    let w = world().await;
    let gold = tier(&w.app, "gold", 100).await;
    let id = new_partnership(&w.app, &partnership_input(w.lund, gold, "p")).await;
    let page = w.open(LUND).await;
    let told = page.text_of("partnerships");
    assert!(told.contains("Lund Lund University Jan 01 - Dec 31, 2026 gold 0 / 100"), "{told}");
    for link in [format!("/fiscal/partnerships/{id}/"), "/fiscal/partnerships/create/".to_owned()] {
        assert!(page.links().contains(&link), "{link} is not among {:?}", page.links());
    }
    w.offer_nothing().await;
    let page = w.open(LUND).await;
    assert_eq!(page.text_of("partnerships"), "");
    assert!(!page.says("Account organisation") && !page.says("Add partnership"), "{}", page.visible());
}

#[tokio::test]
async fn org_03_buttons_are_for_those_who_may() {
    let w = world().await;
    let membership = format!("/fiscal/memberships/add/?organization={}", w.lund);
    let (partnership, edit) = ("/fiscal/partnerships/create/".to_owned(), format!("{LUND}edit/"));
    for (name, permissions, allowed) in [
        ("Nina None", &[] as &[&str], vec![]),
        ("Mia Member", &["add_membership"], vec![]),
        ("Cleo Change", &["change_organization"], vec![&edit]),
        ("Bea Both", &["add_membership", "change_organization"], vec![&edit, &membership]),
        ("Pia Partner", &["add_partnership"], vec![&partnership]),
    ] {
        let clerk = w.clerk(name, permissions).await;
        let page = w.app.get(LUND).as_user(&clerk).await.expect_page();
        let links = page.links();
        let offered: Vec<&String> = [&edit, &membership, &partnership].into_iter().filter(|link| links.contains(link)).collect();
        assert_eq!(offered, allowed, "{name}");
        for label in ["Edit", "Add membership", "Add partnership", "Delete organization"] {
            assert!(page.says(label), "{label} is shown, if disabled");
        }
        let delete = page.tags().into_iter().find(|tag| tag.attribute("data-confirm").is_some()).unwrap();
        assert!(delete.attribute("disabled").is_some(), "{name} may not delete");
    }
    let page = w.open(LUND).await;
    assert_eq!(page.links().iter().filter(|link| **link == edit).count(), 2, "above and below");
    let delete = page.tags().into_iter().find(|tag| tag.attribute("data-confirm").is_some()).unwrap();
    assert_eq!(delete.attribute("data-confirm"), Some("Delete Lund University <lu.se>?"));
    assert!(delete.attribute("disabled").is_none());
}

#[tokio::test]
async fn org_03_a_page_costs_the_same_few_statements_however_much_is_on_it() {
    let w = world().await;
    w.open(LUND).await;
    let empty = w.app.statements();
    assert!((1..=6).contains(&empty), "{empty} statements");
    for n in 0..10 {
        w.app.event(&format!("2026-03-01-e{n}")).hosted_by("lu.se").tagged("SWC").create().await;
        new_membership(&w.app, w.lund, terms()).await;
    }
    let gold = tier(&w.app, "gold", 100).await;
    for code in ["p", "q", "r"] {
        new_partnership(&w.app, &partnership_input(w.lund, gold, code)).await;
    }
    let form = w.open(LUND).await.form_to("/comments/post/").fill("comment", "Hello");
    let to = form.send(&w.app).as_user(&w.admin).await.expect_redirect();
    assert!(to.starts_with(&format!("{LUND}?c=")) && to.ends_with("#comments"), "{to}");
    let page = w.open(LUND).await;
    assert_eq!(w.app.statements(), empty);
    assert!(page.says("Hello") && page.says("2026-03-01-e9"), "{}", page.visible());
}
