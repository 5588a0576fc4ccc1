//! The preview of a Markdown field (MD-01), and the pictures in it (MD-02).

use std::collections::BTreeMap;

use shared::media::{self, Failed};
use web::{Answer, Failure, Page, Posted, Site, Upload, Viewer, throttle};

/// The field with the picture.
const IMAGE: &str = "image";
/// Pictures of one person in a quarter of an hour, fit or not.
const MOST_PICTURES: i64 = 60;

/// MD-01: the HTML of `content`, sanitised.
pub(crate) async fn preview(posted: Posted) -> Answer {
    Ok(Page::fragment(templates::markdown::render(posted.text("content"))))
}

/// MD-02: keeps the picture, and answers with the Markdown that shows it. What is wrong is told in JSON too: scripts ask here.
pub(crate) async fn upload(site: Site, viewer: Viewer, upload: Result<Upload, Failure>) -> Answer {
    match throttle::within(&site, &format!("picture#{}", viewer.id), MOST_PICTURES).await {
        Ok(()) => {}
        Err(Failure::TooMany) => {
            return Ok(refused("You have sent many pictures. Wait a quarter of an hour, then try again.").too_many());
        }
        Err(other) => return Err(other),
    }
    let upload = match upload {
        Ok(upload) => upload,
        Err(Failure::TooLarge) => {
            return Ok(refused("This picture is larger than 4.5 MB. Make it smaller, then try again.").too_large());
        }
        Err(Failure::BadRequest(why)) => return Ok(refused(&why).bad_request()),
        Err(other) => return Err(other),
    };
    let Some(file) = upload.file(IMAGE) else { return Ok(refused("Choose a picture.").bad_request()) };
    let picture = match media::prepare(file.bytes.to_vec()).await {
        Ok(picture) => picture,
        Err(unfit) => return Ok(refused(&unfit.to_string()).bad_request()),
    };
    match site.media().keep(&picture).await {
        Ok(address) => Ok(Page::json(&BTreeMap::from([("image_code", format!("![]({address})"))]))),
        Err(Failed::Nowhere) => Ok(refused("This site takes no pictures.").bad_request()),
        Err(Failed::Away(reason)) => Err(Failure::Unavailable(reason)),
    }
}

/// Messages by field, as forms that scripts send expect them.
fn refused(message: &str) -> Page {
    Page::json(&BTreeMap::from([(IMAGE, [message])]))
}
