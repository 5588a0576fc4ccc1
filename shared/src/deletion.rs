//! Records that stand in the way of a deletion (DM-GEN-02).

/// A record that refers to the one to be deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker {
    /// Its display string.
    pub label: String,
    /// Its page, if it has one.
    pub url: Option<String>,
}

/// All of them, grouped by the plural name of their kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blockers {
    /// Plural name and records, in the order they came.
    pub groups: Vec<(String, Vec<Blocker>)>,
}

impl Blockers {
    /// Groups records that come with the plural name of their kind.
    #[must_use]
    pub fn collect(records: impl IntoIterator<Item = (String, Blocker)>) -> Self {
        let mut groups: Vec<(String, Vec<Blocker>)> = Vec::new();
        for (kind, blocker) in records {
            match groups.iter_mut().find(|(name, _)| *name == kind) {
                Some((_, blockers)) => blockers.push(blocker),
                None => groups.push((kind, vec![blocker])),
            }
        }
        Self { groups }
    }

    /// Whether the deletion may go on.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}
