//! Filters and globals of Jinja2 that the engine does not bring, or brings otherwise.

use minijinja::value::{Kwargs, Rest, ValueKind, ValueOrKwargs, from_args};
use minijinja::{Environment, Error, ErrorKind, State, Value};

use super::absent;
use super::engine::escaped;

/// No text is made wider than this.
const WIDEST: usize = 1_000;
/// The engine's own `join`.
const ENGINES_JOIN: &str = "_join";
/// The engine's own `map`.
const ENGINES_MAP: &str = "_map";

pub(super) fn add(environment: &mut Environment<'static>) {
    environment.add_filter(ENGINES_JOIN, minijinja::filters::join);
    environment.add_filter("join", join);
    environment.add_filter(ENGINES_MAP, minijinja::filters::map);
    environment.add_filter("map", map);
    environment.add_function("cycler", cycler);
    environment.add_filter("center", center);
    environment.add_filter("wordcount", |text: String| text.split_whitespace().count());
    environment.add_filter("wordwrap", wordwrap);
    environment.add_filter("forceescape", |text: String| Value::from_safe_string(escaped(&text)));
}

/// Goes round its arguments, as in Jinja2; the library's takes a list.
fn cycler(items: &[Value]) -> Result<Value, Error> {
    minijinja_contrib::globals::cycler(items.to_vec())
}

/// Joins as the engine does, with nothing in place of a null. What is not there is not joined (EML-TPL-05).
fn join(state: &mut State<'_, '_>, value: &Value, how: Rest<ValueOrKwargs>) -> Result<Value, Error> {
    let how = how.into_values();
    let (positional, named): (&[Value], Kwargs) = from_args(&how)?;
    if positional.len() > 2 {
        return Err(ErrorKind::TooManyArguments.into());
    }
    let between = argument(positional, 0, &named, "d")?;
    let attribute = argument(positional, 1, &named, "attribute")?;
    named.assert_all_used()?;
    let value = match attribute {
        Some(attribute) => {
            let how: Kwargs = [("attribute".to_owned(), attribute)].into_iter().collect();
            mapped(state, value, &[how.into()])?
        }
        None => value.clone(),
    };
    let value = match value.kind() {
        ValueKind::Undefined if !absent::is_there(&value) => return absent::value(state, "what is joined"),
        ValueKind::Seq | ValueKind::Iterable => match absent::items(&value)? {
            Some(items) => Value::from(items),
            None => return absent::value(state, "an item that is joined"),
        },
        _ => value,
    };
    let args: Vec<Value> = std::iter::once(value).chain(between).collect();
    state.apply_filter(ENGINES_JOIN, &args)
}

/// An argument by its place or its name; null is none.
fn argument(positional: &[Value], place: usize, named: &Kwargs, name: &str) -> Result<Option<Value>, Error> {
    let found = match positional.get(place) {
        Some(value) => Some(value.clone()),
        None => named.get(name)?,
    };
    Ok(found.filter(|value| !value.is_none()))
}

/// Maps as the engine does, but an attribute that an item does not have is an error in earnest, unless something stands in for it.
fn map(state: &mut State<'_, '_>, value: &Value, how: Rest<ValueOrKwargs>) -> Result<Value, Error> {
    mapped(state, value, &how.into_values())
}

fn mapped(state: &mut State<'_, '_>, value: &Value, how: &[Value]) -> Result<Value, Error> {
    let args: Vec<Value> = std::iter::once(value.clone()).chain(how.iter().cloned()).collect();
    let mapped = state.apply_filter(ENGINES_MAP, &args)?;
    let (_, named): (&[Value], Kwargs) = from_args(how)?;
    if absent::is_error(state) && named.has("attribute") && !named.has("default") && absent::items(&mapped)?.is_none() {
        let attribute: Value = named.peek("attribute")?;
        return absent::value(state, &format!("“{attribute}” of an item"));
    }
    Ok(mapped)
}

fn center(text: String, width: Option<usize>) -> String {
    let width = width.unwrap_or(80).min(WIDEST);
    format!("{text:^width$}")
}

/// Breaks lines at spaces, so that none is longer than `width` unless a word is.
fn wordwrap(text: String, width: Option<usize>) -> String {
    let width = width.unwrap_or(79).max(1);
    let wrapped = text.lines().map(|line| {
        let mut lines: Vec<String> = vec![String::new()];
        for word in line.split_whitespace() {
            match lines.last_mut() {
                Some(last) if last.is_empty() => last.push_str(word),
                Some(last) if last.chars().count() + 1 + word.chars().count() <= width => {
                    last.push(' ');
                    last.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines.join("\n")
    });
    wrapped.collect::<Vec<String>>().join("\n")
}
