//! Permissions as a table of what may be done with what.

use shared::record::Kind as Record;

use super::capitalised;
use crate::form::{Choice, GridRow, Kind};

/// What can be done, as it begins the names of permissions, and as it is shown.
const COMMANDS: [&str; 4] = ["view", "add", "change", "delete"];
const COLUMNS: &[&str] = &["View", "Add", "Change", "Delete"];

/// A field of check boxes for these permissions, given by key and name such as `change_event`.
pub(crate) fn grants(permissions: &[(String, String)]) -> Kind {
    let mut rows: Vec<GridRow> = Vec::new();
    for (key, codename) in permissions {
        let known = codename.split_once('_').and_then(|(command, model)| {
            let column = COMMANDS.iter().position(|known| *known == command)?;
            Some((column, entity(model)))
        });
        // A permission for nothing in particular has a row of its own.
        let (column, label) = known.unwrap_or_else(|| (0, capitalised(&codename.replace('_', " "))));
        let choice = Choice::new(key, COLUMNS.get(column).copied().unwrap_or_default());
        let row = match rows.iter().position(|row| row.label == label) {
            Some(n) => rows.get_mut(n),
            None => {
                rows.push(GridRow { label, choices: vec![None; COLUMNS.len()] });
                rows.last_mut()
            }
        };
        if let Some(place) = row.and_then(|row| row.choices.get_mut(column)) {
            *place = Some(choice);
        }
    }
    rows.sort_by_key(|row| row.label.to_lowercase());
    Kind::Grid(COLUMNS, rows)
}

/// What the records of a model are called.
fn entity(model: &str) -> String {
    let kind = Record::ALL.iter().find(|kind| kind.object_type().split_once('.').is_some_and(|(_, known)| known == model));
    capitalised(kind.map_or(model, |kind| kind.plural()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_are_grouped_by_what_they_are_for() {
        let names = ["add_event", "can_access_restricted_API", "change_event", "view_academiclevel", "view_event"];
        let permissions: Vec<_> = names.iter().enumerate().map(|(n, name)| (n.to_string(), (*name).to_owned())).collect();
        let Kind::Grid(_, rows) = grants(&permissions) else { panic!("a grid") };
        let keys =
            |row: &GridRow| row.choices.iter().map(|c| c.as_ref().map_or("-", |c| c.key.as_str()).to_owned()).collect::<String>();
        let rows: Vec<_> = rows.iter().map(|row| (row.label.as_str(), keys(row))).collect();
        assert_eq!(
            rows,
            [
                ("Academic levels", "3---".to_owned()),
                ("Can access restricted API", "1---".to_owned()),
                ("Events", "402-".to_owned())
            ]
        );
    }
}
