//! Scheduled emails: their list, and the page of each (emails.md 5.3, 5.4).

use shared::listing::Listing;
use shared::mail_delivery;
use shared::scheduled_email::{self, ListRow};
use templates::list::FORMAT;
use templates::pages::email as pages;
use uuid::Uuid;
use web::{Answer, OrNotFound as _, Params, Path, Site, Viewer};

use crate::shown::of_email;

/// Filters, orders and rows.
const LISTING: &Listing = &scheduled_email::LISTING;

/// All emails. What they are about is told by one more statement than a list takes.
pub(crate) async fn list(site: Site, params: Params) -> Answer {
    let mut db = site.db().await?;
    let list = pages::list();
    let today = site.clock().today();
    let wants_csv = params.get(FORMAT) == Some("csv");
    let (mut state, query) = web::list::asked(&site, &mut db, &list, LISTING, params).await?;
    if wants_csv {
        let mut rows = LISTING.all::<ListRow>(&mut db, &query).await?;
        scheduled_email::tell(&mut db, &mut rows, today).await?;
        return web::list::file(&list, &rows, "scheduled-emails.csv");
    }
    let mut rows = web::list::found::<ListRow>(&mut db, LISTING, &mut state, &query).await?;
    scheduled_email::tell(&mut db, &mut rows.rows, today).await?;
    Ok(list.page(&state, &rows).into())
}

/// An email, from what made it to whom it reached. That nobody can tell what has become of it is no reason to hide the rest.
pub(crate) async fn details(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut db = site.db().await?;
    let today = site.clock().today();
    let email = scheduled_email::details(&mut db, id, today).await?.or_404()?;
    let shown = of_email(&mut db, &email, today).await?;
    drop(db);
    let deliveries = match &email.ses_message_id {
        None => Some(Vec::new()),
        Some(message) => match mail_delivery::deliveries(site.deliveries(), message).await {
            Ok(deliveries) => Some(deliveries),
            Err(error) => {
                tracing::error!(%error, email = %id, "the deliveries of an email cannot be told");
                None
            }
        },
    };
    let sheet = pages::Sheet {
        viewer: &viewer,
        email: &email,
        shown: &shown,
        deliveries: deliveries.as_deref(),
        now: site.clock().now(),
    };
    Ok(pages::details(&sheet).into())
}
