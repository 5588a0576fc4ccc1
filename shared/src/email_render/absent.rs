//! What filters and methods make of something that is not there (EML-TPL-05).

use std::sync::LazyLock;

use minijinja::value::{Kwargs, from_args};
use minijinja::{Environment, Error, ErrorKind, State, UndefinedBehavior, Value};

use super::filters::{PER_ITEM, pay};
use super::formatting::length;

/// Tells something that is not there from what an `if` without an `else` leaves out on purpose: it can show only the latter.
static STRICT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment
});

/// What an `if` without an `else` leaves out.
static NOTHING: LazyLock<Value> = LazyLock::new(|| {
    let left_out = STRICT.compile_expression("1 if false").and_then(|left_out| left_out.eval(()));
    left_out.unwrap_or_default()
});

/// Nothing on purpose: filters take it for a list without items, and `default` stands in for it.
pub(super) fn nothing() -> Value {
    NOTHING.clone()
}

/// Whether there is something, if only nothing on purpose.
pub(super) fn is_there(value: &Value) -> bool {
    !value.is_undefined() || STRICT.empty_state().format(value.clone()).is_ok()
}

/// Whether something that is not there is an error, as in a mail that is made to be sent.
pub(super) fn is_error(state: &State<'_, '_>) -> bool {
    matches!(state.undefined_behavior(), UndefinedBehavior::SemiStrict | UndefinedBehavior::Strict)
}

/// What comes of `what`, which is not there: an error, or in a preview something that is not there either, whose place is marked.
pub(super) fn value(state: &State<'_, '_>, what: &str) -> Result<Value, Error> {
    if is_error(state) {
        return Err(Error::new(ErrorKind::UndefinedError, format!("{what} is not there")));
    }
    Ok(Value::UNDEFINED)
}

/// The items of a list, with an empty text in place of each null; none where an item is not there. They are paid for as if
/// they were written one after the other: many may be the same long text.
pub(super) fn items(state: &State<'_, '_>, list: &Value) -> Result<Option<Vec<Value>>, Error> {
    let mut items = Vec::new();
    for item in list.try_iter()?.checked() {
        let item = item?;
        pay(state, length(&item).saturating_add(PER_ITEM))?;
        if !is_there(&item) {
            return Ok(None);
        }
        items.push(if item.is_undefined() || item.is_none() { Value::from("") } else { item });
    }
    Ok(Some(items))
}

/// Arguments, those by name last, with an empty text in place of each null.
pub(super) fn arguments(args: &[Value]) -> Result<Vec<Value>, Error> {
    let (positional, named): (&[Value], Kwargs) = from_args(args)?;
    let text = |value: Value| if value.is_none() { Value::from("") } else { value };
    let mut values: Vec<Value> = positional.iter().cloned().map(text).collect();
    let mut names: Vec<(String, Value)> = Vec::new();
    for name in named.args() {
        names.push((name.to_owned(), text(named.peek::<Value>(name)?)));
    }
    if !names.is_empty() {
        values.push(names.into_iter().collect::<Kwargs>().into());
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_tpl_05_nothing_on_purpose_is_not_something_missing() {
        assert!(nothing().is_undefined() && is_there(&nothing()));
        assert!(!is_there(&Value::UNDEFINED) && is_there(&Value::from(())));
    }
}
