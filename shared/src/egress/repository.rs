//! A repository on GitHub, and the website made of it (IMP-01).

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^https?://(?:(?<owner>[A-Za-z0-9-]+)\.github\.(?:io|com)|github\.com/(?<user>[A-Za-z0-9-]+))/(?<name>[^/?#]+)/?$",
    )
    .expect("a valid expression")
});

/// A repository by its owner and name. Both are such as GitHub has, so that neither can lead an address elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(String, String)", into = "(String, String)")]
pub struct Repository {
    owner: String,
    name: String,
}

impl Repository {
    /// The repository of this owner and name; `None` where GitHub has none such.
    #[must_use]
    pub fn new(owner: &str, name: &str) -> Option<Self> {
        let is_owner = (1..=39).contains(&owner.len()) && owner.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let is_name = (1..=100).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
            && !matches!(name, "." | "..");
        (is_owner && is_name).then(|| Self { owner: owner.to_owned(), name: name.to_owned() })
    }

    /// The repository behind the address of a website (`http(s)://OWNER.github.io/NAME/`, or `.com`) or of a repository
    /// (`http(s)://github.com/OWNER/NAME`); `None` for anything longer, and for any other site.
    #[must_use]
    pub fn of(address: &str) -> Option<Self> {
        let found = ADDRESS.captures(address.trim())?;
        let owner = found.name("owner").or_else(|| found.name("user"))?;
        Self::new(owner.as_str(), &found["name"])
    }

    /// Who owns it.
    #[must_use]
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The address of the website made of it.
    #[must_use]
    pub fn website(&self) -> String {
        format!("https://{}.github.io/{}/", self.owner, self.name)
    }
}

impl TryFrom<(String, String)> for Repository {
    type Error = &'static str;

    fn try_from((owner, name): (String, String)) -> Result<Self, Self::Error> {
        Self::new(&owner, &name).ok_or("no owner and name of a repository")
    }
}

impl From<Repository> for (String, String) {
    fn from(repository: Repository) -> Self {
        (repository.owner, repository.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imp_01_websites_and_repositories_are_taken_and_nothing_longer() {
        for address in [
            "https://user.github.io/2026-08-20-krakow/",
            "http://user.github.com/2026-08-20-krakow",
            "https://github.com/user/2026-08-20-krakow",
            " http://github.com/user/2026-08-20-krakow/ ",
        ] {
            let repository = Repository::of(address).expect(address);
            assert_eq!(repository.website(), "https://user.github.io/2026-08-20-krakow/");
        }
        for address in [
            "",
            "user.github.io/x",
            "https://github.com/user",
            "https://github.com/user/repo/tree/main",
            "https://user.github.io/",
            "https://user.github.io/x/y/",
            "https://a.b.github.io/x/",
            "https://user.github.io.evil.org/x/",
            "https://evil.org/?https://user.github.io/x/",
            "https://user.github.io/..",
            "https://user.github.io/x?y",
            "https://user@github.com/user/x",
            "ftp://user.github.io/x/",
            "https://user.github.io/x%2f..%2fy/",
        ] {
            assert_eq!(Repository::of(address), None, "{address}");
        }
    }

    #[test]
    fn what_comes_as_json_is_held_to_the_same() {
        let sent = serde_json::to_string(&Repository::new("a", "b.c").unwrap()).unwrap();
        assert_eq!(serde_json::from_str::<Repository>(&sent).unwrap(), Repository::new("a", "b.c").unwrap());
        assert!(serde_json::from_str::<Repository>(r#"["evil.org/", "x"]"#).is_err());
    }
}
