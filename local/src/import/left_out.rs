//! What an import does not take over, so that its report can say so.

use std::collections::{BTreeSet, HashSet};

use sqlx::PgConnection;

use super::mapping::Mapping;
use super::source::Source;
use super::staging::quoted;

/// Records or references of AMY that stay behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What they are, and why they stay.
    pub what: String,
    /// How many.
    pub rows: i64,
}

/// AMY's tables that stay behind, and why.
const TABLES: &[(&str, &str)] = &[
    ("default_cache_table", "a cache"),
    ("django_admin_log", "the log of Django's admin pages, which are not here: what was changed there is in the history as well"),
    ("django_comment_flags", "marks of comments that no page of AMY sets or shows"),
    ("django_migrations", "the state of AMY's schema"),
    ("django_session", "sessions: everyone signs in again"),
    ("django_site", "host names: here they are configuration"),
    ("knox_authtoken", "API tokens: people ask for a new one"),
    ("select2_cache_table", "a cache"),
    ("social_auth_association", "notes of sign-ins with OpenID that were under way"),
    ("social_auth_code", "codes of sign-ins that were under way"),
    ("social_auth_nonce", "notes of sign-ins with OpenID that were under way"),
    ("social_auth_partial", "sign-ins that were under way"),
    ("workshops_curriculumtype", "kinds of curricula, which nothing in AMY refers to"),
];
/// AMY's tables that are read, but become no table of ours: kinds of records and permissions are called by name here, airports
/// come from the data set, and the history is told apart in the report.
const READ_OTHERWISE: &[&str] =
    &["auth_permission", "django_content_type", "reversion_revision", "reversion_version", "workshops_airport"];
/// Columns of imported tables that have no place here, and why.
const COLUMNS: &[(&str, &str, &str)] = &[("django_comments", "site_id", "comments belong to the one site that there is")];

/// Counts what stays behind. What there is none of is not mentioned.
pub(super) async fn count(source: &mut Source, target: &mut PgConnection, mappings: &[Mapping]) -> anyhow::Result<Vec<LeftOut>> {
    let mut left_out = tables(source, mappings).await?;
    left_out.extend(airports(source, target).await?);
    left_out.extend(columns(source, mappings).await?);
    Ok(left_out)
}

async fn tables(source: &mut Source, mappings: &[Mapping]) -> anyhow::Result<Vec<LeftOut>> {
    let mut left_out = Vec::new();
    let read: HashSet<&str> = mappings.iter().flat_map(Mapping::words).chain(READ_OTHERWISE.iter().copied()).collect();
    for table in source.tables().await? {
        if read.contains(table.as_str()) {
            continue;
        }
        let why = TABLES.iter().find(|(name, _)| *name == table).map_or("this import does not know the table", |(_, why)| why);
        let rows = source.number(format!("SELECT count(*) FROM {}", quoted(&table))).await?;
        if rows > 0 {
            left_out.push(LeftOut { what: format!("{table}: {why}"), rows });
        }
    }
    Ok(left_out)
}

/// The airports, and which of them the data set does not have.
async fn airports(source: &mut Source, target: &mut PgConnection) -> anyhow::Result<Option<LeftOut>> {
    if !source.has_table("workshops_airport").await? {
        return Ok(None);
    }
    let codes = source.texts("SELECT iata::text FROM workshops_airport ORDER BY iata".to_owned()).await?;
    let missing: Vec<String> = sqlx::query_scalar(
        "SELECT code FROM unnest($1::text[]) code WHERE NOT EXISTS (SELECT FROM airport WHERE iata = code) ORDER BY code",
    )
    .bind(&codes)
    .fetch_all(target)
    .await?;
    let missing = if missing.is_empty() { "it has them all".to_owned() } else { format!("it lacks {}", missing.join(", ")) };
    let what = format!("workshops_airport: airports: the data set of IATA codes takes their place; {missing}");
    Ok((!codes.is_empty()).then(|| LeftOut { what, rows: codes.len().try_into().unwrap_or(i64::MAX) }))
}

/// Columns that hold something and that no query reads: those of a newer AMY.
async fn columns(source: &mut Source, mappings: &[Mapping]) -> anyhow::Result<Vec<LeftOut>> {
    let mut left_out = Vec::new();
    let tables: BTreeSet<&str> = mappings.iter().map(|mapping| mapping.source).collect();
    for table in tables {
        let read: HashSet<&str> = mappings.iter().filter(|mapping| mapping.source == table).flat_map(Mapping::words).collect();
        for column in source.table(table).await? {
            let name = column.name.as_str();
            if name == "id" || read.contains(name) {
                continue;
            }
            let why = COLUMNS.iter().find(|(its, column, _)| (*its, *column) == (table, name));
            let why = why.map_or("this import does not know the column", |(_, _, why)| why);
            let rows = source.number(format!("SELECT count({}) FROM {table}", quoted(name))).await?;
            if rows > 0 {
                left_out.push(LeftOut { what: format!("{table}.{name}: {why}"), rows });
            }
        }
    }
    Ok(left_out)
}
