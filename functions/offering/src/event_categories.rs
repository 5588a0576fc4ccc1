//! Categories of events (OFF-17 … OFF-21).

use shared::db::Db;
use shared::event_category::{self, CategoryInput, Stored};
use shared::history;
use shared::record::{Kind, event_category_url};
use templates::form::State;
use templates::pages::event_category as pages;
use uuid::Uuid;
use web::form::{Current, again};
use web::{Answer, Failure, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer};

/// OFF-17
pub(crate) async fn list(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    web::list::answer(&site, &mut db, &pages::list(&viewer), &event_category::LISTING, params).await
}

/// OFF-18, the form.
pub(crate) async fn new() -> Answer {
    let mut state = State::default();
    state.preset("active", "on");
    Ok(pages::add(&pages::form(None), &state).into())
}

/// OFF-18, what it sends.
pub(crate) async fn create(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "add event category").await?;
    let form = pages::form(None);
    let input = match posted.input::<CategoryInput>(&mut change, &form, &(), None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&form, &state))),
    };
    let id = event_category::create(&mut change, &input).await?;
    change.commit().await?;
    Ok(Page::redirect(event_category_url(id)).success(format!("{} was created.", pages::label(&input.name))))
}

/// OFF-19
pub(crate) async fn details(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut db = site.db().await?;
    let category = event_category::by_id(&mut db, id).await?.or_404()?;
    let history = history::summary(&mut db, Kind::EventCategory.table(), &id.to_string()).await?;
    Ok(pages::details(&viewer, &category, &history).into())
}

async fn stored(db: &mut Db, id: Uuid, lock: bool) -> Result<Stored, Failure> {
    event_category::stored(db, id, lock).await?.or_404()
}

/// OFF-20, the form.
pub(crate) async fn edit(site: Site, Path(id): Path<Uuid>) -> Answer {
    let stored = stored(&mut *site.db().await?, id, false).await?;
    let form = pages::form(Some(id));
    let state = State::stored(&form, &stored.input, stored.version);
    Ok(pages::edit(&event_category_url(id), &stored.input.name, &form, &state).into())
}

/// OFF-20, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "edit event category").await?;
    let before = stored(&mut change, id, true).await?;
    let form = pages::form(Some(id));
    let current = Current::of(Kind::EventCategory, id, &before.input, before.version);
    let input = match posted.input::<CategoryInput>(&mut change, &form, &(), Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::edit(&event_category_url(id), &before.input.name, &form, &state))),
    };
    event_category::update(&mut change, id, &input).await?;
    change.commit().await?;
    Ok(Page::redirect(event_category_url(id)).success(format!("{} was updated.", pages::label(&input.name))))
}

/// OFF-21
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut change = site.change(&viewer, "delete event category").await?;
    let label = pages::label(&stored(&mut change, id, true).await?.input.name);
    if let Some(page) = web::delete(&mut change, Kind::EventCategory, &id.to_string(), &label, &event_category_url(id)).await? {
        return Ok(page);
    }
    change.commit().await?;
    Ok(Page::redirect(pages::CATEGORIES).success(format!("{label} was deleted.")))
}
