//! Looking at a website.

use super::{Finding, Metadata, Raw, front_matter, page, validate};
use crate::egress::{Client, Failed, Repository};

/// A website that says something.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its address, also where that of the repository was given.
    pub website: String,
    /// What it says.
    pub metadata: Metadata,
}

/// A website that was held against the rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Examined {
    /// Its address.
    pub website: String,
    /// What does not keep the rules; empty when all is well.
    pub findings: Vec<Finding>,
}

/// Why a website says nothing, in words for whoever gave its address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// No address was given.
    #[error("Fill this in.")]
    Empty,
    /// It is the address of something else.
    #[error(
        "Enter the address of a website on GitHub, such as https://owner.github.io/repository/, or of its repository, such as https://github.com/owner/repository."
    )]
    Address,
    /// There is a website, and no metadata.
    #[error("{0} has no metadata of a workshop. Nothing was filled in.")]
    Nothing(String),
    /// The website cannot be read.
    #[error(transparent)]
    Failed(#[from] Failed),
}

/// What the website at `address` says, given by its own address or by that of its repository (IMP-01).
///
/// # Errors
/// When the address is none of those, or the website cannot be read or says nothing.
pub async fn find(egress: &Client, address: &str) -> Result<Found, Problem> {
    let repository = repository(address)?;
    let raw = raw(egress, &repository).await?;
    if raw.is_empty() {
        return Err(Problem::Nothing(repository.website()));
    }
    Ok(Found { website: repository.website(), metadata: Metadata::from(&raw) })
}

/// Holds the website at `address` against the rules (IMP-02).
///
/// # Errors
/// When the address is none of a website, or the website cannot be read.
pub async fn examine(egress: &Client, address: &str) -> Result<Examined, Problem> {
    let repository = repository(address)?;
    let findings = validate(&raw(egress, &repository).await?);
    Ok(Examined { website: repository.website(), findings })
}

/// The repository that an address leads to; `https://` is added to one without a scheme, as forms do.
fn repository(address: &str) -> Result<Repository, Problem> {
    let address = address.trim();
    if address.is_empty() {
        return Err(Problem::Empty);
    }
    let completed = if address.contains("://") { address.to_owned() } else { format!("https://{address}") };
    Repository::of(&completed).ok_or(Problem::Address)
}

/// The metadata in the page, else those in the file that it is made of. GitHub answering that it has no such file is no error; where
/// it cannot be asked, that is told, because another try may find something.
async fn raw(egress: &Client, repository: &Repository) -> Result<Raw, Failed> {
    let raw = page::read(&egress.website(repository).await?);
    if !raw.is_empty() {
        return Ok(raw);
    }
    match egress.source(repository).await {
        Ok(file) => Ok(file.map(|file| front_matter::read(&file, repository.name())).unwrap_or_default()),
        Err(Failed::Status { .. }) => Ok(Raw::default()),
        Err(failed) => Err(failed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imp_01_an_address_may_lack_its_scheme_but_nothing_else() {
        assert_eq!(repository(" user.github.io/x ").map(|found| found.website()), Ok("https://user.github.io/x/".to_owned()));
        assert_eq!(repository(" "), Err(Problem::Empty));
        for address in ["x", "https://example.org/x/", "https://github.com/user/x/issues", "ftp://github.com/user/x"] {
            assert_eq!(repository(address), Err(Problem::Address), "{address}");
        }
    }
}
