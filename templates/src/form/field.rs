//! A declared field.

use std::borrow::Cow;

use maud::Markup;
use shared::lookup::Lookup;

use super::{Choice, Kind, Of, Other, RowBox};

/// A field's declaration.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name in the input struct, and in the request after the form's prefix.
    pub name: Cow<'static, str>,
    /// What the person reads.
    pub label: Cow<'static, str>,
    /// The same with links, in place of the label beside the field.
    pub text: Option<Markup>,
    /// What it takes.
    pub kind: Kind,
    /// Whether it must not stay empty.
    pub required: bool,
    /// A sentence of help.
    pub help: Option<String>,
    /// An example shown while empty.
    pub placeholder: Option<&'static str>,
    /// What browsers may fill in.
    pub autocomplete: Option<&'static str>,
    /// Parameters that a look-up sends along: `person:id_task-person …`.
    pub depends: Option<String>,
    /// Field whose day is set to the next one when this is picked first.
    pub next_day: Option<&'static str>,
    /// Field whose day is set to the end of a year when this is picked first; where they are not a year, that is told.
    pub year_end: Option<&'static str>,
    /// For the country: which fields an online event fills, and which it blanks.
    pub online: Option<(&'static str, &'static str)>,
    /// For tags: `tag:field` that choosing the tag ticks.
    pub ticks: Option<(&'static str, &'static str)>,
    /// Shown, and sent as it is, but not to be changed; for lists of choices, check boxes and single lines.
    pub fixed: bool,
    /// A check box that only stored rows have, and what it does with them.
    pub row_box: Option<RowBox>,
    /// What a script asks before the check box is ticked.
    pub asks: Option<String>,
    /// For lists of choices and look-ups: the element that takes nothing while this one has a value.
    pub excludes: Option<&'static str>,
    /// For look-ups: `fact:element` that gets what is told of the chosen record; `fact:element:empty` only while it is empty.
    pub copies: Option<&'static str>,
    /// For look-ups: the element whose choice their records belong to.
    pub follows: Option<&'static str>,
    /// For look-ups: the elements that cannot be changed while a record is chosen.
    pub locks: Option<&'static str>,
}

impl Field {
    /// A field of `kind`.
    #[must_use]
    pub fn new(name: impl Into<Cow<'static, str>>, label: impl Into<Cow<'static, str>>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            text: None,
            kind,
            required: false,
            help: None,
            placeholder: None,
            autocomplete: Some("off"),
            depends: None,
            next_day: None,
            year_end: None,
            online: None,
            ticks: None,
            fixed: false,
            row_box: None,
            asks: None,
            excludes: None,
            copies: None,
            follows: None,
            locks: None,
        }
    }

    /// One line of text.
    #[must_use]
    pub fn text(name: impl Into<Cow<'static, str>>, label: impl Into<Cow<'static, str>>, max: usize) -> Self {
        Self::new(name, label, Kind::Text(max))
    }

    /// Yes or no.
    #[must_use]
    pub fn check_box(name: impl Into<Cow<'static, str>>, label: impl Into<Cow<'static, str>>) -> Self {
        Self::new(name, label, Kind::CheckBox)
    }

    /// A day.
    #[must_use]
    pub fn date(name: impl Into<Cow<'static, str>>, label: impl Into<Cow<'static, str>>) -> Self {
        Self::new(name, label, Kind::Date)
    }

    /// One of a list.
    #[must_use]
    pub fn select(name: impl Into<Cow<'static, str>>, label: impl Into<Cow<'static, str>>, of: Of, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Kind::Select(of, choices, None))
    }

    /// One of a few in sight, with a text beside one of them.
    #[must_use]
    pub fn radio(
        name: impl Into<Cow<'static, str>>,
        label: impl Into<Cow<'static, str>>,
        choices: Vec<Choice>,
        other: Option<Other>,
    ) -> Self {
        Self::new(name, label, Kind::Radio(choices, other))
    }

    /// One record.
    #[must_use]
    pub fn look_up(name: impl Into<Cow<'static, str>>, label: impl Into<Cow<'static, str>>, lookup: Lookup) -> Self {
        Self::new(name, label, Kind::LookUp(lookup))
    }

    /// Several records.
    #[must_use]
    pub fn look_ups(name: impl Into<Cow<'static, str>>, label: impl Into<Cow<'static, str>>, lookup: Lookup) -> Self {
        Self::new(name, label, Kind::LookUps(lookup))
    }

    /// Must not stay empty.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// What stands beside the field in place of its label, which goes on naming it in messages.
    #[must_use]
    pub fn asking(self, text: Markup) -> Self {
        Self { text: Some(text), ..self }
    }

    /// Shown, and sent as it is, but not to be changed; for lists of choices, check boxes and single lines.
    #[must_use]
    pub fn fixed(self) -> Self {
        Self { fixed: true, ..self }
    }

    /// A check box of rows that are stored, which their field `id` tells; new rows do not have it.
    #[must_use]
    pub fn of_stored(self, row_box: RowBox) -> Self {
        Self { row_box: Some(row_box), ..self }
    }

    /// While this has a value, the element `id` takes none.
    #[must_use]
    pub fn excludes(self, id: &'static str) -> Self {
        Self { excludes: Some(id), ..self }
    }

    /// A sentence of help.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// An example shown while empty.
    #[must_use]
    pub fn placeholder(self, placeholder: &'static str) -> Self {
        Self { placeholder: Some(placeholder), ..self }
    }

    /// What browsers may fill in.
    #[must_use]
    pub fn autocomplete(self, token: &'static str) -> Self {
        Self { autocomplete: Some(token), ..self }
    }

    /// Parameters that a look-up sends along, as `parameter:element-id` separated by spaces.
    #[must_use]
    pub fn depends(self, depends: impl Into<String>) -> Self {
        Self { depends: Some(depends.into()), ..self }
    }

    /// Picking this day first sets `field` to the next one.
    #[must_use]
    pub fn next_day(self, field: &'static str) -> Self {
        Self { next_day: Some(field), ..self }
    }

    /// Picking this day first sets `field` to the end of the year that begins with it; a pair that is no year is told.
    #[must_use]
    pub fn year_end(self, field: &'static str) -> Self {
        Self { year_end: Some(field), ..self }
    }

    /// Choosing the online country fills some fields and blanks others, given as element ids.
    #[must_use]
    pub fn online(self, fills: &'static str, blanks: &'static str) -> Self {
        Self { online: Some((fills, blanks)), ..self }
    }

    /// Choosing the option `label` ticks the check box `field`.
    #[must_use]
    pub fn ticks(self, label: &'static str, field: &'static str) -> Self {
        Self { ticks: Some((label, field)), ..self }
    }

    /// Choosing a record writes what the look-up tells of it into other fields: `fact:element`, or `fact:element:empty` for those
    /// that are empty, separated by spaces.
    #[must_use]
    pub fn copies(self, copies: &'static str) -> Self {
        Self { copies: Some(copies), ..self }
    }

    /// What can be chosen belongs to what is chosen in the element `id`: another choice there empties this, and none leaves nothing
    /// to choose. Which records these are, [`Field::depends`] says.
    #[must_use]
    pub fn follows(self, id: &'static str) -> Self {
        Self { follows: Some(id), ..self }
    }

    /// While a record is chosen, these elements, given by ids with spaces between, cannot be changed.
    #[must_use]
    pub fn locks(self, ids: &'static str) -> Self {
        Self { locks: Some(ids), ..self }
    }
}
