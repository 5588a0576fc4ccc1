//! JSON as the engine's values.

use minijinja::Value;
use serde_json::{Map, Value as Json};

use super::moment;

/// A context for the engine.
pub(super) fn context(context: &Map<String, Json>) -> Value {
    Value::from_pairs(context.iter().map(|(name, json)| (name.as_str(), value(json))))
}

fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::from(()),
        Json::Bool(yes) => Value::from(*yes),
        Json::Number(number) => number.as_i64().map_or_else(|| Value::from(number.as_f64().unwrap_or_default()), Value::from),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::from(items.iter().map(value).collect::<Vec<Value>>()),
        Json::Object(object) => moment::read(object).unwrap_or_else(|| context(object)),
    }
}
