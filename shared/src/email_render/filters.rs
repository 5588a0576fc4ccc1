//! Filters and globals of Jinja2 that the engine does not bring, or brings otherwise.

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, State, Value};

use super::engine::escaped;

/// No text is made wider than this.
const WIDEST: usize = 1_000;
/// The engine's own `join`.
const ENGINES_JOIN: &str = "_join";

pub(super) fn add(environment: &mut Environment<'static>) {
    environment.add_filter(ENGINES_JOIN, minijinja::filters::join);
    environment.add_filter("join", join);
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

/// Joins as the engine does, with nothing in place of a null.
fn join(state: &mut State<'_, '_>, value: &Value, how: &[Value]) -> Result<Value, Error> {
    let value = match value.kind() {
        ValueKind::Seq | ValueKind::Iterable => {
            let items = value.try_iter()?.map(|item| if item.is_none() { Value::from("") } else { item });
            Value::from(items.collect::<Vec<Value>>())
        }
        _ => value.clone(),
    };
    let args: Vec<Value> = std::iter::once(value).chain(how.iter().cloned()).collect();
    state.apply_filter(ENGINES_JOIN, &args)
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
