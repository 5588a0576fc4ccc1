//! What the merge pages of a kind are called, and their forms.

use shared::lookup::Lookup;
use shared::merge::{Mergeable, Offer};
use shared::record;

use crate::form::{Choice, Field, Form};

/// What the merge pages of a kind say.
#[derive(Debug)]
pub struct Subject {
    /// What is merged.
    pub kind: &'static Mergeable,
    /// The pages' address.
    pub path: &'static str,
    /// Title of the page that asks which two.
    pub title: &'static str,
    /// Title of the page that compares the two.
    pub comparing: &'static str,
    /// What one of them is called, such as `Person`.
    pub one: &'static str,
    /// Why the same record twice is refused.
    pub same: &'static str,
    /// Parameters and labels of the two.
    pub parties: [(&'static str, &'static str); 2],
    /// Where the two are looked up.
    pub lookup: Lookup,
    /// Labels of the fields, in the order of the page.
    pub labels: &'static [(&'static str, &'static str)],
    /// What moves or is lost, in words, by table and column.
    pub belonging: &'static [(&'static str, &'static str)],
    /// What stays the survivor's.
    pub stays: &'static str,
    /// The change in the words of the history.
    pub comment: &'static str,
    /// Whether the address of one record alone, without the other, is none at all (EVT-03).
    pub needs_both: bool,
}

impl Subject {
    /// The form that asks which two.
    #[must_use]
    pub fn chooser(&self) -> Form {
        let [a, b] = self.parties.map(|(name, label)| Field::look_up(name, label, self.lookup).required());
        Form::new("Compare them").query().fields([a, b])
    }

    /// The form of the choices.
    #[must_use]
    pub fn form(&self) -> Form {
        let fields = self.labels.iter().map(|(name, label)| {
            let combine = self.offer(name).is_some_and(|offer| offer.combine);
            let mut choices = Choice::list([("obj_a", "Use A"), ("obj_b", "Use B")]);
            if combine {
                choices.push(Choice::new("combine", "Combine"));
            }
            Field::radio(*name, *label, choices, None).required()
        });
        let id = Field::radio("id", "Which stays", Choice::list([("obj_a", "A stays"), ("obj_b", "B stays")]), None).required();
        Form::new("Merge them").fields([id]).fields(fields)
    }

    /// The choice called `name`.
    fn offer(&self, name: &str) -> Option<Offer> {
        self.kind.offers().find(|offer| offer.name == name)
    }

    /// The address of the comparison of two records.
    #[must_use]
    pub fn url(&self, a: i32, b: i32) -> String {
        let [(first, _), (second, _)] = self.parties;
        format!("{}?{}", self.path, record::query(&[(first, &a.to_string()), (second, &b.to_string())]))
    }

    /// What rows of a table are called.
    pub(super) fn belonging(&self, table: &str, owner: &str) -> String {
        let key = format!("{table}.{owner}");
        let known = self.belonging.iter().find(|(known, _)| *known == key).map(|(_, words)| (*words).to_owned());
        known.unwrap_or_else(|| table.replace('_', " "))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use shared::merge::{MergeInput, Side};

    use crate::form::State;
    use crate::pages::merge::{EVENTS, PERSONS};

    /// PER-03, EVT-03: AMY's page of events lacks some choices, so that it cannot be sent.
    #[test]
    fn evt_03_and_per_03_every_choice_is_asked_for_once_and_everything_that_moves_has_a_name() {
        for subject in [&PERSONS, &EVENTS] {
            let asked: Vec<&str> = subject.labels.iter().map(|(name, _)| *name).collect();
            let offered: BTreeSet<&str> = subject.kind.offers().map(|offer| offer.name).collect();
            assert_eq!(asked.iter().copied().collect::<BTreeSet<_>>(), offered);
            assert_eq!(asked.len(), offered.len());
            let moved = subject.kind.moved.iter().map(|moved| (moved.table, moved.owner));
            for (table, owner) in moved.chain(subject.kind.lost.iter().copied()) {
                let key = format!("{table}.{owner}");
                assert!(subject.belonging.iter().any(|(known, _)| *known == key), "{key}");
            }
        }
    }

    #[test]
    fn a_merge_goes_into_the_form_and_comes_back_the_same() {
        for subject in [&PERSONS, &EVENTS] {
            let form = subject.form();
            let mut state = State::default();
            for field in form.all() {
                state.preset(&field.name, "obj_b");
            }
            let input: MergeInput = form.read(&mut state).expect("all choices");
            assert_eq!(input.id, Side::B);
            assert_eq!(input.choices.len(), subject.labels.len());
            let again = State::of(&form, &input);
            assert_eq!(again.values, state.values);
        }
    }

    #[test]
    fn per_03_and_evt_03_nothing_is_chosen_for_whoever_leaves_a_choice_out() {
        let mut state = State::default();
        assert_eq!(PERSONS.form().read::<MergeInput>(&mut state), None);
        assert_eq!(state.errors.iter().count(), PERSONS.labels.len() + 1);
    }
}
