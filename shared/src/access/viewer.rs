//! The signed-in person, as every request sees them.

use std::collections::BTreeSet;

use sqlx::PgConnection;
use sqlx::types::Json;

use super::ADMIN_GROUPS;
use crate::flag::StoredCondition;
use crate::{Result, secret};

/// The signed-in person with what they may do, read once per request so that a changed permission holds at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// Person id.
    pub id: i32,
    /// Login name.
    pub username: String,
    /// Personal name, shown in the menu ("Hello, …").
    pub personal: String,
    /// Full name, without the e-mail address.
    pub full_name: String,
    /// Primary e-mail address.
    pub email: Option<String>,
    /// Holds every permission (DM-PERM-02).
    pub is_superuser: bool,
    /// May enter the staff area (DM-PERM-01).
    pub is_admin: bool,
    /// False asks for the "no airport" warning (DM-PERSON-30).
    pub has_airport: bool,
    /// Codenames held directly or through a group, such as `change_event`.
    pub permissions: BTreeSet<String>,
}

impl Viewer {
    /// The display string, as of every person: the full name, and the address if there is one.
    #[must_use]
    pub fn label(&self) -> String {
        self.email.as_ref().map_or_else(|| self.full_name.clone(), |email| format!("{} <{email}>", self.full_name))
    }

    /// Whether the viewer holds the permission `codename`; superusers hold all, also those that do not exist (DM-PERM-02).
    #[must_use]
    pub fn can(&self, codename: &str) -> bool {
        self.is_superuser || self.permissions.contains(codename)
    }

    /// Whether the viewer holds all of `codenames`.
    #[must_use]
    pub fn can_all(&self, codenames: &[&str]) -> bool {
        codenames.iter().all(|codename| self.can(codename))
    }
}

/// A person at the door of a request: who they are, and everything else that each of their requests needs to know.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// The person.
    pub viewer: Viewer,
    /// The digest of their password hash, which their sessions must carry.
    pub stamp: String,
    /// Whether a required term is unanswered, and so they may go nowhere else (DM-CONS-09, GLB-05).
    pub must_answer: bool,
    /// What staff have said of the feature flags.
    pub conditions: Vec<StoredCondition>,
}

/// The active person `id` at the door; one statement. `None` for a person who is gone or inactive: their sessions stop at once.
///
/// # Errors
/// When the database cannot be asked.
pub async fn arrival(db: &mut PgConnection, id: i32) -> Result<Option<Arrival>> {
    let row = sqlx::query!(
        r#"SELECT p.id, p.username, p.personal, person_full_name(p) AS "full_name!", p.email, p.is_superuser, p.password,
            p.airport_iata <> '' AS "has_airport!",
            (p.is_superuser OR EXISTS (SELECT FROM person_user_group pg JOIN user_group g ON g.id = pg.user_group_id
                WHERE pg.person_id = p.id AND g.name = ANY($2))) AS "is_admin!",
            ARRAY(SELECT x.codename FROM permission x JOIN person_permission pp ON pp.permission_id = x.id WHERE pp.person_id = p.id
                UNION
                SELECT x.codename FROM permission x JOIN user_group_permission gp ON gp.permission_id = x.id
                JOIN person_user_group pg ON pg.user_group_id = gp.user_group_id WHERE pg.person_id = p.id) AS "permissions!",
            EXISTS (SELECT FROM term t WHERE must_answer(p.id, t)) AS "must_answer!",
            (SELECT coalesce(jsonb_agg(jsonb_build_object('flag', f.flag, 'condition', f.condition, 'value', f.value, 'required', f.required)
                ORDER BY f.flag, f.id), '[]') FROM feature_flag_condition f) AS "conditions!: Json<Vec<StoredCondition>>"
           FROM person p WHERE p.id = $1 AND p.is_active"#,
        id,
        &ADMIN_GROUPS.map(str::to_owned)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Arrival {
        viewer: Viewer {
            id: row.id,
            username: row.username,
            personal: row.personal,
            full_name: row.full_name,
            email: row.email,
            is_superuser: row.is_superuser,
            is_admin: row.is_admin,
            has_airport: row.has_airport,
            permissions: row.permissions.into_iter().collect(),
        },
        stamp: secret::digest(&row.password),
        must_answer: row.must_answer,
        conditions: row.conditions.0,
    }))
}

/// The active person `id` as a viewer, and the digest of their password hash that their sessions must carry.
///
/// # Errors
/// As [`arrival`].
pub async fn viewer(db: &mut PgConnection, id: i32) -> Result<Option<(Viewer, String)>> {
    Ok(arrival(db, id).await?.map(|arrival| (arrival.viewer, arrival.stamp)))
}
