//! Linking people to their accounts on GitHub (PER-16).

use local::elsewhere::Elsewhere;

use crate::support::{Answer, Person, TestApp};

/// AMY with an admin who may change people.
async fn start() -> (TestApp, Elsewhere, Person) {
    let (app, elsewhere) = TestApp::start_with_elsewhere().await;
    let clerk = app.person("Carl Clerk").in_group("trainers").with_permission("change_person").create().await;
    (app, elsewhere, clerk)
}

/// Ada, active, with this name on GitHub.
async fn ada(app: &TestApp, github: &'static str) -> Person {
    let ada = app.person("Ada Lovelace").create().await;
    sqlx::query("UPDATE person SET github = nullif($1, '') WHERE id = $2")
        .bind(github)
        .bind(ada.id)
        .execute(app.pool())
        .await
        .unwrap();
    ada
}

/// Presses the button, and follows to the person's page.
async fn sync(app: &TestApp, clerk: &Person, person: &Person) -> Answer {
    let to =
        app.post(&format!("/workshops/person/{}/sync_usersocialauth/", person.id), &[]).as_user(clerk).await.expect_redirect();
    assert_eq!(to, format!("/workshops/person/{}/", person.id));
    app.get(&to).as_user(clerk).await.expect_page()
}

async fn links(app: &TestApp) -> Vec<(i32, String)> {
    sqlx::query_as("SELECT person_id, uid FROM social_login WHERE provider = 'github' ORDER BY id")
        .fetch_all(app.pool())
        .await
        .unwrap()
}

#[tokio::test]
async fn per_16_an_active_person_is_linked_to_the_account_of_their_name() {
    let (app, elsewhere, clerk) = start().await;
    elsewhere.world.add_account("ada", 1815);
    let ada = ada(&app, "ada").await;
    assert!(sync(&app, &clerk, &ada).await.says("can log in with the account ada on GitHub"));
    assert_eq!(links(&app).await, [(ada.id, "1815".to_owned())]);
    // Once more changes nothing; another account takes the place of the first.
    sync(&app, &clerk, &ada).await;
    elsewhere.world.add_account("ada", 1852);
    sync(&app, &clerk, &ada).await;
    assert_eq!(links(&app).await, [(ada.id, "1852".to_owned())]);
}

#[tokio::test]
async fn per_16_what_cannot_be_linked_is_told_and_changes_nothing() {
    let (app, elsewhere, clerk) = start().await;
    elsewhere.world.add_account("taken", 7);
    let nameless = ada(&app, "").await;
    assert!(sync(&app, &clerk, &nameless).await.says("must be active and have a name on GitHub"));
    let inactive = app.person("Grace Hopper").inactive().create().await;
    app.run("UPDATE person SET github = 'grace' WHERE family = 'Hopper'").await;
    assert!(sync(&app, &clerk, &inactive).await.says("must be active and have a name on GitHub"));
    app.run("UPDATE person SET github = 'nobody-there' WHERE family = 'Lovelace'").await;
    assert!(sync(&app, &clerk, &nameless).await.says("GitHub knows nobody called nobody-there"));
    app.run("UPDATE person SET github = 'taken' WHERE family = 'Lovelace'").await;
    app.run("INSERT INTO social_login (created_at, person_id, provider, uid) SELECT now(), id, 'github', '7' FROM person WHERE family = 'Hopper'").await;
    assert!(sync(&app, &clerk, &nameless).await.says("Another person logs in with the account taken on GitHub already"));
    elsewhere.world.is_down(true);
    assert!(sync(&app, &clerk, &nameless).await.says("answered with the status 502"));
    drop(elsewhere);
    assert!(sync(&app, &clerk, &nameless).await.says("Other sites cannot be asked just now"));
    assert_eq!(links(&app).await, [(inactive.id, "7".to_owned())]);
    app.post("/workshops/person/999999/sync_usersocialauth/", &[]).as_user(&clerk).await.expect_status(404);
}

#[tokio::test]
async fn per_16_only_superusers_let_a_superuser_in() {
    let (app, elsewhere, clerk) = start().await;
    elsewhere.world.add_account("ada", 1815);
    let ada = ada(&app, "ada").await;
    app.run("UPDATE person SET is_superuser = true WHERE family = 'Lovelace'").await;
    let path = format!("/workshops/person/{}/sync_usersocialauth/", ada.id);
    app.post(&path, &[]).as_user(&clerk).await.expect_status(403);
    assert!(links(&app).await.is_empty());
    let root = app.person("Root Rootson").superuser().create().await;
    assert!(sync(&app, &root, &ada).await.says("can log in with the account ada on GitHub"));
}

#[tokio::test]
async fn per_16_nobody_lets_in_who_holds_more() {
    let (app, elsewhere, clerk) = start().await;
    elsewhere.world.add_account("ada", 1815);
    let ada = ada(&app, "ada").await;
    app.run("INSERT INTO person_user_group SELECT p.id, g.id FROM person p, user_group g WHERE p.family = 'Lovelace' AND g.name = 'administrators'").await;
    let path = format!("/workshops/person/{}/sync_usersocialauth/", ada.id);
    app.post(&path, &[]).as_user(&clerk).await.expect_status(403);
    assert_eq!(links(&app).await, []);
    assert!(sync(&app, &app.admin().await, &ada).await.says("can log in with the account ada on GitHub"));
}

/// Rights that somebody is given while GitHub is asked count: a person who becomes an administrator with the second change is linked
/// to nothing by it.
#[tokio::test]
async fn per_16_who_is_promoted_while_github_is_asked_is_not_linked() {
    let (app, elsewhere, clerk) = start().await;
    elsewhere.world.add_account("ada", 1815);
    let ada = ada(&app, "ada").await;
    app.sign_in(&clerk).await;
    app.run_all(
        "CREATE SEQUENCE looks;
         CREATE FUNCTION promote() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
             IF nextval('looks') = 2 THEN
                 INSERT INTO person_user_group SELECT p.id, g.id FROM person p, user_group g
                 WHERE p.family = 'Lovelace' AND g.name = 'administrators';
             END IF;
             RETURN NULL;
         END $$;
         CREATE TRIGGER promote AFTER INSERT ON revision FOR EACH ROW EXECUTE FUNCTION promote()",
    )
    .await;
    let path = format!("/workshops/person/{}/sync_usersocialauth/", ada.id);
    app.post(&path, &[]).as_user(&clerk).await.expect_status(403);
    assert_eq!(app.value::<i64>("SELECT last_value FROM looks").await, 2);
    assert_eq!(links(&app).await, []);
}

#[tokio::test]
async fn per_16_looking_at_the_address_changes_nothing() {
    let (app, elsewhere, clerk) = start().await;
    elsewhere.world.add_account("ada", 1815);
    let ada = ada(&app, "ada").await;
    let to = app.get(&format!("/workshops/person/{}/sync_usersocialauth/", ada.id)).as_user(&clerk).await.expect_redirect();
    assert_eq!(to, format!("/workshops/person/{}/", ada.id));
    assert_eq!(links(&app).await, []);
}
