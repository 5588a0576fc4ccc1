//! Curricula: what is taught at workshops (data-model.md §2.5).

mod choices;

pub use choices::{CurriculumChoice, Offer, choices};
