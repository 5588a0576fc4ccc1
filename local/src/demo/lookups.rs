//! Ids of the seeded rows, by name.

use std::collections::HashMap;

use anyhow::Context as _;
use sqlx::{AssertSqlSafe, PgConnection, Row as _};
use uuid::Uuid;

/// Names with their ids, in the order of the ids.
pub(super) struct Names {
    ids: HashMap<String, i32>,
    pub(super) all: Vec<i32>,
}

impl Names {
    async fn read(connection: &mut PgConnection, sql: &'static str) -> anyhow::Result<Self> {
        let rows = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(connection).await.context(sql)?;
        let pairs: Vec<(String, i32)> =
            rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<sqlx::Result<_>>()?;
        Ok(Self { all: pairs.iter().map(|pair| pair.1).collect(), ids: pairs.into_iter().collect() })
    }

    /// The id of `name`.
    pub(super) fn id(&self, name: &str) -> anyhow::Result<i32> {
        self.ids.get(name).copied().with_context(|| format!("there is no seed row {name}"))
    }
}

/// A consent term and its options, as type and id.
pub(super) struct Term {
    pub(super) id: i32,
    pub(super) required: bool,
    pub(super) options: Vec<(String, i32)>,
}

/// A template of emails, which an email copies.
pub(super) struct Template {
    pub(super) signal: String,
    pub(super) id: Uuid,
    pub(super) from: String,
    pub(super) cc: Vec<String>,
    pub(super) subject: String,
    pub(super) body: String,
}

/// Everything seeded that demo data points at.
pub(super) struct Lookups {
    pub(super) tags: Names,
    pub(super) roles: Names,
    pub(super) badges: Names,
    pub(super) lessons: Names,
    /// Without the one for those who do not know yet.
    pub(super) domains: Names,
    pub(super) every_domain: Names,
    pub(super) languages: Names,
    pub(super) curricula: Names,
    pub(super) organizations: Names,
    pub(super) member_roles: Names,
    pub(super) groups: Names,
    pub(super) configs: Names,
    pub(super) inactivations: Names,
    pub(super) person_roles: Names,
    pub(super) requirements: Names,
    pub(super) involvements: Names,
    pub(super) academic_levels: Names,
    pub(super) computing_levels: Names,
    pub(super) info_sources: Names,
    pub(super) data_variants: Names,
    pub(super) categories: HashMap<String, Uuid>,
    pub(super) benefits: HashMap<String, Uuid>,
    pub(super) discounts: Vec<Uuid>,
    pub(super) templates: Vec<Template>,
    pub(super) terms: Vec<Term>,
}

impl Lookups {
    pub(super) async fn read(connection: &mut PgConnection) -> anyhow::Result<Self> {
        let c = connection;
        Ok(Self {
            tags: Names::read(c, "SELECT name, id FROM tag ORDER BY id").await?,
            roles: Names::read(c, "SELECT name, id FROM role ORDER BY id").await?,
            badges: Names::read(c, "SELECT name, id FROM badge ORDER BY id").await?,
            lessons: Names::read(c, "SELECT name, id FROM lesson ORDER BY id").await?,
            domains: Names::read(c, "SELECT name, id FROM knowledge_domain WHERE name NOT LIKE 'Don''t know%' ORDER BY id")
                .await?,
            every_domain: Names::read(c, "SELECT name, id FROM knowledge_domain ORDER BY id").await?,
            languages: Names::read(c, "SELECT subtag, id FROM language ORDER BY id").await?,
            curricula: Names::read(c, "SELECT slug, id FROM curriculum ORDER BY id").await?,
            organizations: Names::read(c, "SELECT domain, id FROM organization ORDER BY id").await?,
            member_roles: Names::read(c, "SELECT name, id FROM member_role ORDER BY id").await?,
            groups: Names::read(c, "SELECT name, id FROM user_group ORDER BY id").await?,
            configs: Names::read(c, "SELECT name, id FROM community_role_config ORDER BY id").await?,
            inactivations: Names::read(c, "SELECT name, id FROM community_role_inactivation ORDER BY id").await?,
            person_roles: Names::read(c, "SELECT name, id FROM membership_person_role ORDER BY id").await?,
            requirements: Names::read(c, "SELECT name, id FROM training_requirement ORDER BY id").await?,
            involvements: Names::read(c, "SELECT name, id FROM involvement ORDER BY id").await?,
            academic_levels: Names::read(c, "SELECT name, id FROM academic_level ORDER BY id").await?,
            computing_levels: Names::read(c, "SELECT name, id FROM computing_experience_level ORDER BY id").await?,
            info_sources: Names::read(c, "SELECT name, id FROM info_source ORDER BY id").await?,
            data_variants: Names::read(c, "SELECT name, id FROM data_variant ORDER BY id").await?,
            benefits: sqlx::query_as("SELECT name, id FROM benefit").fetch_all(&mut *c).await?.into_iter().collect(),
            discounts: sqlx::query_scalar("SELECT id FROM account_benefit_discount ORDER BY name").fetch_all(&mut *c).await?,
            templates: templates(c).await?,
            categories: sqlx::query_as("SELECT name, id FROM event_category").fetch_all(&mut *c).await?.into_iter().collect(),
            terms: terms(c).await?,
        })
    }
}

async fn terms(connection: &mut PgConnection) -> anyhow::Result<Vec<Term>> {
    let rows = sqlx::query(
        "SELECT t.id, t.required_type = 'profile', array_agg(o.option_type::text ORDER BY o.id), array_agg(o.id ORDER BY o.id)
         FROM term t JOIN term_option o ON o.term_id = t.id AND o.archived_at IS NULL WHERE t.archived_at IS NULL
         GROUP BY t.id ORDER BY t.id",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let (kinds, ids): (Vec<String>, Vec<i32>) = (row.try_get(2)?, row.try_get(3)?);
            Ok(Term { id: row.try_get(0)?, required: row.try_get(1)?, options: kinds.into_iter().zip(ids).collect() })
        })
        .collect()
}

async fn templates(connection: &mut PgConnection) -> anyhow::Result<Vec<Template>> {
    let rows = sqlx::query("SELECT signal, id, from_header, cc_header, subject, body FROM email_template ORDER BY signal")
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let (signal, id, from, cc) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
            Ok(Template { signal, id, from, cc, subject: row.try_get(4)?, body: row.try_get(5)? })
        })
        .collect()
}
