//! Curricula that forms offer (DM-CURR-02).

use shared::curriculum::{self, Offer};

use super::db;
use crate::support::TestApp;

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
