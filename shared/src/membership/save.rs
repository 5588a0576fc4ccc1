//! Writing memberships.

use super::check::POOLS;
use super::{CONTRACT_SIGNATORY, CreateInput, EditInput, MAIN, Rolled, Stored, Terms};
use crate::access::Viewer;
use crate::agreement::{code, moved_end};
use crate::comment;
use crate::db::Change;
use crate::email_action::Subject;
use crate::record::Kind;
use crate::{Error, Result};

/// Stores a new membership that has passed its rules, and who it is with (DM-MEMB-14); gives its id.
///
/// # Errors
/// When the database refuses; the code may have been taken meanwhile.
pub async fn create(change: &mut Change, input: &CreateInput) -> Result<i32> {
    let terms = &input.terms;
    let id = insert(change, terms, terms.consortium, [None; 3]).await?;
    let role = if terms.consortium { CONTRACT_SIGNATORY } else { MAIN };
    let role = sqlx::query_scalar!("SELECT id FROM member_role WHERE name = $1", role)
        .fetch_optional(&mut **change)
        .await?
        .ok_or_else(|| Error::Inconsistent { table: "member_role", column: "name", value: format!("{role} is missing") })?;
    sqlx::query!(
        "INSERT INTO member (membership_id, organization_id, role_id) VALUES ($1, $2, $3)",
        id,
        input.main_organization,
        role
    )
    .execute(&mut **change)
    .await?;
    comment::automatic(change, Kind::Membership, &id.to_string(), &input.comment).await?;
    Ok(id)
}

/// Inserts the row of a membership. `from_previous` is what was rolled over to it: workshops, public and in-house seats.
pub(super) async fn insert(change: &mut Change, terms: &Terms, consortium: bool, from_previous: [Option<i32>; 3]) -> Result<i32> {
    let [workshops, public, inhouse] = from_previous;
    Ok(sqlx::query_scalar!(
        "INSERT INTO membership (name, consortium, public_status, variant, agreement_start, agreement_end, contribution_type,
            registration_code, agreement_link, workshops_without_admin_fee_per_agreement, public_instructor_training_seats,
            additional_public_instructor_training_seats, inhouse_instructor_training_seats,
            additional_inhouse_instructor_training_seats, emergency_contact, workshops_without_admin_fee_rolled_from_previous,
            public_instructor_training_seats_rolled_from_previous, inhouse_instructor_training_seats_rolled_from_previous)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) RETURNING id",
        terms.name,
        consortium,
        terms.public_status,
        terms.variant,
        terms.agreement_start,
        terms.agreement_end,
        terms.contribution_type,
        code::stored(&terms.registration_code),
        terms.agreement_link,
        terms.workshops_without_admin_fee_per_agreement,
        terms.public_instructor_training_seats,
        terms.additional_public_instructor_training_seats,
        terms.inhouse_instructor_training_seats,
        terms.additional_inhouse_instructor_training_seats,
        terms.emergency_contact,
        workshops,
        public,
        inhouse
    )
    .fetch_one(&mut **change)
    .await?)
}

/// Stores a changed membership that has passed its rules; `before` is what is stored, read under a lock. Changed extensions move
/// the end and leave a comment by `author` (DM-MEMB-18); changed rolled values go to the neighbour (DM-MEMB-20).
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, before: &Stored, input: &EditInput, author: &Viewer) -> Result<()> {
    change.touch(Subject::Membership(before.id));
    let rolled = known(before, input.rolled);
    let (old, new) = (&before.input.extensions, &input.extensions);
    let end = moved_end(input.terms.agreement_end, old, new).unwrap_or(input.terms.agreement_end);
    write(change, before.id, &input.terms, &rolled).await?;
    if old != new {
        sqlx::query!("UPDATE membership SET extensions = $2, agreement_end = $3 WHERE id = $1", before.id, new, end)
            .execute(&mut **change)
            .await?;
        let days: Vec<String> = new.iter().map(|days| format!("{days} days")).collect();
        let text = format!("Extensions changed to: {} (new end date: {end}).", days.join(", "));
        comment::add(change, Kind::Membership, &before.id.to_string(), author, &text, None).await?;
    }
    mirror(change, before, rolled).await
}

/// The rolled values that count: those of a side that does not exist stay what they were (DM-MEMB-13).
fn known(before: &Stored, sent: Rolled) -> Rolled {
    let (from, over) = (
        if before.is_rolled_from { sent } else { before.input.rolled },
        if before.is_rolled_over { sent } else { before.input.rolled },
    );
    Rolled {
        workshops_without_admin_fee_rolled_over: over.workshops_without_admin_fee_rolled_over,
        public_instructor_training_seats_rolled_over: over.public_instructor_training_seats_rolled_over,
        inhouse_instructor_training_seats_rolled_over: over.inhouse_instructor_training_seats_rolled_over,
        ..from
    }
}

/// Writes all fields of a form but the extensions.
async fn write(change: &mut Change, id: i32, terms: &Terms, rolled: &Rolled) -> Result<()> {
    sqlx::query!(
        "UPDATE membership SET name = $2, consortium = $3, public_status = $4, variant = $5, agreement_start = $6, agreement_end = $7,
            contribution_type = $8, registration_code = $9, agreement_link = $10, workshops_without_admin_fee_per_agreement = $11,
            public_instructor_training_seats = $12, additional_public_instructor_training_seats = $13,
            inhouse_instructor_training_seats = $14, additional_inhouse_instructor_training_seats = $15, emergency_contact = $16,
            workshops_without_admin_fee_rolled_from_previous = $17, public_instructor_training_seats_rolled_from_previous = $18,
            inhouse_instructor_training_seats_rolled_from_previous = $19, workshops_without_admin_fee_rolled_over = $20,
            public_instructor_training_seats_rolled_over = $21, inhouse_instructor_training_seats_rolled_over = $22
         WHERE id = $1",
        id,
        terms.name,
        terms.consortium,
        terms.public_status,
        terms.variant,
        terms.agreement_start,
        terms.agreement_end,
        terms.contribution_type,
        code::stored(&terms.registration_code),
        terms.agreement_link,
        terms.workshops_without_admin_fee_per_agreement,
        terms.public_instructor_training_seats,
        terms.additional_public_instructor_training_seats,
        terms.inhouse_instructor_training_seats,
        terms.additional_inhouse_instructor_training_seats,
        terms.emergency_contact,
        rolled.workshops_without_admin_fee_rolled_from_previous,
        rolled.public_instructor_training_seats_rolled_from_previous,
        rolled.inhouse_instructor_training_seats_rolled_from_previous,
        rolled.workshops_without_admin_fee_rolled_over,
        rolled.public_instructor_training_seats_rolled_over,
        rolled.inhouse_instructor_training_seats_rolled_over
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// Writes the rolled values that changed to the memberships before and after (DM-MEMB-20).
async fn mirror(change: &mut Change, before: &Stored, now: Rolled) -> Result<()> {
    let changed = |old: [Option<i32>; 3], new: [Option<i32>; 3]| -> Vec<bool> {
        POOLS.iter().zip(old.iter().zip(&new)).map(|(_, (old, new))| old != new).collect()
    };
    let from = changed(before.input.rolled.from_previous(), now.from_previous());
    if from.contains(&true) {
        let values = now.from_previous();
        sqlx::query!(
            "UPDATE membership SET
                workshops_without_admin_fee_rolled_over = CASE WHEN $2 THEN $3 ELSE workshops_without_admin_fee_rolled_over END,
                public_instructor_training_seats_rolled_over = CASE WHEN $4 THEN $5 ELSE public_instructor_training_seats_rolled_over END,
                inhouse_instructor_training_seats_rolled_over = CASE WHEN $6 THEN $7 ELSE inhouse_instructor_training_seats_rolled_over END
             WHERE rolled_to_membership_id = $1",
            before.id,
            from[0],
            values[0],
            from[1],
            values[1],
            from[2],
            values[2]
        )
        .execute(&mut **change)
        .await?;
    }
    let over = changed(before.input.rolled.over(), now.over());
    if over.contains(&true) {
        let values = now.over();
        sqlx::query!(
            "UPDATE membership n SET
                workshops_without_admin_fee_rolled_from_previous
                    = CASE WHEN $2 THEN $3 ELSE n.workshops_without_admin_fee_rolled_from_previous END,
                public_instructor_training_seats_rolled_from_previous
                    = CASE WHEN $4 THEN $5 ELSE n.public_instructor_training_seats_rolled_from_previous END,
                inhouse_instructor_training_seats_rolled_from_previous
                    = CASE WHEN $6 THEN $7 ELSE n.inhouse_instructor_training_seats_rolled_from_previous END
             FROM membership m WHERE m.id = $1 AND n.id = m.rolled_to_membership_id",
            before.id,
            over[0],
            values[0],
            over[1],
            values[1],
            over[2],
            values[2]
        )
        .execute(&mut **change)
        .await?;
    }
    Ok(())
}
