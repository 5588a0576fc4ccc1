//! More days and more credits for a partnership (PAR-05, PAR-06).

use shared::agreement::ExtendInput;
use shared::partnership::{self, ExtendCreditsInput, Stored};
use shared::record::{Kind, partnership_url};
use templates::form::State;
use templates::pages::agreement::extend::{self as pages, Now};
use templates::view::View;
use web::form::{Current, again};
use web::{Answer, Page, Path, Posted, Site, Viewer};

use super::stored;

/// What the form for more days starts from: the end as it is.
fn end(stored: &Stored) -> ExtendInput {
    ExtendInput { new_agreement_end: stored.input.agreement_end, comment: String::new() }
}

/// PAR-05, the form.
pub(crate) async fn show_extend(site: Site, Path(id): Path<i32>) -> Answer {
    let stored = stored(&mut *site.db().await?, id, false).await?;
    let form = pages::form(Now::Days(stored.input.period()), &partnership_url(id));
    Ok(days_page(&stored, &State::stored(&form, &end(&stored), stored.version)).into())
}

/// PAR-05, what it sends.
pub(crate) async fn extend(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "extend partnership").await?;
    let before = stored(&mut change, id, true).await?;
    let period = before.input.period();
    let (form, start) = (pages::form(Now::Days(period), &partnership_url(id)), end(&before));
    let current = Current::of(Kind::Partnership, id, &start, before.version);
    let input = match posted.input(&mut change, &form, &period, Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, days_page(&before, &state))),
    };
    partnership::extend(&mut change, id, &input, &viewer).await?;
    let name = stored(&mut change, id, false).await?.label;
    change.commit().await?;
    Ok(Page::redirect(partnership_url(id)).success(format!("{name} was extended.")))
}

fn days_page(stored: &Stored, state: &State) -> View {
    page(stored.id, &format!("Extend partnership {}", stored.label), "extend/", Now::Days(stored.input.period()), state)
}

/// What the form for more credits starts from: the credits as they are.
fn credits(stored: &Stored) -> ExtendCreditsInput {
    ExtendCreditsInput { new_credits: stored.credits, comment: String::new() }
}

/// PAR-06, the form.
pub(crate) async fn show_extend_credits(site: Site, Path(id): Path<i32>) -> Answer {
    let stored = stored(&mut *site.db().await?, id, false).await?;
    let form = pages::form(Now::Credits(stored.credits), &partnership_url(id));
    Ok(credits_page(&stored, &State::stored(&form, &credits(&stored), stored.version)).into())
}

/// PAR-06, what it sends.
pub(crate) async fn extend_credits(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "extend credits of partnership").await?;
    let before = stored(&mut change, id, true).await?;
    let (form, start) = (pages::form(Now::Credits(before.credits), &partnership_url(id)), credits(&before));
    let current = Current::of(Kind::Partnership, id, &start, before.version);
    let input = match posted.input(&mut change, &form, &before.credits, Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, credits_page(&before, &state))),
    };
    partnership::extend_credits(&mut change, id, &input, &viewer).await?;
    change.commit().await?;
    let success = format!("The credits of {} were extended to {}.", before.label, input.new_credits);
    Ok(Page::redirect(partnership_url(id)).success(success))
}

fn credits_page(stored: &Stored, state: &State) -> View {
    let title = format!("Extend credits for partnership {}", stored.label);
    page(stored.id, &title, "extend-credits/", Now::Credits(stored.credits), state)
}

fn page(id: i32, title: &str, ending: &str, now: Now, state: &State) -> View {
    let url = partnership_url(id);
    let (form, action) = (pages::form(now, &url), format!("{url}{ending}"));
    pages::page(&pages::Page { title, now, form: &form, action: &action, state })
}
