//! Reading records, of whatever models, all at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::model::{Model, statement};
use super::resolve::Object;
use super::{membership, model};
use crate::Result;
use crate::db::Db;

/// Ids by the name of their model.
pub(super) type Wanted<'a> = BTreeMap<&'a str, BTreeSet<i32>>;

/// Objects by the name of their model and their id.
pub(super) type Objects<'a> = BTreeMap<&'a str, BTreeMap<i32, Object>>;

/// Reads the records that there are of those wanted: one statement for all models, and a second for the numbers of memberships. A
/// model that there is not has no objects.
pub(super) async fn load<'a>(db: &mut Db, wanted: &Wanted<'a>, today: NaiveDate) -> Result<Objects<'a>> {
    let known: Vec<(&Model, Vec<i32>)> =
        wanted.iter().filter_map(|(name, ids)| Some((model(name)?, ids.iter().copied().collect()))).collect();
    if known.is_empty() {
        return Ok(Objects::new());
    }
    let models: Vec<&Model> = known.iter().map(|(model, _)| *model).collect();
    // Made of this module's constants; the ids and the day are bound.
    let mut query = sqlx::query_as(AssertSqlSafe(statement(&models))).bind(today);
    for (_, ids) in &known {
        query = query.bind(ids);
    }
    let rows: Vec<(String, i32, Json<Object>)> = query.fetch_all(&mut *db).await?;
    let mut objects: Objects<'a> = models.iter().map(|model| (model.name, BTreeMap::new())).collect();
    for (model, id, Json(object)) in rows {
        if let Some(found) = objects.get_mut(model.as_str()) {
            found.insert(id, object);
        }
    }
    for (model, ids) in &known {
        let Some(found) = objects.get_mut(model.name) else { continue };
        if model.name == membership::MEMBERSHIP.name {
            for (id, numbers) in membership::counted(&mut *db, ids, today).await? {
                found.entry(id).or_default().extend(numbers);
            }
        }
        found.values_mut().for_each(model.finish);
    }
    Ok(objects)
}
