//! What an import did, for people to read.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use anyhow::ensure;

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
    /// Versions that the import itself wrote, of what AMY's history does not say.
    pub versions: u64,
    /// What became of AMY's history.
    pub history: HistoryReport,
    /// Per table, what both databases say that they hold.
    pub verified: Vec<Verified>,
    /// The file with the refused rows, where there are any.
    pub quarantine: Option<PathBuf>,
}

/// What became of AMY's history, counted in AMY's versions unless it says otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HistoryReport {
    /// Read: those since the last import.
    pub read: i64,
    /// Of records without a history here.
    pub left_out: i64,
    /// In which nothing changed that has a history here.
    pub unchanged: i64,
    /// Which became versions of ours.
    pub changing: i64,
    /// How many versions of ours that were: one for each row that changed.
    pub versions: i64,
    /// How many revisions of AMY's they belong to.
    pub revisions: i64,
}

impl HistoryReport {
    /// Makes sure that nothing is unaccounted for.
    pub(super) fn check(self, unreadable: i64) -> anyhow::Result<()> {
        let Self { read, left_out, unchanged, changing, .. } = self;
        ensure!(
            read == left_out + unchanged + changing + unreadable,
            "of {read} versions of AMY's history, {changing} were taken over, {unchanged} change nothing, {left_out} are left out and \
             {unreadable} cannot be read: others are missing"
        );
        Ok(())
    }
}

/// What one database holds of a table, without refused rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The number of rows.
    pub rows: i64,
    /// A checksum of the columns that both have.
    pub checksum: String,
}

/// What both hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Our table.
    pub table: &'static str,
    /// In AMY, read a second time.
    pub source: Side,
    /// Here.
    pub target: Side,
}

impl Verified {
    /// Whether they are the same.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.source == self.target
    }
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
        let mut table = table_of(["table", "read", "written", "unchanged", "refused", "only here"]);
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
        table
    }

    fn verification(&self) -> Table {
        let mut table = table_of(["table", "rows in AMY", "rows here", "checksum in AMY", "checksum here", "equal"]);
        for row in &self.verified {
            let Verified { table: name, source, target } = row;
            let equal = if row.is_equal() { "yes" } else { "NO" };
            let (theirs, ours) = (source.rows.to_string(), target.rows.to_string());
            table.add_row([name, theirs.as_str(), ours.as_str(), &source.checksum, &target.checksum, equal]);
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

/// A table of numbers, named in the first column.
fn table_of<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(ASCII_BORDERS_ONLY_CONDENSED).set_header(header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.counts())?;
        writeln!(f, "What both databases hold, refused rows not counted:\n{}", self.verification())?;
        if self.seeded > 0 {
            writeln!(f, "{} seed rows that AMY did not have were added.", self.seeded)?;
        }
        if self.granted > 0 {
            writeln!(f, "Groups without any permission were given their defaults ({} grants).", self.granted)?;
        }
        let HistoryReport { read, changing, versions, revisions, .. } = self.history;
        writeln!(
            f,
            "AMY's history: {changing} of {read} versions were taken over, as {versions} changes of rows in {revisions} revisions."
        )?;
        writeln!(
            f,
            "{} versions were added to it, of rows that are otherwise than it says or that it does not know.",
            self.versions
        )?;
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
        if let Some(path) = &self.quarantine {
            writeln!(f, "The refused rows are in {}.", path.display())?;
        }
        if self.dry_run {
            writeln!(f, "\nThis was a dry run: nothing was kept.")?;
        }
        Ok(())
    }
}
