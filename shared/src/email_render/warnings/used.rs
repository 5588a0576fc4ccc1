//! Which filters and tests a template names (EML-TPL-10).

use std::borrow::Cow;

use minijinja::machinery::ast::{CallArg, Expr, Filter, Spanned, Test};

/// What a name is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::email_render) enum What {
    /// A filter: `x|upper`, or `x|map('upper')`.
    Filter,
    /// A test: `x is defined`, or `x|select('defined')`.
    Test,
}

/// A filter or test by its name, and the line in which it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::email_render) struct Used<'s> {
    pub what: What,
    pub name: Cow<'s, str>,
    pub line: u16,
}

/// A filter, and what it applies to each item by its name.
pub(super) fn by_filter<'s>(filter: &Spanned<Filter<'s>>) -> Vec<Used<'s>> {
    let line = filter.span().start_line;
    let named = match filter.name {
        "map" => text(filter, 0).map(|name| (What::Filter, name)),
        "select" | "reject" => text(filter, 0).map(|name| (What::Test, name)),
        "selectattr" | "rejectattr" => text(filter, 1).map(|name| (What::Test, name)),
        _ => None,
    };
    let named = named.map(|(what, name)| Used { what, name: name.to_owned().into(), line });
    std::iter::once(Used { what: What::Filter, name: filter.name.into(), line }).chain(named).collect()
}

pub(super) fn by_test<'s>(test: &Spanned<Test<'s>>) -> Used<'s> {
    Used { what: What::Test, name: test.name.into(), line: test.span().start_line }
}

/// The argument at a place, where it is written as a text.
fn text<'e>(filter: &'e Filter<'_>, place: usize) -> Option<&'e str> {
    match filter.args.get(place)? {
        CallArg::Pos(Expr::Const(constant)) => constant.value.as_str(),
        _ => None,
    }
}
