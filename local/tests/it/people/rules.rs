//! The rules of a person that are held wherever they come from (DM-PERSON).

use shared::access;
use shared::deletion;
use shared::lookup::{Extras, Lookup, search};
use shared::person::{self, Linked, PersonInput};
use shared::record::Kind;

use super::{change, db, fields, told, url};
use crate::support::{Person, TestApp};

async fn update(app: &TestApp, id: i32, edit: impl FnOnce(PersonInput) -> PersonInput) {
    let mut tx = change(app).await;
    let stored = person::stored(&mut tx, id, true).await.unwrap().unwrap();
    let input = edit(stored.input.clone());
    person::update(&mut tx, id, &stored, input).await.unwrap();
    tx.commit().await.unwrap();
}

async fn logins(app: &TestApp, person: &Person) -> String {
    let logins =
        "SELECT coalesce(string_agg(provider || ':' || uid, ' ' ORDER BY uid), '') FROM social_login WHERE person_id = $1";
    told(app, logins, person.id).await.unwrap()
}

/// DM-PERSON-01
#[tokio::test]
async fn dm_person_01_an_address_or_a_user_name_opens_an_active_account() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    app.person("Id Le").inactive().create().await;
    let mut db = db(&app).await;
    for (login, found) in [
        ("potter_harry", true),
        ("Potter_Harry", false),
        ("harry.potter@example.org", true),
        (" Harry.Potter@Example.org ", true),
        ("potter_harry@example.org", false),
        ("le_id", false),
        ("id.le@example.org", false),
        ("", false),
    ] {
        let account = access::account(&mut db, login).await.unwrap();
        assert_eq!(account.map(|account| account.id), found.then_some(harry.id), "{login}");
    }
}

/// DM-PERSON-03
#[tokio::test]
async fn dm_person_03_a_new_person_is_named_and_an_old_one_may_be_renamed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    // The form for a new person does not ask, and takes no answer.
    let to = app.post("/workshops/persons/add/", &fields(&[("username", "root")])).as_user(&admin).await.expect_redirect();
    let id: i32 = to.trim_start_matches("/workshops/person/").trim_end_matches('/').parse().unwrap();
    assert_eq!(told(&app, "SELECT username FROM person WHERE id = $1", id).await.as_deref(), Some("potter_harry"));
    let page = app.post(&url(id, "edit/"), &fields(&[("username", "a b")])).as_user(&admin).await.expect_status(422);
    assert!(page.text.contains("href=\"#id_username\""));
    app.post(&url(id, "edit/"), &fields(&[("username", "the-boy_who")])).as_user(&admin).await.expect_redirect();
    assert_eq!(told(&app, "SELECT username FROM person WHERE id = $1", id).await.as_deref(), Some("the-boy_who"));
}

/// DM-PERSON-04, DM-PERSON-05, DM-PERSON-16, D-13, D-25
#[tokio::test]
async fn dm_person_04_dm_person_05_dm_person_16_names_and_addresses_are_written_in_one_way() {
    let app = TestApp::start().await;
    let mut tx = change(&app).await;
    let input = PersonInput {
        personal: " Harry ".into(),
        middle: " James ".into(),
        family: "  ".into(),
        email: " HARRY@Hogwarts.ORG ".into(),
        secondary_email: " Owl@Hogwarts.org ".into(),
        gender: "U".into(),
        ..PersonInput::default()
    };
    let id = person::create(&mut tx, input).await.unwrap();
    tx.commit().await.unwrap();
    let row = "SELECT concat_ws('|', personal, middle, family, email, secondary_email, num_nulls(github, twitter, bluesky, mastodon), person_full_name(p),
        person_label(p)) FROM person p WHERE id = $1";
    let expected = "Harry|James||harry@hogwarts.org|owl@hogwarts.org|4|Harry James|Harry James <harry@hogwarts.org>";
    assert_eq!(told(&app, row, id).await.as_deref(), Some(expected));
    update(&app, id, |input| PersonInput { family: " Potter".into(), middle: String::new(), email: "  ".into(), ..input }).await;
    assert_eq!(told(&app, row, id).await.as_deref(), Some("Harry||Potter|owl@hogwarts.org|4|Harry Potter|Harry Potter"));
    // Whatever path an address comes by, and however often.
    for statement in [
        "UPDATE person SET email = 'Harry@hogwarts.org'",
        "UPDATE person SET email = ' harry@hogwarts.org'",
        "UPDATE person SET email = ''",
        "UPDATE person SET github = ''",
    ] {
        assert!(sqlx::query(statement).execute(app.pool()).await.is_err(), "{statement}");
    }
}

/// DM-PERSON-10, DM-PERSON-11
#[tokio::test]
async fn dm_person_10_dm_person_11_the_airport_tells_the_place_unless_the_person_does() {
    let app = TestApp::start().await;
    let id = app.person("Harry Potter").create().await.id;
    let place = "SELECT concat_ws('|', airport_iata, airport_country, round(airport_lat), round(airport_lon), airport_timezone,
        person_country(p), person_timezone(p)) FROM person p WHERE id = $1";
    update(&app, id, |input| PersonInput { airport_iata: "KRK".into(), ..input }).await;
    assert_eq!(told(&app, place, id).await.as_deref(), Some("KRK|PL|50|20|Europe/Warsaw|PL|Europe/Warsaw"));
    update(&app, id, |input| PersonInput { country: Some("DE".into()), timezone: Some("UTC".into()), ..input }).await;
    assert_eq!(told(&app, place, id).await.as_deref(), Some("KRK|PL|50|20|Europe/Warsaw|DE|UTC"));
    update(&app, id, |input| PersonInput { airport_iata: "QQQ".into(), ..input }).await;
    assert_eq!(told(&app, place, id).await.as_deref(), Some("||0|0|||"));
}

/// DM-PERSON-14
#[tokio::test]
async fn dm_person_14_another_name_on_github_ends_the_logins_of_the_old_one() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    let link = async || {
        let link =
            sqlx::query("INSERT INTO social_login (person_id, provider, uid) VALUES ($1, 'github', '42') ON CONFLICT DO NOTHING");
        link.bind(harry.id).execute(app.pool()).await.unwrap();
    };
    for (github, kept) in [("harry", false), ("harry", true), ("harryp", false), ("", false)] {
        link().await;
        update(&app, harry.id, |input| PersonInput { github: github.into(), middle: input.middle.clone() + "J", ..input }).await;
        assert_eq!(logins(&app, &harry).await == "github:42", kept, "{github}");
    }
}

/// DM-PERSON-15
#[tokio::test]
async fn dm_person_15_an_active_person_is_linked_to_the_account_of_their_name() {
    let app = TestApp::start().await;
    let (harry, ron) = (app.person("Harry Potter").create().await, app.person("Ron Weasley").create().await);
    let link = async |person: &Person, name: &str, uid: &str| {
        let mut tx = change(&app).await;
        let linked = person::link_github(&mut tx, person.id, name, uid).await.unwrap();
        tx.commit().await.unwrap();
        linked
    };
    let name = async |person: &Person| person::github_name(&mut *db(&app).await, person.id).await.unwrap();
    assert_eq!((name(&harry).await, link(&harry, "harry", "42").await), (None, Linked::Impossible));
    for (github, id) in [("harry", harry.id), ("ron", ron.id)] {
        sqlx::query("UPDATE person SET github = $2 WHERE id = $1").bind(id).bind(github).execute(app.pool()).await.unwrap();
    }
    assert_eq!(name(&harry).await.as_deref(), Some("harry"));
    assert_eq!(link(&harry, "harry", "41").await, Linked::Done);
    assert_eq!(link(&harry, "harry", "42").await, Linked::Done);
    assert_eq!(link(&harry, "harry", "42").await, Linked::Done);
    assert_eq!(logins(&app, &harry).await, "github:42");
    // The name was another when it was looked up, the account is another's, the person may not log in: nothing changes.
    assert_eq!(link(&harry, "potter", "43").await, Linked::Impossible);
    assert_eq!(link(&ron, "ron", "42").await, Linked::Taken);
    app.run("UPDATE person SET is_active = false").await;
    assert_eq!((name(&harry).await, link(&harry, "harry", "44").await), (None, Linked::Impossible));
    assert_eq!((logins(&app, &harry).await.as_str(), logins(&app, &ron).await.as_str()), ("github:42", ""));
    // A name that GitHub would not take, as an import may bring, is never asked for.
    app.run("UPDATE person SET is_active = true, github = 'no-name-' WHERE github = 'ron'").await;
    assert_eq!((name(&ron).await, link(&ron, "no-name-", "45").await), (None, Linked::Impossible));
}

/// DM-PERSON-23, D-23
#[tokio::test]
async fn dm_person_23_trainings_memberships_and_accounts_stand_in_the_way_too() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    for (sql, kind) in [
        ("INSERT INTO training_progress (trainee_id, requirement_id) SELECT $1, min(id) FROM training_requirement", "training progresses"),
        (
            "WITH m AS (INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type)
                VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial') RETURNING id)
             INSERT INTO membership_task (membership_id, person_id, role_id) SELECT m.id, $1, (SELECT min(id) FROM membership_person_role) FROM m",
            "persons in memberships",
        ),
        (
            "INSERT INTO account_owner (account_id, person_id, permission_type) SELECT id, $1, 'owner' FROM account ORDER BY id LIMIT 1",
            "account owners",
        ),
        ("INSERT INTO award (person_id, badge_id, awarded) SELECT $1, min(id), '2026-01-01' FROM badge", "awards"),
        ("INSERT INTO qualification (person_id, lesson_id) SELECT $1, min(id) FROM lesson", "qualifications"),
    ] {
        sqlx::query(sql).bind(harry.id).execute(app.pool()).await.unwrap();
        let mut tx = change(&app).await;
        let blockers = deletion::delete(&mut tx, Kind::Person, &harry.id.to_string()).await.unwrap();
        assert!(blockers.groups.iter().any(|group| group.kind == kind), "{kind}: {blockers:?}");
    }
    // An account of one's own that nobody uses goes along, one in use does not.
    let ron = app.person("Ron Weasley").create().await;
    let account: uuid::Uuid = sqlx::query_scalar("INSERT INTO account (person_id) VALUES ($1) RETURNING id")
        .bind(ron.id)
        .fetch_one(app.pool())
        .await
        .unwrap();
    sqlx::query("INSERT INTO account_owner (account_id, person_id, permission_type) VALUES ($1, $2, 'owner')")
        .bind(account)
        .bind(harry.id)
        .execute(app.pool())
        .await
        .unwrap();
    let delete = async || {
        let mut tx = change(&app).await;
        let blockers = deletion::delete(&mut tx, Kind::Person, &ron.id.to_string()).await.unwrap();
        tx.commit().await.unwrap();
        blockers.groups.into_iter().map(|group| group.kind).collect::<Vec<_>>()
    };
    assert_eq!(delete().await, ["account owners"]);
    app.run("DELETE FROM account_owner").await;
    // What is only theirs, and who was looking after what.
    for sql in [
        "INSERT INTO social_login (person_id, provider, uid) VALUES ($1, 'github', '1')",
        "INSERT INTO training_request (person_id, personal, email) VALUES ($1, 'Ron', 'r@w.org')",
    ] {
        sqlx::query(sql).bind(ron.id).execute(app.pool()).await.unwrap();
    }
    assert!(delete().await.is_empty());
    let left =
        "SELECT concat_ws('|', (SELECT count(*) FROM person WHERE id = $1), (SELECT count(*) FROM account WHERE person_id = $1),
        (SELECT count(*) FROM social_login), (SELECT count(*) FROM training_request WHERE person_id IS NULL))";
    assert_eq!(told(&app, left, ron.id).await.as_deref(), Some("0|0|0|1"));
}

/// DM-PERSON-24
#[tokio::test]
async fn dm_person_24_people_are_looked_up_by_names_and_addresses() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    app.person("Ada Admin").administrator().create().await;
    app.person("Sue Per").superuser().create().await;
    app.person("Steve Ring").in_group("steering committee").create().await;
    sqlx::query("UPDATE person SET secondary_email = 'owl@x.org' WHERE id = $1")
        .bind(harry.id)
        .execute(app.pool())
        .await
        .unwrap();
    let find = async |lookup: Lookup, term: &str| {
        let found = search(&mut *db(&app).await, lookup, term, &Extras::default(), 1).await.unwrap().unwrap();
        found.results.into_iter().map(|hit| hit.text.split(" <").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    for term in ["HARR", "otte", "arry.potter@EXAMPLE", "owl@", "potter_h", "harry potter", "pot har", "POTTER  HARRY"] {
        assert_eq!(find(Lookup::Persons, term).await, ["Harry Potter"], "{term}");
    }
    for term in ["harry james potter", "ron potter", "%", "_otter"] {
        assert!(find(Lookup::Persons, term).await.is_empty(), "{term}");
    }
    assert_eq!(find(Lookup::Admins, "").await, ["Ada Admin", "Sue Per"]);
    assert!(find(Lookup::Admins, "ada admin").await.is_empty(), "no two words");
    assert_eq!(find(Lookup::Admins, "ada").await, ["Ada Admin"]);
    let role = "INSERT INTO community_role (person_id, config_id, \"end\") SELECT $1, id, '2020-01-01' FROM community_role_config WHERE name = $2";
    sqlx::query(role).bind(harry.id).bind("trainer").execute(app.pool()).await.unwrap();
    assert!(find(Lookup::Instructors, "").await.is_empty());
    sqlx::query(role).bind(harry.id).bind("instructor").execute(app.pool()).await.unwrap();
    assert_eq!(find(Lookup::Instructors, "potter harry").await, ["Harry Potter"]);
}

/// DM-PERSON-29
#[tokio::test]
async fn dm_person_29_saving_replaces_the_lessons_that_a_person_can_teach() {
    let app = TestApp::start().await;
    let id = app.person("Harry Potter").create().await.id;
    let lessons =
        "SELECT coalesce(string_agg(lesson_id::text, ',' ORDER BY lesson_id), '') FROM qualification WHERE person_id = $1";
    for (chosen, expected) in [(vec![1, 2], "1,2"), (vec![2, 3], "2,3"), (vec![], "")] {
        update(&app, id, |input| PersonInput { lessons: chosen, ..input }).await;
        assert_eq!(told(&app, lessons, id).await.as_deref(), Some(expected));
    }
}
