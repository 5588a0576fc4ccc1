//! Bounces that may be over tomorrow: a full mailbox, a server that is away. Three of them within two weeks are enough (EML-NEW-11).

use chrono::{DateTime, Duration, Utc};

use super::store::Store;
use crate::Result;
use crate::dynamo::{failed, key, number, read_moment, text};

/// So many bounces …
const ENOUGH: usize = 3;
/// … within so long.
const WITHIN: Duration = Duration::days(14);

fn partition(address: &str) -> String {
    format!("mail_bounces#{address}")
}

/// Counts a bounce of a message, and gives the last of those that are enough together, not counting any up to `forgiven`.
pub(super) async fn count(
    store: &Store,
    address: &str,
    message_id: &str,
    at: DateTime<Utc>,
    forgiven: Option<DateTime<Utc>>,
) -> Result<Option<DateTime<Utc>>> {
    store
        .client
        .put_item()
        .table_name(&store.table)
        .set_item(Some(key(&partition(address), message_id)))
        .item("happened_at", number(at.timestamp_millis()))
        .item("expires_at", number((at + WITHIN + Duration::days(1)).timestamp()))
        .send()
        .await
        .map_err(failed)?;
    // Few are alive at a time: one page.
    let found = store
        .client
        .query()
        .table_name(&store.table)
        .key_condition_expression("pk = :pk")
        .expression_attribute_values(":pk", text(&partition(address)))
        .consistent_read(true)
        .send()
        .await
        .map_err(failed)?;
    let times = found.items.unwrap_or_default().iter().filter_map(|item| read_moment(item, "happened_at")).collect();
    Ok(enough(times, forgiven))
}

/// The last of the bounces that are enough together, if any are.
fn enough(mut times: Vec<DateTime<Utc>>, forgiven: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    times.retain(|time| forgiven.is_none_or(|until| *time > until));
    times.sort_unstable();
    times.windows(ENOUGH).rev().find_map(|few| match few {
        [first, .., last] if *last - *first <= WITHIN => Some(*last),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> DateTime<Utc> {
        format!("2026-06-{day:02}T12:00:00Z").parse().unwrap()
    }

    #[test]
    fn eml_new_11_three_bounces_within_two_weeks_are_enough_in_whatever_order_they_are_told() {
        for (days, forgiven, last) in [
            (vec![1, 2], None, None),
            (vec![1, 2, 15], None, Some(15)),
            (vec![15, 1, 2], None, Some(15)),
            (vec![1, 2, 16], None, None),
            (vec![1, 8, 16, 21], None, Some(21)),
            (vec![1, 2, 3, 25], None, Some(3)),
            (vec![1, 2, 3], Some(1), None),
            (vec![1, 2, 3, 4], Some(1), Some(4)),
        ] {
            let times = days.iter().map(|n| day(*n)).collect();
            assert_eq!(enough(times, forgiven.map(day)), last.map(day), "{days:?} {forgiven:?}");
        }
    }
}
