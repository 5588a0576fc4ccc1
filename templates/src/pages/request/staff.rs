//! Who reads about a request, and what staff read before the answers.

use shared::record::{Kind, Named, event_url};
use shared::workshop_request::Stored;

use super::{Answers, Value};
use crate::format;

/// Who reads the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader<'a> {
    /// Whoever sent the request: a copy of the answers, without links to pages that only staff may see.
    Submitter,
    /// Staff.
    Staff {
        /// The site's origin, which makes the links absolute: for letters. Empty on pages.
        home: &'a str,
    },
}

impl Reader<'_> {
    /// Whether staff read.
    #[must_use]
    pub fn is_staff(self) -> bool {
        self != Self::Submitter
    }

    /// The words; for staff they lead to a page of AMY.
    pub(super) fn page(self, words: &str, path: Option<String>) -> Value {
        match (self, path) {
            (Self::Staff { home }, Some(path)) => Value::Link(words.to_owned(), format!("{home}{path}")),
            _ => Value::of(words),
        }
    }

    /// A record by its display string; for staff it leads to its page, where its kind has one.
    pub(super) fn record(self, kind: Kind, named: &Named) -> Value {
        self.page(&named.label, kind.page(&named.key))
    }
}

/// State, days and event of a request; the submitter reads when it was sent.
pub(super) fn course<T>(reader: Reader<'_>, stored: &Stored<T>, event: Option<&str>) -> Answers {
    let sent = |answers: Answers| answers.text("Submission date", &format::date_time(stored.created_at));
    if !reader.is_staff() {
        return sent(Answers::new());
    }
    sent(Answers::new().text("State", stored.input.state.label()))
        .text("Last change", &stored.last_updated_at.map(format::date_time).unwrap_or_default())
        .row("Related event", event.map_or(Value::Empty, |slug| reader.page(slug, Some(event_url(slug)))))
}
