//! Writing accounts.

use uuid::Uuid;

use super::{AccountInput, OWNER, Own, Target};
use crate::db::Change;
use crate::deletion::{self, Blockers};
use crate::record::Kind;
use crate::{Error, Result};

/// The account of a person, organization or consortium; made where there is none (DM-ORG-03, DM-PART-05).
///
/// # Errors
/// When the database refuses; the target may be gone.
pub async fn find_or_create(change: &mut Change, target: Target) -> Result<Uuid> {
    let [person, organization, consortium] = target.columns();
    let known = sqlx::query_scalar!(
        "SELECT id FROM account WHERE person_id = $1 OR organization_id = $2 OR consortium_id = $3",
        person,
        organization,
        consortium
    )
    .fetch_optional(&mut **change)
    .await?;
    match known {
        Some(id) => Ok(id),
        None => insert(change, target, true).await,
    }
}

/// Stores a new account that has passed its rules; gives its id.
///
/// # Errors
/// When the database refuses; an account for the target may have been made meanwhile.
pub async fn create(change: &mut Change, input: &AccountInput) -> Result<Uuid> {
    insert(change, target(input)?, input.active).await
}

async fn insert(change: &mut Change, target: Target, active: bool) -> Result<Uuid> {
    let now = change.now();
    let [person, organization, consortium] = target.columns();
    let id = sqlx::query_scalar!(
        "INSERT INTO account (created_at, active, person_id, organization_id, consortium_id) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        now,
        active,
        person,
        organization,
        consortium
    )
    .fetch_one(&mut **change)
    .await?;
    own(change, id, target).await?;
    Ok(id)
}

/// Stores a changed account that has passed its rules.
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, before: Own, input: &AccountInput) -> Result<()> {
    let now = change.now();
    let target = target(input)?;
    let [person, organization, consortium] = target.columns();
    sqlx::query!(
        "UPDATE account SET last_updated_at = $2, active = $3, person_id = $4, organization_id = $5, consortium_id = $6 WHERE id = $1",
        before.id,
        now,
        input.active,
        person,
        organization,
        consortium
    )
    .execute(&mut **change)
    .await?;
    own(change, before.id, target).await
}

/// Makes the person of an individual account its one owner, in the place of whoever was there (DM-ACC-02).
async fn own(change: &mut Change, account: Uuid, target: Target) -> Result<()> {
    let Target::Person(person) = target else { return Ok(()) };
    let now = change.now();
    // What an organization's account may have besides: further owners, contacts.
    sqlx::query!(
        "DELETE FROM account_owner WHERE account_id = $1 AND id IS DISTINCT FROM (
            SELECT id FROM account_owner WHERE account_id = $1 AND permission_type = $2 ORDER BY person_id <> $3, created_at, id LIMIT 1)",
        account,
        OWNER,
        person
    )
    .execute(&mut **change)
    .await?;
    let owners = sqlx::query!(
        "UPDATE account_owner SET last_updated_at = CASE WHEN person_id = $3 THEN last_updated_at ELSE $4 END, person_id = $3
         WHERE account_id = $1 AND permission_type = $2",
        account,
        OWNER,
        person,
        now
    )
    .execute(&mut **change)
    .await?;
    if owners.rows_affected() == 0 {
        sqlx::query!(
            "INSERT INTO account_owner (created_at, account_id, person_id, permission_type) VALUES ($1, $2, $3, $4)",
            now,
            account,
            person,
            OWNER
        )
        .execute(&mut **change)
        .await?;
    }
    Ok(())
}

fn target(input: &AccountInput) -> Result<Target> {
    let missing = || Error::Inconsistent { table: "account", column: "account_type", value: input.account_type.clone() };
    input.target().ok_or_else(missing)
}

/// Deletes the account with its owners (OFF-05), or changes nothing and tells what else refers to it.
///
/// # Errors
/// When the database refuses.
pub async fn remove(change: &mut Change, id: Uuid) -> Result<Blockers> {
    let mut blockers = deletion::blockers(change, Kind::Account, &id.to_string()).await?;
    blockers.groups.retain(|group| group.kind != Kind::AccountOwner.plural());
    if !blockers.is_empty() {
        return Ok(blockers);
    }
    sqlx::query!("DELETE FROM account_owner WHERE account_id = $1", id).execute(&mut **change).await?;
    deletion::delete(change, Kind::Account, &id.to_string()).await
}
