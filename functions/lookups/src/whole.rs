//! Look-ups of all records of a kind (LKP-21, LKP-22).

use std::collections::BTreeMap;

use shared::account::TargetKind;
use shared::lookup::{self, Lookup};
use shared::record::Kind;
use web::{Answer, Failure, Page, Params, Site, Viewer};

use crate::select;

/// LKP-21: every record of the kind that `content_type` names as `app.model`.
pub(crate) async fn generic(site: Site, viewer: Viewer, params: Params) -> Answer {
    let kind = named(&params, "content_type", Kind::of)?;
    may_view(&viewer, kind)?;
    records(site, kind, "").await
}

/// LKP-22: what may have an account of the service offering, of the kind that `content_type_name` names. There are many persons:
/// whoever asks for a `page` gets one, as of other look-ups.
pub(crate) async fn account_owners(site: Site, viewer: Viewer, params: Params) -> Answer {
    let kind = named(&params, "content_type_name", TargetKind::of)?;
    may_view(&viewer, kind.record())?;
    if params.has("page") {
        return select::search(Lookup::AccountTargets(Some(kind)), site, params).await;
    }
    records(site, kind.record(), params.get("term").unwrap_or("")).await
}

/// The kind that a parameter names: nothing there is a bad request, and nobody may see what is unknown.
fn named<K>(params: &Params, parameter: &str, of: impl FnOnce(&str) -> Option<K>) -> Result<K, Failure> {
    let name = params.get(parameter).ok_or_else(|| Failure::BadRequest(format!("The parameter “{parameter}” is missing.")))?;
    of(name.trim()).ok_or_else(|| Failure::Forbidden("the permission to see records of this kind".to_owned()))
}

fn may_view(viewer: &Viewer, kind: Kind) -> Result<(), Failure> {
    let permission = kind.permission("view");
    if viewer.can(&permission) { Ok(()) } else { Err(Failure::Forbidden(format!("the permission “{permission}”"))) }
}

async fn records(site: Site, kind: Kind, term: &str) -> Answer {
    let found = lookup::whole(&mut *site.db().await?, kind, term, site.clock().today()).await?;
    Ok(Page::json(&BTreeMap::from([("results", found)])))
}
