//! Feature flags: what is on, for whom (data-model.md §7).

mod condition;
mod known;
mod state;

pub use condition::{Condition, Demand, Remembered, Seen, is_on, remembered};
pub use known::{Flags, StoredCondition, flags};
pub use state::{State, States};

use crate::choice::choices;

choices! {
    /// A feature that can be switched off.
    pub enum Flag {
        /// Looking for instructors, and the opportunities to teach.
        InstructorRecruitment = "INSTRUCTOR_RECRUITMENT" "Instructor recruitment",
        /// Templates of emails, scheduled emails, and scheduling them.
        EmailModule = "EMAIL_MODULE" "Emails",
        /// Registration codes must be valid (DM-CODE-04).
        EnforceMemberCodes = "ENFORCE_MEMBER_CODES" "Registration codes are checked",
        /// Consortiums, partnerships, accounts and benefits.
        ServiceOffering = "SERVICE_OFFERING" "Service offering",
    }
}
