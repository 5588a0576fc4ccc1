//! Links to the workshop reports (DM-GEN-12).

use sha1::{Digest as _, Sha1};

/// How to make a link to an event's reports.
#[derive(Debug, Clone)]
pub struct ReportsLink {
    /// The address, with `{hash}` and `{slug}`.
    pub template: String,
    /// Put before the slug when hashing.
    pub salt_front: String,
    /// Put after the slug when hashing.
    pub salt_back: String,
}

impl Default for ReportsLink {
    fn default() -> Self {
        Self {
            template: "https://workshop-reports.carpentries.org/?key={hash}&slug={slug}".to_owned(),
            salt_front: String::new(),
            salt_back: String::new(),
        }
    }
}

impl ReportsLink {
    /// The link for `slug`: the key is the hexadecimal SHA-1 of front salt, lower-cased slug and back salt.
    #[must_use]
    pub fn of(&self, slug: &str) -> String {
        let digest = Sha1::digest(format!("{}{}{}", self.salt_front, slug.to_lowercase(), self.salt_back));
        let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        self.template.replace("{hash}", &hash).replace("{slug}", slug)
    }
}

#[cfg(test)]
mod tests {
    use super::ReportsLink;

    #[test]
    fn dm_gen_12_hash_is_of_the_salted_lower_case_slug() {
        let link = ReportsLink { salt_front: "a".into(), salt_back: "c".into(), ..ReportsLink::default() };
        // SHA-1 of "abc" is the standard's own example.
        assert_eq!(link.of("B"), "https://workshop-reports.carpentries.org/?key=a9993e364706816aba3e25717850c26c9cd0d89d&slug=B");
    }
}
