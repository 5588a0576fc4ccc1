//! Sessions in DynamoDB: who is signed in at which browser, and the messages that wait for the next page.
//!
//! The browser holds a random token; the table holds its digest, so that a leaked table signs nobody in. Expiry is compared
//! on every read: DynamoDB's own time-to-live only collects the garbage. Beside sessions the table keeps, likewise, what waits for
//! somebody to come back with a secret: a link of a mail, a sign-in elsewhere.

mod device;
mod kept;
mod own;
mod store;

use chrono::{DateTime, Duration, Utc};

use crate::flag::Remembered;
use crate::secret;

pub use device::device;
pub use own::Place;
pub use store::Store;

/// A session ends this long after the last request (14 days, GLB-14).
pub const IDLE: Duration = Duration::days(14);
/// A session ends this long after sign-in, whatever happens (90 days).
pub const ABSOLUTE: Duration = Duration::days(90);
/// The last request is written down at most this often, so that reading pages does not write.
pub const TOUCH_EVERY: Duration = Duration::minutes(10);

/// A session that has not expired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The token of the browser's cookie; never stored.
    pub token: String,
    /// Who is signed in; `None` for a visitor who only has messages waiting.
    pub person: Option<i32>,
    /// Digest of the person's password hash at sign-in: a changed password ends the session.
    pub stamp: String,
    /// When the session began.
    pub created_at: DateTime<Utc>,
    /// The last request written down.
    pub seen_at: DateTime<Utc>,
    /// Messages for the next page, as JSON; empty for none.
    pub flashes: String,
    /// Parameters of feature flags that the query string set (DM-FLAG-01).
    pub remembered: Remembered,
}

impl Session {
    /// What the session is called where its token must not be told: in lists, and in the table.
    #[must_use]
    pub fn id(&self) -> String {
        secret::digest(&self.token)
    }

    /// When the session ends if nothing more is heard.
    #[must_use]
    pub fn expires_at(&self) -> DateTime<Utc> {
        (self.seen_at + IDLE).min(self.created_at + ABSOLUTE)
    }
}
