//! What a variable of a template is.

use std::fmt;

/// What a variable of a template is, as the action that makes the email says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A record of this model ([`crate::email_context::model`]), as in `api:person#1`.
    Record(&'static str),
    /// Such a record, or nothing: to be shown only where it is there.
    Optional(&'static str),
    /// A list of such records.
    Records(&'static str),
    /// A value of this type, as in `value:int#1`: `str`, `int`, `float`, `bool` or `date`.
    Scalar(&'static str),
}

impl fmt::Display for Shape {
    /// As the list of a template's variables has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record(model) => f.write_str(model),
            Self::Optional(model) => write!(f, "{model}, or nothing"),
            Self::Records(model) => write!(f, "list of {model}"),
            Self::Scalar(kind) => write!(f, "value: {kind}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_told_in_words() {
        for (shape, words) in [
            (Shape::Record("event"), "event"),
            (Shape::Optional("person"), "person, or nothing"),
            (Shape::Records("person"), "list of person"),
            (Shape::Scalar("date"), "value: date"),
        ] {
            assert_eq!(shape.to_string(), words);
        }
    }
}
