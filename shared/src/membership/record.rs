//! A membership with its numbers and who is in it.

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::types::Json;

use super::{MAIN, Seats, Workshops};
use crate::Result;
use crate::agreement::{Grace, Neighbour, Period};
use crate::db::Db;
use crate::event::{ADMINISTRATORS, SELF_ORGANIZED};

/// An organization in a membership.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Member {
    /// Organization id.
    pub organization_id: i32,
    /// Domain, which its page is found by.
    pub domain: String,
    /// Full name.
    pub fullname: String,
    /// Name of the role.
    pub role: String,
    /// The role as it is read.
    pub role_label: String,
}

/// A person in a membership.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Person {
    /// Person id.
    pub person_id: i32,
    /// Display string.
    pub label: String,
    /// The role as it is read.
    pub role_label: String,
}

/// A membership with its numbers and who is in it.
#[derive(Debug, Clone)]
pub struct Membership {
    /// Membership id.
    pub id: i32,
    /// Display string.
    pub label: String,
    /// Name.
    pub name: String,
    /// One of [`super::VARIANTS`].
    pub variant: String,
    /// The agreement's days, extensions included.
    pub agreement: Period,
    /// Days of each extension.
    pub extensions: Vec<i32>,
    /// One of [`super::CONTRIBUTION_TYPES`].
    pub contribution_type: String,
    /// Registration code.
    pub registration_code: Option<String>,
    /// Where the agreement is.
    pub agreement_link: String,
    /// One of [`crate::agreement::PUBLIC_STATUS`].
    pub public_status: String,
    /// Emergency contact.
    pub emergency_contact: String,
    /// Several organizations together.
    pub consortium: bool,
    /// The membership that this one was rolled over to.
    pub rolled_to: Option<Neighbour>,
    /// The membership that was rolled over to this one.
    pub rolled_from: Option<Neighbour>,
    /// Workshops without admin fee.
    pub workshops: Workshops,
    /// Public training seats.
    pub public_seats: Seats,
    /// In-house training seats.
    pub inhouse_seats: Seats,
    /// Organizations by full name.
    pub members: Vec<Member>,
    /// Persons by name.
    pub persons: Vec<Person>,
}

/// How a page tells of a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something is amiss.
    Warning,
    /// All is well.
    Info,
}

impl Membership {
    /// Whether the agreement covers `day`, made longer by `grace` (DM-MEMB-08).
    #[must_use]
    pub fn is_active_on(&self, day: NaiveDate, grace: Grace) -> bool {
        self.agreement.covers_with(day, grace)
    }

    /// How a request's page tells of it: a warning without workshops left, or when it is not active (DM-MEMB-09).
    #[must_use]
    pub fn tone(&self, today: NaiveDate) -> Tone {
        if self.workshops.remaining() <= 0 || !self.agreement.covers(today) { Tone::Warning } else { Tone::Info }
    }

    /// Whether it was extended (DM-ST-40).
    #[must_use]
    pub fn is_extended(&self) -> bool {
        !self.extensions.is_empty()
    }

    /// Whether it may be rolled over, which can be done once (DM-ST-40, DM-MEMB-19).
    #[must_use]
    pub fn may_roll_over(&self) -> bool {
        self.rolled_to.is_none()
    }

    /// Whether the organization is in it as the main one (DM-ORG-05).
    #[must_use]
    pub fn has_main(&self, organization: i32) -> bool {
        self.members.iter().any(|member| member.organization_id == organization && member.role == MAIN)
    }
}

/// The membership `id`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_id(db: &mut Db, id: i32, today: NaiveDate) -> Result<Option<Membership>> {
    Ok(read(db, Some(&[id]), None, today).await?.pop())
}

/// The memberships of those `ids` that there are: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_ids(db: &mut Db, ids: &[i32], today: NaiveDate) -> Result<Vec<Membership>> {
    read(db, Some(ids), None, today).await
}

/// The memberships that an organization is in, in whatever role, newest agreement first: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn of_organization(db: &mut Db, organization: i32, today: NaiveDate) -> Result<Vec<Membership>> {
    read(db, None, Some(organization), today).await
}

async fn read(db: &mut Db, ids: Option<&[i32]>, organization: Option<i32>, today: NaiveDate) -> Result<Vec<Membership>> {
    let central: Vec<String> =
        ADMINISTRATORS.iter().filter(|domain| **domain != SELF_ORGANIZED).map(|domain| (*domain).to_owned()).collect();
    let rows = sqlx::query!(
        r#"SELECT m.*, membership_label(m) AS "label!", n.id AS "next_id?", membership_label(n) AS next_label,
            p.id AS "previous_id?", membership_label(p) AS previous_label,
            s.public_utilized AS "public_utilized!", s.inhouse_utilized AS "inhouse_utilized!",
            c.central_past AS "central_past!", c.central_coming AS "central_coming!", c.self_past AS "self_past!", c.self_coming AS "self_coming!",
            coalesce((SELECT jsonb_agg(jsonb_build_object('organization_id', o.id, 'domain', o.domain, 'fullname', o.fullname,
                    'role', r.name, 'role_label', role_label(r.name, r.verbose_name)) ORDER BY o.fullname, r.name)
                FROM member x JOIN organization o ON o.id = x.organization_id JOIN member_role r ON r.id = x.role_id
                WHERE x.membership_id = m.id), '[]') AS "members!: Json<Vec<Member>>",
            coalesce((SELECT jsonb_agg(jsonb_build_object('person_id', q.id, 'label', person_label(q),
                    'role_label', role_label(r.name, r.verbose_name)) ORDER BY q.family, q.personal, r.name, q.id)
                FROM membership_task x JOIN person q ON q.id = x.person_id JOIN membership_person_role r ON r.id = x.role_id
                WHERE x.membership_id = m.id), '[]') AS "persons!: Json<Vec<Person>>"
           FROM membership m
           JOIN membership_seats s ON s.membership_id = m.id
           LEFT JOIN membership n ON n.id = m.rolled_to_membership_id
           LEFT JOIN membership p ON p.rolled_to_membership_id = m.id
           CROSS JOIN LATERAL (
               SELECT count(*) FILTER (WHERE a.domain = ANY($3) AND e.start < $5) AS central_past,
                   count(*) FILTER (WHERE a.domain = ANY($3) AND e.start >= $5) AS central_coming,
                   count(*) FILTER (WHERE coalesce(a.domain, $4) = $4 AND e.start < $5) AS self_past,
                   count(*) FILTER (WHERE coalesce(a.domain, $4) = $4 AND e.start >= $5) AS self_coming
               FROM event e LEFT JOIN organization a ON a.id = e.administrator_id
               WHERE e.membership_id = m.id AND NOT EXISTS (
                   SELECT FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = e.id AND t.name IN ('cancelled', 'stalled'))
           ) c
           WHERE ($1::int[] IS NULL OR m.id = ANY($1))
             AND ($2::int IS NULL OR EXISTS (SELECT FROM member x WHERE x.membership_id = m.id AND x.organization_id = $2))
           ORDER BY m.agreement_start DESC, m.id"#,
        ids,
        organization,
        &central,
        SELF_ORGANIZED,
        today
    )
    .fetch_all(db)
    .await?;
    let memberships = rows.into_iter().map(|row| Membership {
        id: row.id,
        label: row.label,
        name: row.name,
        variant: row.variant,
        agreement: Period { start: row.agreement_start, end: row.agreement_end },
        extensions: row.extensions,
        contribution_type: row.contribution_type,
        registration_code: row.registration_code,
        agreement_link: row.agreement_link,
        public_status: row.public_status,
        emergency_contact: row.emergency_contact,
        consortium: row.consortium,
        rolled_to: Neighbour::of(row.next_id, row.next_label),
        rolled_from: Neighbour::of(row.previous_id, row.previous_label),
        workshops: Workshops {
            per_agreement: row.workshops_without_admin_fee_per_agreement,
            rolled_from_previous: row.workshops_without_admin_fee_rolled_from_previous,
            rolled_over: row.workshops_without_admin_fee_rolled_over,
            central_past: row.central_past,
            central_coming: row.central_coming,
            self_organised_completed: row.self_past,
            self_organised_planned: row.self_coming,
        },
        public_seats: Seats {
            seats: row.public_instructor_training_seats,
            additional: row.additional_public_instructor_training_seats,
            rolled_from_previous: row.public_instructor_training_seats_rolled_from_previous,
            rolled_over: row.public_instructor_training_seats_rolled_over,
            utilized: row.public_utilized,
        },
        inhouse_seats: Seats {
            seats: row.inhouse_instructor_training_seats,
            additional: row.additional_inhouse_instructor_training_seats,
            rolled_from_previous: row.inhouse_instructor_training_seats_rolled_from_previous,
            rolled_over: row.inhouse_instructor_training_seats_rolled_over,
            utilized: row.inhouse_utilized,
        },
        members: row.members.0,
        persons: row.persons.0,
    });
    Ok(memberships.collect())
}
