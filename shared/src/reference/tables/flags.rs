//! When features are on (DM §7).

use super::Table;
use crate::check::FieldErrors;
use crate::listing::Meaning;
use crate::record::Kind;
use crate::reference::shown::shown;
use crate::reference::{By, Field, Narrow, Record, Show, Stored, Takes};

const FLAGS: &[(&str, &str)] = &[
    ("INSTRUCTOR_RECRUITMENT", "INSTRUCTOR_RECRUITMENT"),
    ("EMAIL_MODULE", "EMAIL_MODULE"),
    ("ENFORCE_MEMBER_CODES", "ENFORCE_MEMBER_CODES"),
    ("SERVICE_OFFERING", "SERVICE_OFFERING"),
];
const CONDITIONS: &[(&str, &str)] = &[
    ("boolean", "boolean: always or never"),
    ("anonymous", "anonymous: for visitors who are not signed in, or for those who are"),
    ("parameter", "parameter: with a parameter in the address"),
    ("session", "session: for whoever has set it in their session"),
    ("not_in_production", "not_in_production: everywhere but in production"),
];

/// A condition of a feature flag.
pub(super) const CONDITION: Table = Table {
    name: "feature_flag_condition",
    kind: Some(Kind::FeatureFlagCondition),
    path: "/admin/feature-flag-conditions/",
    title: "Feature flag conditions",
    noun: ("feature flag condition", "feature flag conditions"),
    about: "When features are on, beside what the configuration says.",
    fields: &[
        Field::new("flag", "Flag", Takes::OneOf(FLAGS)).required(),
        Field::new("condition", "Condition", Takes::OneOf(CONDITIONS)).required(),
        Field::text("value", "Value", 127)
            .help("True or False; for parameter and session a name, such as enable_offering or enable_offering=True."),
        Field::flag("required", "Required").help("The flag is off without it, whatever else holds."),
    ],
    shown: shown! {
        from "feature_flag_condition t";
        label "t.flag || ': ' || t.condition || ' ' || t.value";
        off "false";
        search "t.flag", "t.condition", "t.value";
        order "t.flag, t.condition, t.id";
        filters [
            Narrow { name: "flag", label: "Flag", by: By::OneOf(FLAGS) } => Meaning::Texts("t.flag = ANY({})"),
        ];
        flag "Flag" Show::Text => "t.flag";
        condition "Condition" Show::Text => "t.condition";
        value "Value" Show::Text => "t.value";
        required "Required" Show::Flag => "t.required";
    },
    together: &["flag", "condition", "value"],
    rule: Some(check),
    ..Table::PLAIN
};

/// A value that its condition cannot read would turn the feature off for everybody.
fn check(condition: &Record, _: Option<&Stored>, errors: &mut FieldErrors) {
    let value = condition.text("value");
    match condition.text("condition") {
        "boolean" | "anonymous" | "not_in_production" => {
            errors.require(["true", "false"].contains(&value.to_lowercase().as_str()), "value", "Write True or False.");
        }
        "parameter" | "session" => {
            let (name, wanted) = value.split_once('=').unwrap_or((value, "true"));
            let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
            let is_readable = is_name && ["true", "false"].contains(&wanted.to_lowercase().as_str());
            errors.require(
                is_readable,
                "value",
                "Write a name of letters, digits and underscores, alone or with =True or =False after it.",
            );
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn errors(condition: &str, value: &str) -> usize {
        let record: Record =
            serde_json::from_value(json!({"flag": "EMAIL_MODULE", "condition": condition, "value": value})).unwrap();
        let mut errors = FieldErrors::default();
        check(&record, None, &mut errors);
        errors.of("value").len()
    }

    #[test]
    fn a_value_must_be_what_its_condition_reads() {
        for (condition, value) in [
            ("boolean", "True"),
            ("anonymous", "false"),
            ("parameter", "enable_offering"),
            ("session", "a-b=False"),
            ("not_in_production", "True"),
        ] {
            assert_eq!(errors(condition, value), 0, "{condition} {value}");
        }
        for (condition, value) in [
            ("boolean", ""),
            ("boolean", "yes"),
            ("parameter", ""),
            ("parameter", "a b"),
            ("session", "=True"),
            ("session", "a=b"),
        ] {
            assert_eq!(errors(condition, value), 1, "{condition} {value}");
        }
    }
}
