//! The consents of a person, from the tab of their edit page (CON-02).

use shared::consent::{self, ConsentInput, Scope};
use shared::person;
use shared::record::{person_url, query};
use templates::pages::person as pages;
use web::form::again;
use web::{Answer, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer, safe_next};

/// Records the answers of the person whom the path names, whoever the form names.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<i32>, params: Params, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "answer terms").await?;
    let label = person::label(&mut change, id).await?.or_404()?;
    let asked = consent::questions(&mut change, Some(id), Scope::All).await?;
    let form = pages::consents_form(&asked);
    let answers = match posted.input::<ConsentInput>(&mut change, &form, &asked, None).await? {
        Ok(answers) => answers,
        Err(state) => {
            let next = params.get("next").map(|next| format!("?{}", query(&[("next", next)]))).unwrap_or_default();
            let action = format!("/terms/{id}/consents/add/{next}");
            return Ok(again(&state, pages::consents(id, &label, &form, &state, &action)));
        }
    };
    consent::record(&mut change, id, &answers).await?;
    change.commit().await?;
    let default = if viewer.is_admin { person_url(id) } else { "/dashboard/instructor/".to_owned() };
    let to = safe_next(params.get("next").unwrap_or(""), &site.config().hosts, &default);
    Ok(Page::redirect(to).success(format!("The consents of {label} were updated.")))
}
