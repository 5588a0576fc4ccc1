//! New memberships (MEM-02).

use shared::record::Kind;

use super::{start, url};
use crate::fiscal::comments;
use crate::support::{Answer, Form, Person, TestApp};

const ADD: &str = "/fiscal/memberships/add/";

async fn open(app: &TestApp, admin: &Person, query: &str) -> Form {
    app.get(&format!("{ADD}{query}")).as_user(admin).await.expect_page().form("main-form")
}

/// The form with all filled in that must be: a year with Lund University.
async fn filled(app: &TestApp, admin: &Person) -> Form {
    let lund = app.id_of("organization", "lu.se").await;
    let form = open(app, admin, "").await.fill("main_organization", &lund).fill("name", "Skåne").fill("variant", "bronze");
    let form = form.fill("agreement_start", "2026-07-01").fill("agreement_end", "2027-06-30");
    form.fill("contribution_type", "financial").fill("agreement_link", "example.org/agreement")
}

async fn send(app: &TestApp, admin: &Person, form: Form) -> Answer {
    form.send(app).as_user(admin).await
}

async fn newest(app: &TestApp) -> i32 {
    app.value("SELECT max(id) FROM membership").await
}

#[tokio::test]
async fn mem_02_a_new_membership_is_stored_and_shown() {
    let (app, admin, _) = start().await;
    let empty = open(&app, &admin, "").await;
    assert_eq!((empty.value("public_status"), empty.value("main_organization"), empty.value("name")), ("private", "", ""));
    for seats in ["public", "additional_public", "inhouse", "additional_inhouse"] {
        assert_eq!(empty.value(&format!("{seats}_instructor_training_seats")), "0");
    }
    let form = filled(&app, &admin).await.fill("registration_code", " skane-26 ").fill("public_status", "public");
    let form = form.fill("workshops_without_admin_fee_per_agreement", "3").fill("public_instructor_training_seats", "4");
    let form = form.fill("emergency_contact", "Call Ada.\r\nThen Grace.").fill("comment", "Signed by *post*.");
    let to = send(&app, &admin, form).await.expect_redirect();
    let id = newest(&app).await;
    assert_eq!(to, url(id, ""));
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("Success: Skåne Bronze membership Jul 01, 2026 - Jun 30, 2027 was created."), "{}", page.visible());
    assert!(!page.says("Warning:"), "a year is what is usual: {}", page.visible());
    let stored: String = app
        .value("SELECT concat_ws('|', name, consortium, public_status, variant, agreement_start, agreement_end, contribution_type, registration_code, agreement_link, workshops_without_admin_fee_per_agreement, public_instructor_training_seats, additional_inhouse_instructor_training_seats, emergency_contact) FROM membership ORDER BY id DESC LIMIT 1")
        .await;
    let expected = "Skåne|f|public|bronze|2026-07-01|2027-06-30|financial|skane-26|https://example.org/agreement|3|4|0|Call Ada.\nThen Grace.";
    assert_eq!(stored, expected);
    assert!(page.says("Lund University <lu.se> (role: Main Organisation)"), "{}", page.visible());
    let said = comments(&app, Kind::Membership, id).await;
    assert_eq!(said, [("Automatic comment".to_owned(), "Signed by *post*.".to_owned())]);
    let emails: i64 = app.value("SELECT count(*) FROM scheduled_email").await;
    assert_eq!(emails, 0, "there is nobody to write to yet");
}

#[tokio::test]
async fn mem_02_a_consortium_goes_on_to_its_organizations() {
    let (app, admin, _) = start().await;
    let form = filled(&app, &admin).await.fill("consortium", "on");
    let to = send(&app, &admin, form).await.expect_redirect();
    let id = newest(&app).await;
    assert_eq!(to, url(id, "members/"));
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert!(page.says("Lund University <lu.se> (role: Contract Signatory)"), "{}", page.visible());
}

/// The same rule as beside the field: a year from the start, less a day.
#[tokio::test]
async fn mem_02_an_agreement_that_is_no_year_is_warned_of() {
    let (app, admin, _) = start().await;
    for (start, end, warning) in [
        ("2024-03-01", "2025-02-28", None),
        ("2024-03-01", "2025-03-01", Some("a year from its start would end on 2025-02-28.")),
        ("2024-02-29", "2025-02-28", None),
        ("2026-07-01", "2026-07-01", Some("a year from its start would end on 2027-06-30.")),
    ] {
        let form = filled(&app, &admin).await.fill("agreement_start", start).fill("agreement_end", end);
        let to = send(&app, &admin, form).await.expect_redirect();
        let page = app.get(&to).as_user(&admin).await.expect_page();
        assert_eq!(page.says("Warning:"), warning.is_some(), "{start} to {end}: {}", page.visible());
        assert!(warning.is_none_or(|words| page.says(words)), "{start} to {end}: {}", page.visible());
    }
}

#[tokio::test]
async fn mem_02_an_organizations_page_leads_to_its_membership() {
    let (app, admin, _) = start().await;
    let lund = app.id_of("organization", "lu.se").await;
    let form = open(&app, &admin, &format!("?organization={lund}")).await;
    assert_eq!((form.value("main_organization"), form.value("name")), (lund.as_str(), "Lund University"));
    let page = app.get(&format!("{ADD}?organization={lund}")).as_user(&admin).await.expect_page();
    assert!(page.says("Lund University <lu.se>"), "the choice is called by its name: {}", page.visible());
    assert!((1..=6).contains(&app.statements()), "{} statements", app.statements());
    for unknown in ["999999", "x", "", "99999999999"] {
        let form = open(&app, &admin, &format!("?organization={unknown}")).await;
        assert_eq!((form.value("main_organization"), form.value("name")), ("", ""), "{unknown}");
    }
    // What the look-up tells of an organization goes into the name, while that is empty; and dates propose each other.
    let page = app.get(ADD).as_user(&admin).await.expect_page();
    let tags = page.tags();
    let with = |name: &str, value: &str| tags.iter().any(|tag| tag.attribute(name) == Some(value));
    assert!(with("data-copies", "fullname:id_name:empty") && with("data-sets-year-end", "id_agreement_end"));
    assert!(page.says("Cancel") && page.links().contains(&"/fiscal/organizations/add/".to_owned()), "{}", page.visible());
}

#[tokio::test]
async fn mem_02_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost() {
    let (app, admin, _) = start().await;
    let empty = open(&app, &admin, "").await.fill("public_instructor_training_seats", "");
    let page = send(&app, &admin, empty).await.expect_status(422);
    for field in [
        "main_organization",
        "name",
        "variant",
        "agreement_start",
        "agreement_end",
        "contribution_type",
        "agreement_link",
        "public_instructor_training_seats",
    ] {
        assert_eq!(page.error_at(field), "Fill this in.", "{field}");
    }
    app.run("UPDATE membership SET registration_code = 'lund-26'").await;
    for (field, value, says) in [
        ("agreement_end", "2026-06-30", "cannot end before it starts"),
        ("agreement_end", "soon", "Enter a day"),
        ("name", &"x".repeat(101), "Shorten this to 100"),
        ("registration_code", "lund-26", "has this code already"),
        ("registration_code", &"x".repeat(41), "Shorten this to 40"),
        ("agreement_link", "not an address", "Enter a web address"),
        ("main_organization", "999999", "does not exist any more"),
        ("variant", "lead", ""),
        ("contribution_type", "thanks", ""),
        ("public_status", "secret", ""),
        ("workshops_without_admin_fee_per_agreement", "-1", ""),
        ("public_instructor_training_seats", "-1", ""),
        ("additional_public_instructor_training_seats", "x", "Enter a whole number"),
        ("inhouse_instructor_training_seats", "-1", ""),
        ("additional_inhouse_instructor_training_seats", "99999999999", ""),
    ] {
        let form = filled(&app, &admin).await.fill("emergency_contact", "Kept").fill(field, value);
        let page = send(&app, &admin, form).await.expect_status(422);
        let error = page.error_at(field);
        assert!(!error.is_empty() && error.contains(says), "{field}={value} says “{error}”");
        assert_eq!(page.form("main-form").value("emergency_contact"), "Kept", "{field}");
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM membership").await, 1, "nothing was stored");
}
