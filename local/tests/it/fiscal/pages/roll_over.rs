//! A new membership from the one before (MEM-09).

use shared::record::Kind;
use sqlx::Row as _;

use super::super::comments;
use super::rosters::{LABEL, emails, flashes, start};
use crate::support::{Form, Person, TestApp};

/// What the membership is called that follows.
const NEXT: &str = "Lund Gold membership Jan 01 - Dec 31, 2027";

/// The fields in order.
const FIELDS: [&str; 21] = [
    "name",
    "consortium",
    "copy_members",
    "copy_membership_tasks",
    "public_status",
    "variant",
    "agreement_start",
    "agreement_end",
    "contribution_type",
    "registration_code",
    "agreement_link",
    "workshops_without_admin_fee_per_agreement",
    "workshops_without_admin_fee_rolled_from_previous",
    "public_instructor_training_seats",
    "additional_public_instructor_training_seats",
    "public_instructor_training_seats_rolled_from_previous",
    "inhouse_instructor_training_seats",
    "additional_inhouse_instructor_training_seats",
    "inhouse_instructor_training_seats_rolled_from_previous",
    "emergency_contact",
    "comment",
];

fn path(id: i32) -> String {
    format!("/fiscal/membership/{id}/roll-over/")
}

/// The form with the one field filled in that it does not know.
async fn form(app: &TestApp, admin: &Person, id: i32) -> Form {
    let form = app.get(&path(id)).as_user(admin).await.expect_page().form("main-form");
    form.fill("agreement_link", "https://example.org/2")
}

/// The newest membership: whether it is a consortium, how many members and persons it has, and what came to it.
async fn newest(app: &TestApp) -> (bool, i64, i64, Vec<Option<i32>>) {
    let row = sqlx::query(
        "SELECT m.consortium, (SELECT count(*) FROM member x WHERE x.membership_id = m.id),
            (SELECT count(*) FROM membership_task x WHERE x.membership_id = m.id), m.workshops_without_admin_fee_rolled_from_previous,
            m.public_instructor_training_seats_rolled_from_previous, m.inhouse_instructor_training_seats_rolled_from_previous
         FROM membership m ORDER BY m.id DESC LIMIT 1",
    );
    let row = row.fetch_one(app.pool()).await.unwrap();
    (row.get(0), row.get(1), row.get(2), (3..6).map(|n| row.get(n)).collect())
}

/// Ada pays the bills of all memberships.
async fn billed(app: &TestApp) {
    app.person("Ada Lovelace").create().await;
    app.run(
        "INSERT INTO membership_task (membership_id, person_id, role_id) SELECT m.id, p.id, r.id
         FROM membership m, person p, membership_person_role r WHERE p.family = 'Lovelace' AND r.name = 'billing_contact'",
    )
    .await;
}

#[tokio::test]
async fn mem_09_the_form_starts_from_the_old_membership() {
    let (app, admin, id) = start(false).await;
    app.run("UPDATE membership SET registration_code = 'lund', public_status = 'public'").await;
    let page = app.get(&path(id)).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    assert!(page.says(&format!("Create new membership from {LABEL}")), "{}", page.visible());
    assert!(page.says("At most 10, which") && page.says("At most 7, which"), "{}", page.visible());
    let form = page.form("main-form");
    let names: Vec<&str> = form.names.iter().map(String::as_str).filter(|name| FIELDS.contains(name)).collect();
    assert_eq!(names, FIELDS);
    for (name, value) in [
        ("name", "Lund"),
        ("consortium", ""),
        ("copy_members", "on"),
        ("copy_membership_tasks", "on"),
        ("public_status", "public"),
        ("variant", "gold"),
        ("agreement_start", "2027-01-01"),
        ("agreement_end", "2027-12-31"),
        ("contribution_type", "financial"),
        ("registration_code", ""),
        ("agreement_link", ""),
        ("workshops_without_admin_fee_per_agreement", "10"),
        ("workshops_without_admin_fee_rolled_from_previous", "0"),
        ("public_instructor_training_seats", "6"),
        ("additional_public_instructor_training_seats", "4"),
        ("public_instructor_training_seats_rolled_from_previous", "0"),
        ("inhouse_instructor_training_seats", "2"),
        ("additional_inhouse_instructor_training_seats", "5"),
        ("inhouse_instructor_training_seats_rolled_from_previous", "0"),
        ("emergency_contact", "Call Ada."),
        ("comment", ""),
    ] {
        assert_eq!(form.value(name), value, "{name}");
    }
    // A leap day is followed by the last of February.
    app.run("UPDATE membership SET agreement_end = '2028-02-29'").await;
    let leap = app.get(&path(id)).as_user(&admin).await.expect_page().form("main-form");
    assert_eq!((leap.value("agreement_start"), leap.value("agreement_end")), ("2028-03-01", "2029-02-28"));
}

#[tokio::test]
async fn mem_09_what_comes_along_is_written_on_both_sides_once() {
    let (app, admin, id) = start(false).await;
    billed(&app).await;
    let form = form(&app, &admin, id).await;
    let form = form.fill("workshops_without_admin_fee_rolled_from_previous", "3").fill("registration_code", "lund-27");
    let form = form.fill("public_instructor_training_seats_rolled_from_previous", "2").fill("comment", "Once more.");
    let form = form.fill("inhouse_instructor_training_seats_rolled_from_previous", "");
    let to = form.send(&app).as_user(&admin).await.expect_redirect();
    let new: i32 = app.value("SELECT max(id) FROM membership").await;
    assert_eq!(to, format!("/fiscal/membership/{new}/"));
    let said = flashes(&app, &admin).await;
    assert!(said.says(&format!("Success: {NEXT} was created from {LABEL}.")), "{}", said.visible());
    assert_eq!(newest(&app).await, (false, 1, 1, vec![Some(3), Some(2), None]));
    let old: String = app
        .value(
            "SELECT concat_ws('/', workshops_without_admin_fee_rolled_over, public_instructor_training_seats_rolled_over,
                coalesce(inhouse_instructor_training_seats_rolled_over::text, 'none'), rolled_to_membership_id = (SELECT max(id) FROM membership))
             FROM membership ORDER BY id LIMIT 1",
        )
        .await;
    assert_eq!(old, "3/2/none/t");
    let terms: String =
        app.value("SELECT registration_code || ' ' || agreement_link FROM membership ORDER BY id DESC LIMIT 1").await;
    assert_eq!(terms, "lund-27 https://example.org/2");
    assert_eq!(comments(&app, Kind::Membership, new).await, [("Automatic comment".to_owned(), "Once more.".to_owned())]);
    // T18: the welcome and all three reports of the new membership are still to come.
    let of_new: i64 = app
        .value("SELECT count(*) FROM scheduled_email WHERE target_type = 'workshops.membership' AND target_id = (SELECT max(id) FROM membership)")
        .await;
    assert_eq!(of_new, 4, "{}", emails(&app).await);

    app.get(&path(id)).as_user(&admin).await.expect_status(404);
    form.send(&app).as_user(&admin).await.expect_status(404);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM membership").await, 2);
    for unknown in ["/fiscal/membership/999999/roll-over/", "/fiscal/membership/x/roll-over/"] {
        app.get(unknown).as_user(&admin).await.expect_status(404);
        app.post(unknown, &[]).as_user(&admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn mem_09_what_is_wrong_is_said_at_its_field_and_nothing_is_made() {
    let (app, admin, id) = start(false).await;
    app.run("UPDATE membership SET registration_code = 'lund', workshops_without_admin_fee_per_agreement = NULL").await;
    let form = form(&app, &admin, id).await;
    let long = "x".repeat(41);
    for (field, value, words) in [
        ("name", "", "Fill this in."),
        ("variant", "", "Fill this in."),
        ("variant", "lead", "Choose one of the offered values."),
        ("agreement_start", "", "Fill this in."),
        ("agreement_end", "2026-12-31", "The agreement cannot end before it starts."),
        ("registration_code", "lund", "has this code already."),
        ("registration_code", long.as_str(), "Shorten this to 40 characters"),
        ("agreement_link", "", "Fill this in."),
        ("public_instructor_training_seats", "", "Fill this in."),
        ("public_instructor_training_seats", "-1", "Enter a number from 0"),
        ("workshops_without_admin_fee_rolled_from_previous", "1", "Enter a number from 0 to 0."),
        ("public_instructor_training_seats_rolled_from_previous", "-1", "Enter a number from 0 to 10."),
        ("public_instructor_training_seats_rolled_from_previous", "11", "Enter a number from 0 to 10."),
        ("inhouse_instructor_training_seats_rolled_from_previous", "8", "Enter a number from 0 to 7."),
        ("inhouse_instructor_training_seats_rolled_from_previous", "few", "Enter a whole number."),
    ] {
        let page = form.clone().fill(field, value).fill("comment", "Once more.").send(&app).as_user(&admin).await;
        let page = page.expect_status(422);
        assert!(page.error_at(field).contains(words), "{field} “{value}”: {}", page.visible());
        let again = page.form("main-form");
        assert_eq!(again.value("comment"), "Once more.");
        assert!(again.value("copy_members") == "on" && again.value("copy_membership_tasks") == "on");
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM membership").await, 1);
}

/// A consortium may leave its members behind, others may not; whether it is one stays.
#[tokio::test]
async fn mem_09_who_comes_along_is_asked_as_far_as_it_may_be() {
    for (consortium, members) in [(true, 0), (false, 1)] {
        let (app, admin, id) = start(consortium).await;
        billed(&app).await;
        let form = form(&app, &admin, id).await;
        assert_eq!(form.value("consortium"), if consortium { "on" } else { "" });
        let form = form.choose("copy_members", &[]).choose("copy_membership_tasks", &[]);
        let form = form.choose("consortium", if consortium { &[] } else { &["on"] });
        form.send(&app).as_user(&admin).await.expect_redirect();
        assert_eq!(newest(&app).await, (consortium, members, 0, vec![Some(0); 3]));
    }
    let (app, admin, id) = start(true).await;
    billed(&app).await;
    form(&app, &admin, id).await.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(newest(&app).await, (true, 1, 1, vec![Some(0); 3]));
}
