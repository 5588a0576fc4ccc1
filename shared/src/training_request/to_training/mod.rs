//! Applicants become learners at a training, with seats of members or benefits of partners (DM-TREQ-11 … DM-TREQ-16, TRQ-01).

mod input;
mod message;
mod plan;
mod run;

pub use input::{TrainingInput, usual_benefit};
pub use message::{About, Reason, Skipped, Warning};
pub use run::{Outcome, match_to_training};
