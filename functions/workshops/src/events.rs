//! Events (EVT-01 … EVT-07).

use shared::db::Db;
use shared::email_action::About;
use shared::event::{self, Choices, EventInput, Happening, Stored};
use shared::listing::PageRequest;
use shared::record::{Kind, event_url};
use shared::{comment, history};
use templates::form::{Form, State};
use templates::list::{ListState, PAGE, PER_PAGE};
use templates::pages::{event as pages, task as task_pages};
use templates::view::View;
use templates::website::Dialog;
use web::form::{Current, again, filled, label};
use web::website::Import;
use web::{Answer, Failure, Flags, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer};

use crate::websites;

/// EVT-01
pub(crate) async fn list(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    let choices = event::filter_choices(&mut db).await?;
    let list = pages::with_subscription(pages::list(&viewer, choices), &params.0);
    web::list::answer(&site, &mut db, &list, &event::LISTING, params).await
}

/// EVT-02, the form.
pub(crate) async fn new(site: Site) -> Answer {
    let form = pages::form(&event::choices(&mut *site.db().await?, None).await?, true);
    let mut state = State::default();
    state.preset("public_status", "public");
    Ok(pages::add(&form, &state, &Dialog::import("")).into())
}

/// EVT-02, what it sends.
pub(crate) async fn create(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    if let Some(import) = Import::asked(&posted) {
        return websites::fill_new(&site, &posted, import).await;
    }
    let mut change = site.change(&viewer, "add event").await?;
    let form = pages::form(&event::choices(&mut change, None).await?, true);
    let input = match posted.input::<EventInput>(&mut change, &form, &None, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&form, &state, &Dialog::import("")))),
    };
    let slug = input.slug.clone();
    event::create(&mut change, input, &site.config().reports).await?;
    change.commit().await?;
    Ok(Page::redirect(event_url(&slug)).success(format!("The event {slug} was created.")))
}

/// The form of EVT-02, filled from an event that there is; nothing is written until it is sent.
pub(crate) async fn like(site: Site, Path(slug): Path<String>) -> Answer {
    let mut db = site.db().await?;
    let input = event::like(&mut db, &slug).await?.or_404()?;
    let form = pages::form(&event::choices(&mut db, None).await?, true);
    let mut state = State::of(&form, &input);
    label(&mut db, &form, &mut state).await?;
    Ok(pages::like(&slug, &form, &state).into())
}

/// What happened around an event, and what is planned.
pub(crate) async fn timeline(site: Site, Path(slug): Path<String>, params: Params) -> Answer {
    let mut db = site.db().await?;
    let overview = event::overview(&mut db, &slug).await?.or_404()?;
    let kind = params.get(pages::KIND).and_then(Happening::of);
    let kinds = kind.as_ref().map_or(Happening::ALL, std::slice::from_ref);
    let page = PageRequest::read(params.get(PAGE), params.get(PER_PAGE));
    let rows = event::timeline(&mut db, &overview, kinds, page, site.clock().today()).await?;
    let state = ListState { pairs: params.0, ..ListState::default() };
    let now = site.clock().now();
    Ok(pages::timeline(&pages::Page { slug: &slug, overview: &overview, kind, rows: &rows, state: &state, now }).into())
}

/// EVT-04
pub(crate) async fn details(site: Site, viewer: Viewer, flags: Flags, Path(slug): Path<String>) -> Answer {
    let mut db = site.db().await?;
    let event = event::by_slug(&mut db, &slug, site.clock().today()).await?.or_404()?;
    let id = event.id.to_string();
    let tasks = event::tasks(&mut db, event.id, site.clock().today()).await?;
    let history = history::summary(&mut db, Kind::Event.table(), &id).await?;
    let comments = comment::on(&mut db, Kind::Event, &id).await?;
    let emails = web::related_emails(&mut db, &flags, Kind::Event, event.id).await?;
    let assignment = pages::assignment();
    let sheet = pages::Sheet {
        viewer: &viewer,
        event: &event,
        tasks: &tasks,
        history: &history,
        comments: &comments,
        assignment: &assignment,
        emails: emails.as_deref(),
    };
    Ok(pages::details(&sheet).into())
}

/// The emails of an event: which there are, and which are to come.
pub(crate) async fn emails(site: Site, Path(slug): Path<String>) -> Answer {
    let mut db = site.db().await?;
    let id = event::id_of(&mut db, &slug).await?.or_404()?;
    web::emails_of(&site, &mut db, About::Event(id), &slug, &event_url(&slug)).await
}

/// EVT-05 by GET changes nothing.
pub(crate) async fn back(Path(slug): Path<String>) -> Answer {
    Ok(Page::redirect(event_url(&slug)))
}

/// EVT-05
pub(crate) async fn assign(site: Site, viewer: Viewer, Path(slug): Path<String>, posted: Posted) -> Answer {
    let person = posted.text("person").trim();
    let mut change = site.change(&viewer, "assign event").await?;
    event::stored(&mut change, &slug, true).await?.or_404()?;
    // What is no person's number changes nothing; an empty one unassigns.
    if let Ok(person) = if person.is_empty() { Ok(None) } else { person.parse().map(Some) } {
        event::assign(&mut change, &slug, person).await?;
    }
    change.commit().await?;
    Ok(Page::redirect(event_url(&slug)))
}

/// EVT-06, the form.
pub(crate) async fn edit(site: Site, viewer: Viewer, Path(slug): Path<String>) -> Answer {
    let mut db = site.db().await?;
    let open = Open::read(&mut db, &slug, false).await?;
    let state = filled(&mut db, &open.form, &open.stored.input, open.stored.version).await?;
    Ok(open.page(&site, &mut db, &viewer, &state, &open.website()).await?.into())
}

/// EVT-06, what it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(slug): Path<String>, posted: Posted) -> Answer {
    if let Some(import) = Import::asked(&posted) {
        return websites::fill_stored(&site, &viewer, &slug, &posted, import).await;
    }
    let mut change = site.change(&viewer, "edit event").await?;
    let open = Open::read(&mut change, &slug, true).await?;
    let Open { stored, form, .. } = &open;
    let current = Current::of(Kind::Event, stored.id, &stored.input, stored.version);
    let input = match posted.input(&mut change, form, &Some(stored.id), Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, open.page(&site, &mut change, &viewer, &state, &open.website()).await?)),
    };
    let slug = input.slug.clone();
    let gave_way = event::update(&mut change, stored.id, input, &site.config().reports).await?;
    change.commit().await?;
    let page = Page::redirect(event_url(&slug)).success(format!("The event {slug} was updated."));
    Ok(if gave_way {
        page.warning(format!("The event {slug} counts towards a membership, so its benefit was removed."))
    } else {
        page
    })
}

/// An event that is open for editing.
pub(crate) struct Open {
    stored: Stored,
    choices: Choices,
    pub(crate) form: Form,
}

impl Open {
    /// Reads the event, with a lock where it is about to be saved, and what its form offers.
    pub(crate) async fn read(db: &mut Db, slug: &str, lock: bool) -> Result<Self, Failure> {
        let stored = event::stored(db, slug, lock).await?.or_404()?;
        let choices = event::choices(db, Some(stored.id)).await?;
        let form = pages::form(&choices, false);
        Ok(Self { stored, choices, form })
    }

    /// The dialog that fills the form in from the event's website.
    pub(crate) fn website(&self) -> Dialog {
        Dialog::update(&self.stored.input.url)
    }

    /// The edit page with `state` in its form; tasks and comments are read.
    pub(crate) async fn page(
        &self,
        site: &Site,
        db: &mut Db,
        viewer: &Viewer,
        state: &State,
        website: &Dialog,
    ) -> Result<View, Failure> {
        let id = self.stored.id;
        let tasks = event::tasks(db, id, site.clock().today()).await?;
        let comments = comment::on(db, Kind::Event, &id.to_string()).await?;
        let task_form = task_pages::inline(&self.choices.roles, task_pages::Preset::Event);
        let mut task_state = State::default();
        task_state.preset("event", id.to_string());
        Ok(pages::edit(&pages::Edit {
            viewer,
            id,
            slug: &self.stored.input.slug,
            form: &self.form,
            state,
            website,
            task_form: &task_form,
            task_state: &task_state,
            tasks: &tasks,
            comments: &comments,
        }))
    }
}

/// EVT-07
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(slug): Path<String>) -> Answer {
    let mut change = site.change(&viewer, "delete event").await?;
    let stored = event::stored(&mut change, &slug, true).await?.or_404()?;
    if let Some(page) = web::delete(&mut change, Kind::Event, &stored.id.to_string(), &slug, &event_url(&slug)).await? {
        return Ok(page);
    }
    change.commit().await?;
    Ok(Page::redirect("/workshops/events/").success(format!("The event {slug} was deleted.")))
}
