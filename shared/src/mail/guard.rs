//! Who may get mail from this installation (EML-NEW-09).

use super::{Class, Mail, MailError};

/// So many letters of the addresses that a message was for are told.
const LONGEST_HEADER: usize = 800;

/// Who gets mail that this installation sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipients {
    /// Whoever it is for: in production, once somebody said so, and where the far end is a stand-in.
    Real,
    /// One address, whoever it is for; the subject says which stage sent it.
    Only {
        /// The address.
        address: String,
        /// Name of the stage.
        stage: String,
    },
    /// Nobody.
    Nobody,
}

impl Recipients {
    /// Real people are written to only in production, and only when that was allowed; elsewhere all mail goes to `instead`, and
    /// nowhere when that is not set.
    #[must_use]
    pub fn of_stage(is_production: bool, real_allowed: bool, instead: Option<String>, stage: &str) -> Self {
        match instead.filter(|address| !address.trim().is_empty()) {
            _ if is_production && real_allowed => Self::Real,
            Some(address) => Self::Only { address: address.trim().to_owned(), stage: stage.to_owned() },
            None => Self::Nobody,
        }
    }

    /// The message as it may be sent.
    pub(super) fn guard(&self, mail: Mail) -> Result<Mail, MailError> {
        match self {
            Self::Real => Ok(mail),
            Self::Nobody => Err(MailError::new(Class::Guard, "this stage sends no mail: EMAIL_OVERRIDE_RECIPIENT is not set")),
            Self::Only { address, stage } => {
                let original = [&mail.to[..], &mail.cc, &mail.bcc].concat().join(", ");
                // SES takes no longer header, and no other letters in it.
                let original: String = original.chars().filter(char::is_ascii).take(LONGEST_HEADER).collect();
                let mut headers = mail.headers;
                headers.push(("X-AMY-Original-To", original));
                let subject = format!("[{stage}] {}", mail.subject);
                Ok(Mail { to: vec![address.clone()], cc: Vec::new(), bcc: Vec::new(), subject, headers, ..mail })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// EML-NEW-09
    #[test]
    fn only_production_writes_to_real_people_and_only_when_told_to() {
        let instead = || Some("team@example.org".to_owned());
        assert_eq!(Recipients::of_stage(true, true, instead(), "production"), Recipients::Real);
        assert_eq!(Recipients::of_stage(true, true, None, "production"), Recipients::Real);
        for (production, allowed) in [(true, false), (false, true), (false, false)] {
            let only = Recipients::of_stage(production, allowed, instead(), "testing");
            assert_eq!(only, Recipients::Only { address: "team@example.org".into(), stage: "testing".into() });
            for empty in [None, Some(String::new()), Some("  ".to_owned())] {
                assert_eq!(Recipients::of_stage(production, allowed, empty, "testing"), Recipients::Nobody);
            }
        }
    }

    #[test]
    fn eml_new_09_guarded_mail_says_whom_it_was_for() {
        let mail = Mail { cc: vec!["b@x.org".into()], ..Mail::plain("a@x.org", "Hello", "Text") };
        let only = Recipients::Only { address: "team@example.org".into(), stage: "testing".into() };
        let guarded = only.guard(mail.clone()).unwrap();
        assert_eq!(
            (guarded.to, guarded.cc, guarded.subject),
            (vec!["team@example.org".to_owned()], vec![], "[testing] Hello".into())
        );
        assert_eq!(guarded.headers, [("X-AMY-Original-To", "a@x.org, b@x.org".to_owned())]);
        assert_eq!(Recipients::Nobody.guard(mail).unwrap_err().class(), Class::Guard);
    }
}
