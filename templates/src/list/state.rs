//! What a list was asked for, as it stands in the URL.

use std::collections::HashMap;

use shared::check::FieldErrors;
use shared::listing::Places;
use shared::lookup::Wanted;

use super::{Filter, FilterKind, MAP, ORDER, PAGE, SavedFilters, VIEW};
use crate::form::{Choice, TERM};

/// The query string's pairs, with what is wrong in them.
#[derive(Debug, Clone, Default)]
pub struct ListState {
    /// All pairs, in order; also those that no filter knows.
    pub pairs: Vec<(String, String)>,
    /// Values that a filter could not take.
    pub errors: FieldErrors,
    /// Labels of looked-up records, by filter and key.
    pub labels: HashMap<(String, String), String>,
    /// What searches without JavaScript found, by filter.
    pub found: HashMap<&'static str, Vec<Choice>>,
    /// Whether the list can be shown as a map.
    pub has_map: bool,
    /// What is on the map, where it is chosen.
    pub places: Option<Places>,
    /// The filters that are kept of this list, where the page shows them.
    pub saved: Option<SavedFilters>,
}

impl ListState {
    /// The values of a parameter that are not blank.
    pub fn values<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let name = name.to_owned();
        self.pairs.iter().filter(move |(key, value)| *key == name && !value.trim().is_empty()).map(|(_, value)| value.as_str())
    }

    /// The last value of a parameter, if it is not blank.
    #[must_use]
    pub fn value<'a>(&'a self, name: &str) -> Option<&'a str> {
        self.values(name).last()
    }

    /// The chosen orders: name, and whether descending.
    pub fn orders(&self) -> impl Iterator<Item = (&str, bool)> {
        self.values(ORDER)
            .flat_map(|text| text.split(','))
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(|text| text.strip_prefix('-').map_or((text, false), |name| (name, true)))
    }

    /// The list's address with some parameters set or removed, and the others kept.
    #[must_use]
    pub fn href(&self, path: &str, changes: &[(&str, Option<&str>)]) -> String {
        let kept = self.kept().filter(|(key, _)| changes.iter().all(|(name, _)| name != key));
        let set = changes.iter().filter_map(|(name, value)| value.map(|value| ((*name).to_owned(), value.to_owned())));
        address(path, kept.cloned().chain(set))
    }

    /// Whether the map is chosen.
    #[must_use]
    pub fn is_map(&self) -> bool {
        self.has_map && self.value(VIEW) == Some(MAP)
    }

    /// The list's address without anything chosen, looked at as before.
    #[must_use]
    pub fn cleared(&self, path: &str) -> String {
        if self.is_map() { format!("{path}?{VIEW}={MAP}") } else { path.to_owned() }
    }

    /// The list's address without one value of one parameter, on its first page.
    #[must_use]
    pub fn without(&self, path: &str, name: &str, value: &str) -> String {
        address(path, self.kept().filter(|(k, v)| k != PAGE && !(k == name && v == value)).cloned())
    }

    /// The pairs that addresses keep: not the empty ones, not searches that were answered.
    fn kept(&self) -> impl Iterator<Item = &(String, String)> {
        self.pairs.iter().filter(|(key, value)| !value.is_empty() && !key.ends_with(TERM))
    }

    /// The filters and the order as they are saved: those that the list knows and could take, each set of values in one order, so
    /// that two addresses that show the same have the same text. Empty where nothing is chosen.
    #[must_use]
    pub(super) fn spelled(&self, filters: &[Filter]) -> String {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for filter in filters.iter().filter(|filter| self.errors.of(filter.name).is_empty()) {
            let mut values: Vec<&str> = self.values(filter.name).map(str::trim).collect();
            if matches!(filter.kind, FilterKind::Choices(_) | FilterKind::LookUps(_)) {
                values.sort_unstable();
                values.dedup();
            } else {
                values = values.split_off(values.len().saturating_sub(1));
            }
            pairs.extend(values.into_iter().map(|value| (filter.name, value)));
        }
        let orders: Vec<String> =
            self.orders().map(|(name, descending)| if descending { format!("-{name}") } else { name.to_owned() }).collect();
        let orders = orders.join(",");
        if !orders.is_empty() && self.errors.of(ORDER).is_empty() {
            pairs.push((ORDER, &orders));
        }
        shared::record::query(&pairs)
    }

    /// What is searched for in a look-up filter without JavaScript.
    #[must_use]
    pub fn term(&self, filter: &str) -> Option<&str> {
        self.value(&format!("{filter}{TERM}"))
    }

    /// The chosen keys of all look-up filters, to be given labels.
    #[must_use]
    pub fn wanted(&self, filters: &[Filter]) -> Vec<Wanted> {
        let looked_up = filters.iter().filter_map(|filter| match filter.kind {
            FilterKind::LookUps(lookup) | FilterKind::LookUp(lookup) => Some((filter.name, lookup)),
            _ => None,
        });
        looked_up
            .map(|(name, lookup)| Wanted { field: name.to_owned(), lookup, keys: self.values(name).map(str::to_owned).collect() })
            .collect()
    }
}

fn address(path: &str, pairs: impl Iterator<Item = (String, String)>) -> String {
    let pairs: Vec<(String, String)> = pairs.collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", shared::record::query(&pairs)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(pairs: &[(&str, &str)]) -> ListState {
        ListState { pairs: pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(), ..ListState::default() }
    }

    #[test]
    fn addresses_keep_what_is_not_changed() {
        let state = state(&[("tags", "1"), ("tags", "2"), ("page", "3"), ("host", "")]);
        assert_eq!(state.href("/x/", &[("page", Some("4"))]), "/x/?tags=1&tags=2&page=4");
        assert_eq!(state.href("/x/", &[("tags", None), ("page", None)]), "/x/");
        assert_eq!(state.without("/x/", "tags", "1"), "/x/?tags=2");
        assert_eq!(super::super::ListState::default().href("/x/", &[("q", Some("a&b=c d"))]), "/x/?q=a%26b%3Dc%20d");
    }

    #[test]
    fn two_addresses_that_show_the_same_are_spelled_the_same() {
        let filters = [
            Filter::new("tags", "Tags", FilterKind::LookUps(shared::lookup::Lookup::Tags)),
            Filter::new("after", "After", FilterKind::Date),
        ];
        let one = state(&[
            ("order_by", "-start, slug"),
            ("after", "2026-01-01"),
            ("tags", "2"),
            ("page", "3"),
            ("tags", "1"),
            ("x", "y"),
        ]);
        let other = state(&[
            ("tags", "1"),
            ("tags", "2"),
            ("tags", "2"),
            ("after", "2020-01-01"),
            ("after", "2026-01-01"),
            ("order_by", "-start,slug"),
        ]);
        assert_eq!(one.spelled(&filters), "tags=1&tags=2&after=2026-01-01&order_by=-start%2Cslug");
        assert_eq!(one.spelled(&filters), other.spelled(&filters));
        assert_eq!(state(&[("page", "2"), ("tags", "")]).spelled(&filters), "");
        let mut wrong = state(&[("after", "tomorrow"), ("tags", "1")]);
        wrong.errors.add("after", "Enter a day.");
        assert_eq!(wrong.spelled(&filters), "tags=1");
    }

    #[test]
    fn orders_are_a_list_with_signs() {
        let state = state(&[("order_by", "-start, slug")]);
        assert_eq!(state.orders().collect::<Vec<_>>(), [("start", true), ("slug", false)]);
    }
}
