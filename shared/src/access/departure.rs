//! What AMY remembers of somebody who is away to sign in with an account elsewhere (AUTH-07).

use chrono::Duration;
use serde::{Deserialize, Serialize};

/// Kept under the `state` that they come back with.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departure {
    /// What the challenge in the authorization request was made of (PKCE). It never leaves AMY before the code is exchanged.
    pub verifier: String,
    /// Where they want to be after that: an address of this site.
    pub next: String,
    /// Who was signed in, and asked for this on a page of this site: whom the account may be linked to.
    pub person: Option<i32>,
}

impl Departure {
    /// The kind of what is kept.
    pub const KIND: &str = "departure";
    /// They must be back within so long.
    pub const LASTS: Duration = Duration::minutes(10);
}

impl std::fmt::Debug for Departure {
    /// No log shows the verifier.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Departure").field("next", &self.next).field("person", &self.person).finish_non_exhaustive()
    }
}
