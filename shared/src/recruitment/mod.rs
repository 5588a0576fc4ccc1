//! Looking for instructors for events, and their applications (data-model.md §2.11, §3.3, §3.4).

mod conflict;
mod create;
mod list;
mod opportunity;
mod priority;
mod sign_up;
mod signup_state;
mod signups;
mod status;

pub use conflict::{Days, Warnings, overlap, warnings};
pub use create::{Begun, NewProcess, ProcessInput, create, new_process};
pub use list::{LISTING, ListRow};
pub use opportunity::{OFFERED, OPPORTUNITIES, Opportunity, may_see, may_sign_up};
pub use priority::{Priority, automatic};
pub use sign_up::{AdminOwn, AdminSignupInput, SelfOwn, SelfSignupInput};
pub use signup_state::{Decided, Resigned, decide, edit_notes, resign};
pub use signups::{SignupRow, signups};
pub use status::{Refused, StatusAction, change_status};

use crate::choice::choices;

choices! {
    /// Whether instructors may apply.
    pub enum Status {
        /// They may.
        Open = "o" "Open",
        /// They may not any more.
        Closed = "c" "Closed",
    }
}
