//! Things to choose from.

/// The type of a choice's key in the input struct.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A record's number.
    Int,
    /// A code, a name or a UUID.
    Text,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its key, as text.
    pub key: String,
    /// What the person reads.
    pub label: String,
    /// A longer explanation.
    pub hint: Option<String>,
}

impl Choice {
    /// A choice without an explanation.
    #[must_use]
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self { key: key.into(), label: label.into(), hint: None }
    }

    /// Choices from pairs of key and label.
    #[must_use]
    pub fn list<K: Into<String>, L: Into<String>>(pairs: impl IntoIterator<Item = (K, L)>) -> Vec<Self> {
        pairs.into_iter().map(|(key, label)| Self::new(key, label)).collect()
    }
}
