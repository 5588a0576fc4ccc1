//! Seed rows: added where they are missing, never put over what an administrator has done.

use super::Databases;
use sqlx::Connection as _;

impl Databases {
    /// Seeds ours, and answers how many rows were missing.
    async fn seed(&self) -> u64 {
        let mut connection = self.pool.acquire().await.unwrap();
        let mut transaction = connection.begin().await.unwrap();
        let created = shared::seed::run(&mut transaction).await.unwrap();
        transaction.commit().await.unwrap();
        created
    }
}

#[tokio::test]
async fn a_new_database_has_every_row_and_a_second_seeding_adds_none() {
    let databases = Databases::empty().await;
    for (table, rows) in
        [("country", "251"), ("airport", "7859"), ("language", "190"), ("tag", "21"), ("curriculum", "18"), ("term_option", "9")]
    {
        assert_eq!(databases.text(&format!("SELECT count(*) FROM {table}")).await, rows, "{table}");
    }
    assert_eq!(databases.seed().await, 0);
    // Looking is not enough to use ids up.
    let tag = "INSERT INTO tag (name, details) VALUES ('new', 'New') RETURNING id";
    assert_eq!(sqlx::query_scalar::<_, i32>(tag).fetch_one(&databases.pool).await.unwrap(), 22);
}

#[tokio::test]
async fn what_administrators_changed_stays() {
    let databases = Databases::empty().await;
    databases
        .ours(
            "UPDATE tag SET details = 'Ours', priority = 1 WHERE name = 'TTT';
             UPDATE curriculum SET slug = 'no-idea', name = 'No idea' WHERE unknown;
             DELETE FROM continent_country WHERE country = 'TR';
             DELETE FROM user_group_permission WHERE permission_id = (SELECT id FROM permission WHERE codename = 'delete_person');
             UPDATE term_option SET content = 'Certainly' WHERE id = 1;",
        )
        .await;
    assert_eq!(databases.seed().await, 0);
    assert_eq!(databases.text("SELECT details FROM tag WHERE name = 'TTT'").await, "Ours");
    assert_eq!(databases.text("SELECT slug FROM curriculum WHERE unknown").await, "no-idea");
    let granted =
        "SELECT count(*) FROM user_group_permission JOIN permission p ON p.id = permission_id WHERE codename = 'delete_person'";
    assert_eq!(databases.text(granted).await, "0");
}

#[tokio::test]
async fn what_is_missing_comes_back_with_what_belongs_to_it() {
    let databases = Databases::empty().await;
    databases
        .ours(
            "INSERT INTO person (username, personal) VALUES ('somebody', 'Somebody');
             DELETE FROM term WHERE slug = 'may-contact';
             DELETE FROM permission WHERE codename = 'view_event';
             DELETE FROM user_group WHERE name = 'invoicing';",
        )
        .await;
    databases.seed().await;
    let options =
        "SELECT option_type FROM term_option o JOIN term t ON t.id = o.term_id WHERE t.slug = 'may-contact' ORDER BY o.id";
    assert_eq!(databases.texts(options).await, ["agree", "decline"]);
    // A new term is put to everyone (DM-CONS-07).
    let asked = "SELECT count(*) FROM consent c JOIN term t ON t.id = c.term_id WHERE t.slug = 'may-contact' AND c.term_option_id IS NULL";
    assert_eq!(databases.text(asked).await, "1");
    let groups = "SELECT count(DISTINCT user_group_id) FROM user_group_permission JOIN permission p ON p.id = permission_id WHERE codename = 'view_event'";
    assert_eq!(databases.text(groups).await, "4");
}

#[tokio::test]
async fn a_database_newer_than_this_program_is_left_alone() {
    let databases = Databases::empty().await;
    databases
        .ours("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', true, '', 0)")
        .await;
    let mut connection = databases.pool.acquire().await.unwrap();
    let migrated = shared::migrate::migrate(&mut connection).await.unwrap();
    assert_eq!((migrated.applied, migrated.version), (vec![], 9999));
}
