//! The kinds of fields.

use shared::lookup::Lookup;

use super::{Choice, Field, Of};

/// What a field takes, and how it is shown.
#[derive(Debug, Clone)]
pub enum Kind {
    /// One line of text of at most so many characters.
    Text(usize),
    /// Several lines of text.
    LongText(usize),
    /// Several lines with Markdown and a preview.
    Markdown(usize),
    /// An e-mail address.
    Email,
    /// A web address of at most so many characters; `https://` is added where no scheme is given.
    Url(usize),
    /// Letters, digits, hyphens and underscores.
    Slug(usize),
    /// A password; never shown again, never trimmed.
    Password,
    /// A whole number within bounds.
    Integer(i32, i32),
    /// A number within bounds.
    Decimal(f64, f64),
    /// A day, in any of the forms of GLB-10.
    Date,
    /// Yes or no.
    CheckBox,
    /// One of a few, all in sight; the other text belongs to one of them.
    Radio(Vec<Choice>, Option<Other>),
    /// One of many, from a list; the other text belongs to one of them.
    Select(Of, Vec<Choice>, Option<Other>),
    /// Several of a list.
    MultiSelect(Of, Vec<Choice>),
    /// Several, all in sight.
    CheckBoxes(Of, Vec<Choice>),
    /// Several by number, all in sight in a table with these columns: what may be done with what.
    Grid(&'static [&'static str], Vec<GridRow>),
    /// One record, found as one types.
    LookUp(Lookup),
    /// Several records, found as one types.
    LookUps(Lookup),
    /// Free values, joined by `;`, together of at most so many characters.
    Tags(usize),
    /// Not shown: a record's number that the page presets.
    Hidden(Of),
    /// Rows of fields, at most so many.
    Rows(Vec<Field>, usize),
}

/// A row of check boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// What the row is about.
    pub label: String,
    /// A check box for each column; none where there is nothing to choose.
    pub choices: Vec<Option<Choice>>,
}

/// The text beside a choice such as "Other:".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Name of the text in the input.
    pub name: &'static str,
    /// The choice that it belongs to.
    pub key: &'static str,
    /// Its longest length.
    pub max: usize,
}
