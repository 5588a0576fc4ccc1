//! The days of the extensions as fields of a form's input, one each, in place of one list (MEM-04).

use std::collections::BTreeMap;

use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};
use serde_json::Value;

const FIELD: &str = "extensions_";

/// Name of the field with the days of the extension at this place, counted from 0.
#[must_use]
pub fn extension_field(place: usize) -> String {
    format!("{FIELD}{place}")
}

pub(super) fn serialize<S: Serializer>(days: &[i32], serializer: S) -> Result<S::Ok, S::Error> {
    let fields: BTreeMap<String, &i32> = days.iter().enumerate().map(|(place, days)| (extension_field(place), days)).collect();
    fields.serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<i32>, D::Error> {
    let fields = BTreeMap::<String, Value>::deserialize(deserializer)?;
    let extension = |(name, value): (String, Value)| {
        let place: usize = name.strip_prefix(FIELD)?.parse().ok()?;
        Some((place, value.as_i64().and_then(|days| i32::try_from(days).ok())?))
    };
    let extensions: BTreeMap<usize, i32> = fields.into_iter().filter_map(extension).collect();
    Ok(extensions.into_values().collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::membership::{EditInput, Rolled, Terms};

    #[test]
    fn an_input_has_a_field_for_each_in_order() {
        let terms = Terms { name: "Lund".into(), ..Terms::default() };
        let input = EditInput { terms, extensions: (0..12).map(|n| n * 10).collect(), rolled: Rolled::default() };
        let mut json = serde_json::to_value(&input).unwrap();
        assert_eq!((&json["extensions_11"], &json["name"]), (&json!(110), &json!("Lund")));
        // A form may send more than the input asks for.
        json["other"] = json!(7);
        assert_eq!(serde_json::from_value::<EditInput>(json).unwrap(), input);
    }
}
