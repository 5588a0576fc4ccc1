//! Many items at once.

use aws_sdk_dynamodb::types::KeysAndAttributes;

use super::store::Store;
use crate::dynamo::{Item, failed};
use crate::{Error, Result};

/// DynamoDB gives so many items at a time.
const MOST: usize = 100;
/// How often what it leaves out is asked for again.
const TRIES: usize = 4;

/// The items with these keys, each of which comes once; those that there are, in no order.
pub(super) async fn get(store: &Store, keys: Vec<Item>) -> Result<Vec<Item>> {
    let mut found = Vec::with_capacity(keys.len());
    for some in keys.chunks(MOST) {
        let mut left = some.to_vec();
        for _ in 0..TRIES {
            if left.is_empty() {
                break;
            }
            let asked = KeysAndAttributes::builder().set_keys(Some(left)).consistent_read(true).build().map_err(failed)?;
            let answer = store.client.batch_get_item().request_items(&store.table, asked).send().await.map_err(failed)?;
            found.extend(answer.responses.unwrap_or_default().remove(&store.table).unwrap_or_default());
            left = answer.unprocessed_keys.unwrap_or_default().remove(&store.table).map(|keys| keys.keys).unwrap_or_default();
        }
        if !left.is_empty() {
            return Err(Error::Sessions(format!("{} items were asked for again and again, and not given", left.len())));
        }
    }
    Ok(found)
}
