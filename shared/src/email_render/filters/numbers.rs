//! Filters that make numbers, or texts of them.

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, State, Value, filters};

use super::arguments::{Given, count, is_asked, named, read};

pub(super) fn add(environment: &mut Environment<'static>) {
    environment.add_filter("int", int);
    environment.add_filter("float", float);
    environment.add_filter("filesizeformat", filesizeformat);
}

/// What is no number counts as nothing, unless something else is said.
fn int(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [default, base] = read(given, ["default", "base"])?;
    let base = match count(base)? {
        Some(base) => Some(u32::try_from(base).map_err(|_| Error::new(ErrorKind::InvalidOperation, "there is no such base"))?),
        None => None,
    };
    let default = default.unwrap_or_else(|| Value::from(0));
    filters::int(state, &bare(value), Some(default), base, named([]))
}

fn float(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [default] = read(given, ["default"])?;
    let default = default.unwrap_or_else(|| Value::from(0.0));
    filters::float(state, &bare(value), Some(default), named([]))
}

/// Python does not mind spaces around a number.
fn bare(value: &Value) -> Value {
    match value.as_str() {
        Some(text) if value.kind() == ValueKind::String => Value::from(text.trim()),
        _ => value.clone(),
    }
}

fn filesizeformat(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [binary] = read(given, ["binary"])?;
    let bytes = f64::try_from(filters::float(state, &bare(value), None, named([]))?)?;
    Ok(Value::from(minijinja_contrib::filters::filesizeformat(bytes, Some(is_asked(&binary)))))
}
