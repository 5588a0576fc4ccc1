//! Changing a membership (MEM-04, MEM-07).

use chrono::NaiveDate;
use shared::agreement::{ExtendInput, Period};
use shared::check::FieldErrors;
use shared::membership::{self, EditInput, Terms};
use shared::record::Kind;

use super::{change, comments, day, db, fields, new_membership, terms, today, viewer, wrong};
use crate::support::{Person, TestApp};

async fn start() -> (TestApp, Person, i32) {
    let app = TestApp::start().await;
    let admin = app.person("Ada Admin").administrator().create().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let id = new_membership(&app, lund, terms()).await;
    (app, admin, id)
}

async fn stored(app: &TestApp, id: i32) -> membership::Stored {
    membership::stored(&mut *db(app).await, id, false).await.unwrap().unwrap()
}

/// Saves the form after a change of it.
async fn edit(app: &TestApp, admin: &Person, id: i32, alter: impl FnOnce(&mut EditInput)) {
    let author = viewer(app, admin).await;
    let mut change = change(app).await;
    let before = membership::stored(&mut change, id, true).await.unwrap().unwrap();
    let mut input = before.input.clone();
    alter(&mut input);
    let own = before.own(today());
    assert!(shared::check::Input::check(&input, &mut change, &own).await.unwrap().is_empty());
    membership::update(&mut change, &before, &input, &author).await.unwrap();
    change.commit().await.unwrap();
}

async fn end(app: &TestApp) -> (NaiveDate, Vec<i32>) {
    (app.value("SELECT agreement_end FROM membership").await, app.value("SELECT extensions FROM membership").await)
}

/// DM-MEMB-17: each extension is remembered, and leaves a comment in the name of who did it.
#[tokio::test]
async fn dm_memb_17_an_extension_moves_the_end_and_is_told() {
    let (app, admin, id) = start().await;
    app.run("UPDATE membership SET agreement_start = '2020-03-01', agreement_end = '2021-03-01'").await;
    let author = viewer(&app, &admin).await;
    for (new_end, comment) in [("2021-03-31", ""), ("2021-05-10", "They asked for more."), ("2021-06-29", " ")] {
        let mut change = change(&app).await;
        let input = ExtendInput { new_agreement_end: day(new_end), comment: comment.into() };
        assert!(membership::extend(&mut change, id, &input, &author).await.unwrap().is_some());
        change.commit().await.unwrap();
    }
    assert_eq!(end(&app).await, (day("2021-06-29"), vec![30, 40, 50]));
    let said = comments(&app, Kind::Membership, id).await;
    assert!(said.iter().all(|(author, _)| author == "Ada Admin"));
    let texts: Vec<&str> = said.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Extended by 30 days on 2026-06-15 (new end date: 2021-03-31).",
            "Extended by 40 days on 2026-06-15 (new end date: 2021-05-10).\n\n----\n\nThey asked for more.",
            "Extended by 50 days on 2026-06-15 (new end date: 2021-06-29).",
        ]
    );
}

/// DM-MEMB-17: an end that is not later is refused, in the form and in the operation.
#[tokio::test]
async fn dm_memb_17_the_new_end_must_be_later() {
    let (app, admin, id) = start().await;
    let now = Period { start: day("2026-01-01"), end: day("2026-12-31") };
    let author = viewer(&app, &admin).await;
    for (text, wanted) in [("2026-12-30", false), ("2026-12-31", false), ("2027-01-01", true)] {
        let input = ExtendInput { new_agreement_end: day(text), comment: String::new() };
        let errors = wrong(&app, &input, &now).await;
        assert_eq!(fields(&errors), if wanted { vec![] } else { vec!["new_agreement_end"] }, "{text}");
        let mut change = change(&app).await;
        let days = membership::extend(&mut change, id, &input, &author).await.unwrap();
        assert_eq!(days, wanted.then_some(1), "{text}");
        change.commit().await.unwrap();
    }
    assert_eq!(end(&app).await, (day("2027-01-01"), vec![1]));
    assert_eq!(comments(&app, Kind::Membership, id).await.len(), 1);
}

/// DM-MEMB-18: other days move the end that was sent along, and are told.
#[tokio::test]
async fn dm_memb_18_changed_extensions_move_the_end() {
    for (days, expected) in [([20, 30, 40], "2022-08-30"), ([5, 15, 25], "2022-07-16")] {
        let (app, admin, id) = start().await;
        app.run("UPDATE membership SET agreement_start = '2021-06-01', agreement_end = '2022-07-31', extensions = '{10,20,30}'")
            .await;
        edit(&app, &admin, id, |input| input.extensions = days.to_vec()).await;
        assert_eq!(end(&app).await, (day(expected), days.to_vec()));
        let [first, second, third] = days;
        let text = format!("Extensions changed to: {first} days, {second} days, {third} days (new end date: {expected}).");
        assert_eq!(comments(&app, Kind::Membership, id).await, [("Ada Admin".to_owned(), text)]);
    }
}

#[tokio::test]
async fn an_edit_without_other_extensions_says_nothing_of_them() {
    let (app, admin, id) = start().await;
    app.run("UPDATE membership SET extensions = '{10}'").await;
    edit(&app, &admin, id, |input| {
        input.terms = Terms { name: "Skåne".into(), variant: "silver".into(), agreement_end: day("2026-11-30"), ..terms() };
    })
    .await;
    assert_eq!(end(&app).await, (day("2026-11-30"), vec![10]));
    let label: String = app.value("SELECT membership_label(m) FROM membership m").await;
    assert_eq!(label, "Skåne Silver membership Jan 01 - Nov 30, 2026");
    assert!(comments(&app, Kind::Membership, id).await.is_empty());
    assert_eq!(membership::stored(&mut *db(&app).await, -1, false).await.unwrap().map(|stored| stored.id), None);
}

/// DM-MEMB-13: extensions are changed one by one, and rolled values count only where something was rolled.
#[tokio::test]
async fn dm_memb_13_only_what_there_is_can_be_edited() {
    let (app, admin, id) = start().await;
    app.run("UPDATE membership SET extensions = '{10,20}'").await;
    let stored = stored(&app, id).await;
    let own = stored.own(today());
    for (extensions, expected) in [
        (vec![10, 20], vec![]),
        (vec![0, 0], vec![]),
        (vec![10], vec![FieldErrors::FORM]),
        (vec![10, 20, 30], vec![FieldErrors::FORM]),
        (vec![10, -1], vec!["extensions_1"]),
    ] {
        let errors = wrong(&app, &EditInput { extensions, ..stored.input.clone() }, &own).await;
        assert_eq!(fields(&errors), expected);
    }
    let mut negative = stored.input.clone();
    negative.rolled.public_instructor_training_seats_rolled_over = Some(-1);
    assert_eq!(fields(&wrong(&app, &negative, &own).await), ["public_instructor_training_seats_rolled_over"]);
    // Shortening beyond the start.
    app.run("UPDATE membership SET agreement_end = '2026-01-05', extensions = '{4,0}'").await;
    let stored = super::membership_edits::stored(&app, id).await;
    let mut early = stored.input.clone();
    early.extensions[0] = 0;
    assert!(wrong(&app, &early, &stored.own(today())).await.is_empty());
    early.terms.agreement_end = day("2026-01-04");
    assert_eq!(fields(&wrong(&app, &early, &stored.own(today())).await), ["agreement_end"]);

    edit(&app, &admin, id, |input| {
        input.rolled.workshops_without_admin_fee_rolled_over = Some(3);
        input.rolled.workshops_without_admin_fee_rolled_from_previous = Some(4);
    })
    .await;
    let rolled: Option<i32> = app.value("SELECT coalesce(workshops_without_admin_fee_rolled_over, workshops_without_admin_fee_rolled_from_previous) FROM membership").await;
    assert_eq!(rolled, None, "nothing was rolled, so nothing is kept");
}

/// DM-MEMB-11
#[tokio::test]
async fn dm_memb_11_a_consortium_of_several_stays_one() {
    let (app, _, id) = start().await;
    app.run("UPDATE membership SET consortium = true").await;
    let stored = stored(&app, id).await;
    let mut alone = stored.input.clone();
    alone.terms.consortium = false;
    assert!(wrong(&app, &alone, &stored.own(today())).await.is_empty());
    let other = app.organization("kth.se", "KTH").await;
    sqlx::query("INSERT INTO member (membership_id, organization_id, role_id) SELECT $1, $2, max(id) FROM member_role")
        .bind(id)
        .bind(other)
        .execute(app.pool())
        .await
        .unwrap();
    assert_eq!(fields(&wrong(&app, &alone, &stored.own(today())).await), ["consortium"]);
}
