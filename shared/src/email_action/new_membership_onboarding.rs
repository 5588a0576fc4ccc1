//! Welcomes a member (emails.md 3.13).

use chrono::NaiveDate;

use super::action::{Action, Exists, Of, Shape};
use super::facts::Membership;
use super::membership_quarterly::of_variant;
use super::wish::{Condition, Now, Wish, shift};
use crate::email_template::Signal;
use crate::scheduled_email::{Context, When};

/// The variants that are welcomed; of these, `titanium` only where it comes with something.
const VARIANTS: [&str; 5] = ["bronze", "silver", "gold", "platinum", "titanium"];
const TITANIUM: &str = "titanium";
/// The roles of those who are written to.
const CONTACTS: [&str; 2] = ["billing_contact", "programmatic_contact"];

pub(super) static ACTION: Action = Action {
    signal: Signal::NewMembershipOnboarding,
    exists: Exists::Ever,
    variables: &[("membership", Shape::Record("membership"))],
    of: Of::Onboarding(wish),
};

fn wish(membership: &Membership, now: Now) -> Wish {
    let contacts = membership.roles.iter().filter(|person| CONTACTS.contains(&person.role.as_str()));
    let count = contacts.clone().count();
    let benefits = if membership.has_benefits { "some" } else { "none" };
    let conditions = vec![
        Condition::new(format!("at least 1 person among {}: {count}", CONTACTS.join(", ")), count > 0),
        of_variant(membership, &VARIANTS),
        Condition::new(
            format!("workshops or seats of a titanium membership: {benefits}"),
            membership.variant != TITANIUM || membership.has_benefits,
        ),
    ];
    let context = Context::default().record("membership", "membership", membership.id);
    Wish::new(conditions).at(Some(before_start(membership.start, now))).with(context).to(contacts)
}

/// A month before an agreement begins, but not before "at once".
pub(super) fn before_start(start: NaiveDate, now: Now) -> When {
    When::NotBefore(now.on(shift(start, -30)))
}
