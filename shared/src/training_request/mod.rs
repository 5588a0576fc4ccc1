//! Training requests: applications to instructor training (data-model.md §2.9).

mod answers;
mod application;
mod bulk;
mod check;
mod choices;
mod code;
mod details;
mod duplicates;
mod eventbrite;
mod input;
mod list;
mod save;
mod score;
mod scores_csv;
mod state;
mod suggest;
mod to_person;
mod to_training;

pub use answers::Answers;
pub use application::{Application, Applying, apply};
pub use bulk::{BulkInput, RemovedTask, decide, training_tasks, unmatch};
pub use choices::{
    CHECKOUT_INTENTS, MAX_TRAVELLING_FREQUENCIES, OCCUPATIONS, PREVIOUS_EXPERIENCES, PREVIOUS_TRAININGS, PROGRAMMING_FREQUENCIES,
    TEACHING_FREQUENCIES, TEACHING_INTENTS, UNDERREPRESENTED, label,
};
pub use code::Process;
pub use details::{Details, by_id};
pub use duplicates::{Duplicates, Possible, duplicates};
pub use eventbrite::{id_in, is_event_link};
pub use input::{Editing, Stored, TrainingRequestInput, stored};
pub use list::{DEFAULT_FILTERS, LISTING, ListRow};
pub use save::update;
pub use score::{rescore, score_total};
pub use scores_csv::{CheckedScore, ScoreRow, Unreadable, check_scores, read_scores, save_scores};
pub use state::{Action, Refused, Situation, State};
pub use suggest::suggested_person;
pub use to_person::{Button, MatchInput, Matched, Refusal, match_to_person};
pub use to_training::{About, Outcome, Reason, Skipped, TrainingInput, Warning, match_to_training, usual_benefit};
