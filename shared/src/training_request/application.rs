//! What the public form sends (FRM-01), and how it becomes a training request.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::code::Validity;
use super::{Answers, Process, TrainingRequestInput, eventbrite, save};
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::consent::{ConsentInput, Scope, questions};
use crate::db::{Change, Db};

/// The fields of the public form by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// What the applicant says.
    #[serde(flatten)]
    pub answers: Answers,
    /// The chosen option of each required term, by the term's slug.
    #[serde(flatten)]
    pub consents: ConsentInput,
}

/// When the form is sent, and under which rule.
#[derive(Debug, Clone, Copy)]
pub struct Applying {
    /// The current date.
    pub today: NaiveDate,
    /// Whether codes must be valid: the flag `ENFORCE_MEMBER_CODES`.
    pub enforce_codes: bool,
}

impl Applying {
    fn validity(self) -> Validity {
        Validity { day: self.today, enforce: self.enforce_codes }
    }
}

impl Input for Application {
    type Own = Applying;

    /// Three statements: the records, the code, and the terms that must be answered.
    async fn check(&self, db: &mut Db, own: &Applying) -> Result<FieldErrors> {
        let (mut errors, _) = self.answers.check(db, None, None).await?;
        let url = &self.answers.eventbrite_url;
        errors.require(
            url.is_empty() || eventbrite::is_at_eventbrite(url),
            "eventbrite_url",
            "Enter the address of the training at Eventbrite.",
        );
        errors.require(!self.answers.airport_iata.is_empty(), "airport_iata", "Choose the nearest major airport.");
        errors.require(
            self.answers.code_of_conduct_agreement,
            "code_of_conduct_agreement",
            "Please agree to the Code of Conduct.",
        );
        match Process::Preapproved.presence(&self.answers.member_code) {
            Some(message) => errors.add("member_code", message),
            None => own.validity().check(db, &self.answers, &mut errors).await?,
        }
        // DM-TREQ-06, D-27: the required terms that are in force.
        let asked = questions(db, None, Scope::Missing).await?;
        errors.merge(self.consents.check(db, &asked).await?);
        Ok(errors)
    }
}

/// Stores an application that has passed its check, with its answers to the terms: pending, pre-approved, and scored. Gives its id.
///
/// # Errors
/// When the database refuses.
pub async fn apply(change: &mut Change, application: Application, own: Applying) -> Result<i32> {
    let now = change.now();
    let Application { answers, consents } = application;
    let id = sqlx::query_scalar!(
        "INSERT INTO training_request (created_at, personal, email) VALUES ($1, $2, $3) RETURNING id",
        now,
        answers.personal,
        answers.email
    )
    .fetch_one(&mut **change)
    .await?;
    let request = TrainingRequestInput { answers, review_process: Some(Process::Preapproved), ..TrainingRequestInput::default() };
    save::write(change, id, &request, own.validity()).await?;
    // DM-TREQ-06
    let (slugs, options): (Vec<String>, Vec<i32>) =
        consents.answers.into_iter().filter_map(|(slug, option)| option.map(|option| (slug, option))).unzip();
    sqlx::query!(
        "INSERT INTO training_request_consent (created_at, training_request_id, term_id, term_option_id)
         SELECT $1, $2, t.id, o.id FROM unnest($3::text[], $4::int[]) x (slug, option_id)
         JOIN term t ON t.slug = x.slug JOIN term_option o ON o.id = x.option_id AND o.term_id = t.id
         WHERE t.archived_at IS NULL AND t.required_type = 'profile' ORDER BY t.slug",
        now,
        id,
        &slugs,
        &options
    )
    .execute(&mut **change)
    .await?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_terms_come_from_one_form() {
        let mut sent = serde_json::to_value(Answers { personal: "Ada".into(), ..Answers::default() }).unwrap();
        sent["may-contact"] = 7.into();
        sent["public-profile"] = serde_json::Value::Null;
        let application: Application = serde_json::from_value(sent.clone()).unwrap();
        assert_eq!(application.answers.personal, "Ada");
        assert_eq!(application.consents.answers["may-contact"], Some(7));
        assert_eq!(application.consents.answers.len(), 2);
        assert_eq!(serde_json::to_value(application).unwrap(), sent);
    }
}
