//! What a person was awarded, did and stands for: awards, tasks, community roles.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::RoleCounts;
use crate::Result;
use crate::community_role::target_tables;

/// A badge that a person holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// Award id.
    pub id: i32,
    /// Name of the badge.
    pub badge: String,
    /// Title of the badge.
    pub title: String,
    /// When it was awarded.
    pub awarded: NaiveDate,
    /// Slug of the event where it was earned.
    pub event: Option<String>,
    /// Id of the person who awarded it.
    pub by_id: Option<i32>,
    /// That person's full name.
    pub by: Option<String>,
}

/// What a person did at an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Task id.
    pub id: i32,
    /// The role's name.
    pub role: String,
    /// The role's verbose name.
    pub role_title: String,
    /// Slug of the event.
    pub event: String,
    /// First day of the event.
    pub start: Option<NaiveDate>,
    /// Last day of the event.
    pub end: Option<NaiveDate>,
    /// Domain of the event's administrator.
    pub administrator: Option<String>,
    /// The membership whose seat it uses.
    pub seat_membership_id: Option<i32>,
    /// Display string of that membership.
    pub seat_membership: Option<String>,
    /// A public seat, or an in-house one.
    pub seat_public: bool,
    /// Came by open application.
    pub seat_open_training: bool,
}

/// A community role of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunityRole {
    /// Community role id.
    pub id: i32,
    /// The role's machine name.
    pub name: String,
    /// What the role is called.
    pub title: String,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Day from which it does not hold any more.
    pub end: Option<NaiveDate>,
    /// Whether it holds today (DM-CROLE-01).
    pub active: bool,
    /// Why it was made inactive.
    pub inactivation: Option<String>,
    /// Title of the badge that it stands upon.
    pub award: Option<String>,
    /// Membership id.
    pub membership_id: Option<i32>,
    /// Display string of the membership.
    pub membership: Option<String>,
    /// Address.
    pub url: String,
    /// Kind of the record that it points at, as `app.model`.
    pub target_type: Option<String>,
    /// Id of that record.
    pub target_id: Option<i32>,
    /// Its display string, while it exists.
    pub target: Option<String>,
    /// Partnership id.
    pub partnership_id: Option<i32>,
    /// Display string of the partnership.
    pub partnership: Option<String>,
}

/// All of them.
#[derive(Debug, Clone, Default)]
pub struct Related {
    /// By day.
    pub awards: Vec<Award>,
    /// By the role's name, the newest event first.
    pub tasks: Vec<Task>,
    /// The newest first.
    pub roles: Vec<CommunityRole>,
    /// How often the person had which role.
    pub counts: RoleCounts,
    /// Failed a part of their training: who gives them a badge or a task is asked twice (DM-ST-30).
    pub has_failed: bool,
}

/// What is related to the person `id`: one statement. `today` decides which community roles are active.
///
/// # Errors
/// When the database cannot be asked.
pub async fn related(db: &mut PgConnection, id: i32, today: NaiveDate) -> Result<Related> {
    let (types, tables) = target_tables();
    let row = sqlx::query!(
        r#"SELECT
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'badge', b.name, 'title', b.title, 'awarded', a.awarded,
                    'event', e.slug, 'by_id', w.id, 'by', person_full_name(w)) ORDER BY a.awarded, a.id)
                FROM award a JOIN badge b ON b.id = a.badge_id LEFT JOIN event e ON e.id = a.event_id LEFT JOIN person w ON w.id = a.awarded_by_id
                WHERE a.person_id = $1), '[]') AS "awards!: Json<Vec<Award>>",
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'role', r.name, 'role_title', coalesce(nullif(r.verbose_name, ''), r.name),
                    'event', e.slug, 'start', e.start, 'end', e."end", 'administrator', o.domain, 'seat_membership_id', m.id,
                    'seat_membership', membership_label(m), 'seat_public', t.seat_public, 'seat_open_training', t.seat_open_training)
                    ORDER BY r.name, e.start DESC NULLS FIRST, t.id)
                FROM task t JOIN role r ON r.id = t.role_id JOIN event e ON e.id = t.event_id
                LEFT JOIN organization o ON o.id = e.administrator_id LEFT JOIN membership m ON m.id = t.seat_membership_id
                WHERE t.person_id = $1), '[]') AS "tasks!: Json<Vec<Task>>",
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'name', cc.name, 'title', cc.display_name, 'start', c.start, 'end', c."end",
                    'active', community_role_is_active(c, $2), 'inactivation', i.name, 'award', b.title, 'membership_id', m.id,
                    'membership', membership_label(m), 'url', c.url, 'target_type', c.target_type, 'target_id', c.target_id,
                    'target', (SELECT record_label(x.table_name, record_row(x.table_name, c.target_id::text), $2)
                        FROM unnest($3::text[], $4::text[]) x (object_type, table_name) WHERE x.object_type = c.target_type),
                    'partnership_id', s.id, 'partnership', partnership_label(s))
                    ORDER BY c.start DESC NULLS LAST, c.id DESC)
                FROM community_role c JOIN community_role_config cc ON cc.id = c.config_id
                LEFT JOIN community_role_inactivation i ON i.id = c.inactivation_id
                LEFT JOIN award a ON a.id = c.award_id LEFT JOIN badge b ON b.id = a.badge_id
                LEFT JOIN membership m ON m.id = c.membership_id LEFT JOIN partnership s ON s.id = c.partnership_id
                WHERE c.person_id = $1), '[]') AS "roles!: Json<Vec<CommunityRole>>",
            (SELECT to_jsonb(n) - 'person_id' FROM person_role_count n WHERE n.person_id = $1) AS "counts: Json<RoleCounts>",
            EXISTS (SELECT FROM training_progress tp WHERE tp.trainee_id = $1 AND tp.state = 'f') AS "has_failed!""#,
        id,
        today,
        &types,
        &tables
    )
    .fetch_one(db)
    .await?;
    Ok(Related {
        awards: row.awards.0,
        tasks: row.tasks.0,
        roles: row.roles.0,
        counts: row.counts.map_or_else(RoleCounts::default, |counts| counts.0),
        has_failed: row.has_failed,
    })
}
