//! From a query string to a list page or its export.

use chrono::NaiveDate;
use shared::check::FieldErrors;
use shared::db::Db;
use shared::listing::{Area, Listing, Meaning, PageRequest, Query, Row, Rows, Value, day};
use shared::lookup::{self, Extras, Wanted};
use shared::saved_filter;
use templates::list::{FORMAT, Filter, FilterKind, List, ListState, ORDER, PAGE, PER_PAGE, SavedFilters};
use templates::view::View;

use crate::answer::{Answer, Failure, Page};
use crate::request::{Asking, Params};
use crate::site::Site;

/// Answers a request for a list: its page (four statements: labels, saved filters, count, rows), or with `format=csv` all of its
/// rows. With `view=map`, a list that has a map shows it instead of its rows, with as many statements.
///
/// # Errors
/// When the database cannot be asked.
pub async fn answer<R: Row>(site: &Site, db: &mut Db, list: &List<R>, listing: &Listing, params: Params) -> Answer {
    within(site, db, list, listing, params, &[], |state, rows| list.page(state, rows)).await
}

/// [`answer`] for a list that belongs to a record: `fixed` are filters that the page sets by itself, and `page` puts the list
/// where it belongs.
///
/// # Errors
/// When the database cannot be asked.
pub async fn within<R: Row>(
    site: &Site,
    db: &mut Db,
    list: &List<R>,
    listing: &Listing,
    params: Params,
    fixed: &[(&'static str, Value)],
    page: impl FnOnce(&ListState, &Rows<R>) -> View,
) -> Answer {
    let wants_csv = params.get(FORMAT) == Some("csv");
    let (mut state, mut query) = asked(site, db, list, listing, params).await?;
    query.filters.extend_from_slice(fixed);
    if wants_csv {
        let rows = listing.all::<R>(db, &query).await?;
        return file(list, &rows, format!("{}.csv", list.noun.1.replace(' ', "-")));
    }
    let rows = found::<R>(db, listing, &mut state, &query).await?;
    Ok(page(&state, &rows).into())
}

/// The page of rows that `query` asks for, or, where the map is chosen, no rows and what is on the map: two statements.
///
/// # Errors
/// When the database cannot be asked.
pub async fn found<R: Row>(db: &mut Db, listing: &Listing, state: &mut ListState, query: &Query) -> Result<Rows<R>, Failure> {
    if !state.is_map() {
        return Ok(listing.page::<R>(db, query).await?);
    }
    let places = listing.places(db, query).await?;
    let rows = Rows { rows: Vec::new(), total: places.total, at: query.page.resolve(places.total) };
    state.places = Some(places);
    Ok(rows)
}

/// Rows of a list as a file to download, in the columns that have a `csv` part.
///
/// # Errors
/// When they cannot be written down, which is a defect.
pub fn file<R>(list: &List<R>, rows: &[R], name: impl Into<String>) -> Answer {
    Ok(Page::csv(csv(list, rows)?, name))
}

/// What a request asks a list for, for lists whose rows need more than the listing's statement: at most two statements.
///
/// # Errors
/// When the database cannot be asked.
pub async fn asked<R>(
    site: &Site,
    db: &mut Db,
    list: &List<R>,
    listing: &Listing,
    params: Params,
) -> Result<(ListState, Query), Failure> {
    let asking = params.1.clone();
    let is_page = params.get(FORMAT).is_none();
    let (mut state, mut query) = read(params, &list.filters, listing, site.clock().today());
    state.labels = lookup::labels(db, &state.wanted(&list.filters)).await?;
    forget_unknown(&mut state, &mut query, &list.filters);
    find(db, &mut state, &list.filters).await?;
    if is_page && !(list.filters.is_empty() && list.orders.is_empty()) {
        state.saved = saved(db, asking).await?;
    }
    Ok((state, query))
}

/// The filters that are kept of the list at this address, for staff.
async fn saved(db: &mut Db, asking: Asking) -> Result<Option<SavedFilters>, Failure> {
    let Some(person) = asking.staff.filter(|_| saved_filter::is_list(&asking.path)) else { return Ok(None) };
    let all = saved_filter::of_list(db, &asking.path, person).await?;
    Ok(Some(SavedFilters { list: asking.path, all, is_superuser: asking.is_superuser }))
}

/// A list's query string as it is kept: without page and export, without what is empty and what was only searched for.
#[must_use]
pub fn kept(query: &str) -> String {
    let state = ListState { pairs: Params::read(query).0, ..ListState::default() };
    let left_out = [(PAGE, None), (PER_PAGE, None), (FORMAT, None)];
    state.href("", &left_out).trim_start_matches('?').to_owned()
}

/// A looked-up record that does not exist filters nothing, as any other value that a filter cannot take.
fn forget_unknown(state: &mut ListState, query: &mut Query, filters: &[Filter]) {
    let wanted = state.wanted(filters);
    for Wanted { field, keys, .. } in wanted {
        let is_known = |key: &String| state.labels.contains_key(&(field.clone(), key.clone()));
        if !keys.iter().all(is_known) && query.filters.iter().any(|(name, _)| *name == field) {
            query.filters.retain(|(name, _)| *name != field);
            state.errors.add(&field, CHOOSE);
        }
    }
}

/// Answers what was searched for in look-up filters without JavaScript: a statement each, and none with JavaScript.
async fn find(db: &mut Db, state: &mut ListState, filters: &[Filter]) -> Result<(), Failure> {
    for filter in filters {
        if let FilterKind::LookUps(looked_up) | FilterKind::LookUp(looked_up) = filter.kind
            && let Some(term) = state.term(filter.name)
        {
            let found = crate::form::find(db, looked_up, term, &Extras::default()).await?;
            state.found.insert(filter.name, found);
        }
    }
    Ok(())
}

/// Reads the parameters. A value that a filter cannot take filters nothing, and is said beside it.
fn read(params: Params, filters: &[Filter], listing: &Listing, today: NaiveDate) -> (ListState, Query) {
    let mut state = ListState { pairs: params.0, ..ListState::default() };
    state.pairs.retain(|(key, _)| key != FORMAT);
    state.has_map = filters.iter().any(|filter| matches!(filter.kind, FilterKind::Area));
    let mut errors = FieldErrors::default();
    let mut query = Query { page: PageRequest::read(state.value(PAGE), state.value(PER_PAGE)), today, ..Query::default() };
    for filter in filters {
        let Some(meaning) = listing.filter(filter.name).map(|filter| filter.meaning) else { continue };
        let texts: Vec<&str> = state.values(filter.name).map(str::trim).collect();
        // A filter that takes one value takes the last of several.
        let texts = if matches!(filter.kind, FilterKind::Choices(_) | FilterKind::LookUps(_)) {
            &texts[..]
        } else {
            &texts[texts.len().saturating_sub(1)..]
        };
        if texts.is_empty() {
            continue;
        }
        match value(&filter.kind, meaning, texts) {
            Ok(value) => query.filters.push((filter.name, value)),
            Err(message) => errors.add(filter.name, message),
        }
    }
    for (name, descending) in state.orders() {
        match listing.order(name) {
            Some(order) => query.order.push((order.name, descending)),
            None => errors.add(ORDER, "Choose one of the offered orders."),
        }
    }
    state.errors = errors;
    (state, query)
}

const CHOOSE: &str = "Choose one of the offered values.";

fn value(kind: &FilterKind, meaning: Meaning, texts: &[&str]) -> Result<Value, &'static str> {
    if let FilterKind::Choice(choices) | FilterKind::Choices(choices) = kind
        && !texts.iter().all(|text| choices.iter().any(|choice| choice.key == *text))
    {
        return Err(CHOOSE);
    }
    let one = texts.last().copied().unwrap_or("");
    match meaning {
        Meaning::Ints(_) => texts.iter().map(|text| text.parse()).collect::<Result<_, _>>().map(Value::Ints).map_err(|_| CHOOSE),
        Meaning::Uuids(_) => {
            texts.iter().map(|text| text.parse()).collect::<Result<_, _>>().map(Value::Uuids).map_err(|_| CHOOSE)
        }
        Meaning::Texts(_) => Ok(Value::Texts(texts.iter().map(|text| (*text).to_owned()).collect())),
        Meaning::Bool(_) => match one.to_lowercase().as_str() {
            "true" | "1" => Ok(Value::Bool(true)),
            "false" | "0" => Ok(Value::Bool(false)),
            _ => Err("Choose yes or no."),
        },
        // A check box says nothing when it is empty, and anything when it is ticked.
        Meaning::Switch(_) => Ok(Value::Bool(!matches!(one.to_lowercase().as_str(), "false" | "0"))),
        Meaning::Date(_) => day(one).map(Value::Date).ok_or("Enter a day as year-month-day, such as 2026-03-21."),
        Meaning::Number(_) => one.parse::<f64>().ok().filter(|n| n.is_finite()).map(Value::Number).ok_or("Enter a number."),
        Meaning::Contains(_) | Meaning::Words(_) => Ok(Value::Text(one.to_owned())),
        Meaning::OneOf(_) => Ok(Value::Name(one.to_owned())),
        Meaning::Within(_) => Area::parse(one).map(Value::Area).ok_or("Choose an area on the map."),
    }
}

/// CSV as GLB-14 has it: commas, CRLF, as few quotes as possible, a head row.
fn csv<R>(list: &List<R>, rows: &[R]) -> Result<Vec<u8>, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::Failed(format!("CSV: {error}"));
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(list.csv_head()).map_err(|error| failed(&error))?;
    for row in rows {
        writer.write_record(list.csv_row(row)).map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use shared::listing::{Filter as Meant, Order};
    use templates::form::Choice;

    use super::*;

    const LISTING: Listing = Listing {
        select: "",
        from: "",
        filters: &[
            Meant { name: "host", meaning: Meaning::Ints("{}") },
            Meant { name: "tags", meaning: Meaning::Ints("{}") },
            Meant { name: "completed", meaning: Meaning::Bool("{}") },
            Meant { name: "after", meaning: Meaning::Date("{}") },
        ],
        orders: &[Order { name: "slug", ascending: "", descending: "" }],
        default_order: "",
        tie: "",
    };

    fn filters() -> Vec<Filter> {
        vec![
            Filter::new("host", "Host", FilterKind::Choice(vec![Choice::new("1", "One"), Choice::new("2", "Two")])),
            Filter::new("tags", "Tags", FilterKind::LookUps(lookup::Lookup::Tags)),
            Filter::new("completed", "Completed", FilterKind::Bool),
            Filter::new("after", "After", FilterKind::Date),
        ]
    }

    fn ask(query: &str) -> (ListState, Query) {
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        read(Params(pairs, Asking::default()), &filters(), &LISTING, NaiveDate::MIN)
    }

    #[test]
    fn glb_08_filters_are_read_by_their_kinds() {
        let (state, query) = ask("host=1&host=2&tags=3&tags=4&completed=1&after=2026-01-02&page=2&unknown=x&order_by=-slug");
        assert!(state.errors.is_empty());
        assert_eq!(
            query.filters,
            [
                ("host", Value::Ints(vec![2])),
                ("tags", Value::Ints(vec![3, 4])),
                ("completed", Value::Bool(true)),
                ("after", Value::Date(NaiveDate::from_ymd_opt(2026, 1, 2).unwrap())),
            ]
        );
        assert_eq!(query.order, [("slug", true)]);
        assert_eq!(query.page.page, 2);
    }

    #[test]
    fn glb_08_what_cannot_be_filtered_by_is_said_and_ignored() {
        let (state, query) = ask("host=9&tags=x&completed=maybe&after=tomorrow&order_by=name");
        assert!(query.filters.is_empty() && query.order.is_empty());
        for name in ["host", "tags", "completed", "after", ORDER] {
            assert_eq!(state.errors.of(name).len(), 1, "{name}");
        }
    }

    #[test]
    fn what_is_kept_is_what_a_list_is_asked_for() {
        assert_eq!(kept("tags=1&page=3&host=&tags=2&format=csv&items_per_page=all&host__term=x"), "tags=1&tags=2");
        assert_eq!(kept("name=a%20b%26c+d&order_by=-slug"), "name=a%20b%26c%20d&order_by=-slug");
        assert_eq!(kept("page=2"), "");
    }

    #[test]
    fn empty_values_are_no_values() {
        let (state, query) = ask("host=&tags=&completed=+&after=&order_by=");
        assert!(state.errors.is_empty() && query.filters.is_empty());
    }
}
