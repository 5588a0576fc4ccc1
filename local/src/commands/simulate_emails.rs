//! `simulate-emails`: which emails would go out, for the database as it is.

use anyhow::{Result, ensure};
use local::postgres::{Database, Search};
use local::project::Project;
use shared::clock::Clock;
use shared::email_action::{Simulated, simulate};
use sqlx::{Connection, PgConnection};

use super::{database, say};
use crate::cli::SimulateEmails;

/// Prints a line for each email; nothing is written or sent.
pub(crate) async fn run(project: &Project, search: &Search, arguments: &SimulateEmails) -> Result<()> {
    ensure!(arguments.from <= arguments.to, "the last day is before the first");
    let database = Database::open(project, arguments.database.url(), search).await?;
    database::up_to_date(&database).await?;
    let mut connection = PgConnection::connect(database.url()).await?;
    let emails = simulate(&mut connection, arguments.from, arguments.to, Clock::System.now()).await?;
    for email in &emails {
        say(line(email));
    }
    let scheduled = emails.iter().filter(|email| email.is_scheduled).count();
    say(format!(
        "{} emails between {} and {}: {scheduled} are scheduled, {} would be when their records are saved.",
        emails.len(),
        arguments.from,
        arguments.to,
        emails.len() - scheduled
    ));
    Ok(connection.close().await?)
}

fn line(email: &Simulated) -> String {
    let how = if email.is_scheduled { "scheduled" } else { "would be" };
    let to = if email.to.is_empty() { "nobody".to_owned() } else { email.to.join(", ") };
    format!("{}  {how:9}  {}  {}  to {to}", email.at.format("%Y-%m-%d %H:%M"), email.signal, email.about)
}
