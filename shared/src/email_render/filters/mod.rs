//! Filters, tests and globals of Jinja2 that the engine does not bring, or brings otherwise (EML-TPL-04, EML-TPL-05).
//!
//! The engine's filters write null as `None`, and take some arguments by name alone, some by place alone.

mod arguments;
mod links;
mod lists;
mod numbers;
mod text;
mod wrap;

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, State, Value};

use super::moment;

/// No text is made wider than this.
const WIDEST: usize = 1_000;
/// An item that a filter goes over costs as much fuel as so many bytes.
pub(super) const PER_ITEM: usize = 64;
/// What the engine's macros tell of themselves.
const OF_MACROS: [&str; 3] = ["name", "arguments", "caller"];

pub(super) fn add(environment: &mut Environment<'static>) {
    text::add(environment);
    numbers::add(environment);
    lists::add(environment);
    links::add(environment);
    environment.add_function("cycler", cycler);
    environment.add_test("callable", is_callable);
}

/// Goes round its arguments, as in Jinja2; the library's takes a list.
fn cycler(items: &[Value]) -> Result<Value, Error> {
    minijinja_contrib::globals::cycler(items.to_vec())
}

/// Whether it is a function or a macro.
fn is_callable(value: &Value) -> bool {
    match value.kind() {
        ValueKind::Plain => !moment::is_one(value),
        // A macro counts as a mapping of these.
        ValueKind::Map => {
            let has = |key: &&str| value.get_attr(key).is_ok_and(|found| !found.is_undefined());
            value.len() == Some(OF_MACROS.len()) && OF_MACROS.iter().all(has)
        }
        _ => false,
    }
}

/// Takes the fuel for so many bytes, before they are made.
pub(super) fn pay(state: &State<'_, '_>, bytes: usize) -> Result<(), Error> {
    state.consume_fuel(u64::try_from(bytes / 64).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests;
