//! Messages that are shown once, on the next page (GLB-06).

use serde::{Deserialize, Serialize};

/// How serious a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// For developers.
    Debug,
    /// Worth knowing.
    Info,
    /// It worked.
    Success,
    /// Look here.
    Warning,
    /// It did not work.
    Error,
}

/// A message, kept in the session until a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// How serious it is.
    pub level: Level,
    /// What it says, as plain text.
    pub text: String,
    /// Label and address of a link after the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<(String, String)>,
    /// Consumed unseen where the viewer is no admin.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only_for_admins: bool,
}

impl Flash {
    /// A message of text alone, for everybody.
    #[must_use]
    pub fn new(level: Level, text: impl Into<String>) -> Self {
        Self { level, text: text.into(), link: None, only_for_admins: false }
    }

    /// Adds a link after the text.
    #[must_use]
    pub fn with_link(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.link = Some((label.into(), href.into()));
        self
    }

    /// Shows it to admins only.
    #[must_use]
    pub fn for_admins(mut self) -> Self {
        self.only_for_admins = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flash_is_kept_small_and_comes_back_whole() {
        let plain = Flash::new(Level::Success, "Saved.");
        assert_eq!(serde_json::to_string(&plain).expect("json"), r#"{"level":"success","text":"Saved."}"#);
        let full = Flash::new(Level::Warning, "x").with_link("y", "/z/").for_admins();
        let json = serde_json::to_string(&full).expect("json");
        assert_eq!(serde_json::from_str::<Flash>(&json).expect("a flash"), full);
    }
}
