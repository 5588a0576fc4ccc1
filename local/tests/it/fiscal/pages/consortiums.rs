//! The pages of consortiums (CON-01 … CON-05).

use chrono::Duration;

use crate::fiscal::{new_partnership, partnership_input, tier};
use crate::support::{Answer, Form, Person, TestApp, links};

const LIST: &str = "/fiscal/consortiums/";

struct World {
    app: TestApp,
    admin: Person,
    lund: i32,
    kth: i32,
}

async fn world() -> World {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (lund, kth) = (app.organization("lu.se/math", "Lund University").await, app.organization("kth.se", "KTH").await);
    World { app, admin, lund, kth }
}

impl World {
    async fn open(&self, path: &str) -> Answer {
        self.app.get(path).as_user(&self.admin).await.expect_page()
    }

    async fn send(&self, form: &Form) -> Answer {
        form.send(&self.app).as_user(&self.admin).await
    }

    /// A consortium of these organizations, made a minute after the one before; gives its page.
    async fn consortium(&self, name: &str, description: &str, organisations: &[i32]) -> String {
        self.app.clock.advance(Duration::minutes(1));
        let keys: Vec<String> = organisations.iter().map(ToString::to_string).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let form = self.open(&format!("{LIST}create/")).await.form("main-form");
        let form = form.fill("name", name).fill("description", description).choose("organisations", &keys);
        self.send(&form).await.expect_redirect()
    }
}

/// The names of the rows, from the first to the last.
fn rows(page: &Answer) -> Vec<&'static str> {
    let main = &page.text[page.text.find("<main").unwrap()..];
    let table = main.find("<tbody").map_or("", |at| &main[at..]);
    let mut names: Vec<(usize, &str)> =
        ["Alps", "Baltic", "Nordic"].into_iter().filter_map(|name| Some((table.find(&format!(">{name}<"))?, name))).collect();
    names.sort_unstable();
    names.into_iter().map(|(_, name)| name).collect()
}

#[tokio::test]
async fn con_01_the_newest_come_first_and_each_filter_shows_what_it_names() {
    let w = world().await;
    assert!(w.open(LIST).await.says("No consortiums."));
    let nordic = w.consortium("Nordic", "A group", &[w.lund, w.kth]).await;
    w.consortium("Alps", "C group", &[]).await;
    w.consortium("Baltic", "B group", &[w.kth]).await;
    let (lund, kth) = (w.lund, w.kth);
    let all = &["Baltic", "Alps", "Nordic"][..];
    for (query, expected) in [
        (String::new(), all),
        ("order_by=name".to_owned(), &["Alps", "Baltic", "Nordic"]),
        ("order_by=-name".to_owned(), &["Nordic", "Baltic", "Alps"]),
        ("order_by=description".to_owned(), &["Nordic", "Baltic", "Alps"]),
        ("order_by=-description".to_owned(), &["Alps", "Baltic", "Nordic"]),
        (format!("contains_organisations={lund}"), &["Nordic"]),
        (format!("contains_organisations={kth}"), &["Baltic", "Nordic"]),
        (format!("contains_organisations={lund}&contains_organisations={kth}"), &["Baltic", "Nordic"]),
        ("items_per_page=2&page=2".to_owned(), &["Nordic"]),
    ] {
        let page = w.open(&format!("{LIST}?{query}")).await;
        assert_eq!(rows(&page), expected, "{query}: {}", page.visible());
        assert!((1..=6).contains(&w.app.statements()), "{query}: {} statements", w.app.statements());
    }
    let both = w.open(&format!("{LIST}?contains_organisations={lund}&contains_organisations={kth}")).await;
    assert!(both.says("2 consortiums"), "each once, though two of its organizations match: {}", both.visible());
    for query in ["contains_organisations=999999", "contains_organisations=x", "order_by=created_at"] {
        let page = w.open(&format!("{LIST}?{query}")).await;
        assert_eq!(rows(&page), all, "{query} filters nothing");
        assert!(page.says("Choose one of the offered"), "{query}: {}", page.visible());
    }

    let page = w.open(LIST).await;
    assert!(page.text.contains("<title>AMY: Consortiums</title>"));
    for words in ["Nordic A group KTH <kth.se> Lund University <lu.se/math>", "Alps C group —"] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    for link in
        [nordic.as_str(), "/fiscal/organization/lu.se%252Fmath/", "/fiscal/organization/kth.se/", "/fiscal/consortiums/create/"]
    {
        assert!(page.links().contains(&link.to_owned()), "{link} is not among {:?}", page.links());
    }
    let file = w.app.get(&format!("{LIST}?format=csv&order_by=name")).as_user(&w.admin).await.expect_page();
    let lines: Vec<&str> = file.text.lines().collect();
    let expected = [
        "Name,Description,Organisations",
        "Alps,C group,",
        "Baltic,B group,KTH <kth.se>",
        "Nordic,A group,KTH <kth.se>; Lund University <lu.se/math>",
    ];
    assert_eq!(lines, expected);
}

/// The declared permissions are demanded, and without the flag there is nothing.
#[tokio::test]
async fn con_01_pages_are_for_those_who_may_while_services_are_offered() {
    let w = world().await;
    let page = w.consortium("Nordic", "A group", &[]).await;
    let reader = w.app.person("Rita Reader").in_group("trainers").create().await;
    let list = w.app.get(LIST).as_user(&reader).await.expect_page();
    assert!(list.says("New consortium") && !list.links().contains(&format!("{LIST}create/")), "shown, and disabled");
    let bar = &list.text[..list.text.find("<main").unwrap()];
    assert!(bar.contains("Service offering") && links(bar).contains(&LIST.to_owned()));
    let details = w.app.get(&page).as_user(&reader).await.expect_page();
    assert!(details.says("Edit") && !details.links().contains(&format!("{page}edit/")), "{:?}", details.links());
    let delete = details.tags().into_iter().find(|tag| tag.attribute("data-confirm").is_some()).unwrap();
    assert!(delete.attribute("disabled").is_some());
    let all = [LIST.to_owned(), format!("{LIST}create/"), page.clone(), format!("{page}edit/")];
    w.app.run("DELETE FROM user_group_permission g USING permission p WHERE p.id = g.permission_id AND p.codename LIKE '%_consortium'").await;
    for (path, missing) in all.iter().zip(["view", "add", "view", "view"]) {
        let refused = w.app.get(path).as_user(&w.admin).await.expect_status(403);
        assert!(refused.says(&format!("the permission “{missing}_consortium”")), "{path}: {}", refused.visible());
    }
    let refused = w.app.post(&format!("{page}delete/"), &[]).as_user(&w.admin).await.expect_status(403);
    assert!(refused.says("the permission “delete_consortium”"), "{}", refused.visible());
    // To look is not enough for the form, and neither is to change.
    for permission in ["view_consortium", "change_consortium"] {
        let clerk = w.app.person(&format!("Carl {permission}")).in_group("trainers").with_permission(permission).create().await;
        w.app.get(&format!("{page}edit/")).as_user(&clerk).await.expect_status(403);
    }
    w.app.run("INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('SERVICE_OFFERING', 'boolean', 'False', true)").await;
    let superuser = w.app.person("Root").superuser().create().await;
    for path in &all {
        w.app.get(path).as_user(&superuser).await.expect_status(404);
        w.app.get(path).await.expect_status(404);
    }
}

#[tokio::test]
async fn con_02_a_consortium_is_made_and_has_no_account_yet() {
    let w = world().await;
    let page = w.open(&format!("{LIST}create/")).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    assert!(page.text.contains("<title>AMY: Create a new consortium</title>") && page.says("Cancel"));
    let to = w.consortium("Nordic", "All of the north", &[w.lund, w.kth]).await;
    let id: i32 = w.app.value("SELECT id FROM consortium").await;
    assert_eq!(to, format!("{LIST}{id}/"));
    let page = w.open(&to).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    for words in [
        "Success: The consortium Nordic was created.",
        "Created on June 15, 2026",
        "Name Nordic",
        "Description All of the north",
        "Organisations KTH <kth.se> Lund University <lu.se/math>",
    ] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    assert!(page.text.contains("<title>AMY: Nordic</title>"));
    assert!(page.links().contains(&"/fiscal/organization/lu.se%252Fmath/".to_owned()), "{:?}", page.links());
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM account WHERE consortium_id IS NOT NULL").await, 0);
}

#[tokio::test]
async fn con_02_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost() {
    let w = world().await;
    let (name, description) = ("x".repeat(101), "x".repeat(256));
    let form = w.open(&format!("{LIST}create/")).await.form("main-form");
    let form = form.fill("name", "Nordic").fill("description", "North").fill("organisations", &w.lund.to_string());
    for (field, value) in
        [("name", ""), ("name", &name), ("description", " "), ("description", &description), ("organisations", "999999")]
    {
        let page = w.send(&form.clone().fill(field, value)).await.expect_status(422);
        assert!(!page.error_at(field).is_empty(), "{field}={value}: {}", page.visible());
        let again = page.form("main-form");
        for (kept, text) in [("name", "Nordic"), ("description", "North"), ("organisations", &w.lund.to_string())] {
            assert!(kept == field || again.value(kept) == text, "{kept} after {field}={value}");
        }
    }
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM consortium").await, 0);
}

#[tokio::test]
async fn con_04_a_change_is_stored_and_said() {
    let w = world().await;
    let url = w.consortium("Nordic", "North", &[w.lund, w.kth]).await;
    let edit = format!("{url}edit/");
    let page = w.open(&edit).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    assert!(page.text.contains("<title>AMY: Nordic</title>") && page.links().contains(&url), "Cancel leads back");
    let form = page.form("main-form");
    assert_eq!((form.value("name"), form.value("description"), form.values("organisations").len()), ("Nordic", "North", 2));
    let changed = form.clone().fill("name", "Norden").fill("description", "The north").fill("organisations", &w.kth.to_string());
    w.app.clock.advance(Duration::minutes(1));
    assert_eq!(w.send(&changed).await.expect_redirect(), url);
    let page = w.open(&url).await;
    assert!(page.says("Success: The consortium Norden was updated."), "{}", page.visible());
    assert!(page.says("Description The north Organisations KTH <kth.se>") && !page.says("Lund University"), "{}", page.visible());
    // The form was filled from an older version.
    let page = w.send(&form.fill("name", "Mine")).await.expect_status(409);
    assert!(page.says("Somebody else was faster") && page.says("Norden"), "{}", page.visible());
    let none = page.form("main-form").choose("organisations", &[]);
    w.send(&none).await.expect_status(302);
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM consortium_organization").await, 0);
    let page = w.send(&w.open(&edit).await.form("main-form").fill("name", "")).await.expect_status(422);
    assert!(!page.error_at("name").is_empty() && page.form("main-form").value("description") == "North", "{}", page.visible());
    for path in ["999999", "0", "x"].map(|id| format!("{LIST}{id}/")) {
        w.app.get(&path).as_user(&w.admin).await.expect_status(404);
        w.app.get(&format!("{path}edit/")).as_user(&w.admin).await.expect_status(404);
        w.app.post(&format!("{path}delete/"), &[]).as_user(&w.admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn con_05_a_consortium_goes_unless_it_is_a_partner() {
    let w = world().await;
    let url = w.consortium("Nordic", "North", &[w.kth]).await;
    let id: i32 = w.app.value("SELECT id FROM consortium").await;
    let gold = tier(&w.app, "gold", 1).await;
    let partnership = shared::partnership::PartnershipInput {
        partner_consortium: Some(id),
        partner_organisation: None,
        ..partnership_input(w.kth, gold, "p")
    };
    let partnership = new_partnership(&w.app, &partnership).await;
    let delete = format!("{url}delete/");
    w.app.get(&delete).as_user(&w.admin).await.expect_status(405);
    let page = w.app.post(&delete, &[]).as_user(&w.admin).await.expect_page();
    assert!(
        page.says("Failed to delete") && page.says("Nordic was not deleted") && page.says("partnerships"),
        "{}",
        page.visible()
    );
    for link in [url.clone(), format!("/fiscal/partnerships/{partnership}/")] {
        assert!(page.links().contains(&link), "{link} is not among {:?}", page.links());
    }
    w.app.run("DELETE FROM partnership").await;
    let page = w.open(&url).await;
    let asks = page.tags().into_iter().find(|tag| tag.attribute("data-confirm").is_some()).unwrap();
    assert_eq!(asks.attribute("data-confirm"), Some("Delete the consortium Nordic?"));
    assert_eq!(w.send(&page.form_to(&delete)).await.expect_redirect(), LIST);
    let page = w.open(LIST).await;
    assert!(page.says("Success: The consortium Nordic was deleted.") && page.says("No consortiums."), "{}", page.visible());
    w.app.get(&url).as_user(&w.admin).await.expect_status(404);
    assert_eq!(
        w.app.value::<i64>("SELECT count(*) FROM account WHERE consortium_id IS NOT NULL").await,
        0,
        "nor has it an account"
    );
}
