//! Addresses that get no mail any more (EML-NEW-11).

use shared::mail_delivery::{self, suppressed, suppressions};
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
    let now = site.clock().now();
    let known = suppressed(site.deliveries(), &[address.to_owned()], now).await?;
    let Some(suppression) = known.get(address) else { return Ok(page.warning("This address was not suppressed.")) };
    if let Err(error) = site.mailer().forgive(&suppression.address).await {
        tracing::error!(class = ?error.class(), reason = error.reason(), "an address was not taken from the list of SES");
        return Ok(page.error("The provider of mail did not do it. Nothing was changed; try again in a minute."));
    }
    mail_delivery::lift(site.deliveries(), address, viewer.id, now).await?;
    tracing::info!(by = viewer.id, cause = suppression.cause.code(), "mail to an address is sent again");
    Ok(page.success(format!("{address} gets mail again.")))
}
