//! Organizations (ORG-01 … ORG-04).

use shared::listing::{Query, Value};
use shared::membership::{self, Terms};
use shared::organization::{self, LISTING, ListRow, OrganizationInput, Own};
use shared::record::Kind;

use super::{change, comments, day, db, fields, new_membership, new_partnership, partnership_input, terms, tier, today, wrong};
use crate::support::TestApp;

fn input() -> OrganizationInput {
    OrganizationInput {
        domain: "https://lu.se/math#top".into(),
        fullname: "Lund University".into(),
        country: Some("SE".into()),
        latitude: Some(55.7),
        longitude: Some(13.2),
        ..OrganizationInput::default()
    }
}

async fn create(app: &TestApp, input: &OrganizationInput) -> Own {
    let mut change = change(app).await;
    let own = organization::create(&mut change, input).await.unwrap();
    change.commit().await.unwrap();
    own
}

async fn update(app: &TestApp, own: &Own, input: &OrganizationInput) -> String {
    let mut change = change(app).await;
    let domain = organization::update(&mut change, own, input).await.unwrap();
    change.commit().await.unwrap();
    domain
}

/// DM-ORG-01, DM-ORG-03: what is stored, the account that comes along, and the comment.
#[tokio::test]
async fn dm_org_03_a_new_organization_has_an_account() {
    let app = TestApp::start().await;
    let own = create(&app, &OrganizationInput { comment: "Met at CarpentryCon.".into(), ..input() }).await;
    assert_eq!(own.domain, "lu.se/math");
    let found = organization::by_domain(&mut *db(&app).await, "lu.se/math").await.unwrap().unwrap();
    assert_eq!((found.id, found.label.as_str()), (own.id, "Lund University <lu.se/math>"));
    assert_eq!((found.country_name.as_deref(), found.latitude, found.longitude), (Some("Sweden"), Some(55.7), Some(13.2)));
    assert_eq!(found.account.as_deref(), Some("Account organisation for \"Lund University <lu.se/math>\""));
    let said = comments(&app, Kind::Organization, own.id).await;
    assert_eq!(said, [("Automatic comment".to_owned(), "Met at CarpentryCon.".to_owned())]);
}

/// DM-ORG-01 and what else a form may have wrong.
#[tokio::test]
async fn dm_org_01_what_is_wrong_is_said_at_its_field() {
    let app = TestApp::start().await;
    let own = create(&app, &input()).await;
    let other = OrganizationInput { domain: "kth.se".into(), fullname: "KTH".into(), ..input() };
    assert!(wrong(&app, &other, &None).await.is_empty());
    for (wrong_input, field) in [
        (OrganizationInput { domain: "no address".into(), ..other.clone() }, "domain"),
        (OrganizationInput { domain: "//lu.se/math".into(), ..other.clone() }, "domain"),
        (OrganizationInput { domain: format!("a.org/{}", "x".repeat(95)), ..other.clone() }, "domain"),
        (OrganizationInput { fullname: "Lund University".into(), ..other.clone() }, "fullname"),
        (OrganizationInput { country: Some("XX".into()), ..other.clone() }, "country"),
        (OrganizationInput { affiliated_organizations: vec![-1], ..other.clone() }, "affiliated_organizations"),
    ] {
        assert_eq!(fields(&wrong(&app, &wrong_input, &None).await), [field]);
    }
    let own = Some(own);
    assert!(wrong(&app, &input(), &own).await.is_empty(), "its own domain and name are no others'");
    let itself = OrganizationInput { affiliated_organizations: vec![own.as_ref().unwrap().id], ..input() };
    assert_eq!(fields(&wrong(&app, &itself, &own).await), ["affiliated_organizations"]);
    // AMY's own organization has a domain that is no address, and can be edited all the same.
    let stored = organization::stored(&mut *db(&app).await, "self-organized", false).await.unwrap().unwrap();
    assert!(wrong(&app, &stored.input, &Some(stored.own.clone())).await.is_empty());
    assert_eq!(update(&app, &stored.own, &stored.input).await, "self-organized");
}

#[tokio::test]
async fn affiliation_has_no_direction() {
    let app = TestApp::start().await;
    let (kth, umu) = (app.organization("kth.se", "KTH").await, app.organization("umu.se", "Umeå").await);
    let own = create(&app, &OrganizationInput { affiliated_organizations: vec![umu, kth, kth], ..input() }).await;
    let affiliated = async |domain: &str| -> Vec<String> {
        let details = organization::by_domain(&mut *db(&app).await, domain).await.unwrap().unwrap();
        details.affiliated.iter().map(|other| other.domain.clone()).collect()
    };
    assert_eq!(affiliated("lu.se/math").await, ["kth.se", "umu.se"]);
    assert_eq!(affiliated("kth.se").await, ["lu.se/math"]);
    // From the other side.
    let stored = organization::stored(&mut *db(&app).await, "kth.se", false).await.unwrap().unwrap();
    assert_eq!(stored.input.affiliated_organizations, [own.id]);
    update(&app, &stored.own, &OrganizationInput { affiliated_organizations: vec![umu], ..stored.input }).await;
    assert_eq!(affiliated("lu.se/math").await, ["umu.se"]);
    assert_eq!(affiliated("umu.se").await, ["kth.se", "lu.se/math"]);
    assert_eq!(update(&app, &own, &OrganizationInput { domain: "lu.se".into(), ..input() }).await, "lu.se");
    assert!(affiliated("lu.se").await.is_empty());
}

/// DM-ORG-05: whatever an organization has to do with, each once.
#[tokio::test]
async fn dm_org_05_its_page_shows_events_and_agreements_of_every_kind() {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let kth = app.organization("kth.se", "KTH").await;
    let all = app.event("2026-03-01-all").hosted_by("lu.se").between("2026-03-01", "2026-03-02").tagged("SWC").create().await;
    let sponsored = app.event("2026-04-01-sponsored").hosted_by("kth.se").between("2026-04-01", "2026-04-02").create().await;
    let run = app.event("2026-05-01-run").hosted_by("kth.se").between("2026-05-01", "2026-05-02").create().await;
    app.event("2026-06-01-none").hosted_by("kth.se").create().await;
    let main = new_membership(&app, lund, terms()).await;
    let consortium = new_membership(&app, kth, Terms { consortium: true, name: "Sweden".into(), ..terms() }).await;
    sqlx::query(
        "INSERT INTO member (membership_id, organization_id, role_id) SELECT $1, $2, id FROM member_role WHERE name <> 'main'",
    )
    .bind(consortium)
    .bind(lund)
    .execute(app.pool())
    .await
    .unwrap();
    for (column, event) in
        [("host", &all), ("sponsor", &all), ("administrator", &all), ("sponsor", &sponsored), ("administrator", &run)]
    {
        let statement = match column {
            "host" => "UPDATE event SET host_id = $1 WHERE id = $2",
            "sponsor" => "UPDATE event SET sponsor_id = $1 WHERE id = $2",
            _ => "UPDATE event SET administrator_id = $1 WHERE id = $2",
        };
        sqlx::query(statement).bind(lund).bind(event.id).execute(app.pool()).await.unwrap();
    }
    for (event, membership) in [(&all, consortium), (&run, main)] {
        sqlx::query("UPDATE event SET membership_id = $2 WHERE id = $1")
            .bind(event.id)
            .bind(membership)
            .execute(app.pool())
            .await
            .unwrap();
    }
    let mut db = db(&app).await;
    let found = organization::by_domain(&mut db, "lu.se").await.unwrap().unwrap();
    let kinds: Vec<_> = found.events.iter().map(|e| (e.slug.as_str(), e.hosted, e.sponsored, e.affiliated)).collect();
    assert_eq!(
        kinds,
        [
            ("2026-05-01-run", false, false, true),
            ("2026-04-01-sponsored", false, true, false),
            ("2026-03-01-all", true, true, false),
        ]
    );
    let memberships = membership::of_organization(&mut db, lund, today()).await.unwrap();
    let mains: Vec<_> = memberships.iter().map(|m| (m.name.as_str(), m.has_main(lund))).collect();
    assert_eq!(mains, [("Lund", true), ("Sweden", false)]);
    drop(db);
    let tier = tier(&app, "gold", 64).await;
    new_partnership(&app, &partnership_input(lund, tier, "p")).await;
    let mut db = super::db(&app).await;
    assert_eq!(shared::partnership::of_organization(&mut db, lund).await.unwrap().len(), 1);
    assert!(shared::partnership::of_organization(&mut db, kth).await.unwrap().is_empty());
}

/// DM-ORG-05: memberships are current from their first day to their last.
#[tokio::test]
async fn dm_org_05_the_list_names_current_memberships_and_filters_by_any() {
    let app = TestApp::start().await;
    let own = create(&app, &input()).await;
    for (name, start, end, variant) in [
        ("First", "2026-06-15", "2026-12-31", "gold"),
        ("Last", "2026-01-01", "2026-06-15", "silver"),
        ("Past", "2026-01-01", "2026-06-14", "bronze"),
        ("Future", "2026-06-16", "2026-12-31", "gold"),
    ] {
        let terms =
            Terms { name: name.into(), agreement_start: day(start), agreement_end: day(end), variant: variant.into(), ..terms() };
        new_membership(&app, own.id, terms).await;
    }
    let list = async |filters: Vec<(&'static str, Value)>| -> Vec<ListRow> {
        let query = Query { filters, today: today(), ..Query::default() };
        LISTING.page(&mut *db(&app).await, &query).await.unwrap().rows
    };
    let swedish = list(vec![("country", Value::Texts(vec!["SE".into()]))]).await;
    let [row] = &swedish[..] else { panic!("one organization: {swedish:?}") };
    let current: Vec<&str> = row.current_memberships.iter().map(|m| m.label.split(' ').next().unwrap()).collect();
    assert_eq!(current, ["Last", "First"]);
    for (variants, found) in [(vec!["bronze"], 1), (vec!["gold", "silver"], 1), (vec!["platinum"], 0)] {
        let variants: Vec<String> = variants.into_iter().map(str::to_owned).collect();
        assert_eq!(list(vec![("memberships__variant", Value::Texts(variants.clone()))]).await.len(), found, "{variants:?}");
    }
    let domains: Vec<String> = list(vec![]).await.into_iter().map(|row| row.domain).collect();
    assert!(domains.is_sorted() && domains.contains(&"self-organized".to_owned()), "{domains:?}");
    let countries = organization::filter_choices(&mut *db(&app).await).await.unwrap().countries;
    assert!(countries.contains(&("SE".to_owned(), "Sweden".to_owned())) && countries.len() < 10, "{countries:?}");
}

/// DM-ORG-06
#[tokio::test]
async fn dm_org_06_requests_are_offered_institutions_by_name() {
    let app = TestApp::start().await;
    app.organization("zz.se", "Aaa").await;
    let offered = organization::for_requests(&mut *db(&app).await).await.unwrap();
    let labels: Vec<&str> = offered.iter().map(|(_, label)| label.as_str()).collect();
    assert_eq!(labels.first(), Some(&"Aaa <zz.se>"));
    assert!(labels.contains(&"Instructor Training <carpentries.org>"), "{labels:?}");
    assert!(!labels.iter().any(|label| label.contains("self-organized")), "{labels:?}");
}

/// DM-ORG-02: those six administer events, and nobody else.
#[tokio::test]
async fn dm_org_02_six_organizations_administer_events() {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let tags: Vec<i32> = sqlx::query_scalar("SELECT id FROM tag WHERE name = 'SWC'").fetch_all(app.pool()).await.unwrap();
    let check = async |administrator: i32| {
        let input = shared::event::EventInput {
            slug: "2026-07-01-lund".into(),
            host: lund,
            sponsor: lund,
            administrator,
            tags: tags.clone(),
            ..Default::default()
        };
        fields(&wrong(&app, &input, &None).await).contains(&"administrator")
    };
    let domains = [
        "self-organized",
        "software-carpentry.org",
        "datacarpentry.org",
        "librarycarpentry.org",
        "carpentries.org",
        "carpentries.org/community-lessons/",
    ];
    for domain in domains {
        assert!(!check(app.id_of("organization", domain).await.parse().unwrap()).await, "{domain}");
    }
    assert!(check(lund).await);
}

/// DM-ORG-07: a continent finds the events in its countries, some of which are in two continents; no continent finds all.
#[tokio::test]
async fn dm_org_07_a_country_may_be_in_two_continents() {
    let app = TestApp::start().await;
    for (slug, country) in [("2026-07-01-istanbul", Some("TR")), ("2026-07-02-lund", Some("SE")), ("2026-07-03-nowhere", None)] {
        let event = app.event(slug);
        if let Some(country) = country { event.in_country(country) } else { event }.create().await;
    }
    let mut found = Vec::new();
    for continent in ["Europe", "Asia", "Africa"] {
        let id: i32 = app.id_of("continent", continent).await.parse().unwrap();
        let query = Query { filters: vec![("continent", Value::Ints(vec![id]))], today: today(), ..Query::default() };
        let page = shared::event::LISTING.page::<shared::event::ListRow>(&mut *db(&app).await, &query).await.unwrap();
        found.push(page.total);
    }
    assert_eq!(found, [2, 1, 0]);
    let all = shared::event::LISTING.page::<shared::event::ListRow>(&mut *db(&app).await, &Query::default()).await.unwrap();
    assert_eq!(all.total, 3);
}
