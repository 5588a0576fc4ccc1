//! Applying for an event, by an instructor or on their behalf (DM-RECR-10, DM-RECR-12).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::{Change, Db};
use crate::email_action::Occurrence;

const NO_ROLE: &str = "has no active community role as an instructor";

/// An application that staff add (REC-04).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdminSignupInput {
    /// Who would teach.
    pub person: i32,
    /// For staff to read.
    pub notes: String,
}

/// What the rules of staff's form must know besides.
#[derive(Debug, Clone, Copy)]
pub struct AdminOwn {
    /// The process.
    pub recruitment: i32,
    /// The current date.
    pub today: NaiveDate,
}

impl Input for AdminSignupInput {
    type Own = AdminOwn;

    async fn check(&self, db: &mut Db, own: &AdminOwn) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        let facts = sqlx::query!(
            r#"SELECT EXISTS (SELECT FROM person WHERE id = $1) AS "person!",
                has_community_role($1, 'instructor', $3) AS "is_instructor!",
                EXISTS (SELECT FROM instructor_recruitment_signup WHERE recruitment_id = $2 AND person_id = $1) AS "is_signed_up!""#,
            self.person,
            own.recruitment,
            own.today
        )
        .fetch_one(db)
        .await?;
        if facts.person {
            errors.require(facts.is_instructor, "person", &format!("This person {NO_ROLE}."));
            errors.require(!facts.is_signed_up, "person", "This person has applied already.");
        } else {
            errors.add("person", "This person does not exist any more. Choose another.");
        }
        Ok(errors)
    }
}

impl AdminSignupInput {
    /// Stores an application that has passed its check; it is pending (DM-ST-25). Gives its id.
    ///
    /// # Errors
    /// When the database refuses; the person may have applied meanwhile.
    pub async fn create(&self, change: &mut Change, recruitment: i32) -> Result<i32> {
        let id = insert(change, recruitment, self.person, "", &self.notes).await?;
        change.occur(Occurrence::SignedUpByAdmin(id));
        Ok(id)
    }
}

/// An application of an instructor's own (DSH-09).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfSignupInput {
    /// What they want staff to know.
    pub user_notes: String,
}

/// What the rules of the instructor's form must know besides.
#[derive(Debug, Clone, Copy)]
pub struct SelfOwn {
    /// The process.
    pub recruitment: i32,
    /// Who applies.
    pub person: i32,
    /// The current date.
    pub today: NaiveDate,
}

impl Input for SelfSignupInput {
    type Own = SelfOwn;

    async fn check(&self, db: &mut Db, own: &SelfOwn) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        let facts = sqlx::query!(
            r#"SELECT has_community_role($1, 'instructor', $3) AS "is_instructor!",
                EXISTS (SELECT FROM instructor_recruitment_signup s WHERE s.recruitment_id = i.id AND s.person_id = $1) AS "is_signed_up!",
                i.status = 'o' AS "is_open!", coalesce(e.start >= $3 AND e."end" IS NOT NULL, false) AS "is_ahead!",
                ARRAY(SELECT x.slug FROM events_of($1, 'instructor', e.start, e."end") x WHERE x.id <> e.id ORDER BY x.start, x.id) AS "conflicts!"
               FROM instructor_recruitment i JOIN event e ON e.id = i.event_id WHERE i.id = $2"#,
            own.person,
            own.recruitment,
            own.today
        )
        .fetch_optional(db)
        .await?;
        let Some(facts) = facts else {
            errors.add(FieldErrors::FORM, "Nobody looks for instructors for this workshop any more.");
            return Ok(errors);
        };
        errors.require(facts.is_open, FieldErrors::FORM, "This workshop takes no more applications.");
        errors.require(facts.is_instructor, FieldErrors::FORM, &format!("You cannot apply: your profile {NO_ROLE}."));
        errors.require(!facts.is_signed_up, FieldErrors::FORM, "You have applied for this workshop already.");
        errors.require(facts.is_ahead, FieldErrors::FORM, "This workshop has begun, or has no dates yet.");
        if !facts.conflicts.is_empty() {
            errors.add(FieldErrors::FORM, format!("You teach at other workshops on these days: {}.", facts.conflicts.join(", ")));
        }
        Ok(errors)
    }
}

impl SelfSignupInput {
    /// Stores an application that has passed its check; it is pending, for the whole session (DM-ST-25). Gives its id.
    ///
    /// # Errors
    /// When the database refuses; the person may have applied meanwhile.
    pub async fn create(&self, change: &mut Change, recruitment: i32, person: i32) -> Result<i32> {
        let id = insert(change, recruitment, person, &self.user_notes, "").await?;
        change.occur(Occurrence::SignedUp(id));
        Ok(id)
    }
}

async fn insert(change: &mut Change, recruitment: i32, person: i32, user_notes: &str, notes: &str) -> Result<i32> {
    let now = change.now();
    Ok(sqlx::query_scalar!(
        "INSERT INTO instructor_recruitment_signup (created_at, last_updated_at, recruitment_id, person_id, user_notes, notes)
         VALUES ($1, $1, $2, $3, $4, $5) RETURNING id",
        now,
        recruitment,
        person,
        user_notes,
        notes
    )
    .fetch_one(&mut **change)
    .await?)
}
