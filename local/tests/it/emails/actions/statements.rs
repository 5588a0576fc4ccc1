//! The number of statements does not grow with the records that a change bears on.

use std::fmt::Write as _;

use chrono::NaiveDate;
use shared::db::Connection;
use shared::email_action::simulate;

use super::workshop::Workshop;

/// Edits Ian's page, and gives the statements that it took.
async fn edit(w: &Workshop) -> u32 {
    let url = format!("/workshops/person/{}/edit/", w.ian.id);
    let form = w.app.get(&url).as_user(&w.admin).await.expect_page().form("main-form");
    form.fill("airport_iata", "ARN").fill("gender", "U").send(&w.app).as_user(&w.admin).await.expect_redirect();
    w.app.statements()
}

/// Writes down thirty more workshops like it.
async fn thirty_more(w: &Workshop) {
    let mut more = String::new();
    for n in 0..30 {
        write!(
            more,
            "INSERT INTO event (slug, start, \"end\", host_id, administrator_id) SELECT 'e-{n}', start, \"end\", host_id, administrator_id
                 FROM event WHERE slug = '2026-08-01-lund';
             INSERT INTO event_tag SELECT e.id, t.tag_id FROM event e, event_tag t JOIN event o ON o.id = t.event_id
                 WHERE e.slug = 'e-{n}' AND o.slug = '2026-08-01-lund';
             INSERT INTO task (event_id, person_id, role_id) SELECT e.id, t.person_id, t.role_id FROM event e, task t
                 JOIN event o ON o.id = t.event_id WHERE e.slug = 'e-{n}' AND o.slug = '2026-08-01-lund';"
        )
        .unwrap();
    }
    w.app.run_all(&more).await;
}

/// How many statements this connection has carried out so far.
async fn carried_out(db: &mut Connection) -> i64 {
    let count = "SELECT coalesce(sum(generic_plans + custom_plans), 0)::bigint FROM pg_prepared_statements
                 WHERE statement NOT LIKE '%pg_prepared_statements%'";
    sqlx::query_scalar(count).fetch_one(&mut **db).await.unwrap()
}

#[tokio::test]
async fn t1_costs_the_same_for_one_task_and_for_many() {
    let w = Workshop::start().await;
    // The first creates, the second updates.
    let (created, updated) = (edit(&w).await, edit(&w).await);
    w.app.run("DELETE FROM scheduled_email").await;
    thirty_more(&w).await;
    assert_eq!((edit(&w).await, edit(&w).await), (created, updated));
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM scheduled_email").await, 31 * 5);
}

/// Saving a person whom no email is about costs the one statement that finds that out.
#[tokio::test]
async fn what_has_no_emails_costs_one_statement() {
    let w = Workshop::start().await;
    w.app.run("DELETE FROM task").await;
    let on = edit(&w).await;
    w.app.run("INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('EMAIL_MODULE', 'boolean', 'False', true)")
        .await;
    let off = edit(&w).await;
    assert!(on <= off + 2, "{on} with, {off} without");
}

#[tokio::test]
async fn a_simulation_costs_the_same_for_one_event_and_for_many() {
    let w = Workshop::start().await;
    let mut db = w.app.db().await;
    let (from, to): (NaiveDate, NaiveDate) = ("2026-06-15".parse().unwrap(), "2026-12-31".parse().unwrap());
    // The first time it gets to know the types of columns besides.
    simulate(&mut db, from, to, w.app.clock.now()).await.unwrap();
    let mut told = Vec::new();
    let mut counts = Vec::new();
    for is_more in [false, true] {
        if is_more {
            thirty_more(&w).await;
        }
        let before = carried_out(&mut db).await;
        told.push(simulate(&mut db, from, to, w.app.clock.now()).await.unwrap().len());
        counts.push(carried_out(&mut db).await - before);
    }
    assert_eq!(told, [4, 31 * 4]);
    assert!(counts[0] == counts[1] && counts[0] > 0, "{counts:?}");
}
