//! What an import did, for people to read.

use std::collections::BTreeMap;
use std::fmt;

use comfy_table::presets::ASCII_BORDERS_ONLY_CONDENSED;
use comfy_table::{CellAlignment, Table};

use super::left_out::LeftOut;

/// What an import did, or in a dry run would do.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Whether nothing was kept.
    pub dry_run: bool,
    /// Per table, in the order of writing.
    pub tables: Vec<TableReport>,
    /// Every row that was not written, and why.
    pub refused: Vec<Refused>,
    /// What an import does not take over.
    pub left_out: Vec<LeftOut>,
    /// Seed rows that AMY did not have.
    pub seeded: u64,
    /// Default permissions given to groups that had none.
    pub granted: u64,
    /// Versions written to the history.
    pub versions: u64,
}

/// What became of one table's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableReport {
    /// Our table.
    pub table: &'static str,
    /// Rows read from AMY.
    pub read: i64,
    /// Rows inserted or updated.
    pub written: i64,
    /// Rows that were here already, and equal.
    pub unchanged: i64,
    /// Rows that break a rule.
    pub refused: i64,
    /// Rows here that AMY does not have: deleted there since, or refused now.
    pub only_here: i64,
}

/// A row that was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Our table.
    pub table: &'static str,
    /// The row's id, or the parts of its key.
    pub id: String,
    /// The rule that it breaks.
    pub reason: String,
}

impl Report {
    /// Rows written to all tables, seed rows and history not counted.
    #[must_use]
    pub fn written(&self) -> i64 {
        self.tables.iter().map(|table| table.written).sum()
    }

    /// What became of the rows of `table`.
    #[must_use]
    pub fn table(&self, table: &str) -> Option<&TableReport> {
        self.tables.iter().find(|report| report.table == table)
    }

    fn counts(&self) -> Table {
        let mut table = Table::new();
        table.load_style(ASCII_BORDERS_ONLY_CONDENSED).set_header([
            "table",
            "read",
            "written",
            "unchanged",
            "refused",
            "only here",
        ]);
        for row in &self.tables {
            let numbers = [row.read, row.written, row.unchanged, row.refused, row.only_here];
            table.add_row(std::iter::once(row.table.to_owned()).chain(numbers.iter().map(i64::to_string)));
        }
        let sum = |number: fn(&TableReport) -> i64| self.tables.iter().map(number).sum::<i64>().to_string();
        table.add_row([
            "all".to_owned(),
            sum(|row| row.read),
            sum(|row| row.written),
            sum(|row| row.unchanged),
            sum(|row| row.refused),
            sum(|row| row.only_here),
        ]);
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        table
    }

    /// The refused rows' ids by table and reason, none left out.
    fn refusals(&self) -> BTreeMap<(&str, &str), Vec<&str>> {
        let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in &self.refused {
            groups.entry((row.table, row.reason.as_str())).or_default().push(row.id.as_str());
        }
        groups
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.counts())?;
        writeln!(f, "Every written row was compared with the one read.")?;
        if self.seeded > 0 {
            writeln!(f, "{} seed rows that AMY did not have were added.", self.seeded)?;
        }
        if self.granted > 0 {
            writeln!(f, "Groups without any permission were given their defaults ({} grants).", self.granted)?;
        }
        writeln!(f, "{} versions were written to the history.", self.versions)?;
        if !self.left_out.is_empty() {
            writeln!(f, "\nNot taken over:")?;
            for LeftOut { what, rows } in &self.left_out {
                writeln!(f, "  {rows:>7}  {what}")?;
            }
        }
        if !self.refused.is_empty() {
            writeln!(f, "\nRefused, to be mended in AMY and imported again:")?;
            for ((table, reason), ids) in self.refusals() {
                writeln!(f, "  {table} {}: {reason}", ids.join("; "))?;
            }
        }
        if self.dry_run {
            writeln!(f, "\nThis was a dry run: nothing was kept.")?;
        }
        Ok(())
    }
}
