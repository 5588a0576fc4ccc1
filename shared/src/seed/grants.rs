//! Permissions, the groups, and what each group may do unless an administrator decides otherwise (section 4 of the data model).

use sqlx::PgConnection;

use super::SeedError;
use super::table::Columns;

const ENTITIES: &str = include_str!("../../seed/entity.csv");
const GROUPS: &str = include_str!("../../seed/user_group.csv");

/// What can be done to an entity: each makes a permission with it, such as `change_event`.
pub const COMMANDS: [&str; 4] = ["view", "add", "change", "delete"];
/// Permissions beside those of the entities.
const OTHERS: [&str; 1] = ["can_access_restricted_API"];

/// Creates missing permissions and groups. Defaults are given only where the group or the permission is new: what an
/// administrator took away is not given back.
pub(super) async fn plant(connection: &mut PgConnection) -> Result<u64, SeedError> {
    let permissions = create_permissions(connection).await?;
    let groups = create_groups(connection).await?;
    let granted = grant(connection, &groups, &permissions).await?;
    Ok((permissions.len() + groups.len()) as u64 + granted)
}

/// Gives the default permissions to those of the known groups that have none at all: groups of a database in which the
/// original never filled them in.
///
/// # Errors
/// When PostgreSQL refuses.
pub async fn grant_to_empty_groups(connection: &mut PgConnection) -> Result<u64, SeedError> {
    let empty: Vec<i32> = sqlx::query_scalar(
        "SELECT id FROM user_group g WHERE NOT EXISTS (SELECT FROM user_group_permission p WHERE p.user_group_id = g.id)",
    )
    .fetch_all(&mut *connection)
    .await
    .map_err(refused("user_group"))?;
    grant(connection, &empty, &[]).await
}

async fn create_permissions(connection: &mut PgConnection) -> Result<Vec<i32>, SeedError> {
    let entities = read("permission", ENTITIES)?;
    let others = OTHERS.join("', '");
    let commands = COMMANDS.join("', '");
    let sql = format!(
        "{}, wanted AS (
             SELECT command || '_' || model AS codename FROM seed, unnest(ARRAY['{commands}']) AS command
             UNION ALL SELECT unnest(ARRAY['{others}']))
         INSERT INTO permission (codename) SELECT codename FROM wanted
         WHERE NOT EXISTS (SELECT FROM permission p WHERE p.codename = wanted.codename)
         ORDER BY codename ON CONFLICT DO NOTHING RETURNING id",
        entities.as_seed()
    );
    ids(entities, sql, connection, "permission").await
}

async fn create_groups(connection: &mut PgConnection) -> Result<Vec<i32>, SeedError> {
    let groups = read("user_group", GROUPS)?;
    let sql = format!(
        "{} INSERT INTO user_group (name) SELECT name FROM seed
         WHERE NOT EXISTS (SELECT FROM user_group g WHERE g.name = seed.name)
         ORDER BY position ON CONFLICT DO NOTHING RETURNING id",
        groups.as_seed()
    );
    ids(groups, sql, connection, "user_group").await
}

/// Gives the default permissions for which the group is among `groups` or the permission among `permissions`.
async fn grant(connection: &mut PgConnection, groups: &[i32], permissions: &[i32]) -> Result<u64, SeedError> {
    let defaults = read("user_group_permission", GROUPS)?;
    let sql = format!(
        "{} INSERT INTO user_group_permission (user_group_id, permission_id)
         SELECT g.id, p.id FROM seed JOIN user_group g USING (name)
         JOIN permission p ON p.codename ~ ('^(' || seed.permissions || ')$')
         WHERE (seed.but_not = '' OR p.codename !~ ('^(' || seed.but_not || ')$'))
         AND (g.id = ANY ($4) OR p.id = ANY ($5))
         ORDER BY g.id, p.id ON CONFLICT DO NOTHING",
        defaults.as_seed()
    );
    let done = defaults.bind(sql).bind(groups.to_vec()).bind(permissions.to_vec()).execute(connection).await;
    Ok(done.map_err(refused("user_group_permission"))?.rows_affected())
}

fn read(table: &'static str, rows: &str) -> Result<Columns, SeedError> {
    Columns::read(rows).map_err(|source| SeedError::Rows { table, source })
}

fn refused(table: &'static str) -> impl FnOnce(sqlx::Error) -> SeedError {
    move |source| SeedError::Database { table, source }
}

async fn ids(seed: Columns, sql: String, connection: &mut PgConnection, table: &'static str) -> Result<Vec<i32>, SeedError> {
    let rows = seed.bind(sql).fetch_all(connection).await.map_err(refused(table))?;
    rows.iter().map(|row| sqlx::Row::try_get(row, 0)).collect::<Result<_, _>>().map_err(refused(table))
}
