//! Look-ups of all records of a kind (LKP-21, LKP-22).

use std::collections::BTreeMap;

use shared::lookup;
use shared::record::Kind;
use web::{Answer, Failure, Page, Params, Site, Viewer};

/// LKP-21: every record of the kind that `content_type` names as `app.model`.
pub(crate) async fn generic(site: Site, viewer: Viewer, params: Params) -> Answer {
    let kind = kind(&params, "content_type", Kind::of)?;
    records(site, &viewer, kind, "").await
}

/// LKP-22: what may have an account of the service offering, of the kind that `content_type_name` names.
pub(crate) async fn account_owners(site: Site, viewer: Viewer, params: Params) -> Answer {
    let kind = kind(&params, "content_type_name", |name| match name {
        "individual" => Some(Kind::Person),
        "organisation" => Some(Kind::Organization),
        "consortium" => Some(Kind::Consortium),
        _ => None,
    })?;
    records(site, &viewer, kind, params.get("term").unwrap_or("")).await
}

/// The kind that a parameter names: nothing there is a bad request, and nobody may see what is unknown.
fn kind(params: &Params, parameter: &str, named: impl FnOnce(&str) -> Option<Kind>) -> Result<Kind, Failure> {
    let name = params.get(parameter).ok_or_else(|| Failure::BadRequest(format!("The parameter “{parameter}” is missing.")))?;
    named(name.trim()).ok_or_else(|| Failure::Forbidden("the permission to see records of this kind".to_owned()))
}

async fn records(site: Site, viewer: &Viewer, kind: Kind, term: &str) -> Answer {
    let permission = kind.permission("view");
    if !viewer.can(&permission) {
        return Err(Failure::Forbidden(format!("the permission “{permission}”")));
    }
    let found = lookup::whole(&mut *site.db().await?, kind, term, site.clock().today()).await?;
    Ok(Page::json(&BTreeMap::from([("results", found)])))
}
