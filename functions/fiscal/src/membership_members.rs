//! The organizations of a membership (MEM-05).

use shared::db::Db;
use shared::membership::{self, MembersInput};
use shared::record::{self, Kind, membership_url};
use templates::form::State;
use templates::pages::membership::members as pages;
use web::form::{again, label};
use web::{Answer, Failure, OrNotFound as _, Page, Path, Posted, Site, Viewer};

/// What the membership is called.
pub(crate) async fn name(db: &mut Db, id: i32, site: &Site) -> Result<String, Failure> {
    Ok(record::named(db, Kind::Membership, &id.to_string(), site.clock().today()).await?.or_404()?.label)
}

/// MEM-05, the form.
pub(crate) async fn edit(site: Site, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let (stored, consortium) = membership::stored_members(&mut db, id, false).await?.or_404()?;
    let form = pages::form(id, consortium);
    let mut state = State::of(&form, &stored);
    label(&mut db, &form, &mut state).await?;
    Ok(pages::page(id, &name(&mut db, id, &site).await?, &form, &state).into())
}

/// MEM-05, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "change members of membership").await?;
    let stored = membership::stored_members(&mut change, id, true).await?.or_404()?;
    let name = name(&mut change, id, &site).await?;
    let form = pages::form(id, stored.1);
    let input = match posted.input::<MembersInput>(&mut change, &form, &stored, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::page(id, &name, &form, &state))),
    };
    membership::save_members(&mut change, id, &stored, &input, &viewer).await?;
    change.commit().await?;
    Ok(Page::redirect(membership_url(id)).success(format!("The members of {name} were saved.")))
}
