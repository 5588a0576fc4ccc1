//! Reading an AMY database in: every record with its id, its password and its timestamps.
//!
//! Everything is copied into staging tables of the target first and judged there, by the target's own constraints. What
//! breaks one is refused, with a reason, and so is what depends on it; the rest is written in the same transaction, which
//! is committed only when both databases, asked again, answer alike. What goes where is the table in [`mapping`], what
//! becomes of AMY's history is in [`history`].

mod catalog;
pub(crate) mod history;
mod left_out;
mod mapping;
mod quarantine;
mod report;
mod sequence;
mod source;
mod staging;
mod state;
pub(crate) mod statistics;
mod validate;
mod verify;
mod write;

use std::path::PathBuf;

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use sqlx::{AssertSqlSafe, Executor as _, PgConnection, PgPool};

use mapping::Mapping;
use source::Source;
use staging::{RefusedRow, Staged};
use state::State;

pub use left_out::LeftOut;
pub use report::{HistoryReport, Refused, Report, Side, TableReport, Verified};

/// How to import.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Do everything but the commit: the report says what would be written and refused.
    pub dry_run: bool,
    /// The file that refused rows are written to, made only where there are any. `None` writes none.
    pub quarantine: Option<PathBuf>,
}

/// Imports the AMY database at `source_url` into `target`, whose schema must be up to date.
///
/// # Errors
/// When either database cannot be used, `source_url` is no AMY database, `target` holds records that an import would
/// overwrite, or what was written is not what was read. Then nothing has happened.
pub async fn run(source_url: &str, target: &PgPool, options: &Options) -> anyhow::Result<Report> {
    let mappings = mapping::all();
    let mut source = Source::open(source_url).await?;
    let mut transaction = target.begin().await.context("opening a transaction on the target")?;
    transaction.execute(AssertSqlSafe(source::TEXT_FORMS.replace("SET ", "SET LOCAL "))).await?;
    let progress = bar(mappings.len());

    let state = State::of(&mut transaction, &mappings).await?;
    let mut report = Report { dry_run: options.dry_run, ..Report::default() };
    report.left_out = left_out::count(&mut source, &mut transaction, &mappings).await?;
    let mut staged = stage(&mut source, &mut transaction, &mappings, &progress).await?;
    for table in &mut staged {
        report.left_out.extend(staging::resolve(&mut transaction, table).await?);
    }
    for table in &staged {
        progress.set_message(format!("checking {}", table.mapping.table));
        validate::refuse_rows(&mut transaction, table).await?;
        progress.inc(1);
    }
    progress.set_message("reading AMY's history");
    state.clear(&mut transaction).await?;
    let mut amy = history::Amy::read(&mut source, &mut transaction, &staged).await?;
    let refused = quarantine(&mut source, &mut transaction, &staged, &amy, options, &mut report).await?;

    state.prepare(&mut transaction, &staged).await?;
    for table in &staged {
        progress.set_message(format!("writing {}", table.mapping.table));
        report.tables.push(write::merge(&mut transaction, table).await?);
        sequence::move_on(&mut transaction, table, state).await?;
        progress.inc(1);
    }
    progress.set_message("adding what AMY does not have");
    report.seeded = shared::seed::run(&mut transaction).await?;
    report.granted = shared::seed::grant_to_empty_groups(&mut transaction).await?;
    progress.set_message("writing the history");
    amy.write(&mut transaction).await?;
    report.history = amy.report;
    report.left_out.extend(amy.left_out);
    report.versions = state.finish(&mut transaction, &staged).await?;
    if report.written() > 0 {
        statistics::renew(&mut transaction).await?;
    }
    for (table, refused) in staged.iter().zip(&refused) {
        progress.set_message(format!("comparing {}", table.mapping.table));
        report.verified.push(verify::compare(&mut source, &mut transaction, table, refused).await?);
        progress.inc(1);
    }
    source.close().await?;
    progress.finish_and_clear();
    verify::demand_equal(&report.verified)?;

    if options.dry_run { transaction.rollback().await } else { transaction.commit().await }.context("ending the transaction")?;
    Ok(report)
}

/// Finds the refused rows of each table, notes them in the report and writes them to the quarantine file.
async fn quarantine(
    source: &mut Source,
    target: &mut PgConnection,
    staged: &[Staged<'_>],
    amy: &history::Amy,
    options: &Options,
    report: &mut Report,
) -> anyhow::Result<Vec<Vec<RefusedRow>>> {
    let mut refused = Vec::with_capacity(staged.len());
    let mut entries = Vec::new();
    for table in staged {
        let rows = staging::refused(target, table).await?;
        entries.extend(quarantine::entries(source, target, table, &rows).await?);
        refused.push(rows);
    }
    entries.extend(quarantine::versions(source, &amy.unreadable).await?);
    if let Some(path) = options.quarantine.as_ref().filter(|_| !entries.is_empty()) {
        quarantine::write(path, &entries)?;
        report.quarantine = Some(path.clone());
    }
    report.refused =
        entries.into_iter().map(|entry| Refused { table: entry.table, id: entry.id, reason: entry.reason }).collect();
    Ok(refused)
}

/// Copies every table from the source into its staging table.
async fn stage<'m>(
    source: &mut Source,
    target: &mut PgConnection,
    mappings: &'m [Mapping],
    progress: &ProgressBar,
) -> anyhow::Result<Vec<Staged<'m>>> {
    let mut staged = Vec::with_capacity(mappings.len());
    for mapping in mappings {
        progress.set_message(format!("reading {}", mapping.source));
        let table = staging::fill(source, target, mapping).await.with_context(|| format!("reading {}", mapping.source))?;
        staged.push(table);
        progress.inc(1);
    }
    Ok(staged)
}

/// Four steps a table: read, check, write, compare.
fn bar(tables: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos:>3}/{len} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(tables as u64 * 4).with_style(style)
}
