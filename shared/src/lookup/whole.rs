//! All records of a kind at once, for what points at records of any kind (LKP-21, LKP-22).

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::{PgConnection, QueryBuilder};

use crate::Result;
use crate::listing::like;
use crate::record::Kind;

/// No answer holds more records than this: a Lambda function's answer must stay under 6 MB.
const MOST: i64 = 20_000;

/// One record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Its key: an integer, or a UUID as text.
    pub id: serde_json::Value,
    /// Its display string.
    pub text: String,
}

/// The records of a kind in its usual order, those that hold `term` in one of the kind's texts; kinds without searched texts
/// take no term. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn whole(db: &mut PgConnection, kind: Kind, term: &str, today: NaiveDate) -> Result<Vec<Choice>> {
    let (searched, order) = terms(kind);
    let term = term.trim();
    if term.contains('\0') {
        return Ok(Vec::new());
    }
    let mut sql = QueryBuilder::new("SELECT t.id::text, record_label(");
    sql.push_bind(kind.table())
        .push("::text, to_jsonb(t), ")
        .push_bind(today)
        .push(") FROM ")
        .push(kind.table())
        .push(" t WHERE ");
    if term.is_empty() || searched.is_empty() {
        sql.push("true");
    }
    for (n, column) in searched.iter().enumerate().filter(|_| !term.is_empty()) {
        sql.push(if n > 0 { " OR " } else { "" }).push(column).push(" ILIKE ").push_bind(like(term));
    }
    sql.push(" ORDER BY ").push(order).push(" LIMIT ").push_bind(MOST);
    let rows: Vec<(String, Option<String>)> = sql.build_query_as().fetch_all(db).await?;
    let choice = |(id, text): (String, Option<String>)| Choice {
        text: text.unwrap_or_else(|| id.clone()),
        id: id.parse::<i32>().map_or_else(|_| id.into(), Into::into),
    };
    Ok(rows.into_iter().map(choice).collect())
}

/// The texts of a kind that a term is looked for in, and its usual order.
fn terms(kind: Kind) -> (&'static [&'static str], &'static str) {
    match kind {
        Kind::Person => (&["t.personal", "t.family", "t.email"], "t.family, t.personal, t.id"),
        Kind::Organization => (&["t.domain", "t.fullname"], "t.fullname, t.id"),
        Kind::Consortium => (&["t.name", "t.description"], "t.name, t.id"),
        Kind::Event => (&[], "t.start DESC NULLS FIRST, t.id"),
        Kind::Award => (&[], "t.awarded, t.id"),
        Kind::Membership | Kind::Partnership => (&[], "t.name, t.agreement_start, t.id"),
        _ => (&[], "t.id"),
    }
}
