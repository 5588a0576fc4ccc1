//! Screens of rows: members (MEM-05) and persons (MEM-06) of a membership, owners of an account (OFF-06).

use shared::membership::Terms;
use shared::record::Kind;

use super::super::{account_of, change, comments, new_membership, new_partnership, partnership_input, terms, tier};
use crate::support::{Answer, Form, Person, TestApp};

/// What the membership of these tests is called.
pub(super) const LABEL: &str = "Lund Gold membership Jan 01 - Dec 31, 2026";

/// A membership of Lund University, and an administrator.
pub(super) async fn start(consortium: bool) -> (TestApp, Person, i32) {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let id = new_membership(&app, lund, Terms { consortium, ..terms() }).await;
    (app, admin, id)
}

/// What is shown after a redirect, on whichever page comes next.
pub(super) async fn flashes(app: &TestApp, admin: &Person) -> Answer {
    app.get("/dashboard/admin/").as_user(admin).await.expect_page()
}

/// The signals of all emails that are to be sent.
pub(super) async fn emails(app: &TestApp) -> String {
    app.value("SELECT coalesce(string_agg(t.signal, ' ' ORDER BY t.signal), '') FROM scheduled_email s JOIN email_template t ON t.id = s.template_id").await
}

async fn member_role(app: &TestApp, name: &str) -> String {
    sqlx::query_scalar("SELECT id::text FROM member_role WHERE name = $1").bind(name).fetch_one(app.pool()).await.unwrap()
}

async fn person_role(app: &TestApp, name: &str) -> String {
    let role = "SELECT id::text FROM membership_person_role WHERE name = $1";
    sqlx::query_scalar(role).bind(name).fetch_one(app.pool()).await.unwrap()
}

async fn members(app: &TestApp) -> String {
    app.value("SELECT coalesce(string_agg(o.domain || '=' || r.name, ' ' ORDER BY o.domain, r.name), '') FROM member m JOIN organization o ON o.id = m.organization_id JOIN member_role r ON r.id = m.role_id").await
}

async fn form(app: &TestApp, admin: &Person, path: &str) -> Form {
    app.get(path).as_user(admin).await.expect_page().form("main-form")
}

/// The form with one more row, by the button that works without scripts.
async fn with_row(app: &TestApp, admin: &Person, form: Form) -> Form {
    form.press("_add", "form").send(app).as_user(admin).await.expect_page().form("main-form")
}

#[tokio::test]
async fn mem_05_members_of_a_consortium_come_go_and_change() {
    let (app, admin, id) = start(true).await;
    let kth = app.organization("kth.se", "KTH").await.to_string();
    let chalmers = app.organization("chalmers.se", "Chalmers").await.to_string();
    let (main, coordinator) = (member_role(&app, "main").await, member_role(&app, "workshop_coordinator").await);
    let path = format!("/fiscal/membership/{id}/members/");
    let page = app.get(&path).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    for words in [format!("Change members for {LABEL} (consortium)").as_str(), "Lund University <lu.se>", "Contract Signatory"] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    let first = page.form("main-form");
    assert!(first.has("form-0-EDITABLE") && first.has("form-0-DELETE"), "{:?}", first.names);

    // A new row has neither box, and finds its organization without scripts.
    let grown = with_row(&app, &admin, first).await;
    assert!(
        grown.has("form-1-organization") && !grown.has("form-1-EDITABLE") && !grown.has("form-1-DELETE"),
        "{:?}",
        grown.names
    );
    let search = grown.fill("form-1-organization__term", "kth").press("_find", "form-1-organization");
    let found = search.send(&app).as_user(&admin).await.expect_page();
    assert!(found.text.contains(&format!("<option value=\"{kth}\">KTH &lt;kth.se&gt;</option>")), "{}", found.text);
    // Whose row it is stands in the address, whatever is sent.
    let added = found.form("main-form").fill("form-1-organization", &kth).fill("form-1-role", &main);
    let to = added.press("form-1-membership", "999999").send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, format!("/fiscal/membership/{id}/"));
    let said = flashes(&app, &admin).await;
    assert!(said.says(&format!("Success: The members of {LABEL} (consortium) were saved.")), "{}", said.visible());
    assert_eq!(members(&app).await, "kth.se=main lu.se=contract_signatory");

    // By full name: KTH, Lund University. What goes need not be complete.
    let grown = with_row(&app, &admin, form(&app, &admin, &path).await).await;
    let replaced = grown.fill("form-0-EDITABLE", "on").fill("form-0-organization", &chalmers);
    let deleted = replaced.fill("form-1-organization", "").fill("form-1-DELETE", "on");
    let added = deleted.fill("form-2-organization", &kth).fill("form-2-role", &coordinator);
    added.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(members(&app).await, "chalmers.se=main kth.se=workshop_coordinator");
    let told = comments(&app, Kind::Membership, id).await;
    let list = "* Added KTH <kth.se>\n* Removed Lund University <lu.se>\n* Replaced with Chalmers <chalmers.se>";
    assert_eq!(told.len(), 2);
    assert_eq!(told[1], ("Ada Admin".to_owned(), format!("Changed members on 2026-06-15:\n\n{list}")));

    // A consortium may be left without members; then a row stands ready.
    let all = form(&app, &admin, &path).await.fill("form-0-DELETE", "on").fill("form-1-DELETE", "on");
    all.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(members(&app).await, "");
    let empty = form(&app, &admin, &path).await;
    assert!(empty.has("form-0-organization") && !empty.has("form-0-EDITABLE"), "{:?}", empty.names);
    empty.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(members(&app).await, "");
}

#[tokio::test]
async fn mem_05_a_membership_that_is_no_consortium_has_one_member() {
    let (app, admin, id) = start(false).await;
    let kth = app.organization("kth.se", "KTH").await.to_string();
    let main = member_role(&app, "main").await;
    let path = format!("/fiscal/membership/{id}/members/");
    let page = app.get(&path).as_user(&admin).await.expect_page();
    assert!(page.says("edit the membership and make it a consortium"), "{}", page.visible());
    let add = page.tags().into_iter().find(|tag| tag.attribute("name") == Some("_add")).unwrap();
    assert!(add.attribute("disabled").is_some());
    let first = page.form("main-form");
    assert!(first.has("form-0-EDITABLE") && !first.has("form-0-DELETE"), "{:?}", first.names);

    let new = |n: u8| [(format!("form-{n}-organization"), kth.clone()), (format!("form-{n}-role"), main.clone())];
    let second = new(1).into_iter().fold(first.clone(), |form, (name, value)| form.press(&name, &value));
    let page = second.send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.error_at("form").contains("At most 1 row is possible."), "{}", page.visible());
    // The one that there is counts, sent or not.
    let fields = new(0);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let page = app.post(&path, &fields).as_user(&admin).await.expect_status(422);
    assert!(page.says("A membership that is no consortium has at most 1 member."), "{}", page.visible());
    first.clone().press("form-0-DELETE", "on").send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(members(&app).await, "lu.se=main");
    assert!(comments(&app, Kind::Membership, id).await.is_empty());

    let changed = first.fill("form-0-organization", &kth).fill("form-0-EDITABLE", "on");
    changed.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(members(&app).await, "kth.se=main");
}

/// What is changed in the form, the field that is wrong then, and what is said.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);

#[tokio::test]
async fn mem_05_what_is_wrong_is_said_in_its_row_and_nothing_is_saved() {
    let (app, admin, id) = start(true).await;
    let kth = app.organization("kth.se", "KTH").await.to_string();
    let lund = app.id_of("organization", "lu.se").await;
    let signs = member_role(&app, "contract_signatory").await;
    let (kth, lund, signs) = (kth.as_str(), lund.as_str(), signs.as_str());
    let path = format!("/fiscal/membership/{id}/members/");
    let form = form(&app, &admin, &path).await;
    let ticked = ("form-0-EDITABLE", "on");
    let cases: [Case<'_>; 8] = [
        (&[("form-0-organization", kth)], "form-0-EDITABLE", "Tick “Change” to change this row."),
        (&[("form-0-organization", ""), ticked], "form-0-organization", "Fill this in."),
        (&[("form-0-organization", "999999"), ticked], "form-0-organization", "Choose an organization."),
        (&[("form-0-organization", "x"), ticked], "form-0-organization", "Choose one of the offered values."),
        (&[("form-0-role", "999999"), ticked], "form-0-role", "Choose a role."),
        (&[("form-3-organization", kth)], "form-3-role", "Fill this in."),
        (&[("form-3-organization", lund), ("form-3-role", signs)], "", "Two rows say the same. Remove one of them."),
        (&[("form-0-id", "999999")], "", "Somebody else has removed one of these rows meanwhile."),
    ];
    for (changes, field, words) in cases {
        let sent =
            changes.iter().fold(
                form.clone(),
                |form, (name, value)| {
                    if form.has(name) { form.fill(name, value) } else { form.press(name, value) }
                },
            );
        let page = sent.send(&app).as_user(&admin).await.expect_status(422);
        assert!(page.says(words), "{changes:?}: {}", page.visible());
        if !field.is_empty() {
            assert!(page.error_at(field).contains(words), "{field}: {}", page.visible());
            assert!(page.links().contains(&format!("#id_{field}")), "{field}: {:?}", page.links());
        }
        let again = page.form("main-form");
        for (name, value) in changes {
            assert_eq!(again.value(name), *value, "{name} is kept");
        }
    }
    assert_eq!(members(&app).await, "lu.se=contract_signatory");
    assert!(comments(&app, Kind::Membership, id).await.is_empty());
}

/// A row that is taken away before it is saved was never there, and one that is stored stays.
#[tokio::test]
async fn mem_05_the_button_of_a_row_takes_new_ones_away_alone() {
    let (app, admin, id) = start(true).await;
    let path = format!("/fiscal/membership/{id}/members/");
    let grown = with_row(&app, &admin, form(&app, &admin, &path).await).await;
    let page = grown.clone().press("_remove", "form-1").send(&app).as_user(&admin).await.expect_page();
    let form = page.form("main-form");
    assert!(form.has("form-0-organization") && !form.has("form-1-organization"), "{:?}", form.names);
    let buttons: Vec<String> = page
        .tags()
        .into_iter()
        .filter(|tag| tag.attribute("name") == Some("_remove"))
        .filter_map(|tag| tag.attribute("value").map(str::to_owned))
        .collect();
    assert_eq!(buttons, ["form-__index__"], "the template's");
    form.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(members(&app).await, "lu.se=contract_signatory");
}

#[tokio::test]
async fn mem_06_persons_come_go_and_change_and_emails_follow() {
    let (app, admin, id) = start(false).await;
    let (ada, bob) = (app.person("Ada Lovelace").create().await, app.person("Bob Babbage").create().await);
    let (plain, bills) = (person_role(&app, "default").await, person_role(&app, "billing_contact").await);
    let path = format!("/fiscal/membership/{id}/tasks/");
    let persons = "SELECT coalesce(string_agg(p.personal || '=' || r.name, ' ' ORDER BY p.personal), '') FROM membership_task t
        JOIN person p ON p.id = t.person_id JOIN membership_person_role r ON r.id = t.role_id";
    let empty = app.get(&path).as_user(&admin).await.expect_page();
    assert!(empty.says(&format!("Change person roles for {LABEL}")), "{}", empty.visible());

    let grown = with_row(&app, &admin, empty.form("main-form")).await;
    let filled = grown.fill("form-0-person", &ada.id.to_string()).fill("form-0-role", &plain);
    let filled = filled.fill("form-1-person", &bob.id.to_string()).fill("form-1-role", &bills);
    let to = filled.press("form-1-membership", "999999").send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, format!("/fiscal/membership/{id}/"));
    let said = flashes(&app, &admin).await;
    assert!(said.says(&format!("Success: The persons of {LABEL} were saved.")), "{}", said.visible());
    assert_eq!(app.value::<String>(persons).await, "Ada=default Bob=billing_contact");
    // T17; what was due in April comes no more.
    let due = "membership_quarterly_6_months membership_quarterly_9_months new_membership_onboarding";
    assert_eq!(emails(&app).await, due);

    let page = app.get(&path).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    let names =
        ["Bob Babbage <bob.babbage@example.org>", "Ada Lovelace <ada.lovelace@example.org>", "Billing Contact", "Default"];
    assert!(names.iter().all(|name| page.says(name)), "{}", page.visible());

    let form = page.form("main-form");
    assert_eq!(form.value("form-0-person"), bob.id.to_string(), "by family name");
    let locked = form.clone().fill("form-0-role", &plain).send(&app).as_user(&admin).await.expect_status(422);
    assert!(locked.error_at("form-0-EDITABLE").contains("Tick “Change”"), "{}", locked.visible());
    let twice = form.clone().fill("form-0-EDITABLE", "on").fill("form-0-person", &ada.id.to_string()).fill("form-0-role", &plain);
    let twice = twice.send(&app).as_user(&admin).await.expect_status(422);
    assert!(twice.says("Two rows say the same."), "{}", twice.visible());
    let nobody = form.clone().fill("form-0-EDITABLE", "on").fill("form-0-person", "").send(&app).as_user(&admin).await;
    assert!(nobody.expect_status(422).error_at("form-0-person").contains("Fill this in."));

    let changed = form.fill("form-0-EDITABLE", "on").fill("form-0-role", &plain).fill("form-1-DELETE", "on");
    changed.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(app.value::<String>(persons).await, "Bob=default");
    assert!(comments(&app, Kind::Membership, id).await.is_empty(), "nothing is noted");
}

#[tokio::test]
async fn off_06_owners_come_go_and_change_and_partners_are_welcomed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let (ada, bob) = (app.person("Ada Lovelace").create().await, app.person("Bob Babbage").create().await);
    let tier = tier(&app, "Bronze", 10).await;
    new_partnership(&app, &partnership_input(lund, tier, "lund")).await;
    let id = account_of(&app, lund).await;
    assert_eq!(emails(&app).await, "");
    let path = format!("/offering/accounts/{id}/owners/");
    let owners = "SELECT coalesce(string_agg(p.personal || '=' || o.permission_type, ' ' ORDER BY p.personal), '')
        FROM account_owner o JOIN person p ON p.id = o.person_id";
    let page = app.get(&path).as_user(&admin).await.expect_page();
    let label = "Account organisation for \"Lund University <lu.se>\"";
    assert!(page.says(&format!("Change owners for {label}")), "{}", page.visible());

    let grown = with_row(&app, &admin, page.form("main-form")).await;
    let filled = grown.fill("form-0-person", &ada.id.to_string()).fill("form-0-permission_type", "programmatic_contact");
    let filled = filled.fill("form-1-person", &bob.id.to_string()).fill("form-1-permission_type", "billing_contact");
    let to = filled.press("form-1-account", "00000000-0000-0000-0000-000000000000").send(&app).as_user(&admin).await;
    assert_eq!(to.expect_redirect(), format!("/offering/accounts/{id}/"));
    let said = flashes(&app, &admin).await;
    assert!(said.says(&format!("Success: The owners of {label} were saved.")), "{}", said.visible());
    assert_eq!(app.value::<String>(owners).await, "Ada=programmatic_contact Bob=billing_contact");
    // T23
    assert_eq!(emails(&app).await, "new_partnership_onboarding");

    let page = app.get(&path).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    let form = page.form("main-form");
    assert_eq!(form.value("form-0-person"), bob.id.to_string(), "by family name");
    let other = form.clone().fill("form-0-permission_type", "owner").send(&app).as_user(&admin).await.expect_status(422);
    assert!(other.error_at("form-0-EDITABLE").contains("Tick “Change”"), "{}", other.visible());
    let king = form.clone().fill("form-0-EDITABLE", "on").fill("form-0-permission_type", "king").send(&app).as_user(&admin).await;
    assert!(king.expect_status(422).error_at("form-0-permission_type").contains("Choose one of the offered values."));
    let changed = form.fill("form-0-EDITABLE", "on").fill("form-0-permission_type", "owner").fill("form-1-DELETE", "on");
    changed.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(app.value::<String>(owners).await, "Bob=owner");
}

/// T23: saving the owners as they are looks at the partnerships, too.
#[tokio::test]
async fn off_06_saving_owners_makes_up_for_a_welcome_that_is_missing() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let ada = app.person("Ada Lovelace").create().await;
    let tier = tier(&app, "Bronze", 10).await;
    new_partnership(&app, &partnership_input(lund, tier, "lund")).await;
    let id = account_of(&app, lund).await;
    let owner = "INSERT INTO account_owner (account_id, person_id, permission_type) VALUES ($1, $2, 'owner')";
    sqlx::query(owner).bind(id).bind(ada.id).execute(app.pool()).await.unwrap();
    form(&app, &admin, &format!("/offering/accounts/{id}/owners/")).await.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(emails(&app).await, "new_partnership_onboarding");
}

#[tokio::test]
async fn mem_05_mem_06_off_06_what_is_not_there_is_not_found() {
    let (app, admin, _) = start(true).await;
    let ada = app.person("Ada Lovelace").create().await;
    let mut change = change(&app).await;
    let individual = shared::account::find_or_create(&mut change, shared::account::Target::Person(ada.id)).await.unwrap();
    change.commit().await.unwrap();
    for path in [
        "/fiscal/membership/999999/members/".to_owned(),
        "/fiscal/membership/x/members/".to_owned(),
        "/fiscal/membership/999999/tasks/".to_owned(),
        "/offering/accounts/00000000-0000-0000-0000-000000000000/owners/".to_owned(),
        "/offering/accounts/1/owners/".to_owned(),
        // A person's own account has no such screen.
        format!("/offering/accounts/{individual}/owners/"),
    ] {
        app.get(&path).as_user(&admin).await.expect_status(404);
        app.post(&path, &[]).as_user(&admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn off_06_without_the_service_offering_there_is_no_such_page() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let id = account_of(&app, lund).await;
    app.run("INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('SERVICE_OFFERING', 'boolean', 'False', true)")
        .await;
    let path = format!("/offering/accounts/{id}/owners/");
    app.get(&path).await.expect_status(404);
    app.get(&path).as_user(&admin).await.expect_status(404);
    app.post(&path, &[]).as_user(&admin).await.expect_status(404);
}
