//! What a table's list shows, and how it is searched.

use serde_json::Value;

use super::Source;
use crate::listing::Listing;
use crate::record::Kind;

/// The filter that every list has: a piece of text in some of the columns.
pub const SEARCH: &str = "search";

/// A list: its columns with what they show, and what they mean in SQL.
#[derive(Debug)]
pub struct Shown {
    /// Its meaning in SQL; made by [`shown!`].
    pub listing: Listing,
    /// What a record is called, in SQL on `t`.
    pub(super) label: &'static str,
    /// Whether a record is archived or hidden, in SQL on `t`.
    pub(super) off: &'static str,
    /// The columns from left to right.
    pub columns: &'static [Column],
    /// The filters besides [`SEARCH`].
    pub narrow: &'static [Narrow],
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in `order_by`.
    pub name: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// How a cell is shown.
    pub show: Show,
}

/// How a cell is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// As text; the first column is the link to the record.
    Text,
    /// As text that is too long for a line.
    Long,
    /// As a number.
    Number,
    /// As yes or no.
    Flag,
    /// As a moment.
    Moment,
    /// As a web address.
    Url,
    /// As a record of this kind: a list of its page's key and its label.
    Record(Kind),
    /// As a record of any kind: a list of its kind as `app.model` and its page's key.
    AnyRecord,
}

/// A filter's label, and what it offers.
#[derive(Debug, Clone, Copy)]
pub struct Narrow {
    /// Query parameter.
    pub name: &'static str,
    /// What a person reads.
    pub label: &'static str,
    /// What it offers.
    pub by: By,
}

/// What a filter offers.
#[derive(Debug, Clone, Copy)]
pub enum By {
    /// Yes or no.
    Flag,
    /// One of these.
    OneOf(&'static [(&'static str, &'static str)]),
    /// One of these records.
    Record(Source),
}

impl Shown {
    /// Nothing, to be replaced.
    pub(super) const NOTHING: Self = Self {
        listing: Listing { select: "", from: "", filters: &[], orders: &[], default_order: "", tie: "" },
        label: "",
        off: "false",
        columns: &[],
        narrow: &[],
    };
}

/// A row of any list.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Row {
    /// The record's key.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Whether it is archived or hidden.
    pub off: bool,
    /// The cells, as JSON.
    #[sqlx(json)]
    pub cells: Vec<Value>,
}

/// Declares a [`Shown`]: where its rows come from (the record is `t`), what they are called, which are off, which columns the
/// search looks into, their order, the other filters with their meaning, and the columns as `name "Heading" how => "SQL"`.
macro_rules! shown {
    (
        from $from:literal;
        label $label:literal;
        off $off:literal;
        search $first:literal $(, $more:literal)*;
        order $order:literal;
        filters [$($narrow:expr => $meaning:expr),* $(,)?];
        $($name:ident $title:literal $show:expr => $sql:literal;)+
    ) => {
        $crate::reference::Shown {
            listing: $crate::listing::Listing {
                select: concat!(
                    "SELECT t.id::text AS id, (", $label, ")::text AS label, (", $off, ") AS off, jsonb_build_array(t.id",
                    $(", ", $sql,)+ ") - 0 AS cells FROM ", $from
                ),
                from: concat!("FROM ", $from),
                filters: &[
                    $crate::listing::Filter {
                        name: $crate::reference::SEARCH,
                        meaning: $crate::listing::Meaning::Contains(concat!($first, " ILIKE {}" $(, " OR ", $more, " ILIKE {}")*)),
                    },
                    $($crate::listing::Filter { name: $narrow.name, meaning: $meaning },)*
                ],
                orders: &[$($crate::listing::Order {
                    name: stringify!($name),
                    ascending: $sql,
                    descending: concat!($sql, " DESC NULLS LAST"),
                },)+],
                default_order: $order,
                tie: "t.id",
            },
            label: $label,
            off: $off,
            columns: &[$($crate::reference::Column { name: stringify!($name), title: $title, show: $show },)+],
            narrow: &[$($narrow),*],
        }
    };
}
pub(super) use shown;
