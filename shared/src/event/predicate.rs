//! What is said of events: active, past, published and so on (DM-EVENT-20 … DM-EVENT-29). Tags and completeness come from the
//! view `event_status`.

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, PgConnection};

use crate::Result;

/// Something that is true of an event, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Predicate {
    /// DM-EVENT-20: it lacks the tag `cancelled`.
    NotCancelled,
    /// DM-EVENT-20: it lacks the tag `unresponsive`.
    NotUnresponsive,
    /// DM-EVENT-21: not stalled, cancelled, unresponsive or completed.
    Active,
    /// DM-EVENT-22: it has begun before today, and ended if it has an end.
    Past,
    /// DM-EVENT-23: not cancelled, and everything that visitors look for is known.
    Published,
    /// DM-EVENT-24: active, and something that visitors look for is not known.
    Unpublished,
    /// DM-EVENT-25: published, and begins after today.
    Upcoming,
    /// DM-EVENT-26: published, and today is one of its days.
    Ongoing,
    /// DM-EVENT-27: upcoming or ongoing, and active.
    Current,
    /// DM-EVENT-28: its website has changed since somebody looked.
    MetadataChanged,
    /// DM-EVENT-29: an instructor training.
    Ttt,
}

/// The status of the event `e`, as a condition.
macro_rules! status {
    ($condition:literal) => {
        concat!("EXISTS (SELECT FROM event_status s WHERE s.event_id = e.id AND ", $condition, ")")
    };
}

impl Predicate {
    /// The condition on an event `e`; `{today}` stands for the current date.
    #[must_use]
    pub const fn condition(self) -> &'static str {
        match self {
            Self::NotCancelled => status!("s.not_cancelled"),
            Self::NotUnresponsive => "NOT event_has_tag(e.id, 'unresponsive')",
            Self::Active => status!("s.active"),
            Self::Past => r#"e.start < {today} AND (e."end" < {today} OR e."end" IS NULL)"#,
            Self::Published => status!("s.not_cancelled AND NOT s.incomplete"),
            Self::Unpublished => status!("s.active AND s.incomplete"),
            Self::Upcoming => concat!("e.start > {today} AND ", status!("s.not_cancelled AND NOT s.incomplete")),
            Self::Ongoing => {
                concat!(r#"e.start <= {today} AND e."end" >= {today} AND "#, status!("s.not_cancelled AND NOT s.incomplete"))
            }
            Self::Current => concat!(
                r#"(e.start > {today} OR (e.start <= {today} AND e."end" >= {today})) AND "#,
                status!("s.active AND s.not_cancelled AND NOT s.incomplete")
            ),
            Self::MetadataChanged => "e.metadata_changed",
            Self::Ttt => "event_has_tag(e.id, 'TTT')",
        }
    }

    /// The order in which such events are told.
    const fn order(self) -> &'static str {
        match self {
            Self::Unpublished => "e.slug, e.id",
            Self::Upcoming | Self::Ongoing | Self::Current => "e.start, e.id",
            _ => "e.start DESC NULLS FIRST, e.id",
        }
    }
}

/// The events of which `predicate` is true, in its order: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn such_events(db: &mut PgConnection, predicate: Predicate, today: NaiveDate) -> Result<Vec<i32>> {
    // Made of this file's constants; the date is bound, also where a condition does not ask for it.
    let (condition, order) = (predicate.condition().replace("{today}", "$1"), predicate.order());
    let statement = format!("SELECT e.id FROM event e WHERE ($1::date IS NOT NULL) AND {condition} ORDER BY {order}");
    Ok(sqlx::query_scalar(AssertSqlSafe(statement)).bind(today).fetch_all(db).await?)
}
