//! The extra facts of a role, by the labels that its kind asks for (DM-CROLE-07).

use serde::{Deserialize, Serialize};

/// Labels with their values, in order; stored as a list of pairs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CustomKeys(pub Vec<(String, String)>);

impl CustomKeys {
    /// What an edit form shows: every label of the kind with its stored value, then what is stored under labels that the
    /// kind does not ask for any more.
    #[must_use]
    pub fn for_labels(&self, labels: &[String]) -> Self {
        let asked = labels.iter().map(|label| (label.clone(), self.value(label).unwrap_or_default().to_owned()));
        Self(asked.chain(self.others(labels)).collect())
    }

    /// What an edit form leaves: `values` by the order of `labels`, then what was stored under other labels. A missing
    /// value is empty.
    #[must_use]
    pub fn replaced(&self, labels: &[String], values: &[String]) -> Self {
        let given = labels.iter().enumerate().map(|(n, label)| (label.clone(), values.get(n).cloned().unwrap_or_default()));
        Self(given.chain(self.others(labels)).collect())
    }

    fn value(&self, label: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == label).map(|(_, value)| value.as_str())
    }

    fn others(&self, labels: &[String]) -> impl Iterator<Item = (String, String)> {
        self.0.iter().filter(|(label, _)| !labels.contains(label)).cloned()
    }
}

/// Name of the field with the value of the label at this place.
#[must_use]
pub fn custom_key_field(place: usize) -> String {
    format!("{FIELD}{place}")
}

const FIELD: &str = "custom_keys_";

/// The values as fields of a form's input, one each, in place of one list.
pub(super) mod fields {
    use std::collections::BTreeMap;

    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};
    use serde_json::Value;

    use super::{FIELD, custom_key_field};

    pub(in super::super) fn serialize<S: Serializer>(values: &[String], serializer: S) -> Result<S::Ok, S::Error> {
        let fields: BTreeMap<String, &String> =
            values.iter().enumerate().map(|(n, value)| (custom_key_field(n), value)).collect();
        fields.serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
        let fields = BTreeMap::<String, Value>::deserialize(deserializer)?;
        let place = |name: &str| name.strip_prefix(FIELD)?.parse::<usize>().ok();
        let values: BTreeMap<usize, String> =
            fields.into_iter().filter_map(|(name, value)| Some((place(&name)?, value.as_str()?.to_owned()))).collect();
        Ok(values.into_values().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(pairs: &[(&str, &str)]) -> CustomKeys {
        CustomKeys(pairs.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn dm_crole_07_keys_follow_the_labels_and_none_is_lost() {
        let labels = ["Lesson".to_owned(), "Language".to_owned()];
        let stored = keys(&[("Language", "French"), ("Former", "x")]);
        assert_eq!(stored.for_labels(&labels), keys(&[("Lesson", ""), ("Language", "French"), ("Former", "x")]));
        let values = ["git".to_owned(), "Swahili".to_owned(), "too many".to_owned()];
        assert_eq!(stored.replaced(&labels, &values), keys(&[("Lesson", "git"), ("Language", "Swahili"), ("Former", "x")]));
        assert_eq!(stored.replaced(&labels, &[]), keys(&[("Lesson", ""), ("Language", ""), ("Former", "x")]));
    }

    #[test]
    fn an_input_has_a_field_for_each_in_order() {
        use super::super::CommunityRoleInput;
        let values: Vec<String> = (0..12).map(|n| if n == 3 { String::new() } else { format!("value {n}") }).collect();
        let input = CommunityRoleInput { config: 1, person: 2, custom_keys: values, ..CommunityRoleInput::default() };
        let mut json = serde_json::to_value(&input).unwrap();
        assert_eq!((&json["custom_keys_11"], &json["config"]), (&"value 11".into(), &1.into()));
        // A form may send more than the input asks for.
        json["other"] = 7.into();
        assert_eq!(serde_json::from_value::<CommunityRoleInput>(json).unwrap(), input);
    }

    #[test]
    fn they_are_stored_as_pairs() {
        let keys = keys(&[("Lesson", "git")]);
        assert_eq!(serde_json::to_string(&keys).unwrap(), r#"[["Lesson","git"]]"#);
    }
}
