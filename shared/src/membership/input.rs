//! What the forms of a membership send (MEM-02, MEM-04), and what editing starts from.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::agreement::Period;
use crate::db::Db;

/// The terms of the agreement: the fields that all forms of a membership have. Texts are trimmed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Name.
    pub name: String,
    /// Several organizations together. A membership that is rolled over stays what it is.
    #[serde(default)]
    pub consortium: bool,
    /// One of [`crate::agreement::PUBLIC_STATUS`].
    pub public_status: String,
    /// One of [`super::VARIANTS`].
    pub variant: String,
    /// First day.
    pub agreement_start: NaiveDate,
    /// Last day.
    pub agreement_end: NaiveDate,
    /// One of [`super::CONTRIBUTION_TYPES`].
    pub contribution_type: String,
    /// Registration code; empty for none.
    pub registration_code: String,
    /// Where the agreement is.
    pub agreement_link: String,
    /// Workshops without admin fee; nothing where the agreement says nothing of them.
    pub workshops_without_admin_fee_per_agreement: Option<i32>,
    /// Public training seats.
    pub public_instructor_training_seats: i32,
    /// Public training seats beyond the agreement.
    pub additional_public_instructor_training_seats: i32,
    /// In-house training seats.
    pub inhouse_instructor_training_seats: i32,
    /// In-house training seats beyond the agreement.
    pub additional_inhouse_instructor_training_seats: i32,
    /// Emergency contact.
    pub emergency_contact: String,
}

impl Terms {
    /// The days of the agreement.
    #[must_use]
    pub fn period(&self) -> Period {
        Period { start: self.agreement_start, end: self.agreement_end }
    }

    /// The day that the agreement would end on after a year, where it ends on another: worth a warning (DM-MEMB-14).
    #[must_use]
    pub fn unusual_end(&self) -> Option<NaiveDate> {
        let usual = Period::year_from(self.agreement_start).end;
        (usual != self.agreement_end).then_some(usual)
    }
}

/// The form of a new membership (MEM-02).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateInput {
    /// The organization it is with; in a consortium the one that signs.
    pub main_organization: i32,
    /// The agreement.
    #[serde(flatten)]
    pub terms: Terms,
    /// A comment to add.
    #[serde(default)]
    pub comment: String,
}

/// What was rolled over, on both sides: nothing where the form does not ask.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rolled {
    /// Workshops from the membership before.
    #[serde(default)]
    pub workshops_without_admin_fee_rolled_from_previous: Option<i32>,
    /// Public seats from the membership before.
    #[serde(default)]
    pub public_instructor_training_seats_rolled_from_previous: Option<i32>,
    /// In-house seats from the membership before.
    #[serde(default)]
    pub inhouse_instructor_training_seats_rolled_from_previous: Option<i32>,
    /// Workshops to the membership after.
    #[serde(default)]
    pub workshops_without_admin_fee_rolled_over: Option<i32>,
    /// Public seats to the membership after.
    #[serde(default)]
    pub public_instructor_training_seats_rolled_over: Option<i32>,
    /// In-house seats to the membership after.
    #[serde(default)]
    pub inhouse_instructor_training_seats_rolled_over: Option<i32>,
}

impl Rolled {
    /// Workshops, public and in-house seats from the membership before.
    #[must_use]
    pub fn from_previous(&self) -> [Option<i32>; 3] {
        [
            self.workshops_without_admin_fee_rolled_from_previous,
            self.public_instructor_training_seats_rolled_from_previous,
            self.inhouse_instructor_training_seats_rolled_from_previous,
        ]
    }

    /// Workshops, public and in-house seats to the membership after.
    #[must_use]
    pub fn over(&self) -> [Option<i32>; 3] {
        [
            self.workshops_without_admin_fee_rolled_over,
            self.public_instructor_training_seats_rolled_over,
            self.inhouse_instructor_training_seats_rolled_over,
        ]
    }
}

/// The form that edits a membership (MEM-04).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditInput {
    /// The agreement; its end as it is without the change of the extensions.
    #[serde(flatten)]
    pub terms: Terms,
    /// The days of the extensions that there are (DM-MEMB-13). A form has a field for each, see [`super::extension_field`].
    #[serde(flatten, with = "super::extensions")]
    pub extensions: Vec<i32>,
    /// What was rolled over; only the side that there is counts (DM-MEMB-13).
    #[serde(flatten)]
    pub rolled: Rolled,
}

/// What the rules of the edit form must know of the membership as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Membership id.
    pub id: i32,
    /// Days of its extensions.
    pub extensions: Vec<i32>,
    /// The current date.
    pub today: NaiveDate,
}

/// A membership as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Membership id.
    pub id: i32,
    /// Display string.
    pub label: String,
    /// The fields.
    pub input: EditInput,
    /// Whether something was rolled over to it: then it has what came from the previous one.
    pub is_rolled_from: bool,
    /// Whether it was rolled over: then it has what went to the next one.
    pub is_rolled_over: bool,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

impl Stored {
    /// What the rules of the edit form must know.
    #[must_use]
    pub fn own(&self, today: NaiveDate) -> Own {
        Own { id: self.id, extensions: self.input.extensions.clone(), today }
    }
}

/// The stored membership `id` as the form shows it; one statement. With `lock`, its row is held until the transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, id: i32, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM membership WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT m.*, membership_label(m) AS "label!",
            EXISTS (SELECT FROM membership p WHERE p.rolled_to_membership_id = m.id) AS "is_rolled_from!",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'membership' AND v.object_id = m.id::text) AS "version!"
           FROM membership m WHERE m.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        id: row.id,
        label: row.label,
        version: row.version,
        is_rolled_from: row.is_rolled_from,
        is_rolled_over: row.rolled_to_membership_id.is_some(),
        input: EditInput {
            terms: Terms {
                name: row.name,
                consortium: row.consortium,
                public_status: row.public_status,
                variant: row.variant,
                agreement_start: row.agreement_start,
                agreement_end: row.agreement_end,
                contribution_type: row.contribution_type,
                registration_code: row.registration_code.unwrap_or_default(),
                agreement_link: row.agreement_link,
                workshops_without_admin_fee_per_agreement: row.workshops_without_admin_fee_per_agreement,
                public_instructor_training_seats: row.public_instructor_training_seats,
                additional_public_instructor_training_seats: row.additional_public_instructor_training_seats,
                inhouse_instructor_training_seats: row.inhouse_instructor_training_seats,
                additional_inhouse_instructor_training_seats: row.additional_inhouse_instructor_training_seats,
                emergency_contact: row.emergency_contact,
            },
            extensions: row.extensions,
            rolled: Rolled {
                workshops_without_admin_fee_rolled_from_previous: row.workshops_without_admin_fee_rolled_from_previous,
                public_instructor_training_seats_rolled_from_previous: row.public_instructor_training_seats_rolled_from_previous,
                inhouse_instructor_training_seats_rolled_from_previous: row
                    .inhouse_instructor_training_seats_rolled_from_previous,
                workshops_without_admin_fee_rolled_over: row.workshops_without_admin_fee_rolled_over,
                public_instructor_training_seats_rolled_over: row.public_instructor_training_seats_rolled_over,
                inhouse_instructor_training_seats_rolled_over: row.inhouse_instructor_training_seats_rolled_over,
            },
        },
    }))
}

/// The full name of the organization `id`, which the name of a membership with it begins as. `None` without such an organization.
/// One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn organization_name(db: &mut Db, id: i32) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("SELECT fullname FROM organization WHERE id = $1", id).fetch_optional(db).await?)
}
