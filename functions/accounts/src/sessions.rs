//! Where somebody is signed in, and signing out there.

use shared::access::{self, GITHUB};
use templates::pages::sessions::{SESSIONS, Sessions, sessions};
use web::{Answer, OwnSession, Page, Posted, Site, Viewer};

/// The list.
pub(crate) async fn list(site: Site, viewer: Viewer, own: OwnSession) -> Answer {
    let places = site.sessions().places(viewer.id, &own.stamp, site.clock().now()).await?;
    let accounts = match site.config().github {
        Some(_) => Some(access::social_accounts(&mut *site.db().await?, viewer.id, GITHUB).await?),
        None => None,
    };
    Ok(sessions(&Sessions { places: &places, here: &own.id, github: accounts.as_deref() }).into())
}

/// Signs out at one place: one's own only.
pub(crate) async fn end(site: Site, viewer: Viewer, own: OwnSession, posted: Posted) -> Answer {
    let id = posted.text("session");
    if id == own.id {
        return Ok(Page::redirect("/account/login/").success("You are logged out.").sign_out());
    }
    let page = Page::redirect(SESSIONS);
    Ok(match site.sessions().end_place(viewer.id, id).await? {
        true => page.success("You are logged out there."),
        false => page.warning("That session had ended already."),
    })
}

/// Signs out everywhere but here.
pub(crate) async fn end_others(site: Site, viewer: Viewer, own: OwnSession) -> Answer {
    let ended = site.sessions().end_others(viewer.id, Some(&own.id)).await?;
    let page = Page::redirect(SESSIONS);
    Ok(match ended {
        0 => page.warning("You were logged in nowhere else."),
        _ => page.success("You are logged out everywhere but in this browser."),
    })
}
