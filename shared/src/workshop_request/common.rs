//! What every request tells (CommonRequest of data-model.md §2.10).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::rule;
use super::{OnlineInperson, Own, PublicEvent};
use crate::check::FieldErrors;

/// The fields of all three forms by their names. Texts are trimmed, empty ones stand for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonInput {
    /// Personal name of who asks.
    pub personal: String,
    /// Family name.
    pub family: String,
    /// Where the answer goes.
    pub email: String,
    /// Another address.
    pub secondary_email: String,
    /// The institution, where it is one of ours.
    pub institution: Option<i32>,
    /// Its name, where it is not.
    pub institution_other_name: String,
    /// Its website, where it is not.
    #[serde(rename = "institution_other_URL")]
    pub institution_other_url: String,
    /// Department.
    pub institution_department: String,
    /// Where the workshop takes place.
    pub online_inperson: Option<OnlineInperson>,
    /// Whether our websites list it; yes unless they say no.
    #[serde(default = "listed", deserialize_with = "read_listed", serialize_with = "write_listed")]
    pub workshop_listed: bool,
    /// Who may come.
    pub public_event: Option<PublicEvent>,
    /// Who may come, in their words.
    pub public_event_other: String,
    /// Addresses of others, joined by `;`.
    pub additional_contact: String,
    /// Country code.
    pub country: Option<String>,
    /// Language of the workshop.
    pub language: Option<i32>,
    /// Agrees to the privacy policy.
    pub data_privacy_agreement: bool,
    /// Agrees to the code of conduct.
    pub code_of_conduct_agreement: bool,
    /// Takes on what a host has to do.
    pub host_responsibilities: bool,
}

impl Default for CommonInput {
    fn default() -> Self {
        Self {
            personal: String::new(),
            family: String::new(),
            email: String::new(),
            secondary_email: String::new(),
            institution: None,
            institution_other_name: String::new(),
            institution_other_url: String::new(),
            institution_department: String::new(),
            online_inperson: None,
            workshop_listed: true,
            public_event: None,
            public_event_other: String::new(),
            additional_contact: String::new(),
            country: None,
            language: None,
            data_privacy_agreement: false,
            code_of_conduct_agreement: false,
            host_responsibilities: false,
        }
    }
}

impl CommonInput {
    /// The rules that hold for all three; `needs_institution` but not for inquiries (DM-WREQ-01).
    pub(super) fn rules(&self, own: &Own, needs_institution: bool, errors: &mut FieldErrors) {
        rule::filled(&self.personal, "personal", errors);
        rule::filled(&self.email, "email", errors);
        rule::chosen(self.online_inperson.is_some(), "online_inperson", errors);
        rule::institution(
            self.institution.is_some(),
            &self.institution_other_name,
            &self.institution_other_url,
            needs_institution,
            errors,
        );
        rule::other(self.public_event == Some(PublicEvent::Other), &self.public_event_other, "public_event", errors);
        rule::contacts(&self.additional_contact, errors);
        if own.is_public {
            rule::agreed(self.data_privacy_agreement, "data_privacy_agreement", errors);
            rule::agreed(self.code_of_conduct_agreement, "code_of_conduct_agreement", errors);
            rule::agreed(self.host_responsibilities, "host_responsibilities", errors);
        }
    }
}

fn listed() -> bool {
    true
}

/// The form asks with two radio buttons, whose keys are AMY's `True` and `False`; nothing chosen is yes.
fn read_listed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Said {
        Plain(bool),
        Key(String),
    }
    Ok(match Option::<Said>::deserialize(deserializer)? {
        None => true,
        Some(Said::Plain(yes)) => yes,
        Some(Said::Key(key)) => key != "False",
    })
}

fn write_listed<S: Serializer>(yes: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(if *yes { "True" } else { "False" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workshop_is_listed_unless_they_say_no() {
        let mut json = serde_json::to_value(CommonInput::default()).unwrap();
        assert_eq!(json["workshop_listed"], "True");
        let mut read = |value: serde_json::Value| {
            json["workshop_listed"] = value;
            serde_json::from_value::<CommonInput>(json.clone()).unwrap().workshop_listed
        };
        assert!(read("True".into()) && read(true.into()) && read(serde_json::Value::Null));
        assert!(!read("False".into()) && !read(false.into()));
    }
}
