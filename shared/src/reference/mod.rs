//! Reference tables: what administrators maintain so that everybody else can choose from it (UTL-09, MNT-01 … MNT-09).
//!
//! Each is one declaration, a [`Table`]: its fields, what its list shows and searches, and its rules. From that, this module
//! makes all SQL, and `templates::pages::admin` the pages. A new table is a constant in `tables` and a line in [`SECTIONS`].

mod check;
mod choices;
mod field;
mod read;
mod record;
mod remove;
mod shown;
mod table;
mod tables;
mod target;
mod write;

pub use check::{Own, Rule};
pub use choices::{Choices, Options, choices};
pub use field::{Asked, Children, Field, KeyType, Source, Takes};
pub use read::{Stored, stored};
pub use record::{Record, TEXT};
pub use remove::{Kept, Link, archive, delete, hide, links};
pub use shown::{By, Column, Narrow, Row, SEARCH, Show, Shown};
pub use table::{Key, Removal, Table, Warn};
pub use tables::SECTIONS;
pub use target::target_types;
pub use write::{create, update};

/// All tables, in the order of the index.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    SECTIONS.iter().flat_map(|(_, tables)| tables.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_an_address_of_its_own() {
        let mut slugs: Vec<&str> = tables().map(Table::slug).collect();
        slugs.sort_unstable();
        let before = slugs.len();
        slugs.dedup();
        assert_eq!(slugs.len(), before);
        for table in tables() {
            assert_eq!(table.path, format!("/admin/{}/", table.slug()));
            assert_eq!(table.title.to_lowercase().replace('’', ""), table.noun.1.to_lowercase(), "{}", table.path);
        }
    }

    #[test]
    fn every_kind_leads_to_the_edit_page_of_its_table() {
        for table in tables().filter(|table| table.edits()) {
            let Some(kind) = table.kind else { continue };
            assert_eq!(kind.table(), table.name);
            // A badge has a page for everybody, which is addressed by its name.
            if table.name != "badge" {
                assert_eq!(kind.page("7").as_deref(), Some(table.edit_url("7").as_str()));
            }
        }
    }

    #[test]
    fn every_filter_of_a_list_means_something() {
        for table in tables() {
            assert!(table.shown.listing.filter(SEARCH).is_some(), "{}", table.path);
            for narrow in table.shown.narrow {
                assert!(table.shown.listing.filter(narrow.name).is_some(), "{}: {}", table.path, narrow.name);
            }
            for column in table.shown.columns {
                assert!(table.shown.listing.order(column.name).is_some(), "{}: {}", table.path, column.name);
            }
        }
    }
}
