//! The partnership that follows another (PAR-07).

use shared::partnership::{self, Own, PartnershipInput};
use shared::record::partnership_url;
use templates::form::State;
use templates::pages::partnership::{self as pages, Purpose};
use web::form::{again, label};
use web::{Answer, OrNotFound as _, Page, Path, Posted, Site, Viewer};

use super::{form, stored};

/// PAR-07, the form: what the old partnership has, for the time after it.
pub(crate) async fn show_roll_over(site: Site, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let start = partnership::roll_over_start(&mut db, id, false).await?.or_404()?;
    let form = form(&mut db, Purpose::Next(id)).await?;
    let mut state = State::of(&form, &start.input);
    label(&mut db, &form, &mut state).await?;
    Ok(pages::roll_over(&start.from, &form, &state).into())
}

/// PAR-07, what it sends.
pub(crate) async fn roll_over(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "roll over partnership").await?;
    let start = partnership::roll_over_start(&mut change, id, true).await?.or_404()?;
    let form = form(&mut change, Purpose::Next(id)).await?;
    let own = Own::rolled_over(&start.from, change.today());
    let input = match posted.input::<PartnershipInput>(&mut change, &form, &own, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::roll_over(&start.from, &form, &state))),
    };
    let new = partnership::roll_over(&mut change, &start.from, &input).await?;
    let name = stored(&mut change, new, false).await?.label;
    change.commit().await?;
    Ok(Page::redirect(partnership_url(new)).success(format!("{} was rolled over to {name}.", start.from.label)))
}
