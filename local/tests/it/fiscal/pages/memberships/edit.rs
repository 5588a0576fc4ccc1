//! Changing a membership (MEM-04).

use chrono::Duration;
use shared::membership::Terms;
use shared::record::Kind;

use super::{LABEL, contact, rolled_to, start, url};
use crate::fiscal::{comments, new_membership, new_partnership, partnership_input, terms, tier};
use crate::support::{Answer, Form, Person, TestApp};

async fn open(app: &TestApp, admin: &Person, id: i32) -> Form {
    app.get(&url(id, "edit/")).as_user(admin).await.expect_page().form("main-form")
}

async fn save(app: &TestApp, admin: &Person, form: Form) -> Answer {
    form.send(app).as_user(admin).await
}

/// One membership as a row of text.
async fn row(app: &TestApp, id: i32) -> String {
    sqlx::query_scalar("SELECT m::text FROM membership m WHERE id = $1").bind(id).fetch_one(app.pool()).await.unwrap()
}

#[tokio::test]
async fn mem_04_saving_what_one_opened_changes_nothing() {
    let (app, admin, id) = start().await;
    let next = rolled_to(&app, id).await;
    app.run("UPDATE membership SET extensions = '{30,0}'").await;
    let (before, after) = (row(&app, id).await, row(&app, next).await);
    let versions: i64 = app.value("SELECT count(*) FROM version WHERE table_name = 'membership'").await;
    for id in [id, next] {
        let form = open(&app, &admin, id).await;
        assert_eq!(save(&app, &admin, form).await.expect_redirect(), url(id, ""));
    }
    assert_eq!((row(&app, id).await, row(&app, next).await), (before, after));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM version WHERE table_name = 'membership'").await, versions);
    assert!(comments(&app, Kind::Membership, id).await.is_empty());
}

#[tokio::test]
async fn mem_04_a_change_is_stored_and_said() {
    let (app, admin, id) = start().await;
    let form = open(&app, &admin, id).await;
    assert!(!form.has("main_organization") && !form.has("comment") && !form.has("extensions_0"));
    assert!(
        !form.has("workshops_without_admin_fee_rolled_over") && !form.has("workshops_without_admin_fee_rolled_from_previous")
    );
    let form = form.fill("name", "Skåne").fill("variant", "titanium").fill("consortium", "on").fill("public_status", "public");
    let form = form.fill("agreement_start", "2026-02-01").fill("agreement_end", "2027-01-31").fill("registration_code", "skane");
    let form = form.fill("contribution_type", "other").fill("agreement_link", "https://example.org/new");
    let form = form.fill("workshops_without_admin_fee_per_agreement", "").fill("public_instructor_training_seats", "1");
    let form = form.fill("additional_public_instructor_training_seats", "2").fill("inhouse_instructor_training_seats", "3");
    let form = form.fill("additional_inhouse_instructor_training_seats", "4").fill("emergency_contact", "");
    let to = save(&app, &admin, form).await.expect_redirect();
    assert_eq!(to, url(id, ""));
    let page = app.get(&to).as_user(&admin).await.expect_page();
    let name = "Skåne Titanium membership Feb 01, 2026 - Jan 31, 2027 (consortium)";
    assert!(page.says(&format!("Success: {name} was updated.")), "{}", page.visible());
    let stored: String = app
        .value("SELECT concat_ws('|', name, consortium, public_status, variant, agreement_start, agreement_end, contribution_type, registration_code, agreement_link, workshops_without_admin_fee_per_agreement IS NULL, public_instructor_training_seats, additional_public_instructor_training_seats, inhouse_instructor_training_seats, additional_inhouse_instructor_training_seats, emergency_contact = '') FROM membership")
        .await;
    assert_eq!(stored, "Skåne|t|public|titanium|2026-02-01|2027-01-31|other|skane|https://example.org/new|t|1|2|3|4|t");
}

/// GLB-07: to where one came from, on this site.
#[tokio::test]
async fn mem_04_one_goes_on_to_a_safe_place() {
    let (app, admin, id) = start().await;
    for (next, expected) in [
        ("/workshops/events/?page=2", "/workshops/events/?page=2".to_owned()),
        ("https://evil.example/", url(id, "")),
        ("//evil.example", url(id, "")),
        ("", url(id, "")),
    ] {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
        let page = app.get(&url(id, &format!("edit/?{query}"))).as_user(&admin).await.expect_page();
        // Also after a mistake.
        let page = page.form("main-form").fill("name", "").send(&app).as_user(&admin).await.expect_status(422);
        let form = page.form("main-form").fill("name", "Lund");
        assert_eq!(form.send(&app).as_user(&admin).await.expect_redirect(), expected, "{next}");
    }
}

/// pages-business.md §1.3
#[tokio::test]
async fn mem_04_changed_extensions_move_the_end_and_are_told() {
    let (app, admin, id) = start().await;
    app.run("UPDATE membership SET agreement_start = '2021-06-01', agreement_end = '2022-07-31', extensions = '{10,20,30}'")
        .await;
    let page = app.get(&url(id, "edit/")).as_user(&admin).await.expect_page();
    assert!(page.says("The end of the agreement moves by as much as you change this."), "{}", page.visible());
    let form = page.form("main-form");
    assert_eq!([0, 1, 2].map(|n| form.value(&format!("extensions_{n}")).to_owned()), ["10", "20", "30"]);
    assert!(!form.has("extensions_3"));
    for (value, says) in [("", "Fill this in."), ("-1", ""), ("x", "Enter a whole number.")] {
        let page = save(&app, &admin, form.clone().fill("extensions_1", value)).await.expect_status(422);
        let error = page.error_at("extensions_1");
        assert!(!error.is_empty() && error.contains(says), "{value} says “{error}”");
    }
    let form = form.fill("extensions_0", "20").fill("extensions_1", "30").fill("extensions_2", "40");
    save(&app, &admin, form).await.expect_redirect();
    let stored: String = app.value("SELECT concat_ws('|', agreement_end, extensions) FROM membership").await;
    assert_eq!(stored, "2022-08-30|{20,30,40}");
    let text = "Extensions changed to: 20 days, 30 days, 40 days (new end date: 2022-08-30).";
    assert_eq!(comments(&app, Kind::Membership, id).await, [("Ada Admin".to_owned(), text.to_owned())]);
    // So much less that it would be over before it begins.
    app.run("UPDATE membership SET agreement_start = '2022-08-15'").await;
    let form = open(&app, &admin, id).await.fill("extensions_2", "0");
    let page = save(&app, &admin, form).await.expect_status(422);
    assert!(page.error_at("agreement_end").contains("With these extensions"), "{}", page.visible());
}

/// pages-business.md §1.4: what was rolled is changed on both sides.
#[tokio::test]
async fn mem_04_rolled_numbers_go_to_the_neighbour() {
    let (app, admin, id) = start().await;
    let next = rolled_to(&app, id).await;
    let (old, new) = (open(&app, &admin, id).await, open(&app, &admin, next).await);
    for what in ["workshops_without_admin_fee", "public_instructor_training_seats", "inhouse_instructor_training_seats"] {
        let (over, from) = (format!("{what}_rolled_over"), format!("{what}_rolled_from_previous"));
        assert!(old.has(&over) && !old.has(&from) && new.has(&from) && !new.has(&over), "{what}");
    }
    assert_eq!(old.value("public_instructor_training_seats_rolled_over"), "3");
    let wrong = old.clone().fill("workshops_without_admin_fee_rolled_over", "-1");
    let page = save(&app, &admin, wrong).await.expect_status(422);
    assert!(!page.error_at("workshops_without_admin_fee_rolled_over").is_empty());
    save(&app, &admin, old.fill("public_instructor_training_seats_rolled_over", "7")).await.expect_redirect();
    let new = open(&app, &admin, next).await;
    assert_eq!(new.value("public_instructor_training_seats_rolled_from_previous"), "7");
    save(&app, &admin, new.fill("workshops_without_admin_fee_rolled_from_previous", "6")).await.expect_redirect();
    let old = open(&app, &admin, id).await;
    assert_eq!(old.value("workshops_without_admin_fee_rolled_over"), "6");
    assert_eq!(old.value("public_instructor_training_seats_rolled_over"), "7");
}

#[tokio::test]
async fn mem_04_what_is_wrong_is_said_beside_its_field() {
    let (app, admin, id) = start().await;
    let kth = app.organization("kth.se", "KTH").await;
    new_membership(&app, kth, Terms { name: "KTH".into(), registration_code: "kth".into(), ..terms() }).await;
    let tier = tier(&app, "gold", 1).await;
    new_partnership(&app, &partnership_input(kth, tier, "partner")).await;
    for (field, value, says) in [
        ("name", "", "Fill this in."),
        ("agreement_end", "2025-12-31", "cannot end before it starts"),
        ("agreement_start", "", "Fill this in."),
        ("registration_code", "kth", "has this code already"),
        ("registration_code", "partner", "has this code already"),
        ("agreement_link", "", "Fill this in."),
    ] {
        let form = open(&app, &admin, id).await.fill(field, value).fill("emergency_contact", "Kept");
        let page = save(&app, &admin, form).await.expect_status(422);
        assert!(page.error_at(field).contains(says), "{field}={value} says “{}”", page.error_at(field));
        assert_eq!(
            (page.form("main-form").action.as_str(), page.form("main-form").value("emergency_contact")),
            (&*url(id, "edit/"), "Kept")
        );
    }
    // A consortium of several stays one.
    app.run("UPDATE membership SET consortium = true").await;
    let join = "INSERT INTO member (membership_id, organization_id, role_id) SELECT $1, $2, max(id) FROM member_role";
    sqlx::query(join).bind(id).bind(kth).execute(app.pool()).await.unwrap();
    let form = open(&app, &admin, id).await.choose("consortium", &[]);
    let page = save(&app, &admin, form).await.expect_status(422);
    assert!(page.error_at("consortium").contains("Reduce them to one first."), "{}", page.visible());
}

#[tokio::test]
async fn mem_04_the_slower_of_two_sees_both_versions_and_decides() {
    let (app, ada, id) = start().await;
    let grace = app.person("Grace Hopper").administrator().create().await;
    let (hers, other) = (open(&app, &ada, id).await, open(&app, &grace, id).await);
    app.clock.advance(Duration::minutes(1));
    save(&app, &ada, hers.fill("name", "Lund by Ada")).await.expect_redirect();
    let page = save(&app, &grace, other.fill("name", "Lund by Grace")).await.expect_status(409);
    assert!(page.says("Name Lund by Ada Lund by Grace"), "{}", page.visible());
    save(&app, &grace, page.form("main-form")).await.expect_redirect();
    assert_eq!(app.value::<String>("SELECT name FROM membership").await, "Lund by Grace");
}

#[tokio::test]
async fn mem_04_the_page_has_the_comments_below_and_costs_few_statements() {
    let (app, admin, id) = start().await;
    let page = app.get(&url(id, "edit/")).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{} statements", app.statements());
    assert!(page.says(LABEL) && !page.says("Cancel"), "{}", page.visible());
    let form = page.form_to("/comments/post/").fill("comment", "Soon over.");
    let to = form.send(&app).as_user(&admin).await.expect_redirect();
    assert!(to.starts_with(&url(id, "edit/?c=")), "{to}");
    assert!(app.get(&url(id, "edit/")).as_user(&admin).await.says("Soon over."));
}

/// T16: what is to be written to the contacts follows the agreement.
#[tokio::test]
async fn mem_04_emails_are_made_moved_and_called_off() {
    let (app, admin, id) = start().await;
    let bea = app.person("Bea Billing").create().await;
    contact(&app, id, &bea, "billing_contact").await;
    let emails =
        "SELECT coalesce(string_agg(concat_ws(' ', t.signal, s.state, s.scheduled_at::date), ', ' ORDER BY t.signal), '')
        FROM scheduled_email s JOIN email_template t ON t.id = s.template_id";
    let change = async |start: &str, end: &str, variant: &str| {
        let form =
            open(&app, &admin, id).await.fill("agreement_start", start).fill("agreement_end", end).fill("variant", variant);
        save(&app, &admin, form).await.expect_redirect();
    };
    change("2026-06-01", "2027-05-31", "silver").await;
    assert_eq!(
        app.value::<String>(emails).await,
        "membership_quarterly_3_months scheduled 2026-08-30, membership_quarterly_6_months scheduled 2026-11-28, \
         membership_quarterly_9_months scheduled 2027-03-02, new_membership_onboarding scheduled 2026-06-15"
    );
    change("2026-09-01", "2027-08-31", "silver").await;
    assert_eq!(
        app.value::<String>(emails).await,
        "membership_quarterly_3_months scheduled 2026-11-30, membership_quarterly_6_months scheduled 2027-02-28, \
         membership_quarterly_9_months scheduled 2027-06-02, new_membership_onboarding scheduled 2026-08-02"
    );
    change("2026-09-01", "2027-08-31", "sponsor").await;
    assert_eq!(app.value::<i64>("SELECT count(*) FROM scheduled_email WHERE state = 'cancelled'").await, 4);
}
