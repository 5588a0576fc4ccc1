//! Where things are, and who AMY is there.

/// Addresses of the sites that may be asked, and AMY's application at GitHub.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Websites of repositories; `{owner}` stands for the owner.
    pub pages: String,
    /// Files of repositories.
    pub raw: String,
    /// GitHub itself, which exchanges codes for tokens.
    pub github: String,
    /// GitHub's API.
    pub api: String,
    /// The application's id at GitHub; empty where none is set up.
    pub client_id: String,
    /// The application's secret.
    pub client_secret: Secret,
}

impl Settings {
    /// The real sites, and this application.
    #[must_use]
    pub fn new(client_id: String, client_secret: String) -> Self {
        Self {
            pages: "https://{owner}.github.io".to_owned(),
            raw: "https://raw.githubusercontent.com".to_owned(),
            github: "https://github.com".to_owned(),
            api: "https://api.github.com".to_owned(),
            client_id,
            client_secret: Secret(client_secret),
        }
    }
}

/// A text that no log shows.
#[derive(Clone)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(secret)")
    }
}
