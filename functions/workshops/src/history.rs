//! The history of all records: the log, the versions, and putting one back (UTL-07, UTL-08).

use shared::access::{self, LAST_SUPERUSER, Lack};
use shared::history::{self, Comparison, LISTING, Record, Refusal, permission, version_url};
use shared::listing::PageRequest;
use shared::record::Kind;
use templates::layout::{Flash, Level};
use templates::list::{ListState, PAGE, PER_PAGE};
use templates::pages::history as pages;
use web::{Answer, Failure, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer};

/// UTL-07; with `revision`, all records of that change.
pub(crate) async fn log(site: Site, params: Params) -> Answer {
    let mut db = site.db().await?;
    if let Some(revision) = params.get("revision").and_then(|id| id.parse().ok()) {
        let page = PageRequest::read(params.get(PAGE), params.get(PER_PAGE));
        let (revision, rows) = history::records_of(&mut db, revision, page, site.clock().today()).await?.or_404()?;
        return Ok(pages::records(&revision).page(&ListState { pairs: params.0, ..ListState::default() }, &rows).into());
    }
    let list = pages::list();
    let (state, query) = web::list::asked(&site, &mut db, &list, &LISTING, params).await?;
    let rows = history::log(&mut db, &query).await?;
    Ok(list.page(&state, &rows).into())
}

/// UTL-08
pub(crate) async fn version(site: Site, viewer: Viewer, Path(version): Path<i64>, params: Params) -> Answer {
    let comparison = compare(&site, version, &params).await?;
    let page = Page::from(pages::version(&viewer, &comparison));
    Ok(if comparison.is_wrongly_asked {
        page.warning("These two are not both versions of this record; what you see is the version and the one before it.")
    } else {
        page
    })
}

async fn compare(site: &Site, version: i64, params: &Params) -> Result<Comparison, Failure> {
    let number = |name| params.get(name).and_then(|text| text.trim().parse().ok());
    let is_asked = params.has("version_id1") || params.has("version_id2");
    let asked = is_asked.then(|| (number("version_id1"), number("version_id2")));
    history::compare(&mut *site.db().await?, version, asked, site.clock().today()).await?.or_404()
}

/// Puts the record back to this version.
pub(crate) async fn restore(site: Site, viewer: Viewer, Path(version): Path<i64>, posted: Posted) -> Answer {
    let mut change = site.change(&viewer, "restore").await?;
    let record = history::of_version(&mut change, version).await?.or_404()?;
    may_restore(&viewer, &record)?;
    let person: Option<i32> = if record.kind() == Some(Kind::Person) { record.id.parse().ok() } else { None };
    let mut is_last = false;
    if let Some(id) = person {
        // The address that new passwords are sent to would come back too.
        web::may_manage(&mut change, &viewer, &[id]).await?;
        is_last = access::is_last_superuser(&mut change, id).await?;
    }
    let newest = posted.text("newest").parse().unwrap_or_default();
    match history::restore(&mut change, version, newest, viewer.is_superuser).await? {
        Ok(restored) => {
            if let Some(id) = person.filter(|_| is_last)
                && !access::is_last_superuser(&mut change, id).await?
            {
                return Ok(Page::redirect(version_url(version)).error(LAST_SUPERUSER));
            }
            let newest = history::summary(&mut change, &record.table, &record.id).await?;
            change.commit().await?;
            let made = newest.modified.or(newest.created).map_or(version, |moment| moment.version);
            let to = restored.url.unwrap_or_else(|| version_url(made));
            Ok(Page::redirect(to).success(format!("{} was restored.", restored.label)))
        }
        Err(refusal) => Ok(Page::redirect(version_url(version)).flash(Flash::new(Level::Error, said(&refusal)))),
    }
}

/// Whether the viewer may put records of this kind back at all.
fn may_restore(viewer: &Viewer, record: &Record) -> Result<(), Failure> {
    let lacking = match permission(&record.table, record.is_there) {
        Some(needed) => (!viewer.can(&needed)).then(|| format!("the permission “{needed}”")),
        None => (!viewer.is_superuser).then(|| Lack::Superuser.to_string()),
    };
    lacking.map_or(Ok(()), |lacking| Err(Failure::Forbidden(lacking)))
}

/// A refusal in words.
fn said(refusal: &Refusal) -> String {
    let nothing = "Nothing was restored";
    match refusal {
        Refusal::NothingThere => format!("{nothing}: with this version the record was deleted. Choose an earlier one."),
        Refusal::Overtaken => {
            format!(
                "{nothing}, because the record has changed since you opened this page. Look at the newest version, then try again."
            )
        }
        Refusal::Gone(gone) => {
            let gone: Vec<String> = gone.iter().map(|(field, id)| format!("{field} (number {id})")).collect();
            format!("{nothing}, because what this version refers to is gone: {}. Restore that first.", gone.join(", "))
        }
        Refusal::Taken(fields) => {
            format!("{nothing}, because another record has the same value by now: {}. Change that one first.", fields.join(", "))
        }
        Refusal::AgainstRule(fields) => {
            format!(
                "{nothing}, because this version does not keep today's rules: {}. Edit the record instead.",
                fields.join(", ")
            )
        }
        Refusal::InUse(kind) => {
            format!("{nothing}, because a {kind} refers to what was added since. Change or delete that first.")
        }
    }
}
