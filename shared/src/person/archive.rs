//! Archiving a person: what is personal goes, what they did for the community stays (data-model.md §3.9).

use crate::Result;
use crate::consent;
use crate::db::Change;
use crate::email_action::Subject;
use crate::scheduled_email;

/// An archived person. Their API tokens and sessions are elsewhere: once the change is committed, the caller ends them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "the tokens and sessions of the person must be ended"]
pub struct Archived {
    /// Person id.
    pub id: i32,
    /// Display string from before, for the message.
    pub label: String,
}

/// Archives the person `id`: wipes personal data, rights and ways to sign in (DM-ARCH-01, D-20), asks all consents anew
/// (DM-ARCH-02), purges the person's history but for the archival itself (DM-ARCH-03), and calls off what only they would have got by
/// mail about what is theirs. There is no way back (DM-ARCH-04). `None` when there is no such person.
///
/// # Errors
/// When the database refuses; then nothing has happened.
pub async fn archive(change: &mut Change, id: i32) -> Result<Option<Archived>> {
    let label = sqlx::query_scalar!(r#"SELECT person_label(p) AS "label!" FROM person p WHERE id = $1 FOR UPDATE"#, id)
        .fetch_optional(&mut **change)
        .await?;
    let Some(label) = label else { return Ok(None) };
    consent::renew_all(change, id).await?;
    revoke(change, id).await?;
    wipe(change, id).await?;
    purge_history(change, id).await?;
    scheduled_email::forget(change, id).await?;
    // Their versions do not tell any more that there was an address.
    change.touch(Subject::Address(id));
    Ok(Some(Archived { id, label }))
}

/// Takes all groups, permissions, accounts elsewhere, passkeys, calendars and saved filters of theirs away.
async fn revoke(change: &mut Change, id: i32) -> Result<()> {
    sqlx::query!("DELETE FROM person_user_group WHERE person_id = $1", id).execute(&mut **change).await?;
    sqlx::query!("DELETE FROM person_permission WHERE person_id = $1", id).execute(&mut **change).await?;
    sqlx::query!("DELETE FROM social_login WHERE person_id = $1", id).execute(&mut **change).await?;
    sqlx::query!("DELETE FROM calendar_feed WHERE owner_id = $1 OR person_id = $1", id).execute(&mut **change).await?;
    sqlx::query!("DELETE FROM passkey WHERE person_id = $1", id).execute(&mut **change).await?;
    sqlx::query!("DELETE FROM saved_filter WHERE person_id = $1", id).execute(&mut **change).await?;
    Ok(())
}

async fn wipe(change: &mut Change, id: i32) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "UPDATE person SET archived_at = $2, last_updated_at = $2, is_active = false, is_superuser = false, password = '', last_login = NULL,
            email = NULL, secondary_email = '', github = NULL, twitter = NULL, bluesky = NULL, mastodon = NULL,
            country = '', timezone = '', airport_iata = '', airport_country = '', airport_timezone = '', airport_lat = 0, airport_lon = 0,
            url = '', user_notes = '', affiliation = '', occupation = '', orcid = '', gender = 'U', gender_other = ''
         WHERE id = $1",
        id,
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// Deletes the person's versions, what the archival has just written included, but for what it left of them: that version
/// is the oldest now, and does not tell what was before. Revisions that were about the person alone go too.
async fn purge_history(change: &mut Change, id: i32) -> Result<()> {
    let id = id.to_string();
    let revisions = sqlx::query_scalar!(
        "DELETE FROM version WHERE object_type = 'person' AND object_id = $1
         AND id <> (SELECT max(v.id) FROM version v WHERE v.object_type = 'person' AND v.object_id = $1 AND v.table_name = 'person')
         RETURNING revision_id",
        id
    )
    .fetch_all(&mut **change)
    .await?;
    sqlx::query!("UPDATE version SET before = NULL WHERE object_type = 'person' AND object_id = $1", id)
        .execute(&mut **change)
        .await?;
    sqlx::query!(
        "DELETE FROM revision r WHERE r.id = ANY($1) AND NOT EXISTS (SELECT FROM version v WHERE v.revision_id = r.id)",
        &revisions
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
