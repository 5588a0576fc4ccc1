//! The rules of a person (DM-PERSON-06 … DM-PERSON-09, DM-PERSON-13, PER-02).

use super::{GENDERS, OTHER_GENDER, PersonInput, handle, timezone, username};
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

impl Input for PersonInput {
    /// The person's own number when they exist; without it, `username` is not looked at.
    type Own = Option<i32>;

    async fn check(&self, db: &mut Db, own: &Option<i32>) -> Result<FieldErrors> {
        let id = *own;
        let mut errors = self.spelling();
        let facts = sqlx::query!(
            r#"SELECT
                ($1::int IS NOT NULL AND EXISTS (SELECT FROM person WHERE username = $2 AND id <> $1)) AS "username_taken!",
                ($1::int IS NOT NULL OR EXISTS (
                    SELECT FROM generate_series(1, 100) n WHERE NOT EXISTS (
                        SELECT FROM person WHERE username = $3::text || CASE WHEN n = 1 THEN '' ELSE '_' || n END))) AS "username_free!",
                EXISTS (SELECT FROM person WHERE lower(email) = lower(nullif($4, '')) AND id IS DISTINCT FROM $1) AS "email_taken!",
                EXISTS (SELECT FROM person WHERE github = nullif($5, '') AND id IS DISTINCT FROM $1) AS "github_taken!",
                EXISTS (SELECT FROM person WHERE twitter = nullif($6, '') AND id IS DISTINCT FROM $1) AS "twitter_taken!",
                EXISTS (SELECT FROM person WHERE bluesky = nullif($7, '') AND id IS DISTINCT FROM $1) AS "bluesky_taken!",
                EXISTS (SELECT FROM person WHERE mastodon = nullif($8, '') AND id IS DISTINCT FROM $1) AS "mastodon_taken!",
                EXISTS (SELECT FROM airport WHERE iata = $9) AS "airport!",
                ($10::text IS NULL OR EXISTS (SELECT FROM country WHERE code = $10)) AS "country!",
                NOT EXISTS (SELECT unnest($11::int[]) EXCEPT SELECT id FROM lesson) AS "lessons!",
                NOT EXISTS (SELECT unnest($12::int[]) EXCEPT SELECT id FROM knowledge_domain) AS "domains!",
                NOT EXISTS (SELECT unnest($13::int[]) EXCEPT SELECT id FROM language) AS "languages!""#,
            id,
            self.username,
            username::wish(&self.personal, &self.family),
            self.email,
            self.github,
            self.twitter,
            self.bluesky,
            self.mastodon,
            self.airport_iata,
            self.country,
            &self.lessons,
            &self.domains,
            &self.languages,
        )
        .fetch_one(db)
        .await?;

        errors.require(!facts.username_taken, "username", "Another person has this user name already.");
        errors.require(
            facts.username_free,
            FieldErrors::FORM,
            "A hundred people of this name are here already. Is this person one of them? If not, spell the name with something more.",
        );
        errors.require(!facts.email_taken, "email", "Another person has this address already.");
        for (field, taken) in [
            ("github", facts.github_taken),
            ("twitter", facts.twitter_taken),
            ("bluesky", facts.bluesky_taken),
            ("mastodon", facts.mastodon_taken),
        ] {
            errors.require(!taken, field, "Another person has this name already.");
        }
        errors.require(facts.airport, "airport_iata", "There is no airport with this code. Choose one that is offered.");
        errors.require(facts.country, "country", "Choose one of the offered countries.");
        errors.require(facts.lessons, "lessons", "One of these lessons does not exist any more. Choose again.");
        errors.require(facts.domains, "domains", "One of these areas does not exist any more. Choose again.");
        errors.require(facts.languages, "languages", "One of these languages does not exist any more. Choose again.");
        Ok(errors)
    }
}

impl PersonInput {
    /// What can be told from the input alone.
    fn spelling(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let mut spelled = |field, text: &str, rule: fn(&str) -> bool, message| {
            errors.require(text.is_empty() || rule(text), field, message);
        };
        spelled(
            "github",
            &self.github,
            handle::is_github,
            "Enter the one user name alone: letters, digits and single hyphens between them.",
        );
        spelled(
            "orcid",
            &self.orcid,
            handle::is_orcid,
            "Enter the whole address, such as https://orcid.org/0000-0001-2345-6789.",
        );
        spelled("bluesky", &self.bluesky, handle::is_bluesky, "Enter the name without @, such as alice.bsky.social.");
        spelled("mastodon", &self.mastodon, handle::is_mastodon, "Enter name and server, such as alice@mastodon.social.");
        spelled("timezone", self.timezone.as_deref().unwrap_or(""), timezone::is_common, "Choose one of the offered time zones.");
        errors.require(GENDERS.iter().any(|(key, _)| *key == self.gender), "gender", "Choose one of the offered values.");
        // DM-PERSON-13
        let told = !self.gender_other.is_empty();
        errors.require(self.gender != OTHER_GENDER || told, "gender", "Say it in words in the field beside “Other”.");
        errors.require(
            self.gender == OTHER_GENDER || !told,
            "gender",
            "Choose “Other” to say it in words, or empty the field beside it.",
        );
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(input: &PersonInput) -> Vec<String> {
        input.spelling().iter().map(|(field, _)| field.to_owned()).collect()
    }

    fn plain() -> PersonInput {
        PersonInput { personal: "Ada".into(), gender: "U".into(), ..PersonInput::default() }
    }

    #[test]
    fn dm_person_13_other_needs_words_and_only_other_has_them() {
        let with = |gender: &str, other: &str| PersonInput { gender: gender.into(), gender_other: other.into(), ..plain() };
        for (gender, other) in [("U", ""), ("F", ""), ("V", ""), ("M", ""), ("O", "words")] {
            assert!(wrong(&with(gender, other)).is_empty(), "{gender} {other}");
        }
        for (gender, other) in [("O", ""), ("U", "words"), ("M", "words"), ("X", ""), ("", "")] {
            assert_eq!(wrong(&with(gender, other)), ["gender"], "{gender} {other}");
        }
    }

    #[test]
    fn names_elsewhere_may_be_missing_but_not_misspelled() {
        assert!(wrong(&plain()).is_empty());
        let odd = PersonInput {
            github: "@ada".into(),
            orcid: "0000-0001-2345-6789".into(),
            bluesky: "@ada.bsky.social".into(),
            mastodon: "https://mastodon.social/@ada".into(),
            twitter: "anything goes".into(),
            url: "this too".into(),
            timezone: Some("Mars/Phobos".into()),
            ..plain()
        };
        assert_eq!(wrong(&odd), ["bluesky", "github", "mastodon", "orcid", "timezone"]);
    }
}
