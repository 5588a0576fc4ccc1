//! The registration code of an application (DM-TREQ-04, DM-TREQ-05).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Answers;
use crate::Result;
use crate::agreement::code::{Use, is_valid};
use crate::check::FieldErrors;
use crate::db::Db;

/// How somebody applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Process {
    /// With the code of who has approved them: the only way that the public form takes.
    #[serde(rename = "preapproved")]
    Preapproved,
    /// Openly, as it once was.
    #[serde(rename = "open")]
    Open,
}

impl Process {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Preapproved, Self::Open];

    /// The stored key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Preapproved => "preapproved",
            Self::Open => "open",
        }
    }

    /// The words for it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Preapproved => "Profile Creation for Pre-approved Trainees",
            Self::Open => "Open Training Application",
        }
    }

    /// The process stored as `key`; `None` for none.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|process| process.key() == key)
    }

    /// What is wrong with a code being there, or not being there (DM-TREQ-04).
    pub(super) fn presence(self, code: &str) -> Option<&'static str> {
        match (self, code.is_empty()) {
            (Self::Preapproved, true) => Some("Enter the registration code that you were given."),
            (Self::Open, false) => Some("An open application has no registration code. Leave this empty."),
            _ => None,
        }
    }
}

/// The day and the flag that decide whether a code will do (DM-CODE-04).
#[derive(Debug, Clone, Copy)]
pub(super) struct Validity {
    /// Today for an application, the day of the application for its edit form.
    pub(super) day: NaiveDate,
    /// Whether codes are asked about at all: the flag `ENFORCE_MEMBER_CODES`.
    pub(super) enforce: bool,
}

impl Validity {
    /// Refuses a code that is not valid and shall not be taken nevertheless: at most one statement.
    pub(super) async fn check(self, db: &mut Db, answers: &Answers, errors: &mut FieldErrors) -> Result<()> {
        if !answers.member_code_override {
            let valid = is_valid(db, &answers.member_code, Use::Training, self.day, self.enforce).await?;
            errors.require(
                valid,
                "member_code",
                "This code is not valid. It may have a typing error, be expired, not be active yet, or have no seats left. \
                 Correct it, or tick the box to go on with it; our team will then look into it.",
            );
        }
        Ok(())
    }

    /// Whether the wish to take the code though it is not valid is stored: not for a code that is (DM-TREQ-05).
    pub(super) async fn keeps_override(self, db: &mut Db, answers: &Answers) -> Result<bool> {
        if !answers.member_code_override || !self.enforce || answers.member_code.is_empty() {
            return Ok(answers.member_code_override);
        }
        Ok(!is_valid(db, &answers.member_code, Use::Training, self.day, true).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_treq_04_the_pre_approved_have_a_code_and_the_others_none() {
        let wrong = |process: Process, code: &str| process.presence(code).is_some();
        assert_eq!(Process::ALL.map(|process| (wrong(process, ""), wrong(process, "abc"))), [(true, false), (false, true)]);
        for process in Process::ALL {
            assert_eq!(Process::of(process.key()), Some(process));
        }
        assert_eq!(Process::of(""), None);
    }
}
