//! Curricula: what is taught at workshops (data-model.md §2.5).

mod choices;
mod input;
mod save;

pub use choices::{CurriculumChoice, Offer, choices};
pub use input::{CurriculumInput, stored};
pub use save::{create, update};

/// The carpentries that curricula belong to, as key and label.
pub const CARPENTRIES: [(&str, &str); 4] =
    [("SWC", "Software Carpentry"), ("DC", "Data Carpentry"), ("LC", "Library Carpentry"), ("", "unspecified / irrelevant")];
