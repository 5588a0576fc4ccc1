//! `with-postgres COMMAND…`: runs a command with `DATABASE_URL` naming a new database that has all migrations.
//!
//! For the checks of the SQL in the code, which need a database to compile against; so this must build while AMY does not.

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use local::postgres::{Cluster, Scratch, Search, Settings};
use local::project::Project;
use sqlx::migrate::Migrator;
use sqlx::{Connection, PgConnection};

/// Runs a command with DATABASE_URL naming a new database that has all migrations; drops it afterwards.
#[derive(Debug, Parser)]
struct Arguments {
    /// The command and its arguments.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    command: Vec<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Makes the database, runs the command, drops the database.
async fn run(arguments: Arguments) -> Result<ExitCode> {
    let project = Project::find()?;
    let cluster = Cluster::start(&project, &Settings::TESTS, &Search::from_environment())?;
    let scratch = Scratch::create(&cluster).await?;
    let done = command(&project, &scratch, &arguments.command).await;
    scratch.drop_database().await?;
    done
}

/// Applies the migrations and runs the command.
async fn command(project: &Project, scratch: &Scratch, words: &[String]) -> Result<ExitCode> {
    let mut connection = PgConnection::connect(&scratch.url).await?;
    Migrator::new(project.join("shared/migrations")).await?.run(&mut connection).await.context("a migration fails")?;
    connection.close().await?;
    let (program, rest) = words.split_first().context("there is no command")?;
    let mut command = tokio::process::Command::new(program);
    let status = command.args(rest).env("DATABASE_URL", &scratch.url).status().await;
    let status = status.with_context(|| format!("{program} cannot be started"))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
