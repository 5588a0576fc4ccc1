//! Tells an instructor that their application for a workshop was accepted (emails.md 3.6).

use super::action::{Action, Exists, Of};
use super::facts::Signup;
use super::signup_decided::{VARIABLES, decided};
use super::wish::{Now, Wish};
use crate::decision::Decision;
use crate::email_template::Signal;

pub(super) static ACTION: Action =
    Action { signal: Signal::InstructorConfirmedForWorkshop, exists: Exists::Live, variables: VARIABLES, of: Of::Signup(wish) };

fn wish(signup: &Signup, now: Now) -> Wish {
    decided(signup, Decision::Accepted, now)
}
