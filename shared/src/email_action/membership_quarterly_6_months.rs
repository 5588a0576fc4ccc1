//! Reports to a member how a membership is used, six months after its start (emails.md 3.11).

use super::action::{Action, Exists, Of};
use super::facts::Membership;
use super::membership_quarterly::{VARIABLES, report};
use super::wish::{Now, Wish};
use crate::email_template::Signal;

pub(super) static ACTION: Action =
    Action { signal: Signal::MembershipQuarterly6Months, exists: Exists::Ever, variables: VARIABLES, of: Of::Reports(wish) };

fn wish(membership: &Membership, now: Now) -> Wish {
    report(membership, now.days_after(membership.start, 180), now)
}
