//! What is to be said after matching: warnings never block, and who is skipped stays as they were.

use std::fmt;

use crate::account_benefit::BenefitWarning;
use crate::membership::SeatWarning;

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The seats of a membership (DM-TREQ-15).
    Seat(SeatWarning),
    /// A benefit (DM-TREQ-16).
    Benefit(BenefitWarning),
}

/// A warning about the membership or benefit that learners were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Display string of the application, where it is about one of them.
    pub request: Option<String>,
    /// Display string of the membership or benefit.
    pub of: String,
    /// What it is about.
    pub about: About,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(request) = &self.request {
            write!(f, "{request}: ")?;
        }
        let of = &self.of;
        match self.about {
            About::Seat(SeatWarning::NoneRemain) => write!(f, "“{of}” has no public training seats left."),
            About::Seat(SeatWarning::Overused) => write!(f, "“{of}” uses more public training seats than it has."),
            About::Seat(SeatWarning::NotActive) => write!(f, "“{of}” is not active today."),
            About::Seat(SeatWarning::OutsideAgreement) => {
                write!(f, "The training takes place outside of the agreement's dates of “{of}”.")
            }
            About::Benefit(BenefitWarning::Exceeded { used, allocation }) => {
                write!(f, "“{of}”: its use ({used}) is exceeding its allocation ({allocation}).")
            }
            About::Benefit(BenefitWarning::Frozen) => write!(f, "“{of}” is frozen."),
            About::Benefit(BenefitWarning::NotActive) => write!(f, "“{of}” is not active today."),
            About::Benefit(BenefitWarning::OutsideDates) => write!(f, "The training takes place outside of the dates of “{of}”."),
        }
    }
}

/// Why an application was not matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nobody is matched to it any more.
    NoPerson,
    /// It has no registration code.
    NoCode,
    /// Its code is of more than one record.
    Ambiguous,
    /// Its code is of a partnership that does not have the benefit.
    NoBenefit,
    /// Its code is of no membership; with the service offering, of no partnership or benefit either.
    Unknown {
        /// Whether partnerships and benefits were asked too.
        service_offering: bool,
    },
}

/// An application that was not matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its display string.
    pub request: String,
    /// Its code.
    pub code: String,
    /// What kept it back.
    pub reason: Reason,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { request, code, reason } = self;
        match reason {
            Reason::NoPerson => write!(f, "{request} is matched to nobody any more."),
            Reason::NoCode => write!(f, "{request} has no registration code."),
            Reason::Ambiguous => {
                write!(f, "{request}: the registration code “{code}” is of more than one record. Correct their codes.")
            }
            Reason::NoBenefit => {
                write!(f, "{request}: the partnership with the registration code “{code}” does not have the chosen benefit.")
            }
            Reason::Unknown { service_offering: false } => {
                write!(f, "{request}: no membership has the registration code “{code}”.")
            }
            Reason::Unknown { service_offering: true } => {
                write!(f, "{request}: no membership, partnership or benefit has the registration code “{code}”.")
            }
        }
    }
}
