//! Consortiums (CON-01 … CON-05).

use shared::consortium::{self, ConsortiumInput, Stored};
use shared::db::Db;
use shared::history;
use shared::record::{Kind, consortium_url};
use templates::form::State;
use templates::pages::consortium as pages;
use web::form::{Current, again, filled};
use web::{Answer, Failure, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer};

/// CON-01
pub(crate) async fn list(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    web::list::answer(&site, &mut db, &pages::list(&viewer), &consortium::LISTING, params).await
}

/// CON-02, the form.
pub(crate) async fn new() -> Answer {
    Ok(pages::add(&pages::form(None), &State::default()).into())
}

/// CON-02, what it sends.
pub(crate) async fn create(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "add consortium").await?;
    let form = pages::form(None);
    let input = match posted.input::<ConsortiumInput>(&mut change, &form, &(), None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&form, &state))),
    };
    let id = consortium::create(&mut change, &input).await?;
    change.commit().await?;
    Ok(Page::redirect(consortium_url(id)).success(format!("The consortium {} was created.", input.name)))
}

/// CON-03
pub(crate) async fn details(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let consortium = consortium::by_id(&mut db, id).await?.or_404()?;
    let history = history::summary(&mut db, Kind::Consortium.table(), &id.to_string()).await?;
    Ok(pages::details(&viewer, &consortium, &history).into())
}

async fn stored(db: &mut Db, id: i32, lock: bool) -> Result<Stored, Failure> {
    consortium::stored(db, id, lock).await?.or_404()
}

/// CON-04, the form.
pub(crate) async fn edit(site: Site, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let stored = stored(&mut db, id, false).await?;
    let form = pages::form(Some(id));
    let state = filled(&mut db, &form, &stored.input, stored.version).await?;
    Ok(pages::edit(id, &stored.input.name, &form, &state).into())
}

/// CON-04, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "edit consortium").await?;
    let stored = stored(&mut change, id, true).await?;
    let form = pages::form(Some(id));
    let current = Current::of(Kind::Consortium, id, &stored.input, stored.version);
    let input = match posted.input(&mut change, &form, &(), Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::edit(id, &stored.input.name, &form, &state))),
    };
    consortium::update(&mut change, id, &input).await?;
    change.commit().await?;
    Ok(Page::redirect(consortium_url(id)).success(format!("The consortium {} was updated.", input.name)))
}

/// CON-05
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    let mut change = site.change(&viewer, "delete consortium").await?;
    let name = stored(&mut change, id, true).await?.input.name;
    if let Some(page) = web::delete(&mut change, Kind::Consortium, &id.to_string(), &name, &consortium_url(id)).await? {
        return Ok(page);
    }
    change.commit().await?;
    Ok(Page::redirect(pages::CONSORTIUMS).success(format!("The consortium {name} was deleted.")))
}
