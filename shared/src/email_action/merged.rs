//! Emails about a record that became part of another (emails.md 3.3, W-24).

use crate::Result;
use crate::db::Change;
use crate::email_template::Signal;
use crate::record::Kind;

/// Has emails that are still to be sent tell of `survivor` where they told of `gone`, both of the kind `kind`, whose name in references is
/// `entity`; and, with `is_subject`, be about it, unless one like it waits there already or may have been sent. What was sent about
/// `gone`, or may have been, is about `survivor` from then on, so that it is not sent once more; it tells what it told. One statement.
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
    // Several of these may wait about one record (EML-ENT-21). Imported emails have no key, so twins are told by what they are about.
    let repeating: Vec<String> =
        Signal::ALL.iter().filter(|signal| signal.may_repeat()).map(|signal| signal.code().to_owned()).collect();
    sqlx::query!(
        "WITH pointing AS (
            SELECT e.id, e.state, e.state IN ('scheduled', 'locked', 'failed') AS waits, e.target_type = $5 AND e.target_id = $1 AND CASE
                    WHEN e.state IN ('scheduled', 'locked', 'failed') THEN $7 AND NOT twin.is_live AND NOT twin.is_out
                    WHEN e.state = 'running' THEN NOT twin.is_live
                    ELSE true END AS moves
            FROM scheduled_email e CROSS JOIN LATERAL (
                SELECT coalesce(bool_or(o.state IN ('scheduled', 'locked', 'running', 'failed')), false) AS is_live,
                    coalesce(bool_or(o.state = 'succeeded' OR o.state = 'dead_letter' AND o.last_error_class = 'outcome_unknown'
                        OR o.sent_at IS NOT NULL), false) AS is_out
                FROM scheduled_email o JOIN email_template t ON t.id = o.template_id AND t.signal <> ALL($10)
                WHERE o.template_id = e.template_id AND o.target_type = $5 AND o.target_id = $2) twin
            WHERE e.state IN ('scheduled', 'locked', 'failed')
                    AND (e.target_type = $5 AND e.target_id = $1 OR strpos(e.context_json::text, $3) > 0
                        OR strpos(e.to_header_context_json::text, $3) > 0 OR strpos(e.linked_recipients::text, $3) > 0)
                OR e.target_type = $5 AND e.target_id = $1 AND (e.state IN ('running', 'succeeded')
                    OR e.state = 'dead_letter' AND e.last_error_class = 'outcome_unknown' OR e.sent_at IS NOT NULL)
            FOR UPDATE OF e
        ), logged AS (
            INSERT INTO scheduled_email_log (created_at, scheduled_email_id, state_before, state_after, details, author_id)
            SELECT $6, id, state, state, $8, $9 FROM pointing WHERE waits OR moves
        )
        UPDATE scheduled_email e SET version = e.version + 1, last_updated_at = $6,
            context_json = CASE WHEN p.waits THEN replace(e.context_json::text, $3, $4)::jsonb ELSE e.context_json END,
            to_header_context_json =
                CASE WHEN p.waits THEN replace(e.to_header_context_json::text, $3, $4)::jsonb ELSE e.to_header_context_json END,
            linked_recipients = CASE WHEN p.waits THEN replace(e.linked_recipients::text, $3, $4)::jsonb ELSE e.linked_recipients END,
            target_id = CASE WHEN p.moves THEN $2 ELSE e.target_id END,
            live_key = CASE WHEN p.moves THEN replace(e.live_key, concat(':', $1::int), concat(':', $2::int)) ELSE e.live_key END
        FROM pointing p WHERE p.id = e.id AND (p.waits OR p.moves)",
        gone,
        survivor,
        reference(gone),
        reference(survivor),
        kind.object_type(),
        now,
        is_subject,
        details,
        author,
        &repeating
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
