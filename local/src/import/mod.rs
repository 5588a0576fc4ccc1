//! Reading an AMY database in: every record with its id, its password and its timestamps.
//!
//! Everything is copied into staging tables of the target first and judged there, by the target's own constraints. What
//! breaks one is refused, with a reason, and so is what depends on it; the rest is written in the same transaction, which
//! is committed only when the written rows equal the read ones. What goes where is the table in [`mapping`].

mod catalog;
pub(crate) mod history;
mod left_out;
mod mapping;
mod report;
mod sequence;
mod source;
mod staging;
mod state;
pub(crate) mod statistics;
mod validate;
mod write;

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use sqlx::{PgConnection, PgPool};

use mapping::Mapping;
use source::Source;
use staging::Staged;
use state::State;

pub use left_out::LeftOut;
pub use report::{Refused, Report, TableReport};

/// How to import.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Do everything but the commit: the report says what would be written and refused.
    pub dry_run: bool,
}

/// Imports the AMY database at `source_url` into `target`, whose schema must be up to date.
///
/// # Errors
/// When either database cannot be used, `source_url` is no AMY database, or `target` holds records that an import would
/// overwrite. Then nothing has happened.
pub async fn run(source_url: &str, target: &PgPool, options: Options) -> anyhow::Result<Report> {
    let mappings = mapping::all();
    let mut source = Source::open(source_url).await?;
    let mut transaction = target.begin().await.context("opening a transaction on the target")?;
    let progress = bar(mappings.len());

    let state = State::of(&mut transaction, &mappings).await?;
    let mut left_out = source.left_out().await?;
    let mut staged = stage(&mut source, &mut transaction, &mappings, &progress).await?;
    source.close().await?;
    for table in &mut staged {
        left_out.extend(staging::resolve(&mut transaction, table).await?);
    }
    for table in &staged {
        progress.set_message(format!("checking {}", table.mapping.table));
        validate::refuse_rows(&mut transaction, table).await?;
        progress.inc(1);
    }
    let mut report = Report { dry_run: options.dry_run, left_out, ..Report::default() };

    state.prepare(&mut transaction, &staged).await?;
    for table in &staged {
        progress.set_message(format!("writing {}", table.mapping.table));
        report.refused.extend(staging::refused(&mut transaction, table).await?);
        report.tables.push(write::merge(&mut transaction, table).await?);
        sequence::move_on(&mut transaction, table, state).await?;
        progress.inc(1);
    }
    progress.set_message("adding what AMY does not have");
    report.seeded = shared::seed::run(&mut transaction).await?;
    report.granted = shared::seed::grant_to_empty_groups(&mut transaction).await?;
    report.versions = state.finish(&mut transaction).await?;
    if report.written() > 0 {
        statistics::renew(&mut transaction).await?;
    }
    for table in &staged {
        write::verify(&mut transaction, table).await?;
    }
    progress.finish_and_clear();

    if options.dry_run { transaction.rollback().await } else { transaction.commit().await }.context("ending the transaction")?;
    Ok(report)
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

/// Three steps a table: read, check, write.
fn bar(tables: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos:>3}/{len} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(tables as u64 * 3).with_style(style)
}
