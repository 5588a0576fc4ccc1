//! Memberships (MEM-01 … MEM-04, MEM-08).

use shared::db::Db;
use shared::email_action::About;
use shared::membership::{self, CreateInput, Stored};
use shared::record::{self, Kind, membership_url};
use shared::{comment, history};
use templates::form::{Form, State};
use templates::pages::membership as pages;
use templates::view::View;
use web::form::{Current, again, label};
use web::{Answer, Failure, Flags, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer, safe_next};

const LIST: &str = "/fiscal/memberships/";

/// MEM-01
pub(crate) async fn list(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    let list = pages::list(&viewer);
    let page = |state: &_, rows: &_| list.page_with_foot(state, rows);
    web::list::within(&site, &mut db, &list, &membership::LISTING, params, &[], page).await
}

/// What the numbers of a new membership's seats are until somebody says otherwise.
const SEATS: [&str; 4] = [
    "public_instructor_training_seats",
    "additional_public_instructor_training_seats",
    "inhouse_instructor_training_seats",
    "additional_inhouse_instructor_training_seats",
];

/// MEM-02, the form. It begins with the organization that the address names.
pub(crate) async fn new(site: Site, params: Params) -> Answer {
    let mut db = site.db().await?;
    let form = pages::form(None);
    let mut state = State::default();
    state.preset("public_status", "private");
    for seats in SEATS {
        state.preset(seats, "0");
    }
    if let Some(organization) = params.id("organization")
        && let Some(name) = membership::organization_name(&mut db, organization).await?
    {
        state.preset("main_organization", organization.to_string());
        state.preset("name", name);
    }
    label(&mut db, &form, &mut state).await?;
    Ok(pages::add(&form, &state).into())
}

/// MEM-02, what it sends. A consortium goes on to its other organizations.
pub(crate) async fn create(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "add membership").await?;
    let form = pages::form(None);
    let today = change.today();
    let input = match posted.input::<CreateInput>(&mut change, &form, &today, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&form, &state))),
    };
    let id = membership::create(&mut change, &input).await?;
    let name = stored(&mut change, id, false).await?.label;
    change.commit().await?;
    let url = membership_url(id);
    let to = if input.terms.consortium { format!("{url}members/") } else { url };
    let page = Page::redirect(to).success(format!("{name} was created."));
    Ok(match input.terms.unusual_end() {
        Some(usual) => page.warning(format!("The agreement is not for a year: a year from its start would end on {usual}.")),
        None => page,
    })
}

async fn stored(db: &mut Db, id: i32, lock: bool) -> Result<Stored, Failure> {
    membership::stored(db, id, lock).await?.or_404()
}

/// MEM-03
pub(crate) async fn details(site: Site, viewer: Viewer, flags: Flags, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let today = site.clock().today();
    let membership = membership::by_id(&mut db, id, today).await?.or_404()?;
    let related = membership::related(&mut db, id).await?;
    let key = id.to_string();
    let history = history::summary(&mut db, Kind::Membership.table(), &key).await?;
    let comments = comment::on(&mut db, Kind::Membership, &key).await?;
    let emails = web::related_emails(&mut db, &flags, Kind::Membership, id).await?;
    let sheet = pages::Sheet {
        viewer: &viewer,
        membership: &membership,
        related: &related,
        history: &history,
        comments: &comments,
        emails: emails.as_deref(),
        today,
    };
    Ok(pages::details(&sheet).into())
}

/// The emails of a membership: which there are, and which are to come.
pub(crate) async fn emails(site: Site, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let name = record::named(&mut db, Kind::Membership, &id.to_string(), site.clock().today()).await?.or_404()?.label;
    web::emails_of(&site, &mut db, About::Membership(id), &name, &membership_url(id)).await
}

/// What the address of the edit page keeps: where one goes next.
fn kept(params: &Params) -> String {
    params.get("next").map(|next| format!("?{}", record::query(&[("next", next)]))).unwrap_or_default()
}

/// The edit page with `state` in its form; comments are read.
async fn edit_page(db: &mut Db, stored: &Stored, form: &Form, state: &State, params: &Params) -> Result<View, Failure> {
    let comments = comment::on(db, Kind::Membership, &stored.id.to_string()).await?;
    Ok(pages::edit(&pages::Edit { stored, form, state, kept: &kept(params), comments: &comments }))
}

/// MEM-04, the form.
pub(crate) async fn edit(site: Site, Path(id): Path<i32>, params: Params) -> Answer {
    let mut db = site.db().await?;
    let stored = stored(&mut db, id, false).await?;
    let form = pages::form(Some(&stored));
    let state = State::stored(&form, &stored.input, stored.version);
    Ok(edit_page(&mut db, &stored, &form, &state, &params).await?.into())
}

/// MEM-04, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<i32>, params: Params, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "edit membership").await?;
    let before = stored(&mut change, id, true).await?;
    let form = pages::form(Some(&before));
    let own = before.own(change.today());
    let current = Current::of(Kind::Membership, id, &before.input, before.version);
    let input = match posted.input(&mut change, &form, &own, Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, edit_page(&mut change, &before, &form, &state, &params).await?)),
    };
    membership::update(&mut change, &before, &input, &viewer).await?;
    let name = stored(&mut change, id, false).await?.label;
    change.commit().await?;
    let to = safe_next(params.get("next").unwrap_or(""), &site.config().hosts, &membership_url(id));
    Ok(Page::redirect(to).success(format!("{name} was updated.")))
}

/// MEM-08. Emails that have yet to be sent are called off by the deletion itself.
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    let mut change = site.change(&viewer, "delete membership").await?;
    let name = stored(&mut change, id, true).await?.label;
    if let Some(page) = web::delete(&mut change, Kind::Membership, &id.to_string(), &name, &membership_url(id)).await? {
        return Ok(page);
    }
    change.commit().await?;
    Ok(Page::redirect(LIST).success(format!("{name} was deleted.")))
}
