//! What holds for every table.

use std::collections::BTreeSet;

use shared::reference::{Removal, Table, tables};
use sqlx::AssertSqlSafe;

use super::samples::{SAMPLES, Sample};
use super::{edit_form, new_form, root, save};
use crate::support::{Form, Person, TestApp};

/// The form for a new record, filled in with the sample.
async fn filled(app: &TestApp, root: &Person, sample: &Sample) -> Form {
    let mut form = new_form(app, root, sample.table).await;
    let names: BTreeSet<&str> = sample.fill.iter().map(|(name, _)| *name).collect();
    for name in names {
        let values: Vec<&str> = sample.fill.iter().filter(|(known, _)| *known == name).map(|(_, value)| *value).collect();
        form = form.choose(name, &values);
    }
    form
}

/// The key of the newest record of a table.
async fn newest(app: &TestApp, sample: &Sample) -> String {
    // It is noon of 15 June 2026; what was there before is of the real day.
    let when = if Table::find(sample.table).unwrap().has_times { "WHERE created_at = '2026-06-15 12:00Z'" } else { "" };
    let sql = format!("SELECT t.id::text FROM {} t {when} ORDER BY t.id DESC LIMIT 1", sample.name);
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(app.pool()).await.unwrap()
}

async fn count(app: &TestApp, sample: &Sample) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {}", sample.name))).fetch_one(app.pool()).await.unwrap()
}

/// The operations of the history of a record, oldest first.
async fn operations(app: &TestApp, sample: &Sample, id: &str) -> String {
    let sql = "SELECT coalesce(string_agg(operation, '' ORDER BY id), '') FROM version WHERE table_name = $1 AND object_id = $2";
    sqlx::query_scalar(sql).bind(sample.name).bind(id).fetch_one(app.pool()).await.unwrap()
}

/// The record's row as it is stored, without the times.
async fn row(app: &TestApp, sample: &Sample, id: &str) -> serde_json::Value {
    let sql = format!("SELECT to_jsonb(t) - 'last_updated_at' FROM {} t WHERE id::text = $1", sample.name);
    sqlx::query_scalar(AssertSqlSafe(sql)).bind(id).fetch_one(app.pool()).await.unwrap()
}

#[test]
fn every_table_that_can_be_edited_has_a_sample() {
    let edited: BTreeSet<&str> = tables().filter(|table| table.edits()).map(Table::slug).collect();
    assert_eq!(SAMPLES.iter().map(|sample| sample.table).collect::<BTreeSet<_>>(), edited);
}

#[tokio::test]
async fn utl_09_every_list_is_there_within_six_statements() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let index = app.get("/admin/").as_user(&root).await.expect_page();
    for table in tables() {
        assert!(index.links().contains(&table.path.to_owned()), "{} is not in the index", table.path);
        let page = app.get(table.path).as_user(&root).await.expect_page();
        assert!(page.says(table.title), "{}", table.path);
        assert!((1..=6).contains(&app.statements()), "{}: {} statements", table.path, app.statements());
        // Every order and the search are SQL that PostgreSQL understands.
        for column in table.shown.columns {
            app.get(&format!("{}?order_by=-{}&search=a%25b", table.path, column.name)).as_user(&root).await.expect_page();
        }
        for narrow in table.shown.narrow {
            app.get(&format!("{}?{}=true", table.path, narrow.name)).as_user(&root).await.expect_page();
        }
        let csv = app.get(&format!("{}?format=csv", table.path)).as_user(&root).await.expect_page();
        assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8", "{}", table.path);
        let head: Vec<&str> = table.shown.columns.iter().map(|column| column.title).collect();
        assert!(csv.text.starts_with(&head.join(",")), "{}: {}", table.path, csv.text);
    }
}

#[tokio::test]
async fn utl_09_mnt_01_mnt_02_mnt_04_mnt_05_mnt_06_mnt_07_mnt_08_mnt_09_a_record_is_added_with_a_version() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    for sample in SAMPLES {
        let before = count(&app, sample).await;
        let list = save(&app, &root, &filled(&app, &root, sample).await).await;
        assert!(list.says("was created."), "{}: {}", sample.table, list.visible());
        assert_eq!(count(&app, sample).await, before + 1, "{}", sample.table);
        let id = newest(&app, sample).await;
        assert_eq!(operations(&app, sample, &id).await, "I", "{}", sample.table);
        // The revision says who did it and what for.
        let told = "SELECT r.comment FROM version v JOIN revision r ON r.id = v.revision_id WHERE v.table_name = $1 AND v.object_id = $2 AND r.person_id = $3";
        let comment: String =
            sqlx::query_scalar(told).bind(sample.name).bind(&id).bind(root.id).fetch_one(app.pool()).await.unwrap();
        assert!(comment.starts_with("add "), "{comment}");
        // What was sent stands in the form again.
        let form = edit_form(&app, &root, sample.table, &id).await;
        assert!(app.statements() <= 6, "{}: {} statements", sample.table, app.statements());
        for (name, value) in sample.fill.iter().filter(|(name, _)| form.has(name)) {
            let value = if *name == "website" { "https://juggling.example.org" } else { value };
            assert!(form.values(name).contains(&value), "{} {name}: {:?}", sample.table, form.values(name));
        }
    }
}

#[tokio::test]
async fn what_is_missing_or_too_long_is_said_beside_it_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    for sample in SAMPLES {
        let before = count(&app, sample).await;
        let (must, longest) = sample.must;
        let form = filled(&app, &root, sample).await;
        let page = form.clone().fill(must, "").send(&app).as_user(&root).await.expect_status(422);
        assert!(page.error_at(must).contains("Fill this in."), "{} {must}: {}", sample.table, page.visible());
        let kept = page.form("main-form");
        for (name, value) in sample.fill.iter().filter(|(name, _)| *name != must) {
            assert!(kept.values(name).contains(value), "{} {name}: {:?}", sample.table, kept.values(name));
        }
        if longest > 0 {
            let long = "x".repeat(longest + 1);
            let page = form.fill(must, &long).send(&app).as_user(&root).await.expect_status(422);
            let told = page.error_at(must);
            assert!(told.contains(&format!("Shorten this to {longest} characters")), "{} {must}: {told}", sample.table);
            assert_eq!(page.form("main-form").value(must), long, "{}", sample.table);
        }
        assert_eq!(count(&app, sample).await, before, "{}", sample.table);
    }
}

#[tokio::test]
async fn the_longest_text_is_taken() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    for sample in SAMPLES.iter().filter(|sample| sample.must.1 > 0) {
        let (must, longest) = sample.must;
        let form = filled(&app, &root, sample).await.fill(must, &"x".repeat(longest));
        save(&app, &root, &form).await;
    }
}

#[tokio::test]
async fn no_two_records_have_one_name() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    for sample in SAMPLES.iter().filter(|sample| !sample.unique.is_empty()) {
        let form = filled(&app, &root, sample).await;
        save(&app, &root, &form).await;
        let before = count(&app, sample).await;
        let page = form.send(&app).as_user(&root).await.expect_status(422);
        assert!(page.error_at(sample.unique).contains(" already."), "{}: {}", sample.table, page.visible());
        // In other letters it is the same name.
        if sample.must.0 == sample.unique {
            let shouted = form.value(sample.unique).to_uppercase();
            form.clone().fill(sample.unique, &shouted).send(&app).as_user(&root).await.expect_status(422);
        }
        assert_eq!(count(&app, sample).await, before, "{}", sample.table);
        // A record is no hindrance to itself.
        save(&app, &root, &edit_form(&app, &root, sample.table, &newest(&app, sample).await).await).await;
    }
}

#[tokio::test]
async fn a_record_is_changed_and_an_unchanged_one_leaves_no_version() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    for sample in SAMPLES {
        save(&app, &root, &filled(&app, &root, sample).await).await;
        let id = newest(&app, sample).await;
        let before = row(&app, sample, &id).await;
        let form = edit_form(&app, &root, sample.table, &id).await;
        save(&app, &root, &form).await;
        assert_eq!(row(&app, sample, &id).await, before, "{}", sample.table);
        assert_eq!(operations(&app, sample, &id).await, "I", "{}", sample.table);
        let (field, value) = sample.change;
        let list = save(&app, &root, &form.fill(field, value)).await;
        assert!(list.says("was updated."), "{}: {}", sample.table, list.visible());
        assert_eq!(operations(&app, sample, &id).await, "IU", "{}", sample.table);
        let mut expected = before.clone();
        expected[field] = value.parse::<i32>().map_or_else(|_| value.into(), Into::into);
        assert_eq!(row(&app, sample, &id).await, expected, "{}", sample.table);
    }
}

#[tokio::test]
async fn the_later_of_two_is_told_and_may_then_save() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let other = app.person("Olga Other").superuser().create().await;
    for sample in SAMPLES {
        save(&app, &root, &filled(&app, &root, sample).await).await;
        let id = newest(&app, sample).await;
        let form = edit_form(&app, &root, sample.table, &id).await;
        let (field, value) = sample.change;
        save(&app, &other, &form.clone().fill(field, value)).await;
        let page = form.send(&app).as_user(&root).await.expect_status(409);
        assert!(page.says("Olga Other") && page.says(value), "{}: {}", sample.table, page.visible());
        assert!(operations(&app, sample, &id).await == "IU", "{}", sample.table);
        save(&app, &root, &page.form("main-form")).await;
        assert_eq!(operations(&app, sample, &id).await, "IUU", "{}", sample.table);
    }
}

#[tokio::test]
async fn dm_gen_02_a_free_record_is_deleted_and_one_in_use_names_what_refers_to_it() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    app.event("2026-07-01-lund").create().await;
    for sample in SAMPLES.iter().filter(|sample| Table::find(sample.table).unwrap().removal == Removal::Delete) {
        let url = |id: &str, action: &str| format!("/admin/{}/{id}/{action}/", sample.table);
        save(&app, &root, &filled(&app, &root, sample).await).await;
        let id = newest(&app, sample).await;
        if let Some((refer, plural)) = sample.refer {
            sqlx::query(refer).bind(&id).execute(app.pool()).await.unwrap();
            let page = app.post(&url(&id, "delete"), &[]).as_user(&root).await.expect_page();
            assert!(page.says("Failed to delete") && page.says(plural), "{}: {}", sample.table, page.visible());
            assert!(page.links().contains(&url(&id, "edit")), "{}", sample.table);
            app.get(&url(&id, "edit")).as_user(&root).await.expect_page();
            assert_eq!(operations(&app, sample, &id).await, "I", "{}", sample.table);
            continue;
        }
        let page = app.get(&url(&id, "edit")).as_user(&root).await.expect_page();
        let to = page.form_to(&url(&id, "delete")).send(&app).as_user(&root).await.expect_redirect();
        let list = app.get(&to).as_user(&root).await.expect_page();
        assert!(list.says("was deleted."), "{}: {}", sample.table, list.visible());
        app.get(&url(&id, "edit")).as_user(&root).await.expect_status(404);
        assert_eq!(operations(&app, sample, &id).await, "ID", "{}", sample.table);
    }
}

#[tokio::test]
async fn names_that_rules_look_for_stay() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    for table in tables() {
        let (field, names) = table.fixed;
        for name in names {
            let sql = format!("SELECT id::text FROM {} WHERE {field} = $1", table.name);
            let Some(id) =
                sqlx::query_scalar::<_, String>(AssertSqlSafe(sql)).bind(name).fetch_optional(app.pool()).await.unwrap()
            else {
                continue;
            };
            let form = edit_form(&app, &root, table.slug(), &id).await.fill(field, "another");
            let page = form.send(&app).as_user(&root).await.expect_status(422);
            assert!(page.error_at(field).contains("AMY’s rules look for"), "{} {name}: {}", table.path, page.visible());
            if table.removal == Removal::Delete {
                let to = app.post(&table.url(&id, "delete"), &[]).as_user(&root).await.expect_redirect();
                let page = app.get(&to).as_user(&root).await.expect_page();
                assert!(page.says("cannot be deleted"), "{} {name}: {}", table.path, page.visible());
            }
        }
    }
}
