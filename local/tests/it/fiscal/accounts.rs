//! Accounts (OFF-01 … OFF-04, DM-ACC).

use shared::account::{self, AccountInput, LISTING, ListRow, Target};
use shared::listing::{Query, Value};
use uuid::Uuid;

use super::{account_of, change, db, fields, new_partnership, partnership_input, tier, wrong};
use crate::support::TestApp;

fn input(account_type: &str, target: i32) -> AccountInput {
    AccountInput { account_type: account_type.into(), generic_relation_pk: target, active: true }
}

async fn create(app: &TestApp, input: &AccountInput) -> Uuid {
    let mut change = change(app).await;
    let id = account::create(&mut change, input).await.unwrap();
    change.commit().await.unwrap();
    id
}

async fn owners(app: &TestApp) -> Vec<(i32, String)> {
    sqlx::query_as("SELECT person_id, permission_type FROM account_owner ORDER BY permission_type")
        .fetch_all(app.pool())
        .await
        .unwrap()
}

/// DM-ACC-01: each person, organization and consortium has one account, of its own type.
#[tokio::test]
async fn dm_acc_01_one_account_for_each() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let sweden: i32 = app.value("INSERT INTO consortium (name) VALUES ('Sweden') RETURNING id").await;
    for (account_type, target, label) in [
        ("individual", ada.id, "Account individual for \"Ada Lovelace <ada.lovelace@example.org>\""),
        ("organisation", lund, "Account organisation for \"Lund University <lu.se>\""),
        ("consortium", sweden, "Account consortium for \"Sweden\""),
    ] {
        let input = input(account_type, target);
        assert!(wrong(&app, &input, &None).await.is_empty(), "{account_type}");
        let id = create(&app, &input).await;
        let errors = wrong(&app, &input, &None).await;
        assert_eq!(errors.of("generic_relation_pk"), [format!("“{label}” exists already: each has one account.")]);
        // D-08: saving it unchanged, or switched off, is no second account.
        let stored = account::stored(&mut *db(&app).await, id, false).await.unwrap().unwrap();
        assert_eq!((stored.label.as_str(), &stored.input), (label, &input));
        assert!(wrong(&app, &AccountInput { active: false, ..input.clone() }, &Some(stored.own)).await.is_empty());
        let mut change = change(&app).await;
        let target = Target::of(account_type, target).unwrap();
        assert_eq!(account::find_or_create(&mut change, target).await.unwrap(), id, "found, not made");
    }
    for (account_type, target, field) in
        [("individual", -1, "generic_relation_pk"), ("consortium", -1, "generic_relation_pk"), ("company", lund, "account_type")]
    {
        assert_eq!(fields(&wrong(&app, &input(account_type, target), &None).await), [field], "{account_type}");
    }
}

/// DM-ACC-02: a person owns their account, whoever that comes to be.
#[tokio::test]
async fn dm_acc_02_the_person_of_an_individual_account_is_its_owner() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("Ada Lovelace").create().await, app.person("Bob Babbage").create().await);
    let lund = app.organization("lu.se", "Lund University").await;
    let id = create(&app, &input("individual", ada.id)).await;
    assert_eq!(owners(&app).await, [(ada.id, "owner".to_owned())]);
    let contact = "INSERT INTO account_owner (account_id, person_id, permission_type) VALUES ($1, $2, 'billing_contact')";
    sqlx::query(contact).bind(id).bind(ada.id).execute(app.pool()).await.unwrap();
    let save = async |input: AccountInput| {
        let mut change = change(&app).await;
        let stored = account::stored(&mut change, id, true).await.unwrap().unwrap();
        account::update(&mut change, stored.own, &input).await.unwrap();
        change.commit().await.unwrap();
    };
    save(AccountInput { active: false, ..input("individual", bob.id) }).await;
    assert_eq!(owners(&app).await, [(bob.id, "owner".to_owned())], "no screen would take a contact away");
    assert!(!app.value::<bool>("SELECT active FROM account WHERE account_type = 'individual'").await);
    save(input("organisation", lund)).await;
    assert_eq!(
        app.value::<String>(
            "SELECT account_type FROM account a JOIN organization o ON o.id = a.organization_id WHERE o.domain = 'lu.se'"
        )
        .await,
        "organisation"
    );
    app.run("DELETE FROM account_owner").await;
    save(input("individual", ada.id)).await;
    assert_eq!(owners(&app).await, [(ada.id, "owner".to_owned())], "made where it is missing");
}

/// DM-ACC-02, DM-PART-02: an account with partnerships stays their partner's.
#[tokio::test]
async fn dm_part_02_an_account_with_partnerships_stays_the_partners() {
    let app = TestApp::start().await;
    let (lund, kth) = (app.organization("lu.se", "Lund University").await, app.organization("kth.se", "KTH").await);
    let id = account_of(&app, lund).await;
    let tier = tier(&app, "gold", 64).await;
    let stored = account::stored(&mut *db(&app).await, id, false).await.unwrap().unwrap();
    assert!(wrong(&app, &input("organisation", kth), &Some(stored.own)).await.is_empty());
    new_partnership(&app, &partnership_input(lund, tier, "p")).await;
    let errors = wrong(&app, &input("organisation", kth), &Some(stored.own)).await;
    assert_eq!(fields(&errors), ["generic_relation_pk"]);
    assert!(wrong(&app, &AccountInput { active: false, ..stored.input.clone() }, &Some(stored.own)).await.is_empty());
}

/// DM-ACC-03
#[tokio::test]
async fn dm_acc_03_a_persons_account_shows_no_partnerships() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let individual = create(&app, &input("individual", ada.id)).await;
    let organisation = create(&app, &input("organisation", lund)).await;
    let mut db = db(&app).await;
    let details = account::by_id(&mut db, individual).await.unwrap().unwrap();
    assert!(!details.has_partnerships());
    assert_eq!((details.person_id, details.target.as_str()), (Some(ada.id), "Ada Lovelace <ada.lovelace@example.org>"));
    let details = account::by_id(&mut db, organisation).await.unwrap().unwrap();
    assert!(details.has_partnerships());
    assert_eq!(details.organization_domain.as_deref(), Some("lu.se"));
}

/// OFF-01
#[tokio::test]
async fn the_list_of_accounts_is_filtered_by_type_and_use() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    create(&app, &AccountInput { active: false, ..input("individual", ada.id) }).await;
    let list = async |filters: Vec<(&'static str, Value)>, order: Vec<(&'static str, bool)>| -> Vec<ListRow> {
        LISTING.page(&mut *db(&app).await, &Query { filters, order, ..Query::default() }).await.unwrap().rows
    };
    let individual = vec![("account_type", Value::Texts(vec!["individual".into()]))];
    assert_eq!(list(individual, vec![]).await[0].target, "Ada Lovelace <ada.lovelace@example.org>");
    assert_eq!(list(vec![("active", Value::Bool(false))], vec![]).await.len(), 1);
    let all = list(vec![], vec![("generic_relation", false)]).await;
    assert_eq!(all[0].account_type, "individual");
    assert_eq!(all.len(), 1 + app.value::<i64>("SELECT count(*) FROM organization").await as usize);
}
