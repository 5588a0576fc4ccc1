//! Writing events.

use super::{EventInput, ONLINE, ReportsLink};
use crate::comment;
use crate::db::Change;
use crate::email_action::Subject;
use crate::record::Kind;
use crate::{Result, db};

impl EventInput {
    /// What saving makes of the input: the online country's place (DM-EVENT-04) and the reports link of an event that is
    /// not completed (DM-EVENT-05), and no country (D-05).
    fn settle(mut self, reports: &ReportsLink) -> Self {
        // D-05: an empty country is none.
        self.country = self.country.filter(|code| !code.trim().is_empty());
        if self.country.as_deref() == Some(ONLINE) {
            "Internet".clone_into(&mut self.venue);
            "Internet".clone_into(&mut self.address);
            self.latitude = None;
            self.longitude = None;
        }
        if !self.completed && !self.slug.is_empty() {
            self.instructors_pre = reports.of(&self.slug);
        }
        self
    }
}

/// Stores a new event that has passed [`EventInput::check`]; gives its id.
///
/// # Errors
/// When the database refuses; the slug or website may have been taken meanwhile.
pub async fn create(change: &mut Change, input: EventInput, reports: &ReportsLink) -> Result<i32> {
    let id = sqlx::query_scalar!("INSERT INTO event (slug, host_id) VALUES ($1, $2) RETURNING id", input.slug, input.host)
        .fetch_one(&mut **change)
        .await?;
    update(change, id, input, reports).await?;
    Ok(id)
}

/// Stores a changed event that has passed [`EventInput::check`]. Gives whether a benefit that it used gave way to the membership:
/// a form that does not ask for benefits cannot empty the field (DM-EVENT-08).
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, id: i32, input: EventInput, reports: &ReportsLink) -> Result<bool> {
    let input = input.settle(reports);
    let stored = sqlx::query_scalar!("SELECT allocated_benefit_id FROM event WHERE id = $1 FOR UPDATE", id)
        .fetch_one(&mut **change)
        .await?;
    let wanted = input.allocated_benefit.unwrap_or(stored);
    let benefit = wanted.filter(|_| input.membership.is_none());
    sqlx::query!(
        r#"UPDATE event SET slug = $2, completed = $3, start = $4, "end" = $5, host_id = $6, sponsor_id = $7, membership_id = $8,
            administrator_id = $9, public_status = $10, assigned_to_id = $11, event_category_id = $12,
            open_ttt_applications = $13, url = nullif($14, ''), language_id = $15, reg_key = $16, manual_attendance = $17,
            contact = $18, instructors_pre = $19, country = $20, venue = $21, address = $22, latitude = $23, longitude = $24,
            allocated_benefit_id = $25
           WHERE id = $1"#,
        id,
        input.slug,
        input.completed,
        input.start,
        input.end,
        input.host,
        input.sponsor,
        input.membership,
        input.administrator,
        input.public_status.unwrap_or_default(),
        input.assigned_to,
        input.event_category,
        input.open_ttt_applications,
        input.url,
        input.language,
        input.reg_key,
        input.manual_attendance.unwrap_or(0),
        input.contact,
        input.instructors_pre,
        input.country,
        input.venue,
        input.address,
        input.latitude,
        input.longitude,
        benefit,
    )
    .execute(&mut **change)
    .await?;
    db::replace_set(change, db::Set::EventTags, id, &input.tags).await?;
    db::replace_set(change, db::Set::EventCurricula, id, &input.curricula).await?;
    if let Some(lessons) = &input.lessons {
        db::replace_set(change, db::Set::EventLessons, id, lessons).await?;
    }
    comment::automatic(change, Kind::Event, &id.to_string(), &input.comment).await?;
    if let Some(membership) = input.membership {
        change.touch(Subject::Reports(membership));
    }
    after_change(change, id);
    Ok(benefit != wanted)
}

/// Saves an event again after one of its tasks changed: the reports link may be due (DM-EVENT-34, DM-TASK-10).
///
/// # Errors
/// When the database refuses.
pub async fn resave(change: &mut Change, id: i32, reports: &ReportsLink) -> Result<()> {
    resave_all(change, &[id], reports).await
}

/// Saves several events again, each once, as [`resave`] does one. Two statements at most.
///
/// # Errors
/// When the database refuses.
pub async fn resave_all(change: &mut Change, ids: &[i32], reports: &ReportsLink) -> Result<()> {
    let rows =
        sqlx::query!("SELECT id, slug, completed, instructors_pre FROM event WHERE id = ANY($1) ORDER BY id FOR UPDATE", ids)
            .fetch_all(&mut **change)
            .await?;
    let links = rows.iter().map(|row| (row.id, reports.of(&row.slug)));
    let open = links.zip(&rows).filter(|((_, link), row)| !row.completed && row.instructors_pre != *link);
    let (due, links): (Vec<i32>, Vec<String>) = open.map(|(link, _)| link).unzip();
    if !due.is_empty() {
        sqlx::query!(
            "UPDATE event SET instructors_pre = x.link FROM unnest($1::int[], $2::text[]) x (id, link) WHERE event.id = x.id",
            &due,
            &links
        )
        .execute(&mut **change)
        .await?;
    }
    for row in rows {
        after_change(change, row.id);
    }
    Ok(())
}

/// Everything that follows a changed event or a changed task of it: the event's emails are looked at when the change is committed
/// (EV5, pages-core.md 0.4), even if saving it has changed nothing.
fn after_change(change: &mut Change, event: i32) {
    change.touch(Subject::Event(event));
}

/// Gives the event to a person, or to nobody; an unknown person changes nothing (EVT-05).
///
/// # Errors
/// When the database refuses.
pub async fn assign(change: &mut Change, slug: &str, person: Option<i32>) -> Result<()> {
    sqlx::query!(
        "UPDATE event SET assigned_to_id = $2 WHERE slug = $1 AND ($2::int IS NULL OR EXISTS (SELECT FROM person WHERE id = $2))",
        slug,
        person
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_event_04_an_online_event_is_on_the_internet() {
        let settled = EventInput {
            country: Some("W3".into()),
            venue: "Hall".into(),
            latitude: Some(1.0),
            longitude: Some(2.0),
            ..EventInput::default()
        }
        .settle(&ReportsLink::default());
        assert_eq!((settled.venue.as_str(), settled.address.as_str()), ("Internet", "Internet"));
        assert_eq!((settled.latitude, settled.longitude), (None, None));
    }

    #[test]
    fn d_05_an_empty_country_is_none() {
        let settled =
            |country: &str| EventInput { country: Some(country.into()), ..EventInput::default() }.settle(&ReportsLink::default());
        assert_eq!((settled("").country, settled(" ").country), (None, None));
        assert_eq!(settled("SE").country.as_deref(), Some("SE"));
    }

    #[test]
    fn dm_event_05_the_reports_link_is_kept_once_completed() {
        let reports = ReportsLink::default();
        let open = EventInput { slug: "2026-01-01-a".into(), instructors_pre: "https://x.org".into(), ..EventInput::default() };
        assert_eq!(open.clone().settle(&reports).instructors_pre, reports.of("2026-01-01-a"));
        assert_eq!(EventInput { completed: true, ..open }.settle(&reports).instructors_pre, "https://x.org");
    }
}
