//! Tasks (TSK-01 … TSK-05).

use shared::db::{Change, Db};
use shared::membership::{self, SeatWarning};
use shared::record::{Kind, task_url};
use shared::task::{self, Own, TaskInput};
use shared::{history, record};
use templates::form::State;
use templates::pages::task as pages;
use web::form::{Current, again, filled};
use web::{Answer, Failure, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer, safe_next};

/// TSK-01
pub(crate) async fn list(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    let roles = task::roles(&mut db).await?;
    web::list::answer(&site, &mut db, &pages::list(&viewer, &roles), &task::LISTING, params).await
}

/// Where the add form posts to: with the `next` that it came with.
fn add_action(params: &Params) -> String {
    let query = params.get("next").map(|next| format!("?{}", record::query(&[("next", next)]))).unwrap_or_default();
    format!("/workshops/tasks/add/{query}")
}

/// TSK-02, the form.
pub(crate) async fn new(site: Site, params: Params) -> Answer {
    let form = pages::form(&task::roles(&mut *site.db().await?).await?);
    Ok(pages::add(&form, &State::default(), &add_action(&params)).into())
}

/// TSK-02, what it sends; also from the pages of events and persons.
pub(crate) async fn create(site: Site, viewer: Viewer, params: Params, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "add task").await?;
    let form = pages::form(&task::roles(&mut change).await?);
    let own = Own { id: None, open_training: false, today: change.today() };
    let input = match posted.input::<TaskInput>(&mut change, &form, &own, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&form, &state, &add_action(&params)))),
    };
    let seats = seats(&mut change, &input).await?;
    let warnings = seats.map(|seats| warnings(&seats.membership, seats.warnings_before_saving(own.today))).unwrap_or_default();
    let id = task::create(&mut change, &input, &site.config().reports).await?;
    let to = safe_next(params.get("next").unwrap_or(""), &site.config().hosts, &task_url(id));
    done(change, &site, id, &to, warnings, "created").await
}

/// TSK-03
pub(crate) async fn details(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let task = task::by_id(&mut db, id, site.clock().today()).await?.or_404()?;
    let history = history::summary(&mut db, Kind::Task.table(), &id.to_string()).await?;
    Ok(pages::details(&viewer, &task, &history).into())
}

/// TSK-04, the form.
pub(crate) async fn edit(site: Site, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let stored = task::stored(&mut db, id, false).await?.or_404()?;
    let form = pages::edit_form(&task::roles(&mut db).await?);
    let state = filled(&mut db, &form, &stored.input, stored.version).await?;
    Ok(pages::edit(id, &name(&mut db, id, &site).await?, &form, &state).into())
}

/// TSK-04, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "edit task").await?;
    let stored = task::stored(&mut change, id, true).await?.or_404()?;
    let form = pages::edit_form(&task::roles(&mut change).await?);
    let current = Current::of(Kind::Task, id, &stored.input, stored.version);
    let own = Own { id: Some(id), open_training: stored.seat_open_training, today: change.today() };
    let input = match posted.input(&mut change, &form, &own, Some(current)).await? {
        Ok(input) => input,
        Err(state) => {
            let name = name(&mut change, id, &site).await?;
            return Ok(again(&state, pages::edit(id, &name, &form, &state)));
        }
    };
    let gave_way = task::update(&mut change, id, &input, &site.config().reports).await?;
    let seats = seats(&mut change, &input).await?;
    let mut warnings = seats.map(|seats| warnings(&seats.membership, seats.warnings_after_saving())).unwrap_or_default();
    if gave_way {
        warnings.push("The task takes a membership's seat, so its benefit was removed.".to_owned());
    }
    done(change, &site, id, &task_url(id), warnings, "updated").await
}

/// TSK-05
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(id): Path<i32>, params: Params) -> Answer {
    let mut change = site.change(&viewer, "delete task").await?;
    let name = name(&mut change, id, &site).await?;
    task::remove(&mut change, id, &site.config().reports).await?;
    change.commit().await?;
    let to = safe_next(params.get("next").unwrap_or(""), &site.config().hosts, "/workshops/tasks/");
    Ok(Page::redirect(to).success(format!("The task {name} was deleted.")))
}

async fn name(db: &mut Db, id: i32, site: &Site) -> Result<String, Failure> {
    Ok(task::by_id(db, id, site.clock().today()).await?.or_404()?.label())
}

async fn seats(db: &mut Db, input: &TaskInput) -> Result<Option<membership::SeatUse>, Failure> {
    match input.seat_membership {
        Some(membership) => Ok(membership::seat_use(db, membership, input.event).await?),
        None => Ok(None),
    }
}

/// Commits, and leads on with the messages.
async fn done(mut change: Change, site: &Site, id: i32, to: &str, warnings: Vec<String>, verb: &str) -> Answer {
    let name = name(&mut change, id, site).await?;
    change.commit().await?;
    let page = Page::redirect(to).success(format!("The task {name} was {verb}."));
    Ok(warnings.into_iter().fold(page, Page::warning))
}

fn warnings(membership: &str, warnings: Vec<SeatWarning>) -> Vec<String> {
    let say = |warning| match warning {
        SeatWarning::NoneRemain => format!("{membership}: no public training seats remain."),
        SeatWarning::Overused => format!("{membership}: more public training seats are used than the membership has."),
        SeatWarning::NotActive => format!("{membership}: this membership is not active today."),
        SeatWarning::OutsideAgreement => format!("{membership}: the event takes place outside of the agreement's dates."),
    };
    warnings.into_iter().map(say).collect()
}
