//! Tells an instructor that an admin has applied for a workshop on their behalf (emails.md 3.5).

use super::action::{Action, Exists, Of};
use super::facts::Signup;
use super::signup_decided::{VARIABLES, to_applicant};
use super::wish::{Now, Wish};
use crate::email_template::Signal;

pub(super) static ACTION: Action = Action {
    signal: Signal::AdminSignsInstructorUpForWorkshop,
    exists: Exists::Never,
    variables: VARIABLES,
    of: Of::Signup(wish),
};

fn wish(signup: &Signup, _now: Now) -> Wish {
    to_applicant(signup, Vec::new())
}
