//! How often something may be done in a while, counted in the sessions' table.

use crate::answer::Failure;
use crate::site::Site;

/// What is counted is forgotten after a quarter of an hour.
const WINDOW: chrono::Duration = chrono::Duration::minutes(15);
/// [`WINDOW`] in seconds, as `Retry-After` has it.
pub(crate) const RETRY_AFTER: &str = "900";

/// Counts once more what is called `name`, and lets up to `most` of it through in a quarter of an hour. The name tells what is done and
/// by whom: a person's id, or where nobody is signed in [`Client::network`](crate::Client::network).
///
/// # Errors
/// [`Failure::TooMany`] beyond `most`, or when the sessions' table cannot be reached.
pub async fn within(site: &Site, name: &str, most: i64) -> Result<(), Failure> {
    if site.sessions().count(name, WINDOW, site.clock().now()).await? > most { Err(Failure::TooMany) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_stopped_is_told_how_long_it_lasts() {
        assert_eq!(RETRY_AFTER, WINDOW.num_seconds().to_string());
    }
}
