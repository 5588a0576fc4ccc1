//! What may be deleted, and what goes along (DM-ORG-04, DM-MEMB-21, D-23).

use shared::account::{self, Target};
use shared::deletion::{Blockers, delete};
use shared::record::Kind;

use super::{
    account_benefit_input, account_of, change, new_account_benefit, new_benefit, new_membership, new_partnership,
    partnership_input, terms, tier,
};
use crate::support::TestApp;

/// Deletes a record for good where nothing is in the way.
async fn remove(app: &TestApp, kind: Kind, id: i32) -> Blockers {
    let mut change = change(app).await;
    let blockers = delete(&mut change, kind, &id.to_string()).await.unwrap();
    if blockers.is_empty() {
        change.commit().await.unwrap();
    }
    blockers
}

fn kinds(blockers: &Blockers) -> Vec<&str> {
    blockers.groups.iter().map(|group| group.kind.as_str()).collect()
}

/// DM-ORG-04: everything that refers to an organization stands in the way; links between organizations do not.
#[tokio::test]
async fn dm_org_04_an_organization_stays_while_something_refers_to_it() {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let kth = app.organization("kth.se", "KTH").await;
    sqlx::query("INSERT INTO organization_affiliation VALUES ($1, $2)").bind(lund).bind(kth).execute(app.pool()).await.unwrap();
    app.run("INSERT INTO consortium (name) VALUES ('Sweden')").await;
    app.run("INSERT INTO consortium_organization SELECT c.id, o.id FROM consortium c, organization o WHERE o.domain = 'lu.se'")
        .await;
    new_membership(&app, lund, terms()).await;
    app.event("2026-07-01-lund").hosted_by("lu.se").create().await;
    let found = remove(&app, Kind::Organization, lund).await;
    assert_eq!(kinds(&found), ["events", "members of memberships"]);
    for column in ["sponsor", "administrator"] {
        let event = app.event(&format!("2026-07-02-{column}")).hosted_by("self-organized").create().await;
        let statement = if column == "sponsor" {
            "UPDATE event SET sponsor_id = $1 WHERE id = $2"
        } else {
            "UPDATE event SET administrator_id = $1 WHERE id = $2"
        };
        sqlx::query(statement).bind(lund).bind(event.id).execute(app.pool()).await.unwrap();
    }
    app.run("DELETE FROM event WHERE slug = '2026-07-01-lund'").await;
    let found = remove(&app, Kind::Organization, lund).await;
    assert_eq!(found.groups[0].records.len(), 2, "sponsored and administered, too");
    app.run("DELETE FROM event").await;
    app.run("DELETE FROM member").await;
    let tier = tier(&app, "gold", 1).await;
    new_partnership(&app, &partnership_input(lund, tier, "p")).await;
    assert_eq!(kinds(&remove(&app, Kind::Organization, lund).await), ["partnerships"]);
    app.run("DELETE FROM partnership").await;
    assert!(remove(&app, Kind::Organization, lund).await.is_empty());
    let left: i64 = app
        .value("SELECT (SELECT count(*) FROM organization_affiliation) + (SELECT count(*) FROM consortium_organization) + (SELECT count(*) FROM organization WHERE domain = 'lu.se')")
        .await;
    assert_eq!(left, 0);
}

/// DM-ORG-04: the institution of a request stays.
#[tokio::test]
async fn dm_org_04_institutions_of_requests_stay() {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    app.run("INSERT INTO self_organised_submission (personal, email, online_inperson, public_event, workshop_format, language_id, institution_id) SELECT 'Ada', 'ada@example.org', 'online', 'public', 'short', (SELECT min(id) FROM language), id FROM organization WHERE domain = 'lu.se'").await;
    assert_eq!(kinds(&remove(&app, Kind::Organization, lund).await), ["self-organised submissions"]);
}

/// D-23, DM-ORG-04: an account that nothing draws on goes with its organization; any other keeps it here.
#[tokio::test]
async fn d_23_an_account_goes_with_its_target_or_keeps_it() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let account = account_of(&app, lund).await;
    let benefit = new_benefit(&app, "A seat", "seat", 1).await;
    let drawn = new_account_benefit(&app, &account_benefit_input(account, benefit, 1)).await;
    assert_eq!(kinds(&remove(&app, Kind::Organization, lund).await), ["account benefits"]);
    sqlx::query("DELETE FROM account_benefit WHERE id = $1").bind(drawn).execute(app.pool()).await.unwrap();
    let owner = "INSERT INTO account_owner (account_id, person_id, permission_type) VALUES ($1, $2, 'owner')";
    sqlx::query(owner).bind(account).bind(ada.id).execute(app.pool()).await.unwrap();
    assert_eq!(kinds(&remove(&app, Kind::Organization, lund).await), ["account owners"]);
    app.run("DELETE FROM account_owner").await;
    assert!(remove(&app, Kind::Organization, lund).await.is_empty());
    let accounts: i64 = app.value("SELECT count(*) FROM account WHERE id NOT IN (SELECT a.id FROM account a JOIN organization o ON o.id = a.organization_id)").await;
    assert_eq!(accounts, 0, "none points at nothing");
}

/// D-23: the same for consortiums and persons.
#[tokio::test]
async fn d_23_persons_and_consortiums_leave_no_account_behind() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let sweden: i32 = app.value("INSERT INTO consortium (name) VALUES ('Sweden') RETURNING id").await;
    let mut opened = change(&app).await;
    account::find_or_create(&mut opened, Target::Consortium(sweden)).await.unwrap();
    let individual = account::find_or_create(&mut opened, Target::Person(ada.id)).await.unwrap();
    opened.commit().await.unwrap();
    // A person owns their account.
    assert_eq!(kinds(&remove(&app, Kind::Person, ada.id).await), ["account owners"]);
    sqlx::query("DELETE FROM account_owner WHERE account_id = $1").bind(individual).execute(app.pool()).await.unwrap();
    assert!(remove(&app, Kind::Person, ada.id).await.is_empty());
    assert!(remove(&app, Kind::Consortium, sweden).await.is_empty());
    let accounts: i64 = app.value("SELECT count(*) FROM account WHERE account_type <> 'organisation'").await;
    assert_eq!(accounts, 0);
}

/// D-23: a consortium with a partnership stays.
#[tokio::test]
async fn d_23_a_partner_stays() {
    let app = TestApp::start().await;
    let sweden: i32 = app.value("INSERT INTO consortium (name) VALUES ('Sweden') RETURNING id").await;
    let tier = tier(&app, "gold", 1).await;
    let input = shared::partnership::PartnershipInput {
        partner_consortium: Some(sweden),
        partner_organisation: None,
        ..partnership_input(-1, tier, "p")
    };
    new_partnership(&app, &input).await;
    assert_eq!(kinds(&remove(&app, Kind::Consortium, sweden).await), ["partnerships"]);
}

/// OFF-05: an account takes its owners along, and stays for what draws on it.
#[tokio::test]
async fn an_account_is_deleted_with_its_owners() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let mut opened = change(&app).await;
    let id = account::find_or_create(&mut opened, Target::Person(ada.id)).await.unwrap();
    opened.commit().await.unwrap();
    let benefit = new_benefit(&app, "A seat", "seat", 1).await;
    new_account_benefit(&app, &account_benefit_input(id, benefit, 1)).await;
    let mut kept = change(&app).await;
    assert_eq!(kinds(&account::remove(&mut kept, id).await.unwrap()), ["account benefits"]);
    kept.commit().await.unwrap();
    assert_eq!(app.value::<i64>("SELECT count(*) FROM account_owner").await, 1, "nothing has happened");
    app.run("DELETE FROM account_benefit").await;
    let mut gone = change(&app).await;
    assert!(account::remove(&mut gone, id).await.unwrap().is_empty());
    gone.commit().await.unwrap();
    assert_eq!(app.value::<i64>("SELECT count(*) FROM account WHERE account_type = 'individual'").await, 0);
}

/// DM-MEMB-21: members go along; whatever counts against the membership keeps it.
#[tokio::test]
async fn dm_memb_21_a_membership_stays_while_something_counts_against_it() {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let id = new_membership(&app, lund, shared::membership::Terms { registration_code: "m".into(), ..terms() }).await;
    let event = app.event("2026-07-01-ttt").create().await;
    app.task(&ada, "learner", &event).await;
    app.run("UPDATE task SET seat_membership_id = (SELECT id FROM membership)").await;
    app.run("UPDATE event SET membership_id = (SELECT id FROM membership)").await;
    app.run("INSERT INTO membership_task (membership_id, person_id, role_id) SELECT m.id, p.id, r.id FROM membership m, person p, membership_person_role r WHERE r.name = 'default'").await;
    app.run("INSERT INTO community_role (config_id, person_id, membership_id) SELECT c.id, p.id, m.id FROM community_role_config c, person p, membership m WHERE c.name = 'instructor'").await;
    let found = remove(&app, Kind::Membership, id).await;
    assert_eq!(kinds(&found), ["community roles", "events", "persons in memberships", "tasks"]);
    for statement in ["DELETE FROM community_role", "DELETE FROM task", "DELETE FROM event", "DELETE FROM membership_task"] {
        assert!(!remove(&app, Kind::Membership, id).await.is_empty(), "before {statement}");
        sqlx::query(statement).execute(app.pool()).await.unwrap();
    }
    assert!(remove(&app, Kind::Membership, id).await.is_empty());
    let left: i64 = app.value("SELECT (SELECT count(*) FROM member) + (SELECT count(*) FROM registration_code)").await;
    assert_eq!(left, 0);
}

/// DM-MEMB-21: the membership before one that is deleted keeps its numbers, and can be rolled over again.
#[tokio::test]
async fn dm_memb_21_the_membership_before_is_set_free() {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let old = new_membership(&app, lund, terms()).await;
    let new = new_membership(&app, lund, terms()).await;
    sqlx::query(
        "UPDATE membership SET rolled_to_membership_id = $2, public_instructor_training_seats_rolled_over = 5 WHERE id = $1",
    )
    .bind(old)
    .bind(new)
    .execute(app.pool())
    .await
    .unwrap();
    assert!(remove(&app, Kind::Membership, new).await.is_empty());
    let left: String = app
        .value("SELECT concat_ws('|', rolled_to_membership_id, public_instructor_training_seats_rolled_over) FROM membership")
        .await;
    assert_eq!(left, "5");
}
