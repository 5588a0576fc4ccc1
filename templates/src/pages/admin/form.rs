//! A table's form.

use shared::reference::{Choices, Field as Declared, KeyType, TEXT, Table, Takes, target_types};

use super::capitalised;
use super::grants::grants;
use crate::form::{Choice, Field, Form, Kind, Of};

/// So many rows of texts or options are more than anybody needs.
const MOST_ROWS: usize = 30;

/// The declaration of the form, made of the table's.
#[must_use]
pub fn form(table: &'static Table, choices: &Choices, is_new: bool) -> Form {
    let fields = table.asks(is_new).map(|declared| field(declared, choices));
    Form::new(if is_new { "Add" } else { "Update" }).fields(fields).cancel(table.path)
}

fn field(declared: &Declared, choices: &Choices) -> Field {
    let offered = || Choice::list(choices.of(declared.name).to_vec());
    let kind = match declared.takes {
        Takes::Text(max) => Kind::Text(max),
        Takes::LongText(max) => Kind::LongText(max),
        Takes::Markdown(max) => Kind::Markdown(max),
        Takes::Slug(max) => Kind::Slug(max),
        Takes::Email => Kind::Email,
        Takes::Url(max) => Kind::Url(max),
        Takes::Integer(least, most) => Kind::Integer(least, most),
        Takes::Flag => Kind::CheckBox,
        Takes::OneOf(pairs) => Kind::Select(Of::Text, Choice::list(pairs.iter().copied()), None),
        Takes::Record(source) => Kind::Select(of(source.of), offered(), None),
        Takes::Target => {
            Kind::Select(Of::Text, Choice::list(target_types().into_iter().map(|(key, plural)| (key, capitalised(plural)))), None)
        }
        Takes::Texts(max) => Kind::Rows(vec![Field::text(TEXT, "Label", max).required()], MOST_ROWS),
        Takes::Members(_, source) => Kind::MultiSelect(of(source.of), offered()),
        Takes::Grants(..) => grants(choices.of(declared.name)),
        Takes::Children(children) => {
            let own = children.fields.iter().map(|inner| field(inner, choices));
            let id = Field::new("id", "Number", Kind::Hidden(Of::Int));
            Kind::Rows(std::iter::once(id).chain(own).collect(), MOST_ROWS)
        }
    };
    let field = Field::new(declared.name, declared.label, kind);
    let field = if declared.required { field.required() } else { field };
    declared.help.map_or(field.clone(), |help| field.help(help))
}

fn of(key: KeyType) -> Of {
    match key {
        KeyType::Int => Of::Int,
        KeyType::Text => Of::Text,
    }
}
