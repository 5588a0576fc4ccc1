//! What an email tells, read from the database right before it is shown or sent (emails.md 2.4 to 2.6).
//!
//! A context and the recipients are stored as references ([`crate::scheduled_email::Reference`]). [`resolve`] reads what they lead
//! to for a whole batch of emails, one statement for each kind of record however many there are of it (EML-TPL-20), and gives the
//! objects that API v2 gives. The keys of an object, their kinds and their SQL stand in one table for each model, which both
//! [`shapes`] and the statements are made of, so that neither can tell what the other does not.

mod award;
mod event;
mod load;
mod membership;
mod model;
mod organization;
mod partnership;
mod person;
mod problem;
mod recruitment;
mod resolve;
mod submission;
mod task;
mod training;

pub use model::{Field, Holds, Model};
pub use problem::Problem;
pub use resolve::{Object, Resolved, resolve, resolve_on};

/// Every model that a reference may name, with its keys.
const MODELS: [&Model; 12] = [
    &person::PERSON,
    &event::EVENT,
    &organization::ORGANIZATION,
    &organization::CONSORTIUM,
    &membership::MEMBERSHIP,
    &partnership::PARTNERSHIP,
    &award::AWARD,
    &task::TASK,
    &training::PROGRESS,
    &training::REQUIREMENT,
    &recruitment::SIGNUP,
    &submission::SUBMISSION,
];

/// Every model that a reference may name, with its keys and what they hold.
#[must_use]
pub fn shapes() -> &'static [&'static Model] {
    &MODELS
}

/// The model that references call `name`, such as `trainingprogress`.
#[must_use]
pub fn model(name: &str) -> Option<&'static Model> {
    MODELS.into_iter().find(|model| model.name == name)
//! What the references of emails stand for when they are sent (emails.md 2.4 – 2.6).

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::Result;
use crate::db::Db;
use crate::mail::Class;
use crate::scheduled_email::{Context, ContextValue, Recipient, Reference, Scalar};

/// Why an email cannot be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind of failure it is.
    pub class: Class,
    /// What is wrong, for people.
    pub message: String,
}

/// What the references of an email stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The variables of its template.
    pub context: Result<Map<String, Value>, Problem>,
    /// The addresses that it goes to.
    pub to: Result<Vec<String>, Problem>,
    /// The recipients that have no address.
    pub dropped: Vec<String>,
}

/// Resolves the references of some emails, in their order.
///
/// # Errors
/// When the database cannot be asked.
pub async fn resolve(db: &mut Db, emails: &[(&Context, &[Recipient])]) -> Result<Vec<Resolved>> {
    let people = sqlx::query!(r#"SELECT id, personal, family, email FROM person"#).fetch_all(db).await?;
    let people: HashMap<i32, _> = people.into_iter().map(|person| (person.id, person)).collect();
    let missing = |what: String| Problem { class: Class::ObjectMissing, message: format!("There is no {what}.") };
    let value = |reference: &Reference| match reference {
        Reference::Record(record) => match people.get(&record.pk) {
            Some(person) => Ok(json!({ "personal": person.personal, "family": person.family, "email": person.email })),
            None => Err(missing(record.to_string())),
        },
        Reference::Value(Scalar::Str(text)) => Ok(json!(text)),
        Reference::Value(other) => Ok(json!(other.to_string())),
    };
    let resolved = emails.iter().map(|(context, recipients)| {
        let variables = context.0.iter().map(|(name, link)| {
            let value = match link {
                ContextValue::One(reference) => value(reference)?,
                ContextValue::Many(records) => {
                    records.iter().map(|record| value(&Reference::Record(record.clone()))).collect::<Result<Vec<_>, _>>()?.into()
                }
            };
            Ok((name.clone(), value))
        });
        let addresses = recipients.iter().filter_map(|recipient| match recipient {
            Recipient::Fixed { value_uri: Scalar::Str(address) } => Some(address.clone()),
            Recipient::Linked { api_uri, .. } => people.get(&api_uri.pk).and_then(|person| person.email.clone()),
            Recipient::Fixed { .. } => None,
        });
        let to: Vec<String> = addresses.collect();
        let nobody = || Problem { class: Class::NoRecipients, message: "There is nobody to send it to.".to_owned() };
        Resolved { context: variables.collect(), to: if to.is_empty() { Err(nobody()) } else { Ok(to) }, dropped: Vec::new() }
    });
    Ok(resolved.collect())
}
