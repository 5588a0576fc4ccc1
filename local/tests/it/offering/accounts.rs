//! Accounts (OFF-01 … OFF-05), on 15 June 2026.

use shared::account::Target;
use uuid::Uuid;

use super::{FLAG_OFF, World, account_of, partnership_with, world};
use crate::support::{Form, TestApp};

const LIST: &str = "/offering/accounts/";
const LUND: &str = "Account organisation for \"Lund University <lu.se>\"";

/// The address of an account's page, or of one below it.
fn url(id: Uuid, ending: &str) -> String {
    format!("{LIST}{id}/{ending}")
}

async fn consortium(app: &TestApp, name: &str) -> i32 {
    let made = sqlx::query_scalar("INSERT INTO consortium (name, description) VALUES ($1, 'Those of the north') RETURNING id");
    made.bind(name).fetch_one(app.pool()).await.unwrap()
}

/// Who owns accounts, and how.
async fn owners(app: &TestApp) -> String {
    app.value(
        "SELECT coalesce(string_agg(p.personal || '=' || o.permission_type, ' ' ORDER BY p.personal, o.permission_type), '')
         FROM account_owner o JOIN person p ON p.id = o.person_id",
    )
    .await
}

#[tokio::test]
async fn off_01_accounts_are_listed_newest_first_filtered_ordered_and_exported() {
    let w = world().await;
    let harry = w.app.person("Harry Potter").create().await;
    account_of(&w.app, Target::Person(harry.id)).await;
    account_of(&w.app, Target::Consortium(consortium(&w.app, "Sweden").await)).await;
    w.app
        .run_all(
            "UPDATE account SET created_at = '2030-01-03', active = false WHERE person_id IS NOT NULL;
             UPDATE account SET created_at = '2030-01-01' WHERE consortium_id IS NOT NULL;
             UPDATE account SET created_at = '2030-01-02'
             WHERE organization_id = (SELECT id FROM organization WHERE domain = 'lu.se')",
        )
        .await;
    let page = w.open(LIST).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    for row in [
        "Harry Potter <harry.potter@example.org> Individual no",
        "Lund University <lu.se> Organisation yes",
        "Sweden Consortium yes",
    ] {
        assert!(page.says(row), "{row}: {}", page.visible());
    }
    let links = page.links();
    assert!(links.contains(&url(w.account, "")) && links.contains(&"/offering/accounts/create/".to_owned()), "{links:?}");

    let (harry, lund, sweden) = ("harry.potter@example.org", "lu.se", "Sweden");
    for (query, shown, hidden) in [
        ("active=true", vec![lund, sweden], vec![harry]),
        ("active=false", vec![harry], vec![lund, sweden]),
        ("active=unknown", vec![harry, lund, sweden], vec![]),
        ("account_type=individual", vec![harry], vec![lund, sweden]),
        ("account_type=organisation", vec![lund], vec![harry, sweden]),
        ("account_type=consortium", vec![sweden], vec![harry, lund]),
    ] {
        let csv = w.app.get(&format!("{LIST}?{query}&format=csv")).as_user(&w.admin).await.expect_status(200).text;
        assert!(shown.iter().all(|name| csv.contains(name)), "{query}: {csv}");
        assert!(!hidden.iter().any(|name| csv.contains(name)), "{query}: {csv}");
    }
    for (order, sorted) in [
        ("", [harry, lund, sweden]),
        ("generic_relation", [harry, lund, sweden]),
        ("-generic_relation", [sweden, lund, harry]),
        ("account_type", [sweden, harry, lund]),
        ("-account_type", [lund, harry, sweden]),
        ("generic_relation_content_type", [sweden, harry, lund]),
    ] {
        let csv = w.app.get(&format!("{LIST}?order_by={order}&format=csv")).as_user(&w.admin).await.expect_status(200).text;
        assert!(sorted.iter().map(|name| csv.find(name).unwrap()).is_sorted(), "{order}: {csv}");
    }
}

/// A form for a new account, filled in.
async fn filled(w: &World, account_type: &str, target: i32) -> Form {
    let form = w.open("/offering/accounts/create/").await.form("main-form");
    form.fill("account_type", account_type).fill("generic_relation_pk", &target.to_string())
}

#[tokio::test]
async fn off_02_an_account_is_made_for_a_person_an_organisation_or_a_consortium() {
    let w = world().await;
    let page = w.open("/offering/accounts/create/").await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    assert!(page.text.contains("<title>AMY: Create a new account</title>"));
    assert_eq!(page.form("main-form").value("active"), "on");
    for markup in [
        "data-lookup=\"/select_lookups/offering-account-relation/\"",
        "data-depends=\"content_type_name:id_account_type\"",
        "data-follows=\"id_account_type\"",
    ] {
        assert!(page.text.contains(markup), "{markup}");
    }
    let ada = w.app.person("Ada Lovelace").create().await;
    let kth = w.app.organization("kth.se", "KTH").await;
    let sweden = consortium(&w.app, "Sweden").await;
    let (of_sweden, of_ada) = (format!("/fiscal/consortiums/{sweden}/"), format!("/workshops/person/{}/", ada.id));
    for (account_type, target, label, page_of, owned) in [
        ("organisation", kth, "Account organisation for \"KTH <kth.se>\"", "/fiscal/organization/kth.se/", ""),
        ("consortium", sweden, "Account consortium for \"Sweden\"", of_sweden.as_str(), ""),
        (
            "individual",
            ada.id,
            "Account individual for \"Ada Lovelace <ada.lovelace@example.org>\"",
            of_ada.as_str(),
            "Ada=owner",
        ),
    ] {
        let form = filled(&w, account_type, target).await;
        let to = form.send(&w.app).as_user(&w.admin).await.expect_redirect();
        let page = w.open(&to).await;
        assert!(to.starts_with(LIST) && page.says(&format!("Success: {label} was created.")), "{to}: {}", page.visible());
        assert!(page.text.contains("<title>AMY: Account ") && page.says("Active yes"), "{}", page.visible());
        assert!(page.links().iter().any(|link| link == page_of), "{account_type}: {:?}", page.links());
        assert_eq!(owners(&w.app).await, owned, "{account_type}");
    }
    let umu = w.app.organization("umu.se", "Umeå University").await;
    let form = filled(&w, "organisation", umu).await.choose("active", &[]);
    let to = form.send(&w.app).as_user(&w.admin).await.expect_redirect();
    assert!(w.open(&to).await.says("Active no"));
}

#[tokio::test]
async fn off_02_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost() {
    let w = world().await;
    let before: i64 = w.app.value("SELECT count(*) FROM account").await;
    for (account_type, target, field, words) in [
        ("", w.lund.to_string(), "account_type", "Fill this in."),
        ("company", w.lund.to_string(), "account_type", "Choose one of the offered"),
        ("organisation", String::new(), "generic_relation_pk", "Fill this in."),
        ("organisation", "999999".to_owned(), "generic_relation_pk", "does not exist any more"),
        ("individual", "999999".to_owned(), "generic_relation_pk", "does not exist any more"),
        ("consortium", w.lund.to_string(), "generic_relation_pk", "does not exist any more"),
        ("organisation", w.lund.to_string(), "generic_relation_pk", LUND),
    ] {
        let form = filled(&w, account_type, 0).await.fill("generic_relation_pk", &target);
        let page = form.send(&w.app).as_user(&w.admin).await.expect_status(422);
        assert!(page.error_at(field).contains(words), "{account_type} {target}: {}", page.visible());
        let kept = page.form("main-form");
        assert_eq!((kept.value("generic_relation_pk"), kept.value("active")), (target.as_str(), "on"), "{account_type}");
        if account_type == "organisation" && target == w.lund.to_string() {
            assert!(page.text.contains("selected>Lund University &lt;lu.se&gt;<"), "it keeps its name: {}", page.text);
            assert!(page.links().contains(&url(w.account, "")), "the one there is can be opened: {:?}", page.links());
        }
    }
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM account").await, before);
}

/// LKP-22 by the button Find, which knows the type that is chosen.
#[tokio::test]
async fn off_02_without_scripts_a_name_is_found_by_the_type() {
    let w = world().await;
    let grace = w.app.person("Grace Hopper").create().await;
    let sweden = consortium(&w.app, "Grace of the north").await;
    w.app.organization("grace.org", "Grace College").await;
    let form = w.open("/offering/accounts/create/").await.form("main-form");
    for (account_type, term, found) in [
        ("individual", "grace", "Grace Hopper <grace.hopper@example.org>"),
        ("individual", "hopper grace", "Grace Hopper <grace.hopper@example.org>"),
        ("organisation", "grace", "Grace College <grace.org>"),
        ("consortium", "grace", "Grace of the north"),
        ("consortium", "those of", "Grace of the north"),
    ] {
        let asked = form.clone().fill("account_type", account_type).fill("generic_relation_pk__term", term);
        let page = asked.press("_find", "generic_relation_pk").send(&w.app).as_user(&w.admin).await.expect_page();
        assert!(page.says("1 found; choose in the list above.") && page.says(found), "{account_type}: {}", page.visible());
        assert_eq!(page.form("main-form").value("account_type"), account_type);
    }
    for account_type in ["", "individual"] {
        let asked = form.clone().fill("account_type", account_type).fill("generic_relation_pk__term", "college");
        let page = asked.press("_find", "generic_relation_pk").send(&w.app).as_user(&w.admin).await.expect_page();
        assert!(page.says("Nothing found."), "{account_type}: {}", page.visible());
    }
    for (account_type, target) in [("individual", grace.id), ("consortium", sweden)] {
        filled(&w, account_type, target).await.send(&w.app).as_user(&w.admin).await.expect_status(302);
    }
}

#[tokio::test]
async fn off_03_the_page_tells_everything_about_the_account() {
    let w = world().await;
    let olga = w.app.person("Olga Owner").create().await;
    let bob = w.app.person("Bob Babbage").create().await;
    for (person, permission) in [(&olga, "owner"), (&bob, "billing_contact")] {
        let owner = "INSERT INTO account_owner (account_id, person_id, permission_type) VALUES ($1, $2, $3)";
        sqlx::query(owner).bind(w.account).bind(person.id).bind(permission).execute(w.app.pool()).await.unwrap();
    }
    let (seat, workshop) = (w.benefit("A seat", "seat").await, w.benefit("A workshop", "event").await);
    let seats = w.account_benefit(seat, Some(w.partnership), 3).await;
    let workshops = w.account_benefit(workshop, None, 2).await;
    let task = w.seat(seats).await;
    w.workshop(workshops).await;
    let role = "INSERT INTO community_role (person_id, config_id, start, partnership_id)
        SELECT $1, id, '2026-01-01', $2 FROM community_role_config WHERE name = 'instructor' RETURNING id";
    let role: i32 = sqlx::query_scalar(role).bind(bob.id).bind(w.partnership).fetch_one(w.app.pool()).await.unwrap();

    let page = w.open(&url(w.account, "")).await;
    for words in [LUND, "Account type Organisation", "Name Lund University <lu.se>", "Active yes", "Created on June 15, 2026"] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    let partnership = w.partnership_label().await;
    for (id, words) in [
        ("owners", "Billing Contact: Bob Babbage".to_owned()),
        ("owners", "Owner: Olga Owner".to_owned()),
        ("partnerships", "Lund Lund University Jan 01 - Dec 31, 2026".to_owned()),
        ("partnerships", "3 / 100".to_owned()),
        ("benefits", format!("A seat (seat) {partnership} Jan 01 - Dec 31, 2026 1 of 3")),
        ("benefits", "Tasks using A seat (1)".to_owned()),
        ("benefits", "Grace Hopper".to_owned()),
        ("benefits", "Events using A workshop (1)".to_owned()),
        ("benefits", "Jul 01 - 02, 2026".to_owned()),
        ("roles", "Bob Babbage Instructor Jan 01, 2026 - present".to_owned()),
        ("roles", partnership.clone()),
    ] {
        let text = page.text_of(id);
        assert!(text.contains(&words), "{words}: {text}");
    }
    let links = page.links();
    let here = format!("%2Foffering%2Faccounts%2F{}%2F", w.account);
    for link in [
        "/fiscal/organization/lu.se/".to_owned(),
        url(w.account, "edit/"),
        url(w.account, "owners/"),
        format!("/workshops/person/{}/", olga.id),
        format!("/fiscal/partnerships/{}/", w.partnership),
        "/fiscal/partnerships/create/".to_owned(),
        format!("/offering/account-benefits/create/?account_pk={}&next={here}", w.account),
        format!("/offering/account-benefits/{seats}/"),
        format!("/offering/account-benefits/{workshops}/"),
        format!("/workshops/task/{task}/edit/"),
        "/workshops/event/2026-07-01-lund/edit/".to_owned(),
        format!("/communityroles/role/{role}/edit/"),
    ] {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }
    // A role that is deleted from here leads back here.
    let delete = page.form_to(&format!("/communityroles/role/{role}/delete/?next={here}"));
    assert_eq!(delete.send(&w.app).as_user(&w.admin).await.expect_redirect(), url(w.account, ""));
    for path in [url(Uuid::nil(), ""), format!("{LIST}1/")] {
        w.app.get(&path).as_user(&w.admin).await.expect_status(404);
    }
}

/// DM-ACC-03; the pages of persons lead to their accounts.
#[tokio::test]
async fn off_03_a_persons_account_knows_no_partnerships_and_no_screen_for_owners() {
    let w = world().await;
    let ada = w.app.person("Ada Lovelace").create().await;
    let id = account_of(&w.app, Target::Person(ada.id)).await;
    let page = w.open(&url(id, "")).await;
    let person = format!("/workshops/person/{}/", ada.id);
    assert!(page.says("Account type Individual") && page.links().contains(&person), "{}", page.visible());
    assert!(page.text_of("owners").contains("Owner: Ada Lovelace"), "{}", page.visible());
    assert!(page.text_of("benefits").contains("No linked account benefits."), "{}", page.visible());
    for absent in ["partnerships", "roles"] {
        assert_eq!(page.text_of(absent), "", "{absent}");
    }
    assert!(!page.links().contains(&url(id, "owners/")) && !page.says("Edit owners"), "{:?}", page.links());
    assert!(w.open(&person).await.links().contains(&url(id, "")));
}

#[tokio::test]
async fn off_01_off_03_buttons_are_for_those_who_may() {
    let w = world().await;
    let links = w.open(&url(w.account, "")).await.links();
    let guarded = ["edit/", "owners/"].map(|ending| url(w.account, ending));
    assert!(guarded.iter().all(|address| links.contains(address)), "{links:?}");
    let reader = w.app.person("Rita Reader").in_group("steering committee").create().await;
    let page = w.app.get(&url(w.account, "")).as_user(&reader).await.expect_page();
    for label in ["Edit", "Delete account", "Edit owners", "Add partnership", "Add account benefit"] {
        assert!(page.says(label), "{label}: {}", page.visible());
    }
    let links = page.links();
    assert!(!links.iter().any(|link| guarded.contains(link) || link.contains("/create/")), "{links:?}");
    let page = w.app.get(LIST).as_user(&reader).await.expect_page();
    assert!(page.says("New account") && !page.links().contains(&"/offering/accounts/create/".to_owned()));
    // Each of the permissions to manage owners is needed.
    let clerk = w.app.person("Carl Clerk").in_group("steering committee").with_permission("change_account");
    let clerk = clerk.with_permission("add_accountowner").with_permission("change_accountowner").create().await;
    let links = w.app.get(&url(w.account, "")).as_user(&clerk).await.expect_page().links();
    assert!(links.contains(&guarded[0]) && !links.contains(&guarded[1]), "{links:?}");
    w.app.run(FLAG_OFF).await;
    for path in [LIST.to_owned(), url(w.account, ""), "/offering/accounts/create/".to_owned(), url(w.account, "edit/")] {
        w.app.get(&path).await.expect_status(404);
        w.app.get(&path).as_user(&w.admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn off_03_a_page_costs_the_same_few_statements_however_much_is_on_it() {
    let w = world().await;
    w.open(&url(w.account, "")).await;
    let few = w.app.statements();
    assert!((1..=6).contains(&few), "{few} statements");
    let seat = w.benefit("A seat", "seat").await;
    let seats = w.account_benefit(seat, Some(w.partnership), 3).await;
    w.account_benefit(seat, None, 1).await;
    w.seat(seats).await;
    partnership_with(&w.app, w.lund, w.account, "Second").await;
    w.open(&url(w.account, "")).await;
    assert_eq!(w.app.statements(), few);
}

/// D-08: an account is no second one of itself.
#[tokio::test]
async fn off_04_an_account_is_changed_switched_off_and_given_to_a_person() {
    let w = world().await;
    let (ada, bob) = (w.app.person("Ada Lovelace").create().await, w.app.person("Bob Babbage").create().await);
    let kth = w.app.organization("kth.se", "KTH").await;
    let id = account_of(&w.app, Target::Organization(kth)).await;
    let page = w.open(&url(id, "edit/")).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    assert!(page.says("KTH <kth.se>") && page.text.contains("data-confirm=\"Update this account?\""), "{}", page.visible());
    let form = page.form("main-form");
    assert_eq!((form.value("account_type"), form.value("generic_relation_pk")), ("organisation", kth.to_string().as_str()));
    let to = form.clone().choose("active", &[]).send(&w.app).as_user(&w.admin).await.expect_redirect();
    let page = w.open(&to).await;
    assert!(to == url(id, "") && page.says("Active no"), "{to}: {}", page.visible());
    assert!(page.says("Success: Account organisation for \"KTH <kth.se>\" was updated."), "{}", page.visible());

    for (person, owned) in [(&ada, "Ada=owner"), (&bob, "Bob=owner")] {
        let form = w.open(&url(id, "edit/")).await.form("main-form");
        let form = form.fill("account_type", "individual").fill("generic_relation_pk", &person.id.to_string());
        form.send(&w.app).as_user(&w.admin).await.expect_status(302);
        assert_eq!(owners(&w.app).await, owned);
    }
    let label: String = w.app.value("SELECT account_label(a) FROM account a WHERE person_id IS NOT NULL").await;
    assert_eq!(label, "Account individual for \"Bob Babbage <bob.babbage@example.org>\"");
    for path in [url(Uuid::nil(), "edit/"), format!("{LIST}1/edit/")] {
        w.app.get(&path).as_user(&w.admin).await.expect_status(404);
        w.app.post(&path, &[]).as_user(&w.admin).await.expect_status(404);
    }
}

/// DM-ACC-02: a person's account has one owner, whoever owned it or was its contact before.
#[tokio::test]
async fn off_04_an_account_that_is_given_to_a_person_is_owned_by_that_person_alone() {
    let w = world().await;
    let kth = w.app.organization("kth.se", "KTH").await;
    let id = account_of(&w.app, Target::Organization(kth)).await;
    let (ada, bob) = (w.app.person("Ada Lovelace").create().await, w.app.person("Bob Babbage").create().await);
    for (person, permission) in [(&bob, "owner"), (&ada, "owner"), (&bob, "billing_contact"), (&bob, "programmatic_contact")] {
        let insert = "INSERT INTO account_owner (account_id, person_id, permission_type) VALUES ($1, $2, $3)";
        sqlx::query(insert).bind(id).bind(person.id).bind(permission).execute(w.app.pool()).await.unwrap();
    }
    let form = w.open(&url(id, "edit/")).await.form("main-form");
    let form = form.fill("account_type", "individual").fill("generic_relation_pk", &ada.id.to_string());
    form.send(&w.app).as_user(&w.admin).await.expect_status(302);
    assert_eq!(owners(&w.app).await, "Ada=owner");
}

/// What cannot be deleted since somebody owns an account leads there.
#[tokio::test]
async fn off_03_whoever_owns_an_account_is_not_deleted_and_the_account_is_named() {
    let w = world().await;
    let boss = w.app.person("Sue Super").superuser().create().await;
    let ada = w.app.person("Ada Lovelace").create().await;
    let id = account_of(&w.app, Target::Person(ada.id)).await;
    let owner = "INSERT INTO account_owner (account_id, person_id, permission_type) VALUES ($1, $2, 'owner')";
    sqlx::query(owner).bind(id).bind(ada.id).execute(w.app.pool()).await.unwrap();
    let page = w.app.post(&format!("/workshops/person/{}/delete/", ada.id), &[]).as_user(&boss).await.expect_page();
    assert!(page.says("account owners"), "{}", page.visible());
    let links = page.links();
    assert_eq!(links.iter().filter(|link| **link == url(id, "")).count(), 2, "the account and its owner: {links:?}");
}

#[tokio::test]
async fn off_04_who_was_overtaken_or_mistaken_changes_nothing() {
    let w = world().await;
    let kth = w.app.organization("kth.se", "KTH").await;
    let id = account_of(&w.app, Target::Organization(kth)).await;
    let form = w.open(&url(id, "edit/")).await.form("main-form");
    let taken = form.clone().fill("generic_relation_pk", &w.lund.to_string());
    let page = taken.send(&w.app).as_user(&w.admin).await.expect_status(422);
    assert!(page.error_at("generic_relation_pk").contains(LUND), "{}", page.visible());
    // DM-PART-02
    let umu = w.app.organization("umu.se", "Umeå University").await;
    let other = w.open(&url(w.account, "edit/")).await.form("main-form").fill("generic_relation_pk", &umu.to_string());
    let page = other.send(&w.app).as_user(&w.admin).await.expect_status(422);
    assert!(page.error_at("generic_relation_pk").contains("has partnerships"), "{}", page.visible());

    let other = form.clone().choose("active", &[]);
    other.send(&w.app).as_user(&w.admin).await.expect_status(302);
    let page = form.fill("generic_relation_pk", &umu.to_string()).send(&w.app).as_user(&w.admin).await.expect_status(409);
    assert_eq!(page.form("main-form").value("generic_relation_pk"), umu.to_string());
    assert_eq!(account_of(&w.app, Target::Organization(kth)).await, id, "still of whom it was");
}

#[tokio::test]
async fn off_05_an_account_goes_with_its_owners_unless_something_draws_on_it() {
    let w = world().await;
    let ada = w.app.person("Ada Lovelace").create().await;
    let id = account_of(&w.app, Target::Person(ada.id)).await;
    w.app.get(&url(id, "delete/")).as_user(&w.admin).await.expect_status(405);
    let form = w.open(&url(id, "")).await.form_to(&url(id, "delete/"));
    assert_eq!(form.send(&w.app).as_user(&w.admin).await.expect_redirect(), LIST);
    let deleted = "Success: Account individual for \"Ada Lovelace <ada.lovelace@example.org>\" was deleted.";
    assert!(w.open(LIST).await.says(deleted));
    assert_eq!(owners(&w.app).await, "");
    w.app.post(&url(id, "delete/"), &[]).as_user(&w.admin).await.expect_status(404);

    let seat = w.benefit("A seat", "seat").await;
    let seats = w.account_benefit(seat, None, 3).await;
    let olga = "INSERT INTO account_owner (account_id, person_id, permission_type) VALUES ($1, $2, 'owner')";
    sqlx::query(olga).bind(w.account).bind(ada.id).execute(w.app.pool()).await.unwrap();
    let delete = url(w.account, "delete/");
    let page = w.app.post(&delete, &[]).as_user(&w.admin).await.expect_page();
    for words in ["Failed to delete", LUND, "partnerships", "account benefits"] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    assert!(!page.says("account owners"), "they go along: {}", page.visible());
    let links = page.links();
    for link in
        [url(w.account, ""), format!("/fiscal/partnerships/{}/", w.partnership), format!("/offering/account-benefits/{seats}/")]
    {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }
    assert_eq!(owners(&w.app).await, "Ada=owner", "nothing has gone");
    w.app.run_all("DELETE FROM account_benefit; DELETE FROM partnership").await;
    w.app.post(&delete, &[]).as_user(&w.admin).await.expect_status(302);
    assert_eq!(owners(&w.app).await, "");
}
