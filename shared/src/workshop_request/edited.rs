//! What the three forms do alike: they are held against rules and records, by the public as by staff.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::facts::{self, Facts, Referred};
use super::{Kind, Own};
use crate::Result;
use crate::agreement::code;
use crate::check::{FieldErrors, Input};
use crate::db::Db;
use crate::decision::Decision;

/// One of the three forms.
pub(super) trait Form: DeserializeOwned + Serialize + Send + Sync {
    /// Its kind.
    const KIND: Kind;
    /// The name of its field of curricula.
    const CURRICULA: &'static str;

    /// The records that it refers to.
    fn referred(&self) -> Referred<'_>;

    /// Its registration code.
    fn member_code(&self) -> &str {
        ""
    }

    /// Its rules, given what is stored.
    fn rules(&self, own: &Own, facts: &Facts, errors: &mut FieldErrors);
}

/// Holds a form against its rules: one statement, and another where it has a registration code.
async fn check<F: Form>(form: &F, db: &mut Db, own: &Own, event: Option<i32>) -> Result<FieldErrors> {
    let mut errors = FieldErrors::default();
    let referred = Referred { event, ..form.referred() };
    let facts = facts::facts(db, F::KIND, own, &referred).await?;
    facts.check(F::KIND, &referred, F::CURRICULA, &mut errors);
    form.rules(own, &facts, &mut errors);
    // DM-WREQ-08: there is no way around it.
    errors.require(
        code::is_valid(db, form.member_code(), code::Use::Workshop, own.today, own.checks_codes).await?,
        "member_code",
        "This code is not valid now. Check its spelling, or leave it empty.",
    );
    Ok(errors)
}

/// What staff may change: the answers, the state and the event (DM-ST-13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edited<T> {
    /// What was decided.
    pub state: Decision,
    /// The event that it led to; one request of each kind for an event.
    pub event: Option<i32>,
    /// The answers.
    #[serde(flatten)]
    pub answers: T,
}

macro_rules! forms {
    ($($form:ty),+) => { $(
        impl Input for $form {
            type Own = Own;

            async fn check(&self, db: &mut Db, own: &Own) -> Result<FieldErrors> {
                check(self, db, own, None).await
            }
        }

        impl Input for Edited<$form> {
            type Own = Own;

            async fn check(&self, db: &mut Db, own: &Own) -> Result<FieldErrors> {
                check(&self.answers, db, own, self.event).await
            }
        }
    )+ };
}

forms!(super::RequestInput, super::InquiryInput, super::SubmissionInput);
