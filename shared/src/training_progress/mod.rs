//! Training progress: what trainees have done of what they must pass (data-model.md §2.9).

mod bulk;
mod check;
mod input;
mod own;
mod rules;
mod save;
mod shown;
mod state;
mod trainees;
mod trainings;

pub use bulk::{Added, BulkInput, Skipped, add_to_all};
pub use check::Editing;
pub use input::{ProgressInput, Stored, stored};
pub use own::{ActivityInput, Own, OwnActivity, own, remove_own, submit, update_own};
pub use rules::{Activity, Given, Requirement, latest_day, violations};
pub use save::{create, update};
pub use shown::{Shown, Standing, StandingOf, checkout_deadline, has_failed, shown};
pub use state::State;
pub use trainees::{LISTING as TRAINEES, Progress, TRAINEES_ONLY, TraineeRow};
pub use trainings::{LISTING as TRAININGS, TrainingRow};

/// The requirement that stands for a training.
pub const TRAINING: &str = "Training";
/// The requirement that asks for an activity in the community.
pub const GET_INVOLVED: &str = "Get Involved";
/// The requirement that stands for a welcome session.
pub const WELCOME_SESSION: &str = "Welcome Session";
/// The requirement that stands for a teaching demonstration.
pub const DEMO: &str = "Demo";

/// What makes an instructor, in the order of its being told (DM-PERSON-19).
pub const REQUIREMENTS: [&str; 4] = [TRAINING, GET_INVOLVED, WELCOME_SESSION, DEMO];
