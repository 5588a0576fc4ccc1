//! The one function with a way out: asks workshop websites and GitHub for the others (`shared::egress`). It has no database, and no
//! secret but that of AMY's application at GitHub.

mod address;
mod fetch;
mod github;
mod network;
mod settings;
mod website;

use shared::egress::{Answer, Reply, Request};

use fetch::Fetcher;
pub use network::Network;
pub use settings::Settings;

/// The function.
#[derive(Debug, Clone)]
pub struct Egress {
    settings: Settings,
    fetcher: Fetcher,
}

/// The HTTP client cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client cannot be made: {0}")]
pub struct StartError(#[from] reqwest::Error);

impl Egress {
    /// Prepares the client; connects to nothing.
    ///
    /// # Errors
    /// When the system's certificates cannot be read.
    pub fn start(settings: Settings, network: Network) -> Result<Self, StartError> {
        Ok(Self { settings, fetcher: Fetcher::new(network)? })
    }

    /// The answer to a question.
    ///
    /// # Errors
    /// When it cannot be had, with the reason in words for whoever asked.
    pub async fn answer(&self, request: Request) -> Reply {
        let Self { settings, fetcher } = self;
        match request {
            Request::Website(repository) => website::page(fetcher, settings, &repository).await.map(Answer::Page),
            Request::Source(repository) => website::source(fetcher, settings, &repository).await.map(Answer::File),
            Request::SignIn { code, verifier } => github::signed_in(fetcher, settings, code, verifier).await.map(Answer::Account),
            Request::User { name } => github::user(fetcher, settings, &name).await.map(Answer::Account),
        }
    }
}
