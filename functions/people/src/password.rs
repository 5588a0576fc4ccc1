//! Another password (PER-15).

use shared::access::NewPassword;
use shared::db::Db;
use shared::password::{self, PasswordInput, Replacing};
use shared::record::person_url;
use templates::form::State;
use templates::pages::password as pages;
use web::form::again;
use web::{Answer, Failure, OrNotFound as _, OwnSession, Page, Path, Posted, Site, Viewer};

/// Whose password it is, as far as the viewer may change it.
async fn own(db: &mut Db, viewer: &Viewer, id: i32) -> Result<Replacing, Failure> {
    let asks_old = match viewer.new_password_for(id) {
        NewPassword::Refused => return Err(Failure::Forbidden("a superuser’s rights".to_owned())),
        NewPassword::AfterTheOld => true,
        NewPassword::Allowed => false,
    };
    Ok(Replacing { holder: password::holder(db, id).await?.or_404()?, asks_old })
}

/// Where one goes from there: whoever is no admin may not see the person's page.
fn back(viewer: &Viewer, id: i32) -> String {
    if viewer.is_admin { person_url(id) } else { "/dashboard/".to_owned() }
}

/// The form.
pub(crate) async fn show(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    let own = own(&mut *site.db().await?, &viewer, id).await?;
    let form = pages::change_form(own.asks_old, &back(&viewer, id));
    Ok(pages::change(&own, &form, &State::default()).into())
}

/// What it sends. The new password ends all sessions of the person; whoever gives it to themself stays signed in here.
pub(crate) async fn submit(site: Site, viewer: Viewer, session: OwnSession, Path(id): Path<i32>, posted: Posted) -> Answer {
    if viewer.new_password_for(id) == NewPassword::AfterTheOld {
        // Whoever finds a browser signed in must not try out passwords at leisure.
        web::login::may_try(&site, id).await?;
    }
    let mut change = site.change(&viewer, "change password").await?;
    let own = own(&mut change, &viewer, id).await?;
    let form = pages::change_form(own.asks_old, &back(&viewer, id));
    let input = match posted.input::<PasswordInput>(&mut change, &form, &own, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::change(&own, &form, &state))),
    };
    let stamp = password::replace(&mut change, &own.holder, &input.new_password1).await?;
    let stamp = stamp.ok_or_else(|| Failure::Conflict("the password was changed meanwhile".to_owned()))?;
    change.commit().await?;
    web::login::end_sessions(&site, id, Some(&session.id)).await;
    let page = Page::redirect(back(&viewer, id)).success(format!("The password of {} was changed.", own.holder.label));
    Ok(if viewer.id == id { page.sign_in(id, stamp) } else { page })
}
