//! Configuration, read once.

use shared::db::{Iam, Settings};
use shared::event::ReportsLink;
use templates::layout::Environment;

/// Which installation this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// A developer's machine.
    Local,
    /// The testing site.
    Testing,
    /// The real one.
    Production,
}

impl Stage {
    pub(crate) fn environment(self) -> Environment {
        match self {
            Self::Local => Environment::Local,
            Self::Testing => Environment::Testing,
            Self::Production => Environment::Production,
        }
    }
}

/// Everything that differs between installations.
#[derive(Debug, Clone)]
pub struct Config {
    /// Which installation this is.
    pub stage: Stage,
    /// Origins of the site, such as `https://amy.example.org`: where forms may be sent from. Empty in a stage without a domain,
    /// which is used at API Gateway's own address: that is known only from each request's context.
    pub hosts: Vec<String>,
    /// Where the assets are, without a final slash: `/static`, or an absolute address.
    pub assets_url: String,
    /// The database.
    pub database: Settings,
    /// Name of the DynamoDB table.
    pub table: String,
    /// Another DynamoDB than AWS's.
    pub dynamodb_endpoint: Option<String>,
    /// Links to workshop reports.
    pub reports: ReportsLink,
    /// When set, requests that do not carry it in `x-amy-origin` have come past CloudFront and are refused.
    pub origin_secret: Option<String>,
    /// Connections of one process.
    pub pool_size: u32,
}

/// A setting that is missing or makes no sense.
#[derive(Debug, thiserror::Error)]
#[error("configuration: {0}")]
pub struct ConfigError(String);

impl Config {
    /// The configuration of a developer's machine.
    #[must_use]
    pub fn local(base_url: &str, database_url: &str, dynamodb_endpoint: &str) -> Self {
        Self {
            stage: Stage::Local,
            hosts: vec![base_url.to_owned()],
            assets_url: "/static".to_owned(),
            database: Settings::Url(database_url.to_owned()),
            table: "amy".to_owned(),
            dynamodb_endpoint: Some(dynamodb_endpoint.to_owned()),
            reports: ReportsLink::default(),
            origin_secret: None,
            pool_size: 16,
        }
    }

    /// The configuration of a function, from its environment (template.yaml, Globals).
    ///
    /// # Errors
    /// When a variable is missing or makes no sense.
    pub fn from_env() -> Result<Self, ConfigError> {
        let stage = match variable("AMY_STAGE").as_deref() {
            Some("testing") => Stage::Testing,
            Some("production") => Stage::Production,
            Some("local") | None => Stage::Local,
            Some(other) => return Err(ConfigError(format!("AMY_STAGE is “{other}”, not local, testing or production"))),
        };
        let hosts = [variable("AMY_BASE_URL"), variable("AMY_HOSTS")].into_iter().flatten().collect::<Vec<_>>().join(",");
        let hosts =
            hosts.split(',').map(|host| host.trim().trim_end_matches('/').to_owned()).filter(|host| !host.is_empty()).collect();
        let default = ReportsLink::default();
        Ok(Self {
            stage,
            hosts,
            assets_url: variable("AMY_ASSETS_URL").unwrap_or_else(|| "/static".to_owned()).trim_end_matches('/').to_owned(),
            database: database()?,
            table: required("AMY_TABLE")?,
            dynamodb_endpoint: variable("AWS_ENDPOINT_URL_DYNAMODB"),
            reports: ReportsLink {
                template: variable("AMY_REPORTS_LINK").unwrap_or(default.template),
                salt_front: variable("AMY_REPORTS_SALT_FRONT").unwrap_or_default(),
                salt_back: variable("AMY_REPORTS_SALT_BACK").unwrap_or_default(),
            },
            origin_secret: variable("AMY_ORIGIN_SECRET"),
            // A Lambda environment answers one request at a time.
            pool_size: 1,
        })
    }
}

fn database() -> Result<Settings, ConfigError> {
    if let Some(url) = variable("DATABASE_URL") {
        return Ok(Settings::Url(url));
    }
    let port = variable("DB_PORT").unwrap_or_else(|| "5432".to_owned());
    Ok(Settings::Iam(Iam {
        host: required("DB_HOST")?,
        port: port.parse().map_err(|_| ConfigError(format!("DB_PORT is “{port}”, not a port")))?,
        database: required("DB_NAME")?,
        user: required("DB_USER")?,
    }))
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn required(name: &str) -> Result<String, ConfigError> {
    variable(name).ok_or_else(|| ConfigError(format!("{name} is not set")))
}
