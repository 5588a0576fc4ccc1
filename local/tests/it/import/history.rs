//! AMY's history is ours afterwards, in the form in which our triggers write it.

use super::Databases;

/// The versions of a record: AMY's revision or "import", table and operation of each.
fn versions_of(object_type: &str, object_id: &str) -> String {
    format!(
        "SELECT concat_ws(' ', coalesce(r.amy_id::text, 'import'), v.table_name, v.operation)
         FROM version v JOIN revision r ON r.id = v.revision_id
         WHERE v.object_type = '{object_type}' AND v.object_id = '{object_id}' ORDER BY v.id"
    )
}

/// DM-VER-03
#[tokio::test]
async fn snapshots_become_changes_of_rows_and_of_sets() {
    let databases = Databases::new().await;
    let report = databases.import().await;
    assert_eq!(
        databases.texts(&versions_of("event", "1")).await,
        [
            "10 event I",
            "10 event_tag I",
            "10 event_curriculum I",
            "11 event U",
            "11 event_tag I",
            "12 event U",
            "12 event_tag D",
            "12 event_lesson I",
        ]
    );
    assert_eq!((report.history.read, report.history.left_out, report.history.unchanged, report.history.changing), (14, 1, 1, 12));
    // As our columns are called and written: no country, a reference, a list.
    let first = "SELECT concat_ws('|', after ->> 'slug', after ->> 'venue', after ->> 'host_id', jsonb_typeof(after -> 'country'), after ? 'tags', after ? 'notes')
                 FROM version WHERE table_name = 'event' AND object_id = '1' AND operation = 'I'";
    assert_eq!(databases.text(first).await, "2024-xx-xx-paris|Old hall|2|null|f|f");
    assert_eq!(
        databases
            .text("SELECT after FROM version WHERE table_name = 'event_tag' AND operation = 'I' AND object_id = '1' ORDER BY id")
            .await,
        r#"{"tag_id": 14, "event_id": 1}"#
    );
    assert_eq!(
        databases.text("SELECT before FROM version WHERE table_name = 'event_tag' AND operation = 'D' AND object_id = '1'").await,
        r#"{"tag_id": 14, "event_id": 1}"#
    );
}

#[tokio::test]
async fn each_version_begins_where_the_one_before_ended_and_the_newest_is_the_row() {
    let databases = Databases::new().await;
    databases.import().await;
    let broken =
        "SELECT count(*) FROM (SELECT before, lag(after) OVER (PARTITION BY table_name, object_id ORDER BY id) AS last, operation
                      FROM version WHERE table_name = object_type) v WHERE operation <> 'I' AND before IS DISTINCT FROM last";
    assert_eq!(databases.text(broken).await, "0");
    assert_eq!(
        databases
            .text(
                "SELECT count(*) FROM version WHERE (operation = 'I') <> (before IS NULL) OR (operation = 'D') <> (after IS NULL)"
            )
            .await,
        "0"
    );
    assert_eq!(databases.rows_unlike_their_history().await, "none");
    // AMY's snapshots know milliseconds. That is no change, and no loss: the record's own time is put in.
    assert_eq!(
        databases.text("SELECT min(after ->> 'created_at') FROM version WHERE table_name = 'person' AND object_id = '2'").await,
        "2024-02-03T04:05:06.789012+00:00"
    );
}

/// DM-VER-02, DM-VER-03
#[tokio::test]
async fn revisions_keep_time_author_and_comment_and_versions_what_the_record_was_called() {
    let databases = Databases::new().await;
    databases.import().await;
    let revisions = "SELECT concat_ws('|', amy_id, created_at, person_id, length(comment), transaction_id) FROM revision WHERE amy_id IS NOT NULL ORDER BY id";
    assert_eq!(
        databases.texts(revisions).await,
        [
            "10|2023-01-05 10:00:00.000001+00|1|16",
            "11|2023-02-05 00:00:00+00|2|0",
            "12|2023-03-01 00:00:00+00|1|500",
            "14|2023-05-01 00:00:00+00|0",
            "15|2023-06-01 00:00:00+00|23",
        ]
    );
    let labels = "SELECT string_agg(DISTINCT label, ' then ' ORDER BY label DESC) FROM version WHERE object_type = 'event' AND object_id = '1'";
    assert_eq!(databases.text(labels).await, "2024-xx-xx-paris then 2024-03-04-paris");
    // The import's own revision is the last.
    assert_eq!(databases.text("SELECT comment FROM revision ORDER BY id DESC").await, "Imported from AMY");
}

#[tokio::test]
async fn no_secret_gets_in() {
    let databases = Databases::new().await;
    databases.import().await;
    let secrets =
        "SELECT count(*) FROM version WHERE concat(before, after) ~ 'argon2|pbkdf2|last_login|password|last_updated_at'";
    assert_eq!(databases.text(secrets).await, "0");
    // The sign-in, in which nothing else changed, is no revision.
    assert_eq!(databases.text("SELECT count(*) FROM revision WHERE amy_id = 13").await, "0");
}

#[tokio::test]
async fn groups_and_permissions_are_ours_in_the_history_too() {
    let databases = Databases::new().await;
    databases.import().await;
    // Group 3 was exchanged for 8. Of the permissions, the one for sessions is none of ours.
    assert_eq!(
        databases.texts(&versions_of("person", "2")).await,
        [
            "10 person I",
            "10 person_user_group I",
            "10 person_permission I",
            "10 person_domain I",
            "10 person_language I",
            "11 person U",
            "11 person_user_group D",
            "11 person_user_group I",
            "11 person_language I",
            "import qualification I",
            "import qualification I",
        ]
    );
    let permission = "SELECT p.codename FROM version v JOIN permission p ON p.id = (v.after ->> 'permission_id')::int WHERE table_name = 'person_permission'";
    assert_eq!(databases.texts(permission).await, ["can_access_restricted_API"]);
}

/// The pair is stored under the smaller id, and the snapshot of the other side tells of it.
#[tokio::test]
async fn an_affiliation_is_recorded_once() {
    let databases = Databases::new().await;
    databases.import().await;
    assert_eq!(
        databases.texts(&versions_of("organization", "2")).await,
        ["11 organization_affiliation I", "import organization I"]
    );
    assert_eq!(databases.texts(&versions_of("organization", "3")).await, ["10 organization I"]);
}

#[tokio::test]
async fn versions_of_deleted_records_remain() {
    let databases = Databases::new().await;
    databases.import().await;
    assert_eq!(
        databases.texts(&versions_of("event", "39")).await,
        ["10 event I", "10 event_tag I", "import event D", "import event_tag D"]
    );
    assert_eq!(
        databases.text("SELECT label FROM version WHERE object_type = 'event' AND object_id = '39' ORDER BY id").await,
        "2020-01-01-gone"
    );
    // Columns that the snapshot does not name are as in a new record.
    assert_eq!(
        databases
            .text("SELECT after ->> 'public_status' FROM version WHERE table_name = 'event' AND object_id = '39' ORDER BY id")
            .await,
        "public"
    );
}

/// DM-VER-04
#[tokio::test]
async fn what_the_history_does_not_know_is_recorded_by_the_import() {
    let databases = Databases::new().await;
    let report = databases.import().await;
    // Changed without a revision.
    assert_eq!(
        databases.texts(&versions_of("membership", "1")).await,
        ["14 membership I", "import membership U", "import member I"]
    );
    let change = "SELECT concat(before -> 'extensions', ' to ', after -> 'extensions') FROM version WHERE table_name = 'membership' AND operation = 'U'";
    assert_eq!(databases.text(change).await, "[30] to [30, 1]");
    // As it was: nothing to add. Computed columns are there as well.
    assert_eq!(databases.texts(&versions_of("task", "1")).await, ["15 task I"]);
    let account = "bce53a8d-7485-4969-b4cd-c3d2fd341ab3";
    assert_eq!(databases.texts(&versions_of("account", account)).await, ["14 account I"]);
    assert_eq!(
        databases.text(&format!("SELECT concat_ws(' ', after -> 'consortium_id', after -> 'account_type') FROM version WHERE object_id = '{account}'")).await,
        r#"4 "consortium""#
    );
    // Never versioned by AMY.
    assert_eq!(databases.texts(&versions_of("award", "1")).await, ["import award I"]);
    let added = "SELECT count(*) FROM version v JOIN revision r ON r.id = v.revision_id WHERE r.amy_id IS NULL";
    assert_eq!(databases.text(added).await, report.versions.to_string());
    // The triggers are at work again.
    databases.ours("UPDATE event SET venue = 'Elsewhere' WHERE id = 1").await;
    assert_eq!(
        databases.text("SELECT count(*) FROM version WHERE operation = 'U' AND after ->> 'venue' = 'Elsewhere'").await,
        "1"
    );
}

/// What a trigger says that a row was is what the import says that it is: nobody can tell who wrote which version.
#[tokio::test]
async fn imported_versions_are_as_our_triggers_write_them() {
    let databases = Databases::new().await;
    databases.import().await;
    databases
        .ours(
            "UPDATE event SET contact = contact || 'x'; UPDATE person SET affiliation = 'x'; UPDATE membership SET name = 'x';
             UPDATE partnership SET name = 'x'; UPDATE account SET active = NOT active; UPDATE task SET seat_public = NOT seat_public;
             UPDATE email_template SET subject = 'x'; UPDATE training_request SET reason = 'x'; UPDATE organization SET country = 'DE';
             UPDATE workshop_request SET user_notes = 'x'; UPDATE community_role SET url = 'x'; DELETE FROM event_tag; DELETE FROM person_language",
        )
        .await;
    let triggers = "SELECT count(DISTINCT v.table_name) FROM version v JOIN revision r ON r.id = v.revision_id
                    WHERE r.id > (SELECT max(id) FROM revision WHERE comment = 'Imported from AMY')";
    assert_eq!(databases.text(triggers).await, "13");
    // Of each row's last two versions, the older ends where the younger begins, and both are of the same record.
    let apart = "SELECT count(*) FROM (
                     SELECT v.*, lag(after) OVER row AS last, lag(object_type) OVER row AS last_type, lag(object_id) OVER row AS last_id
                     FROM version v
                     WINDOW row AS (PARTITION BY table_name, CASE table_name WHEN 'event_tag' THEN coalesce(after, before) ->> 'tag_id'
                                        WHEN 'person_language' THEN coalesce(after, before) ->> 'language_id' END, object_id ORDER BY id)
                 ) v WHERE before IS NOT NULL AND table_name IN ('event', 'person', 'membership', 'partnership', 'account', 'task', 'email_template',
                     'training_request', 'organization', 'workshop_request', 'community_role', 'event_tag', 'person_language')
                 AND (last, last_type, last_id) IS DISTINCT FROM (before, object_type, object_id)";
    assert_eq!(databases.text(apart).await, "0");
}

#[tokio::test]
async fn a_later_import_goes_on_where_the_history_ended() {
    let databases = Databases::new().await;
    databases.import().await;
    databases
        .amy(
            "UPDATE workshops_event SET venue = 'The other hall' WHERE id = 1;
             DELETE FROM workshops_event_tags WHERE event_id = 1; INSERT INTO workshops_event_tags (event_id, tag_id) VALUES (1, 31);
             INSERT INTO reversion_revision (id, date_created, user_id, comment) VALUES (20, '2024-06-01Z', 1, 'Later');
             INSERT INTO reversion_version (id, revision_id, content_type_id, object_id, db, format, object_repr, serialized_data)
             SELECT 20, 20, 5, '1', 'default', 'json', 'Later', snapshot('workshops.event', to_jsonb(e), '{\"tags\": [31], \"curricula\": [1], \"lessons\": [1]}')
             FROM workshops_event e WHERE id = 1;",
        )
        .await;
    let report = databases.import().await;
    assert_eq!((report.history.read, report.history.changing, report.history.versions), (1, 1, 3));
    let versions = databases.texts(&versions_of("event", "1")).await;
    // The tag that AMY took away is left here for a person to remove, and so the import finds it there again.
    assert_eq!(&versions[8..], ["20 event U", "20 event_tag D", "20 event_tag I", "import event_tag I"]);
    let change =
        "SELECT concat(before ->> 'venue', ' to ', after ->> 'venue') FROM version WHERE table_name = 'event' ORDER BY id DESC";
    assert_eq!(databases.text(change).await, "Hall to The other hall");
    assert_eq!(databases.rows_unlike_their_history().await, "none");
    let third = databases.import().await;
    assert_eq!((third.written(), third.versions, third.history.versions), (0, 0, 0));
}
