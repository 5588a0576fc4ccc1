//! Python's methods on texts, lists and dictionaries.

use minijinja::value::{Kwargs, ValueKind, from_args};
use minijinja::{Error, ErrorKind, State, Value};
use minijinja_contrib::pycompat::unknown_method_callback;

use super::absent;
use super::formatting::{Style, pay_for};

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
            match absent::items(state, list)? {
                Some(items) if absent::is_there(list) => unknown_method_callback(state, value, method, &[Value::from(items)]),
                _ => absent::value(state, "an item that is joined"),
            }
        }
        ("format", ValueKind::String) if has_absent(args)? => absent::value(state, "an argument of “format”"),
        ("format", ValueKind::String) => {
            let args = absent::arguments(args)?;
            pay_for(state, Style::Braces, value.as_str().unwrap_or_default(), &args)?;
            unknown_method_callback(state, value, method, &args)
        }
        ("title", ValueKind::String) => {
            from_args::<()>(args)?;
            Ok(Value::from(titled(value.as_str().unwrap_or_default())))
        }
        _ => unknown_method_callback(state, value, method, args),
    }
}

/// A text with a capital wherever letters begin, as Python has it: in `O'Brien` twice. The filter of this name knows words.
fn titled(text: &str) -> String {
    let mut titled = String::with_capacity(text.len());
    let mut is_within = false;
    for char in text.chars() {
        if is_within {
            titled.extend(char.to_lowercase());
        } else {
            let mut capital = char.to_uppercase();
            titled.extend(capital.next());
            // Of a letter that becomes several, like “ß”, only the first is a capital.
            titled.extend(capital.flat_map(|part| part.to_lowercase()));
        }
        is_within = char.is_lowercase() || char.is_uppercase();
    }
    titled
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

#[cfg(test)]
mod tests {
    use super::titled;

    #[test]
    fn eml_tpl_04_titles_are_as_pythons_method_makes_them() {
        for (text, title) in [
            ("", ""),
            ("o'brien", "O'Brien"),
            ("ADA LOVELACE", "Ada Lovelace"),
            ("they're 3rd-best x2y", "They'Re 3Rd-Best X2Y"),
            ("ßtraße élan", "Sstraße Élan"),
        ] {
            assert_eq!(titled(text), title);
        }
    }
}
