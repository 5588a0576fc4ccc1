//! People out of a CSV file: where it is uploaded (PER-04), and where it is looked at before anything is saved (PER-06).

mod place;
mod review;
mod row;
mod upload;

pub use place::{Place, ROWS_A_PAGE};
pub use review::{Review, review};
pub use upload::{Asked, upload};

/// Where a file is uploaded.
pub const UPLOAD: &str = "/workshops/persons/bulk_upload/";
/// The empty file with the names of the columns.
pub const TEMPLATE: &str = "/workshops/persons/bulk_upload/template/";
/// Where what was uploaded is looked at.
pub const CONFIRM: &str = "/workshops/persons/bulk_upload/confirm/";

/// Name of the hidden field with the version that a page was filled from.
pub const VERSION: &str = "version";
/// Name of the hidden field with each row's place.
pub const ENTRY: &str = "entry";
/// Name of the hidden field with each row's user name as it was made.
pub const MADE: &str = "username_made";
/// Name of the hidden field that is filled where a row shows somebody's record.
pub const RECORD: &str = "record";
/// Name of the buttons that lead to another page of rows.
pub const TO: &str = "to";
/// Name of the buttons that choose which rows are shown.
pub const SHOW: &str = "show";
