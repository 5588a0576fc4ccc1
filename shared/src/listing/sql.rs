//! From a [`Query`] to two statements.

use sqlx::{PgConnection, Postgres, QueryBuilder};

use super::{Listing, Meaning, Query, Row, Rows, Value};
use crate::Result;

/// So many words of a search count: each is looked for in every row.
const MOST_WORDS: usize = 10;

/// `%`, `_` and `\` mean themselves in a search.
pub(crate) fn like(term: &str) -> String {
    let mut pattern = String::with_capacity(term.len() + 2);
    pattern.push('%');
    for c in term.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

impl Listing {
    /// The page of rows that `query` asks for, and how many match in all: two statements.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn page<R: Row>(&self, db: &mut PgConnection, query: &Query) -> Result<Rows<R>> {
        let total = self.count(&mut *db, query).await?;
        let at = query.page.resolve(total);
        let mut select = self.ordered(query);
        select.push(" LIMIT ").push_bind(at.limit).push(" OFFSET ").push_bind(at.offset);
        Ok(Rows { rows: select.build_query_as().fetch_all(db).await?, total, at })
    }

    /// How many rows match: one statement.
    pub(super) async fn count(&self, db: &mut PgConnection, query: &Query) -> Result<i64> {
        let mut count = QueryBuilder::new(format!("SELECT count(*) {}", self.from));
        self.push_filters(&mut count, query);
        Ok(count.build_query_scalar().fetch_one(db).await?)
    }

    /// All rows that match, in order, for an export: one statement.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn all<R: Row>(&self, db: &mut PgConnection, query: &Query) -> Result<Vec<R>> {
        Ok(self.ordered(query).build_query_as().fetch_all(db).await?)
    }

    /// The first rows that match, in order, at most `most`: one statement.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn first<R: Row>(&self, db: &mut PgConnection, query: &Query, most: i64) -> Result<Vec<R>> {
        let mut select = self.ordered(query);
        select.push(" LIMIT ").push_bind(most);
        Ok(select.build_query_as().fetch_all(db).await?)
    }

    fn ordered(&self, query: &Query) -> QueryBuilder<Postgres> {
        let mut select = QueryBuilder::new("");
        push_marked(&mut select, self.select, query, None);
        self.push_filters(&mut select, query);
        select.push(" ORDER BY ");
        let chosen: Vec<&str> = query
            .order
            .iter()
            .filter_map(|(name, descending)| {
                self.order(name).map(|order| if *descending { order.descending } else { order.ascending })
            })
            .collect();
        if chosen.is_empty() {
            select.push(self.default_order);
        } else {
            select.push(chosen.join(", ")).push(", ").push(self.tie);
        }
        select
    }

    pub(super) fn push_filters(&self, sql: &mut QueryBuilder<Postgres>, query: &Query) {
        sql.push(" WHERE true");
        for (name, value) in &query.filters {
            if let Some(filter) = self.filter(name) {
                sql.push(" AND (");
                push_condition(sql, filter.meaning, value, query);
                sql.push(")");
            }
        }
    }
}

/// Pushes the condition with the value bound; a value of another type than the meaning's matches nothing.
fn push_condition(sql: &mut QueryBuilder<Postgres>, meaning: Meaning, value: &Value, query: &Query) {
    match (meaning, value) {
        (Meaning::Ints(text), Value::Ints(ids)) => push_bound(sql, text, query, ids),
        (Meaning::Texts(text), Value::Texts(texts)) => push_bound(sql, text, query, texts),
        (Meaning::Uuids(text), Value::Uuids(ids)) => push_bound(sql, text, query, ids),
        (Meaning::Bool(text), Value::Bool(yes)) => push_bound(sql, text, query, yes),
        (Meaning::Switch(condition), Value::Bool(on)) => {
            push_marked(sql, if *on { condition } else { "true" }, query, None);
        }
        (Meaning::Date(text), Value::Date(day)) => push_bound(sql, text, query, day),
        (Meaning::Number(text), Value::Number(number)) => push_bound(sql, text, query, number),
        (Meaning::Contains(text), Value::Text(term)) => push_bound(sql, text, query, &like(term)),
        (Meaning::Words(text), Value::Text(words)) => {
            for (n, word) in words.split_whitespace().take(MOST_WORDS).enumerate() {
                sql.push(if n == 0 { "(" } else { ") AND (" });
                push_bound(sql, text, query, &like(word));
            }
            sql.push(if words.trim().is_empty() { "true" } else { ")" });
        }
        (Meaning::OneOf(names), Value::Name(chosen)) => {
            let condition = names.iter().find(|(name, _)| name == chosen).map_or("false", |(_, condition)| condition);
            push_marked(sql, condition, query, None);
        }
        (Meaning::Within(located), Value::Area(area)) => {
            sql.push(located.latitude).push(" BETWEEN ").push_bind(area.south).push(" AND ").push_bind(area.north);
            sql.push(" AND ").push(located.longitude).push(" BETWEEN ").push_bind(area.west).push(" AND ").push_bind(area.east);
        }
        _ => {
            sql.push("false");
        }
    }
}

/// Pushes `text` with `value` bound wherever `{}` stands, and what is common to the whole query wherever its mark does.
fn push_bound<T>(sql: &mut QueryBuilder<Postgres>, text: &str, query: &Query, value: &T)
where
    T: Clone + Send + for<'q> sqlx::Encode<'q, Postgres> + sqlx::Type<Postgres> + 'static,
{
    push_marked(
        sql,
        text,
        query,
        Some(&|sql: &mut QueryBuilder<Postgres>| {
            sql.push_bind(value.clone());
        }),
    );
}

/// How a filter's value is bound.
type Bind<'a> = &'a dyn Fn(&mut QueryBuilder<Postgres>);

/// Pushes `text` with what its marks stand for: `{today}`, `{viewer}`, `{latitude}`, `{longitude}`, and `{}` for what `value` binds. Other
/// braces are SQL's own.
fn push_marked(sql: &mut QueryBuilder<Postgres>, text: &str, query: &Query, value: Option<Bind<'_>>) {
    let mut rest = text;
    while let Some((before, marked)) = rest.split_once('{') {
        sql.push(before);
        let (mark, after) = marked.split_once('}').unwrap_or((marked, ""));
        match (mark, value) {
            ("today", _) => drop(sql.push_bind(query.today)),
            ("viewer", _) => drop(sql.push_bind(query.viewer)),
            ("latitude", _) => drop(sql.push_bind(query.near.map(|point| point.latitude))),
            ("longitude", _) => drop(sql.push_bind(query.near.map(|point| point.longitude))),
            ("", Some(bind)) => bind(sql),
            (other, _) => drop(sql.push("{").push(other).push("}")),
        }
        rest = after;
    }
    sql.push(rest);
}

#[cfg(test)]
mod tests {
    use super::super::{Filter, Order, PageRequest};
    use super::*;

    const LISTING: Listing = Listing {
        select: "SELECT e.id FROM e",
        from: "FROM e",
        filters: &[
            Filter { name: "host", meaning: Meaning::Ints("e.host_id = ANY({})") },
            Filter { name: "search", meaning: Meaning::Words("e.slug ILIKE {} OR e.venue ILIKE {}") },
            Filter { name: "old", meaning: Meaning::Switch("e.end < {today}") },
            Filter { name: "state", meaning: Meaning::OneOf(&[("past", "e.start < {today} AND e.end < {today}")]) },
        ],
        orders: &[Order { name: "slug", ascending: "e.slug", descending: "e.slug DESC" }],
        default_order: "e.start DESC, e.id",
        tie: "e.id",
    };

    fn sql(query: &Query) -> String {
        LISTING.ordered(query).into_string()
    }

    #[test]
    fn nothing_chosen_is_everything_in_default_order() {
        assert_eq!(sql(&Query::default()), "SELECT e.id FROM e WHERE true ORDER BY e.start DESC, e.id");
    }

    #[test]
    fn values_are_bound_never_spelled() {
        let query = Query {
            filters: vec![("host", Value::Ints(vec![1, 2])), ("state", Value::Name("past".into()))],
            order: vec![("slug", true)],
            page: PageRequest::default(),
            ..Query::default()
        };
        assert_eq!(
            sql(&query),
            "SELECT e.id FROM e WHERE true AND (e.host_id = ANY($1)) AND (e.start < $2 AND e.end < $3) ORDER BY e.slug DESC, e.id"
        );
    }

    #[test]
    fn every_word_must_be_found() {
        let search = |text: &str| sql(&Query { filters: vec![("search", Value::Text(text.into()))], ..Query::default() });
        let found = |condition: &str| format!("SELECT e.id FROM e WHERE true AND ({condition}) ORDER BY e.start DESC, e.id");
        assert_eq!(search(" one "), found("(e.slug ILIKE $1 OR e.venue ILIKE $2)"));
        assert_eq!(search("one two"), found("(e.slug ILIKE $1 OR e.venue ILIKE $2) AND (e.slug ILIKE $3 OR e.venue ILIKE $4)"));
        assert_eq!(search("  "), found("true"));
    }

    #[test]
    fn a_switch_is_a_condition_or_none() {
        let switched = |on| sql(&Query { filters: vec![("old", Value::Bool(on))], ..Query::default() });
        assert_eq!(switched(true), "SELECT e.id FROM e WHERE true AND (e.end < $1) ORDER BY e.start DESC, e.id");
        assert_eq!(switched(false), "SELECT e.id FROM e WHERE true AND (true) ORDER BY e.start DESC, e.id");
    }

    #[test]
    fn marks_of_the_whole_query_are_bound_and_other_braces_are_left_alone() {
        let mut sql = QueryBuilder::new("");
        push_marked(&mut sql, "SELECT '{1,2}'::int[], {latitude}, {longitude} < {today}", &Query::default(), None);
        assert_eq!(sql.into_string(), "SELECT '{1,2}'::int[], $1, $2 < $3");
        let mut sql = QueryBuilder::new("");
        push_bound(&mut sql, "active(c, {today}) = {}", &Query::default(), &true);
        assert_eq!(sql.into_string(), "active(c, $1) = $2");
    }

    #[test]
    fn a_value_that_fits_no_meaning_matches_nothing() {
        let query =
            Query { filters: vec![("state", Value::Name("'; DROP".into())), ("host", Value::Bool(true))], ..Query::default() };
        assert_eq!(sql(&query), "SELECT e.id FROM e WHERE true AND (false) AND (false) ORDER BY e.start DESC, e.id");
    }

    #[test]
    fn wildcards_in_a_search_mean_themselves() {
        assert_eq!(like("50%_a\\b"), "%50\\%\\_a\\\\b%");
    }
}
