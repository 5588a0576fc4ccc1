//! The list of applications, and the report of duplicates.

use shared::listing::{Query, Value};
use shared::training_request::{Answers, DEFAULT_FILTERS, LISTING, ListRow, duplicates};

use super::{answers, db, match_by_hand, sent};
use crate::support::TestApp;

async fn rows(app: &TestApp, filters: Vec<(&'static str, Value)>, order: Vec<(&'static str, bool)>) -> Vec<ListRow> {
    let query = Query { filters, order, today: app.clock.today(), ..Query::default() };
    LISTING.page::<ListRow>(&mut *db(app).await, &query).await.unwrap().rows
}

/// Three applications: of nobody, of a person, of a person in a training.
async fn three(app: &TestApp) -> [i32; 3] {
    let mut ids = Vec::new();
    for (personal, family) in [("Ada", "Lovelace"), ("Bob", "Babbage"), ("Cyd", "Charisse")] {
        let email = format!("{personal}@x.org");
        ids.push(sent(app, Answers { personal: personal.into(), family: family.into(), email, ..answers() }).await);
        app.clock.advance(chrono::Duration::minutes(1));
    }
    let ids: [i32; 3] = ids.try_into().unwrap();
    let ttt = app.event("2026-07-01-ttt").tagged("TTT").create().await;
    let workshop = app.event("2026-07-01-swc").tagged("SWC").create().await;
    for (id, name) in [(ids[1], "Robert Brown"), (ids[2], "Cynthia Clark")] {
        let person = app.person(name).create().await;
        app.task(&person, "learner", &workshop).await;
        if id == ids[2] {
            app.task(&person, "learner", &ttt).await;
        }
        match_by_hand(app, id, &person).await;
    }
    ids
}

#[tokio::test]
async fn dm_treq_07_unmatched_matched_and_in_training() {
    let app = TestApp::start().await;
    three(&app).await;
    let found = async |filters: Vec<(&'static str, &str)>| {
        let filters = filters.into_iter().map(|(name, value)| (name, Value::Name(value.to_owned()))).collect();
        rows(&app, filters, vec![]).await.into_iter().map(|row| row.name).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(found(vec![]).await, "Ada Lovelace, Bob Babbage, Cyd Charisse");
    assert_eq!(found(vec![("matched", "u")]).await, "Ada Lovelace");
    assert_eq!(found(vec![("matched", "p")]).await, "Bob Babbage");
    assert_eq!(found(vec![("matched", "t")]).await, "Cyd Charisse");
    for (state, first) in [("p", true), ("a", true), ("d", false), ("w", false)] {
        sqlx::query("UPDATE training_request SET state = $1").bind(state).execute(app.pool()).await.unwrap();
        assert_eq!(found(DEFAULT_FILTERS.to_vec()).await, if first { "Ada Lovelace" } else { "" }, "{state}");
        assert_eq!(found(vec![("state", state)]).await.split(", ").count(), 3);
    }
}

#[tokio::test]
async fn the_list_is_filtered_and_ordered_and_dm_treq_01_shows_the_whole_score() {
    let app = TestApp::start().await;
    let [ada, bob, _] = three(&app).await;
    app.run("UPDATE training_request SET score_manual = 5, location = 'Oslo', affiliation = 'UiO', eventbrite_url = 'https://www.eventbrite.com/e/a-1234567890123?aff=5' WHERE personal = 'Bob'").await;
    app.run(
        "UPDATE training_request SET score_manual = 0, member_code_override = true, member_code = 'x_y' WHERE personal = 'Cyd'",
    )
    .await;
    app.run("UPDATE person SET affiliation = 'Brown University' WHERE personal = 'Robert'").await;
    let found = async |name: &'static str, value: Value| {
        rows(&app, vec![(name, value)], vec![]).await.into_iter().map(|row| row.name).collect::<Vec<_>>().join(", ")
    };
    let text = |text: &str| Value::Text(text.to_owned());
    let everybody = "Ada Lovelace, Bob Babbage, Cyd Charisse";
    for (name, value, expected) in [
        ("search", text("love ada"), "Ada Lovelace"),
        ("search", text("ada babbage"), ""),
        ("search", text("bob@x.org"), "Bob Babbage"),
        ("search", text("robert bab"), "Bob Babbage"),
        ("search", text("clark@example.org"), "Cyd Charisse"),
        ("member_code", text("X_"), "Cyd Charisse"),
        ("member_code", text("lund"), "Ada Lovelace, Bob Babbage"),
        // DM-TREQ-19
        ("eventbrite_id", text("1234567890123"), "Bob Babbage"),
        ("eventbrite_id", text("https://www.eventbrite.fr/o/1234567890123?x"), "Bob Babbage"),
        ("eventbrite_id", text("234567"), "Bob Babbage"),
        ("eventbrite_id", text("9999999999"), ""),
        ("eventbrite_id", text("/e/a-"), "Bob Babbage"),
        ("nonnull_manual_score", Value::Bool(true), "Bob Babbage, Cyd Charisse"),
        ("nonnull_manual_score", Value::Bool(false), everybody),
        ("invalid_member_code", Value::Bool(true), "Cyd Charisse"),
        ("affiliation", text("uio"), "Bob Babbage"),
        ("affiliation", text("brown"), "Bob Babbage"),
        ("location", text("lund"), "Ada Lovelace, Cyd Charisse"),
        ("ids", Value::Ints(vec![ada, bob]), "Ada Lovelace, Bob Babbage"),
        ("ids", Value::Ints(vec![]), ""),
    ] {
        assert_eq!(found(name, value.clone()).await, expected, "{name} {value:?}");
    }
    let first = async |order| rows(&app, vec![], vec![order]).await.remove(0).name;
    assert_eq!(first(("created_at", true)).await, "Cyd Charisse");
    assert_eq!(first(("score_total", true)).await, "Bob Babbage");
    assert_eq!(first(("lastname", false)).await, "Bob Babbage");
    assert_eq!(first(("firstname", true)).await, "Cyd Charisse");
    let all = rows(&app, vec![], vec![]).await;
    assert_eq!(all.iter().map(|row| row.score_total).collect::<Vec<_>>(), [1, 6, 1]);
    assert_eq!(all[2].trainings.0, ["2026-07-01-ttt"]);
    assert_eq!(all[1].person.as_deref(), Some("Robert Brown"));
}

#[tokio::test]
async fn dm_treq_18_requests_that_may_be_one_are_reported_by_name_and_by_address() {
    let app = TestApp::start().await;
    for (personal, family, email) in [
        ("Ada", "Lovelace", "a@x.org"),
        ("Ada", "Lovelace", "b@x.org"),
        ("Ada", "King", "c@x.org"),
        ("Bob", "Babbage", "A@X.org"),
        ("Cyd", "Charisse", "d@x.org"),
        ("Cyd", "Charisse", "e@x.org"),
        ("lovelace", "ada", "f@x.org"),
    ] {
        let inserted = sqlx::query("INSERT INTO training_request (personal, family, email) VALUES ($1, $2, $3)");
        inserted.bind(personal).bind(family).bind(email).execute(app.pool()).await.unwrap();
    }
    let found = duplicates(&mut *db(&app).await).await.unwrap();
    let told = |groups: &[Vec<shared::training_request::Possible>]| {
        groups.iter().map(|group| group.iter().map(|one| one.label.clone()).collect::<Vec<_>>().join(", ")).collect::<Vec<_>>()
    };
    assert_eq!(
        told(&found.names),
        [
            "Cyd Charisse <d@x.org> - Pending, Cyd Charisse <e@x.org> - Pending",
            "Ada Lovelace <a@x.org> - Pending, Ada Lovelace <b@x.org> - Pending",
        ]
    );
    assert_eq!(told(&found.emails), ["Ada Lovelace <a@x.org> - Pending, Bob Babbage <A@X.org> - Pending"]);
}
