//! Seed rows: added where they are missing, never put over what an administrator has done.

use sqlx::Connection as _;

use crate::support::Database;

/// The seeded tables, and how many rows section 5 of the data model lists for each.
const ROWS: &[(&str, i64)] = &[
    ("academic_level", 7),
    ("account", 6),
    ("account_benefit_discount", 3),
    ("airport", 7859),
    ("badge", 11),
    ("benefit", 4),
    ("community_role_config", 10),
    ("community_role_inactivation", 5),
    ("computing_experience_level", 4),
    ("continent", 7),
    ("country", 251),
    ("criterium", 5),
    ("curriculum", 18),
    ("data_variant", 8),
    ("email_template", 19),
    ("event_category", 4),
    ("info_source", 9),
    ("involvement", 4),
    ("knowledge_domain", 18),
    ("language", 190),
    ("lesson", 16),
    ("member_role", 3),
    ("membership_person_role", 3),
    ("organization", 6),
    ("partnership_tier", 0),
    ("role", 7),
    ("tag", 21),
    ("term", 4),
    ("term_option", 9),
    ("training_requirement", 4),
    ("user_group", 4),
];

impl Database {
    /// Seeds as `migrate` does, and answers how many rows were missing.
    async fn seed(&self) -> u64 {
        let mut connection = self.pool.acquire().await.unwrap();
        shared::migrate::seed(&mut connection).await.unwrap()
    }
}

#[tokio::test]
async fn dm_seed_01_a_new_database_has_every_row_and_dm_seed_02_a_second_seeding_adds_none() {
    let database = Database::new().await;
    for (table, rows) in ROWS {
        assert_eq!(database.count(table).await, *rows, "{table}");
    }
    let (revisions, versions) = (database.count("revision").await, database.count("version").await);
    assert_eq!(database.seed().await, 0);
    assert_eq!((database.count("revision").await, database.count("version").await), (revisions, versions));
    // Looking is not enough to use ids up.
    let tag = "INSERT INTO tag (name, details) VALUES ('new', 'New') RETURNING id";
    assert_eq!(sqlx::query_scalar::<_, i32>(tag).fetch_one(&database.pool).await.unwrap(), 22);
}

#[tokio::test]
async fn dm_seed_01_the_rows_say_what_code_and_people_rely_on() {
    let database = Database::new().await;
    for (query, expected) in [
        ("SELECT string_agg(name, ', ' ORDER BY id) FROM training_requirement", "Training, Welcome Session, Get Involved, Demo"),
        ("SELECT string_agg(name, ', ') FROM training_requirement WHERE event_required", "Training"),
        ("SELECT string_agg(name, ', ') FROM training_requirement WHERE involvement_required", "Get Involved"),
        ("SELECT count(*) FROM training_requirement WHERE url_required", "0"),
        (
            "SELECT string_agg(concat(name, ': ', url_required::int, date_required::int, notes_required::int), ', ' ORDER BY id) FROM involvement",
            "Workshop Instructor/Helper: 110, Community Meeting: 011, GitHub Contribution: 110, Other: 011",
        ),
        ("SELECT string_agg(name, ', ') FROM data_variant WHERE unknown", "Don't know yet"),
        ("SELECT string_agg(name, ', ' ORDER BY name) FROM user_group", "administrators, invoicing, steering committee, trainers"),
        ("SELECT string_agg(name, ', ' ORDER BY id) FROM membership_person_role", "default, billing_contact, programmatic_contact"),
        ("SELECT string_agg(DISTINCT account_type, ', ') FROM account", "organisation"),
        ("SELECT id FROM benefit WHERE name = 'Skillup'", "a7b57542-ad84-45c9-b983-ecdfde0c62f2"),
        ("SELECT description FROM benefit WHERE name = 'Skillup'", "Skillup default benefit"),
        ("SELECT id FROM account_benefit_discount WHERE name = 'Full Discount'", "b2c3d4e5-f6a7-8901-bcde-f12345678901"),
        ("SELECT id FROM event_category WHERE name = 'training'", "2de12baf-aa58-45a8-9a8d-fdac593b6708"),
        (
            "SELECT string_agg(concat(name, ' ', (SELECT count(*) FROM criterium_country WHERE criterium_id = c.id)), ', ' ORDER BY id) FROM criterium c",
            "AU 1, Africa 58, CA 1, NZ 1, UK 1",
        ),
        ("SELECT email FROM criterium c JOIN criterium_country k ON k.criterium_id = c.id WHERE country = 'GB'", "admin-uk@carpentries.org"),
        (
            "SELECT count(*) FROM continent_country JOIN continent c ON c.id = continent_id WHERE c.name = 'Africa' AND country = 'TF'",
            "1",
        ),
        (
            "SELECT count(*) FROM email_template WHERE active AND reply_to_header = '' AND bcc_header = '{}' AND body LIKE 'Dear %'
             AND (cc_header = '{}' OR cc_header = ARRAY[from_header])",
            "19",
        ),
        ("SELECT count(*) FROM email_template WHERE cc_header = '{}'", "9"),
        ("SELECT id FROM email_template WHERE signal = 'ask_for_website'", "1b7cff0e-5102-4c88-9bd5-efba57078580"),
    ] {
        assert_eq!(database.text(query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn dm_seed_02_what_administrators_changed_stays() {
    let database = Database::new().await;
    database
        .run(
            "UPDATE tag SET details = 'Ours', priority = 1 WHERE name = 'TTT';
             UPDATE curriculum SET slug = 'no-idea', name = 'No idea' WHERE unknown;
             DELETE FROM continent_country WHERE country = 'TR';
             DELETE FROM criterium_country WHERE country = 'ZM';
             DELETE FROM user_group_permission WHERE permission_id = (SELECT id FROM permission WHERE codename = 'delete_person');
             UPDATE term_option SET content = 'Certainly' WHERE id = 1;
             UPDATE email_template SET name = 'Web', body = 'Where?', active = false WHERE signal = 'ask_for_website';
             UPDATE benefit SET name = 'A seat' WHERE name = 'Skillup';
             UPDATE account_benefit_discount SET name = 'Half' WHERE name = 'Partial Sponsorship';
             UPDATE involvement SET display_name = 'Went to a meeting', archived_at = now() WHERE name = 'Community Meeting';
             UPDATE info_source SET name = 'By word of mouth' WHERE name LIKE 'A friend%';
             DELETE FROM data_variant WHERE name LIKE 'Nucleotide%';
             UPDATE criterium SET email = 'uk@example.org' WHERE name = 'UK';
             UPDATE account SET active = false",
        )
        .await;
    let versions = database.count("version").await;
    assert_eq!(database.seed().await, 0);
    assert_eq!(database.count("version").await, versions);
    assert_eq!(database.text("SELECT details FROM tag WHERE name = 'TTT'").await, "Ours");
    assert_eq!(database.text("SELECT slug FROM curriculum WHERE unknown").await, "no-idea");
    assert_eq!(database.text("SELECT body FROM email_template WHERE signal = 'ask_for_website'").await, "Where?");
    assert_eq!(database.count("criterium_country WHERE country = 'ZM'").await, 0);
    let granted =
        "SELECT count(*) FROM user_group_permission JOIN permission p ON p.id = permission_id WHERE codename = 'delete_person'";
    assert_eq!(database.text(granted).await, "0");
}

#[tokio::test]
async fn dm_seed_02_what_is_missing_comes_back_with_what_belongs_to_it() {
    let database = Database::new().await;
    database
        .run(
            "DELETE FROM term WHERE slug = 'may-contact';
             INSERT INTO person (username, personal) VALUES ('somebody', 'Somebody');
             DELETE FROM permission WHERE codename = 'view_event';
             DELETE FROM user_group WHERE name = 'invoicing';
             DELETE FROM organization WHERE domain = 'librarycarpentry.org';
             DELETE FROM email_template WHERE signal = 'recruit_helpers';
             DELETE FROM criterium WHERE name = 'NZ'",
        )
        .await;
    database.seed().await;
    let options =
        "SELECT option_type FROM term_option o JOIN term t ON t.id = o.term_id WHERE t.slug = 'may-contact' ORDER BY o.id";
    assert_eq!(database.texts(options).await, ["agree", "decline"]);
    // A new term is put to everyone (DM-CONS-07).
    let asked = "SELECT count(*) FROM consent c JOIN term t ON t.id = c.term_id WHERE t.slug = 'may-contact' AND c.term_option_id IS NULL";
    assert_eq!(database.text(asked).await, "1");
    let groups = "SELECT count(DISTINCT user_group_id) FROM user_group_permission JOIN permission p ON p.id = permission_id WHERE codename = 'view_event'";
    assert_eq!(database.text(groups).await, "4");
    // DM-ORG-03
    let account = "SELECT account_type FROM account a JOIN organization o ON o.id = a.organization_id WHERE domain = 'librarycarpentry.org'";
    assert_eq!(database.texts(account).await, ["organisation"]);
    assert_eq!(database.text("SELECT name FROM email_template WHERE signal = 'recruit_helpers'").await, "Recruit helpers");
    assert_eq!(
        database.text("SELECT country FROM criterium_country k JOIN criterium c ON c.id = criterium_id WHERE name = 'NZ'").await,
        "NZ"
    );
}

/// DM-SEED-02
#[tokio::test]
async fn obsolete_requirements_go_unless_somebody_has_met_them() {
    let database = Database::new().await;
    database
        .run(
            "INSERT INTO training_requirement (name) VALUES ('DC Homework'), ('SWC Homework'), ('LC Homework'), ('DC Demo'), ('SWC Demo'),
                 ('LC Demo'), ('Of our own');
             WITH somebody AS (INSERT INTO person (username, personal) VALUES ('somebody', 'Somebody') RETURNING id)
             INSERT INTO training_progress (trainee_id, requirement_id)
             SELECT somebody.id, r.id FROM somebody, training_requirement r WHERE name = 'SWC Demo'",
        )
        .await;
    for _ in 0..2 {
        assert_eq!(database.seed().await, 0);
        let left = "SELECT name FROM training_requirement ORDER BY name";
        assert_eq!(database.texts(left).await, ["Demo", "Get Involved", "Of our own", "SWC Demo", "Training", "Welcome Session"]);
    }
}

/// DM-SEED-02: who is about to use an obsolete requirement is waited for, and neither side fails.
#[tokio::test]
async fn an_obsolete_requirement_that_is_being_used_stays() {
    let database = Database::new().await;
    database
        .run("INSERT INTO training_requirement (name) VALUES ('DC Demo'); INSERT INTO person (username, personal) VALUES ('somebody', 'S')")
        .await;
    let mut other = database.pool.begin().await.unwrap();
    let using = "INSERT INTO training_progress (trainee_id, requirement_id)
                 SELECT p.id, r.id FROM person p, training_requirement r WHERE r.name = 'DC Demo'";
    sqlx::query(using).execute(&mut *other).await.unwrap();
    let waits = async {
        while database.count("pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()").await == 0 {
            tokio::task::yield_now().await;
        }
        other.commit().await.unwrap();
    };
    tokio::join!(database.seed(), waits);
    assert_eq!(database.count("training_requirement WHERE name = 'DC Demo'").await, 1);
}

#[tokio::test]
async fn a_database_newer_than_this_program_is_left_alone() {
    let database = Database::new().await;
    database
        .run("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', true, '', 0)")
        .await;
    let mut connection = database.pool.acquire().await.unwrap();
    let migrated = shared::migrate::migrate(&mut connection).await.unwrap();
    assert_eq!((migrated.applied, migrated.version), (vec![], 9999));
    connection.ping().await.unwrap();
}
