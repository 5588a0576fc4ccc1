//! Types of expressions, as far as they can be known.

use super::super::Shape;
use crate::email_context::{Holds, model};

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nobody knows.
    Any,
    /// A record of a model.
    Record(&'static str),
    /// A text.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// A day with its time.
    Moment,
    /// Several of a kind.
    List(Box<Kind>),
}

/// What a value is, and whether it may be missing, which must not be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Type {
    pub kind: Kind,
    pub may_be_missing: bool,
}

impl Kind {
    fn of_key(holds: Holds) -> Self {
        match holds {
            Holds::Text | Holds::Day | Holds::Instant => Self::Text,
            Holds::Texts => Self::List(Box::new(Self::Text)),
            Holds::Number => Self::Number,
            Holds::Numbers => Self::List(Box::new(Self::Number)),
            Holds::Flag => Self::Flag,
        }
    }

    /// How warnings call it.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Any => "unknown".to_owned(),
            Self::Record(model) => format!("a record ({model})"),
            Self::Text => "a text".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Flag => "yes or no".to_owned(),
            Self::Moment => "a date with its time".to_owned(),
            Self::List(_) => "a list".to_owned(),
        }
    }

    /// What going over it gives.
    pub(super) fn item(&self) -> Kind {
        match self {
            Self::List(item) => (**item).clone(),
            _ => Self::Any,
        }
    }

    /// What attribute `name` of it is; nothing where it has none.
    pub(super) fn attribute(&self, name: &str) -> Option<Kind> {
        match self {
            Self::Any => Some(Self::Any),
            Self::Record(record) => Some(Self::of_key(model(record)?.field(name)?.holds)),
            Self::Moment if matches!(name, "year" | "month" | "day" | "hour" | "minute" | "second") => Some(Self::Number),
            Self::Text | Self::Number | Self::Flag | Self::Moment | Self::List(_) => None,
        }
    }

    /// What calling its method `name` gives; nothing where it has none.
    pub(super) fn method(&self, name: &str) -> Option<Kind> {
        match (self, name) {
            (Self::Any, _) => Some(Self::Any),
            (Self::Text, "split" | "splitlines") => Some(Self::List(Box::new(Self::Text))),
            (Self::Text, "find" | "rfind" | "index" | "count") | (Self::List(_), "index" | "count") => Some(Self::Number),
            (Self::Text, name) if name.starts_with("is") || matches!(name, "startswith" | "endswith") => Some(Self::Flag),
            (
                Self::Text,
                "capitalize" | "format" | "join" | "lower" | "lstrip" | "replace" | "rstrip" | "strip" | "title" | "upper",
            )
            | (Self::Moment, "strftime" | "isoformat") => Some(Self::Text),
            (Self::Moment, "date") => Some(Self::Any),
            (Self::Moment, "weekday" | "isoweekday") => Some(Self::Number),
            (Self::Record(_), "get" | "items" | "keys" | "values") => Some(Self::Any),
            _ => None,
        }
    }
}

impl Type {
    pub(super) const ANY: Self = Self { kind: Kind::Any, may_be_missing: false };

    pub(super) fn there(kind: Kind) -> Self {
        Self { kind, may_be_missing: false }
    }

    pub(super) fn of(shape: Shape) -> Self {
        let kind = match shape {
            Shape::Record(model) | Shape::Optional(model) => Kind::Record(model),
            Shape::Records(model) => Kind::List(Box::new(Kind::Record(model))),
            Shape::Scalar("str") => Kind::Text,
            Shape::Scalar("int" | "float") => Kind::Number,
            Shape::Scalar("bool") => Kind::Flag,
            Shape::Scalar("date") => Kind::Moment,
            Shape::Scalar(_) => Kind::Any,
        };
        Self { kind, may_be_missing: matches!(shape, Shape::Optional(_)) }
    }

    /// What it is when it is either.
    pub(super) fn or(self, other: Self) -> Self {
        let kind = if self.kind == other.kind { self.kind } else { Kind::Any };
        Self { kind, may_be_missing: self.may_be_missing || other.may_be_missing }
    }
}
