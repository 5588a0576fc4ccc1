//! The staff's dashboard (UTL-03).

use shared::{access, event};
use templates::form::Choice;
use templates::pages::dashboard as pages;
use web::{Answer, Params, Site, Viewer};

/// UTL-03: the viewer's own events unless the query says whose; an empty or unknown assignee stands for nobody.
pub(crate) async fn dashboard(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    let mut assignees = Choice::list(access::assignees(&mut db).await?);
    // Whoever may look here sees their own events first, also without the right to be assigned new ones (DSH-02, FIX).
    if !assignees.iter().any(|choice| choice.key == viewer.id.to_string()) {
        assignees.push(Choice::new(viewer.id.to_string(), viewer.label()));
    }
    let offered = |id: &i32| assignees.iter().any(|choice| choice.key == id.to_string());
    let chosen = if params.has("assigned_to") { params.id("assigned_to").filter(offered) } else { Some(viewer.id) };
    let board = event::board(&mut db, chosen, site.clock().today()).await?;
    let key = chosen.map(|id| id.to_string());
    Ok(pages::dashboard(&board, &assignees, key.as_deref()).into())
}
