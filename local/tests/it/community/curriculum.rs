//! Curricula (DM-CURR).

use shared::curriculum::{self, CurriculumInput, Offer};

use super::{change, db, fields, id_of};
use crate::support::TestApp;

/// DM-CURR-01
#[tokio::test]
async fn dm_curr_01_one_at_most_is_unknown_and_one_is_mix_and_match() {
    let app = TestApp::start().await;
    let mut tx = change(&app).await;
    let new =
        CurriculumInput { slug: "new".into(), name: "New".into(), unknown: true, mix_match: true, ..CurriculumInput::default() };
    let id = curriculum::create(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    let standing = "SELECT concat_ws('|', string_agg(slug, ',') FILTER (WHERE unknown), string_agg(slug, ',') FILTER (WHERE mix_match)) FROM curriculum";
    assert_eq!(app.value::<String>(standing).await, "new|new");
    assert_eq!(curriculum::stored(&mut *db(&app).await, id).await.unwrap(), Some(new.clone()));

    // One of the two goes back; the other stays.
    let unknown = id_of(&app, "curriculum", "unknown").await;
    let mut tx = change(&app).await;
    let back = CurriculumInput { unknown: true, ..curriculum::stored(&mut tx, unknown).await.unwrap().unwrap() };
    curriculum::update(&mut tx, unknown, &back).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(app.value::<String>(standing).await, "unknown|new");

    // One that stands for nothing takes nothing away.
    let mut tx = change(&app).await;
    let plain = CurriculumInput { slug: "plain".into(), name: "Plain".into(), ..CurriculumInput::default() };
    curriculum::create(&mut tx, &plain).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(app.value::<String>(standing).await, "unknown|new");
}

#[tokio::test]
async fn slug_and_name_are_one_curriculums() {
    let app = TestApp::start().await;
    let lc = id_of(&app, "curriculum", "lc").await;
    let stored = curriculum::stored(&mut *db(&app).await, lc).await.unwrap().unwrap();
    assert!(fields(&app, &stored, &Some(lc)).await.is_empty());
    assert_eq!(fields(&app, &stored, &None).await, ["name", "slug"]);
    let odd = CurriculumInput {
        slug: "a b".into(),
        carpentry: "XX".into(),
        description: "x".repeat(401),
        ..CurriculumInput::default()
    };
    assert_eq!(fields(&app, &odd, &None).await, ["carpentry", "description", "name", "slug"]);
}

/// DM-CURR-02
#[tokio::test]
async fn dm_curr_02_forms_offer_curricula_in_their_order() {
    let app = TestApp::start().await;
    app.run("DELETE FROM curriculum").await;
    app.run(
        "INSERT INTO curriculum (slug, name, carpentry, other, unknown, mix_match, active) VALUES
         ('a', 'Know not', '', false, true, false, true), ('b', 'Mixed', '', false, false, true, true), ('c', 'Nobody''s', '', false, false, false, true),
         ('d', 'LC other', 'LC', true, false, false, true), ('e', 'LC', 'LC', false, false, false, true), ('f', 'DC b', 'DC', false, false, false, true),
         ('g', 'DC a', 'DC', false, false, false, true), ('h', 'SWC other', 'SWC', true, false, false, true), ('i', 'SWC', 'SWC', false, false, false, true),
         ('j', 'Retired', 'SWC', false, false, false, false)",
    )
    .await;
    let offered = async |offer| {
        let choices = curriculum::choices(&mut *db(&app).await, offer).await.unwrap();
        choices.into_iter().map(|choice| choice.name).collect::<Vec<_>>().join(", ")
    };
    let usual = Offer::default();
    assert_eq!(offered(usual).await, "SWC, SWC other, DC a, DC b, LC, LC other, Nobody's, Know not");
    let all = Offer { mix_match: true, unknown_first: true, ..usual };
    assert_eq!(offered(all).await, "Know not, SWC, SWC other, DC a, DC b, LC, LC other, Mixed, Nobody's");
    let few = Offer { unknown: false, other: false, ..usual };
    assert_eq!(offered(few).await, "SWC, DC a, DC b, LC, Nobody's");
}
