//! An application becomes a person's: one who is here already, or a new one (DM-TREQ-08, DM-TREQ-09, TRQ-03).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::choices::{OCCUPATIONS, label};
use super::rescore;
use crate::Result;
use crate::access::{self, Lack, Viewer};
use crate::check::{FieldErrors, Input};
use crate::consent::{self, ConsentInput};
use crate::db::{Change, Db, Set, replace_set};
use crate::person::{self, Linked, PersonInput};

/// The buttons of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// Match to the chosen person.
    Selected,
    /// Make a new person.
    New,
}

impl Button {
    /// The button called `name`; any other is none.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "match-selected-person" => Some(Self::Selected),
            "create-new-person" => Some(Self::New),
            _ => None,
        }
    }
}

/// The form's field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchInput {
    /// The chosen person.
    pub person: Option<i32>,
}

impl Input for MatchInput {
    /// The button that was pressed; `None` for any other.
    type Own = Option<Button>;

    async fn check(&self, db: &mut Db, own: &Option<Button>) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        match own {
            Some(Button::New) => {}
            Some(Button::Selected) => {
                let known = sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM person WHERE id = $1) AS "known!""#, self.person)
                    .fetch_one(db)
                    .await?;
                let message = if self.person.is_none() {
                    "Choose the person to match to."
                } else {
                    "This person does not exist any more. Choose another."
                };
                errors.require(known, "person", message);
            }
            None => errors.add(FieldErrors::FORM, "Match to a person who is here, or create a new one."),
        }
        Ok(errors)
    }
}

/// Why an application cannot become a person's. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Another person has the address of the application.
    #[error("Another person has the email address of this request. Match the request to that person, or correct the address.")]
    AddressTaken,
    /// Another person has the name on GitHub of the application.
    #[error("Another person has the GitHub name of this request. Match the request to that person, or correct the name.")]
    GithubTaken,
    /// The person holds what whoever matches lacks, and would sign in with what the application says ([`access::lacking`]).
    #[error("To match the request to this person you need {0}. Somebody who has that can do it.")]
    HoldsMore(Lack),
}

/// An application that has become a person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// Person id.
    pub person: i32,
    /// Whether the person can sign in with their account on GitHub now; `None` where GitHub does not know the name, or there is none.
    pub github: Option<Linked>,
    /// The terms whose answer could not be taken over, because the term or the answer is not in force any more (DM-TREQ-09).
    pub unanswered: Vec<String>,
}

/// Makes the application the person's, or a new person's who has its names and address. What the application says replaces
/// what the person's record said, and they may log in (DM-TREQ-08); their answers to the terms become the application's
/// (DM-TREQ-09). `by` is who does it: an application is anybody's to write, and says what the person signs in with.
/// `github_uid` is the number of the account that GitHub says the application's name is, if it knows it. `None` when there is
/// no such application.
///
/// # Errors
/// When the database refuses; then nothing has happened.
pub async fn match_to_person(
    change: &mut Change,
    by: &Viewer,
    request: i32,
    to: Option<i32>,
    github_uid: Option<u64>,
) -> Result<Option<Result<Matched, Refusal>>> {
    let row = sqlx::query!(
        r#"SELECT r.personal, r.family, r.email, r.github, r.occupation, r.occupation_other,
            EXISTS (SELECT FROM person p WHERE lower(p.email) = lower(r.email) AND p.id IS DISTINCT FROM $2) AS "address_taken!",
            EXISTS (SELECT FROM person p WHERE p.github = r.github AND p.id IS DISTINCT FROM $2) AS "github_taken!",
            ARRAY(SELECT knowledge_domain_id FROM training_request_domain x WHERE x.training_request_id = r.id) AS "domains!"
           FROM training_request r WHERE r.id = $1 FOR UPDATE"#,
        request,
        to
    )
    .fetch_optional(&mut **change)
    .await?;
    let Some(row) = row else { return Ok(None) };
    if row.address_taken {
        return Ok(Some(Err(Refusal::AddressTaken)));
    }
    if row.github_taken {
        return Ok(Some(Err(Refusal::GithubTaken)));
    }
    let person = match to {
        Some(person) => match access::lacking(change, by, &[person]).await? {
            Some(lack) => return Ok(Some(Err(Refusal::HoldsMore(lack)))),
            None => person,
        },
        None => {
            let new = PersonInput {
                personal: row.personal,
                family: row.family,
                email: row.email,
                gender: UNTOLD.to_owned(),
                ..PersonInput::default()
            };
            person::create(change, new).await?
        }
    };
    let occupation = match row.occupation.as_str() {
        "" => row.occupation_other.as_str(),
        key => label(&OCCUPATIONS, key),
    };
    copy(change, request, person, occupation).await?;
    replace_set(change, Set::PersonDomains, person, &row.domains).await?;
    let github = match (row.github, github_uid) {
        (Some(name), Some(uid)) => Some(person::link_github(change, person, &name, &uid.to_string()).await?),
        _ => None,
    };
    let now = change.now();
    sqlx::query!("UPDATE training_request SET person_id = $2, last_updated_at = $3 WHERE id = $1", request, person, now)
        .execute(&mut **change)
        .await?;
    rescore(change, &[request]).await?;
    let unanswered = take_over_consents(change, request, person).await?;
    Ok(Some(Ok(Matched { person, github, unanswered })))
}

/// The gender of whom nobody asked.
const UNTOLD: &str = "U";

/// Writes what the application says over the person's record, and lets them log in (DM-TREQ-08).
async fn copy(change: &mut Change, request: i32, person: i32, occupation: &str) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "UPDATE person p SET last_updated_at = $4, is_active = true, personal = r.personal, middle = r.middle, family = r.family,
            email = lower(btrim(r.email)), secondary_email = r.secondary_email, country = coalesce(r.country, ''), github = r.github,
            affiliation = r.affiliation, occupation = $3, airport_iata = coalesce(a.iata, ''), airport_country = coalesce(a.country, ''),
            airport_lat = coalesce(a.latitude, 0), airport_lon = coalesce(a.longitude, 0), airport_timezone = coalesce(a.timezone, '')
         FROM training_request r LEFT JOIN airport a ON a.iata = r.airport_iata
         WHERE r.id = $1 AND p.id = $2",
        request,
        person,
        occupation,
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// Makes the application's answers to terms the person's present ones: the same option where it is still in force, else
/// another of its kind (DM-TREQ-09). Gives the terms for which there is none. Unanswered ones leave the person's as they are.
async fn take_over_consents(change: &mut Change, request: i32, person: i32) -> Result<Vec<String>> {
    let rows = sqlx::query!(
        r#"SELECT t.slug, t.short_description, (
               SELECT x.id FROM term_option x
               WHERE t.archived_at IS NULL AND x.term_id = t.id AND x.option_type = o.option_type AND x.archived_at IS NULL
               ORDER BY x.id = o.id DESC, x.id LIMIT 1) AS option
           FROM training_request_consent c JOIN term t ON t.id = c.term_id JOIN term_option o ON o.id = c.term_option_id
           WHERE c.training_request_id = $1 AND c.archived_at IS NULL ORDER BY t.slug"#,
        request
    )
    .fetch_all(&mut **change)
    .await?;
    let mut unanswered = Vec::new();
    let mut answers = BTreeMap::new();
    for row in rows {
        match row.option {
            Some(option) => drop(answers.insert(row.slug, Some(option))),
            None => unanswered.push(row.short_description),
        }
    }
    consent::record(change, person, &ConsentInput { answers }).await?;
    Ok(unanswered)
}
