//! `create-admin`: the first administrator of an installation.

use anyhow::{Context, Result};
use local::postgres::{Database, Search};
use local::project::Project;
use shared::access::{NewSuperuser, create_superuser};
use sqlx::{Connection, PgConnection};

use super::{database, say};
use crate::cli::CreateAdmin;

/// Makes a superuser with a random password, and prints it.
pub(crate) async fn run(project: &Project, search: &Search, arguments: &CreateAdmin) -> Result<()> {
    let database = Database::open(project, arguments.database.url(), search).await?;
    database::up_to_date(&database).await?;
    let new = NewSuperuser {
        username: arguments.username.clone(),
        email: arguments.email.clone(),
        personal: arguments.personal.clone(),
        family: arguments.family.clone(),
    };
    let mut connection = PgConnection::connect(database.url()).await?;
    let made = create_superuser(&mut connection, &new).await;
    let password = made.with_context(|| format!("{} cannot be made an administrator", arguments.username))?;
    connection.close().await?;
    say(format!("{} can log in with the password {password}: change it there.", arguments.username));
    Ok(())
}
