//! What the function is asked.

use serde::Deserialize;
use shared::access::NewSuperuser;

/// A command with the database owner's password. Not `Debug`: it must not get into a log.
#[derive(Deserialize)]
pub(crate) struct Event {
    /// What to do.
    #[serde(flatten)]
    pub(crate) command: Command,
    /// Password of the user in `DB_USER`.
    pub(crate) password: String,
}

/// What to do.
#[derive(Deserialize)]
#[serde(tag = "command", content = "arguments", rename_all = "kebab-case")]
pub(crate) enum Command {
    /// Role of the functions, migrations, grants, seed rows.
    Migrate,
    /// A first administrator.
    CreateAdmin(NewSuperuser),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_commands_are_understood() {
        let event: Event = serde_json::from_str(r#"{"command": "migrate", "password": "p"}"#).unwrap();
        assert!(matches!(event.command, Command::Migrate));
        assert_eq!(event.password, "p");
        let text = r#"{"command": "create-admin", "password": "p", "arguments": {"username": "j", "email": "j@x.org", "personal": "J", "family": "D"}}"#;
        let event: Event = serde_json::from_str(text).unwrap();
        assert!(matches!(event.command, Command::CreateAdmin(admin) if admin.username == "j" && admin.family == "D"));
    }
}
