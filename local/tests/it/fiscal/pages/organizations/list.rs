//! The list of organizations (ORG-01), on 15 June 2026.

use shared::membership::Terms;

use super::{LIST, LUND, World, world};
use crate::fiscal::{day, new_membership, terms};
use crate::support::{Answer, links};

/// The domains of the rows, from the first to the last.
fn rows(page: &Answer) -> Vec<String> {
    let pages = page.links().into_iter().filter_map(|link| {
        let domain = link.strip_prefix("/fiscal/organization/")?.strip_suffix('/')?.to_owned();
        (!domain.contains('/')).then_some(domain)
    });
    let mut rows: Vec<String> = pages.collect();
    rows.dedup();
    rows
}

/// Lund has been gold twice, and silver before; KTH is bronze; Edinburgh has never been a member.
async fn three() -> World {
    let w = world().await;
    let kth = w.app.organization("kth.se", "Royal Institute of Technology").await;
    w.app.organization("ed.ac.uk", "University of Edinburgh").await;
    w.app.run("UPDATE organization SET country = 'SE' WHERE domain IN ('lu.se', 'kth.se')").await;
    w.app.run("UPDATE organization SET country = 'GB' WHERE domain = 'ed.ac.uk'").await;
    for (organization, name, variant, start, end) in [
        (w.lund, "Yesterday", "silver", "2025-01-01", "2026-06-14"),
        (w.lund, "Last day", "gold", "2026-01-01", "2026-06-15"),
        (w.lund, "First day", "gold", "2026-06-15", "2026-12-31"),
        (w.lund, "Tomorrow", "gold", "2026-06-16", "2026-12-31"),
        (kth, "Long ago", "bronze", "2020-01-01", "2020-12-31"),
    ] {
        let (agreement_start, agreement_end) = (day(start), day(end));
        let terms = Terms { name: name.into(), variant: variant.into(), agreement_start, agreement_end, ..terms() };
        new_membership(&w.app, organization, terms).await;
    }
    w
}

#[tokio::test]
async fn org_01_each_filter_shows_what_it_names_and_orders_hold_both_ways() {
    let w = three().await;
    let variants = "memberships__variant";
    for (query, expected) in [
        ("country=SE".to_owned(), &["kth.se", "lu.se"][..]),
        ("country=GB".to_owned(), &["ed.ac.uk"]),
        (format!("{variants}=gold"), &["lu.se"]),
        (format!("{variants}=silver"), &["lu.se"]),
        (format!("{variants}=bronze&{variants}=gold"), &["kth.se", "lu.se"]),
        (format!("{variants}=titanium"), &[]),
        (format!("country=GB&{variants}=gold"), &[]),
        ("country=SE&order_by=fullname".to_owned(), &["lu.se", "kth.se"]),
        ("country=SE&order_by=-fullname".to_owned(), &["kth.se", "lu.se"]),
        ("country=SE&order_by=domain".to_owned(), &["kth.se", "lu.se"]),
        ("country=SE&order_by=-domain".to_owned(), &["lu.se", "kth.se"]),
        ("country=SE&items_per_page=1&page=2".to_owned(), &["lu.se"]),
    ] {
        let page = w.open(&format!("{LIST}?{query}")).await;
        assert_eq!(rows(&page), expected, "{query}: {}", page.visible());
        assert!((1..=6).contains(&w.app.statements()), "{query}: {} statements", w.app.statements());
    }
    let page = w.open(&format!("{LIST}?{variants}=titanium")).await;
    assert!(page.says("No organizations.") && page.says("Memberships (current or past): Titanium"), "{}", page.visible());
    let all = rows(&w.open(LIST).await);
    assert_eq!(all.len(), 9, "{all:?}");
    assert!(all.is_sorted() && all.contains(&"carpentries.org%252Fcommunity-lessons%252F".to_owned()), "{all:?}");
}

#[tokio::test]
async fn org_01_what_cannot_be_filtered_by_is_said_and_filters_nothing() {
    let w = three().await;
    // Nobody is in France, so it is not offered.
    for (name, value) in [("country", "FR"), ("memberships__variant", "golden"), ("order_by", "country")] {
        let page = w.open(&format!("{LIST}?{name}={value}")).await;
        assert_eq!(rows(&page).len(), 9, "{name}={value}");
        assert!(page.says("Choose one of the offered"), "{name}={value}: {}", page.visible());
    }
    let offered = w.open(LIST).await.text_of("id_country");
    assert!(offered.contains("Sweden") && offered.contains("United Kingdom") && !offered.contains("France"), "{offered}");
}

#[tokio::test]
async fn org_01_a_row_names_the_memberships_of_today() {
    let w = three().await;
    let page = w.open(&format!("{LIST}?country=SE")).await;
    let (last, first) = ("Last day Gold membership Jan 01 - Jun 15, 2026", "First day Gold membership Jun 15 - Dec 31, 2026");
    assert!(page.says(&format!("{last} {first}")), "{}", page.visible());
    for past_or_future in ["Yesterday", "Tomorrow", "Long ago"] {
        assert!(!page.says(past_or_future), "{past_or_future}: {}", page.visible());
    }
    let links = page.links();
    let current: i32 = w.app.value("SELECT id FROM membership WHERE name = 'Last day'").await;
    for link in [LUND.to_owned(), format!("{LUND}edit/"), "http://lu.se".to_owned(), format!("/fiscal/membership/{current}/")] {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }
    let domain = page.tags().into_iter().find(|tag| tag.attribute("href") == Some("http://lu.se")).unwrap();
    assert_eq!((domain.attribute("target"), domain.attribute("rel")), (Some("_blank"), Some("noopener noreferrer")));

    let file = w.app.get(&format!("{LIST}?format=csv&country=SE")).as_user(&w.admin).await.expect_page();
    let lines: Vec<&str> = file.text.lines().collect();
    let lund = format!("Lund University,lu.se,\"{last}; {first}\"");
    assert_eq!(lines, ["Full name,Domain,Current memberships", "Royal Institute of Technology,kth.se,", &lund]);
}

#[tokio::test]
async fn org_01_a_new_one_is_offered_above_and_below_to_those_who_may() {
    let w = world().await;
    let add = format!("{LIST}add/");
    let page = w.open(LIST).await;
    assert!(page.text.contains("<title>AMY: All Organizations</title>"));
    assert_eq!(page.links().iter().filter(|link| **link == add).count(), 2);
    let bar = links(&page.text[..page.text.find("<main").unwrap()]);
    assert!(bar.contains(&LIST.to_owned()), "{bar:?}");
    let reader = w.clerk("Rita Reader", &[]).await;
    let page = w.app.get(LIST).as_user(&reader).await.expect_page();
    assert_eq!(page.visible().matches("New organization").count(), 2, "shown all the same");
    assert!(page.links().iter().all(|link| !link.ends_with("/add/") && !link.ends_with("/edit/")), "{:?}", page.links());
}
