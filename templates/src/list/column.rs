//! A column of a list.

use chrono::{DateTime, Utc};
use maud::Markup;

use crate::components::{dash, moment, yes_no};
use crate::format;

pub(super) type Cell<R> = Box<dyn Fn(&R) -> Markup + Send + Sync>;
type CsvCell<R> = Box<dyn Fn(&R) -> String + Send + Sync>;

/// How a column's cells lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Text.
    #[default]
    Start,
    /// Never broken over lines: dates.
    NoWrap,
    /// Numbers.
    End,
    /// Buttons.
    Actions,
}

impl Align {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::NoWrap => "nowrap",
            Self::End => "number",
            Self::Actions => "actions",
        }
    }
}

/// A column: its heading, how a row shows in it, and how it is exported.
pub struct Column<R> {
    /// Heading.
    pub title: &'static str,
    /// What the heading means.
    pub hint: Option<&'static str>,
    /// Name of the order that the heading chooses.
    pub order: Option<&'static str>,
    /// How cells lie.
    pub align: Align,
    /// A cell; none leaves the column out of the page, since another one shows what is in it.
    pub cell: Option<Cell<R>>,
    /// Class of a cell, such as `cell-warning` where something is missing.
    pub mark: Option<fn(&R) -> &'static str>,
    /// The cell in an export; none leaves the column out.
    pub csv: Option<CsvCell<R>>,
}

impl<R> Column<R> {
    /// A column of text.
    #[must_use]
    pub fn new(title: &'static str, cell: impl Fn(&R) -> Markup + Send + Sync + 'static) -> Self {
        Self { title, hint: None, order: None, align: Align::Start, cell: Some(Box::new(cell)), mark: None, csv: None }
    }

    /// A column of the export alone: on the page its text stands in another column's cells.
    #[must_use]
    pub fn file(title: &'static str, csv: impl Fn(&R) -> String + Send + Sync + 'static) -> Self {
        Self { title, hint: None, order: None, align: Align::Start, cell: None, mark: None, csv: Some(Box::new(csv)) }
    }

    /// A column that says yes or no, on the page and in the export.
    #[must_use]
    pub fn yes_no(title: &'static str, is: impl Fn(&R) -> bool + Copy + Send + Sync + 'static) -> Self {
        Self::new(title, move |row| yes_no(is(row))).csv(move |row| format::yes_no(is(row)).to_owned())
    }

    /// A column of moments, RFC 3339 in the export; empty for a row that has none.
    #[must_use]
    pub fn moment(title: &'static str, at: impl Fn(&R) -> Option<DateTime<Utc>> + Copy + Send + Sync + 'static) -> Self {
        Self::new(title, move |row| at(row).map_or_else(dash, moment))
            .align(Align::NoWrap)
            .csv(move |row| at(row).map(|at| at.to_rfc3339()).unwrap_or_default())
    }

    /// What the heading means.
    #[must_use]
    pub fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// The heading chooses this order.
    #[must_use]
    pub fn order(self, name: &'static str) -> Self {
        Self { order: Some(name), ..self }
    }

    /// How cells lie.
    #[must_use]
    pub fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// Class of a cell.
    #[must_use]
    pub fn mark(self, mark: fn(&R) -> &'static str) -> Self {
        Self { mark: Some(mark), ..self }
    }

    /// The cell in an export.
    #[must_use]
    pub fn csv(self, csv: impl Fn(&R) -> String + Send + Sync + 'static) -> Self {
        Self { csv: Some(Box::new(csv)), ..self }
    }
}
