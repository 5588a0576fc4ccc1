//! What draws on an account, or on one of its partnerships: benefits with what uses them, and community roles (OFF-03, PAR-03).

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::types::{Json, Uuid};

use crate::Result;
use crate::account_benefit::{ListRow, UsingEvent, UsingTask};
use crate::community_role::target_tables;
use crate::db::Db;
use crate::person::CommunityRole;

/// What is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// An account, with all of its partnerships.
    Account(Uuid),
    /// A partnership.
    Partnership(i32),
}

/// A benefit with what uses it: tasks where it is counted in seats, events where it is counted in events.
#[derive(Debug, Clone, Deserialize)]
pub struct UsedBenefit {
    /// The benefit, as the list has it.
    #[serde(flatten)]
    pub row: ListRow,
    /// The latest event first.
    pub tasks: Vec<UsingTask>,
    /// The latest first.
    pub events: Vec<UsingEvent>,
}

/// A community role in a partnership, and whose it is.
#[derive(Debug, Clone, Deserialize)]
pub struct HeldRole {
    /// Person id.
    pub person_id: i32,
    /// The person's full name.
    pub person: String,
    /// The role.
    #[serde(flatten)]
    pub role: CommunityRole,
}

/// All of it.
#[derive(Debug, Clone, Default)]
pub struct Related {
    /// The newest first.
    pub benefits: Vec<UsedBenefit>,
    /// The latest start first.
    pub roles: Vec<HeldRole>,
}

/// What draws on `source`: one statement. `today` decides which community roles are active.
///
/// # Errors
/// When the database cannot be asked.
pub async fn related(db: &mut Db, source: Source, today: NaiveDate) -> Result<Related> {
    let (account, partnership) = match source {
        Source::Account(id) => (Some(id), None),
        Source::Partnership(id) => (None, Some(id)),
    };
    let (types, tables) = target_tables();
    let row = sqlx::query!(
        r#"SELECT
            coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x.created_at DESC, x.id) FROM (
                SELECT ab.id, ab.account_id, account_target_label(a) AS account, ab.partnership_id, partnership_label(s) AS partnership,
                    b.name AS benefit, b.unit_type, account_benefit_used(ab) AS used, ab.allocation, d.name AS discount, ab.registration_code,
                    c.name AS curriculum, ab.start_date, ab.end_date, ab.frozen, ab.created_at, ab.last_updated_at,
                    coalesce((SELECT jsonb_agg(jsonb_build_object('benefit', ab.id, 'id', t.id, 'event', e.slug, 'person_id', p.id,
                            'person', person_full_name(p), 'role', role_label(r.name, r.verbose_name))
                            ORDER BY e.start DESC NULLS FIRST, e.id, p.family, p.personal, t.id)
                        FROM task t JOIN event e ON e.id = t.event_id JOIN person p ON p.id = t.person_id JOIN role r ON r.id = t.role_id
                        WHERE b.unit_type = 'seat' AND t.allocated_benefit_id = ab.id), '[]') AS tasks,
                    coalesce((SELECT jsonb_agg(jsonb_build_object('benefit', ab.id, 'slug', e.slug, 'host', organization_label(o),
                            'start', e.start, 'end', e."end") ORDER BY e.start DESC NULLS FIRST, e.id)
                        FROM event e JOIN organization o ON o.id = e.host_id
                        WHERE b.unit_type = 'event' AND e.allocated_benefit_id = ab.id), '[]') AS events
                FROM account_benefit ab JOIN account a ON a.id = ab.account_id JOIN benefit b ON b.id = ab.benefit_id
                LEFT JOIN partnership s ON s.id = ab.partnership_id LEFT JOIN account_benefit_discount d ON d.id = ab.discount_id
                LEFT JOIN curriculum c ON c.id = ab.curriculum_id
                WHERE ab.account_id = $1 OR ab.partnership_id = $2) x), '[]') AS "benefits!: Json<Vec<UsedBenefit>>",
            coalesce((SELECT jsonb_agg(jsonb_build_object('person_id', p.id, 'person', person_full_name(p), 'id', c.id, 'name', k.name,
                    'title', k.display_name, 'start', c.start, 'end', c."end", 'active', community_role_is_active(c, $3),
                    'inactivation', i.name, 'award', g.title, 'membership_id', m.id, 'membership', membership_label(m), 'url', c.url,
                    'target_type', c.target_type, 'target_id', c.target_id,
                    'target', (SELECT record_label(x.table_name, record_row(x.table_name, c.target_id::text), $3)
                        FROM unnest($4::text[], $5::text[]) x (object_type, table_name) WHERE x.object_type = c.target_type),
                    'partnership_id', s.id, 'partnership', partnership_label(s)) ORDER BY c.start DESC NULLS LAST, c.id DESC)
                FROM partnership s JOIN community_role c ON c.partnership_id = s.id JOIN person p ON p.id = c.person_id
                JOIN community_role_config k ON k.id = c.config_id LEFT JOIN community_role_inactivation i ON i.id = c.inactivation_id
                LEFT JOIN award w ON w.id = c.award_id LEFT JOIN badge g ON g.id = w.badge_id LEFT JOIN membership m ON m.id = c.membership_id
                WHERE s.account_id = $1 OR s.id = $2), '[]') AS "roles!: Json<Vec<HeldRole>>""#,
        account,
        partnership,
        today,
        &types,
        &tables
    )
    .fetch_one(db)
    .await?;
    Ok(Related { benefits: row.benefits.0, roles: row.roles.0 })
}
