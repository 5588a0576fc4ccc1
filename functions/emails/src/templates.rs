//! Templates (emails.md 5.2).

use shared::email_template::{self, Own, TemplateInput};
use shared::record::Kind;
use shared::{email_action, email_render, history};
use templates::form::{Form, State};
use templates::pages::email as pages;
use uuid::Uuid;
use web::form::{Current, again};
use web::{Answer, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer};

/// All templates.
pub(crate) async fn list(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    let list = pages::templates(&viewer);
    web::list::within(&site, &mut db, &list, &email_template::LISTING, params, &[], |state, rows| {
        list.page_with_foot(state, rows)
    })
    .await
}

/// The form of a new one.
pub(crate) async fn new() -> Answer {
    let mut state = State::default();
    state.preset("active", "on");
    Ok(pages::add_template(&pages::template_form(None), &state).into())
}

/// What it sends.
pub(crate) async fn create(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "add email template").await?;
    let form = pages::template_form(None);
    let input = match posted.input::<TemplateInput>(&mut change, &form, &Own::default(), None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add_template(&form, &state)).error(UNSAVED)),
    };
    let id = email_template::create(&mut change, &input).await?;
    change.commit().await?;
    Ok(Page::redirect(pages::template_url(id)).success(format!("The email template {} was created.", input.name)))
}

/// What a form with errors is shown again with.
const UNSAVED: &str = "The email template was not saved. See what is to be mended below.";

/// A template's page.
pub(crate) async fn details(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut db = site.db().await?;
    let template = email_template::stored(&mut db, id, false).await?.or_404()?;
    let history = history::summary(&mut db, Kind::EmailTemplate.table(), &id.to_string()).await?;
    let input = &template.input;
    let warnings =
        input.signal.map(|signal| email_render::warnings(email_action::variables(signal), &input.subject, &input.body));
    let tried = input.signal.filter(|signal| viewer.can(&signal.about().permission("view")));
    let record: Option<Form> = tried.map(pages::record_form);
    let warnings = warnings.unwrap_or_default();
    let sheet = pages::TemplateSheet {
        viewer: &viewer,
        id,
        template: &template,
        history: &history,
        warnings: &warnings,
        record: record.as_ref(),
    };
    Ok(pages::template(&sheet).into())
}

/// The form that changes it.
pub(crate) async fn edit(site: Site, Path(id): Path<Uuid>) -> Answer {
    let mut db = site.db().await?;
    let stored = email_template::stored(&mut db, id, false).await?.or_404()?;
    let form = pages::template_form(Some(id));
    let state = State::stored(&form, &stored.input, stored.version);
    Ok(pages::edit_template(id, &stored.input.name, stored.input.signal, &form, &state).into())
}

/// What it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "edit email template").await?;
    let stored = email_template::stored(&mut change, id, true).await?.or_404()?;
    let form = pages::template_form(Some(id));
    let current = Current::of(Kind::EmailTemplate, id, &stored.input, stored.version);
    let input = match posted.input::<TemplateInput>(&mut change, &form, &Own { id: Some(id) }, Some(current)).await? {
        Ok(input) => input,
        Err(state) => {
            let view = pages::edit_template(id, &stored.input.name, stored.input.signal, &form, &state);
            return Ok(again(&state, view).error(UNSAVED));
        }
    };
    email_template::update(&mut change, id, &input).await?;
    change.commit().await?;
    Ok(Page::redirect(pages::template_url(id)).success(format!("The email template {} was updated.", input.name)))
}

/// Deletes it, unless emails were made of it (DM-MAIL-04).
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut change = site.change(&viewer, "delete email template").await?;
    let stored = email_template::stored(&mut change, id, true).await?.or_404()?;
    let (name, url) = (stored.input.name, pages::template_url(id));
    if let Some(page) = web::delete(&mut change, Kind::EmailTemplate, &id.to_string(), &name, &url).await? {
        return Ok(page);
    }
    change.commit().await?;
    Ok(Page::redirect(pages::TEMPLATES).success(format!("The email template {name} was deleted.")))
}
