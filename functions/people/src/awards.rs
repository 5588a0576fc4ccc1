//! Awards (AWD-01, AWD-02).

use certificate::Certificate;
use shared::award::{self, AwardInput};
use shared::db::Db;
use shared::record::{self, Kind, badge_url, person_url};
use shared::{badge, person, training_progress};
use templates::form::State;
use templates::pages::award as pages;
use templates::pages::award::Fixed;
use web::form::{again, label};
use web::{Answer, Failure, OrNotFound as _, Page, Params, Path, Posted, Referer, Site, Viewer, safe_next};

/// The badges that are offered.
type Badges = [(String, String)];

/// What the query has decided: no other person or badge is taken than it names.
async fn fixed(db: &mut Db, params: &Params, badges: &Badges) -> Result<Fixed, Failure> {
    let mut fixed = Fixed::default();
    if params.get("person").is_some() {
        let id = params.id("person").or_404()?;
        fixed.person = Some((id, person::label(db, id).await?.or_404()?));
    }
    if params.get("badge").is_some() {
        let id = params.id("badge").or_404()?;
        let (_, title) = badges.iter().find(|(key, _)| *key == id.to_string()).or_404()?;
        fixed.badge = Some((id, title.clone()));
    }
    Ok(fixed)
}

/// Where the form posts to: what the query has decided stays decided.
fn action(params: &Params) -> String {
    let kept: Vec<(&str, &str)> =
        ["person", "badge", "next"].into_iter().filter_map(|name| Some((name, params.get(name)?))).collect();
    if kept.is_empty() { "/workshops/awards/add/".to_owned() } else { format!("/workshops/awards/add/?{}", record::query(&kept)) }
}

/// Whether whoever awards must be asked twice (DM-ST-30); nobody is known to have failed who is not chosen yet.
async fn has_failed(db: &mut Db, person: Option<i32>) -> Result<bool, Failure> {
    match person {
        Some(id) => Ok(training_progress::has_failed(db, id).await?),
        None => Ok(false),
    }
}

/// AWD-01, the form.
pub(crate) async fn new(site: Site, params: Params) -> Answer {
    let mut db = site.db().await?;
    let badges = badge::choices(&mut db).await?;
    let fixed = fixed(&mut db, &params, &badges).await?;
    let person = fixed.person.as_ref().map(|(id, _)| *id);
    let mut state = State::default();
    state.preset("awarded", site.clock().today().to_string());
    if let Some(id) = person {
        state.preset("person", id.to_string());
        if params.has("find-training")
            && let Some(preset) = award::after_training(&mut db, id).await?
        {
            state.preset("badge", preset.badge.to_string());
            if let Some(event) = preset.event {
                state.preset("event", event.to_string());
            }
        }
    }
    if let Some((id, _)) = &fixed.badge {
        state.preset("badge", id.to_string());
    }
    let form = pages::form(&badges, &fixed, has_failed(&mut db, person).await?);
    label(&mut db, &form, &mut state).await?;
    Ok(pages::add(&form, &fixed, &state, &action(&params)).into())
}

/// AWD-01, what it sends; also from a person's page.
pub(crate) async fn create(site: Site, viewer: Viewer, params: Params, mut posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "add award").await?;
    let badges = badge::choices(&mut change).await?;
    let fixed = fixed(&mut change, &params, &badges).await?;
    for (name, decided) in [("award-person", &fixed.person), ("award-badge", &fixed.badge)] {
        if let Some((id, _)) = decided {
            posted.0.retain(|(key, _)| key != name);
            posted.0.push((name.to_owned(), id.to_string()));
        }
    }
    let failed = has_failed(&mut change, posted.text("award-person").trim().parse().ok()).await?;
    let form = pages::form(&badges, &fixed, failed);
    let input = match posted.input::<AwardInput>(&mut change, &form, &(), None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::add(&form, &fixed, &state, &action(&params)))),
    };
    let id = award::create(&mut change, &input).await?;
    let award = award::by_id(&mut change, id).await?.or_404()?;
    change.commit().await?;
    let to = safe_next(params.get("next").unwrap_or(""), &site.config().hosts, &badge_url(&award.badge));
    Ok(Page::redirect(to).success(format!("The award {} was created.", award.label)))
}

/// AWD-02
pub(crate) async fn delete(site: Site, viewer: Viewer, Path(id): Path<i32>, params: Params, Referer(referer): Referer) -> Answer {
    let mut change = site.change(&viewer, "delete award").await?;
    let award = award::by_id(&mut change, id).await?.or_404()?;
    let page = person_url(award.person_id);
    let hosts = &site.config().hosts;
    let back = safe_next(&referer, hosts, &format!("{page}edit/#awards"));
    if let Some(page) = web::delete_from(&mut change, Kind::Award, &id.to_string(), &award.label, &page, &back).await? {
        return Ok(page);
    }
    change.commit().await?;
    let to = safe_next(params.get("next").unwrap_or(""), hosts, &badge_url(&award.badge));
    Ok(Page::redirect(to).success(format!("The award {} was deleted.", award.label)))
}

/// The certificate of an instructor as a file (AWD-01); other badges have none.
pub(crate) async fn certificate(site: Site, Path(id): Path<i32>) -> Answer {
    let award = award::by_id(&mut *site.db().await?, id).await?.filter(|award| award.badge == badge::INSTRUCTOR).or_404()?;
    let signature = &site.config().certificate_signature;
    match certificate::pdf(&Certificate { name: &award.person, date: award.awarded, signature }) {
        Ok(document) => Ok(Page::pdf(document, "certificate.pdf")),
        Err(certificate::Error::Letters(letters)) => Ok(Page::from(pages::no_certificate(&award, &letters)).invalid()),
        Err(error) => Err(Failure::Failed(error.to_string())),
    }
}
