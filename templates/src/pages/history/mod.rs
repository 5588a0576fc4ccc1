//! The history: the log of all changes, and the versions of a record (UTL-07, UTL-08).

mod difference;
mod log;
mod version;

pub(crate) use difference::changed;
pub use log::{list, records};
pub use version::version;

use maud::{Markup, html};
use shared::record::{Kind, person_url};

use crate::components::link;

/// A kind of record in words, beginning with a capital: `Training request`.
fn kind_name(table: &str) -> String {
    let mut name = match Kind::of_table(table) {
        Some(Kind::UserGroup) => "group".to_owned(),
        _ => table.replace('_', " "),
    };
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}

/// Who did it, as a link to their page.
pub(crate) fn who(id: Option<i32>, name: Option<&str>) -> Markup {
    match (id, name) {
        (Some(id), Some(name)) => link(&person_url(id), name),
        _ => html! { span.none { "unknown user" } },
    }
}
