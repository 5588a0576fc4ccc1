//! The index, and the list of a table (UTL-09).

use std::str::FromStr;

use shared::reference::{Table, choices};
use templates::pages::admin as pages;
use web::{Answer, Page, Params, Path, Site};

/// The table that an address names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Of(pub(crate) &'static Table);

/// There is no such table.
#[derive(Debug)]
pub(crate) struct Unknown;

impl FromStr for Of {
    type Err = Unknown;

    fn from_str(slug: &str) -> Result<Self, Unknown> {
        Table::find(slug).map(Self).ok_or(Unknown)
    }
}

/// Every table with what it is for.
pub(crate) async fn index() -> Answer {
    Ok(Page::from(pages::index()))
}

/// A table's records.
pub(crate) async fn list(site: Site, Path(Of(table)): Path<Of>, params: Params) -> Answer {
    let mut db = site.db().await?;
    let choices = choices(&mut db, table, true).await?;
    web::list::answer(&site, &mut db, &pages::list(table, &choices), &table.shown.listing, params).await
}
