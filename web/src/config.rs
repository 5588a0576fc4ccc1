//! Configuration, read once.

use std::time::Duration;

use shared::attachment;
use shared::db::{Iam, Settings};
use shared::event::ReportsLink;
use shared::flag::Flags;
use shared::mail::{self, Recipients};
use shared::mailbox;
use shared::media;
use templates::layout::Environment;

/// Who sends mail where nothing else is configured.
const SENDER: &str = "noreply@carpentries.org";
/// Long enough for SES to take a message, and for every answer to take as long.
const RESET_TAKES: Duration = Duration::from_secs(2);

/// Long enough to compare a password with any hash that an import may bring.
const REFUSAL_TAKES: Duration = Duration::from_millis(1500);

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
    fn name(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Testing => "testing",
            Self::Production => "production",
        }
    }

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
    /// Name of the function `egress`.
    pub egress: String,
    /// Another Lambda than AWS's.
    pub lambda_endpoint: Option<String>,
    /// Signing in with an account on GitHub, where that is set up.
    pub github: Option<GitHub>,
    /// Links to workshop reports.
    pub reports: ReportsLink,
    /// The feature flags, before what staff say of them in the database.
    pub flags: Flags,
    /// How mail is sent.
    pub mail: mail::Settings,
    /// Where pictures are kept that people put into their texts.
    pub media: media::Settings,
    /// Where the files of emails are kept.
    pub attachments: attachment::Settings,
    /// Who is told of requests from countries that nobody looks after (EML-OTH-00).
    pub requests_mailbox: String,
    /// How long asking for a new password takes, whether there is such an account or not, and whether mail can be sent or not.
    pub reset_takes: Duration,
    /// How long it takes until somebody is told that login or password are wrong, whichever it is.
    pub refusal_takes: Duration,
    /// Name and title of who certifies instructors, as certificates say them.
    pub certificate_signature: String,
    /// When set, requests that do not carry it in `x-amy-origin` have come past CloudFront and are refused.
    pub origin_secret: Option<String>,
    /// Connections of one process.
    pub pool_size: u32,
}

/// AMY as an application known to GitHub. Its secret is the function `egress`'s.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitHub {
    /// The application's id.
    pub client_id: String,
    /// The page that asks people whether they want to sign in.
    pub authorize: String,
}

impl GitHub {
    /// GitHub's own page.
    pub const AUTHORIZE: &str = "https://github.com/login/oauth/authorize";
}

/// Who certifies where nobody is named.
const CERTIFIER: &str = "The Carpentries";

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
            egress: "egress".to_owned(),
            lambda_endpoint: None,
            github: None,
            reports: ReportsLink::default(),
            flags: Flags::defaults(),
            mail: mail::Settings {
                sender: SENDER.to_owned(),
                configuration_set: None,
                recipients: Recipients::Nobody,
                largest: mail::LARGEST,
                endpoint: None,
            },
            media: media::Settings::default(),
            attachments: attachment::Settings::default(),
            requests_mailbox: mailbox::DEFAULT.to_owned(),
            reset_takes: RESET_TAKES,
            refusal_takes: REFUSAL_TAKES,
            certificate_signature: CERTIFIER.to_owned(),
            origin_secret: None,
            pool_size: 16,
        }
    }

    /// The same with a stand-in for SES, from which no mail goes any further.
    #[must_use]
    pub fn with_mail_at(self, endpoint: &str) -> Self {
        let mail = mail::Settings { recipients: Recipients::Real, endpoint: Some(endpoint.to_owned()), ..self.mail };
        Self { mail, ..self }
    }

    /// The same with a stand-in for S3, which keeps pictures.
    #[must_use]
    pub fn with_media_at(self, endpoint: &str) -> Self {
        let media = media::Settings { bucket: Some("media".to_owned()), endpoint: Some(endpoint.to_owned()) };
        Self { media, ..self }
    }

    /// The same with a stand-in for S3, which keeps the files of emails.
    #[must_use]
    pub fn with_attachments_at(self, endpoint: &str) -> Self {
        let bucket = Some("attachments".to_owned());
        let attachments = attachment::Settings { bucket, endpoint: Some(endpoint.to_owned()), ..Default::default() };
        Self { attachments, ..self }
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
            egress: variable("AMY_EGRESS").unwrap_or_else(|| "egress".to_owned()),
            lambda_endpoint: variable("AWS_ENDPOINT_URL_LAMBDA"),
            github: variable("AMY_GITHUB_CLIENT_ID").map(|client_id| GitHub {
                client_id,
                authorize: variable("AMY_GITHUB_AUTHORIZE").unwrap_or_else(|| GitHub::AUTHORIZE.to_owned()),
            }),
            reports: ReportsLink {
                template: variable("AMY_REPORTS_LINK").unwrap_or(default.template),
                salt_front: variable("AMY_REPORTS_SALT_FRONT").unwrap_or_default(),
                salt_back: variable("AMY_REPORTS_SALT_BACK").unwrap_or_default(),
            },
            flags: Flags::defaults(),
            mail: mail_settings(stage)?,
            attachments: attachment::Settings {
                bucket: variable("AMY_EMAIL_ATTACHMENTS_S3_BUCKET_NAME"),
                origin: variable("AMY_EMAIL_ATTACHMENTS_ORIGIN"),
                endpoint: variable("AWS_ENDPOINT_URL_S3"),
                kinds: attachment_kinds()?,
            },
            media: media::Settings { bucket: variable("AMY_MEDIA_BUCKET"), endpoint: variable("AWS_ENDPOINT_URL_S3") },
            requests_mailbox: variable("AMY_REQUESTS_MAILBOX").unwrap_or_else(|| mailbox::DEFAULT.to_owned()),
            reset_takes: RESET_TAKES,
            refusal_takes: REFUSAL_TAKES,
            certificate_signature: variable("AMY_CERTIFICATE_SIGNATURE").unwrap_or_else(|| CERTIFIER.to_owned()),
            origin_secret: variable("AMY_ORIGIN_SECRET"),
            // A Lambda environment answers one request at a time.
            pool_size: 1,
        })
    }
}

/// The kinds of files that are taken with emails (EML-UI-11).
fn attachment_kinds() -> Result<attachment::Kinds, ConfigError> {
    let Some(endings) = variable("AMY_EMAIL_ATTACHMENT_TYPES") else { return Ok(attachment::Kinds::default()) };
    endings.parse().map_err(|why: attachment::UnknownEnding| ConfigError(format!("AMY_EMAIL_ATTACHMENT_TYPES: {why}")))
}

/// Only production may write to real people, and only where that is said (EML-NEW-09).
fn mail_settings(stage: Stage) -> Result<mail::Settings, ConfigError> {
    let allowed = variable("EMAIL_ALLOW_REAL_RECIPIENTS").is_some_and(|value| value == "true");
    let instead = variable("EMAIL_OVERRIDE_RECIPIENT");
    let largest = match variable("EMAIL_LARGEST_BYTES") {
        Some(text) => text.parse().map_err(|_| ConfigError(format!("EMAIL_LARGEST_BYTES is “{text}”, not a number")))?,
        None => mail::LARGEST,
    };
    Ok(mail::Settings {
        sender: variable("AMY_DEFAULT_FROM_EMAIL").unwrap_or_else(|| SENDER.to_owned()),
        configuration_set: variable("AMY_SES_CONFIGURATION_SET"),
        recipients: Recipients::of_stage(stage == Stage::Production, allowed, instead, stage.name()),
        largest,
        endpoint: variable("AWS_ENDPOINT_URL_SESV2"),
    })
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
