//! One table's seed rows: a CSV file, and the statement that inserts what is missing of it.

use sqlx::{AssertSqlSafe, PgConnection};

use super::SeedError;

/// The seed rows of one table.
pub(super) struct Seed {
    /// The table that they are for.
    pub(super) table: &'static str,
    /// The rows as CSV, column names first.
    pub(super) rows: &'static str,
    /// Inserts the missing ones, reading them from `seed`: the CSV's columns, all of them text, and `position`.
    pub(super) insert: &'static str,
}

impl Seed {
    /// Creates the rows that are missing, in the file's order, in one statement.
    pub(super) async fn plant(&self, connection: &mut PgConnection) -> Result<u64, SeedError> {
        self.plant_with(self.read()?, connection).await
    }

    /// The rows of the file.
    pub(super) fn read(&self) -> Result<Columns, SeedError> {
        Columns::read(self.rows).map_err(|source| SeedError::Rows { table: self.table, source })
    }

    /// [`Seed::plant`], with columns that the file has not.
    pub(super) async fn plant_with(&self, columns: Columns, connection: &mut PgConnection) -> Result<u64, SeedError> {
        let table = self.table;
        let sql = format!("{} {} ORDER BY position ON CONFLICT DO NOTHING", columns.as_seed(), self.insert);
        let done = columns.bind(sql).execute(connection).await.map_err(|source| SeedError::Database { table, source })?;
        Ok(done.rows_affected())
    }
}

/// A CSV file by columns, as PostgreSQL's `unnest` takes them.
pub(super) struct Columns {
    names: Vec<String>,
    values: Vec<Vec<String>>,
}

impl Columns {
    /// Reads a file whose first line names the columns.
    pub(super) fn read(text: &str) -> Result<Self, csv::Error> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let names: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
        let mut values = vec![Vec::new(); names.len()];
        for record in reader.records() {
            for (column, value) in values.iter_mut().zip(record?.iter()) {
                column.push(value.to_owned());
            }
        }
        Ok(Self { names, values })
    }

    /// The values of one column.
    pub(super) fn column(&self, name: &str) -> Option<&[String]> {
        self.names.iter().position(|column| column == name).map(|position| self.values[position].as_slice())
    }

    /// The columns and one more, `name`, whose values come of those of the column `of`.
    pub(super) fn beside(mut self, of: &str, name: &str, value: impl Fn(&str) -> String) -> Self {
        let added = self.column(of).unwrap_or_default().iter().map(|each| value(each)).collect();
        self.names.push(name.to_owned());
        self.values.push(added);
        self
    }

    /// `WITH seed AS (…)`: the rows as a table of text columns and their `position`.
    pub(super) fn as_seed(&self) -> String {
        let arrays: Vec<String> = (1..=self.names.len()).map(|number| format!("${number}::text[]")).collect();
        let (arrays, names) = (arrays.join(", "), self.names.join(", "));
        format!("WITH seed AS MATERIALIZED (SELECT * FROM unnest({arrays}) WITH ORDINALITY AS s ({names}, position))")
    }

    /// A query with the columns as its first parameters. `sql` is made of this crate's own text.
    pub(super) fn bind(self, sql: String) -> sqlx::query::Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments> {
        self.values.into_iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, column| query.bind(column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_becomes_columns() {
        let columns = Columns::read("a,b\n1,\"x, y\"\n2,\n").unwrap();
        assert_eq!(columns.values, [vec!["1", "2"], vec!["x, y", ""]]);
        assert!(columns.as_seed().contains("unnest($1::text[], $2::text[]) WITH ORDINALITY AS s (a, b, position)"));
    }

    #[test]
    fn every_file_that_comes_along_can_be_read() {
        for seed in super::super::rows::SEEDS {
            let columns = Columns::read(seed.rows).unwrap_or_else(|error| panic!("{}: {error}", seed.table));
            assert!(columns.values.iter().all(|column| !column.is_empty()), "{} has no rows", seed.table);
        }
    }
}
