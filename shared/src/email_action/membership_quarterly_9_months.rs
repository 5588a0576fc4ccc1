//! Reports to a member how a membership is used, three months before its end (emails.md 3.11).

use super::action::{Action, Exists, Of};
use super::facts::Membership;
use super::membership_quarterly::{VARIABLES, report};
use super::wish::{Now, Wish};
use crate::email_template::Signal;

pub(super) static ACTION: Action =
    Action { signal: Signal::MembershipQuarterly9Months, exists: Exists::Ever, variables: VARIABLES, of: Of::Reports(wish) };

fn wish(membership: &Membership, now: Now) -> Wish {
    report(membership, now.days_after(membership.end, -90), now)
}
