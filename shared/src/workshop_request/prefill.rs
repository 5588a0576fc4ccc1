//! What an event for a request starts from (DM-ST-12).

use sqlx::PgConnection;

use super::Kind;
use crate::Result;
use crate::event::{EventInput, SELF_ORGANIZED};

/// The event form filled in from the request `id` of `kind`: one statement. `None` when there is no such request.
///
/// # Errors
/// When the database cannot be asked.
pub async fn prefill(db: &mut PgConnection, kind: Kind, id: i32) -> Result<Option<EventInput>> {
    let row = sqlx::query!(
        r#"SELECT r.workshop_listed AS "workshop_listed!", r.additional_contact AS "additional_contact!", r.workshop_url AS "workshop_url!",
            r.first_day, r.last_day,
            ARRAY(SELECT x.curriculum_id FROM common_request_curriculum x WHERE x.kind = $1 AND x.request_id = $2 ORDER BY 1) AS "curricula!",
            ARRAY(SELECT t.id FROM tag t WHERE t.name IN (
                SELECT unnest(ARRAY[c.carpentry, CASE WHEN c.mix_match THEN 'Circuits' END])
                    FROM common_request_curriculum x JOIN curriculum c ON c.id = x.curriculum_id WHERE x.kind = $1 AND x.request_id = $2
                UNION SELECT 'online' WHERE r.online_inperson = 'online'
                UNION SELECT 'private-event' WHERE NOT r.workshop_listed) ORDER BY t.priority, t.name) AS "tags!",
            coalesce(CASE WHEN $1 = 'self_organised_submission' THEN
                (SELECT o.id FROM organization o WHERE o.fullname = r.institution_other_name) END, r.institution_id) AS host,
            CASE WHEN $1 = 'self_organised_submission' THEN (SELECT o.id FROM organization o WHERE o.domain = $3) END AS administrator,
            (SELECT m.id FROM membership m WHERE m.registration_code = r.member_code) AS membership
           FROM common_request r WHERE r.kind = $1 AND r.id = $2"#,
        kind.table(),
        id,
        SELF_ORGANIZED
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| EventInput {
        public_status: Some(if row.workshop_listed { "public" } else { "private" }.to_owned()),
        contact: row.additional_contact,
        url: row.workshop_url,
        start: row.first_day,
        end: row.last_day,
        curricula: row.curricula,
        tags: row.tags,
        host: row.host.unwrap_or_default(),
        administrator: row.administrator.unwrap_or_default(),
        membership: row.membership,
        // The form asks for no lessons.
        lessons: None,
        ..EventInput::default()
    }))
}
