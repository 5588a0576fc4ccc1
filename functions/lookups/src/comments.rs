//! Posting comments, and the way to what is commented on (CMT-01 … CMT-03).

use shared::comment::{self, LONGEST};
use shared::record::Kind;
use templates::pages::comment as pages;
use web::{Answer, Client, Failure, OrNotFound as _, Page, Paths, Posted, Site, Viewer, safe_next};

/// CMT-01: adds the comment and leads back with its number in the query.
pub(crate) async fn post(site: Site, viewer: Viewer, client: Client, posted: Posted) -> Answer {
    let kind = Kind::of(posted.text("content_type"))
        .ok_or_else(|| Failure::BadRequest("This kind of record takes no comments.".to_owned()))?;
    if !posted.text("honeypot").is_empty() {
        return Err(Failure::BadRequest("This form was filled in by a machine.".to_owned()));
    }
    let id = posted.text("object_pk").trim();
    let text = posted.text("comment").replace("\r\n", "\n").trim().to_owned();
    let mut change = site.change(&viewer, "comment").await?;
    let today = change.today();
    let page = comment::page_of(&mut change, kind, id, today).await?.or_404()?;
    let next = safe_next(posted.text("next"), &site.config().hosts, &page);
    if let Some(error) = complaint(&text) {
        return Ok(Page::from(pages::again(kind.object_type(), id, &next, &text, error)).invalid());
    }
    let address = (!client.address.is_empty()).then_some(client.address.as_str());
    let comment = comment::add_once(&mut change, kind, id, &viewer, &text, address).await?;
    change.commit().await?;
    Ok(Page::redirect(with_comment(&next, comment)))
}

fn complaint(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return Some("Write something first.");
    }
    if text.chars().count() > LONGEST {
        return Some("Shorten this to 3,000 characters.");
    }
    text.contains('\0').then_some("Remove the invisible characters from this text.")
}

/// `next` with `c=<id>` added to its query, before the fragment.
fn with_comment(next: &str, id: i32) -> String {
    let (path, fragment) = next.split_once('#').map_or((next, None), |(path, fragment)| (path, Some(fragment)));
    let joint = if path.contains('?') { '&' } else { '?' };
    let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    format!("{path}{joint}c={id}{fragment}")
}

/// CMT-02
pub(crate) async fn posted() -> Answer {
    Ok(pages::thanks().into())
}

/// CMT-03: leads to the record that is commented on. Its kind goes by name (`workshops.event`): the numbers that kinds had in the
/// original differed from one installation to the other.
pub(crate) async fn record(site: Site, Paths(kind, id): Paths<String, String>) -> Answer {
    let kind = Kind::of(&kind).or_404()?;
    let page = comment::page_of(&mut *site.db().await?, kind, &id, site.clock().today()).await?.or_404()?;
    Ok(Page::redirect(page))
}

#[cfg(test)]
mod tests {
    use super::with_comment;

    #[test]
    fn cmt_01_the_comments_number_goes_before_the_fragment() {
        assert_eq!(with_comment("/workshops/event/x/#comments", 7), "/workshops/event/x/?c=7#comments");
        assert_eq!(with_comment("/x/?a=b", 7), "/x/?a=b&c=7");
    }
}
