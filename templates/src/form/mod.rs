//! Forms: declared once, and from that rendered, read, shown again with the person's own input, and checked.
//!
//! A [`Form`] lists its [`Field`]s: name, label, [`Kind`], whether required, help. A [`State`] holds what the fields contain
//! as text, with errors and the labels of looked-up records. [`Form::read`] turns the texts into one JSON object with the
//! right types, which becomes the form's input struct in `shared`; [`State::of`] goes the other way. See `docs/forms.md`.

mod choice;
mod conflict;
mod control;
mod field;
mod kind;
mod read;
mod render;
mod rows;
mod state;
mod value;

pub use choice::{Choice, Of};
pub use conflict::Conflict;
pub use field::Field;
pub use kind::{GridRow, Kind, Other};
pub use rows::RowBox;
pub use state::State;
pub(crate) use value::day;

/// Name of the button that searches a look-up without JavaScript; its value is the field.
pub const FIND: &str = "_find";
/// Ending of the name of the text that such a search takes.
pub const TERM: &str = "__term";
/// Name of the button that adds a row to a repeated field; its value is the field.
pub const ADD_ROW: &str = "_add";
/// Name of the button that removes a row; its value is the field and the row's number.
pub const REMOVE_ROW: &str = "_remove";
/// Name of the hidden field with the version that the form was filled from.
pub const VERSION: &str = "_version";

/// A declared form.
#[derive(Debug, Clone)]
pub struct Form {
    /// The element's id; the main form of a page is `main-form`.
    pub id: &'static str,
    /// Put before every field's name with a hyphen, where a page has several forms.
    pub prefix: Option<&'static str>,
    /// Fields in groups, in order of display.
    pub groups: Vec<Group>,
    /// Label of the button.
    pub submit: &'static str,
    /// Where Cancel leads.
    pub cancel: Option<String>,
    /// Whether it asks by GET and changes nothing.
    pub is_query: bool,
    /// What a script asks before it lets the form go.
    pub confirm: Option<&'static str>,
}

/// Fields that belong together.
#[derive(Debug, Clone)]
pub struct Group {
    /// Heading; none for a group without a frame.
    pub legend: Option<&'static str>,
    /// The fields.
    pub fields: Vec<Field>,
}

impl Form {
    /// A form without fields.
    #[must_use]
    pub fn new(submit: &'static str) -> Self {
        Self { id: "main-form", prefix: None, groups: Vec::new(), submit, cancel: None, is_query: false, confirm: None }
    }

    /// One of several forms on a page: its own id, and names that begin with `prefix-`.
    #[must_use]
    pub fn prefixed(self, id: &'static str, prefix: &'static str) -> Self {
        Self { id, prefix: Some(prefix), ..self }
    }

    /// Adds fields under a heading.
    #[must_use]
    pub fn group(mut self, legend: &'static str, fields: impl IntoIterator<Item = Field>) -> Self {
        self.groups.push(Group { legend: Some(legend), fields: fields.into_iter().collect() });
        self
    }

    /// Adds fields without a heading.
    #[must_use]
    pub fn fields(mut self, fields: impl IntoIterator<Item = Field>) -> Self {
        self.groups.push(Group { legend: None, fields: fields.into_iter().collect() });
        self
    }

    /// A form that asks by GET: what it sends stands in the address.
    #[must_use]
    pub fn query(self) -> Self {
        Self { is_query: true, ..self }
    }

    /// Where Cancel leads.
    #[must_use]
    pub fn cancel(self, href: impl Into<String>) -> Self {
        Self { cancel: Some(href.into()), ..self }
    }

    /// A script asks this before it lets the form go. Say it beside the form too: without scripts nobody asks.
    #[must_use]
    pub fn confirm(self, question: &'static str) -> Self {
        Self { confirm: Some(question), ..self }
    }

    /// All fields in order.
    pub fn all(&self) -> impl Iterator<Item = &Field> {
        self.groups.iter().flat_map(|group| &group.fields)
    }

    /// The field called `name`, without the prefix.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.all().find(|field| field.name == name)
    }

    /// The field that a name without the prefix belongs to: also one in rows, such as `contacts-2-email`.
    #[must_use]
    pub fn declared(&self, name: &str) -> Option<&Field> {
        self.field(name).or_else(|| self.all().find_map(|field| Some(rows::inner(field, name)?.1)))
    }

    /// The name of a field in the request and the page.
    #[must_use]
    pub fn name(&self, field: &str) -> String {
        self.prefix.map_or_else(|| field.to_owned(), |prefix| format!("{prefix}-{field}"))
    }
}
