//! What asks for emails: 19 actions, each with its conditions, time, recipients and context (emails.md 3).
//!
//! Nobody calls an action. A [`Change`](crate::db::Change) that is about to be committed knows which records it has changed, and the
//! actions about these, and about what depends on them, are decided together: facts are read in one statement, an action says what it
//! wishes ([`wish`]), and what is there decides between creating, updating, cancelling and nothing ([`decision`]).

mod action;
mod admin_signs_instructor_up_for_workshop;
mod ask_for_website;
mod decision;
mod explain;
mod facts;
mod host_instructors_introduction;
mod instructor_badge_awarded;
mod instructor_confirmed_for_workshop;
mod instructor_declined_from_workshop;
mod instructor_signs_up_for_workshop;
mod instructor_task_created_for_workshop;
mod instructor_training_approaching;
mod instructor_training_completed_not_badged;
mod membership_quarterly;
mod membership_quarterly_3_months;
mod membership_quarterly_6_months;
mod membership_quarterly_9_months;
mod merged;
mod new_membership_onboarding;
mod new_partnership_onboarding;
mod new_self_organised_workshop;
mod notice;
mod persons_merged;
mod post_workshop_7days;
mod recheck;
mod recruit_helpers;
mod sample;
mod settle;
mod signup_decided;
mod simulate;
mod touched;
mod trigger;
mod wish;

pub use action::variables;
pub use decision::{Decision, Email};
pub use explain::{About, Explained, explain};
pub(crate) use merged::repoint;
pub use notice::{Level, Notice};
pub use recheck::{Unmet, recheck};
pub use sample::{Sample, sample};
pub use settle::settle;
pub use simulate::{Simulated, simulate};
pub use trigger::{Emails, Occurrence, Subject, Triggers};
pub use wish::{Condition, Tested};
