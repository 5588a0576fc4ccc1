//! Why an email cannot be sent as it is.

use crate::mail::Class;

/// Why an email cannot be sent as it is: nothing that trying again would mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// What kind of problem it is (EML-NEW-05).
    pub class: Class,
    /// A sentence for those who look after emails; it names records and variables, never addresses.
    pub message: String,
}

impl Problem {
    pub(crate) fn new(class: Class, message: impl Into<String>) -> Self {
        Self { class, message: message.into() }
    }
}
