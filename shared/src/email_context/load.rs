//! Reading records, all of a model at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::resolve::Object;
use super::{membership, model};
use crate::Result;
use crate::db::Db;

/// Ids by the name of their model.
pub(super) type Wanted<'a> = BTreeMap<&'a str, BTreeSet<i32>>;

/// Objects by the name of their model and their id.
pub(super) type Objects<'a> = BTreeMap<&'a str, BTreeMap<i32, Object>>;

/// Reads the records that there are of those wanted: one statement for each model, and a second for memberships. A model that
/// there is not has no objects.
pub(super) async fn load<'a>(db: &mut Db, wanted: &Wanted<'a>, today: NaiveDate) -> Result<Objects<'a>> {
    let mut objects = Objects::new();
    for (name, ids) in wanted {
        let Some(model) = model(name) else { continue };
        let ids: Vec<i32> = ids.iter().copied().collect();
        // Made of this module's constants; the day is bound, also where no key asks for it.
        let rows: Vec<(i32, Json<Object>)> =
            sqlx::query_as(AssertSqlSafe(model.statement())).bind(&ids).bind(today).fetch_all(&mut *db).await?;
        let mut found: BTreeMap<i32, Object> = rows.into_iter().map(|(id, Json(object))| (id, object)).collect();
        if model.name == membership::MEMBERSHIP.name {
            for (id, numbers) in membership::counted(&mut *db, &ids, today).await? {
                found.entry(id).or_default().extend(numbers);
            }
        }
        for object in found.values_mut() {
            (model.finish)(object);
        }
        objects.insert(name, found);
    }
    Ok(objects)
}
