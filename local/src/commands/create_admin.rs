//! `create-admin`: the first administrator of an installation.

use anyhow::{Context, Result};
use local::postgres::{Database, Search};
use local::project::Project;
use shared::{password, secret};
use sqlx::{Connection, PgConnection};

use super::{database, say};
use crate::cli::CreateAdmin;

/// Makes a superuser with a random password, and prints it.
pub(crate) async fn run(project: &Project, search: &Search, arguments: &CreateAdmin) -> Result<()> {
    let database = Database::open(project, arguments.database.url(), search).await?;
    database::up_to_date(&database).await?;
    let password = secret::token();
    let mut connection = PgConnection::connect(database.url()).await?;
    let person = sqlx::query(
        "INSERT INTO person (username, email, personal, family, password, is_superuser, is_active) VALUES ($1, $2, $3, $4, $5, true, true)",
    );
    let person = person.bind(&arguments.username).bind(&arguments.email).bind(&arguments.personal).bind(&arguments.family);
    let made = person.bind(password::hash(&password)?).execute(&mut connection).await;
    made.with_context(|| format!("{} cannot be made an administrator", arguments.username))?;
    connection.close().await?;
    say(format!("{} can log in with the password {password}: change it there.", arguments.username));
    Ok(())
}
