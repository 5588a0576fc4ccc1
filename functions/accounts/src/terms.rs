//! The gate's own page: terms that must be answered first (CON-01).

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use shared::consent::{self, ConsentInput, Question, Scope};
use shared::db::Db;
use templates::form::{Form, State};
use templates::pages::terms as pages;
use templates::view::View;
use web::form::again;
use web::{Answer, Failure, Page, Params, Posted, Site, Viewer, safe_next};

/// What `viewer` has yet to answer; the 404 page when that is nothing.
async fn asked(db: &mut Db, viewer: &Viewer) -> Result<Vec<Question>, Failure> {
    let asked = consent::questions(db, Some(viewer.id), Scope::Missing).await?;
    if asked.is_empty() { Err(Failure::NotFound) } else { Ok(asked) }
}

fn page(form: &Form, state: &State, params: &Params) -> View {
    let next = params.get("next").map(|next| format!("?next={}", utf8_percent_encode(next, NON_ALPHANUMERIC)));
    pages::action_required(form, state, &format!("/terms/action_required/{}", next.unwrap_or_default()))
}

/// CON-01, the form.
pub(crate) async fn show(site: Site, viewer: Viewer, params: Params) -> Answer {
    let asked = asked(&mut *site.db().await?, &viewer).await?;
    Ok(page(&pages::form(&asked), &State::default(), &params).into())
}

/// CON-01, what it sends: the viewer answers for themself, whoever the form names.
pub(crate) async fn submit(site: Site, viewer: Viewer, params: Params, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "agree to terms").await?;
    let asked = asked(&mut change, &viewer).await?;
    let form = pages::form(&asked);
    let answers = match posted.input::<ConsentInput>(&mut change, &form, &asked, None).await? {
        Ok(answers) => answers,
        Err(state) => return Ok(again(&state, page(&form, &state, &params))),
    };
    consent::record(&mut change, viewer.id, &answers).await?;
    change.commit().await?;
    let to = safe_next(params.get("next").unwrap_or(""), &site.config().hosts, "/dashboard/");
    Ok(Page::redirect(to).success("Your answers to the terms were saved."))
}
