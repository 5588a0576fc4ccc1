//! Community roles (ROL-01 … ROL-04).

use shared::community_role::{self, CommunityRoleInput, Config, Own, Stored};
use shared::db::Db;
use shared::lookup;
use shared::record::{self, Kind, community_role_url, person_url};
use templates::form::{Form, State};
use templates::pages::community_role as pages;
use templates::pages::community_role::{Asked, Whose};
use web::form::{Current, again, filled, label};
use web::{Answer, Failure, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer, safe_next};

/// ROL-01
pub(crate) async fn details(site: Site, viewer: Viewer, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let role = community_role::by_id(&mut db, id, site.clock().today()).await?.or_404()?;
    Ok(pages::details(&viewer, &role).into())
}

/// What a form of a role offers, once its kind is known or not yet.
struct Offered {
    whose: Whose,
    config: Option<Config>,
    targets: Vec<(String, String)>,
    inactivations: Vec<(String, String)>,
}

impl Offered {
    /// Two statements, and a third where the kind points at records.
    async fn read(db: &mut Db, whose: Whose, config: Option<i32>, site: &Site) -> Result<Self, Failure> {
        let config = match config {
            Some(id) => community_role::config(db, id).await?,
            None => None,
        };
        let kind = config.as_ref().and_then(|config| Kind::of(config.input.generic_relation_content_type.as_deref()?));
        let targets = match kind {
            Some(kind) => {
                let found = lookup::whole(db, kind, "", site.clock().today()).await?;
                found.into_iter().map(|choice| (choice.id.to_string().trim_matches('"').to_owned(), choice.text)).collect()
            }
            None => Vec::new(),
        };
        Ok(Self { whose, config, targets, inactivations: community_role::inactivations(db).await? })
    }

    fn asked(&self) -> Asked<'_> {
        Asked { whose: self.whose, config: self.config.as_ref(), targets: &self.targets, inactivations: &self.inactivations }
    }

    fn form(&self) -> Form {
        pages::form(&self.asked())
    }
}

/// Where the form posts to: the partnership that it began with is in it, what comes after stays.
fn action(params: &Params) -> String {
    let kept = params.get("next").map(|next| format!("?{}", record::query(&[("next", next)]))).unwrap_or_default();
    format!("/communityroles/roles/add/{kept}")
}

/// ROL-02, the form.
pub(crate) async fn new(site: Site, params: Params) -> Answer {
    let mut db = site.db().await?;
    let start = if params.get("partnership_pk").is_some() {
        let partnership = params.id("partnership_pk").or_404()?;
        Some(community_role::from_partnership(&mut db, partnership).await?.or_404()?)
    } else {
        None
    };
    let offered = Offered::read(&mut db, Whose::Asked, None, &site).await?;
    let form = offered.form();
    let mut state = State::default();
    if let Some(start) = start {
        state = State::of(&form, &start);
        // Nothing is chosen yet.
        state.values.remove("config");
        state.values.remove("person");
    }
    label(&mut db, &form, &mut state).await?;
    Ok(pages::add(&form, &offered.asked(), &action(&params), &state).into())
}

/// ROL-02, what it sends; also from a person's page.
pub(crate) async fn create(site: Site, viewer: Viewer, params: Params, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "add community role").await?;
    let number = |name: &str| posted.text(name).trim().parse::<i32>().ok();
    let offered = Offered::read(&mut change, Whose::Asked, number("communityrole-config"), &site).await?;
    if let Some(person) = number("communityrole-person") {
        community_role::hold_person(&mut change, person).await?;
    }
    let form = offered.form();
    let input = match posted.input::<CommunityRoleInput>(&mut change, &form, &Own::default(), None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&form, &offered.asked(), &action(&params), &state))),
    };
    let id = community_role::create(&mut change, &input).await?;
    let name = stored(&mut change, id, false).await?.label;
    change.commit().await?;
    let to = safe_next(params.get("next").unwrap_or(""), &site.config().hosts, &community_role_url(id));
    Ok(Page::redirect(to).success(format!("{name} was created.")))
}

async fn stored(db: &mut Db, id: i32, lock: bool) -> Result<Stored, Failure> {
    community_role::stored(db, id, lock).await?.or_404()
}

/// ROL-03, the form.
pub(crate) async fn edit(site: Site, Path(id): Path<i32>) -> Answer {
    let mut db = site.db().await?;
    let stored = stored(&mut db, id, false).await?;
    let offered = Offered::read(&mut db, Whose::Existing, Some(stored.input.config), &site).await?;
    let form = offered.form();
    let state = filled(&mut db, &form, &stored.input, stored.version).await?;
    Ok(pages::edit(id, &stored, &form, &offered.asked(), &state).into())
}

/// ROL-03, what it sends. Kind and person are the stored ones, whatever was sent.
pub(crate) async fn update(site: Site, viewer: Viewer, Path(id): Path<i32>, mut posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "edit community role").await?;
    let stored = stored(&mut change, id, true).await?;
    let offered = Offered::read(&mut change, Whose::Existing, Some(stored.input.config), &site).await?;
    for (name, fixed) in [("communityrole-config", stored.input.config), ("communityrole-person", stored.input.person)] {
        posted.fix(name, fixed.to_string());
    }
    let form = offered.form();
    let current = Current::of(Kind::CommunityRole, id, &stored.input, stored.version);
    let input = match posted.input(&mut change, &form, &Own { id: Some(id) }, Some(current)).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::edit(id, &stored, &form, &offered.asked(), &state))),
    };
    community_role::update(&mut change, id, &input).await?;
    change.commit().await?;
    Ok(Page::redirect(community_role_url(id)).success(format!("{} was updated.", stored.label)))
}

/// ROL-04
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(id): Path<i32>, params: Params) -> Answer {
    let mut change = site.change(&viewer, "delete community role").await?;
    let stored = stored(&mut change, id, true).await?;
    if let Some(page) =
        web::delete(&mut change, Kind::CommunityRole, &id.to_string(), &stored.label, &community_role_url(id)).await?
    {
        return Ok(page);
    }
    change.commit().await?;
    let to = safe_next(params.get("next").unwrap_or(""), &site.config().hosts, &person_url(stored.input.person));
    Ok(Page::redirect(to).success(format!("{} was deleted.", stored.label)))
}
