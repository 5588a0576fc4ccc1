//! Requests from the public forms: what they tell, for their pages and for letters about them (EML-OTH-11).
//!
//! Each kind declares its rows once. Whoever sent a request reads a copy of their answers; staff read besides what became of it,
//! with links into AMY.

mod agreements;
mod answer;
mod inquiry;
mod organising;
mod staff;
mod submission;
mod training;
mod value;
mod who;
mod workshop;

pub use answer::{Answer, Answers};
pub use inquiry::inquiry;
pub use staff::Reader;
pub use submission::submission;
pub use training::training_request;
pub use value::Value;
pub use workshop::workshop_request;
