//! The owners of an account (OFF-06).

use shared::account::{self, OwnersInput};
use shared::db::Db;
use shared::record::{self, Kind, account_url};
use templates::form::State;
use templates::pages::account::owners as pages;
use uuid::Uuid;
use web::form::{again, label};
use web::{Answer, Failure, OrNotFound as _, Page, Path, Posted, Site, Viewer};

async fn name(db: &mut Db, id: Uuid, site: &Site) -> Result<String, Failure> {
    Ok(record::named(db, Kind::Account, &id.to_string(), site.clock().today()).await?.or_404()?.label)
}

/// OFF-06, the form.
pub(crate) async fn edit(site: Site, Path(id): Path<Uuid>) -> Answer {
    let mut db = site.db().await?;
    let stored = account::stored_owners(&mut db, id, false).await?.or_404()?;
    let form = pages::form(id);
    let mut state = State::of(&form, &stored);
    label(&mut db, &form, &mut state).await?;
    Ok(pages::page(id, &name(&mut db, id, &site).await?, &form, &state).into())
}

/// OFF-06, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "change owners of account").await?;
    let stored = account::stored_owners(&mut change, id, true).await?.or_404()?;
    let name = name(&mut change, id, &site).await?;
    let form = pages::form(id);
    let input = match posted.input::<OwnersInput>(&mut change, &form, &stored, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::page(id, &name, &form, &state))),
    };
    account::save_owners(&mut change, id, &stored, &input).await?;
    change.commit().await?;
    Ok(Page::redirect(account_url(id)).success(format!("The owners of {name} were saved.")))
}
