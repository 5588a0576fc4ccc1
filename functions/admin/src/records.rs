//! Adding and editing a record of any table.

use shared::db::{Change, Db};
use shared::reference::{self, Own, Record, Removal, Stored, Table};
use templates::form::State;
use templates::pages::admin as pages;
use templates::view::View;
use web::form::{Current, again};
use web::{Answer, Failure, OrNotFound as _, Page, Params, Path, Paths, Posted, Site, Viewer};

use crate::tables::Of;

/// The table, if its records can be added and edited.
fn editable(table: &'static Table) -> Result<&'static Table, Failure> {
    Some(table).filter(|table| table.edits()).or_404()
}

/// The form for a new record; parameters preset its fields.
pub(crate) async fn new(site: Site, Path(Of(table)): Path<Of>, params: Params) -> Answer {
    let table = editable(table)?;
    let choices = reference::choices(&mut *site.db().await?, table, false).await?;
    let form = pages::form(table, &choices, true);
    let mut state = State::default();
    for field in table.asks(true) {
        if let Some(text) = params.get(field.name).or(field.preset) {
            state.preset(field.name, text);
        }
    }
    Ok(pages::add(table, &form, &state).into())
}

/// What it sends.
pub(crate) async fn create(site: Site, viewer: Viewer, Path(Of(table)): Path<Of>, posted: Posted) -> Answer {
    let table = editable(table)?;
    let mut change = site.change(&viewer, &format!("add {}", table.noun.0)).await?;
    let choices = reference::choices(&mut change, table, false).await?;
    let form = pages::form(table, &choices, true);
    let record: Record = match posted.input(&mut change, &form, &Own { table, stored: None }, None).await? {
        Ok(record) => record,
        Err(state) => return Ok(again(&state, pages::add(table, &form, &state))),
    };
    let id = reference::create(&mut change, table, &record).await?;
    done(change, table, &id, &record, None).await
}

/// The form of a record.
pub(crate) async fn edit(site: Site, Paths(Of(table), id): Paths<Of, String>) -> Answer {
    let table = editable(table)?;
    let mut db = site.db().await?;
    let stored = reference::stored(&mut db, table, &id, false).await?.or_404()?;
    let choices = reference::choices(&mut db, table, false).await?;
    let form = pages::form(table, &choices, false);
    let state = State::stored(&form, &stored.record, stored.version);
    Ok(page(&mut db, table, &stored, &form, &state).await?.into())
}

/// What it sends.
pub(crate) async fn update(site: Site, viewer: Viewer, Paths(Of(table), id): Paths<Of, String>, posted: Posted) -> Answer {
    let table = editable(table)?;
    let mut change = site.change(&viewer, &format!("edit {}", table.noun.0)).await?;
    let stored = reference::stored(&mut change, table, &id, true).await?.or_404()?;
    let choices = reference::choices(&mut change, table, false).await?;
    let form = pages::form(table, &choices, false);
    let current =
        Current { table: &stored.version_of, id: stored.version_id.clone(), input: &stored.record, version: stored.version };
    let own = Own { table, stored: Some(stored.clone()) };
    let record = match posted.input(&mut change, &form, &own, Some(current)).await? {
        Ok(record) => record,
        Err(state) => return Ok(again(&state, page(&mut change, table, &stored, &form, &state).await?)),
    };
    reference::update(&mut change, table, &id, &record).await?;
    done(change, table, &id, &record, Some(&stored)).await
}

/// The edit page: when the record was made and changed, and who would lose it, are read for it.
async fn page(
    db: &mut Db,
    table: &'static Table,
    stored: &Stored,
    form: &templates::form::Form,
    state: &State,
) -> Result<View, Failure> {
    let history = shared::history::summary(db, table.name, &stored.id).await?;
    let links = match table.kind {
        Some(kind) if table.removal == Removal::Delete => reference::links(db, kind, &stored.id).await?,
        _ => Vec::new(),
    };
    Ok(pages::edit(&pages::Edit { table, stored, history: &history, links: &links, form, state }))
}

/// Commits, and leads back to the list with what is to be said.
async fn done(mut change: Change, table: &'static Table, id: &str, record: &Record, before: Option<&Stored>) -> Answer {
    let stored = reference::stored(&mut change, table, id, false).await?.or_404()?;
    change.commit().await?;
    let verb = if before.is_some() { "updated" } else { "created" };
    let page = Page::redirect(table.path).success(format!("The {} {} was {verb}.", table.noun.0, stored.label));
    Ok(match table.warn.and_then(|warn| warn(record, before)) {
        Some(warning) => page.warning(warning),
        None => page,
    })
}
