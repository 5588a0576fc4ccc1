//! Merging two records of a kind into one of them (data-model.md §3.10 … §3.13). One algorithm; what each kind merges is declared
//! in [`person`], [`event`] and [`training_request`].

mod account;
mod choice;
mod compare;
mod consents;
mod declaration;
mod event;
mod person;
mod related;
mod run;
mod social;
mod training_request;
mod values;

pub use choice::{Choice, MergeInput, Side};
pub use compare::{Answer, Answers, Belonging, Cell, Comparison, Fate, MOST, Party, Row, compare};
pub use declaration::{COMMENTS, Mergeable, Offer};
pub use event::EVENT;
pub use person::PERSON;
pub use run::{Outcome, Pair, merge};
pub use training_request::TRAINING_REQUEST;
