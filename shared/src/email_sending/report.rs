//! What a run has done: counts only, nothing of anybody (EML-NEW-14).

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::scheduled_email::Due;

/// Why a run ended before nothing was due any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// Its time was over; the next run goes on.
    Time,
    /// Nothing of this account is sent: paused, suspended, or a sender is not verified. Somebody must look.
    Account,
    /// What the account may send in a day is sent.
    Quota,
    /// The provider, or where intents are kept, failed again and again.
    Provider,
    /// The database failed.
    Database,
}

/// What became of emails of one action, or of all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Emails that were due when the run began.
    pub due: u64,
    /// For how many seconds the longest was due then.
    pub oldest_due_seconds: u64,
    /// Claimed.
    pub claimed: u64,
    /// Taken by the provider.
    pub sent: u64,
    /// Called off, since their action wants them no more.
    pub called_off: u64,
    /// To be tried again, or in a dry run: would be.
    pub failed: u64,
    /// Given up.
    pub dead: u64,
    /// With the provider, and nobody knows the outcome.
    pub unknown: u64,
    /// Failures by their class, whether there is another attempt or not.
    pub classes: BTreeMap<String, u64>,
    /// Milliseconds that filling in templates took.
    pub render_ms: u64,
}

/// What a run has done.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// What was due, and what became of it.
    #[serde(flatten)]
    pub counts: Counts,
    /// The same by action; `direct` is mail that is no template's.
    pub actions: BTreeMap<String, Counts>,
    /// Given back untried.
    pub released: u64,
    /// Claimed, and then somebody else's: a lease was over.
    pub lost: u64,
    /// Taken back from workers that were not heard of again, whether there is another attempt or not.
    pub expired: u64,
    /// Given up, since their outcome was not known for a quarter of an hour; among the dead, too.
    pub outcome_unknown: u64,
    /// With the provider for longer than that, and what became of them could not even be asked in this run.
    pub unasked: u64,
    /// Found out about afterwards, where the worker that sent them was not heard of again.
    pub found_out: u64,
    /// Milliseconds that it all took.
    pub run_ms: u64,
    /// Why it ended early.
    pub stop: Option<Stop>,
    /// It failed, and this is what it had done until then.
    pub has_failed: bool,
    /// Nothing was sent or written.
    pub dry_run: bool,
}

impl Report {
    /// Counts one email of an action.
    pub(super) fn count(&mut self, action: &str, add: impl Fn(&mut Counts)) {
        add(&mut self.counts);
        add(self.actions.entry(action.to_owned()).or_default());
    }

    /// Counts a failure of a class, of one email of an action.
    pub(super) fn class(&mut self, action: &str, class: &str) {
        self.count(action, |counts| *counts.classes.entry(class.to_owned()).or_default() += 1);
    }

    /// Counts what is due.
    pub(super) fn tell_due(&mut self, due: &[Due], now: DateTime<Utc>) {
        for some in due {
            let count = u64::try_from(some.count).unwrap_or_default();
            let seconds = u64::try_from((now - some.since).num_seconds()).unwrap_or_default();
            self.count(action(some.is_direct, some.signal.as_deref()), |counts| {
                counts.due += count;
                counts.oldest_due_seconds = counts.oldest_due_seconds.max(seconds);
            });
        }
    }
}

/// What the action of an email is called: its code, `direct` for mail that is no template's, `none` where the template is gone.
pub(super) fn action(is_direct: bool, signal: Option<&str>) -> &str {
    if is_direct { "direct" } else { signal.unwrap_or("none") }
}

/// Whole milliseconds.
pub(super) fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
