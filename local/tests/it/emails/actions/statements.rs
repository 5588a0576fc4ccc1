//! The number of statements does not grow with the records that a change bears on.

use std::fmt::Write as _;

use super::workshop::Workshop;

/// Edits Ian's page, and gives the statements that it took.
async fn edit(w: &Workshop) -> u32 {
    let url = format!("/workshops/person/{}/edit/", w.ian.id);
    let form = w.app.get(&url).as_user(&w.admin).await.expect_page().form("main-form");
    form.fill("airport_iata", "ARN").fill("gender", "U").send(&w.app).as_user(&w.admin).await.expect_redirect();
    w.app.statements()
}

#[tokio::test]
async fn t1_costs_the_same_for_one_task_and_for_many() {
    let w = Workshop::start().await;
    // The first creates, the second updates.
    let (created, updated) = (edit(&w).await, edit(&w).await);
    w.app.run("DELETE FROM scheduled_email").await;
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
