//! Where the project lies on this machine, and where its local data is kept.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The checkout of AMY that this process works for.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// The checkout around the current directory, else the one that this binary was built from.
    pub fn find() -> Result<Self> {
        let here = std::env::current_dir().context("the current directory cannot be read")?;
        let built = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.ancestors().chain(built.ancestors()).find(|dir| dir.join("local/Cargo.toml").is_file());
        let root = root.context("this is not a checkout of AMY: run it from inside one")?;
        Ok(Self { root: root.to_path_buf() })
    }

    /// The top of the checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path in the checkout.
    pub fn join(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }

    /// `.local`, made if it is not there: everything that `make clean-local` may delete.
    pub fn data(&self) -> Result<PathBuf> {
        let dir = self.join(".local");
        std::fs::create_dir_all(&dir).with_context(|| format!("{} cannot be made", dir.display()))?;
        Ok(dir)
    }

    /// Eight hexadecimal digits that differ from checkout to checkout, for names in shared places.
    pub fn id(&self) -> String {
        short_hash(self.root.as_os_str().as_encoded_bytes())
    }
}

/// The first eight hexadecimal digits of a SHA-256: enough to tell files and databases apart, not a safeguard.
pub fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checkout_is_found_from_a_folder_inside_it() {
        let project = Project::find().unwrap();
        assert!(project.join("Cargo.lock").is_file());
        assert_eq!(project.id().len(), 8);
    }
}
