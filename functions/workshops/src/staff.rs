//! The search for workshop staff (STF-01, STF-02).

use shared::db::Db;
use shared::listing::Query;
use shared::staff::{self, ListRow, Place};
use templates::list::{List, ListState};
use templates::pages::staff as pages;
use web::{Answer, Failure, Page, Params, Posted, Site};

/// STF-01
pub(crate) async fn search(site: Site, params: Params) -> Answer {
    let mut db = site.db().await?;
    let Search { list, mut state, query } = Search::read(&site, &mut db, params).await?;
    let rows = web::list::found(&mut db, &staff::LISTING, &mut state, &query).await?;
    Ok(pages::page(list, &state, &rows).into())
}

/// STF-02
pub(crate) async fn export(site: Site, params: Params) -> Answer {
    let mut db = site.db().await?;
    let Search { list, query, .. } = Search::read(&site, &mut db, params).await?;
    let rows = staff::LISTING.all(&mut db, &query).await?;
    web::list::file(&pages::export(list), &rows, "WorkshopStaff.csv")
}

/// Writes to those who were ticked. It changes nothing; a form of this many people is too long for an address.
pub(crate) async fn contact(site: Site, posted: Posted) -> Answer {
    let people: Vec<i32> = posted.0.iter().filter(|(name, _)| name == "person").filter_map(|(_, id)| id.parse().ok()).collect();
    if people.is_empty() {
        return Ok(Page::from(pages::nobody()).invalid());
    }
    let contact = staff::contact(&mut *site.db().await?, &people).await?;
    Ok(pages::contact(&contact).into())
}

/// What is looked for.
struct Search {
    list: List<ListRow>,
    state: ListState,
    query: Query,
}

impl Search {
    /// Reads the form; with a fault in what it says about the place there is no point of reference.
    async fn read(site: &Site, db: &mut Db, params: Params) -> Result<Self, Failure> {
        let choices = staff::choices(&mut *db, params.get("airport_iata").map(str::trim)).await?;
        let airport = choices.airport;
        let list = pages::list(choices);
        let (mut state, mut query) = web::list::asked(site, db, &list, &staff::LISTING, params).await?;
        let place = Place::read(
            state.value("airport_iata"),
            state.value("country").is_some(),
            state.value("latitude"),
            state.value("longitude"),
        );
        let (near, errors) = staff::reference(&place, airport);
        state.errors.merge(errors);
        query.near = near;
        Ok(Self { list, state, query })
    }
}
