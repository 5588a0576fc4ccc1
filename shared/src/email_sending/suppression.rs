//! Addresses that get no mail any more are left out of messages (EML-NEW-11).

use std::collections::BTreeSet;

use crate::mail::{Class, Mail, MailError};
use crate::mail_delivery::Store;
use crate::session;

/// What is known of addresses, in the table of the sessions.
#[must_use]
pub fn suppressions_beside(sessions: &session::Store) -> Store {
    let (client, table) = sessions.parts();
    Store::new(client, table)
}

/// All addresses of a message.
pub(super) fn addresses(mail: &Mail) -> impl Iterator<Item = &String> {
    [&mail.to, &mail.cc, &mail.bcc].into_iter().flatten()
}

/// The message without those addresses; copies of a message to nobody go nowhere.
pub(super) fn without(mut mail: Mail, suppressed: &BTreeSet<String>) -> Result<Mail, MailError> {
    let had_recipients = !mail.to.is_empty();
    for addresses in [&mut mail.to, &mut mail.cc, &mut mail.bcc] {
        addresses.retain(|address| !suppressed.contains(address));
    }
    if had_recipients && mail.to.is_empty() {
        return Err(MailError::new(
            Class::NoRecipients,
            "None of its recipients gets mail any more: it came back, or was unwanted.",
        ));
    }
    Ok(mail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_new_07_suppressed_addresses_are_left_out() {
        let mail = Mail { to: vec!["a@x.org".into(), "b@x.org".into()], cc: vec!["c@x.org".into()], ..Mail::default() };
        let some = BTreeSet::from(["b@x.org".to_owned(), "c@x.org".to_owned()]);
        let left = without(mail.clone(), &some).unwrap();
        assert_eq!((left.to, left.cc), (vec!["a@x.org".to_owned()], vec![]));
        let all = BTreeSet::from(["a@x.org".to_owned(), "b@x.org".to_owned()]);
        assert_eq!(without(mail, &all).unwrap_err().class(), Class::NoRecipients);
    }
}
