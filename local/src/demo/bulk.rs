//! Many rows in one statement.

use anyhow::Context as _;
use sqlx::{AssertSqlSafe, PgConnection};

/// Rows of one statement; more are sent in several.
const PIECE: usize = 10_000;

/// Rows to be inserted into a table, as text by columns.
pub(super) struct Bulk {
    table: &'static str,
    columns: Vec<(String, String)>,
    values: Vec<Vec<Option<String>>>,
}

/// A value as text, `None` for NULL.
pub(super) trait Value {
    /// The text that PostgreSQL reads.
    fn text(self) -> Option<String>;
}

impl<T: ToString> Value for Option<T> {
    fn text(self) -> Option<String> {
        self.map(|value| value.to_string())
    }
}

macro_rules! kinds {
    ($($kind:ty),*) => {
        $(impl Value for $kind {
            fn text(self) -> Option<String> {
                Some(self.to_string())
            }
        })*
    };
}
kinds!(
    &str,
    &String,
    String,
    bool,
    i32,
    i64,
    usize,
    f64,
    chrono::NaiveDate,
    chrono::DateTime<chrono::Utc>,
    uuid::Uuid,
    serde_json::Value
);

/// An array as PostgreSQL reads it; for numbers and plain words.
pub(super) fn array<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    format!("{{{}}}", items.join(","))
}

/// The values of a row, of any kind.
macro_rules! values {
    ($($value:expr),+ $(,)?) => {
        vec![$($crate::demo::bulk::Value::text($value)),+]
    };
}
pub(super) use values;

/// Appends a row to a [`Bulk`], its values of any kind.
macro_rules! row {
    ($bulk:expr, $($value:expr),+ $(,)?) => {
        $bulk.push($crate::demo::bulk::values![$($value),+])
    };
}
pub(super) use row;

impl Bulk {
    /// For `table`, with columns as `name type, name type`.
    pub(super) fn into(table: &'static str, columns: &str) -> Self {
        let columns = columns.split(',').filter_map(|column| column.trim().split_once(' '));
        let columns: Vec<_> = columns.map(|(name, kind)| (name.to_owned(), kind.to_owned())).collect();
        let values = vec![Vec::new(); columns.len()];
        Self { table, columns, values }
    }

    /// Appends a row.
    pub(super) fn push(&mut self, row: Vec<Option<String>>) {
        debug_assert_eq!(row.len(), self.columns.len(), "a row of {}", self.table);
        for (column, value) in self.values.iter_mut().zip(row) {
            column.push(value);
        }
    }

    /// Inserts the rows, and answers how many there were.
    pub(super) async fn write(self, connection: &mut PgConnection) -> anyhow::Result<usize> {
        let rows = self.values.first().map_or(0, Vec::len);
        let sql = self.sql();
        for start in (0..rows).step_by(PIECE) {
            let end = (start + PIECE).min(rows);
            let query = sqlx::query(AssertSqlSafe(sql.clone()));
            let query = self.values.iter().fold(query, |query, column| query.bind(column[start..end].to_vec()));
            query.execute(&mut *connection).await.with_context(|| format!("filling {}", self.table))?;
        }
        if self.columns.iter().any(|(name, kind)| name == "id" && kind == "int") {
            self.move_sequence(connection).await?;
        }
        Ok(rows)
    }

    fn sql(&self) -> String {
        let list = |write: &dyn Fn(usize, &str, &str) -> String| -> String {
            self.columns.iter().enumerate().map(|(number, (name, kind))| write(number, name, kind)).collect::<Vec<_>>().join(", ")
        };
        format!(
            "INSERT INTO {} ({}) SELECT {} FROM unnest({}) AS r ({})",
            self.table,
            list(&|_, name, _| format!("\"{name}\"")),
            list(&|number, _, kind| format!("c{number}::{kind}")),
            list(&|number, _, _| format!("${}::text[]", number + 1)),
            list(&|number, _, _| format!("c{number}")),
        )
    }

    async fn move_sequence(&self, connection: &mut PgConnection) -> anyhow::Result<()> {
        let table = self.table;
        let sql = format!("SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce((SELECT max(id) FROM {table}), 1))");
        sqlx::query(AssertSqlSafe(sql)).execute(connection).await?;
        Ok(())
    }
}
