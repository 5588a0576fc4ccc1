//! What the command line takes.

use clap::{Args, Parser, Subcommand};

/// AMY on this machine, and the operator's commands. Without a command: `run`.
#[derive(Debug, Parser)]
#[command(name = "local", version, args_conflicts_with_subcommands = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) run: Run,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// The database that a command works on.
#[derive(Debug, Clone, Args)]
pub(crate) struct DatabaseArgs {
    /// The database, instead of the private one of this checkout.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
}

impl DatabaseArgs {
    /// The address given; an empty one is none.
    pub(crate) fn url(&self) -> Option<&str> {
        self.database_url.as_deref().filter(|url| !url.is_empty())
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serves the whole of AMY, with PostgreSQL and DynamoDB of its own.
    Run(Run),
    /// Starts only PostgreSQL and DynamoDB, for `sam local start-api`; writes their addresses to .local/services.env.
    Services(Services),
    /// Brings the database up to date: migrations and seed rows.
    Migrate(DatabaseArgs),
    /// Copies an AMY database into this one: every record with its id, password and timestamps.
    Import(Import),
    /// Makes a superuser, and prints the password.
    CreateAdmin(CreateAdmin),
    /// Fills an empty database with invented people and workshops. Not for one that others can reach: passwords are known.
    DemoData(DemoData),
    /// Draws the map of the entities, docs/entities.md, from the database.
    EntityMap(DatabaseArgs),
    /// Tells which emails would go out between two days: those scheduled, and those that records ask for by their dates.
    SimulateEmails(SimulateEmails),
    /// Measures pages and functions; build with --release first (`make bench` does).
    Bench(Bench),
    /// Sends the emails that are due, to a stand-in for SES, and tells what became of them. Not while `run` runs: it does that itself.
    SendDue(SendDue),
    /// Prints the database's address (it answers while `run` or another command runs).
    DbUrl(DatabaseArgs),
    /// Opens psql on the database; what follows goes to psql.
    Psql {
        #[command(flatten)]
        database: DatabaseArgs,
        /// Arguments for psql.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Keeps the cluster of the integration tests running while tests use it.
    #[command(hide = true)]
    TestCluster,
}

/// Options of `run`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// The port to serve on.
    #[arg(long, env = "AMY_PORT", default_value_t = 3000)]
    pub(crate) port: u16,
}

/// Options of `services`.
#[derive(Debug, Args)]
pub(crate) struct Services {
    /// PostgreSQL's TCP port on 127.0.0.1.
    #[arg(long, default_value_t = 5433)]
    pub(crate) postgres_port: u16,
    /// DynamoDB's port on 127.0.0.1.
    #[arg(long, default_value_t = 8000)]
    pub(crate) dynamodb_port: u16,
}

/// Options of `import`.
#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// The AMY database to read, as a PostgreSQL URL.
    pub(crate) source_url: String,
    /// Do everything but keep it: the report says what would be written.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The file for rows that are refused, made only where there are any; without it, quarantine-DATE.jsonl in this folder.
    #[arg(long, value_name = "FILE")]
    pub(crate) quarantine: Option<std::path::PathBuf>,
}

/// Options of `simulate-emails`.
#[derive(Debug, Args)]
pub(crate) struct SimulateEmails {
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// The first day, as in 2026-07-01.
    #[arg(long, value_name = "DAY")]
    pub(crate) from: chrono::NaiveDate,
    /// The last day.
    #[arg(long, value_name = "DAY")]
    pub(crate) to: chrono::NaiveDate,
}

/// Options of `send-due`.
#[derive(Debug, Args)]
pub(crate) struct SendDue {
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// Send and write nothing: the report says what would become of them.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// What SES does to every message: throttle, fail, reject, pause, hang, late or drop.
    #[arg(long)]
    pub(crate) trouble: Option<String>,
    /// An SES that runs already, with a database that is up to date.
    #[arg(long, hide = true, requires = "dynamodb_endpoint", conflicts_with = "trouble")]
    pub(crate) ses_endpoint: Option<String>,
    /// A DynamoDB that runs already.
    #[arg(long, hide = true, requires = "ses_endpoint")]
    pub(crate) dynamodb_endpoint: Option<String>,
    /// Stop for ever, and say so, when the run waits for the time of this number: to be killed there.
    #[arg(long, hide = true, requires = "ses_endpoint", conflicts_with = "dry_run")]
    pub(crate) park_at: Option<u32>,
}

/// Options of `bench`.
#[derive(Debug, Args)]
pub(crate) struct Bench {
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// The folder with the functions' binaries; without it, the one that this binary lies in.
    #[arg(long)]
    pub(crate) binaries: Option<std::path::PathBuf>,
}

/// Options of `create-admin`.
#[derive(Debug, Args)]
pub(crate) struct CreateAdmin {
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// Login name.
    pub(crate) username: String,
    /// Address of mail.
    #[arg(long)]
    pub(crate) email: String,
    /// Personal name.
    #[arg(long)]
    pub(crate) personal: String,
    /// Family name.
    #[arg(long, default_value = "")]
    pub(crate) family: String,
}

/// Options of `demo-data`.
#[derive(Debug, Args)]
pub(crate) struct DemoData {
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// How much: 1 is some 100 persons and 40 events, 100 some 20,000 and 8,000.
    #[arg(long, default_value_t = 1)]
    pub(crate) scale: u32,
}
