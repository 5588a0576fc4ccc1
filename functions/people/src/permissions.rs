//! What a person may do (PER-14).

use shared::person::{self, PermissionsInput};
use shared::record::{Kind, person_url};
use templates::form::State;
use templates::pages::person as pages;
use web::form::{Current, again};
use web::{Answer, OrNotFound as _, Page, Path, Posted, Site, Viewer};

/// The form.
pub(crate) async fn show(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let rights = person::permissions(&mut db, id, false).await?.or_404()?;
    let offered = person::grants(&mut db).await?;
    let form = pages::permissions_form(&viewer, &offered, id);
    let state = State::stored(&form, &rights.input, rights.version);
    Ok(pages::permissions(&viewer, id, &rights, &offered, &form, &state).into())
}

/// What it sends. Who is no superuser is not asked for superuser status, groups and permissions: what else they send is ignored.
pub(crate) async fn submit(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "change permissions").await?;
    let rights = person::permissions(&mut change, id, true).await?.or_404()?;
    let offered = person::grants(&mut change).await?;
    let form = pages::permissions_form(&viewer, &offered, id);
    let current = Current::of(Kind::Person, id, &rights.input, rights.version);
    let input: PermissionsInput = match posted.input(&mut change, &form, &id, Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::permissions(&viewer, id, &rights, &offered, &form, &state))),
    };
    if input.is_active != rights.input.is_active {
        web::may_manage(&mut change, &viewer, &[id]).await?;
    }
    person::set_permissions(&mut change, id, &input).await?;
    change.commit().await?;
    Ok(Page::redirect(person_url(id)).success(format!("The permissions of {} were updated.", rights.label)))
}
