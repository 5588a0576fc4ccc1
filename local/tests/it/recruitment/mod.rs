//! Looking for instructors (DM-RECR, DM-ST-20 … DM-ST-27).

mod application;
mod decision;
mod list;
mod opportunities;
mod process;

use shared::recruitment::{Begun, ProcessInput, create};

use crate::support::{Event, Person, TestApp};

/// An online event on these days in July 2026, with an open process; gives the process.
async fn process(app: &TestApp, slug: &str, start: &str, end: &str) -> (Event, i32) {
    let event = app.event(slug).between(start, end).tagged("online").create().await;
    let creator = app.person(&format!("Creator {slug}")).create().await;
    let mut change = app.change(Some(&creator)).await;
    let begun = create(&mut change, event.id, &ProcessInput::default(), creator.id).await.unwrap();
    change.commit().await.unwrap();
    let Some(Begun::New(id)) = begun else { panic!("{slug} takes no process") };
    (event, id)
}

/// Somebody with a community role as an instructor, from and until these days.
async fn instructor(app: &TestApp, name: &str, dates: &[(Option<&str>, Option<&str>)]) -> Person {
    let person = app.person(name).near("ARN").create().await;
    for (start, end) in dates {
        sqlx::query(
            r#"INSERT INTO community_role (config_id, person_id, start, "end") SELECT id, $1, $2::date, $3::date FROM community_role_config
               WHERE name = 'instructor'"#,
        )
        .bind(person.id)
        .bind(start.map(|day| day.parse::<chrono::NaiveDate>().unwrap()))
        .bind(end.map(|day| day.parse::<chrono::NaiveDate>().unwrap()))
        .execute(app.pool())
        .await
        .unwrap();
    }
    person
}

/// The person's application to a process, in a state.
async fn applied(app: &TestApp, process: i32, person: &Person, state: &str) -> i32 {
    let row = sqlx::query_scalar(
        "INSERT INTO instructor_recruitment_signup (recruitment_id, person_id, state) VALUES ($1, $2, $3) RETURNING id",
    );
    row.bind(process).bind(person.id).bind(state).fetch_one(app.pool()).await.unwrap()
}
