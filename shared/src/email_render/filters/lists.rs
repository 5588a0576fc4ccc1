//! Filters of lists and dictionaries.

use minijinja::value::{Kwargs, ValueKind, from_args};
use minijinja::{Environment, Error, ErrorKind, State, Value, filters};

use super::arguments::{Given, flag, is_asked, named, not_null, path, read, required};
use super::{PER_ITEM, pay};
use crate::email_render::absent;

/// The engine's own `join`.
const ENGINES_JOIN: &str = "_join";
/// The engine's own `map`.
const ENGINES_MAP: &str = "_map";

pub(super) fn add(environment: &mut Environment<'static>) {
    environment.add_filter(ENGINES_JOIN, filters::join);
    environment.add_filter("join", join);
    environment.add_filter(ENGINES_MAP, filters::map);
    environment.add_filter("map", map);
    environment.add_filter("attr", attr);
    environment.add_filter("batch", batch);
    environment.add_filter("d", default);
    environment.add_filter("default", default);
    environment.add_filter("dictsort", dictsort);
    environment.add_filter("groupby", groupby);
    environment.add_filter("max", max);
    environment.add_filter("min", min);
    environment.add_filter("random", random);
    environment.add_filter("slice", slice);
    environment.add_filter("sort", sort);
    environment.add_filter("sum", sum);
    environment.add_filter("unique", unique);
}

/// Joins as the engine does, with nothing in place of a null. What is not there is not joined (EML-TPL-05).
fn join(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [between, attribute] = read(given, ["d", "attribute"])?.map(not_null);
    let value = match attribute {
        Some(attribute) => mapped(state, value, &[named([("attribute", Some(attribute))]).into()])?,
        None => value.clone(),
    };
    let value = match value.kind() {
        ValueKind::Undefined if !absent::is_there(&value) => return absent::value(state, "what is joined"),
        ValueKind::Seq | ValueKind::Iterable => match absent::items(state, &value)? {
            Some(items) => Value::from(items),
            None => return absent::value(state, "an item that is joined"),
        },
        _ => value,
    };
    let args: Vec<Value> = std::iter::once(value).chain(between).collect();
    state.apply_filter(ENGINES_JOIN, &args)
}

/// Maps as Jinja2 does: unlike with the engine's, a filter gets its arguments by name too. An attribute that an item does not
/// have is an error in earnest, unless something stands in for it.
fn map(state: &mut State<'_, '_>, value: &Value, how: Given) -> Result<Value, Error> {
    mapped(state, value, &how.into_values())
}

fn mapped(state: &mut State<'_, '_>, value: &Value, how: &[Value]) -> Result<Value, Error> {
    let (_, named): (&[Value], Kwargs) = from_args(how)?;
    if !named.has("attribute") {
        return filtered(state, value, how);
    }
    let args: Vec<Value> = std::iter::once(value.clone()).chain(how.iter().cloned()).collect();
    let mapped = state.apply_filter(ENGINES_MAP, &args)?;
    if absent::is_error(state) && !named.has("default") && !mapped.try_iter()?.all(|item| absent::is_there(&item)) {
        let attribute: Value = named.peek("attribute")?;
        return absent::value(state, &format!("“{attribute}” of an item"));
    }
    Ok(mapped)
}

/// Applies a filter to each item, with the arguments behind its name.
fn filtered(state: &mut State<'_, '_>, value: &Value, how: &[Value]) -> Result<Value, Error> {
    let named = how.split_first().and_then(|(name, arguments)| Some((name.as_str()?, arguments)));
    let (name, arguments) = named.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "“map” needs the name of a filter"))?;
    if absent::is_error(state) && !absent::is_there(value) {
        return absent::value(state, "a list");
    }
    let mut made = Vec::new();
    for item in value.try_iter()?.checked() {
        let args: Vec<Value> = std::iter::once(item?).chain(arguments.iter().cloned()).collect();
        pay(state, size(&args[0]).saturating_add(PER_ITEM))?;
        let one = state.apply_filter(name, &args)?;
        pay(state, size(&one))?;
        made.push(one);
    }
    Ok(Value::from(made))
}

/// What a value costs that a filter takes or makes, in bytes.
fn size(value: &Value) -> usize {
    value.as_str().map_or_else(|| value.len().unwrap_or_default().saturating_mul(PER_ITEM), str::len)
}

fn attr(_: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [name] = read(given, ["name"])?;
    filters::attr(value, &required(name)?)
}

fn default(_: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [other, boolean] = read(given, ["default_value", "boolean"])?;
    let is_lacking = value.is_undefined() || (is_asked(&boolean) && !value.is_true());
    Ok(if is_lacking { other.unwrap_or_else(|| Value::from("")) } else { value.clone() })
}

fn batch(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [linecount, fill_with] = read(given, ["linecount", "fill_with"])?;
    let linecount = usize::try_from(required(linecount)?)?;
    filters::batch(state, value.clone(), linecount, not_null(fill_with))
}

fn slice(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [slices, fill_with] = read(given, ["slices", "fill_with"])?;
    let slices = usize::try_from(required(slices)?)?;
    filters::slice(state, value.clone(), slices, not_null(fill_with))
}

fn sort(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [reverse, case, attribute] = read(given, ["reverse", "case_sensitive", "attribute"])?;
    let how = [("reverse", flag(reverse)), ("case_sensitive", flag(case)), ("attribute", path(attribute))];
    filters::sort(state, value.clone(), named(how))
}

fn min(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    filters::min(state, value.clone(), compared(given)?)
}

fn max(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    filters::max(state, value.clone(), compared(given)?)
}

fn unique(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    filters::unique(state, value.clone(), compared(given)?)
}

/// By what items are compared.
fn compared(given: Given) -> Result<Kwargs, Error> {
    let [case, attribute] = read(given, ["case_sensitive", "attribute"])?;
    Ok(named([("case_sensitive", flag(case)), ("attribute", path(attribute))]))
}

fn dictsort(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [case, by, reverse] = read(given, ["case_sensitive", "by", "reverse"])?;
    if value.is_undefined() {
        return without_items(state, value);
    }
    items(state, value)?;
    let how = [("case_sensitive", flag(case)), ("by", not_null(by)), ("reverse", flag(reverse))];
    filters::dictsort(value, named(how))
}

fn groupby(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [attribute, default, case] = read(given, ["attribute", "default", "case_sensitive"])?;
    // Only one that is not given is the template's fault.
    let Some(attribute) = path(Some(required(attribute)?)) else {
        return absent::value(state, "the attribute of “groupby”");
    };
    if value.is_undefined() {
        return without_items(state, value);
    }
    let items = items(state, value)?;
    let how = [("default", not_null(default)), ("case_sensitive", flag(case))];
    filters::groupby(Value::from(items), attribute.as_str(), named(how))
}

fn sum(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [attribute, start] = read(given, ["attribute", "start"])?;
    let attribute = path(attribute);
    filters::sum(state, value.clone(), attribute.as_ref().and_then(Value::as_str), not_null(start), named([]))
}

fn random(state: &mut State<'_, '_>, value: &Value) -> Result<Value, Error> {
    if value.is_undefined() {
        return absent::value(state, "what one is chosen of");
    }
    let items = items(state, value)?;
    if items.is_empty() { Ok(Value::UNDEFINED) } else { minijinja_contrib::filters::random(state, &Value::from(items)) }
}

/// The items of a list. The engine's filters pay for each, except for those that this is used by.
fn items(state: &State<'_, '_>, value: &Value) -> Result<Vec<Value>, Error> {
    let mut items = Vec::new();
    for item in value.try_iter()?.checked() {
        pay(state, PER_ITEM)?;
        items.push(item?);
    }
    Ok(items)
}

/// What a filter makes of a list that is not there: nothing in a loop, else an error (EML-TPL-05).
fn without_items(state: &State<'_, '_>, value: &Value) -> Result<Value, Error> {
    if absent::is_there(value) { Ok(Value::from(Vec::<Value>::new())) } else { absent::value(state, "a list") }
}
