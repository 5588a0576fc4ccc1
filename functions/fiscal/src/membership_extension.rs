//! Making a membership longer (MEM-07).

use shared::agreement::ExtendInput;
use shared::membership::{self, Stored};
use shared::record::{Kind, membership_url};
use templates::form::State;
use templates::pages::agreement::extend::Now;
use templates::pages::membership::extend as pages;
use web::form::{Current, again};
use web::{Answer, OrNotFound as _, Page, Path, Posted, Site, Viewer};

/// What the form starts from: the end as it is.
fn start(stored: &Stored) -> ExtendInput {
    ExtendInput { new_agreement_end: stored.input.terms.agreement_end, comment: String::new() }
}

/// MEM-07, the form.
pub(crate) async fn edit(site: Site, Path(id): Path<i32>) -> Answer {
    let stored = membership::stored(&mut *site.db().await?, id, false).await?.or_404()?;
    let now = Now::Days(stored.input.terms.period());
    let form = pages::form(id, now);
    let state = State::stored(&form, &start(&stored), stored.version);
    Ok(pages::page(id, &stored.label, now, &form, &state).into())
}

/// MEM-07, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "extend membership").await?;
    let stored = membership::stored(&mut change, id, true).await?.or_404()?;
    let period = stored.input.terms.period();
    let (form, start) = (pages::form(id, Now::Days(period)), start(&stored));
    let current = Current::of(Kind::Membership, id, &start, stored.version);
    let input = match posted.input(&mut change, &form, &period, Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::page(id, &stored.label, Now::Days(period), &form, &state))),
    };
    membership::extend(&mut change, id, &input, &viewer).await?;
    change.commit().await?;
    let days = input.new_agreement_end.signed_duration_since(period.end).num_days();
    let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    Ok(Page::redirect(membership_url(id))
        .success(format!("{} was extended by {days}, until {}.", stored.label, input.new_agreement_end)))
}
