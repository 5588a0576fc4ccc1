//! What is to be known of memberships.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::types::Json;

use super::Contact;
use crate::Result;
use crate::db::Db;

/// A membership.
#[derive(Debug)]
pub(in crate::email_action) struct Membership {
    pub(in crate::email_action) id: i32,
    pub(in crate::email_action) name: String,
    pub(in crate::email_action) variant: String,
    pub(in crate::email_action) start: NaiveDate,
    pub(in crate::email_action) end: NaiveDate,
    /// It comes with workshops or seats, before anything was rolled over.
    pub(in crate::email_action) has_benefits: bool,
    /// Its persons by their roles, in the order of these.
    pub(in crate::email_action) roles: Vec<Contact>,
    /// Ids of its events.
    pub(in crate::email_action) events: Vec<i32>,
    /// The uses of its training seats.
    pub(in crate::email_action) seats: Vec<Seat>,
}

/// A training seat that is used.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(in crate::email_action) struct Seat {
    /// Task id.
    pub(in crate::email_action) task: i32,
    /// Person id.
    pub(in crate::email_action) person: i32,
}

/// The memberships with these ids: one statement, and none without ids.
pub(super) async fn read(db: &mut Db, ids: &[i32]) -> Result<BTreeMap<i32, Membership>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = sqlx::query!(
        r#"SELECT m.id, m.name, m.variant, m.agreement_start, m.agreement_end,
            greatest(m.workshops_without_admin_fee_per_agreement, m.public_instructor_training_seats,
                m.additional_public_instructor_training_seats, m.inhouse_instructor_training_seats,
                m.additional_inhouse_instructor_training_seats) > 0 AS "has_benefits!",
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'role', r.name, 'email', p.email) ORDER BY r.name, t.id)
                FROM membership_task t JOIN membership_person_role r ON r.id = t.role_id JOIN person p ON p.id = t.person_id
                WHERE t.membership_id = m.id), '[]') AS "roles!: Json<Vec<Contact>>",
            ARRAY(SELECT e.id FROM event e WHERE e.membership_id = m.id ORDER BY e.start, e.id) AS "events!",
            coalesce((SELECT jsonb_agg(jsonb_build_object('task', t.id, 'person', t.person_id) ORDER BY t.id)
                FROM task t WHERE t.seat_membership_id = m.id), '[]') AS "seats!: Json<Vec<Seat>>"
           FROM membership m WHERE m.id = ANY($1)"#,
        ids
    )
    .fetch_all(db)
    .await?;
    let memberships = rows.into_iter().map(|row| {
        let membership = Membership {
            id: row.id,
            name: row.name,
            variant: row.variant,
            start: row.agreement_start,
            end: row.agreement_end,
            has_benefits: row.has_benefits,
            roles: row.roles.0,
            events: row.events,
            seats: row.seats.0,
        };
        (membership.id, membership)
    });
    Ok(memberships.collect())
}
