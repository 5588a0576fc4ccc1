//! A new membership from the one before (MEM-09, DM-MEMB-19).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::check::POOLS;
use super::{Membership, Terms, by_id, save};
use crate::Result;
use crate::agreement::code;
use crate::check::{FieldErrors, Input};
use crate::comment;
use crate::db::{Change, Db};
use crate::record::Kind;

/// The form of a roll-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollOverInput {
    /// The new agreement. Whether it is a consortium is the old one's to say.
    #[serde(flatten)]
    pub terms: Terms,
    /// The new one has the same organizations; always so without a consortium.
    #[serde(default)]
    pub copy_members: bool,
    /// The new one has the same persons.
    #[serde(default)]
    pub copy_membership_tasks: bool,
    /// Workshops to take along.
    pub workshops_without_admin_fee_rolled_from_previous: Option<i32>,
    /// Public seats to take along.
    pub public_instructor_training_seats_rolled_from_previous: Option<i32>,
    /// In-house seats to take along.
    pub inhouse_instructor_training_seats_rolled_from_previous: Option<i32>,
    /// A comment to add.
    #[serde(default)]
    pub comment: String,
}

impl RollOverInput {
    /// Workshops, public and in-house seats to take along.
    fn rolled(&self) -> [Option<i32>; 3] {
        [
            self.workshops_without_admin_fee_rolled_from_previous,
            self.public_instructor_training_seats_rolled_from_previous,
            self.inhouse_instructor_training_seats_rolled_from_previous,
        ]
    }
}

/// How much may be taken along: what remains of the old membership, and never less than nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Workshops.
    pub workshops: i64,
    /// Public seats.
    pub public_seats: i64,
    /// In-house seats.
    pub inhouse_seats: i64,
    /// The current date.
    pub today: NaiveDate,
}

impl Limits {
    /// Those of `membership`.
    #[must_use]
    pub fn of(membership: &Membership, today: NaiveDate) -> Self {
        Self {
            workshops: membership.workshops.remaining().max(0),
            public_seats: membership.public_seats.remaining().max(0),
            inhouse_seats: membership.inhouse_seats.remaining().max(0),
            today,
        }
    }
}

/// What the form of a roll-over starts from.
#[derive(Debug, Clone)]
pub struct RollOverStart {
    /// The old membership.
    pub from: Membership,
    /// The fields, filled in.
    pub input: RollOverInput,
    /// How much may be taken along.
    pub limits: Limits,
}

/// What the form of a roll-over starts from: `None` where there is no such membership, or it was rolled over already. With
/// `lock`, it is held until the transaction ends, so that it is rolled over once.
///
/// # Errors
/// When the database cannot be asked.
pub async fn roll_over_start(db: &mut Db, id: i32, today: NaiveDate, lock: bool) -> Result<Option<RollOverStart>> {
    if lock {
        sqlx::query!("SELECT id FROM membership WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let Some(from) = by_id(db, id, today).await?.filter(Membership::may_roll_over) else { return Ok(None) };
    let next = from.agreement.next();
    let terms = Terms {
        name: from.name.clone(),
        consortium: from.consortium,
        public_status: from.public_status.clone(),
        variant: from.variant.clone(),
        agreement_start: next.start,
        agreement_end: next.end,
        contribution_type: from.contribution_type.clone(),
        // Codes are unique: the old one's stays with it until somebody moves it.
        registration_code: String::new(),
        agreement_link: String::new(),
        workshops_without_admin_fee_per_agreement: from.workshops.per_agreement,
        public_instructor_training_seats: from.public_seats.seats,
        additional_public_instructor_training_seats: from.public_seats.additional,
        inhouse_instructor_training_seats: from.inhouse_seats.seats,
        additional_inhouse_instructor_training_seats: from.inhouse_seats.additional,
        emergency_contact: from.emergency_contact.clone(),
    };
    let input = RollOverInput {
        terms,
        copy_members: true,
        copy_membership_tasks: true,
        workshops_without_admin_fee_rolled_from_previous: Some(0),
        public_instructor_training_seats_rolled_from_previous: Some(0),
        inhouse_instructor_training_seats_rolled_from_previous: Some(0),
        comment: String::new(),
    };
    let limits = Limits::of(&from, today);
    Ok(Some(RollOverStart { from, input, limits }))
}

impl Input for RollOverInput {
    type Own = Limits;

    async fn check(&self, db: &mut Db, limits: &Limits) -> Result<FieldErrors> {
        let mut errors = self.terms.alone();
        let most = [limits.workshops, limits.public_seats, limits.inhouse_seats];
        for (what, (number, most)) in POOLS.into_iter().zip(self.rolled().into_iter().zip(most)) {
            let number = i64::from(number.unwrap_or(0));
            let field = format!("{what}_rolled_from_previous");
            errors.require(number >= 0, &field, "Enter at least 0.");
            errors.require(number <= most, &field, &format!("Enter at most {most}: no more remains."));
        }
        let holder = sqlx::query_scalar!(
            "SELECT registration_code_holder($1, 'membership', NULL, $2)",
            code::stored(&self.terms.registration_code),
            limits.today
        )
        .fetch_one(db)
        .await?;
        code::require_free(&mut errors, holder);
        Ok(errors)
    }
}

/// Stores the new membership of a roll-over that has passed its rules; `start` was read under a lock. The old one is told what went
/// over, and where to. Gives the new one's id.
///
/// # Errors
/// When the database refuses.
pub async fn roll_over(change: &mut Change, start: &RollOverStart, input: &RollOverInput) -> Result<i32> {
    let from = &start.from;
    let rolled = input.rolled();
    let id = save::insert(change, &input.terms, from.consortium, rolled).await?;
    sqlx::query!(
        "UPDATE membership SET workshops_without_admin_fee_rolled_over = $2, public_instructor_training_seats_rolled_over = $3,
            inhouse_instructor_training_seats_rolled_over = $4, rolled_to_membership_id = $5 WHERE id = $1",
        from.id,
        rolled[0],
        rolled[1],
        rolled[2],
        id
    )
    .execute(&mut **change)
    .await?;
    if input.copy_members || !from.consortium {
        sqlx::query!(
            "INSERT INTO member (membership_id, organization_id, role_id)
             SELECT $2, organization_id, role_id FROM member WHERE membership_id = $1 ORDER BY id",
            from.id,
            id
        )
        .execute(&mut **change)
        .await?;
    }
    if input.copy_membership_tasks {
        sqlx::query!(
            "INSERT INTO membership_task (membership_id, person_id, role_id)
             SELECT $2, person_id, role_id FROM membership_task WHERE membership_id = $1 ORDER BY id",
            from.id,
            id
        )
        .execute(&mut **change)
        .await?;
    }
    comment::automatic(change, Kind::Membership, &id.to_string(), &input.comment).await?;
    Ok(id)
}
