//! Welcomes a partner (emails.md 3.14).

use super::action::{Action, Exists, Of, Shape};
use super::facts::Partnership;
use super::new_membership_onboarding::before_start;
use super::wish::{Condition, Now, Wish};
use crate::email_template::Signal;
use crate::scheduled_email::Context;

/// The owners of the account who are written to.
const CONTACTS: [&str; 2] = ["owner", "programmatic_contact"];

pub(super) static ACTION: Action = Action {
    signal: Signal::NewPartnershipOnboarding,
    exists: Exists::Ever,
    variables: &[("partnership", Shape::Record("partnership"))],
    of: Of::Partnership(wish),
};

fn wish(partnership: &Partnership, now: Now) -> Wish {
    let contacts = partnership.owners.iter().filter(|person| CONTACTS.contains(&person.role.as_str()));
    let count = contacts.clone().count();
    let words = format!("at least 1 owner of the account among {}: {count}", CONTACTS.join(", "));
    let context = Context::default().record("partnership", "partnership", partnership.id);
    let when = before_start(partnership.start, now);
    Wish::new(vec![Condition::new(words, count > 0)]).at(Some(when)).with(context).to(contacts)
}
