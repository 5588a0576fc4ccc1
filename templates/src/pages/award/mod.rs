//! Awards: the form, and what stands in a certificate's place (AWD-01).

mod certificate;
mod form;

pub use certificate::no_certificate;
pub use form::{Fixed, add, form, inline};
