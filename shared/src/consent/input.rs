//! What a form of consents sends (CON-01, CON-02, DSH-05).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Question;
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// The chosen option of each term that was asked, by the term's slug; `None` where nothing was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConsentInput {
    /// Option ids by slug.
    pub answers: BTreeMap<String, Option<i32>>,
}

impl Input for ConsentInput {
    /// What was asked, read in the same transaction.
    type Own = Vec<Question>;

    async fn check(&self, _db: &mut Db, asked: &Vec<Question>) -> Result<FieldErrors> {
        Ok(self.hold_against(asked))
    }
}

impl ConsentInput {
    fn hold_against(&self, asked: &[Question]) -> FieldErrors {
        let mut errors = FieldErrors::default();
        for question in asked {
            match self.answers.get(&question.slug).copied().flatten() {
                None => errors.require(!question.required, &question.slug, "Choose one of the answers."),
                Some(chosen) => errors.require(
                    question.options.iter().any(|option| option.id == chosen),
                    &question.slug,
                    "This answer is not offered any more. Choose again.",
                ),
            }
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::super::Choice;
    use super::*;

    fn question(slug: &str, required: bool) -> Question {
        Question {
            term: 1,
            slug: slug.to_owned(),
            content: String::new(),
            application_content: String::new(),
            help_text: String::new(),
            short_description: String::new(),
            required,
            options: vec![Choice { id: 7, text: "Yes".into() }],
            answer: None,
        }
    }

    #[test]
    fn required_terms_are_answered_and_only_with_what_is_offered() {
        let asked = [question("must", true), question("may", false)];
        let sent = |json: &str| serde_json::from_str::<ConsentInput>(json).unwrap();
        let wrong = |json: &str| sent(json).hold_against(&asked).iter().map(|(field, _)| field.to_owned()).collect::<Vec<_>>();
        assert!(wrong(r#"{"must": 7, "may": null}"#).is_empty());
        assert_eq!(wrong(r#"{"must": null, "may": 7}"#), ["must"]);
        assert_eq!(wrong("{}"), ["must"]);
        assert_eq!(wrong(r#"{"must": 8, "may": 9}"#), ["may", "must"]);
    }
}
