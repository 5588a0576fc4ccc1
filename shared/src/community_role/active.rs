//! Which roles hold today.

use chrono::NaiveDate;

use crate::Result;
use crate::db::Db;

/// The kind of role that makes an active instructor.
pub const INSTRUCTOR: &str = "instructor";
/// The kind of role that makes an active trainer.
pub const TRAINER: &str = "trainer";

/// Whether a role holds on the day `today`: it was not made inactive, has begun, and has not ended; its last day is the
/// one before `end`, and a missing day is open (DM-CROLE-01). The only definition (D-01), for all uses of DM-CROLE-02 and
/// DM-CROLE-03 too; the database's function `community_role_is_active` says the same.
#[must_use]
pub fn is_active(is_inactivated: bool, start: Option<NaiveDate>, end: Option<NaiveDate>, today: NaiveDate) -> bool {
    !is_inactivated && start.is_none_or(|start| start <= today) && end.is_none_or(|end| end > today)
}

/// Whether the person has at least one active role of the kind called `config` (DM-CROLE-09, D-26): one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn holds_active(db: &mut Db, person: i32, config: &str, today: NaiveDate) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM community_role c JOIN community_role_config k ON k.id = c.config_id
           WHERE c.person_id = $1 AND k.name = $2 AND community_role_is_active(c, $3)) AS "holds!""#,
        person,
        config,
        today
    )
    .fetch_one(db)
    .await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_crole_01_dm_crole_02_one_definition_holds_on_the_first_and_last_day() {
        let day = |n| NaiveDate::from_ymd_opt(2026, 6, n);
        let today = day(15).unwrap();
        let table = [
            (false, None, None, true),
            (true, None, None, false),
            (false, day(15), None, true),
            (false, day(16), None, false),
            (false, day(14), day(16), true),
            (false, day(14), day(15), false),
            (false, None, day(14), false),
            (false, None, day(16), true),
            (true, day(14), day(16), false),
        ];
        for (is_inactivated, start, end, expected) in table {
            assert_eq!(is_active(is_inactivated, start, end, today), expected, "{is_inactivated} {start:?} {end:?}");
        }
    }
}
