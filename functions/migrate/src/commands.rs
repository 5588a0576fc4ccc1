//! The commands; each step is safe to run again.

use lambda_runtime::Error;
use serde_json::{Value, json};
use shared::access::create_superuser;
use shared::db::Db;
use shared::migrate::{self, Owner};

use crate::event::{Command, Event};

/// Does what `event` asks and answers with what was done.
pub(crate) async fn run(event: Event) -> Result<Value, Error> {
    let mut database = owner(event.password)?.connect().await?;
    match event.command {
        Command::Migrate => bring_up_to_date(&mut database).await,
        Command::CreateAdmin(admin) => {
            let password = create_superuser(&mut database, &admin).await?;
            Ok(json!({"username": admin.username, "password": password}))
        }
    }
}

async fn bring_up_to_date(database: &mut Db) -> Result<Value, Error> {
    let role = variable("DB_APP_USER")?;
    migrate::create_role(database, &role).await?;
    let migrated = migrate::migrate(database).await?;
    migrate::grant(database, &role).await?;
    let seeded = migrate::seed(database).await?;
    tracing::info!(applied = migrated.applied.len(), version = migrated.version, seeded, "the database is up to date");
    Ok(json!({"applied": migrated.applied, "version": migrated.version, "seeded": seeded}))
}

fn owner(password: String) -> Result<Owner, Error> {
    let port = variable("DB_PORT")?;
    Ok(Owner {
        host: variable("DB_HOST")?,
        port: port.parse().map_err(|_| format!("DB_PORT is “{port}”, not a port"))?,
        database: variable("DB_NAME")?,
        user: variable("DB_USER")?,
        password,
    })
}

#[expect(clippy::disallowed_methods, reason = "this function has its own five settings")]
fn variable(name: &str) -> Result<String, Error> {
    std::env::var(name).map_err(|_| format!("{name} is not set").into())
}
