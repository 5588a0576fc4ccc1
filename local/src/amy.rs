//! The whole of AMY in this process: every function behind the gateway.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use mail_feedback::MailFeedback;
use shared::clock::Clock;
use web::{Config, Routes, Site};

use crate::gateway::{Function, Gateway, read_template};
use crate::project::Project;

/// The HTTP functions and their route tables.
pub fn functions() -> [(&'static str, Routes); 9] {
    [
        ("accounts", accounts::routes()),
        ("admin", admin::routes()),
        ("dashboard", dashboard::routes()),
        ("emails", emails::routes()),
        ("fiscal", fiscal::routes()),
        ("lookups", lookups::routes()),
        ("offering", offering::routes()),
        ("people", people::routes()),
        ("workshops", workshops::routes()),
    ]
}

/// AMY, ready to answer.
#[derive(Debug, Clone)]
pub struct Amy {
    /// What every function works with: configuration, database, sessions, clock.
    pub site: Site,
    /// The way in.
    pub gateway: Gateway,
    /// The function that SES's events go to.
    pub mail_feedback: MailFeedback,
}

impl Amy {
    /// Starts every function, and the gateway with the routes of template.yaml.
    pub async fn start(project: &Project, config: Config, clock: Clock) -> Result<Self> {
        let template = project.join("template.yaml");
        let template = std::fs::read_to_string(&template).with_context(|| format!("{} cannot be read", template.display()))?;
        let declared = read_template(&template)?;
        let site = Site::start_with_clock(config, clock.clone()).await?;
        let mut hosted = BTreeMap::new();
        for (name, routes) in functions() {
            hosted.insert(name.to_owned(), Function::new(web::service(routes, site.clone())));
        }
        let gateway = Gateway::new(declared.routes, hosted, project.join("templates/assets/dist"), clock);
        let mail_feedback = MailFeedback::new(&site);
        Ok(Self { site, gateway, mail_feedback })
    }
}
