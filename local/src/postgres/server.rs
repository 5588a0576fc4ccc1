//! Starting, finding and stopping the server process.

use std::fs;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::account::Account;
use super::binaries::Binaries;
use super::{ROLE, Settings};

/// The socket's number when there is no TCP port; it only names the socket's file.
const SOCKET_PORT: u16 = 5432;
/// How long the server may take to start; recovery after a crash is part of it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that answers.
#[derive(Debug)]
pub struct Running {
    /// The folder of its unix socket.
    pub(super) socket: PathBuf,
    /// The number in the socket's name, and the TCP port where there is one.
    pub(super) port: u16,
    /// The process.
    pub(super) process: u32,
}

impl Running {
    /// The address of a database, in the form that sqlx and psql read.
    pub fn url(&self, database: &str) -> String {
        format!("postgres:///{database}?host={}&port={}&user={ROLE}", self.socket.display(), self.port)
    }
}

/// The server that runs on this data folder already, if it answers.
pub(super) fn find(data: &Path, socket: &Path) -> Option<Running> {
    // The lines of postmaster.pid: process, folder, start, port, socket folder, address, shared memory, state.
    let said = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    let lines: Vec<&str> = said.lines().map(str::trim).collect();
    let (process, port) = (lines.first()?.parse().ok()?, lines.get(3)?.parse().ok()?);
    let answers = UnixStream::connect(socket.join(format!(".s.PGSQL.{port}"))).is_ok();
    (lines.get(7) == Some(&"ready") && answers).then(|| Running { socket: socket.to_path_buf(), port, process })
}

/// Starts the server and waits until it takes connections.
pub(super) fn start(
    binaries: &Binaries,
    account: &Account,
    folder: &Path,
    socket: &Path,
    settings: &Settings,
) -> Result<Running> {
    let (data, log) = (folder.join("data"), folder.join("postgres.log"));
    let output = fs::File::create(&log).with_context(|| format!("{} cannot be written", log.display()))?;
    account.own(&log)?;
    let mut command = account.command(&binaries.program("postgres"));
    command.arg("-D").arg(&data).arg("-k").arg(socket).stdout(output.try_clone()?).stderr(output);
    for option in options(settings) {
        command.args(["-c", &option]);
    }
    let mut child =
        command.spawn().with_context(|| format!("{} could not be started", binaries.program("postgres").display()))?;
    let begun = Instant::now();
    loop {
        if let Some(running) = find(&data, socket) {
            return Ok(running);
        }
        if child.try_wait()?.is_some() {
            bail!("{}", why_it_ended(&log));
        }
        if begun.elapsed() > PATIENCE {
            give_up(&mut child);
            bail!("PostgreSQL does not answer after {} s; its log: {}", PATIENCE.as_secs(), log.display());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Stops the server in order: open transactions are rolled back, what is committed is kept.
pub(super) fn stop(binaries: &Binaries, account: &Account, data: &Path) {
    let mut command = account.command(&binaries.program("pg_ctl"));
    let done = command.args(["stop", "--silent", "--wait", "--mode=fast", "--pgdata"]).arg(data).output();
    if !done.is_ok_and(|done| done.status.success()) {
        eprintln!("PostgreSQL could not be stopped; its process is in {}", data.join("postmaster.pid").display());
    }
}

/// The settings that differ from PostgreSQL's own.
fn options(settings: &Settings) -> Vec<String> {
    let address = if settings.tcp.is_some() { "127.0.0.1" } else { "" };
    let port = settings.tcp.unwrap_or(SOCKET_PORT);
    let mut options = vec![
        format!("listen_addresses={address}"),
        format!("port={port}"),
        "timezone=UTC".into(),
        "log_timezone=UTC".into(),
        "max_connections=100".into(),
        "shared_buffers=64MB".into(),
        "jit=off".into(),
        "synchronous_commit=off".into(),
    ];
    if !settings.durable {
        options.extend(["fsync=off".into(), "full_page_writes=off".into()]);
    }
    options
}

/// One line on a server that ended while starting, with the way out.
fn why_it_ended(log: &Path) -> String {
    let said = fs::read_to_string(log).unwrap_or_default();
    let worst = said.lines().rev().find(|line| ["FATAL:", "PANIC:"].iter().any(|level| line.contains(level)));
    let worst = worst.or(said.lines().last()).unwrap_or("it said nothing").trim();
    format!(
        "PostgreSQL does not start ({worst}). Its log: {}. `make clean-local` removes the cluster with its data, then start again",
        log.display()
    )
}

/// Ends a server that never became ready.
fn give_up(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}
