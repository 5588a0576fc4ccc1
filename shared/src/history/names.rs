//! Fields in words.

use super::catalog::Column;
use crate::record::Kind;

/// Words that are not written as they are spelled in the database.
const SPELLINGS: [(&str, &str); 8] = [
    ("url", "URL"),
    ("github", "GitHub"),
    ("orcid", "ORCID"),
    ("ttt", "TTT"),
    ("iata", "code"),
    ("lat", "latitude"),
    ("lon", "longitude"),
    ("reg", "Eventbrite"),
];

/// Sets whose name in words is not that of what they hold.
const SETS: [(&str, &str); 5] = [
    ("organization_affiliation", "Affiliated organizations"),
    ("member", "Member organizations"),
    ("membership_task", "Persons with roles"),
    ("workshop_inquiry_request_routine_data", "Routine data"),
    ("qualification", "Lessons that can be taught"),
];

/// A column in words: `host_id` is `Host`.
pub(super) fn column(name: &str) -> String {
    words(name.strip_suffix("_id").unwrap_or(name))
}

/// A set in words: `event_tag`, whose rows refer to tags, is `Tags`. `columns` are all of the record's.
pub(super) fn set(table: &str, owner: &str, columns: &[Column]) -> String {
    if let Some((_, name)) = SETS.iter().find(|(known, _)| *known == table) {
        return (*name).to_owned();
    }
    let holds = columns.iter().find(|column| column.table == table && !column.is_owner && column.refers_to.is_some());
    match holds.and_then(|column| Kind::of_table(&column.refers_to.as_ref()?.0)) {
        Some(kind) => words(kind.plural()),
        None => {
            let name = table.strip_prefix(owner).map_or(table, |rest| rest.trim_start_matches('_'));
            words(&name.strip_suffix('y').map_or_else(|| format!("{name}s"), |stem| format!("{stem}ies")))
        }
    }
}

/// `manual_attendance` is `Manual attendance`.
fn words(name: &str) -> String {
    let spelled: Vec<&str> = name
        .split(['_', ' '])
        .map(|word| SPELLINGS.iter().find(|(plain, _)| *plain == word).map_or(word, |(_, spelled)| spelled))
        .collect();
    let mut text = spelled.join(" ");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_named_in_words() {
        for (name, shown) in [
            ("host_id", "Host"),
            ("open_ttt_applications", "Open TTT applications"),
            ("url", "URL"),
            ("airport_iata", "Airport code"),
            ("reg_key", "Eventbrite key"),
        ] {
            assert_eq!(column(name), shown);
        }
    }

    #[test]
    fn sets_are_named_by_what_they_hold() {
        let refers = |table: &str, to: &str| Column {
            table: table.to_owned(),
            owner: "event".to_owned(),
            name: "x_id".to_owned(),
            category: "N".to_owned(),
            is_owner: false,
            refers_to: Some((to.to_owned(), "id".to_owned())),
        };
        let columns = [refers("event_tag", "tag"), refers("criterium_country", "country")];
        assert_eq!(set("event_tag", "event", &columns), "Tags");
        assert_eq!(set("criterium_country", "criterium", &columns), "Countries");
        assert_eq!(set("member", "membership", &columns), "Member organizations");
    }
}
