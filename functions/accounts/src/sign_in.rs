//! Signing in and out (AUTH-01, AUTH-02).

use templates::pages::login::{Login, login};
use templates::view::View;
use web::{Answer, Client, Page, Params, Posted, Site, safe_next};

const DASHBOARD: &str = "/dashboard/";
const WRONG: &str =
    "This username or email and this password do not belong together. Check both; capital letters count in the password.";

fn page(site: &Site, username: &str, next: &str, error: Option<&str>) -> View {
    login(&Login { username, next, error, github: site.config().github.is_some(), password_reset: true })
}

/// Where who has signed in goes: to `next` if it is safe to follow, else to the dashboard.
pub(crate) fn way(site: &Site, next: &str) -> String {
    safe_next(next, &site.config().hosts, DASHBOARD)
}

/// AUTH-01, the form. Somebody who is signed in may open it too.
pub(crate) async fn show(site: Site, params: Params) -> Answer {
    Ok(page(&site, "", params.get("next").unwrap_or(""), None).into())
}

/// AUTH-01, what it sends.
pub(crate) async fn submit(site: Site, client: Client, params: Params, posted: Posted) -> Answer {
    let (username, password) = (posted.text("username"), posted.text("password"));
    let next = Some(posted.text("next")).filter(|next| !next.is_empty()).or_else(|| params.get("next")).unwrap_or("");
    // No name is longer than an address, and no password is worth hashing a megabyte for.
    let is_plausible = !username.trim().is_empty()
        && username.chars().count() <= 254
        && password.chars().count() <= 4096
        && !username.contains('\0');
    let proven = if is_plausible { web::login::prove(&site, &client, username, password).await? } else { None };
    Ok(match proven {
        Some(proven) => Page::redirect(way(&site, next)).sign_in(proven.person, proven.stamp),
        None => Page::from(page(&site, username, next, Some(WRONG))).invalid(),
    })
}

/// AUTH-02
pub(crate) async fn leave() -> Answer {
    Ok(Page::redirect("/account/login/").success("You are logged out.").sign_out())
}
