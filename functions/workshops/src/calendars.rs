//! Calendars: an event to download, one's feeds, and what calendar programs read (docs/calendars.md).

use shared::access;
use shared::calendar_feed::{self, FEEDS, FeedInput, FeedKind, feed_path, may_have};
use shared::db::Db;
use shared::event;
use shared::listing::Value;
use shared::record::{self, Kind, event_url, query};
use templates::calendar::calendar;
use templates::form::State;
use templates::list::ListState;
use templates::pages::calendar_feed::{self as pages, Subject};
use templates::pages::event::list as events_page;
use web::form::again;
use web::{Answer, Failure, Held, Home, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer};

/// An event as a file.
pub(crate) async fn event_file(site: Site, own: Home, Path(slug): Path<String>) -> Answer {
    let mut db = site.db().await?;
    let id = event::overview(&mut db, &slug).await?.or_404()?.event;
    let events = calendar_feed::events(&mut db, vec![("event", Value::Ints(vec![id]))], site.clock().today()).await?;
    if events.is_empty() {
        return Ok(Page::redirect(event_url(&slug)).warning("An event without a first day cannot be put into a calendar."));
    }
    Ok(Page::calendar(calendar(&slug, &events, &own.0), Some(format!("{slug}.ics"))))
}

/// One's feeds.
pub(crate) async fn list(site: Site, viewer: Viewer) -> Answer {
    let feeds = calendar_feed::of_owner(&mut *site.db().await?, viewer.id).await?;
    Ok(pages::list(&viewer, &feeds).into())
}

/// The form for a new feed, of what the parameters say; of one's own tasks where they say nothing.
pub(crate) async fn new(site: Site, viewer: Viewer, params: Params) -> Answer {
    let asked = match params.get("kind") {
        Some(code) => Asked {
            kind: FeedKind::of(code).or_404()?,
            event: params.id("event"),
            person: params.id("person"),
            query: params.clone(),
        },
        None => Asked { kind: FeedKind::Person, event: None, person: Some(viewer.id), query: Params::default() },
    };
    asked.allowed(&viewer)?;
    let mut db = site.db().await?;
    let described = asked.described(&site, &mut db, &viewer).await?;
    let mut state = State::default();
    state.preset("name", described.name);
    state.preset("kind", asked.kind.code());
    for (field, id) in [("event", asked.event), ("person", asked.person)] {
        if let Some(id) = id {
            state.preset(field, id.to_string());
        }
    }
    if !described.query.is_empty() {
        state.preset("query", described.query);
    }
    Ok(pages::add(&pages::form(), &state, &described.subject).into())
}

/// What the form sends. The answer shows the address of the new feed, this once.
pub(crate) async fn create(site: Site, viewer: Viewer, own: Home, mut posted: Posted) -> Answer {
    let asked = Asked {
        kind: FeedKind::of(posted.text("kind")).or_404()?,
        event: posted.text("event").trim().parse().ok(),
        person: posted.text("person").trim().parse().ok(),
        query: Params::read(posted.text("query")),
    };
    asked.allowed(&viewer)?;
    let mut change = site.change(&viewer, "add calendar feed").await?;
    let described = asked.described(&site, &mut change, &viewer).await?;
    // What is checked is what will be stored: the filters that make sense, and no other parameters.
    for (name, value) in &mut posted.0 {
        if name == "query" {
            value.clone_from(&described.query);
        }
    }
    let form = pages::form();
    let input = match posted.input::<FeedInput>(&mut change, &form, &viewer.id, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&form, &state, &described.subject))),
    };
    let secret = calendar_feed::create(&mut change, viewer.id, &input).await?;
    let secret = secret.ok_or_else(|| Failure::Conflict("the number of calendar feeds".to_owned()))?;
    change.commit().await?;
    Ok(pages::made(&input.name, &format!("{}{}", own.0, feed_path(&secret))).into())
}

/// Revokes one of one's feeds.
pub(crate) async fn revoke(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let id = posted.text("feed").trim().parse().ok().or_404()?;
    let mut change = site.change(&viewer, "revoke calendar feed").await?;
    let name = calendar_feed::revoke(&mut change, viewer.id, id).await?.or_404()?;
    change.commit().await?;
    Ok(Page::redirect(FEEDS).success(format!("{name} was revoked. Calendar programs cannot read it any more.")))
}

/// What a calendar program reads. A secret that nobody has, one that was revoked, and one whose owner may not have the feed any
/// more are told apart by nobody.
pub(crate) async fn read(site: Site, own: Home, held: Held, Path(secret): Path<String>) -> Answer {
    let mut db = site.db().await?;
    let feed = calendar_feed::find(&mut db, &secret).await?.or_404()?;
    let (owner, _) = access::viewer(&mut db, feed.owner).await?.or_404()?;
    if !may_have(&owner, feed.kind, feed.person) {
        return Err(Failure::NotFound);
    }
    let filters = match feed.kind {
        FeedKind::Event => Some(vec![("event", Value::Ints(feed.event.into_iter().collect()))]),
        FeedKind::Person => Some(vec![("person", Value::Ints(feed.person.into_iter().collect()))]),
        FeedKind::List => {
            let (state, filters, _) = filtered(&site, &mut db, &owner, Params::read(&feed.query)).await?;
            // A filter that cannot be applied any more must not let everything through.
            state.errors.is_empty().then_some(filters)
        }
    };
    let events = match filters {
        Some(filters) => calendar_feed::events(&mut db, filters, site.clock().today()).await?,
        None => Vec::new(),
    };
    calendar_feed::note_read(&mut db, &feed, site.clock().now()).await?;
    let amy = if owner.is_admin { own.0.as_str() } else { "" };
    Ok(Page::calendar(calendar(&feed.name, &events, amy), None).unless_held(&held))
}

/// Filters with their values.
type Filters = Vec<(&'static str, Value)>;

/// What the parameters ask the list of events for, as `viewer` would see it: its state, its filters, and them in words. Two
/// statements.
async fn filtered(
    site: &Site,
    db: &mut Db,
    viewer: &access::Viewer,
    params: Params,
) -> Result<(ListState, Filters, Vec<(String, String)>), Failure> {
    let list = events_page(viewer, event::filter_choices(db).await?);
    let (mut state, asked) = web::list::asked(site, db, &list, &event::LISTING, params).await?;
    // Of the parameters only those that filter.
    state.pairs.retain(|(name, value)| !value.trim().is_empty() && asked.filters.iter().any(|(filter, _)| filter == name));
    let words = list.described(&state);
    Ok((state, asked.filters, words))
}

/// A feed that somebody wants.
struct Asked {
    kind: FeedKind,
    event: Option<i32>,
    person: Option<i32>,
    /// The filters of a list, and perhaps other parameters.
    query: Params,
}

/// The same in words.
struct Described {
    subject: Subject,
    /// The name that is proposed.
    name: String,
    /// The filters that make sense, as the address of the list has them.
    query: String,
}

impl Asked {
    fn allowed(&self, viewer: &Viewer) -> Result<(), Failure> {
        if may_have(viewer, self.kind, self.person) {
            return Ok(());
        }
        Err(Failure::Forbidden("membership in a staff group".to_owned()))
    }

    /// What the feed holds; 404 for a record that is not there.
    async fn described(&self, site: &Site, db: &mut Db, viewer: &Viewer) -> Result<Described, Failure> {
        let today = site.clock().today();
        let of_record = |label: String, name: String| Described {
            subject: Subject { label, filters: Vec::new() },
            name: short(&name),
            query: String::new(),
        };
        match self.kind {
            FeedKind::Event => {
                let id = self.event.or_404()?.to_string();
                let slug = record::named(db, Kind::Event, &id, today).await?.or_404()?.label;
                Ok(of_record(format!("The event {slug}"), slug))
            }
            FeedKind::Person => {
                let id = self.person.or_404()?.to_string();
                let label = record::named(db, Kind::Person, &id, today).await?.or_404()?.label;
                // The name alone: of the address nobody needs to know in a calendar.
                let name = label.split(" <").next().unwrap_or_default();
                Ok(of_record(format!("The events at which {name} has a task"), format!("Tasks of {name}")))
            }
            FeedKind::List => {
                let (state, _, words) = filtered(site, db, viewer, self.query.clone()).await?;
                let pairs: Vec<(&str, &str)> = state.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                let values: Vec<&str> = words.iter().map(|(_, value)| value.as_str()).collect();
                let (label, name) = match values.is_empty() {
                    true => ("All events".to_owned(), "All events".to_owned()),
                    false => ("The events that these filters let through".to_owned(), format!("Events: {}", values.join(", "))),
                };
                let query = query(&pairs);
                Ok(Described { subject: Subject { label, filters: words }, name: short(&name), query })
            }
        }
    }
}

/// A name that fits into the form.
fn short(name: &str) -> String {
    name.chars().take(100).collect::<String>().trim().to_owned()
}
