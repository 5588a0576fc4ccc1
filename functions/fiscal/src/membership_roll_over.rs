//! A new membership from the one before (MEM-09).

use shared::db::Db;
use shared::membership::{self, RollOverInput, RollOverStart};
use shared::record::membership_url;
use templates::form::State;
use templates::pages::membership::roll_over as pages;
use templates::pages::membership::roll_over::Old;
use web::form::again;
use web::{Answer, Failure, OrNotFound as _, Page, Path, Posted, Site, Viewer};

use crate::membership_members::name;

async fn start(db: &mut Db, id: i32, site: &Site, lock: bool) -> Result<RollOverStart, Failure> {
    membership::roll_over_start(db, id, site.clock().today(), lock).await?.or_404()
}

fn old(start: &RollOverStart) -> Old<'_> {
    let from = &start.from;
    Old { id: from.id, label: &from.label, consortium: from.consortium, limits: &start.limits }
}

/// MEM-09, the form.
pub(crate) async fn new(site: Site, Path(id): Path<i32>) -> Answer {
    let start = start(&mut *site.db().await?, id, &site, false).await?;
    let old = old(&start);
    let form = pages::form(&old);
    Ok(pages::page(&old, &form, &State::of(&form, &start.input)).into())
}

/// MEM-09, what it sends. Whether it is a consortium stays, and the one member of none comes along, whatever was sent.
pub(crate) async fn create(site: Site, viewer: Viewer, Path(id): Path<i32>, mut posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "roll membership over").await?;
    let start = start(&mut change, id, &site, true).await?;
    let old = old(&start);
    let form = pages::form(&old);
    posted.fix("consortium", if old.consortium { "on" } else { "" });
    if !old.consortium {
        posted.fix("copy_members", "on");
    }
    let input = match posted.input::<RollOverInput>(&mut change, &form, &start.limits, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::page(&old, &form, &state))),
    };
    let new = membership::roll_over(&mut change, &start, &input).await?;
    let name = name(&mut change, new, &site).await?;
    change.commit().await?;
    Ok(Page::redirect(membership_url(new)).success(format!("{name} was created from {}.", old.label)))
}
