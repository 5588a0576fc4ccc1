//! What filters are given besides what they are applied to, by place or by name as in Jinja2.

use minijinja::value::{Kwargs, Rest, ValueKind, ValueOrKwargs, from_args};
use minijinja::{Error, ErrorKind, Value};

/// As a filter gets them: what is passed by name comes last, together.
pub(super) type Given = Rest<ValueOrKwargs>;

/// The arguments by their names, in the order of their places; none where one is not given.
pub(super) fn read<const N: usize>(given: Given, names: [&str; N]) -> Result<[Option<Value>; N], Error> {
    let given = given.into_values();
    let (positional, named): (&[Value], Kwargs) = from_args(&given)?;
    if positional.len() > N {
        return Err(ErrorKind::TooManyArguments.into());
    }
    let mut found: [Option<Value>; N] = [const { None }; N];
    for (place, name) in names.into_iter().enumerate() {
        found[place] = match positional.get(place) {
            Some(value) => Some(value.clone()),
            None if named.has(name) => Some(named.get::<Value>(name)?),
            None => None,
        };
    }
    named.assert_all_used()?;
    Ok(found)
}

/// The argument; null is none.
pub(super) fn not_null(argument: Option<Value>) -> Option<Value> {
    argument.filter(|value| !value.is_none())
}

/// An argument that has to be there.
pub(super) fn required(argument: Option<Value>) -> Result<Value, Error> {
    argument.ok_or_else(|| ErrorKind::MissingArgument.into())
}

/// How many of something; none where that is not said.
pub(super) fn count(argument: Option<Value>) -> Result<Option<usize>, Error> {
    not_null(argument).map(usize::try_from).transpose()
}

/// Whether something is asked for, by what counts as true in Python.
pub(super) fn is_asked(argument: &Option<Value>) -> bool {
    argument.as_ref().is_some_and(Value::is_true)
}

/// The same for the engine's filters, which take nothing but true and false.
pub(super) fn flag(argument: Option<Value>) -> Option<Value> {
    argument.map(|value| Value::from(value.is_true()))
}

/// The path of an attribute; the number of an item is one too.
pub(super) fn path(argument: Option<Value>) -> Option<Value> {
    let given = argument.filter(|value| !value.is_none() && !value.is_undefined());
    given.map(|value| if value.kind() == ValueKind::String { value } else { Value::from(value.to_string()) })
}

/// Arguments by name, as the engine's filters take them.
pub(super) fn named<const N: usize>(arguments: [(&str, Option<Value>); N]) -> Kwargs {
    arguments.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}
