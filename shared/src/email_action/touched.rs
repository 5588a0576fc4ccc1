//! Which records' emails a change is about: read from the versions that it wrote, so that no page and no function can forget any.

use std::collections::BTreeSet;

use super::trigger::Subject;
use crate::Result;
use crate::db::Db;

/// The records whose emails a change is about.
#[derive(Debug, Default)]
pub(super) struct Touched {
    pub(super) subjects: BTreeSet<Subject>,
    /// Those of them whose emails are only kept right: none is begun. What has changed is not what emails of theirs begin with.
    pub(super) only_kept: BTreeSet<Subject>,
}

/// What the change of this transaction has touched, with what was named: one statement. Reached through a person are their tasks and the
/// events of these; where their address changed or they are gone, also their applications, their awards and they as a trainee.
pub(super) async fn touched(db: &mut Db, named: &BTreeSet<Subject>) -> Result<Touched> {
    let (names, ids): (Vec<String>, Vec<i32>) =
        named.iter().map(|subject| subject.parts()).map(|(name, id)| (name.to_owned(), id)).unzip();
    let rows = sqlx::query!(
        r#"WITH changed AS MATERIALIZED (
                SELECT v.table_name AS source, v.operation, x.content,
                    v.before ->> 'email' IS DISTINCT FROM v.after ->> 'email' AS moves,
                    v.before ->> 'state' IS DISTINCT FROM v.after ->> 'state' AS turns,
                    v.before ->> 'agreement_end' IS DISTINCT FROM v.after ->> 'agreement_end' AS extends
                FROM revision r JOIN version v ON v.revision_id = r.id CROSS JOIN LATERAL (VALUES (v.before), (v.after)) AS x (content)
                WHERE r.transaction_id = pg_current_xact_id() AND x.content IS NOT NULL
                    AND v.table_name IN ('person', 'event', 'event_tag', 'task', 'award', 'training_progress', 'membership',
                        'membership_task', 'partnership', 'account_owner', 'instructor_recruitment', 'instructor_recruitment_signup')
            ), named (subject, id, begins) AS (
                SELECT x.subject, x.id, true FROM unnest($1::text[], $2::int[]) AS x (subject, id)
                UNION SELECT 'event', (c.content ->> 'id')::int, true FROM changed c WHERE c.source = 'event'
                UNION SELECT 'event', (c.content ->> 'event_id')::int, true FROM changed c
                    WHERE c.source IN ('event_tag', 'task', 'instructor_recruitment')
                UNION SELECT 'task', (c.content ->> 'id')::int, true FROM changed c WHERE c.source = 'task'
                UNION SELECT 'seats', (c.content ->> 'seat_membership_id')::int, true FROM changed c WHERE c.source = 'task'
                UNION SELECT 'reports', (c.content ->> 'membership_id')::int, true FROM changed c WHERE c.source = 'event'
                UNION SELECT 'membership', (c.content ->> 'membership_id')::int, true FROM changed c WHERE c.source = 'membership_task'
                -- A longer agreement is no new one, and neither is one that was rolled over.
                UNION SELECT 'reports', (c.content ->> 'id')::int, c.extends FROM changed c WHERE c.source = 'membership'
                UNION SELECT 'onboarding', (c.content ->> 'id')::int, c.operation = 'I' FROM changed c WHERE c.source = 'membership'
                -- A merge moves awards and applications, which does not make them anew.
                UNION SELECT 'award', (c.content ->> 'id')::int, c.operation = 'I' FROM changed c WHERE c.source = 'award'
                UNION SELECT 'signup', (c.content ->> 'id')::int, c.turns FROM changed c WHERE c.source = 'instructor_recruitment_signup'
                -- T10: what somebody has lost does not remind them of it.
                UNION SELECT 'trainee', (c.content ->> 'person_id')::int, true FROM changed c WHERE c.source = 'award' AND c.operation <> 'D'
                UNION SELECT 'trainee', (c.content ->> 'trainee_id')::int, true FROM changed c WHERE c.source = 'training_progress'
                UNION SELECT 'partnership', (c.content ->> 'id')::int, c.operation = 'I' FROM changed c WHERE c.source = 'partnership'
                UNION SELECT 'partnership', p.id, true FROM changed c JOIN partnership p ON p.account_id = (c.content ->> 'account_id')::uuid
                    WHERE c.source = 'account_owner'
                UNION SELECT 'address', (c.content ->> 'id')::int, true FROM changed c
                    WHERE c.source = 'person' AND (c.operation = 'D' OR c.operation = 'U' AND c.moves)
            ), reached (subject, id, begins) AS (
                SELECT subject, id, begins FROM named
                UNION SELECT x.subject, n.id, n.begins FROM named n, (VALUES ('onboarding'), ('reports')) AS x (subject)
                    WHERE n.subject = 'membership'
                UNION SELECT 'task', t.id, true FROM named n JOIN task t ON t.person_id = n.id WHERE n.subject IN ('person', 'address')
                UNION SELECT 'event', t.event_id, true FROM named n JOIN task t ON t.person_id = n.id WHERE n.subject IN ('person', 'address')
                UNION SELECT 'signup', s.id, false FROM named n JOIN instructor_recruitment_signup s ON s.person_id = n.id
                    WHERE n.subject = 'address'
                UNION SELECT 'award', a.id, false FROM named n JOIN award a ON a.person_id = n.id WHERE n.subject = 'address'
                UNION SELECT x.subject, n.id, false FROM named n, (VALUES ('trainee'), ('merged')) AS x (subject) WHERE n.subject = 'address'
            )
            SELECT r.subject AS "subject!", r.id AS "id!", bool_or(r.begins) AS "begins!" FROM reached r
            WHERE r.id IS NOT NULL AND r.subject NOT IN ('person', 'address', 'membership') GROUP BY 1, 2"#,
        &names,
        &ids
    )
    .fetch_all(db)
    .await?;
    let mut touched = Touched::default();
    for row in rows {
        let Some(subject) = Subject::of(&row.subject, row.id) else { continue };
        touched.subjects.insert(subject);
        if !row.begins {
            touched.only_kept.insert(subject);
        }
    }
    Ok(touched)
}
