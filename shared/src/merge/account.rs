//! Two persons' accounts in the service offering become one (D-16).

use super::related::Ids;
use crate::Result;
use crate::db::Change;

/// The loser's account becomes the survivor's; where the survivor has one, what belongs to the loser's goes there.
pub(super) async fn merge(change: &mut Change, ids: Ids) -> Result<()> {
    sqlx::query!(
        "UPDATE account SET person_id = $1 WHERE person_id = $2 AND NOT EXISTS (SELECT FROM account WHERE person_id = $1)",
        ids.base,
        ids.other
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "UPDATE partnership p SET account_id = kept.id FROM account kept, account gone
         WHERE kept.person_id = $1 AND gone.person_id = $2 AND p.account_id = gone.id",
        ids.base,
        ids.other
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "UPDATE account_benefit b SET account_id = kept.id FROM account kept, account gone
         WHERE kept.person_id = $1 AND gone.person_id = $2 AND b.account_id = gone.id",
        ids.base,
        ids.other
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "UPDATE account_owner o SET account_id = kept.id FROM account kept, account gone
         WHERE kept.person_id = $1 AND gone.person_id = $2 AND o.account_id = gone.id
           AND NOT EXISTS (SELECT FROM account_owner x WHERE x.account_id = kept.id AND x.permission_type = o.permission_type
               AND (x.person_id = o.person_id OR x.person_id = $1 AND o.person_id = $2))",
        ids.base,
        ids.other
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "DELETE FROM account_owner o USING account gone WHERE gone.person_id = $1 AND o.account_id = gone.id",
        ids.other
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!("DELETE FROM account WHERE person_id = $1", ids.other).execute(&mut **change).await?;
    Ok(())
}
