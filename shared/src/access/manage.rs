//! Who may decide how somebody signs in, whether they may, and whether they stay: whoever lacks nothing that the person holds,
//! or they would come by it themself (PER-03, PER-11 … PER-14, PER-16).

use std::fmt;

use sqlx::PgConnection;

use super::{ADMIN_GROUPS, Viewer};
use crate::Result;
use crate::db::Change;

/// What is said to whom the last superuser is to be taken away by (PER-12 … PER-14).
pub const LAST_SUPERUSER: &str = "This is the last superuser who can log in. Make another one first.";

/// Permissions that count for nothing here: what they are about is shown to superusers alone (DM-PERM-05), whoever holds them. The
/// groups that see everything hold them, administrators do not.
const WITHOUT_EFFECT: [&str; 3] = ["view_authtoken", "view_group", "view_permission"];

/// The transactions that take away a superuser wait for one another by this advisory lock, whoever it is.
const SUPERUSERS: i64 = 0x616d_7900;

/// Something that a person holds and the viewer does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// All rights.
    Superuser,
    /// The staff area (DM-PERM-01).
    Staff,
    /// This permission, the first of those that are lacking.
    Permission(String),
}

impl fmt::Display for Lack {
    /// What the viewer would need, for a page that says so.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Superuser => f.write_str("a superuser’s rights"),
            Self::Staff => f.write_str("membership in a staff group"),
            Self::Permission(codename) => write!(f, "all rights of this person, such as “{codename}”"),
        }
    }
}

/// What the viewer lacks of what `people` hold, so that they may not decide about them; `None` where they may: for themself, and for
/// those who hold nothing else. Inactive people count like others, since they may be let in again. Two statements, none for
/// superusers; the people are held until the change ends, so that nobody gives them more meanwhile.
///
/// # Errors
/// When the database cannot be asked.
pub async fn lacking(change: &mut Change, viewer: &Viewer, people: &[i32]) -> Result<Option<Lack>> {
    let others: Vec<i32> = people.iter().copied().filter(|id| *id != viewer.id).collect();
    if viewer.is_superuser || others.is_empty() {
        return Ok(None);
    }
    sqlx::query!("SELECT id FROM person WHERE id = ANY($1) ORDER BY id FOR UPDATE", &others).fetch_all(&mut **change).await?;
    // By itself: it sees what was given to them while their rows were waited for.
    let held = sqlx::query!(
        r#"SELECT
            EXISTS (SELECT FROM person WHERE id = ANY($1) AND is_superuser) AS "superuser!",
            EXISTS (SELECT FROM person_user_group pg JOIN user_group g ON g.id = pg.user_group_id
                WHERE pg.person_id = ANY($1) AND g.name = ANY($2)) AS "staff!",
            (SELECT min(x.codename) FROM permission x
                WHERE (x.id IN (SELECT permission_id FROM person_permission WHERE person_id = ANY($1))
                    OR x.id IN (SELECT gp.permission_id FROM user_group_permission gp
                        JOIN person_user_group pg ON pg.user_group_id = gp.user_group_id WHERE pg.person_id = ANY($1)))
                AND x.codename <> ALL ($3)) AS permission"#,
        &others,
        &ADMIN_GROUPS.map(str::to_owned),
        &viewer.permissions.iter().map(String::as_str).chain(WITHOUT_EFFECT).map(str::to_owned).collect::<Vec<_>>()
    )
    .fetch_one(&mut **change)
    .await?;
    Ok(match held.permission {
        _ if held.superuser => Some(Lack::Superuser),
        _ if held.staff && !viewer.is_admin => Some(Lack::Staff),
        permission => permission.map(Lack::Permission),
    })
}

/// Whether the person `id` is the only superuser who can log in, so that nobody could do what only superusers may without them.
/// Within a change; two changes that take away the last two wait for one another. One statement, three for superusers.
///
/// # Errors
/// When the database cannot be asked.
pub async fn is_last_superuser(db: &mut PgConnection, id: i32) -> Result<bool> {
    let is_one =
        sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM person WHERE id = $1 AND is_superuser AND is_active) AS "one!""#, id)
            .fetch_one(&mut *db)
            .await?;
    if !is_one {
        return Ok(false);
    }
    sqlx::query!("SELECT FROM pg_advisory_xact_lock($1)", SUPERUSERS).execute(&mut *db).await?;
    let all = sqlx::query_scalar!(r#"SELECT array_agg(id) AS "ids: Vec<i32>" FROM person WHERE is_superuser AND is_active"#)
        .fetch_one(db)
        .await?;
    Ok(all.is_some_and(|all| all == [id]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lacking_is_told_in_words() {
        assert_eq!(Lack::Superuser.to_string(), "a superuser’s rights");
        assert_eq!(Lack::Staff.to_string(), "membership in a staff group");
        let permission = Lack::Permission("delete_person".to_owned());
        assert_eq!(permission.to_string(), "all rights of this person, such as “delete_person”");
    }
}
