//! Organizations, events and tasks for tests: `app.event("2026-07-01-lund").hosted_by("lu.se").create().await`.

use chrono::NaiveDate;
use sqlx::Row;

use super::app::TestApp;
use super::people::Person;

/// An event in the database.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// Record id.
    pub(crate) id: i32,
    /// Slug.
    pub(crate) slug: String,
}

impl Event {
    /// The address of one of its pages: `event.url("edit/")`; an empty ending is its own page.
    pub(crate) fn url(&self, ending: &str) -> String {
        format!("/workshops/event/{}/{ending}", self.slug)
    }
}

/// An event in the making: public, held at `self-organized`, without dates.
#[must_use = "an event is made by `create`"]
pub(crate) struct NewEvent<'a> {
    app: &'a TestApp,
    slug: String,
    host: String,
    dates: Option<(NaiveDate, NaiveDate)>,
    country: Option<String>,
    tags: Vec<String>,
}

impl TestApp {
    /// Begins an event by its slug.
    pub(crate) fn event(&self, slug: &str) -> NewEvent<'_> {
        NewEvent {
            app: self,
            slug: slug.to_owned(),
            host: "self-organized".to_owned(),
            dates: None,
            country: None,
            tags: Vec::new(),
        }
    }

    /// Writes an organization down, and gives its id.
    pub(crate) async fn organization(&self, domain: &str, fullname: &str) -> i32 {
        let row = sqlx::query("INSERT INTO organization (domain, fullname) VALUES ($1, $2) RETURNING id");
        row.bind(domain).bind(fullname).fetch_one(self.pool()).await.unwrap().get("id")
    }

    /// The number of a record that every AMY has, by its name, as forms send it: `app.id_of("tag", "SWC")`.
    pub(crate) async fn id_of(&self, table: &str, name: &str) -> String {
        let query = match table {
            "tag" => "SELECT id::text FROM tag WHERE name = $1",
            "role" => "SELECT id::text FROM role WHERE name = $1",
            "lesson" => "SELECT id::text FROM lesson WHERE name = $1",
            "badge" => "SELECT id::text FROM badge WHERE name = $1",
            "language" => "SELECT id::text FROM language WHERE name = $1",
            "continent" => "SELECT id::text FROM continent WHERE name = $1",
            "event_category" => "SELECT id::text FROM event_category WHERE name = $1",
            "curriculum" => "SELECT id::text FROM curriculum WHERE slug = $1",
            "organization" => "SELECT id::text FROM organization WHERE domain = $1",
            other => panic!("{other} has no names"),
        };
        let found: Option<String> = sqlx::query_scalar(query).bind(name).fetch_optional(self.pool()).await.unwrap();
        found.unwrap_or_else(|| panic!("there is no {table} “{name}”"))
    }

    /// Writes down that a person did something at an event, such as `instructor`; gives the task's id.
    pub(crate) async fn task(&self, person: &Person, role: &str, event: &Event) -> i32 {
        let row = sqlx::query(
            "INSERT INTO task (event_id, person_id, role_id) SELECT $1, $2, id FROM role WHERE name = $3 RETURNING id",
        );
        let row = row.bind(event.id).bind(person.id).bind(role).fetch_optional(self.pool()).await.unwrap();
        row.unwrap_or_else(|| panic!("there is no role “{role}”")).get("id")
    }
}

impl NewEvent<'_> {
    /// Held by the organization with this domain.
    pub(crate) fn hosted_by(mut self, domain: &str) -> Self {
        domain.clone_into(&mut self.host);
        self
    }

    /// Takes place between two days, as in `2026-07-01`.
    pub(crate) fn between(mut self, start: &str, end: &str) -> Self {
        self.dates = Some((start.parse().unwrap(), end.parse().unwrap()));
        self
    }

    /// Takes place in a country, by its two letters.
    pub(crate) fn in_country(mut self, code: &str) -> Self {
        self.country = Some(code.to_owned());
        self
    }

    /// Carries a tag.
    pub(crate) fn tagged(mut self, tag: &str) -> Self {
        self.tags.push(tag.to_owned());
        self
    }

    /// Writes the event down.
    pub(crate) async fn create(self) -> Event {
        let row = sqlx::query(
            r#"INSERT INTO event (slug, host_id, start, "end", country)
               SELECT $1, id, $3, $4, $5 FROM organization WHERE domain = $2 RETURNING id"#,
        );
        let (start, end) = self.dates.unzip();
        let row = row.bind(&self.slug).bind(&self.host).bind(start).bind(end).bind(&self.country);
        let row = row.fetch_optional(self.app.pool()).await.unwrap();
        let id: i32 = row.unwrap_or_else(|| panic!("there is no organization “{}”", self.host)).get("id");
        for tag in &self.tags {
            let tagged = sqlx::query("INSERT INTO event_tag SELECT $1, id FROM tag WHERE name = $2");
            let tagged = tagged.bind(id).bind(tag).execute(self.app.pool()).await.unwrap();
            assert_eq!(tagged.rows_affected(), 1, "there is no tag “{tag}”");
        }
        Event { id, slug: self.slug }
    }
}
