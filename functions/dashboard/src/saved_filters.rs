//! Saved filters of lists: the sidebar of each list shows them, and sends them here.

use shared::saved_filter::{self, FilterInput, Own, Stored};
use templates::form::State;
use templates::pages::saved_filter as pages;
use web::form::again;
use web::{Answer, Failure, OrNotFound as _, Page, Path, Posted, Site, Viewer};

/// Saves what a list shows just now.
pub(crate) async fn create(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let form = pages::form();
    let list = posted.text(&form.name("list")).trim().to_owned();
    if !saved_filter::is_list(&list) {
        return Err(Failure::BadRequest("No filters are kept of this list.".to_owned()));
    }
    let query = web::list::kept(posted.text(&form.name("query")).trim_start_matches('?'));
    let back = if query.is_empty() { list.clone() } else { format!("{list}?{query}") };
    let own = Own { person: viewer.id, id: None, list, query };
    let mut change = site.change(&viewer, "save filter").await?;
    let input = match posted.input::<FilterInput>(&mut change, &form, &own, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::again(&form, &state, &back))),
    };
    if !saved_filter::create(&mut change, &own, &input).await? {
        return Err(Failure::Conflict("the number of saved filters".to_owned()));
    }
    change.commit().await?;
    Ok(Page::redirect(back).success(format!("The filter {} was saved.", input.name)))
}

/// The filter's page: a form for whose it is, and for superusers what others share.
pub(crate) async fn edit(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    let stored = within_reach(&viewer, saved_filter::stored(&mut *site.db().await?, id).await?)?;
    if stored.person_id != viewer.id {
        return Ok(pages::shared(&stored).into());
    }
    let form = pages::edit_form(&stored);
    let state = State::of(&form, &stored.input);
    Ok(pages::edit(&stored, &form, &state).into())
}

/// Renames one's own filter, and shares it or no longer.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "edit saved filter").await?;
    let stored = saved_filter::stored(&mut change, id).await?.filter(|stored| stored.person_id == viewer.id).or_404()?;
    let form = pages::edit_form(&stored);
    let own = Own { person: viewer.id, id: Some(id), list: stored.list.clone(), query: stored.query.clone() };
    let input = match posted.input::<FilterInput>(&mut change, &form, &own, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::edit(&stored, &form, &state))),
    };
    saved_filter::update(&mut change, id, &input).await?;
    change.commit().await?;
    Ok(Page::redirect(stored.url()).success(format!("The filter {} was updated.", input.name)))
}

/// Deletes one's own filter; superusers also what others share.
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    let mut change = site.change(&viewer, "delete saved filter").await?;
    let stored = within_reach(&viewer, saved_filter::stored(&mut change, id).await?)?;
    saved_filter::remove(&mut change, id).await?;
    change.commit().await?;
    Ok(Page::redirect(stored.list).success(format!("The filter {} was deleted.", stored.input.name)))
}

/// One's own, and for superusers what others share. Of other filters nobody learns that they are there.
fn within_reach(viewer: &Viewer, stored: Option<Stored>) -> Result<Stored, Failure> {
    stored.filter(|stored| stored.person_id == viewer.id || (viewer.is_superuser && stored.input.shared)).or_404()
}
