//! Benefits of accounts (OFF-12 … OFF-16).

use shared::account_benefit::{self, AccountBenefitInput, Own, Start, Stored};
use shared::benefit::EVENT;
use shared::db::Db;
use shared::history;
use shared::record::{self, Kind, account_benefit_url};
use templates::form::Form;
use templates::pages::account_benefit as pages;
use templates::pages::account_benefit::Purpose;
use uuid::Uuid;
use web::form::{Current, again, filled};
use web::{Answer, Failure, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer, safe_next};

/// OFF-12
pub(crate) async fn list(site: Site, params: Params) -> Answer {
    let mut db = site.db().await?;
    let choices = account_benefit::filter_choices(&mut db).await?;
    let list = pages::list(choices, site.clock().today());
    web::list::answer(&site, &mut db, &list, &account_benefit::LISTING, params).await
}

/// What the form of a new one starts from, by what it was opened for; nothing there is to be found by a key that is none.
async fn start(db: &mut Db, site: &Site, params: &Params) -> Result<Start, Failure> {
    let account = match params.get("account_pk") {
        Some(key) => Some(key.trim().parse::<Uuid>().ok().or_404()?),
        None => None,
    };
    let partnership = match params.get("partnership_pk") {
        Some(_) => Some(params.id("partnership_pk").or_404()?),
        None => None,
    };
    account_benefit::start(db, account, partnership, site.clock().today()).await?.or_404()
}

/// Where the form of a new one posts to: what it was opened for and what comes after stay in the address.
fn action(params: &Params) -> String {
    let kept: Vec<_> =
        ["account_pk", "partnership_pk", "next"].into_iter().filter_map(|name| Some((name, params.get(name)?))).collect();
    let asked = if kept.is_empty() { String::new() } else { format!("?{}", record::query(&kept)) };
    format!("{}create/{asked}", pages::ACCOUNT_BENEFITS)
}

/// Where to go from the form of a new one, unless somewhere else was asked for.
fn next(site: &Site, params: &Params, otherwise: &str) -> String {
    safe_next(params.get("next").unwrap_or(""), &site.config().hosts, otherwise)
}

/// The form of a new one, with what it offers: one statement.
async fn new_form(db: &mut Db, site: &Site, params: &Params, start: &Start) -> Result<Form, Failure> {
    let choices = account_benefit::filter_choices(db).await?;
    Ok(pages::form(Purpose::New(start), choices, next(site, params, pages::ACCOUNT_BENEFITS)))
}

/// OFF-13, the form.
pub(crate) async fn new(site: Site, params: Params) -> Answer {
    let mut db = site.db().await?;
    let start = start(&mut db, &site, &params).await?;
    let form = new_form(&mut db, &site, &params, &start).await?;
    Ok(pages::add(&action(&params), &form, &pages::initial(&start)).into())
}

/// OFF-13, what it sends. What it was opened for is settled, whatever was sent.
pub(crate) async fn create(site: Site, viewer: Viewer, params: Params, mut posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "add account benefit").await?;
    let start = start(&mut change, &site, &params).await?;
    if let Some(account) = start.account {
        posted.fix("account", account.to_string());
    }
    if !start.asks_partnership {
        posted.fix("partnership", start.partnership.map(|id| id.to_string()).unwrap_or_default());
    }
    if start.partnership.is_some() {
        posted.fix("start_date", start.dates.start.to_string());
        posted.fix("end_date", start.dates.end.to_string());
    }
    let form = new_form(&mut change, &site, &params, &start).await?;
    let own = Own { id: None, today: change.today() };
    let input = match posted.input::<AccountBenefitInput>(&mut change, &form, &own, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&action(&params), &form, &state))),
    };
    let id = account_benefit::create(&mut change, &input).await?;
    let name = stored(&mut change, &site, id, false).await?.label;
    change.commit().await?;
    Ok(Page::redirect(next(&site, &params, &account_benefit_url(id))).success(format!("{name} was created.")))
}

/// OFF-14
pub(crate) async fn details(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut db = site.db().await?;
    let today = site.clock().today();
    let benefit = account_benefit::by_id(&mut db, id, today).await?.or_404()?;
    let (tasks, events) = if benefit.row.unit_type == EVENT {
        (Vec::new(), account_benefit::using_events(&mut db, &[id]).await?)
    } else {
        (account_benefit::using_tasks(&mut db, &[id]).await?, Vec::new())
    };
    let history = history::summary(&mut db, Kind::AccountBenefit.table(), &id.to_string()).await?;
    let sheet = pages::Sheet { viewer: &viewer, benefit: &benefit, tasks: &tasks, events: &events, history: &history, today };
    Ok(pages::details(&sheet).into())
}

async fn stored(db: &mut Db, site: &Site, id: Uuid, lock: bool) -> Result<Stored, Failure> {
    account_benefit::stored(db, id, site.clock().today(), lock).await?.or_404()
}

/// The form of one that exists, with what it offers: one statement.
async fn form(db: &mut Db, id: Uuid) -> Result<Form, Failure> {
    let choices = account_benefit::filter_choices(db).await?;
    Ok(pages::form(Purpose::Existing, choices, account_benefit_url(id)))
}

/// OFF-15, the form.
pub(crate) async fn edit(site: Site, Path(id): Path<Uuid>) -> Answer {
    let mut db = site.db().await?;
    let stored = stored(&mut db, &site, id, false).await?;
    let form = form(&mut db, id).await?;
    let state = filled(&mut db, &form, &stored.input, stored.version).await?;
    Ok(pages::edit(&stored, &form, &state).into())
}

/// OFF-15, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "edit account benefit").await?;
    let before = stored(&mut change, &site, id, true).await?;
    let form = form(&mut change, id).await?;
    let own = Own { id: Some(id), today: change.today() };
    let current = Current::of(Kind::AccountBenefit, id, &before.input, before.version);
    let input = match posted.input(&mut change, &form, &own, Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::edit(&before, &form, &state))),
    };
    account_benefit::update(&mut change, id, &input).await?;
    let name = stored(&mut change, &site, id, false).await?.label;
    change.commit().await?;
    Ok(Page::redirect(account_benefit_url(id)).success(format!("{name} was updated.")))
}

/// OFF-16
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let mut change = site.change(&viewer, "delete account benefit").await?;
    let name = stored(&mut change, &site, id, true).await?.label;
    let url = account_benefit_url(id);
    if let Some(page) = web::delete(&mut change, Kind::AccountBenefit, &id.to_string(), &name, &url).await? {
        return Ok(page);
    }
    change.commit().await?;
    Ok(Page::redirect(pages::ACCOUNT_BENEFITS).success(format!("{name} was deleted.")))
}
