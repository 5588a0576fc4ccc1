//! Why an email was not moved.

use super::{Action, State};

/// Why an email was not moved.
#[derive(Debug, thiserror::Error)]
pub enum TransitionError {
    /// The database could not be asked, or refused.
    #[error(transparent)]
    Store(#[from] crate::Error),
    /// There is no such email, or somebody else holds it.
    #[error("there is no such email")]
    Missing,
    /// The action is out of place in this state.
    #[error("{action:?} is out of place for an email that is {}", .state.code())]
    Illegal {
        /// Where the email is.
        state: State,
        /// What was to happen.
        action: Action,
    },
    /// A worker may be calling the provider for it at this moment.
    #[error("the email is being sent at this moment")]
    InFlight,
    /// Another email of the same kind about the same record waits already.
    #[error("another email about the same waits already")]
    Twin,
}

impl TransitionError {
    /// As what is left where the emails are held, so that no step can be out of place: a failure of the database.
    pub(crate) fn into_error(self) -> crate::Error {
        match self {
            Self::Store(error) => error,
            other => crate::Error::Inconsistent { table: "scheduled_email", column: "state", value: other.to_string() },
        }
    }
}

impl From<sqlx::Error> for TransitionError {
    fn from(error: sqlx::Error) -> Self {
        let error = crate::Error::from(error);
        match error.broken_constraint() {
            Some("scheduled_email_live") => Self::Twin,
            _ => Self::Store(error),
        }
    }
}
