//! From a posted form to an input, an answer to a button, or the same form again.

use axum::http::StatusCode;
use shared::check::Input;
use shared::db::Db;
use shared::lookup::{self, Extras};
use shared::record;
use templates::form::{ADD_ROW, Choice, Conflict, FIND, Field, Form, Kind, REMOVE_ROW, State, TERM, VERSION};
use templates::view::View;

use crate::answer::{Failure, Page};
use crate::request::Posted;

impl Posted {
    /// Reads the posted form as `form` declares it and holds it against its rules and, on an edit form, against what is
    /// stored by now (`current`). Gives the input when it may be saved; else the state to show the form again with: errors,
    /// somebody else's version beside it, or what a button inside the form asked for.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn input<T: Input>(
        &self,
        db: &mut Db,
        form: &Form,
        own: &T::Own,
        current: Option<Current<'_, T>>,
    ) -> Result<Result<T, State>, Failure> {
        let mut state = self.state(form);
        if !self.press(db, form, &mut state).await?
            && let Some(input) = form.read::<T>(&mut state)
        {
            state.errors.merge(input.check(db, own).await?);
            let may_save = state.errors.is_empty();
            if may_save && !is_overtaken(db, form, &mut state, current).await? {
                return Ok(Ok(input));
            }
        }
        label(db, form, &mut state).await?;
        Ok(Err(state))
    }

    /// The texts of the form's fields, as they were sent.
    #[must_use]
    pub fn state(&self, form: &Form) -> State {
        let mut state = State::default();
        let prefix = form.prefix.map(|prefix| format!("{prefix}-")).unwrap_or_default();
        for (key, value) in &self.0 {
            if let Some(name) = key.strip_prefix(&prefix)
                && is_declared(form, name)
            {
                let texts = state.values.entry(name.to_owned()).or_default();
                if !value.is_empty() {
                    // Browsers send the line breaks of a text as two characters, whatever they were given.
                    texts.push(value.replace("\r\n", "\n"));
                }
            }
        }
        state.version = self.text(&form.name(VERSION)).parse().unwrap_or(0);
        state
    }

    /// Does what a button inside the form asks; `false` when none was pressed.
    pub(crate) async fn press(&self, db: &mut Db, form: &Form, state: &mut State) -> Result<bool, Failure> {
        let (find, add, remove) = (self.text(FIND), self.text(ADD_ROW), self.text(REMOVE_ROW));
        if let Some(Kind::LookUp(looked_up) | Kind::LookUps(looked_up)) = form.declared(find).map(|field| &field.kind) {
            let term = self.text(&form.name(&format!("{find}{TERM}"))).to_owned();
            let found = self::find(db, *looked_up, &term, &extras(form, find, state)).await?;
            state.found = Some((find.to_owned(), term, found));
        } else if form.field(add).is_some() {
            state.add_row(add);
        } else if !remove.is_empty() {
            state.remove_row(remove);
        } else {
            return Ok(false);
        }
        Ok(true)
    }
}

/// What the look-up `field` asks along: what is chosen in the fields that it depends on.
fn extras(form: &Form, field: &str, state: &State) -> Extras {
    let depends = form.declared(field).and_then(|field| field.depends.as_deref()).unwrap_or_default();
    Extras::read(|parameter| {
        let (_, element) =
            depends.split_whitespace().filter_map(|pair| pair.split_once(':')).find(|(asked, _)| *asked == parameter)?;
        let other = form.all().find(|other| form.element(&other.name) == element)?;
        Some(state.text(&other.name)).filter(|text| !text.is_empty())
    })
}

/// The first records that match `term`, for a list to choose from.
pub(crate) async fn find(db: &mut Db, looked_up: lookup::Lookup, term: &str, extras: &Extras) -> Result<Vec<Choice>, Failure> {
    let found = lookup::search(db, looked_up, term, extras, 1).await?;
    let records = found.map(|found| found.results).unwrap_or_default();
    Ok(records.into_iter().map(|hit| Choice::new(hit.id.to_string().trim_matches('"'), hit.text)).collect())
}

/// Whether the form has a field called `name`, the text beside a choice and the fields of rows among them.
fn is_declared(form: &Form, name: &str) -> bool {
    let is_beside = |field: &Field| match &field.kind {
        Kind::Radio(_, Some(other)) | Kind::Select(_, _, Some(other)) => other.name == name,
        _ => false,
    };
    form.declared(name).is_some() || form.all().any(is_beside)
}

/// Gives the chosen records their labels: at most one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn label(db: &mut Db, form: &Form, state: &mut State) -> Result<(), Failure> {
    state.labels = lookup::labels(db, &state.wanted(form)).await?;
    Ok(())
}

/// What an edit form with look-ups begins with: what is stored, its version, and the chosen records' labels: at most one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn filled<T: Input>(db: &mut Db, form: &Form, input: &T, version: i64) -> Result<State, Failure> {
    let mut state = State::stored(form, input, version);
    label(db, form, &mut state).await?;
    Ok(state)
}

/// What an edit form compares itself with: the record as it is stored now.
#[derive(Debug, Clone)]
pub struct Current<'a, T> {
    /// Table of the record, as history names it.
    pub table: &'a str,
    /// The record's id, as history names it.
    pub id: String,
    /// Its fields.
    pub input: &'a T,
    /// Its newest version.
    pub version: i64,
}

impl<'a, T> Current<'a, T> {
    /// The record `id` of this kind, with its fields and its newest version.
    #[must_use]
    pub fn of(kind: record::Kind, id: impl std::fmt::Display, input: &'a T, version: i64) -> Self {
        Self { table: kind.table(), id: id.to_string(), input, version }
    }
}

/// Notices that somebody saved the record after this form was opened, and puts both versions side by side.
async fn is_overtaken<T: Input>(
    db: &mut Db,
    form: &Form,
    state: &mut State,
    current: Option<Current<'_, T>>,
) -> Result<bool, Failure> {
    let Some(current) = current else { return Ok(false) };
    if state.version == 0 || state.version == current.version {
        return Ok(false);
    }
    let history = shared::history::summary(db, current.table, &current.id).await?;
    let Some(last) = history.modified.or(history.created) else { return Ok(false) };
    state.conflict = Some(Conflict { by: last.by, at: last.at, theirs: Box::new(State::of(form, current.input)) });
    state.version = current.version;
    Ok(true)
}

/// The status that a form shown again has: 409 when overtaken, 422 with errors, 200 after a button.
#[must_use]
pub fn again(state: &State, view: View) -> Page {
    let status = match (&state.conflict, state.errors.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, true) => StatusCode::OK,
    };
    Page::from(view).status(status)
}

#[cfg(test)]
mod tests {
    use templates::form::{Of, Other};

    use super::*;

    fn posted(pairs: &[(&str, &str)]) -> Posted {
        Posted(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    fn form() -> Form {
        Form::new("Save").prefixed("task-form", "task").fields([
            Field::text("name", "Name", 10).required(),
            Field::select("role", "Role", Of::Int, vec![Choice::new("1", "One")]),
            Field::radio(
                "gender",
                "Gender",
                Choice::list([("U", "Unsaid"), ("O", "Other")]),
                Some(Other { name: "gender_other", key: "O", max: 20 }),
            ),
            Field::new("contacts", "Contacts", Kind::Rows(vec![Field::text("email", "E-mail", 50)], 5)),
        ])
    }

    #[test]
    fn only_declared_fields_with_the_prefix_are_taken() {
        let state = posted(&[
            ("task-name", "N"),
            ("name", "other form"),
            ("task-is_superuser", "on"),
            ("task-gender_other", "x"),
            ("task-contacts-0-email", "a"),
            ("task-contacts-0-secret", "b"),
            ("task-contacts-999999-email", "c"),
        ])
        .state(&form());
        assert_eq!(state.values.keys().collect::<Vec<_>>(), ["contacts-0-email", "gender_other", "name"]);
    }

    #[test]
    fn a_look_up_asks_for_what_its_other_fields_have_chosen() {
        let award = Field::look_up("award", "Award", lookup::Lookup::Awards)
            .depends("person:id_task-person badge:id_task-badge role:id_role event:id_task-event");
        let person = Field::look_up("person", "Person", lookup::Lookup::Persons);
        let form = Form::new("Save").prefixed("task-form", "task").fields([person, award, Field::text("badge", "Badge", 9)]);
        let state = posted(&[("task-person", "7"), ("task-badge", "none"), ("task-event", "3"), ("role", "4")]).state(&form);
        let extras = extras(&form, "award", &state);
        assert_eq!((extras.person, extras.badge, extras.role, extras.event), (Some(7), None, None, None));
    }

    #[test]
    fn a_version_travels_with_the_form() {
        assert_eq!(posted(&[("task-_version", "7")]).state(&form()).version, 7);
        assert_eq!(posted(&[("task-_version", "x")]).state(&form()).version, 0);
    }
}
