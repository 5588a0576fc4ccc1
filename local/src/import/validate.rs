//! Which of the staged rows the target would refuse, and why. Each rule is one statement over the whole table.

use sqlx::PgConnection;

use super::catalog::{Reference, Unique};
use super::staging::{Staged, execute, joined, name, quoted};

/// Marks the rows of `staged` that break a constraint, or depend on a row that was marked. The tables that it refers to
/// must have been judged before.
pub(super) async fn refuse_rows(connection: &mut PgConnection, staged: &Staged<'_>) -> anyhow::Result<()> {
    execute(connection, by_themselves(staged)).await?;
    let staged_tables = staged_tables(connection).await?;
    // Again as long as something is found: a table may refer to itself.
    loop {
        let mut found = 0;
        for reference in &staged.target.references {
            found += execute(connection, without_reference(staged, reference, &staged_tables)).await?;
        }
        for unique in &staged.target.uniques {
            found += execute(connection, doubled(staged, unique)).await?;
        }
        if found == 0 {
            return Ok(());
        }
    }
}

async fn staged_tables(connection: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("SELECT relname::text FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r'")
        .fetch_all(connection)
        .await
}

/// What a row shows by itself: missing values, too long ones, broken checks.
fn by_themselves(staged: &Staged<'_>) -> String {
    let mut reasons = Vec::new();
    for column in staged.columns() {
        let value = quoted(&column.name);
        if column.required {
            reasons.push(format!("CASE WHEN {value} IS NULL THEN {} END", text(&format!("{} is missing", column.name))));
        }
        if let Some(length) = column.length {
            let reason = text(&format!("{} is longer than {length} characters", column.name));
            reasons.push(format!("CASE WHEN length({value}) > {length} THEN {reason} END"));
        }
    }
    for check in &staged.target.checks {
        let reason = text(&format!("breaks {}: {}", check.name, without_casts(&check.condition)));
        reasons.push(format!("CASE WHEN ({}) IS FALSE THEN {reason} END", check.condition));
    }
    let (staging, reasons) = (staged.name(), reasons.join(", "));
    format!(
        "UPDATE {staging} s SET refused = r.reason
         FROM (SELECT staged_row, nullif(concat_ws('; ', {reasons}), '') AS reason FROM {staging}) r
         WHERE r.staged_row = s.staged_row AND r.reason IS NOT NULL"
    )
}

/// Rows that refer to what is not there, or is refused itself.
fn without_reference(staged: &Staged<'_>, reference: &Reference, staged_tables: &[String]) -> String {
    let staging = staged.name();
    let is_staged = staged_tables.contains(&name(&reference.table));
    let referred = if is_staged { name(&reference.table) } else { quoted(&reference.table) };
    let pairs = reference.columns.iter().zip(&reference.keys);
    let matched = joined(pairs, " AND ", |(column, key)| format!("r.{} = s.{}", quoted(key), quoted(column)));
    let present = joined(&reference.columns, " AND ", |column| format!("s.{} IS NOT NULL", quoted(column)));
    let values = joined(&reference.columns, ", ", |column| format!("s.{}", quoted(column)));
    let (columns, table) = (reference.columns.join(", "), &reference.table);
    let missing = text(&format!("{columns} refers to {table} %s, which does not exist"));
    let (accepted, reason) = if is_staged {
        let refused = text(&format!("{columns} refers to {table} %s, which is refused"));
        let pattern = format!("CASE WHEN EXISTS (SELECT FROM {referred} r WHERE {matched}) THEN {refused} ELSE {missing} END");
        (" AND r.refused IS NULL", pattern)
    } else {
        ("", missing)
    };
    format!(
        "UPDATE {staging} s SET refused = format({reason}, concat_ws(', ', {values}))
         WHERE s.refused IS NULL AND {present} AND NOT EXISTS (SELECT FROM {referred} r WHERE {matched}{accepted})"
    )
}

/// Rows that share with an earlier one what must be unique.
fn doubled(staged: &Staged<'_>, unique: &Unique) -> String {
    let staging = staged.name();
    let keys = unique.expressions.join(", ");
    let present = joined(&unique.expressions, " AND ", |key| format!("({key}) IS NOT NULL"));
    let condition = unique.condition.as_ref().map(|condition| format!(" AND ({condition})")).unwrap_or_default();
    let reason = text(&format!("has the same {} as %s", without_casts(&keys).replace("((", "(").replace("))", ")")));
    let is_whole_name = unique.is_primary && staged.target.primary_key != ["id"];
    let label = if is_whole_name { others(staged) } else { staged.label("e") };
    format!(
        "UPDATE {staging} s SET refused = format({reason}, d.earlier)
         FROM (SELECT staged_row, first_value({label}) OVER same AS earlier, row_number() OVER same AS number
               FROM {staging} e WHERE refused IS NULL AND {present}{condition}
               WINDOW same AS (PARTITION BY {keys} ORDER BY staged_row)) d
         WHERE d.staged_row = s.staged_row AND d.number > 1"
    )
}

/// What an earlier row with the same key is called: the rest of it.
fn others(staged: &Staged<'_>) -> String {
    let others = staged.columns().filter(|column| !staged.target.primary_key.contains(&column.name));
    let others = joined(others, "", |column| format!(", '{} ' || e.{}::text", column.name, quoted(&column.name)));
    format!("coalesce(nullif(concat_ws(', ', NULL{others}), ''), 'another')")
}

/// An expression of the catalogue, easier to read.
fn without_casts(expression: &str) -> String {
    ["::text[]", "::text", "::character varying", "::bpchar", "::integer", "::double precision"]
        .iter()
        .fold(expression.to_owned(), |text, cast| text.replace(cast, ""))
}

/// An SQL string.
fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}
