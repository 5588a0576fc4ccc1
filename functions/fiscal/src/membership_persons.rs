//! The persons of a membership (MEM-06).

use shared::membership::{self, PersonsInput};
use shared::record::membership_url;
use templates::form::State;
use templates::pages::membership::persons as pages;
use web::form::{again, label};
use web::{Answer, OrNotFound as _, Page, Path, Posted, Site, Viewer};

use crate::membership_members::name;

/// MEM-06, the form.
pub(crate) async fn edit(site: Site, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let stored = membership::stored_persons(&mut db, id, false).await?.or_404()?;
    let form = pages::form(id);
    let mut state = State::of(&form, &stored);
    label(&mut db, &form, &mut state).await?;
    Ok(pages::page(id, &name(&mut db, id, &site).await?, &form, &state).into())
}

/// MEM-06, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "change persons of membership").await?;
    let stored = membership::stored_persons(&mut change, id, true).await?.or_404()?;
    let name = name(&mut change, id, &site).await?;
    let form = pages::form(id);
    let input = match posted.input::<PersonsInput>(&mut change, &form, &stored, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::page(id, &name, &form, &state))),
    };
    membership::save_persons(&mut change, id, &stored, &input).await?;
    change.commit().await?;
    Ok(Page::redirect(membership_url(id)).success(format!("The persons of {name} were saved.")))
}
