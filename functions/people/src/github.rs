//! Letting a person sign in with their account on GitHub (PER-16).

use shared::person::{self, Linked};
use shared::record::person_url;
use templates::layout::{Flash, Level};
use web::{Answer, Failure, OrNotFound as _, Page, Path, Site, Viewer};

/// PER-16 by GET changes nothing.
pub(crate) async fn back(Path(id): Path<i32>) -> Answer {
    Ok(Page::redirect(person_url(id)))
}

/// PER-16
pub(crate) async fn sync(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    Ok(match link(&site, &viewer, id).await? {
        Ok(done) => Page::redirect(person_url(id)).success(done),
        Err(why) => Page::redirect(person_url(id)).flash(Flash::new(Level::Error, why)),
    })
}

/// What was done, or why nothing was.
async fn link(site: &Site, viewer: &Viewer, id: i32) -> Result<Result<String, String>, Failure> {
    let comment = "link person to GitHub";
    let (label, name) = {
        // Never committed: it only looks.
        let mut change = site.change(viewer, comment).await?;
        let label = person::label(&mut change, id).await?.or_404()?;
        web::may_manage(&mut change, viewer, &[id]).await?;
        (label, person::github_name(&mut change, id).await?)
    };
    let Some(name) = name else {
        return Ok(Err(format!("{label} must be active and have a name on GitHub, before they can log in with it.")));
    };
    // Asked before the transaction: none is open while somebody else's server is waited for.
    let account = match site.egress().github_user(&name).await {
        Ok(Some(account)) => account,
        Ok(None) => return Ok(Err(format!("GitHub knows nobody called {name}. Check the name."))),
        Err(failed) => return Ok(Err(format!("{label} was not linked to GitHub. {failed}"))),
    };
    let mut change = site.change(viewer, comment).await?;
    // Once more: they may have been given rights since.
    web::may_manage(&mut change, viewer, &[id]).await?;
    let linked = person::link_github(&mut change, id, &name, &account.id.to_string()).await?;
    change.commit().await?;
    Ok(match linked {
        Linked::Done => Ok(format!("{label} can log in with the account {} on GitHub.", account.login)),
        Linked::Impossible => Err(format!("{label} was changed in the meantime, and not linked to GitHub. Try again.")),
        Linked::Taken => Err(format!("Another person logs in with the account {} on GitHub already.", account.login)),
    })
}
