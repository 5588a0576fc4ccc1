//! The cluster's data folder: made once, whole or not at all.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::ROLE;
use super::account::Account;
use super::binaries::Binaries;

/// The major version that wrote the data; none where there is no data yet.
pub(super) fn major(data: &Path) -> Result<Option<u32>> {
    if !data.exists() {
        return Ok(None);
    }
    let version = fs::read_to_string(data.join("PG_VERSION")).unwrap_or_default();
    let major = version.trim().parse().with_context(|| {
        format!("{} is no whole PostgreSQL cluster: `make clean-local` removes it, then start again", data.display())
    })?;
    Ok(Some(major))
}

/// Makes the cluster unless it is there.
pub(super) fn create(binaries: &Binaries, account: &Account, folder: &Path, data: &Path) -> Result<()> {
    if data.exists() {
        return Ok(());
    }
    // Made under another name and renamed: an interrupted start leaves no half cluster behind.
    let making = folder.join("making");
    if making.exists() {
        fs::remove_dir_all(&making)?;
    }
    // People's names sort and fold their case as in production; a server built without ICU makes do with Unicode's order.
    let with_icu = initdb(binaries, account, &making, &["--locale-provider=icu", "--icu-locale=en-US"]);
    if with_icu.is_err() {
        let _ = fs::remove_dir_all(&making);
        initdb(binaries, account, &making, &[])?;
    }
    fs::rename(&making, data)?;
    Ok(())
}

/// Runs initdb: local users are trusted on the socket, over TCP a password is asked for.
fn initdb(binaries: &Binaries, account: &Account, data: &Path, locale: &[&str]) -> Result<()> {
    let mut command = account.command(&binaries.program("initdb"));
    command.args(["--username", ROLE, "--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8", "--no-sync"]);
    command.args(if cfg!(target_os = "macos") {
        ["--lc-collate=C", "--lc-ctype=UTF-8"]
    } else {
        ["--locale=C.UTF-8", "--no-instructions"]
    });
    let done = command.args(locale).arg("--pgdata").arg(data).output().context("initdb could not be started")?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr);
        bail!("initdb failed: {}", said.lines().find(|line| line.contains("error")).unwrap_or(said.trim()));
    }
    Ok(())
}
