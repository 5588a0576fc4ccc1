//! Archiving a person (PER-12).

use shared::access::{self, LAST_SUPERUSER};
use shared::person;
use shared::record::person_url;
use web::{Answer, OrNotFound as _, Page, Path, Site, Viewer};

/// Erases what is personal. Nobody signs in as them from then on, and whoever is signed in as them is no more: they are not
/// active, and their password's stamp is another.
pub(crate) async fn archive(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    let mut change = site.change(&viewer, "archive person").await?;
    web::may_manage(&mut change, &viewer, &[id]).await?;
    if access::is_last_superuser(&mut change, id).await? {
        return Ok(Page::redirect(person_url(id)).error(LAST_SUPERUSER));
    }
    let archived = person::archive(&mut change, id).await?.or_404()?;
    change.commit().await?;
    let message = format!("{} was archived.", archived.label);
    Ok(if viewer.id == id {
        Page::redirect("/account/login/").success(message).sign_out()
    } else {
        Page::redirect(if viewer.is_admin { person_url(id) } else { "/dashboard/instructor/".to_owned() }).success(message)
    })
}
