//! Finding PostgreSQL's server programs on this machine.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::account::Account;
use super::npm;
use crate::project::Project;

/// Folders that hold one folder per installed version.
const VERSIONED: [&str; 5] = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt", "/Library/PostgreSQL"];

/// Where to look, as the environment says.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The folder of server programs to use and no other (`AMY_PG_BIN`).
    pub folder: Option<PathBuf>,
    /// Folders that hold one folder per installed version.
    pub versioned: Vec<PathBuf>,
    /// The `PATH` to look in last.
    pub path: OsString,
}

impl Search {
    /// What `AMY_PG_BIN` and `PATH` say, and the usual places.
    pub fn from_environment() -> Self {
        let folder = std::env::var_os("AMY_PG_BIN").filter(|value| !value.is_empty()).map(PathBuf::from);
        let versioned = VERSIONED.iter().map(PathBuf::from).collect();
        Self { folder, versioned, path: std::env::var_os("PATH").unwrap_or_default() }
    }
}

/// One installation of the server programs.
#[derive(Debug, Clone)]
pub struct Binaries {
    folder: PathBuf,
    /// Its major version.
    pub major: u32,
}

impl Binaries {
    /// The programs to use: the newest found, or, where there is data already, those of the version that wrote it.
    pub(super) fn find(project: &Project, search: &Search, account: &Account, written_by: Option<u32>) -> Result<Self> {
        if let Some(folder) = &search.folder {
            let Some(only) = Self::at(folder) else {
                bail!("AMY_PG_BIN={} holds no PostgreSQL server (initdb, postgres, pg_ctl)", folder.display());
            };
            return only.fitting(written_by);
        }
        let mut found = installed(search);
        if found.is_empty() {
            found.extend(npm::installed(project, account));
        }
        if found.is_empty() {
            found.push(npm::install(project, account)?);
        }
        found.sort_by_key(|binaries| binaries.major);
        let same = found.iter().find(|binaries| Some(binaries.major) == written_by).cloned();
        match same.or_else(|| found.pop()) {
            Some(binaries) => binaries.fitting(written_by),
            None => bail!("no PostgreSQL server was found"),
        }
    }

    /// The installation in a folder, if it is whole.
    pub(super) fn at(folder: &Path) -> Option<Self> {
        let whole = ["initdb", "postgres", "pg_ctl"].iter().all(|program| folder.join(program).is_file());
        if !whole {
            return None;
        }
        let said = std::process::Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let major = major_of(&String::from_utf8_lossy(&said.stdout))?;
        Some(Self { folder: folder.to_path_buf(), major })
    }

    /// The path of one of the programs.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// This installation, unless the data was written by another major version, which it could not read.
    fn fitting(self, written_by: Option<u32>) -> Result<Self> {
        match written_by {
            Some(data) if data != self.major => bail!(
                "the local data was written by PostgreSQL {data}, but the server found is {} ({}): install PostgreSQL {data}, \
                 point AMY_PG_BIN at it, or start anew with `make clean-local`",
                self.major,
                self.folder.display()
            ),
            _ => Ok(self),
        }
    }
}

/// Every whole installation in the usual places and on the path.
fn installed(search: &Search) -> Vec<Binaries> {
    let versions = search.versioned.iter().filter_map(|base| std::fs::read_dir(base).ok()).flatten().flatten();
    let mut found: Vec<Binaries> = versions.filter_map(|entry| Binaries::at(&entry.path().join("bin"))).collect();
    if found.is_empty() {
        // A link on the path leads to the folder that holds the programs' libraries.
        let linked = |folder: PathBuf| Some(folder.join("postgres").canonicalize().ok()?.parent()?.to_path_buf());
        found.extend(std::env::split_paths(&search.path).filter_map(linked).find_map(|folder| Binaries::at(&folder)));
    }
    found
}

/// `16` from `postgres (PostgreSQL) 16.4 (Debian 16.4-1)`; also from `17beta1`.
fn major_of(version: &str) -> Option<u32> {
    let number = version.split_once("(PostgreSQL) ")?.1;
    let digits = number.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(number.len());
    number.get(..digits)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_the_server_says() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major_of("something else"), None);
    }

    #[test]
    fn data_of_another_version_is_refused_with_the_way_out() {
        let binaries = Binaries { folder: "/opt/pg/bin".into(), major: 18 };
        let refused = binaries.clone().fitting(Some(15)).unwrap_err().to_string();
        assert!(refused.contains("PostgreSQL 15") && refused.contains("make clean-local"), "{refused}");
        assert!(binaries.fitting(Some(18)).is_ok());
    }
}
