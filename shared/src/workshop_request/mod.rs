//! Requests for workshops: three kinds, and what they share (data-model.md §2.10, §3.2).

mod accept;
mod choice;
mod code_holder;
mod common;
mod curricula;
mod details;
mod display;
mod edited;
mod facts;
mod inquiry;
mod kind;
mod list;
mod prefill;
mod request;
mod rule;
mod save;
mod state;
mod stored;
mod submission;

pub use accept::{Accepted, accept};
pub use choice::{Fee, Format, OnlineInperson, PublicEvent, Restrictions, Travel};
pub use code_holder::{CodeHolder, code_holder};
pub use common::CommonInput;
pub use curricula::{CurriculumOffer, Offered, offered};
pub use details::{Details, Names};
pub use display::{Related, dates, is_too_soon, related};
pub use edited::Edited;
pub use facts::Own;
pub use inquiry::InquiryInput;
pub use kind::Kind;
pub use list::{INQUIRIES, ListRow, REQUESTS, SUBMISSIONS};
pub use prefill::prefill;
pub use request::RequestInput;
pub use state::{assign, set_state};
pub use stored::Stored;
pub use submission::SubmissionInput;
