//! Lists: declared once as filters, columns and orders; rendered as a page with its state in the URL, and exported as CSV.
//!
//! What a filter or an order means in SQL stands in `shared::listing`; `web::list` reads the query string into it. See `docs/lists.md`.

mod column;
mod csv_cell;
mod filter;
mod frame;
mod map;
mod pager;
mod render;
mod saved;
mod state;

pub use column::{Align, Column};
pub use csv_cell::harmless;
pub use filter::{Filter, FilterKind};
pub(crate) use pager::pager;
pub use pager::{Piece, numbers};
pub use saved::SavedFilters;
pub use state::ListState;

use maud::Markup;

/// Name of the query parameter with the chosen orders.
pub const ORDER: &str = "order_by";
/// Name of the query parameter with the page.
pub const PAGE: &str = "page";
/// Name of the query parameter with the length of a page.
pub const PER_PAGE: &str = "items_per_page";
/// Name of the query parameter that asks for another form of the list.
pub const FORMAT: &str = "format";
/// Name of the query parameter with how the list is looked at: [`MAP`], or as rows.
pub const VIEW: &str = "view";
/// The value of [`VIEW`] that shows a map instead of rows.
pub const MAP: &str = "map";
/// Name of the filter that a mark on the map sets.
pub const AREA: &str = "area";

/// A declared list of rows `R`.
pub struct List<R> {
    /// Heading and title.
    pub title: &'static str,
    /// What a row is, singular and plural.
    pub noun: (&'static str, &'static str),
    /// Its address.
    pub path: &'static str,
    /// Filters in the order of the sidebar.
    pub filters: Vec<Filter>,
    /// Orders to choose: name and label.
    pub orders: Vec<(&'static str, &'static str)>,
    /// The order that holds where none is chosen, to mark its column: name, and whether descending.
    pub default_order: Option<(&'static str, bool)>,
    /// Columns from left to right.
    pub columns: Vec<Column<R>>,
    /// Class of a row.
    pub row_class: Option<fn(&R) -> &'static str>,
    /// Buttons beside the heading.
    pub actions: Markup,
    /// Check boxes and what to do with the checked rows.
    pub bulk: Option<Bulk<R>>,
}

/// What can be done with several rows at once.
pub struct Bulk<R> {
    /// Where the checked rows are posted to.
    pub action: &'static str,
    /// Name of the check boxes.
    pub name: &'static str,
    /// The value of a row's check box.
    pub key: fn(&R) -> String,
    /// What a screen reader calls the row.
    pub label: fn(&R) -> String,
    /// The buttons.
    pub buttons: Markup,
}
