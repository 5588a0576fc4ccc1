//! Accounts (OFF-01 … OFF-05).

use shared::account::{self, AccountInput, Source, Stored};
use shared::db::Db;
use shared::history;
use shared::partnership;
use shared::record::{Kind, account_url};
use templates::form::State;
use templates::pages::account as pages;
use templates::pages::deletion::blocked;
use uuid::Uuid;
use web::form::{Current, again, filled};
use web::{Answer, Failure, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer};

/// OFF-01
pub(crate) async fn list(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    web::list::answer(&site, &mut db, &pages::list(&viewer), &account::LISTING, params).await
}

/// OFF-02, the form.
pub(crate) async fn new() -> Answer {
    let mut state = State::default();
    state.preset("active", "on");
    Ok(pages::add(&pages::form(None, ""), &state).into())
}

/// OFF-02, what it sends.
pub(crate) async fn create(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "add account").await?;
    let form = pages::form(None, posted.text("account_type"));
    let input = match posted.input::<AccountInput>(&mut change, &form, &None, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&form, &state))),
    };
    let id = account::create(&mut change, &input).await?;
    let name = stored(&mut change, id, false).await?.label;
    change.commit().await?;
    Ok(Page::redirect(account_url(id)).success(format!("{name} was created.")))
}

/// OFF-03
pub(crate) async fn details(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut db = site.db().await?;
    let today = site.clock().today();
    let account = account::by_id(&mut db, id).await?.or_404()?;
    let partnerships = partnership::of_account(&mut db, id).await?;
    let related = account::related(&mut db, Source::Account(id), today).await?;
    let history = history::summary(&mut db, Kind::Account.table(), &id.to_string()).await?;
    let sheet = pages::Sheet {
        viewer: &viewer,
        account: &account,
        partnerships: &partnerships,
        related: &related,
        history: &history,
        today,
    };
    Ok(pages::details(&sheet).into())
}

async fn stored(db: &mut Db, id: Uuid, lock: bool) -> Result<Stored, Failure> {
    account::stored(db, id, lock).await?.or_404()
}

/// OFF-04, the form.
pub(crate) async fn edit(site: Site, Path(id): Path<Uuid>) -> Answer {
    let mut db = site.db().await?;
    let stored = stored(&mut db, id, false).await?;
    let form = pages::form(Some(id), &stored.input.account_type);
    let state = filled(&mut db, &form, &stored.input, stored.version).await?;
    Ok(pages::edit(&stored, &form, &state).into())
}

/// OFF-04, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "edit account").await?;
    let before = stored(&mut change, id, true).await?;
    let form = pages::form(Some(id), posted.text("account_type"));
    let current = Current::of(Kind::Account, id, &before.input, before.version);
    let input = match posted.input::<AccountInput>(&mut change, &form, &Some(before.own), Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::edit(&before, &form, &state))),
    };
    account::update(&mut change, before.own, &input).await?;
    let name = stored(&mut change, id, false).await?.label;
    change.commit().await?;
    Ok(Page::redirect(account_url(id)).success(format!("{name} was updated.")))
}

/// OFF-05
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut change = site.change(&viewer, "delete account").await?;
    let name = stored(&mut change, id, true).await?.label;
    let blockers = account::remove(&mut change, id).await?;
    if !blockers.is_empty() {
        let url = account_url(id);
        return Ok(blocked(&name, &url, &blockers, &url).into());
    }
    change.commit().await?;
    Ok(Page::redirect(pages::ACCOUNTS).success(format!("{name} was deleted.")))
}
