//! A message.

use super::{Class, MailError};
use crate::email_address::sendable;

/// So many addresses one message may go to in all, as SES has it (EML-NEW-07).
pub(super) const MOST_RECIPIENTS: usize = 50;
/// A message has at most so many bytes, where no other limit is set: as many as SES takes, so that all files that an email may have
/// ([`crate::attachment::LARGEST_TOGETHER`]) go with it (EML-NEW-07, EML-UI-11).
pub const LARGEST: usize = 40_000_000;

/// The text of a message: plain, and as HTML where there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// Plain text.
    pub text: String,
    /// HTML; none for plain mail.
    pub html: Option<String>,
}

/// A name and a value that the provider's events about the message carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Letters, digits, `_` and `-`.
    pub name: &'static str,
    /// Likewise.
    pub value: String,
}

/// A file that goes with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name for the recipient.
    pub name: String,
    /// Its media type, such as `application/pdf`.
    pub media_type: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// A message to be sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mail {
    /// Who sends it; the configured sender where there is none.
    pub from: Option<String>,
    /// Whom it is for.
    pub to: Vec<String>,
    /// Who gets a copy.
    pub cc: Vec<String>,
    /// Who gets a copy that nobody sees.
    pub bcc: Vec<String>,
    /// Where answers go.
    pub reply_to: Vec<String>,
    /// The subject, one line.
    pub subject: String,
    /// The text.
    pub body: Body,
    /// Further headers, such as `X-AMY-Email-Id`.
    pub headers: Vec<(&'static str, String)>,
    /// For the provider's events about it.
    pub tags: Vec<Tag>,
    /// Files that go with it.
    pub files: Vec<File>,
}

impl Mail {
    /// A plain message to one address.
    #[must_use]
    pub fn plain(to: impl Into<String>, subject: impl Into<String>, text: impl Into<String>) -> Self {
        Self { to: vec![to.into()], subject: subject.into(), body: Body { text: text.into(), html: None }, ..Self::default() }
    }

    /// Adds a tag.
    #[must_use]
    pub fn tag(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.tags.push(Tag { name, value: value.into() });
        self
    }

    /// The message with its addresses as SES takes them, and the recipients that it does not take, which are left out: one of them
    /// would keep the mail from all others. An address for answers that it does not take is dropped.
    ///
    /// # Errors
    /// [`Class::BadAddress`] where nobody is left whom the message is for.
    pub fn sendable(mut self) -> Result<(Self, Vec<String>), MailError> {
        let had_recipients = !self.to.is_empty();
        let mut left_out = Vec::new();
        for addresses in [&mut self.to, &mut self.cc, &mut self.bcc] {
            for address in std::mem::take(addresses) {
                match sendable(&address) {
                    Some(address) => addresses.push(address),
                    None => left_out.push(address),
                }
            }
        }
        if had_recipients && self.to.is_empty() {
            return Err(MailError::new(Class::BadAddress, "None of its recipients has an address that mail can be sent to."));
        }
        self.reply_to = self.reply_to.iter().filter_map(|address| sendable(address)).collect();
        self.from = self.from.map(|address| sendable(&address).unwrap_or(address));
        Ok((self, left_out))
    }

    /// Each address once, whatever its case; nobody gets a copy who is written to anyway (EML-NEW-07).
    #[must_use]
    pub(super) fn without_repetition(mut self) -> Self {
        let mut seen = std::collections::BTreeSet::new();
        for addresses in [&mut self.to, &mut self.cc, &mut self.bcc] {
            addresses.retain(|address| seen.insert(address.trim().to_lowercase()));
        }
        // A subject is one line: what follows a line break would be a header of its own.
        self.subject = self.subject.split_whitespace().collect::<Vec<_>>().join(" ");
        self
    }

    /// How many addresses it goes to, whatever their case.
    pub(super) fn distinct_recipients(&self) -> usize {
        let all = [&self.to, &self.cc, &self.bcc].into_iter().flatten();
        all.map(|address| address.trim().to_lowercase()).collect::<std::collections::BTreeSet<_>>().len()
    }

    pub(super) fn recipients(&self) -> usize {
        self.to.len() + self.cc.len() + self.bcc.len()
    }

    /// The bytes of the message as it travels, about: a tenth is for headers.
    pub(super) fn size(&self) -> usize {
        // Files travel in base 64: four letters for three bytes.
        let files: usize = self.files.iter().map(|file| file.content.len().div_ceil(3) * 4).sum();
        let all = self.body.text.len() + self.body.html.as_ref().map_or(0, String::len) + files;
        all.saturating_add(all / 9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attachment;

    #[test]
    fn eml_ui_11_all_files_that_an_email_may_have_go_with_it() {
        let (one, all) = (attachment::LARGEST, attachment::LARGEST_TOGETHER);
        let file = |size: i64| File {
            content: vec![0; usize::try_from(size).unwrap()],
            name: "a.pdf".into(),
            media_type: String::new(),
        };
        let body = Body { text: "x".repeat(256 * 1024), html: Some("x".repeat(512 * 1024)) };
        let mut mail = Mail { body, files: vec![file(one), file(one), file(all - 2 * one)], ..Mail::default() };
        assert!(mail.size() <= LARGEST, "{}", mail.size());
        mail.files.push(file(one));
        assert!(mail.size() > LARGEST);
    }

    #[test]
    fn eml_new_07_addresses_that_ses_does_not_take_keep_the_mail_from_nobody_else() {
        let (good, bad) = ("ann@žluťoučký.cz", "jörg@x.org");
        let mail = Mail {
            from: Some("team@bücher.example".into()),
            to: vec![bad.into(), good.into()],
            cc: vec!["jörg@y.org".into(), "c@x.org".into()],
            reply_to: vec![bad.into()],
            ..Mail::default()
        };
        let (sent, left_out) = mail.sendable().unwrap();
        assert_eq!((sent.to, sent.cc), (vec!["ann@xn--luouk-uva4it5a4g.cz".to_owned()], vec!["c@x.org".to_owned()]));
        assert_eq!((sent.from.as_deref(), sent.reply_to.len()), (Some("team@xn--bcher-kva.example"), 0));
        assert_eq!(left_out, [bad, "jörg@y.org"]);
        let nobody = Mail { cc: vec![good.into()], ..Mail::plain(bad, "", "") };
        assert_eq!(nobody.sendable().unwrap_err().class(), Class::BadAddress);
        assert!(Mail::default().sendable().is_ok(), "that there was nobody is told by its own class");
    }

    #[test]
    fn eml_new_07_each_address_gets_it_once_and_the_subject_is_one_line() {
        let mail = Mail {
            to: vec!["a@x.org".into(), "A@X.org".into(), "b@x.org".into()],
            cc: vec!["b@x.org".into(), "c@x.org".into()],
            bcc: vec!["C@x.org".into(), "d@x.org".into()],
            ..Mail::plain("", "Hello\r\nBcc: evil@x.org", "")
        };
        let mail = mail.without_repetition();
        assert_eq!(mail.to, ["a@x.org", "b@x.org"]);
        assert_eq!((mail.cc, mail.bcc), (vec!["c@x.org".to_owned()], vec!["d@x.org".to_owned()]));
        assert_eq!(mail.subject, "Hello Bcc: evil@x.org");
    }
}
