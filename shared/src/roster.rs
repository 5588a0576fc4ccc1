//! Rosters: who is what in something, edited as rows of one screen (DM-MEMB-15, DM-MEMB-16, DM-ACC-02).
//!
//! A row that exists may only change when its box "Change" is ticked. What is posted is held against what is stored, and becomes
//! a [`Plan`]: the fewest rows to delete, change and insert, so that rows may trade places without meeting on the way.

use crate::check::FieldErrors;

/// The rows of a screen are called `form-0-…`, `form-1-…`.
pub const ROWS: &str = "form";
/// The box that lets a row change.
pub const EDITABLE: &str = "EDITABLE";
/// The box that takes a row away.
pub const DELETE: &str = "DELETE";

/// A row as it was posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<Id, Value> {
    /// Its number in the form, which errors point at.
    pub number: usize,
    /// The stored row that it is; `None` for a new one.
    pub id: Option<Id>,
    /// Who is what; `None` while something is missing, which the screen says itself.
    pub value: Option<Value>,
    /// Its box "Change" is ticked.
    pub editable: bool,
    /// It is to go.
    pub delete: bool,
}

/// What a screen makes of the stored rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan<Id, Value> {
    /// What was added, removed, and put in the place of something else, as people see it.
    pub said: Said<Value>,
    /// Stored rows to delete.
    pub delete: Vec<Id>,
    /// Stored rows to change.
    pub update: Vec<(Id, Value)>,
    /// Rows to insert.
    pub insert: Vec<Value>,
    /// How many rows there are in the end.
    pub total: usize,
}

/// What a screen did, as people see it: in the order of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<Value> {
    /// New rows.
    pub added: Vec<Value>,
    /// Rows that went.
    pub removed: Vec<Value>,
    /// Rows that changed: what they were, and what they are.
    pub replaced: Vec<(Value, Value)>,
}

impl<Id: Copy + PartialEq, Value: Clone + PartialEq> Plan<Id, Value> {
    /// Holds `rows` against what is `stored`. Stored rows that were not posted stay. Without `may_delete`, ticks at "Delete" do
    /// not count.
    #[must_use]
    pub fn of(stored: &[(Id, Value)], rows: &[Row<Id, Value>], may_delete: bool) -> (Self, FieldErrors) {
        let mut errors = FieldErrors::default();
        let mut said = Said { added: vec![], removed: vec![], replaced: vec![] };
        // What there will be: the stored row that it comes from, if any, and what it is.
        let mut wanted: Vec<(Option<Id>, Value)> = Vec::new();
        for (id, value) in stored {
            if !rows.iter().any(|row| row.id == Some(*id)) {
                wanted.push((Some(*id), value.clone()));
            }
        }
        for row in rows {
            let was = row.id.map(|id| stored.iter().find(|(known, _)| *known == id).map(|(_, value)| value));
            match (was, &row.value) {
                (Some(None), _) => errors.add(
                    FieldErrors::FORM,
                    "Somebody else has removed one of these rows meanwhile. Open the page again and repeat your changes.",
                ),
                (Some(Some(was)), _) if row.delete && may_delete => said.removed.push(was.clone()),
                (None, _) if row.delete => {}
                (_, None) => {}
                (Some(Some(was)), Some(value)) => {
                    if was != value {
                        errors.require(
                            row.editable,
                            &format!("{ROWS}-{}-{EDITABLE}", row.number),
                            "Tick “Change” to change this row.",
                        );
                        said.replaced.push((was.clone(), value.clone()));
                    }
                    require_new(&wanted, value, &mut errors);
                    wanted.push((row.id, value.clone()));
                }
                (None, Some(value)) => {
                    require_new(&wanted, value, &mut errors);
                    said.added.push(value.clone());
                    wanted.push((None, value.clone()));
                }
            }
        }
        (Self::fewest(stored, &wanted, said), errors)
    }

    /// What must be written so that `wanted` is stored. Rows have nothing but their value, so one that another row will have is
    /// left where it is.
    fn fewest(stored: &[(Id, Value)], wanted: &[(Option<Id>, Value)], said: Said<Value>) -> Self {
        let mut free: Vec<&(Id, Value)> = stored.iter().collect();
        let mut missing: Vec<&(Option<Id>, Value)> = Vec::new();
        for want in wanted {
            let same_row = free.iter().position(|(id, value)| Some(*id) == want.0 && *value == want.1);
            match same_row.or_else(|| free.iter().position(|(_, value)| *value == want.1)) {
                Some(found) => drop(free.remove(found)),
                None => missing.push(want),
            }
        }
        let (mut update, mut insert) = (Vec::new(), Vec::new());
        for (id, value) in missing {
            match free.iter().position(|(row, _)| Some(*row) == *id) {
                Some(found) => update.push((free.remove(found).0, value.clone())),
                None => insert.push(value.clone()),
            }
        }
        Self { said, delete: free.into_iter().map(|(id, _)| *id).collect(), update, insert, total: wanted.len() }
    }
}

fn require_new<Id, Value: PartialEq>(wanted: &[(Option<Id>, Value)], value: &Value, errors: &mut FieldErrors) {
    errors.require(
        !wanted.iter().any(|(_, other)| other == value),
        FieldErrors::FORM,
        "Two rows say the same. Remove one of them.",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORED: [(i32, &str); 3] = [(1, "a"), (2, "b"), (3, "c")];

    fn row(id: Option<i32>, value: &'static str) -> Row<i32, &'static str> {
        Row { number: 7, id, value: Some(value), editable: true, delete: false }
    }

    fn plan(rows: &[Row<i32, &'static str>]) -> (Plan<i32, &'static str>, FieldErrors) {
        Plan::of(&STORED, rows, true)
    }

    #[test]
    fn dm_memb_15_a_row_changes_only_when_ticked() {
        let locked = Row { editable: false, ..row(Some(1), "x") };
        assert_eq!(plan(&[locked]).1.of("form-7-EDITABLE"), ["Tick “Change” to change this row."]);
        assert!(plan(&[Row { value: Some("a"), ..locked }]).1.is_empty(), "nothing changes");
        let (plan, errors) = plan(&[row(Some(1), "x")]);
        assert!(errors.is_empty());
        assert_eq!((plan.delete, plan.update, plan.insert), (vec![], vec![(1, "x")], vec![]));
        assert_eq!(plan.said.replaced, [("a", "x")]);
    }

    #[test]
    fn rows_are_added_and_removed_and_others_stay() {
        let (plan, errors) = plan(&[Row { delete: true, value: None, ..row(Some(2), "") }, row(None, "d")]);
        assert!(errors.is_empty(), "a row that goes may be incomplete");
        assert_eq!((plan.delete, plan.update, plan.insert, plan.total), (vec![2], vec![], vec!["d"], 3));
        assert_eq!((plan.said.added, plan.said.removed), (vec!["d"], vec!["b"]));
    }

    #[test]
    fn what_cannot_be_deleted_stays() {
        let (plan, errors) = Plan::of(&STORED, &[Row { delete: true, ..row(Some(2), "b") }], false);
        assert!(errors.is_empty());
        assert_eq!((plan.delete, plan.total), (vec![], 3));
    }

    #[test]
    fn rows_may_trade_places() {
        let (swapped, errors) = plan(&[row(Some(1), "b"), row(Some(2), "a")]);
        assert!(errors.is_empty());
        assert_eq!((swapped.delete, swapped.update, swapped.insert), (vec![], vec![], vec![]), "it is the same set");
        assert_eq!(swapped.said.replaced, [("a", "b"), ("b", "a")]);
        let (chain, _) = plan(&[row(Some(1), "b"), row(Some(2), "x")]);
        assert_eq!((chain.delete, chain.update, chain.insert), (vec![1], vec![], vec!["x"]));
        // A new row in the place of one that goes.
        let (again, errors) = plan(&[Row { delete: true, ..row(Some(3), "c") }, row(None, "c")]);
        assert!(errors.is_empty());
        assert_eq!((again.delete, again.insert), (vec![], vec![]));
    }

    #[test]
    fn the_same_twice_and_rows_of_others_are_errors() {
        assert!(!plan(&[row(None, "a")]).1.is_empty());
        assert!(!plan(&[row(None, "d"), row(None, "d")]).1.is_empty());
        assert!(!plan(&[row(Some(1), "c")]).1.is_empty());
        assert!(!plan(&[row(Some(99), "z")]).1.is_empty());
    }
}
