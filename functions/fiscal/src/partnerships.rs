//! Partnerships (PAR-01 … PAR-08).

mod extension;
mod roll_over;

use shared::account::{self, Source};
use shared::db::Db;
use shared::email_action::About;
use shared::partnership::{self, Own, PartnershipInput, Stored};
use shared::record::{self, Kind, partnership_url};
use shared::{comment, consortium, history};
use templates::form::{Form, State};
use templates::pages::partnership as pages;
use templates::pages::partnership::Purpose;
use web::form::{Current, again, filled};
use web::{Answer, Failure, Flags, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer};

pub(crate) use extension::{extend, extend_credits, show_extend, show_extend_credits};
pub(crate) use roll_over::{roll_over, show_roll_over};

/// PAR-01
pub(crate) async fn list(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    let tiers = partnership::tiers(&mut db).await?;
    web::list::answer(&site, &mut db, &pages::list(&viewer, &tiers), &partnership::LISTING, params).await
}

/// The form with what it offers: two statements.
async fn form(db: &mut Db, purpose: Purpose) -> Result<Form, Failure> {
    let tiers = partnership::tiers(db).await?;
    Ok(pages::form(purpose, &tiers, consortium::choices(db).await?))
}

async fn stored(db: &mut Db, id: i32, lock: bool) -> Result<Stored, Failure> {
    partnership::stored(db, id, lock).await?.or_404()
}

/// PAR-02, the form.
pub(crate) async fn new(site: Site) -> Answer {
    let form = form(&mut *site.db().await?, Purpose::New).await?;
    let mut state = State::default();
    state.preset("public_status", "private");
    Ok(pages::add(&form, &state).into())
}

/// PAR-02, what it sends.
pub(crate) async fn create(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "add partnership").await?;
    let form = form(&mut change, Purpose::New).await?;
    let own = Own::new(change.today());
    let input = match posted.input::<PartnershipInput>(&mut change, &form, &own, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&form, &state))),
    };
    let id = partnership::create(&mut change, &input).await?;
    let name = stored(&mut change, id, false).await?.label;
    change.commit().await?;
    Ok(Page::redirect(partnership_url(id)).success(format!("{name} was created.")))
}

/// PAR-03
pub(crate) async fn details(site: Site, viewer: Viewer, flags: Flags, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let today = site.clock().today();
    let partnership = partnership::by_id(&mut db, id).await?.or_404()?;
    let key = id.to_string();
    let related = account::related(&mut db, Source::Partnership(id), today).await?;
    let history = history::summary(&mut db, Kind::Partnership.table(), &key).await?;
    let comments = comment::on(&mut db, Kind::Partnership, &key).await?;
    let emails = web::related_emails(&mut db, &flags, Kind::Partnership, id).await?;
    let sheet = pages::Sheet {
        viewer: &viewer,
        partnership: &partnership,
        related: &related,
        history: &history,
        comments: &comments,
        emails: emails.as_deref(),
        today,
    };
    let page = Page::from(pages::details(&sheet));
    if !partnership.exceeds() {
        return Ok(page);
    }
    let (used, credits) = (partnership.credits_used, partnership.credits);
    Ok(page.warning(format!("The allocated credits ({used}) exceed those that are allowed ({credits}).")))
}

/// The emails of a partnership: which there are, and which are to come.
pub(crate) async fn emails(site: Site, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let name = record::named(&mut db, Kind::Partnership, &id.to_string(), site.clock().today()).await?.or_404()?.label;
    web::emails_of(&site, &mut db, About::Partnership(id), &name, &partnership_url(id)).await
}

/// PAR-04, the form.
pub(crate) async fn edit(site: Site, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let stored = stored(&mut db, id, false).await?;
    let form = form(&mut db, Purpose::Existing(id)).await?;
    let state = filled(&mut db, &form, &stored.input, stored.version).await?;
    Ok(pages::edit(&stored, &form, &state).into())
}

/// PAR-04, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "edit partnership").await?;
    let before = stored(&mut change, id, true).await?;
    let form = form(&mut change, Purpose::Existing(id)).await?;
    let own = Own::edited(&before, change.today());
    let current = Current::of(Kind::Partnership, id, &before.input, before.version);
    let input = match posted.input(&mut change, &form, &own, Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::edit(&before, &form, &state))),
    };
    partnership::update(&mut change, &before, &input).await?;
    let name = stored(&mut change, id, false).await?.label;
    change.commit().await?;
    Ok(Page::redirect(partnership_url(id)).success(format!("{name} was updated.")))
}

/// PAR-08
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    let mut change = site.change(&viewer, "delete partnership").await?;
    let name = stored(&mut change, id, true).await?.label;
    if let Some(page) = web::delete(&mut change, Kind::Partnership, &id.to_string(), &name, &partnership_url(id)).await? {
        return Ok(page);
    }
    change.commit().await?;
    Ok(Page::redirect("/fiscal/partnerships/").success(format!("{name} was deleted.")))
}
