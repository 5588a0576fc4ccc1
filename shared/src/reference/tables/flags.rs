//! When features are on (DM §7).

use super::Table;
use crate::check::FieldErrors;
use crate::flag::{Demand, Flag};
use crate::listing::Meaning;
use crate::record::Kind;
use crate::reference::shown::shown;
use crate::reference::{By, Field, Narrow, Record, Show, Stored, Takes};

const FLAGS: &[(&str, &str)] = &[
    choice(Flag::InstructorRecruitment),
    choice(Flag::EmailModule),
    choice(Flag::EnforceMemberCodes),
    choice(Flag::ServiceOffering),
];
const CONDITIONS: &[(&str, &str)] = &[
    ("boolean", "boolean: always or never"),
    ("anonymous", "anonymous: for visitors who are not signed in, or for those who are"),
    ("parameter", "parameter: with a parameter in the address"),
    ("session", "session: for whoever has set it in their session"),
    ("not_in_production", "not_in_production: everywhere but in production"),
];

const fn choice(flag: Flag) -> (&'static str, &'static str) {
    (flag.code(), flag.label())
}

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
        Field::text("value", "Value", 127).help("True or False; for parameter and session a name, such as enable_offering."),
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
    let kind = condition.text("condition");
    let message = match kind {
        "parameter" => "Write a name, alone or with the value that it must have: enable_offering or enable_offering=true.",
        "session" => "Write the name that the session must remember, such as enable_offering.",
        _ => "Write True or False.",
    };
    errors.require(Demand::read(kind, condition.text("value")) != Demand::Unknown, "value", message);
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
        for (condition, value) in
            [("boolean", "True"), ("anonymous", "false"), ("parameter", "a"), ("session", "a"), ("not_in_production", "")]
        {
            assert_eq!(errors(condition, value), 0, "{condition} {value}");
        }
        for (condition, value) in [("boolean", ""), ("boolean", "perhaps"), ("parameter", ""), ("session", "")] {
            assert_eq!(errors(condition, value), 1, "{condition} {value}");
        }
        assert!(FLAGS.iter().map(|(code, _)| *code).eq(Flag::ALL.iter().map(|flag| flag.code())));
    }
}
