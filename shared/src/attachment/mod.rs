//! Files that are sent with emails: which are taken, and the bucket of S3 that keeps them (EML-UI-11, EML-CTL-08, EML-CTL-09).
//! Their rows are [`crate::scheduled_email`]'s.

mod post;
mod rule;
mod store;

pub use post::{FORM_LIFE, PostForm, signature};
pub use rule::{Kinds, LARGEST, LARGEST_TOGETHER, TYPES, Unfit, UnknownEnding};
pub use store::{Failed, Settings, Store};
