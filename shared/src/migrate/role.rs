//! The role that the functions sign in as.

use sqlx::{AssertSqlSafe, PgConnection};

/// No statement of a function goes on for longer: API Gateway has given the request up by then.
const LONGEST_STATEMENT: &str = "27s";

/// A role's name as SQL takes it.
fn quoted(role: &str) -> String {
    format!("\"{}\"", role.replace('"', "\"\""))
}

/// Makes the role unless it exists; on RDS it signs in by IAM. Its statements end when nobody waits for them any more.
///
/// # Errors
/// When the database cannot be asked.
pub async fn create_role(database: &mut PgConnection, role: &str) -> Result<(), sqlx::Error> {
    let exists = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)";
    if !sqlx::query_scalar::<_, bool>(exists).bind(role).fetch_one(&mut *database).await? {
        sqlx::query(AssertSqlSafe(format!("CREATE ROLE {} LOGIN", quoted(role)))).execute(&mut *database).await?;
    }
    let limit = format!("ALTER ROLE {} SET statement_timeout = '{LONGEST_STATEMENT}'", quoted(role));
    sqlx::query(AssertSqlSafe(limit)).execute(&mut *database).await?;
    if sqlx::query_scalar::<_, bool>(exists).bind("rds_iam").fetch_one(&mut *database).await? {
        sqlx::query(AssertSqlSafe(format!("GRANT rds_iam TO {}", quoted(role)))).execute(database).await?;
    }
    Ok(())
}

/// What the functions may do: read and write rows, not change the schema, not see the migrator's log.
///
/// # Errors
/// When the database cannot be asked.
pub async fn grant(database: &mut PgConnection, role: &str) -> Result<(), sqlx::Error> {
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
