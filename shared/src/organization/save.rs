//! Writing organizations.

use super::{OrganizationInput, Own};
use crate::account::{self, Target};
use crate::comment;
use crate::db::Change;
use crate::record::Kind;
use crate::{Error, Result};

/// Stores a new organization that has passed its rules, and an account for it (DM-ORG-03); gives its id and domain.
///
/// # Errors
/// When the database refuses; domain or name may have been taken meanwhile.
pub async fn create(change: &mut Change, input: &OrganizationInput) -> Result<Own> {
    let domain = domain(input, None)?;
    let id = sqlx::query_scalar!(
        "INSERT INTO organization (domain, fullname, country, latitude, longitude) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        domain,
        input.fullname,
        input.country,
        input.latitude,
        input.longitude
    )
    .fetch_one(&mut **change)
    .await?;
    affiliate(change, id, &input.affiliated_organizations).await?;
    account::find_or_create(change, Target::Organization(id)).await?;
    comment::automatic(change, Kind::Organization, &id.to_string(), &input.comment).await?;
    Ok(Own { id, domain })
}

/// Stores a changed organization that has passed its rules; gives its domain, which its page is found by.
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, own: &Own, input: &OrganizationInput) -> Result<String> {
    let domain = domain(input, Some(&own.domain))?;
    sqlx::query!(
        "UPDATE organization SET domain = $2, fullname = $3, country = $4, latitude = $5, longitude = $6 WHERE id = $1",
        own.id,
        domain,
        input.fullname,
        input.country,
        input.latitude,
        input.longitude
    )
    .execute(&mut **change)
    .await?;
    affiliate(change, own.id, &input.affiliated_organizations).await?;
    Ok(domain)
}

fn domain(input: &OrganizationInput, stored: Option<&str>) -> Result<String> {
    let missing = || Error::Inconsistent { table: "organization", column: "domain", value: input.domain.clone() };
    input.domain_to_store(stored).ok_or_else(missing)
}

/// Makes `others` the whole set of organizations that this one is affiliated with. The relation has no direction: a pair is stored
/// once, the smaller id first.
async fn affiliate(change: &mut Change, id: i32, others: &[i32]) -> Result<()> {
    sqlx::query!(
        "DELETE FROM organization_affiliation WHERE (organization_id = $1 AND affiliated_id <> ALL($2))
            OR (affiliated_id = $1 AND organization_id <> ALL($2))",
        id,
        others
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "INSERT INTO organization_affiliation (organization_id, affiliated_id)
         SELECT DISTINCT least($1, other), greatest($1, other) FROM unnest($2::int[]) other WHERE other <> $1 ON CONFLICT DO NOTHING",
        id,
        others
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
