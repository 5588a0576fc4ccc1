//! Filling a form of an event in from the workshop's website (IMP-01), for every page with such a form:
//!
//! ```ignore
//! if let Some(import) = Import::asked(&posted) {
//!     let found = import.look(&site).await;        // before a connection of the database is taken
//!     let mut db = site.db().await?;
//!     let form = …;
//!     let filled = import.fill(&mut db, &posted, &form, found, Dialog::import("")).await?;
//!     return Ok(filled.answer(page(&form, &filled.state, &filled.dialog)));
//! }
//! ```

use shared::db::Db;
use shared::website::{self, Filling, Found, Problem};
use templates::form::{Form, State};
use templates::view::View;
use templates::website::{ACTION, ADDRESS, BUTTON, Dialog, fill};

use crate::answer::{Failure, Page};
use crate::form::label;
use crate::request::Posted;
use crate::site::Site;

/// What the dialog's button asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    url: String,
    filling: Option<Filling>,
}

/// The form after the button: filled in, or as it was sent with an error in the dialog.
#[derive(Debug)]
pub struct Filled {
    /// What the form contains.
    pub state: State,
    /// The dialog beside it.
    pub dialog: Dialog,
    website: String,
}

impl Import {
    /// What is asked for, if the dialog's button was pressed.
    #[must_use]
    pub fn asked(posted: &Posted) -> Option<Self> {
        if posted.text(BUTTON).is_empty() {
            return None;
        }
        let filling = match posted.text(ACTION) {
            "overwrite" => Some(Filling::Overwrite),
            "skip" => Some(Filling::Skip),
            _ => None,
        };
        Some(Self { url: posted.text(ADDRESS).trim().to_owned(), filling })
    }

    /// Looks at the website. It may take many seconds: hold no connection of the database meanwhile.
    ///
    /// # Errors
    /// When there is nothing to fill the form in with.
    pub async fn look(&self, site: &Site) -> Result<Found, Problem> {
        website::find(site.egress(), &self.url).await
    }

    /// The form as it was sent, with what was `found` in it. `dialog` is the one that the page has otherwise. At most two statements.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn fill(
        self,
        db: &mut Db,
        posted: &Posted,
        form: &Form,
        found: Result<Found, Problem>,
        dialog: Dialog,
    ) -> Result<Filled, Failure> {
        let mut state = posted.state(form);
        // A dialog that offers no choice overwrites.
        let filling = dialog.filling.map(|default| self.filling.unwrap_or(default));
        let mut filled = dialog;
        (filled.url, filled.filling) = (self.url, filling);
        let mut website = String::new();
        match found {
            Ok(found) => {
                let subtag = found.metadata.language.as_str();
                let language = if subtag.is_empty() { None } else { website::language(db, subtag).await? };
                fill(form, &mut state, &found, language, filling.unwrap_or(Filling::Overwrite));
                filled.is_done = true;
                website = found.website;
            }
            Err(problem) => filled.error = Some(problem.to_string()),
        }
        label(db, form, &mut state).await?;
        Ok(Filled { state, dialog: filled, website })
    }
}

impl Filled {
    /// The answer with the page: 200 and what was done, or 422.
    #[must_use]
    pub fn answer(&self, view: View) -> Page {
        if self.dialog.error.is_some() {
            return Page::from(view).invalid();
        }
        Page::from(view).success(format!("The form was filled in from {}. Nothing is saved yet.", self.website))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imp_01_only_the_dialogs_button_asks() {
        let posted = |pairs: &[(&str, &str)]| Posted(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect());
        assert_eq!(Import::asked(&posted(&[(ADDRESS, "x"), (ACTION, "skip")])), None);
        for (action, filling) in [("skip", Some(Filling::Skip)), ("overwrite", Some(Filling::Overwrite)), ("", None), ("x", None)]
        {
            let asked = Import::asked(&posted(&[(BUTTON, "fill"), (ADDRESS, " x "), (ACTION, action)]));
            assert_eq!(asked, Some(Import { url: "x".to_owned(), filling }), "{action}");
        }
    }
}
