//! Files of scheduled emails (EML-UI-11, EML-CTL-08, EML-CTL-09).

use serde_json::json;
use shared::attachment::{Failed, Unfit};
use shared::db::Change;
use shared::scheduled_email::{self, Action, LINK_LIFE, Stored, object_key};
use shared::secret;
use templates::layout::{Flash, Level};
use templates::pages::email as pages;
use uuid::Uuid;
use web::{Answer, Failure, OrNotFound as _, Page, Path, Paths, Posted, Site, Upload, Viewer, bare_name};

use crate::change::refused;

/// The field with the file.
const FILE: &str = "file";
/// What is said where this installation keeps no files.
const NOWHERE: &str = "This site takes no attachments.";

fn away(failed: Failed) -> Failure {
    match failed {
        Failed::Nowhere => Failure::BadRequest(NOWHERE.to_owned()),
        Failed::Away(reason) => Failure::Unavailable(reason),
    }
}

/// The email, where files may still be added; elsewhere there is no such page.
async fn open(site: &Site, id: Uuid) -> Result<Stored, Failure> {
    scheduled_email::stored(&mut *site.db().await?, id).await?.filter(|stored| stored.state.allows(Action::Edit)).or_404()
}

/// The email as it is at this moment, unheld: what S3 is asked for meanwhile may take its time.
async fn look(site: &Site, id: Uuid) -> Result<Stored, Failure> {
    let stored = scheduled_email::stored(&mut *site.db().await?, id).await?;
    admitting(stored)
}

/// The email, held until the file is with it.
async fn hold(change: &mut Change, id: Uuid) -> Result<Stored, Failure> {
    admitting(scheduled_email::held(change, id).await?)
}

/// The email, if it takes files.
fn admitting(stored: Option<Stored>) -> Result<Stored, Failure> {
    let stored = stored.or_404()?;
    if stored.state.allows(Action::Edit) {
        Ok(stored)
    } else {
        Err(Failure::Conflict("the email can have no more files".to_owned()))
    }
}

fn page(site: &Site, id: Uuid, stored: &Stored, error: Option<&str>) -> Page {
    let is_direct = site.config().attachments.post_address().is_some();
    let kinds = &site.config().attachments.kinds;
    pages::attach(&pages::Attaching { id, name: &stored.label, is_direct, kinds, error }).into()
}

/// The form.
pub(crate) async fn show(site: Site, Path(id): Path<Uuid>) -> Answer {
    let stored = open(&site, id).await?;
    let error = site.attachments().bucket().is_none().then_some(NOWHERE);
    Ok(page(&site, id, &stored, error))
}

/// A file as it comes without scripts: through this function, which limits its size.
pub(crate) async fn add(site: Site, viewer: Viewer, Path(id): Path<Uuid>, upload: Upload) -> Answer {
    let stored = look(&site, id).await?;
    let name = upload.file(FILE).map_or("", |file| file.name.as_str());
    let bytes = upload.file(FILE).map(|file| file.bytes.to_vec()).unwrap_or_default();
    let new = New { email: id, file: secret::id(), name, size: i64::try_from(bytes.len()).unwrap_or(i64::MAX) };
    let kind = match new.kind(&site, &stored) {
        Ok(kind) => kind,
        Err(unfit) => return Ok(page(&site, id, &stored, Some(&unfit.to_string())).invalid()),
    };
    match site.attachments().keep(&new.key(), kind, bytes).await {
        Err(Failed::Nowhere) => return Ok(page(&site, id, &stored, Some(NOWHERE)).invalid()),
        kept => kept.map_err(away)?,
    }
    Ok(match finish(&site, &viewer, &new).await? {
        Ok(()) => added(Page::redirect(scheduled_email::url(id)), name),
        Err(unfit) => page(&site, id, &stored, Some(&unfit.to_string())).invalid(),
    })
}

/// A file that is to be an email's.
struct New<'a> {
    email: Uuid,
    file: Uuid,
    name: &'a str,
    size: i64,
}

impl New<'_> {
    /// Its key in the bucket.
    fn key(&self) -> String {
        object_key(self.email, self.file, self.name)
    }

    /// Its media type, if the email takes it beside those that it has.
    fn kind(&self, site: &Site, stored: &Stored) -> Result<&'static str, Unfit> {
        site.config().attachments.kinds.media_type(self.name, self.size, stored.attached)
    }
}

/// Gives the email a file that is in the bucket, or says why not. The bucket keeps it for good before the row is there: a row
/// without its file would be worse than a file without its row. So the email is looked at once more before, and what it does not
/// take then is forgotten by the bucket. It is held only after that, since nobody should wait for S3: a file that it does not take any
/// more by then stays in the bucket as nobody's.
async fn finish(site: &Site, viewer: &Viewer, new: &New<'_>) -> Result<Result<(), Unfit>, Failure> {
    if let Err(unfit) = new.kind(site, &look(site, new.email).await?) {
        return Ok(Err(unfit));
    }
    site.attachments().settle(&new.key()).await.map_err(away)?;
    let mut change = site.change(viewer, "add attachment").await?;
    if let Err(unfit) = new.kind(site, &hold(&mut change, new.email).await?) {
        return Ok(Err(unfit));
    }
    let bucket = site.attachments().bucket().unwrap_or_default();
    let added = scheduled_email::add_attachment(&mut change, new.email, new.file, new.name, bucket, Some(viewer.id)).await;
    added.map_err(refused)?;
    scheduled_email::keep_size(&mut change, new.file, new.size).await?;
    change.commit().await?;
    Ok(Ok(()))
}

fn added(page: Page, name: &str) -> Page {
    page.flash(Flash::new(Level::Info, format!("The file {name} was added.")))
}

/// What a script is refused with.
fn complaint(message: impl std::fmt::Display) -> Page {
    Page::json(&json!({ FILE: [message.to_string()] })).invalid()
}

/// Signs a form with which a script sends a file straight to the bucket: name and size are decided by it.
pub(crate) async fn sign(site: Site, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let stored = open(&site, id).await?;
    let name = &bare_name(posted.text("name"));
    let new = New { email: id, file: secret::id(), name, size: posted.text("size").parse().unwrap_or_default() };
    let kind = match new.kind(&site, &stored) {
        Ok(kind) => kind,
        Err(unfit) => return Ok(complaint(unfit)),
    };
    match site.attachments().form(&new.key(), kind, new.size, site.clock().now()).await {
        Ok(form) => Ok(Page::json(&json!({ "id": new.file, "url": form.url, "fields": form.fields }))),
        Err(Failed::Nowhere) => Ok(complaint(NOWHERE)),
        Err(failed) => Err(away(failed)),
    }
}

/// Adds a file that a script has sent to the bucket.
pub(crate) async fn confirm(site: Site, viewer: Viewer, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let name = &bare_name(posted.text("name"));
    let Ok(file) = posted.text("id").parse::<Uuid>() else { return Ok(complaint(Unfit::Nameless)) };
    look(&site, id).await?;
    let Some(size) = site.attachments().size(&object_key(id, file, name)).await.map_err(away)? else {
        return Ok(complaint("The file has not arrived. Send it again."));
    };
    Ok(match finish(&site, &viewer, &New { email: id, file, name, size }).await? {
        Ok(()) => added(Page::json(&json!({ "to": scheduled_email::url(id) })), name),
        Err(unfit) => complaint(unfit),
    })
}

/// Makes a link to a file, which works for an hour for whoever has it (EML-CTL-09); none to one that is made when the email is sent.
pub(crate) async fn link(site: Site, viewer: Viewer, Paths(id, file): Paths<Uuid, Uuid>) -> Answer {
    let mut change = site.change(&viewer, "link attachment").await?;
    let files = scheduled_email::attachments(&mut change, id).await?;
    let file = files.into_iter().find(|known| known.id == file && !known.is_pending).or_404()?;
    let url = site.attachments().link(&file, LINK_LIFE, change.now()).await.map_err(away)?;
    scheduled_email::keep_link(&mut change, file.id, &url, LINK_LIFE).await?;
    change.commit().await?;
    Ok(Page::redirect(format!("{}#attachments", scheduled_email::url(id))))
}
