//! Addresses that get no mail any more (EML-NEW-11).

use shared::mail_delivery::{Forgiven, Wish, forgive, suppressions};
use templates::pages::email as pages;
use web::{Answer, Page, Params, Posted, Site, Viewer};

/// So many addresses are on a page.
const PAGE: usize = 100;

/// The addresses.
pub(crate) async fn list(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut rows = suppressions(site.deliveries(), params.get("after"), PAGE + 1, site.clock().now()).await?;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let page = pages::Suppressions { rows: &rows, has_more, may_lift: viewer.can("change_scheduledemail") };
    Ok(pages::suppressions(&page).into())
}

/// Lets an address get mail again: takes it from SES's list, then from AMY's.
pub(crate) async fn lift(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let address = posted.text("address").trim();
    let page = Page::redirect(pages::SUPPRESSIONS);
    let wish = Wish { address, seen: posted.text("seen"), by: viewer.id };
    Ok(match forgive(site.deliveries(), site.mailer(), wish, site.clock().now()).await? {
        Forgiven::Done(_) => page.success(format!("{address} gets mail again.")),
        Forgiven::NotSuppressed => page.warning("This address was not suppressed."),
        Forgiven::Changed => page.warning("More has come back from this address meanwhile. Look again."),
        Forgiven::Refused(_) => page.error("The provider of mail did not do it. Nothing was changed; try again in a minute."),
    })
}
