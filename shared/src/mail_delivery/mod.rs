//! What becomes of mail after SES has taken it: per message and recipient, as SES tells through EventBridge (EML-NEW-10), and which
//! addresses get no mail any more (EML-NEW-11). docs/mail.md tells it whole.
//!
//! Everything here can be told twice and in any order, and is then as if it had been told once and in order: each item says by a
//! condition of its own whether what comes is news, so nothing is read before it is written.

mod address;
mod batch;
mod delivery;
mod event;
mod forgiveness;
mod soft;
mod store;
mod suppression;

pub use address::normal;
pub use delivery::{Delivery, Status, deliveries, note};
pub use event::{Event, News, Recipient, Unreadable, read};
pub use forgiveness::{Forgiven, Wish, forgive};
pub use store::Store;
pub use suppression::{Cause, Suppression, heed, lift, suppressed, suppressions};

/// SES's words about a failure are kept up to this length.
const LONGEST: usize = 500;

/// Words of others on one line, and not too many of them.
fn short(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(LONGEST)
        .collect()
}
