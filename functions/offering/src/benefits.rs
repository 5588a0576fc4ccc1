//! Benefits (OFF-07 … OFF-11).

use shared::benefit::{self, BenefitInput, Stored};
use shared::db::Db;
use shared::history;
use shared::record::{Kind, benefit_url};
use templates::form::State;
use templates::pages::benefit as pages;
use uuid::Uuid;
use web::form::{Current, again};
use web::{Answer, Failure, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer};

/// OFF-07
pub(crate) async fn list(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    web::list::answer(&site, &mut db, &pages::list(&viewer), &benefit::LISTING, params).await
}

/// OFF-08, the form.
pub(crate) async fn new() -> Answer {
    let mut state = State::default();
    state.preset("active", "on");
    Ok(pages::add(&pages::form(None), &state).into())
}

/// OFF-08, what it sends.
pub(crate) async fn create(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "add benefit").await?;
    let form = pages::form(None);
    let input = match posted.input::<BenefitInput>(&mut change, &form, &None, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&form, &state))),
    };
    let id = benefit::create(&mut change, &input).await?;
    let label = stored(&mut change, id, false).await?.label;
    change.commit().await?;
    Ok(Page::redirect(benefit_url(id)).success(format!("{label} was created.")))
}

/// OFF-09
pub(crate) async fn details(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut db = site.db().await?;
    let benefit = benefit::by_id(&mut db, id).await?.or_404()?;
    let history = history::summary(&mut db, Kind::Benefit.table(), &id.to_string()).await?;
    Ok(pages::details(&viewer, &benefit, &history).into())
}

async fn stored(db: &mut Db, id: Uuid, lock: bool) -> Result<Stored, Failure> {
    benefit::stored(db, id, lock).await?.or_404()
}

/// OFF-10, the form.
pub(crate) async fn edit(site: Site, Path(id): Path<Uuid>) -> Answer {
    let stored = stored(&mut *site.db().await?, id, false).await?;
    let form = pages::form(Some(id));
    let state = State::stored(&form, &stored.input, stored.version);
    Ok(pages::edit(&benefit_url(id), &stored.label, &form, &state).into())
}

/// OFF-10, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "edit benefit").await?;
    let before = stored(&mut change, id, true).await?;
    let form = pages::form(Some(id));
    let current = Current::of(Kind::Benefit, id, &before.input, before.version);
    let input = match posted.input::<BenefitInput>(&mut change, &form, &Some(id), Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::edit(&benefit_url(id), &before.label, &form, &state))),
    };
    benefit::update(&mut change, id, &input).await?;
    let label = stored(&mut change, id, false).await?.label;
    change.commit().await?;
    Ok(Page::redirect(benefit_url(id)).success(format!("{label} was updated.")))
}

/// OFF-11
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut change = site.change(&viewer, "delete benefit").await?;
    let label = stored(&mut change, id, true).await?.label;
    if let Some(page) = web::delete(&mut change, Kind::Benefit, &id.to_string(), &label, &benefit_url(id)).await? {
        return Ok(page);
    }
    change.commit().await?;
    Ok(Page::redirect(pages::BENEFITS).success(format!("{label} was deleted.")))
}
