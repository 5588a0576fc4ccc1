//! The list of trainings (DM-TPROG-11, TRN-01).

use chrono::NaiveDate;

use crate::listing::Listing;

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TrainingRow {
    /// Event id.
    pub id: i32,
    /// Slug.
    pub slug: String,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// People who learned there.
    pub trainees: i64,
    /// Those of them who hold any instructor badge.
    pub finished: i64,
}

/// Trainings with at least one learner, the newest first; those without a date come before all.
pub const LISTING: Listing = Listing {
    select: r#"SELECT e.id, e.slug, e.start, e."end", learned.trainees, learned.finished
        FROM event e CROSS JOIN LATERAL (
            SELECT count(DISTINCT t.person_id) AS trainees, count(DISTINCT t.person_id) FILTER (WHERE
                holds_badge(t.person_id, '{swc-instructor,dc-instructor,lc-instructor,instructor}')) AS finished
            FROM training_task t WHERE t.event_id = e.id
        ) learned
        JOIN (SELECT DISTINCT event_id FROM training_task) training ON training.event_id = e.id"#,
    from: "FROM event e JOIN (SELECT DISTINCT event_id FROM training_task) training ON training.event_id = e.id",
    filters: &[],
    orders: &[],
    default_order: "e.start DESC NULLS FIRST, e.id",
    tie: "e.id",
};
