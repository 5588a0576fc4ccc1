//! Links to GitHub accounts of the person that goes (D-16): the survivor's from then on. A changed GitHub name ends the survivor's own
//! (DM-PERSON-14, a trigger), so the others come after it.

use serde_json::Value;

use super::related::Ids;
use crate::Result;
use crate::db::Change;

/// The links of the person that goes, as rows.
pub(super) async fn of_the_other(change: &mut Change, ids: Ids) -> Result<Value> {
    let rows = sqlx::query_scalar!(
        r#"SELECT coalesce(jsonb_agg(s), '[]') AS "rows!" FROM social_login s WHERE s.person_id = $1"#,
        ids.other
    );
    Ok(rows.fetch_one(&mut **change).await?)
}

/// Gives them to the survivor.
pub(super) async fn give(change: &mut Change, ids: Ids, rows: &Value) -> Result<()> {
    sqlx::query!(
        "INSERT INTO social_login (id, created_at, last_updated_at, person_id, provider, uid, extra_data)
         SELECT id, created_at, last_updated_at, $1, provider, uid, extra_data FROM jsonb_populate_recordset(NULL::social_login, $2)",
        ids.base,
        rows
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
