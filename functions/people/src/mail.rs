//! Letting a person's address get mail again (EML-NEW-11).

use std::collections::BTreeMap;

use shared::mail_delivery::{self, Suppression};
use shared::person::{self, Details};
use shared::record::{Kind, person_url};
use shared::{comment, mail};
use templates::layout::{Flash, Level};
use web::{Answer, Failure, OrNotFound as _, Page, Path, Posted, Site, Viewer};

/// Which of the person's addresses get no mail; nothing where that cannot be found out, which is no reason to show no page.
pub(crate) async fn suppressed(site: &Site, person: &Details) -> Option<BTreeMap<String, Suppression>> {
    let found = mail_delivery::suppressed(site.deliveries(), &addresses(person), site.clock().now()).await;
    found.inspect_err(|error| tracing::warn!(%error, "suppressed addresses are not known")).ok()
}

fn addresses(person: &Details) -> Vec<String> {
    let both = person.email.iter().chain([&person.secondary_email]);
    both.filter(|address| !address.trim().is_empty()).cloned().collect()
}

/// Takes the address from AMY's list and from SES's. Who did that is in the comments on the person.
pub(crate) async fn lift(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let page = Page::redirect(person_url(id));
    Ok(match try_lifting(&site, &viewer, id, posted.text("address").trim()).await? {
        Ok(done) => page.success(done),
        Err(why) => page.flash(Flash::new(Level::Error, why)),
    })
}

/// What was done, or why nothing was.
async fn try_lifting(site: &Site, viewer: &Viewer, id: i32, address: &str) -> Result<Result<String, String>, Failure> {
    // Asked before the change: no transaction is open while others are waited for.
    let person = person::by_id(&mut *site.db().await?, id).await?.or_404()?;
    if !addresses(&person).iter().any(|own| own == address) {
        return Ok(Err(format!("{} has another address now. Nothing was changed.", person.full_name)));
    }
    let now = site.clock().now();
    let known = mail_delivery::suppressed(site.deliveries(), &[address.to_owned()], now).await?;
    let Some(suppression) = known.get(address) else {
        return Ok(Err(format!("Mail goes to {address} already.")));
    };
    if let Err(error) = site.mailer().forgive(&suppression.address).await {
        tracing::error!(class = ?error.class(), reason = error.reason(), "an address was not taken from the list of SES");
        return Ok(Err(match error.class() {
            mail::Class::Transient | mail::Class::OutcomeUnknown => {
                "The provider of mail does not answer. Nothing was changed; try again in a minute.".to_owned()
            }
            _ => "The provider of mail refuses. Nothing was changed; tell whoever runs AMY.".to_owned(),
        }));
    }
    mail_delivery::lift(site.deliveries(), address, viewer.id, now).await?;
    tracing::info!(person = id, by = viewer.id, cause = suppression.cause.code(), "mail to an address is sent again");
    let mut change = site.change(viewer, "lift mail suppression").await?;
    let note = format!("{} lets mail go to `{address}` again. Why it did not: {}.", viewer.full_name, reason(suppression));
    comment::automatic(&mut change, Kind::Person, &id.to_string(), &note).await?;
    change.commit().await?;
    Ok(Ok(format!("Mail goes to {address} again.")))
}

fn reason(suppression: &Suppression) -> String {
    format!("{}, on {}", suppression.cause.label(), suppression.at.format("%Y-%m-%d"))
}
