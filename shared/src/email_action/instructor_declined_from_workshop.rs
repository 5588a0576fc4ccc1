//! Tells an instructor that their application for a workshop was declined (emails.md 3.7).

use super::action::{Action, Exists, Of};
use super::facts::Signup;
use super::signup_decided::{VARIABLES, decided};
use super::wish::{Now, Wish};
use crate::decision::Decision;
use crate::email_template::Signal;

pub(super) static ACTION: Action =
    Action { signal: Signal::InstructorDeclinedFromWorkshop, exists: Exists::Live, variables: VARIABLES, of: Of::Signup(wish) };

fn wish(signup: &Signup, now: Now) -> Wish {
    decided(signup, Decision::Discarded, now)
}
