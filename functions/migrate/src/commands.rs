//! The commands; each step is safe to run again.

use lambda_runtime::Error;
use serde_json::{Value, json};
use shared::access::create_superuser;
use shared::migrate;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::database::{connect, variable};
use crate::event::{Command, Event};

/// Does what `event` asks and answers with what was done.
pub(crate) async fn run(event: Event) -> Result<Value, Error> {
    let mut database = connect(&event.password).await?;
    let done = match event.command {
        Command::Migrate => bring_up_to_date(&mut database).await?,
        Command::CreateAdmin(admin) => {
            let password = create_superuser(&mut database, &admin).await?;
            json!({"username": admin.username, "password": password})
        }
    };
    database.close().await?;
    Ok(done)
}

async fn bring_up_to_date(database: &mut PgConnection) -> Result<Value, Error> {
    let role = variable("DB_APP_USER")?;
    create_role(database, &role).await?;
    let migrated = migrate::migrate(database).await?;
    grant(database, &role).await?;
    let seeded = migrate::seed(database).await?;
    tracing::info!(applied = migrated.applied.len(), version = migrated.version, seeded, "the database is up to date");
    Ok(json!({"applied": migrated.applied, "version": migrated.version, "seeded": seeded}))
}

/// A role's name as SQL takes it.
fn quoted(role: &str) -> String {
    format!("\"{}\"", role.replace('"', "\"\""))
}

/// The role that the functions sign in as; on RDS by IAM.
async fn create_role(database: &mut PgConnection, role: &str) -> Result<(), Error> {
    let exists = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)";
    if !sqlx::query_scalar::<_, bool>(exists).bind(role).fetch_one(&mut *database).await? {
        sqlx::query(AssertSqlSafe(format!("CREATE ROLE {} LOGIN", quoted(role)))).execute(&mut *database).await?;
    }
    if sqlx::query_scalar::<_, bool>(exists).bind("rds_iam").fetch_one(&mut *database).await? {
        sqlx::query(AssertSqlSafe(format!("GRANT rds_iam TO {}", quoted(role)))).execute(database).await?;
    }
    Ok(())
}

/// What the functions may do: read and write rows, not change the schema, not see the migrator's log.
async fn grant(database: &mut PgConnection, role: &str) -> Result<(), Error> {
    let role = quoted(role);
    for statement in [
        format!("GRANT USAGE ON SCHEMA public TO {role}"),
        format!("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"),
        format!("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}"),
        format!("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}"),
        format!("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {role}"),
        format!("REVOKE ALL ON _sqlx_migrations FROM {role}"),
    ] {
        sqlx::query(AssertSqlSafe(statement)).execute(&mut *database).await?;
    }
    Ok(())
}
