//! Organizations (ORG-01 … ORG-05).

use shared::db::Db;
use shared::flag::Flag;
use shared::organization::{self, OrganizationInput, Stored};
use shared::record::{Domain, Kind, organization_url};
use shared::{comment, history, membership, partnership};
use templates::form::{Form, State};
use templates::pages::organization as pages;
use templates::view::View;
use web::form::{Current, again, filled};
use web::{Answer, Failure, Flags, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer};

/// ORG-01
pub(crate) async fn list(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    let list = pages::list(&viewer, organization::filter_choices(&mut db).await?);
    web::list::within(&site, &mut db, &list, &organization::LISTING, params, &[], |state, rows| list.page_with_foot(state, rows))
        .await
}

/// What a link to the form of a new organization may fill in.
const PRESET: [&str; 3] = ["domain", "fullname", "comment"];

/// ORG-02, the form.
pub(crate) async fn new(site: Site, params: Params) -> Answer {
    let form = form(&mut *site.db().await?, None).await?;
    let mut state = State::default();
    for name in PRESET {
        if let Some(text) = params.get(name) {
            state.preset(name, text);
        }
    }
    Ok(pages::add(&form, &state).into())
}

/// ORG-02, what it sends.
pub(crate) async fn create(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "add organization").await?;
    let form = form(&mut change, None).await?;
    let input = match posted.input::<OrganizationInput>(&mut change, &form, &None, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&form, &state))),
    };
    let own = organization::create(&mut change, &input).await?;
    change.commit().await?;
    Ok(Page::redirect(organization_url(&own.domain)).success(format!("{} <{}> was created.", input.fullname, own.domain)))
}

/// ORG-03
pub(crate) async fn details(site: Site, viewer: Viewer, flags: Flags, Path(Domain(domain)): Path<Domain>) -> Answer {
    let mut db = site.db().await?;
    let organization = organization::by_domain(&mut db, &domain).await?.or_404()?;
    let id = organization.id.to_string();
    let memberships = membership::of_organization(&mut db, organization.id, site.clock().today()).await?;
    let partnerships = if flags.is_on(Flag::ServiceOffering) {
        Some(partnership::of_organization(&mut db, organization.id).await?)
    } else {
        None
    };
    let history = history::summary(&mut db, Kind::Organization.table(), &id).await?;
    let comments = comment::on(&mut db, Kind::Organization, &id).await?;
    let sheet = pages::Sheet {
        viewer: &viewer,
        organization: &organization,
        memberships: &memberships,
        partnerships: partnerships.as_deref(),
        history: &history,
        comments: &comments,
    };
    Ok(pages::details(&sheet).into())
}

/// The form with the countries that it offers: one statement.
async fn form(db: &mut Db, domain: Option<&str>) -> Result<Form, Failure> {
    Ok(pages::form(organization::countries(db).await?, domain))
}

async fn stored(db: &mut Db, domain: &str, lock: bool) -> Result<Stored, Failure> {
    organization::stored(db, domain, lock).await?.or_404()
}

/// The edit page of an organization with `state` in its form; the comments are read.
async fn edit_page(db: &mut Db, stored: &Stored, form: &Form, state: &State) -> Result<View, Failure> {
    let comments = comment::on(db, Kind::Organization, &stored.own.id.to_string()).await?;
    Ok(pages::edit(&pages::Edit { stored, form, state, comments: &comments }))
}

/// ORG-04, the form.
pub(crate) async fn edit(site: Site, Path(Domain(domain)): Path<Domain>) -> Answer {
    let mut db = site.db().await?;
    let stored = stored(&mut db, &domain, false).await?;
    let form = form(&mut db, Some(&domain)).await?;
    let state = filled(&mut db, &form, &stored.input, stored.version).await?;
    Ok(edit_page(&mut db, &stored, &form, &state).await?.into())
}

/// ORG-04, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(Domain(domain)): Path<Domain>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "edit organization").await?;
    let stored = stored(&mut change, &domain, true).await?;
    let form = form(&mut change, Some(&domain)).await?;
    let current = Current::of(Kind::Organization, stored.own.id, &stored.input, stored.version);
    let input = match posted.input(&mut change, &form, &Some(stored.own.clone()), Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, edit_page(&mut change, &stored, &form, &state).await?)),
    };
    let domain = organization::update(&mut change, &stored.own, &input).await?;
    change.commit().await?;
    Ok(Page::redirect(organization_url(&domain)).success(format!("{} <{domain}> was updated.", input.fullname)))
}

/// ORG-05
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(Domain(domain)): Path<Domain>) -> Answer {
    let mut change = site.change(&viewer, "delete organization").await?;
    let Stored { own, label, .. } = stored(&mut change, &domain, true).await?;
    let url = organization_url(&domain);
    if let Some(page) = web::delete(&mut change, Kind::Organization, &own.id.to_string(), &label, &url).await? {
        return Ok(page);
    }
    change.commit().await?;
    Ok(Page::redirect(pages::ORGANIZATIONS).success(format!("{label} was deleted.")))
}
