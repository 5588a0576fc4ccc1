//! The forms in which somebody asks for a password, and chooses one.

use serde::{Deserialize, Serialize};

use super::{Holder, Verdict, check, verify_off_thread};
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// Where a link to a new password is to be sent (AUTH-03).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetInput {
    /// An address, whether anybody has it or not.
    pub email: String,
}

impl Input for ResetInput {
    type Own = ();

    async fn check(&self, _db: &mut Db, _own: &()) -> Result<FieldErrors> {
        Ok(FieldErrors::default())
    }
}

/// A new password, typed twice (AUTH-05, PER-15).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordInput {
    /// The present one; empty where it is not asked for.
    #[serde(default)]
    pub old_password: String,
    /// The new one.
    pub new_password1: String,
    /// The same once more.
    pub new_password2: String,
}

impl std::fmt::Debug for PasswordInput {
    /// No log shows a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordInput")
    }
}

/// Whose password is to be replaced, and how.
#[derive(Debug, Clone)]
pub struct Replacing {
    /// Whose it is.
    pub holder: Holder,
    /// Whether the present password must be told.
    pub asks_old: bool,
}

impl Input for PasswordInput {
    type Own = Replacing;

    /// DM-PERSON-02; no statement is needed.
    async fn check(&self, _db: &mut Db, own: &Replacing) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        if own.asks_old && verify_off_thread(self.old_password.clone(), own.holder.stored.clone()).await? == Verdict::Wrong {
            errors.add("old_password", "This is not your present password.");
        }
        errors.require(self.new_password1 == self.new_password2, "new_password2", "Type the same password twice.");
        for wrong in check(&self.new_password1, &own.holder.owner()) {
            errors.add("new_password1", wrong);
        }
        Ok(errors)
    }
}
