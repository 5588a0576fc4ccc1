//! The staff's dashboard (UTL-03).

use shared::{access, event};
use templates::form::Choice;
use templates::pages::dashboard as pages;
use web::{Answer, Params, Site, Viewer};

/// UTL-03: the viewer's own events unless the query says whose; an empty or unknown assignee stands for nobody.
pub(crate) async fn dashboard(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    let assignees = Choice::list(access::assignees(&mut db).await?);
    let offered = |id: &i32| assignees.iter().any(|choice| choice.key == id.to_string());
    let chosen = if params.has("assigned_to") { params.id("assigned_to").filter(offered) } else { Some(viewer.id) };
    let board = event::board(&mut db, chosen, site.clock().today()).await?;
    let key = chosen.map(|id| id.to_string());
    Ok(pages::dashboard(&board, &assignees, key.as_deref()).into())
}
