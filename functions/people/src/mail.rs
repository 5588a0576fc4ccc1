//! Letting a person's address get mail again (EML-NEW-11).

use std::collections::BTreeMap;

use shared::comment;
use shared::mail::Class;
use shared::mail_delivery::{self, Forgiven, Suppression, Wish};
use shared::person::{self, Details};
use shared::record::{Kind, person_url};
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
    let wish = Wish { address: posted.text("address").trim(), seen: posted.text("seen"), by: viewer.id };
    let (level, text) = try_lifting(&site, &viewer, id, wish).await?;
    Ok(Page::redirect(person_url(id)).flash(Flash::new(level, text)))
}

/// What was done, or why nothing was.
async fn try_lifting(site: &Site, viewer: &Viewer, id: i32, wish: Wish<'_>) -> Result<(Level, String), Failure> {
    // Asked before the change: no transaction is open while others are waited for.
    let person = person::by_id(&mut *site.db().await?, id).await?.or_404()?;
    let address = wish.address;
    if !addresses(&person).iter().any(|own| own == address) {
        return Ok((Level::Error, format!("{} has another address now. Nothing was changed.", person.full_name)));
    }
    let suppression = match mail_delivery::forgive(site.deliveries(), site.mailer(), wish, site.clock().now()).await? {
        Forgiven::Done(suppression) => suppression,
        Forgiven::NotSuppressed => return Ok((Level::Error, format!("Mail goes to {address} already."))),
        Forgiven::Changed => {
            return Ok((Level::Warning, "More has come back from this address meanwhile. Look again.".to_owned()));
        }
        Forgiven::Refused(class) => return Ok((Level::Error, refusal(class).to_owned())),
    };
    let mut change = site.change(viewer, "lift mail suppression").await?;
    let note = format!("{} lets mail go to `{address}` again. Why it did not: {}.", viewer.full_name, reason(&suppression));
    comment::automatic(&mut change, Kind::Person, &id.to_string(), &note).await?;
    change.commit().await?;
    Ok((Level::Success, format!("Mail goes to {address} again.")))
}

fn refusal(class: Class) -> &'static str {
    match class {
        Class::Transient | Class::OutcomeUnknown => {
            "The provider of mail does not answer. Nothing was changed; try again in a minute."
        }
        _ => "The provider of mail refuses. Nothing was changed; tell whoever runs AMY.",
    }
}

fn reason(suppression: &Suppression) -> String {
    format!("{}, on {}", suppression.cause.label(), suppression.at.format("%Y-%m-%d"))
}
