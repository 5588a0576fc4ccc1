//! The list of partnerships (PAR-01), on 15 June 2026.

use chrono::Duration;
use shared::account_benefit::AccountBenefitInput;
use shared::partnership::PartnershipInput;

use super::{LIST, World, world};
use crate::fiscal::{
    account_benefit_input, account_of, day, new_account_benefit, new_benefit, new_partnership, partnership_input, tier,
};
use crate::support::Answer;

/// Alpha has used nothing, Beta of silver is over, Gamma has used all, and Delta, of a consortium and yet to begin, more than that; each
/// was made a minute after the one before.
async fn four() -> (World, uuid::Uuid) {
    let w = world().await;
    let silver = tier(&w.app, "silver", 32).await;
    let sweden: i32 = w.app.value("INSERT INTO consortium (name) VALUES ('Sweden') RETURNING id").await;
    let base = |name: &str| PartnershipInput { name: name.into(), ..partnership_input(w.lund, w.gold, name) };
    let inputs = [
        base("Alpha"),
        PartnershipInput {
            tier: Some(silver),
            agreement_start: day("2025-01-01"),
            agreement_end: day("2026-06-14"),
            ..base("Beta")
        },
        base("Gamma"),
        PartnershipInput {
            partner_organisation: None,
            partner_consortium: Some(sweden),
            agreement_start: day("2026-06-16"),
            ..base("Delta")
        },
    ];
    let seat = new_benefit(&w.app, "A seat", "seat", 2).await;
    for input in &inputs {
        w.app.clock.advance(Duration::minutes(1));
        let id = new_partnership(&w.app, input).await;
        let account = if input.partner_consortium.is_some() {
            w.app.value("SELECT id FROM account WHERE consortium_id IS NOT NULL").await
        } else {
            account_of(&w.app, w.lund).await
        };
        if ["Gamma", "Delta"].contains(&input.name.as_str()) {
            let benefit = account_benefit_input(account, seat, 8);
            new_account_benefit(&w.app, &AccountBenefitInput { partnership: Some(id), ..benefit }).await;
        }
    }
    w.app.run("UPDATE partnership SET credits = 16 WHERE name = 'Gamma'").await;
    w.app.run("UPDATE partnership SET credits = 15 WHERE name = 'Delta'").await;
    (w, silver)
}

/// The names of the rows, from the first to the last.
fn names(page: &Answer) -> Vec<&'static str> {
    let visible = page.visible();
    let rows = visible.split("Credits (allocated / allowed)").last().unwrap();
    let mut names: Vec<(usize, &str)> = ["Alpha", "Beta", "Gamma", "Delta"]
        .into_iter()
        .filter_map(|name| Some((rows.find(&format!("{name} "))?, name)))
        .collect();
    names.sort_unstable();
    names.into_iter().map(|(_, name)| name).collect()
}

#[tokio::test]
async fn par_01_the_newest_come_first_and_each_filter_shows_what_it_names() {
    let (w, silver) = four().await;
    let all = ["Delta", "Gamma", "Beta", "Alpha"];
    let of_silver = format!("tier={silver}");
    for (query, expected) in [
        ("", &all[..]),
        ("order_by=name", &["Alpha", "Beta", "Delta", "Gamma"]),
        ("order_by=-name", &["Gamma", "Delta", "Beta", "Alpha"]),
        (of_silver.as_str(), &["Beta"]),
        ("active_only=on", &["Gamma", "Alpha"]),
        ("active_only=false", &all),
        ("credits=under_limit", &["Beta", "Alpha"]),
        ("credits=over_limit", &["Delta", "Gamma"]),
        ("credits=over_limit&active_only=on", &["Gamma"]),
        ("items_per_page=2&page=2", &["Beta", "Alpha"]),
    ] {
        let page = w.open(&format!("{LIST}?{query}")).await;
        assert_eq!(names(&page), expected, "{query}: {}", page.visible());
        assert!((1..=6).contains(&w.app.statements()), "{query}: {} statements", w.app.statements());
    }
    for query in ["tier=nonsense", "credits=some", "order_by=tier"] {
        let page = w.open(&format!("{LIST}?{query}")).await;
        assert_eq!(names(&page), all, "{query} filters nothing");
        assert!(page.says("Choose one of the offered"), "{query}: {}", page.visible());
    }
}

#[tokio::test]
async fn par_01_a_row_tells_partner_dates_tier_and_credits() {
    let (w, _) = four().await;
    let page = w.open(LIST).await;
    for words in [
        "Sweden (consortium) Jun 16 - Dec 31, 2026 gold 16 / 15",
        "Gamma Lund University Jan 01 - Dec 31, 2026 gold 16 / 16",
        "Beta Lund University Jan 01, 2025 - Jun 14, 2026 silver 0 / 32",
        "Alpha Lund University Jan 01 - Dec 31, 2026 gold 0 / 100",
    ] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    let exceeding = "The allocated credits exceed those that are allowed.";
    assert_eq!(page.visible().matches(exceeding).count(), 1, "to have used all is not too much: {}", page.visible());
    let links = page.links();
    let alpha: i32 = w.app.value("SELECT id FROM partnership WHERE name = 'Alpha'").await;
    for link in [super::url(alpha, ""), "/fiscal/organization/lu.se/".to_owned(), format!("{LIST}create/")] {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }
    let file = w.app.get(&format!("{LIST}?format=csv&order_by=name")).as_user(&w.admin).await.expect_page();
    let lines: Vec<&str> = file.text.lines().collect();
    assert_eq!(lines[0], "Name,Organisation / Consortium,Dates,Tier,Credits (allocated / allowed)");
    assert_eq!(lines[1], "Alpha,Lund University,\"Jan 01 - Dec 31, 2026\",gold,0 / 100");
    assert_eq!(lines[3], "Delta,Sweden (consortium),\"Jun 16 - Dec 31, 2026\",gold,16 / 15");
}

#[tokio::test]
async fn par_01_it_is_shown_to_whoever_may_see_partnerships_while_services_are_offered() {
    let w = world().await;
    let page = w.open(LIST).await;
    assert!(page.says("No partnerships."), "{}", page.visible());
    let reader = w.app.person("Rita Reader").in_group("trainers").create().await;
    let page = w.app.get(LIST).as_user(&reader).await.expect_page();
    assert!(page.says("New partnership") && !page.links().contains(&format!("{LIST}create/")), "shown, and disabled");
    let bar = &page.text[..page.text.find("<main").unwrap()];
    assert!(bar.contains("Service offering") && crate::support::links(bar).contains(&LIST.to_owned()));
    w.app.run("DELETE FROM user_group_permission g USING permission p WHERE p.id = g.permission_id AND p.codename = 'view_partnership'").await;
    let page = w.app.get(LIST).as_user(&reader).await.expect_status(403);
    assert!(page.says("the permission “view_partnership”"), "{}", page.visible());

    let id = w.partnership("p").await;
    w.app.run("INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('SERVICE_OFFERING', 'boolean', 'False', true)").await;
    for path in [LIST.to_owned(), format!("{LIST}create/"), super::url(id, ""), super::url(id, "emails/")] {
        w.app.get(&path).as_user(&w.admin).await.expect_status(404);
        w.app.get(&path).await.expect_status(404);
    }
    assert!(!w.open("/workshops/events/").await.links().contains(&LIST.to_owned()), "nor in the menu");
}
