//! What the person form sends, and what it starts from.

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::Result;

/// The person form's fields by their names (PER-02). Texts are trimmed, empty ones stand for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonInput {
    /// Login name; the form for a new person does not ask, it is made of the names (DM-PERSON-03).
    #[serde(default)]
    pub username: String,
    /// First name.
    pub personal: String,
    /// Middle name.
    pub middle: String,
    /// Last name.
    pub family: String,
    /// Address to write to and to log in with.
    pub email: String,
    /// Another address.
    pub secondary_email: String,
    /// Key of one of [`super::GENDERS`].
    pub gender: String,
    /// The gender in words, with [`super::OTHER_GENDER`] only (DM-PERSON-13).
    pub gender_other: String,
    /// Code of the nearest airport.
    pub airport_iata: String,
    /// Country code, where it is not the airport's.
    pub country: Option<String>,
    /// Time zone, where it is not the airport's.
    pub timezone: Option<String>,
    /// University, company, lab.
    pub affiliation: String,
    /// Name on GitHub (DM-PERSON-06).
    pub github: String,
    /// Name on Twitter.
    pub twitter: String,
    /// Name on BlueSky (DM-PERSON-08).
    pub bluesky: String,
    /// Name on Mastodon (DM-PERSON-09).
    pub mastodon: String,
    /// Personal website, as the person wrote it.
    pub url: String,
    /// Occupation or career stage.
    pub occupation: String,
    /// Address of the ORCID record (DM-PERSON-07).
    pub orcid: String,
    /// What the person wants to tell.
    pub user_notes: String,
    /// Lessons that the person can teach (DM-PERSON-29).
    pub lessons: Vec<i32>,
    /// Knowledge domains.
    pub domains: Vec<i32>,
    /// Languages spoken.
    pub languages: Vec<i32>,
    /// A comment to add; the edit form does not ask.
    #[serde(default, skip_serializing)]
    pub comment: String,
}

impl PersonInput {
    /// Whether one of what the person signs in with differs from `other`'s: user name, address (new passwords are sent to it) or name
    /// on GitHub.
    #[must_use]
    pub fn keys_differ(&self, other: &Self) -> bool {
        self.username != other.username || !self.email.eq_ignore_ascii_case(&other.email) || self.github != other.github
    }
}

/// A person as their edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The fields.
    pub input: PersonInput,
    /// Display string.
    pub label: String,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored person `id`, as the form shows them; one statement. With `lock`, the row is held until the transaction ends,
/// so that the version cannot move.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut PgConnection, id: i32, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM person WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT p.username, p.personal, p.middle, p.family, p.email, p.secondary_email, p.gender, p.gender_other, p.airport_iata,
            p.country, p.timezone, p.affiliation, p.github, p.twitter, p.bluesky, p.mastodon, p.url, p.occupation, p.orcid, p.user_notes,
            person_label(p) AS "label!",
            ARRAY(SELECT lesson_id FROM qualification x WHERE x.person_id = p.id ORDER BY 1) AS "lessons!",
            ARRAY(SELECT knowledge_domain_id FROM person_domain x WHERE x.person_id = p.id ORDER BY 1) AS "domains!",
            ARRAY(SELECT language_id FROM person_language x WHERE x.person_id = p.id ORDER BY 1) AS "languages!",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'person' AND v.object_id = p.id::text) AS "version!"
           FROM person p WHERE p.id = $1"#,
        id,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        label: row.label,
        version: row.version,
        input: PersonInput {
            username: row.username,
            personal: row.personal,
            middle: row.middle,
            family: row.family,
            email: row.email.unwrap_or_default(),
            secondary_email: row.secondary_email,
            gender: row.gender,
            gender_other: row.gender_other,
            airport_iata: row.airport_iata,
            country: (!row.country.is_empty()).then_some(row.country),
            timezone: (!row.timezone.is_empty()).then_some(row.timezone),
            affiliation: row.affiliation,
            github: row.github.unwrap_or_default(),
            twitter: row.twitter.unwrap_or_default(),
            bluesky: row.bluesky.unwrap_or_default(),
            mastodon: row.mastodon.unwrap_or_default(),
            url: row.url,
            occupation: row.occupation,
            orcid: row.orcid,
            user_notes: row.user_notes,
            lessons: row.lessons,
            domains: row.domains,
            languages: row.languages,
            comment: String::new(),
        },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_are_user_name_address_and_name_on_github() {
        let ada =
            PersonInput { username: "ada".into(), email: "ada@x.org".into(), github: "ada".into(), ..PersonInput::default() };
        let like =
            PersonInput { email: "ADA@x.org".into(), personal: "Ada".into(), secondary_email: "a@x.org".into(), ..ada.clone() };
        assert!(!ada.keys_differ(&like));
        assert!(ada.keys_differ(&PersonInput { username: "Ada".into(), ..ada.clone() }));
        assert!(ada.keys_differ(&PersonInput { email: "ad@x.org".into(), ..ada.clone() }));
        assert!(ada.keys_differ(&PersonInput { github: String::new(), ..ada.clone() }));
    }
}
