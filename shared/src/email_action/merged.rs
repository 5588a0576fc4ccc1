//! Emails about a record that became part of another (emails.md 3.3, W-24).

use crate::Result;
use crate::db::Change;
use crate::record::Kind;

/// Has emails that are still to be sent tell of `survivor` where they told of `gone`, both of the kind `kind`, whose name in references is
/// `entity`; and, with `is_subject`, be about it, unless one like it waits there already. One statement.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn repoint(
    change: &mut Change,
    (kind, entity): (Kind, &str),
    gone: i32,
    survivor: i32,
    is_subject: bool,
) -> Result<()> {
    let (now, author) = (change.now(), change.person());
    let reference = |id: i32| format!("\"api:{entity}#{id}\"");
    let details = format!("Points to {entity} {survivor}, which {entity} {gone} was merged into.");
    sqlx::query!(
        "WITH pointing AS (
            SELECT e.id, e.state, $7 AND e.target_type = $5 AND e.target_id = $1 AND NOT EXISTS (
                SELECT FROM scheduled_email o WHERE o.live_key = replace(e.live_key, concat(':', $1::int), concat(':', $2::int))
                    AND o.state IN ('scheduled', 'locked', 'running', 'failed')) AS moves
            FROM scheduled_email e
            WHERE e.state IN ('scheduled', 'locked', 'failed')
                AND (e.target_type = $5 AND e.target_id = $1
                    OR strpos(e.context_json::text, $3) > 0 OR strpos(e.to_header_context_json::text, $3) > 0)
            FOR UPDATE OF e
        ), logged AS (
            INSERT INTO scheduled_email_log (created_at, scheduled_email_id, state_before, state_after, details, author_id)
            SELECT $6, id, state, state, $8, $9 FROM pointing
        )
        UPDATE scheduled_email e SET version = e.version + 1, last_updated_at = $6,
            context_json = replace(e.context_json::text, $3, $4)::jsonb,
            to_header_context_json = replace(e.to_header_context_json::text, $3, $4)::jsonb,
            target_id = CASE WHEN p.moves THEN $2 ELSE e.target_id END,
            live_key = CASE WHEN p.moves THEN replace(e.live_key, concat(':', $1::int), concat(':', $2::int)) ELSE e.live_key END
        FROM pointing p WHERE p.id = e.id",
        gone,
        survivor,
        reference(gone),
        reference(survivor),
        kind.object_type(),
        now,
        is_subject,
        details,
        author
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
