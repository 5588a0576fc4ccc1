//! A membership's page (MEM-03), and the ways to it.

use super::{LABEL, contact, reader, rolled_to, start, url};
use crate::support::TestApp;

/// Four centrally organised workshops, one of them to come, one self-organised, and one that was called off.
async fn workshops(app: &TestApp) {
    for (slug, start, tag) in [
        ("2026-05-01-a", "2026-05-01", "SWC"),
        ("2026-05-02-b", "2026-05-02", "SWC"),
        ("2026-05-03-c", "2026-05-03", "DC"),
        ("2026-07-01-d", "2026-07-01", "LC"),
        ("2026-05-04-self", "2026-05-04", "SWC"),
        ("2026-05-05-off", "2026-05-05", "cancelled"),
    ] {
        app.event(slug).between(start, start).tagged(tag).create().await;
    }
    app.run(
        "UPDATE event SET membership_id = (SELECT min(id) FROM membership), administrator_id = (SELECT id FROM organization
         WHERE domain = CASE WHEN slug LIKE '%self' THEN 'self-organized' ELSE 'carpentries.org' END)",
    )
    .await;
    app.run("UPDATE event SET url = 'https://example.org/a' WHERE slug LIKE '%-a'").await;
}

#[tokio::test]
async fn mem_03_the_page_tells_everything_about_the_membership() {
    let (app, admin, id) = start().await;
    let (bea, zoe) = (app.person("Bea Billing").create().await, app.person("Zoe Abel").create().await);
    contact(&app, id, &bea, "billing_contact").await;
    contact(&app, id, &zoe, "default").await;
    app.run("UPDATE membership SET extensions = '{30,1}', registration_code = 'lund-26'").await;
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    for words in [
        LABEL,
        "Created on",
        "Last modified",
        "Name Lund",
        "Consortium no",
        "Organisations (members) Lund University <lu.se> (role: Main Organisation)",
        "Status Private",
        "Variant Gold",
        "Start date Jan. 1, 2026",
        "End date Dec. 31, 2026 Extended by 30 days, by 1 day: 31 days in all",
        "Contribution type Financial",
        "Registration Code lund-26",
        "Agreement Document example.org/agreement",
        "Persons Zoe Abel <zoe.abel@example.org> (role: Default) Bea Billing <bea.billing@example.org> (role: Billing Contact)",
        "Emergency contact Call Ada.",
        "No comments yet.",
    ] {
        assert!(page.says(words), "“{words}” is not in: {}", page.visible());
    }
    assert!(page.text.contains(&format!("<title>AMY: {LABEL}</title>")));
    assert_eq!(page.text_of("training-seats"), "Instructor training seats No entries.");
    assert_eq!(page.text_of("events"), "Events No events.");
    assert_eq!(page.text_of("emails"), "Related scheduled emails Upcoming mail No related scheduled emails.");
    let links = page.links();
    let ways = ["edit/", "members/", "tasks/", "extend/", "roll-over/", "emails/"].map(|ending| url(id, ending));
    for link in ways.iter().chain(&[
        "https://example.org/agreement".to_owned(),
        "/fiscal/organization/lu.se/".to_owned(),
        format!("/workshops/person/{}/", bea.id),
    ]) {
        assert!(links.contains(link), "{link} is not among {links:?}");
    }
    for (start, end, says) in [
        ("2026-06-15", "2026-06-15", "active"),
        ("2026-06-16", "2027-06-15", "yet to begin"),
        ("2025-06-15", "2026-06-14", "over"),
    ] {
        let set = "UPDATE membership SET agreement_start = $1::text::date, agreement_end = $2::text::date";
        sqlx::query(set).bind(start).bind(end).execute(app.pool()).await.unwrap();
        let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
        assert!(page.says(&format!("{says} Edit")), "{start} to {end}: {}", page.visible());
    }
}

/// pages-business.md §1.2: in numbers, and drawn.
#[tokio::test]
async fn mem_03_workshops_are_counted_and_drawn() {
    let (app, admin, id) = start().await;
    let bare = app.get(&url(id, "")).as_user(&admin).await.expect_page().text_of("workshops");
    assert!(bare.contains("Without admin fee 0 of 10 10 —none —none 10 Discounted"), "{bare}");
    workshops(&app).await;
    app.run(
        "UPDATE membership SET workshops_without_admin_fee_rolled_from_previous = 2, workshops_without_admin_fee_rolled_over = 5",
    )
    .await;
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    let shown = page.text_of("workshops");
    for words in [
        "Workshops Used Allowed Completed Planned Remaining",
        "Without admin fee 4 of 7 12 (2 rolled over from previous) 3 1 3 (5 rolled over)",
        "Discounted —none —none —none —none —none",
        "Self-organized —none —none 1 —none —none",
    ] {
        assert!(shown.contains(words), "“{words}” is not in: {shown}");
    }
    assert!(
        page.tags()
            .iter()
            .any(|tag| tag.name == "progress" && tag.attribute("value") == Some("4") && tag.attribute("max") == Some("7"))
    );
    app.run("UPDATE membership SET workshops_without_admin_fee_rolled_over = 11").await;
    let shown = app.get(&url(id, "")).as_user(&admin).await.expect_page().text_of("workshops");
    assert!(shown.contains("Discounted —none —none 2 —none —none"), "{shown}");

    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    let events = page.text_of("events");
    assert!(
        events.starts_with("Events Slug Tags Start date End date URL 2026-07-01-d LC July 1, 2026"),
        "the newest first: {events}"
    );
    assert!(
        events.contains("2026-05-05-off cancelled") && events.contains("2026-05-01-a SWC May 1, 2026 May 1, 2026 example.org/a"),
        "{events}"
    );
    assert!(page.links().contains(&"/workshops/event/2026-05-01-a/".to_owned()));
}

/// pages-business.md §1.1: in numbers, and drawn; red where none are left.
#[tokio::test]
async fn mem_03_seats_are_counted_drawn_and_named() {
    let (app, admin, id) = start().await;
    let training = app.event("2026-05-01-ttt").between("2026-05-01", "2026-05-02").tagged("TTT").create().await;
    let (grace, ned) = (app.person("Grace Hopper").create().await, app.person("Ned Nobody").create().await);
    let award =
        "INSERT INTO award (person_id, badge_id, awarded) SELECT $1, id, '2026-01-01' FROM badge WHERE name = 'instructor'";
    sqlx::query(award).bind(grace.id).execute(app.pool()).await.unwrap();
    let task = app.task(&grace, "learner", &training).await;
    app.task(&ned, "helper", &training).await;
    app.run("UPDATE task SET seat_membership_id = (SELECT id FROM membership)").await;
    app.run("UPDATE task SET seat_public = false WHERE role_id = (SELECT id FROM role WHERE name = 'helper')").await;
    app.run("UPDATE membership SET public_instructor_training_seats_rolled_from_previous = 2, public_instructor_training_seats_rolled_over = 5")
        .await;
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    let seats = page.text_of("seats");
    for words in [
        "Seats Used Allowed Utilized Remaining",
        "Public 1 of 7 12 (4 additional, 2 rolled over from previous) 1 6 (5 rolled over)",
        "In-house 0 of 7 7 (5 additional) 0 7",
    ] {
        assert!(seats.contains(words), "“{words}” is not in: {seats}");
    }
    let tasks = page.text_of("training-seats");
    for words in [
        "Event Person Awards Type",
        "2026-05-01-ttt Grace Hopper Instructor (2026-01-01) Public seat",
        "2026-05-01-ttt Ned Nobody —none In-house seat",
    ] {
        assert!(tasks.contains(words), "“{words}” is not in: {tasks}");
    }
    assert!(page.links().contains(&format!("/workshops/task/{task}/")));
    let red = async || {
        let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
        page.tags().iter().filter(|tag| tag.attribute("class").is_some_and(|class| class.contains("row-danger"))).count()
    };
    assert_eq!(red().await, 0);
    app.run("UPDATE membership SET public_instructor_training_seats_rolled_over = 11").await;
    assert_eq!(red().await, 1, "none of the public seats are left");
    app.run("UPDATE membership SET inhouse_instructor_training_seats = 0, additional_inhouse_instructor_training_seats = 0")
        .await;
    assert_eq!(red().await, 1, "none of no seats is as it should be");
}

#[tokio::test]
async fn mem_03_a_roll_over_is_told_on_both_sides_and_done_once() {
    let (app, admin, id) = start().await;
    let next = rolled_to(&app, id).await;
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert!(page.says("Rolled over to Lund again Gold membership Jan 01 - Dec 31, 2026."), "{}", page.visible());
    assert!(page.links().contains(&url(next, "")) && !page.links().contains(&url(id, "roll-over/")), "{:?}", page.links());
    assert!(!page.says("Rolled over from"));
    let page = app.get(&url(next, "")).as_user(&admin).await.expect_page();
    assert!(page.says(&format!("Rolled over from {LABEL}.")), "{}", page.visible());
    assert!(page.links().contains(&url(id, "")) && page.links().contains(&url(next, "roll-over/")), "{:?}", page.links());
}

#[tokio::test]
async fn mem_03_buttons_out_of_reach_are_shown_but_do_nothing() {
    let (app, _, id) = start().await;
    let page = app.get(&url(id, "")).as_user(&reader(&app).await).await.expect_page();
    for words in ["Edit", "Edit organisations", "Edit persons", "Extend", "Create new & roll-over", "Delete membership"] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    for ending in ["edit/", "members/", "tasks/", "extend/", "roll-over/"] {
        assert!(!page.links().contains(&url(id, ending)), "{ending}");
    }
    let tags = page.tags();
    let form = tags.iter().position(|tag| tag.attribute("action") == Some(&url(id, "delete/"))).unwrap();
    assert!(tags[form..].iter().find(|tag| tag.name == "button").unwrap().attribute("disabled").is_some());
    // Each by its own permission.
    for (name, permissions, within) in [
        ("Edith Editor", &["change_membership"][..], &["edit/", "tasks/", "extend/"][..]),
        ("Max Members", &["change_membership", "add_member", "change_member", "delete_member"], &["members/"]),
        ("Rob Roller", &["add_membership", "change_membership"], &["roll-over/"]),
    ] {
        let person = app.person(name).in_group("steering committee");
        let person = permissions.iter().fold(person, |person, permission| person.with_permission(permission)).create().await;
        let links = app.get(&url(id, "")).as_user(&person).await.expect_page().links();
        for ending in within {
            assert!(links.contains(&url(id, ending)), "{name} {ending}");
        }
        assert_eq!(links.contains(&url(id, "roll-over/")), name == "Rob Roller");
        assert_eq!(links.contains(&url(id, "members/")), name == "Max Members");
    }
}

#[tokio::test]
async fn mem_03_a_page_costs_the_same_few_statements_however_much_is_on_it() {
    let (app, admin, id) = start().await;
    app.get(&url(id, "")).as_user(&admin).await.expect_page();
    let few = app.statements();
    assert!((1..=6).contains(&few), "{few} statements");
    workshops(&app).await;
    let training = app.event("2026-05-01-ttt").tagged("TTT").create().await;
    for n in 0..20 {
        let learner = app.person(&format!("Learner {n}")).create().await;
        app.task(&learner, "learner", &training).await;
        contact(&app, id, &learner, "default").await;
    }
    app.run("UPDATE task SET seat_membership_id = (SELECT id FROM membership)").await;
    app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert_eq!(app.statements(), few);
}

#[tokio::test]
async fn mem_03_comments_lead_back_and_an_unknown_number_is_not_found() {
    let (app, admin, id) = start().await;
    let form = app.get(&url(id, "")).as_user(&admin).await.expect_page().form_to("/comments/post/");
    let to = form.fill("comment", "Ask **them**.").send(&app).as_user(&admin).await.expect_redirect();
    assert!(to.starts_with(&url(id, "?c=")) && to.ends_with("#comments"), "{to}");
    assert!(app.get(&url(id, "")).as_user(&admin).await.says("Ask them."));
    for key in ["999999", "x", "-1", "99999999999", "1.0"] {
        for ending in ["", "edit/", "emails/"] {
            app.get(&format!("/fiscal/membership/{key}/{ending}")).as_user(&admin).await.expect_status(404);
        }
        for ending in ["edit/", "delete/"] {
            app.post(&format!("/fiscal/membership/{key}/{ending}"), &[]).as_user(&admin).await.expect_status(404);
        }
    }
}

/// Whoever names a membership leads to it.
#[tokio::test]
async fn mem_03_pages_of_events_tasks_and_people_lead_to_the_membership() {
    let (app, admin, id) = start().await;
    let grace = app.person("Grace Hopper").near("ARN").create().await;
    let training = app.event("2026-05-01-ttt").tagged("TTT").create().await;
    let task = app.task(&grace, "learner", &training).await;
    app.run("UPDATE task SET seat_membership_id = (SELECT id FROM membership)").await;
    let person = format!("/workshops/person/{}/edit/", grace.id);
    let seat = format!("{LABEL} (Public seat)");
    for (address, words) in
        [(training.url(""), seat.as_str()), (format!("/workshops/task/{task}/"), LABEL), (person, seat.as_str())]
    {
        let page = app.get(&address).as_user(&admin).await.expect_page();
        assert!(page.says(words) && page.links().contains(&url(id, "")), "{address}: {}", page.visible());
    }
    app.run("DELETE FROM task").await;
    app.run("UPDATE event SET membership_id = (SELECT id FROM membership)").await;
    let page = app.get(&training.url("")).as_user(&admin).await.expect_page();
    assert!(page.says(&format!("Membership {LABEL}")) && page.links().contains(&url(id, "")), "{}", page.visible());
}
