//! Adding people out of a file (PER-04 … PER-09).

mod posted;

use shared::bulk_upload::{self as rows, COLUMNS, Row, Saved, Upload, Verified};
use shared::db::Db;
use templates::layout::{Flash, Level};
use templates::pages::bulk_upload::{Asked, CONFIRM, Place, Review, UPLOAD, review, upload};
use web::Access::{Admin, Can};
use web::{Access, Answer, Failure, Page, Params, Path, Paths, Posted, Routes, Site, Viewer};

use self::posted::Button;

const ALLOWED: Access = Can(&["add_person", "change_person"]);

/// The lines of these pages in the route table.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .form("/workshops/persons/bulk_upload/", ALLOWED, start, send)
        .get("/workshops/persons/bulk_upload/template/", Admin, template)
        .form("/workshops/persons/bulk_upload/confirm/", ALLOWED, show, submit)
        .form("/workshops/persons/bulk_upload/{entry}/remove/", ALLOWED, back, remove)
        .form("/workshops/persons/bulk_upload/{entry}/match_person/{person}", ALLOWED, back_to_two, choose)
        .form("/workshops/persons/bulk_upload/{entry}/match_person/", ALLOWED, back, unmatch)
}

/// PER-04, the form.
async fn start(site: Site, viewer: Viewer) -> Answer {
    let mut db = site.db().await?;
    let waiting = rows::waiting(&mut db, viewer.id, site.clock().now()).await?;
    let roles = rows::roles(&mut db).await?;
    Ok(upload(&Asked { roles: &roles, waiting, ..Asked::default() }).into())
}

/// PER-04, what it sends.
async fn send(site: Site, viewer: Viewer, sent: web::Upload) -> Answer {
    let mut db = site.db().await?;
    match posted::read(&sent) {
        Ok(read) => {
            let count = read.len();
            rows::put(&mut db, viewer.id, read, site.clock().now()).await?;
            let read = if count == 1 { "One row was".to_owned() } else { format!("{count} rows were") };
            Ok(Page::redirect(CONFIRM).flash(Flash::new(Level::Info, format!("{read} read. Nothing is saved yet."))))
        }
        Err((field, message)) => {
            let waiting = rows::waiting(&mut db, viewer.id, site.clock().now()).await?;
            let roles = rows::roles(&mut db).await?;
            let asked = Asked { roles: &roles, waiting, pasted: sent.text("pasted"), error: Some((field, &message)) };
            Ok(Page::from(upload(&asked)).invalid().flash(Flash::new(Level::Error, message.clone())))
        }
    }
}

/// PER-05
async fn template() -> Answer {
    Ok(Page::csv(format!("{}\r\n", COLUMNS.join(",")).into_bytes(), "BulkPersonAddTemplate.csv"))
}

/// PER-06, the rows.
async fn show(site: Site, viewer: Viewer, params: Params) -> Answer {
    let mut db = site.db().await?;
    let Some(stored) = rows::stored(&mut db, viewer.id, site.clock().now(), false).await? else { return Ok(nothing_waits()) };
    let place = Place::of(params.get("page").unwrap_or(""), params.get("show").unwrap_or(""));
    let verified = rows::verify(&mut db, &stored.rows).await?;
    page(&mut db, &stored, &verified, place).await
}

/// PER-06, what they send.
async fn submit(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let button = Button::pressed(&posted);
    if button == Button::Confirm {
        return confirm(&site, &viewer, &posted).await;
    }
    let mut db = site.db().await?;
    let now = site.clock().now();
    let Some(mut stored) = rows::stored(&mut db, viewer.id, now, false).await? else { return Ok(nothing_waits()) };
    if button == Button::Cancel {
        rows::discard(&mut db, viewer.id).await?;
        return Ok(Page::redirect(UPLOAD).flash(Flash::new(Level::Info, "What you uploaded was discarded. Nothing was saved.")));
    }
    if !posted::enter(&mut stored, &posted) || !keep(&mut db, &viewer, &mut stored).await? {
        return overtaken(&mut db, &site, &viewer, posted::place(&posted)).await;
    }
    if let Button::Look(place) = button {
        return Ok(Page::redirect(place.href()));
    }
    let place = posted::place(&posted);
    let verified = rows::verify(&mut db, &stored.rows).await?;
    match wrong(&verified) {
        Some(flash) => Ok(page(&mut db, &stored, &verified, place).await?.invalid().flash(flash)),
        None => Ok(Page::redirect(place.href()).success("Everything is fine: the rows can be saved.")),
    }
}

/// Saves everything, or nothing. Of two who confirm at once the second waits for the first, and finds nothing.
async fn confirm(site: &Site, viewer: &Viewer, posted: &Posted) -> Answer {
    let place = posted::place(posted);
    let mut change = site.change(viewer, "bulk upload of people").await?;
    let Some(mut stored) = rows::stored(&mut change, viewer.id, site.clock().now(), true).await? else {
        return Ok(nothing_waits());
    };
    let before = stored.rows.clone();
    if !posted::enter(&mut stored, posted) {
        return overtaken(&mut change, site, viewer, place).await;
    }
    let outcome = match rows::save(&mut change, viewer.id, &stored.rows, &site.config().reports).await {
        Ok(Some(saved)) => change.commit().await.map(|()| Some(saved)),
        Ok(None) => {
            drop(change);
            Ok(None)
        }
        Err(error) => {
            drop(change);
            Err(error)
        }
    };
    let refused = match outcome {
        Ok(Some(saved)) => return Ok(Page::redirect(UPLOAD).success(told(saved))),
        Ok(None) => None,
        Err(error) => Some(error.broken_constraint().map(str::to_owned).ok_or(error)?),
    };
    // Nothing of it has happened; what was entered is kept all the same.
    let mut db = site.db().await?;
    if stored.rows != before && !keep(&mut db, viewer, &mut stored).await? {
        return overtaken(&mut db, site, viewer, place).await;
    }
    let verified = rows::verify(&mut db, &stored.rows).await?;
    let page = page(&mut db, &stored, &verified, place).await?;
    Ok(match refused {
        Some(constraint) => {
            let message = format!(
                "Nothing was saved: somebody else has just changed something that it relied on ({constraint}). Look again."
            );
            page.conflict().flash(Flash::new(Level::Error, message))
        }
        None => {
            page.invalid().flash(wrong(&verified).unwrap_or_else(|| Flash::new(Level::Error, "Nothing was saved. Try again.")))
        }
    })
}

fn told(saved: Saved) -> String {
    let count = |number: usize, one: &str, many: &str| if number == 1 { format!("1 {one}") } else { format!("{number} {many}") };
    format!("{} and {} were created.", count(saved.persons, "person", "people"), count(saved.tasks, "task", "tasks"))
}

/// What is said where something must be mended.
fn wrong(verified: &[Verified]) -> Option<Flash> {
    let text = match verified.iter().filter(|row| !row.errors.is_empty()).count() {
        0 => return None,
        1 => "One row has errors. Nothing is saved before they are mended.".to_owned(),
        count => format!("{count} rows have errors. Nothing is saved before they are mended."),
    };
    Some(Flash::new(Level::Error, text))
}

fn nothing_waits() -> Page {
    Page::redirect(UPLOAD)
        .warning("No rows of yours are waiting: they were saved, cancelled or forgotten. Upload them again if you need to.")
}

const OVERTAKEN: &str =
    "These rows were changed in another window after you opened them there. What you entered was not kept: look again.";

/// The rows as they are by now.
async fn overtaken(db: &mut Db, site: &Site, viewer: &Viewer, place: Place) -> Answer {
    let Some(stored) = rows::stored(db, viewer.id, site.clock().now(), false).await? else { return Ok(nothing_waits()) };
    let verified = rows::verify(db, &stored.rows).await?;
    Ok(page(db, &stored, &verified, place).await?.conflict().warning(OVERTAKEN))
}

/// Writes changed rows down; `false` when somebody was faster.
async fn keep(db: &mut Db, viewer: &Viewer, stored: &mut Upload) -> Result<bool, Failure> {
    let Some(version) = rows::update(db, viewer.id, stored).await? else { return Ok(false) };
    stored.version = version;
    Ok(true)
}

async fn page(db: &mut Db, stored: &Upload, verified: &[Verified], place: Place) -> Answer {
    let (shown, place, _) = place.rows(verified);
    let shown: Vec<(usize, &Row)> = shown.into_iter().map(|entry| (entry, &verified[entry].row)).collect();
    let similar = rows::similar(db, &shown).await?;
    let roles = rows::roles(db).await?;
    Ok(review(&Review { version: stored.version, rows: verified, place, similar: &similar, roles: &roles }).into())
}

/// PER-07 … PER-09, when their addresses are followed.
async fn back(Path(_): Path<i32>) -> Answer {
    Ok(Page::redirect(CONFIRM))
}

/// The same where a person is in the address.
async fn back_to_two(Paths(_, _): Paths<i32, i32>) -> Answer {
    Ok(Page::redirect(CONFIRM))
}

/// PER-07
async fn remove(site: Site, viewer: Viewer, Path(entry): Path<i32>, posted: Posted) -> Answer {
    on_row(&site, &viewer, &posted, entry, |rows, at| {
        let is_last = rows.len() == 1;
        if !is_last {
            rows.remove(at);
        }
        is_last.then_some("This is the only row. Cancel the upload instead.")
    })
    .await
}

/// PER-08
async fn choose(site: Site, viewer: Viewer, Paths(entry, person): Paths<i32, i32>, posted: Posted) -> Answer {
    on_row(&site, &viewer, &posted, entry, |rows, at| {
        rows[at].matched = Some(person);
        None
    })
    .await
}

/// PER-09
async fn unmatch(site: Site, viewer: Viewer, Path(entry): Path<i32>, posted: Posted) -> Answer {
    on_row(&site, &viewer, &posted, entry, |rows, at| {
        rows[at].matched = None;
        None
    })
    .await
}

/// Does something with one row, and keeps what was entered into those on the page; a sentence that comes back is a warning.
async fn on_row(
    site: &Site,
    viewer: &Viewer,
    posted: &Posted,
    entry: i32,
    act: impl FnOnce(&mut Vec<Row>, usize) -> Option<&'static str>,
) -> Answer {
    let mut db = site.db().await?;
    let Some(mut stored) = rows::stored(&mut db, viewer.id, site.clock().now(), false).await? else { return Ok(nothing_waits()) };
    let there = Page::redirect(posted::place(posted).href());
    if !posted::enter(&mut stored, posted) {
        return Ok(there.warning(OVERTAKEN));
    }
    let Some(at) = usize::try_from(entry).ok().filter(|at| *at < stored.rows.len()) else {
        return Ok(there.warning("There is no such row any more."));
    };
    let warning = act(&mut stored.rows, at);
    if !keep(&mut db, viewer, &mut stored).await? {
        return Ok(there.warning(OVERTAKEN));
    }
    Ok(match warning {
        Some(warning) => there.warning(warning),
        None => there,
    })
}
