//! The commands, one file each.

mod bench;
mod create_admin;
mod database;
mod demo_data;
mod entity_map;
mod import;
mod parked;
mod run;
mod send_due;
mod services;
mod simulate_emails;
mod test_cluster;

use std::fmt::Display;

use anyhow::Result;
use local::postgres::Search;
use local::project::Project;

use crate::cli::{Cli, Command};

/// Runs the command that was asked for.
pub(crate) async fn run(cli: Cli) -> Result<()> {
    let project = Project::find()?;
    let search = Search::from_environment();
    match cli.command.unwrap_or(Command::Run(cli.run)) {
        Command::Run(arguments) => run::run(&project, &search, &arguments).await,
        Command::Import(arguments) => import::run(&project, &search, &arguments).await,
        Command::CreateAdmin(arguments) => create_admin::run(&project, &search, &arguments).await,
        Command::DemoData(arguments) => demo_data::run(&project, &search, &arguments).await,
        Command::EntityMap(database) => entity_map::run(&project, &search, &database).await,
        Command::SimulateEmails(arguments) => simulate_emails::run(&project, &search, &arguments).await,
        Command::Bench(arguments) => bench::run(&project, &search, &arguments).await,
        Command::SendDue(arguments) => send_due::run(&project, &search, &arguments).await,
        Command::Services(services) => services::run(&project, &search, &services).await,
        Command::Migrate(database) => database::migrate(&project, &search, &database).await,
        Command::DbUrl(database) => database::print_url(&project, &database),
        Command::Psql { database, arguments } => database::psql(&project, &search, &database, &arguments).await,
        Command::TestCluster => test_cluster::run(&project, &search).await,
    }
}

/// Says a line to the person at the terminal.
#[expect(clippy::print_stdout, reason = "the one place where the commands speak")]
fn say(line: impl Display) {
    println!("{line}");
}

/// Ready when the person (Ctrl-C) or the system (SIGTERM) asks this process to end.
async fn asked_to_stop() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
    }
}
