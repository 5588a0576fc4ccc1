//! Python's methods on texts, lists and dictionaries.

use minijinja::value::{ValueKind, from_args};
use minijinja::{Error, ErrorKind, State, Value};
use minijinja_contrib::pycompat::unknown_method_callback;

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
        _ => unknown_method_callback(state, value, method, args),
    }
}
