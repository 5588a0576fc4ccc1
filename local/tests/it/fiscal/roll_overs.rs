//! Rolling memberships over (MEM-09, DM-MEMB-19, DM-MEMB-20).

use shared::check::Input as _;
use shared::membership::{self, RollOverInput, RollOverStart, Terms};
use shared::record::Kind;
use sqlx::Row as _;

use super::{change, comments, day, db, fields, new_membership, terms, today, viewer, wrong};
use crate::support::TestApp;

async fn start(app: &TestApp, id: i32) -> Option<RollOverStart> {
    membership::roll_over_start(&mut *db(app).await, id, today(), false).await.unwrap()
}

/// Rolls a membership over after a change of the form; gives the new one's id.
async fn roll_over(app: &TestApp, id: i32, alter: impl FnOnce(&mut RollOverInput)) -> i32 {
    let mut change = change(app).await;
    let start = membership::roll_over_start(&mut change, id, today(), true).await.unwrap().unwrap();
    let mut input = start.input.clone();
    alter(&mut input);
    assert_eq!(fields(&input.check(&mut change, &start.limits).await.unwrap()), Vec::<&str>::new());
    let new = membership::roll_over(&mut change, &start, &input).await.unwrap();
    change.commit().await.unwrap();
    new
}

/// Workshops, public and in-house seats that came and went.
async fn rolled(app: &TestApp, id: i32) -> Vec<Option<i32>> {
    let row = sqlx::query(
        "SELECT workshops_without_admin_fee_rolled_from_previous, public_instructor_training_seats_rolled_from_previous,
            inhouse_instructor_training_seats_rolled_from_previous, workshops_without_admin_fee_rolled_over,
            public_instructor_training_seats_rolled_over, inhouse_instructor_training_seats_rolled_over FROM membership WHERE id = $1",
    );
    let row = row.bind(id).fetch_one(app.pool()).await.unwrap();
    (0..6).map(|n| row.get(n)).collect()
}

async fn lund(app: &TestApp, terms: Terms) -> i32 {
    let organization = app.organization("lu.se", "Lund University").await;
    new_membership(app, organization, terms).await
}

/// DM-MEMB-19: what the form starts from, and D-19: also where the old agreement ends on the 29th of February.
#[tokio::test]
async fn dm_memb_19_the_form_starts_from_the_old_membership() {
    let app = TestApp::start().await;
    let id = lund(&app, Terms { registration_code: "lund".into(), public_status: "public".into(), ..terms() }).await;
    let found = start(&app, id).await.unwrap().input;
    let expected = Terms {
        public_status: "public".into(),
        agreement_start: day("2027-01-01"),
        agreement_end: day("2027-12-31"),
        registration_code: String::new(),
        agreement_link: String::new(),
        ..terms()
    };
    assert_eq!(found.terms, expected);
    assert!(found.copy_members && found.copy_membership_tasks);
    let zero = Some(0);
    assert_eq!(
        (
            found.workshops_without_admin_fee_rolled_from_previous,
            found.public_instructor_training_seats_rolled_from_previous,
            found.inhouse_instructor_training_seats_rolled_from_previous
        ),
        (zero, zero, zero)
    );
    app.run("UPDATE membership SET agreement_end = '2028-02-29'").await;
    let leap = start(&app, id).await.unwrap().input.terms.period();
    assert_eq!((leap.start, leap.end), (day("2028-03-01"), day("2029-02-28")));
    assert!(start(&app, -1).await.is_none());
}

/// DM-MEMB-19: numbers go over within what remains, and both sides know.
#[tokio::test]
async fn dm_memb_19_what_goes_over_is_written_on_both_sides() {
    let app = TestApp::start().await;
    let seats = Terms {
        workshops_without_admin_fee_per_agreement: Some(10),
        public_instructor_training_seats: 12,
        additional_public_instructor_training_seats: 0,
        inhouse_instructor_training_seats: 9,
        additional_inhouse_instructor_training_seats: 0,
        ..terms()
    };
    let old = lund(&app, seats).await;
    let person = app.person("Ada Lovelace").create().await;
    sqlx::query("INSERT INTO membership_task (membership_id, person_id, role_id) SELECT $1, $2, id FROM membership_person_role")
        .bind(old)
        .bind(person.id)
        .execute(app.pool())
        .await
        .unwrap();
    let new = roll_over(&app, old, |input| {
        input.terms.agreement_link = "https://example.org/2".into();
        input.workshops_without_admin_fee_rolled_from_previous = Some(3);
        input.public_instructor_training_seats_rolled_from_previous = Some(2);
        input.inhouse_instructor_training_seats_rolled_from_previous = Some(1);
        input.comment = "Once more.".into();
    })
    .await;
    assert_eq!(rolled(&app, old).await, [None, None, None, Some(3), Some(2), Some(1)]);
    assert_eq!(rolled(&app, new).await, [Some(3), Some(2), Some(1), None, None, None]);
    let mut db = db(&app).await;
    let before = membership::by_id(&mut db, old, today()).await.unwrap().unwrap();
    let after = membership::by_id(&mut db, new, today()).await.unwrap().unwrap();
    drop(db);
    assert_eq!(before.rolled_to.as_ref().map(|link| link.id), Some(new));
    assert_eq!(after.rolled_from.as_ref().map(|link| link.id), Some(old));
    assert_eq!((before.workshops.remaining(), before.public_seats.remaining(), before.inhouse_seats.remaining()), (7, 10, 8));
    assert_eq!((after.workshops.remaining(), after.public_seats.remaining(), after.inhouse_seats.remaining()), (13, 14, 10));
    assert_eq!((after.members.len(), after.persons.len()), (1, before.persons.len()));
    assert_eq!(after.members[0].role, "main");
    assert_eq!(comments(&app, Kind::Membership, new).await, [("Automatic comment".to_owned(), "Once more.".to_owned())]);
    // Only once (DM-ST-40).
    assert!(!before.may_roll_over() && start(&app, old).await.is_none());
}

/// DM-MEMB-19: no more than remains, and nothing below zero; blank is nothing.
#[tokio::test]
async fn dm_memb_19_what_goes_over_is_limited_by_what_remains() {
    let app = TestApp::start().await;
    let none = Terms {
        workshops_without_admin_fee_per_agreement: None,
        public_instructor_training_seats: 0,
        additional_public_instructor_training_seats: 0,
        ..terms()
    };
    let id = lund(&app, none).await;
    let learner = app.person("Ada Lovelace").create().await;
    let training = app.event("2026-05-01-ttt").tagged("TTT").create().await;
    app.task(&learner, "learner", &training).await;
    app.run("UPDATE task SET seat_membership_id = (SELECT id FROM membership)").await;
    let start = start(&app, id).await.unwrap();
    assert_eq!((start.limits.workshops, start.limits.public_seats, start.limits.inhouse_seats), (0, 0, 7));
    for (number, says) in [
        (Some(-1), Some("Enter at least 0.")),
        (Some(1), Some("Enter at most 0: no more remains.")),
        (Some(0), None),
        (None, None),
    ] {
        let input = RollOverInput { public_instructor_training_seats_rolled_from_previous: number, ..start.input.clone() };
        let errors = wrong(&app, &input, &start.limits).await;
        let found = errors.of("public_instructor_training_seats_rolled_from_previous").first().map(String::as_str);
        assert_eq!((found, errors.is_empty()), (says, says.is_none()), "{number:?}");
    }
    for (number, fine) in [(7, true), (8, false)] {
        let input = RollOverInput { inhouse_instructor_training_seats_rolled_from_previous: Some(number), ..start.input.clone() };
        assert_eq!(wrong(&app, &input, &start.limits).await.is_empty(), fine, "{number}");
    }
    let new = roll_over(&app, id, |input| input.workshops_without_admin_fee_rolled_from_previous = None).await;
    assert_eq!(rolled(&app, new).await[..3], [None, Some(0), Some(0)]);
}

/// DM-MEMB-19: a consortium may leave its members behind, others may not; persons are everybody's to choose.
#[tokio::test]
async fn dm_memb_19_members_and_persons_come_along_as_asked() {
    for (consortium, copy, members, persons) in [(true, false, 0, 0), (true, true, 1, 1), (false, false, 1, 0)] {
        let app = TestApp::start().await;
        let old = lund(&app, Terms { consortium, ..terms() }).await;
        let person = app.person("Ada Lovelace").create().await;
        sqlx::query(
            "INSERT INTO membership_task (membership_id, person_id, role_id) SELECT $1, $2, min(id) FROM membership_person_role",
        )
        .bind(old)
        .bind(person.id)
        .execute(app.pool())
        .await
        .unwrap();
        let new = roll_over(&app, old, |input| {
            // Whether it is a consortium is not for this form to say.
            input.terms.consortium = !consortium;
            input.copy_members = copy;
            input.copy_membership_tasks = copy;
        })
        .await;
        let after = membership::by_id(&mut *db(&app).await, new, today()).await.unwrap().unwrap();
        assert_eq!((after.consortium, after.members.len(), after.persons.len()), (consortium, members, persons), "{copy}");
    }
}

/// DM-MEMB-20: on either side, what is changed of the rolled values goes to the neighbour, and nothing else does.
#[tokio::test]
async fn dm_memb_20_rolled_values_are_mirrored_in_a_chain() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let first = lund(&app, Terms { workshops_without_admin_fee_per_agreement: Some(20), ..terms() }).await;
    let take = |input: &mut RollOverInput| {
        input.workshops_without_admin_fee_rolled_from_previous = Some(5);
        input.public_instructor_training_seats_rolled_from_previous = Some(6);
        input.inhouse_instructor_training_seats_rolled_from_previous = Some(7);
    };
    let second = roll_over(&app, first, take).await;
    let third = roll_over(&app, second, take).await;
    // Somebody's correction, which an edit of another value must leave alone.
    sqlx::query("UPDATE membership SET inhouse_instructor_training_seats_rolled_over = 99 WHERE id = $1")
        .bind(first)
        .execute(app.pool())
        .await
        .unwrap();

    let author = viewer(&app, &admin).await;
    let mut change = change(&app).await;
    let before = membership::stored(&mut change, second, true).await.unwrap().unwrap();
    assert!(before.is_rolled_from && before.is_rolled_over);
    let mut input = before.input.clone();
    input.rolled.workshops_without_admin_fee_rolled_from_previous = Some(6);
    input.rolled.public_instructor_training_seats_rolled_over = Some(7);
    input.rolled.inhouse_instructor_training_seats_rolled_over = None;
    membership::update(&mut change, &before, &input, &author).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(rolled(&app, first).await, [None, None, None, Some(6), Some(6), Some(99)]);
    assert_eq!(rolled(&app, second).await, [Some(6), Some(6), Some(7), Some(5), Some(7), None]);
    assert_eq!(rolled(&app, third).await, [Some(5), Some(7), None, None, None, None]);
}
