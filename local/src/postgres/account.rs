//! Whose processes and files the cluster's are: PostgreSQL refuses to run as root, so root hands it to `nobody`.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::project::Project;

/// The longest path of a unix socket's folder that leaves room for the socket's name (the kernel's limit is 107 bytes).
const LONGEST_SOCKET_FOLDER: usize = 85;

/// The account that the server runs under.
#[derive(Debug, Clone, Copy)]
pub(super) struct Account {
    /// User and group to change to; none when this process is not root.
    other: Option<(u32, u32)>,
    me: u32,
}

impl Account {
    /// This process's own account, or `nobody` for root.
    pub(super) fn of_this_process(local: &Path) -> Result<Self> {
        // The owner of a file just made is who we are; the standard library has no other way to ask.
        let probe = local.join(format!("owner.{}", std::process::id()));
        fs::write(&probe, "").with_context(|| format!("{} cannot be written", local.display()))?;
        let me = fs::metadata(&probe)?.uid();
        fs::remove_file(&probe)?;
        Ok(Self { other: (me == 0).then(nobody), me })
    }

    /// The cluster's folder, private to the account: in `.local`, or where `nobody` can reach it.
    pub(super) fn folder(self, project: &Project, name: &str) -> Result<PathBuf> {
        let folder = match self.other {
            None => project.data()?.join(name),
            Some(_) => PathBuf::from(format!("/var/tmp/amy-{}/{name}", project.id())),
        };
        let outer = folder.parent().context("a cluster's folder has a folder around it")?;
        self.claim(outer)?;
        self.claim(&folder)?;
        Ok(folder)
    }

    /// Where the unix socket goes: the cluster's folder, or a short one of our own when that path is too long.
    pub(super) fn socket_folder(self, folder: &Path, id: &str) -> Result<PathBuf> {
        if folder.as_os_str().len() <= LONGEST_SOCKET_FOLDER {
            return Ok(folder.to_path_buf());
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let short = PathBuf::from(format!("/tmp/amy-{id}-{}-{name}", self.me));
        self.claim(&short)?;
        Ok(short)
    }

    /// Makes a folder this account's own, and nobody else's: in a shared place somebody might have been there first.
    fn claim(self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let meta = fs::symlink_metadata(folder)?;
        let owner = self.other.map_or(self.me, |(user, _)| user);
        ensure!(
            meta.is_dir() && (meta.uid() == owner || meta.uid() == self.me),
            "{} belongs to somebody else: remove it, then try again",
            folder.display()
        );
        self.own(folder)?;
        if !folder.ends_with(".local") {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
        }
        Ok(())
    }

    /// Gives one file or folder to the account.
    pub(super) fn own(self, path: &Path) -> Result<()> {
        match self.other {
            Some((user, group)) => Ok(chown(path, Some(user), Some(group))?),
            None => Ok(()),
        }
    }

    /// A command run by the account, with an environment that does not depend on the developer's.
    pub(super) fn command(self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", "/usr/bin:/bin").env("LANG", "C").env("TZ", "UTC").current_dir("/");
        command.stdin(Stdio::null());
        // A group of its own: Ctrl-C in the terminal is for us, and we stop the server in order.
        command.process_group(0);
        if let Some((user, group)) = self.other {
            command.uid(user).gid(group);
        }
        command
    }

    /// Whether the account can run this program: `nobody` cannot reach below root's home.
    pub(super) fn can_run(self, program: &Path) -> bool {
        self.command(program).arg("--version").output().is_ok_and(|done| done.status.success())
    }
}

/// User and group of `nobody`.
fn nobody() -> (u32, u32) {
    let listed = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let ids = listed.lines().find_map(|line| {
        let mut fields = line.strip_prefix("nobody:")?.split(':').skip(1);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    });
    ids.unwrap_or((65_534, 65_534))
}
