//! More days and more credits for a partnership (PAR-05, PAR-06).

use shared::agreement::ExtendInput;
use shared::partnership::{self, ExtendCreditsInput, Stored};
use shared::record::partnership_url;
use templates::form::State;
use templates::pages::agreement::extend::{self as pages, Now};
use templates::view::View;
use web::form::again;
use web::{Answer, Page, Path, Posted, Site, Viewer};

use super::stored;

/// PAR-05, the form: the end as it is to begin with.
pub(crate) async fn show_extend(site: Site, Path(id): Path<i32>) -> Answer {
    let stored = stored(&mut *site.db().await?, id, false).await?;
    let mut state = State::default();
    state.preset("new_agreement_end", stored.input.agreement_end.to_string());
    Ok(days_page(&stored, &state).into())
}

/// PAR-05, what it sends.
pub(crate) async fn extend(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "extend partnership").await?;
    let before = stored(&mut change, id, true).await?;
    let period = before.input.period();
    let form = pages::form(Now::Days(period), &partnership_url(id));
    let input = match posted.input::<ExtendInput>(&mut change, &form, &period, None).await? {
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

/// PAR-06, the form: the credits as they are to begin with.
pub(crate) async fn show_extend_credits(site: Site, Path(id): Path<i32>) -> Answer {
    let stored = stored(&mut *site.db().await?, id, false).await?;
    let mut state = State::default();
    state.preset("new_credits", stored.credits.to_string());
    Ok(credits_page(&stored, &state).into())
}

/// PAR-06, what it sends.
pub(crate) async fn extend_credits(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "extend credits of partnership").await?;
    let before = stored(&mut change, id, true).await?;
    let form = pages::form(Now::Credits(before.credits), &partnership_url(id));
    let input = match posted.input::<ExtendCreditsInput>(&mut change, &form, &before.credits, None).await? {
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
