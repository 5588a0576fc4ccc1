//! Python's methods on texts, lists and dictionaries.

use minijinja::value::{Kwargs, ValueKind, from_args};
use minijinja::{Error, ErrorKind, State, Value};
use minijinja_contrib::pycompat::unknown_method_callback;

use super::absent;

/// Calls a method that the engine itself does not know.
pub(super) fn call(state: &mut State<'_, '_>, value: &Value, method: &str, args: &[Value]) -> Result<Value, Error> {
    match (method, value.kind()) {
        ("index", ValueKind::String) => {
            let (part,): (&str,) = from_args(args)?;
            let text = value.as_str().unwrap_or_default();
            let place = text.find(part).map(|at| text[..at].chars().count());
            place.map(Value::from).ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "there is no such part"))
        }
        ("index", ValueKind::Seq) => {
            let (item,): (&Value,) = from_args(args)?;
            let place = value.try_iter()?.position(|other| other == *item);
            place.map(Value::from).ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "there is no such item"))
        }
        // As the filters of these names do, which would write nothing in place of what is not there.
        ("join", ValueKind::String) => {
            let (list,): (&Value,) = from_args(args)?;
            match absent::items(list)? {
                Some(items) if absent::is_there(list) => unknown_method_callback(state, value, method, &[Value::from(items)]),
                _ => absent::value(state, "an item that is joined"),
            }
        }
        ("format", ValueKind::String) if has_absent(args)? => absent::value(state, "an argument of “format”"),
        _ => unknown_method_callback(state, value, method, args),
    }
}

/// Whether one of the arguments is not there.
fn has_absent(args: &[Value]) -> Result<bool, Error> {
    let (positional, named): (&[Value], Kwargs) = from_args(args)?;
    let mut values = positional.to_vec();
    for name in named.args() {
        values.push(named.peek(name)?);
    }
    Ok(!values.iter().all(absent::is_there))
}
