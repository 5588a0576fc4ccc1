//! Persons (PER-01, PER-02, PER-10, PER-11, PER-13).

use shared::access::{self, LAST_SUPERUSER};
use shared::db::Db;
use shared::email_action::About;
use shared::flag::Flag;
use shared::person::{self, Choices, PersonInput, Stored};
use shared::record::{Kind, person_url};
use shared::{comment, history, scheduled_email};
use templates::form::{Form, State};
use templates::layout::{Flash, Level};
use templates::pages::{award as award_pages, community_role as role_pages, person as pages, task as task_pages};
use templates::view::View;
use web::form::{Current, again, filled};
use web::{Answer, Failure, Flags, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer};

use crate::mail;

/// PER-01
pub(crate) async fn list(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    web::list::answer(&site, &mut db, &pages::list(&viewer), &person::LISTING, params).await
}

/// PER-02, the form.
pub(crate) async fn new(site: Site, params: Params) -> Answer {
    let form = pages::form(&person::choices(&mut *site.db().await?, None).await?, true);
    let mut state = State::default();
    state.preset("gender", "U");
    for field in ["personal", "family", "email"] {
        if let Some(text) = params.get(field) {
            state.preset(field, text);
        }
    }
    Ok(pages::add(&form, &state).into())
}

/// PER-02, what it sends.
pub(crate) async fn create(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "add person").await?;
    let form = pages::form(&person::choices(&mut change, None).await?, true);
    let input = match posted.input::<PersonInput>(&mut change, &form, &None, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&form, &state))),
    };
    let id = person::create(&mut change, input).await?;
    let name = name(&mut change, id).await?;
    change.commit().await?;
    Ok(Page::redirect(person_url(id)).success(format!("The person {name} was created.")))
}

/// PER-10
pub(crate) async fn details(site: Site, viewer: Viewer, flags: Flags, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let person = person::by_id(&mut db, id).await?.or_404()?;
    let related = person::related(&mut db, id, site.clock().today()).await?;
    let affairs = person::affairs(&mut db, id).await?;
    let history = history::summary(&mut db, Kind::Person.table(), &id.to_string()).await?;
    let comments = comment::on(&mut db, Kind::Person, &id.to_string()).await?;
    drop(db);
    let suppressed = mail::suppressed(&site, &person).await;
    let sheet = pages::Sheet {
        viewer: &viewer,
        person: &person,
        suppressed: suppressed.as_ref(),
        related: &related,
        affairs: &affairs,
        offers_services: flags.is_on(Flag::ServiceOffering),
        has_emails: flags.is_on(Flag::EmailModule),
        history: &history,
        comments: &comments,
    };
    let mut page = Page::from(pages::details(&sheet));
    if !person.is_active {
        page = page.flash(Flash::new(Level::Info, format!("{} is not active: they cannot log in.", person.full_name)));
    }
    if person.airport_iata.is_empty() {
        page = page.warning(no_airport(&person.full_name));
    }
    Ok(page)
}

/// The emails of a person: which there are, and which are to come.
pub(crate) async fn emails(site: Site, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let name = person::label(&mut db, id).await?.or_404()?;
    web::emails_of(&site, &mut db, About::Person(id), &name, &person_url(id)).await
}

fn no_airport(name: &str) -> String {
    format!("{name} has no airport, and is left out where people are looked for by place.")
}

/// Where people change what they may change of their own record.
const OWN_PROFILE: &str = "/dashboard/instructor/autoupdate_profile/";

/// PER-11, the form. People without the permission change their own record elsewhere: not their address, user name and name
/// on GitHub, which they sign in with.
pub(crate) async fn edit(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    if !viewer.can("change_person") {
        return Ok(Page::redirect(OWN_PROFILE));
    }
    let mut db = site.db().await?;
    let open = Open::read(&mut db, id, false).await?;
    let state = filled(&mut db, &open.form, &open.stored.input, open.stored.version).await?;
    let page = Page::from(open.page(&site, &mut db, &viewer, &state).await?);
    Ok(if open.stored.input.airport_iata.is_empty() { page.warning(no_airport(&open.stored.label)) } else { page })
}

/// PER-11, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<i32>, posted: Posted) -> Answer {
    if !viewer.can("change_person") {
        return Err(Failure::Forbidden("the permission “change_person”".to_owned()));
    }
    let mut change = site.change(&viewer, "edit person").await?;
    let open = Open::read(&mut change, id, true).await?;
    let Open { stored, form, .. } = &open;
    let current = Current::of(Kind::Person, id, &stored.input, stored.version);
    let input = match posted.input(&mut change, form, &Some(id), Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, open.page(&site, &mut change, &viewer, &state).await?)),
    };
    if input.keys_differ(&stored.input) {
        web::may_manage(&mut change, &viewer, &[id]).await?;
    }
    person::update(&mut change, id, stored, input).await?;
    let name = name(&mut change, id).await?;
    change.commit().await?;
    Ok(Page::redirect(after_edit(&viewer, id)).success(format!("The person {name} was updated.")))
}

/// The person's page is for admins; whoever edits without being one goes on to the dashboard.
fn after_edit(viewer: &Viewer, id: i32) -> String {
    if viewer.is_admin { person_url(id) } else { "/dashboard/instructor/".to_owned() }
}

/// A person whose edit page is open.
struct Open {
    id: i32,
    stored: Stored,
    choices: Choices,
    form: Form,
}

impl Open {
    /// Reads the person, with a lock where they are about to be saved, and what their form offers.
    async fn read(db: &mut Db, id: i32, lock: bool) -> Result<Self, Failure> {
        let stored = person::stored(db, id, lock).await?.or_404()?;
        let choices = person::choices(db, Some(id)).await?;
        let form = pages::form(&choices, false);
        Ok(Self { id, stored, choices, form })
    }

    /// The edit page with `state` in its form; what is related, and comments are read.
    async fn page(&self, site: &Site, db: &mut Db, viewer: &Viewer, state: &State) -> Result<View, Failure> {
        let related = person::related(db, self.id, site.clock().today()).await?;
        let comments = comment::on(db, Kind::Person, &self.id.to_string()).await?;
        let task_form = task_pages::inline(&self.choices.task_roles, task_pages::Preset::Person);
        let task_form = pages::task_form(task_form, &related);
        let mut task_state = State::default();
        task_state.preset("person", self.id.to_string());
        let award_form = award_pages::inline(&self.choices.badges, related.has_failed);
        let mut award_state = State::default();
        award_state.preset("person", self.id.to_string());
        award_state.preset("awarded", site.clock().today().to_string());
        let consents_form = pages::consents_form(&self.choices.questions);
        let consents_state = pages::consents_state(&self.choices.questions);
        let inactivations = &self.choices.inactivations;
        let role_asked = role_pages::Asked { whose: role_pages::Whose::Persons, config: None, targets: &[], inactivations };
        let role_form = role_pages::form(&role_asked);
        let mut role_state = State::default();
        role_state.preset("person", self.id.to_string());
        Ok(pages::edit(&pages::Edit {
            viewer,
            id: self.id,
            label: &self.stored.label,
            has_airport: !self.stored.input.airport_iata.is_empty(),
            form: &self.form,
            state,
            task_form: &task_form,
            task_state: &task_state,
            award_form: &award_form,
            award_state: &award_state,
            role_form: &role_form,
            role_asked: &role_asked,
            role_state: &role_state,
            consents_form: &consents_form,
            consents_state: &consents_state,
            consents: &self.choices.consents,
            related: &related,
            comments: &comments,
        }))
    }
}

/// PER-13
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    let mut change = site.change(&viewer, "delete person").await?;
    let stored = person::stored(&mut change, id, true).await?.or_404()?;
    web::may_manage(&mut change, &viewer, &[id]).await?;
    if access::is_last_superuser(&mut change, id).await? {
        return Ok(Page::redirect(person_url(id)).error(LAST_SUPERUSER));
    }
    if let Some(page) = web::delete(&mut change, Kind::Person, &id.to_string(), &stored.label, &person_url(id)).await? {
        return Ok(page);
    }
    scheduled_email::forget_assignee(&mut change, id).await?;
    change.commit().await?;
    Ok(Page::redirect("/workshops/persons/").success(format!("The person {} was deleted.", stored.label)))
}

async fn name(db: &mut Db, id: i32) -> Result<String, Failure> {
    person::label(db, id).await?.or_404()
}
