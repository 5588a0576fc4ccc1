//! Which addresses are repositories of The Carpentries (DM-TPROG-07).

/// The organizations on GitHub.
const ORGANIZATIONS: [&str; 13] = [
    "carpentries",
    "datacarpentry",
    "LibraryCarpentry",
    "swcarpentry",
    "carpentries-es",
    "Reproducible-Science-Curriculum",
    "CarpentryCon",
    "CarpentryConnect",
    "carpentries-workshops",
    "data-lessons",
    "carpentries-lab",
    "carpentries-incubator",
    "carpentrieslab",
];

/// Whether the address holds `github.com/` and one of our organizations, in any case.
#[must_use]
pub fn is_our_repository(url: &str) -> bool {
    let url = url.to_lowercase();
    ORGANIZATIONS.iter().any(|organization| url.contains(&format!("github.com/{}", organization.to_lowercase())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_tprog_07_a_contribution_is_to_one_of_our_organizations() {
        for organization in ORGANIZATIONS {
            assert!(is_our_repository(&format!("https://github.com/{organization}/a/pull/1")), "{organization}");
            assert!(is_our_repository(&format!("https://GitHub.com/{}/a", organization.to_uppercase())), "{organization}");
        }
        for other in ["", "https://github.com/", "https://github.com/ada/carpentries", "https://gitlab.com/carpentries/amy"] {
            assert!(!is_our_repository(other), "{other}");
        }
    }
}
