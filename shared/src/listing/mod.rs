//! Lists: the one place where a filter from a page becomes SQL.
//!
//! A [`Listing`] is declared once per list, as constants: which rows, which filters with their meaning, which orders.
//! Counting, filtering, ordering and paging happen in PostgreSQL, in two statements whatever the number of rows.

mod area;
mod page;
mod places;
mod sql;

pub(crate) use sql::like;

use chrono::{Datelike as _, NaiveDate};
use uuid::Uuid;

pub use area::Area;
pub use page::{PageRequest, Rows};
pub use places::{Located, Mark, NARROWEST, Places};

/// A row that a list reads.
pub trait Row: for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> + Send + Unpin {}

impl<R> Row for R where R: for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> + Send + Unpin {}

/// A day as year-month-day, in the years that people mean; PostgreSQL has fewer than chrono.
#[must_use]
pub fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok().filter(|day: &NaiveDate| (1000..=9999).contains(&day.year()))
}

/// A list page's meaning in SQL.
#[derive(Debug)]
pub struct Listing {
    /// Everything from `SELECT` to the last `JOIN`; `{today}` stands for the current date, `{viewer}` for who reads the
    /// list, `{latitude}` and `{longitude}` for the point of reference; each of the latter may be NULL.
    pub select: &'static str,
    /// The `FROM` part that filters need, without joins that only fetch what is shown.
    pub from: &'static str,
    /// The filters by name.
    pub filters: &'static [Filter],
    /// The orders that a person may choose.
    pub orders: &'static [Order],
    /// The order where none is chosen; ends in a unique column.
    pub default_order: &'static str,
    /// Makes every order total: a unique column.
    pub tie: &'static str,
}

/// A filter: the query parameter and what it means.
#[derive(Debug)]
pub struct Filter {
    /// Name of the query parameter.
    pub name: &'static str,
    /// What it demands of a row.
    pub meaning: Meaning,
}

/// What a filter demands of a row. In the SQL, `{}` stands for the value, and `{today}` for the current date.
#[derive(Debug, Clone, Copy)]
pub enum Meaning {
    /// One of several integers, bound as an array: `e.host_id = ANY({})`.
    Ints(&'static str),
    /// One of several texts, bound as an array.
    Texts(&'static str),
    /// One of several UUIDs, bound as an array.
    Uuids(&'static str),
    /// Yes or no.
    Bool(&'static str),
    /// A condition that is switched on, or not; `{today}` stands for the current date.
    Switch(&'static str),
    /// A day.
    Date(&'static str),
    /// A piece of text, found anywhere and in any case: `x ILIKE {}`; the value's own wildcards are harmless.
    Contains(&'static str),
    /// Words, each of which must be found as [`Meaning::Contains`] finds one.
    Words(&'static str),
    /// A number.
    Number(&'static str),
    /// One of these names, each with a condition of its own.
    OneOf(&'static [(&'static str, &'static str)]),
    /// Inside a rectangle on the map. A listing with such a filter can be shown as a map.
    Within(Located),
}

/// An order that a person may choose.
#[derive(Debug)]
pub struct Order {
    /// Its name in `order_by`.
    pub name: &'static str,
    /// Ascending, as an `ORDER BY` list.
    pub ascending: &'static str,
    /// Descending, as an `ORDER BY` list.
    pub descending: &'static str,
}

/// A filter's value, already of the right type.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// For [`Meaning::Ints`].
    Ints(Vec<i32>),
    /// For [`Meaning::Texts`].
    Texts(Vec<String>),
    /// For [`Meaning::Uuids`].
    Uuids(Vec<Uuid>),
    /// For [`Meaning::Bool`] and [`Meaning::Switch`].
    Bool(bool),
    /// For [`Meaning::Date`].
    Date(NaiveDate),
    /// For [`Meaning::Contains`] and [`Meaning::Words`].
    Text(String),
    /// For [`Meaning::Number`].
    Number(f64),
    /// For [`Meaning::OneOf`].
    Name(String),
    /// For [`Meaning::Within`].
    Area(Area),
}

/// What a person asked a list for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Filters that are set, by name.
    pub filters: Vec<(&'static str, Value)>,
    /// Chosen orders: name, and whether descending.
    pub order: Vec<(&'static str, bool)>,
    /// Which page.
    pub page: PageRequest,
    /// The current date, for conditions that need it.
    pub today: NaiveDate,
    /// The point of reference, for lists that tell distances.
    pub near: Option<Point>,
    /// The person who reads the list, for rows that tell something about them.
    pub viewer: Option<i32>,
}

/// A point on the earth's surface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// In degrees, from -90 to 90.
    pub latitude: f64,
    /// In degrees, from -180 to 180.
    pub longitude: f64,
}

impl Listing {
    /// The filter called `name`.
    #[must_use]
    pub fn filter(&self, name: &str) -> Option<&'static Filter> {
        self.filters.iter().find(|filter| filter.name == name)
    }

    /// The order called `name`.
    #[must_use]
    pub fn order(&self, name: &str) -> Option<&'static Order> {
        self.orders.iter().find(|order| order.name == name)
    }
}
