//! Which of the rows a page shows.

use shared::bulk_upload::Verified;

use super::CONFIRM;

/// So many rows are on a page: each has ten fields, and a form may have a thousand.
pub const ROWS_A_PAGE: usize = 50;

/// The page of rows, and whether it leaves out those that are fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Number of the page, from 1.
    pub page: usize,
    /// Only rows in which something must be mended.
    pub only_wrong: bool,
}

impl Default for Place {
    fn default() -> Self {
        Self { page: 1, only_wrong: false }
    }
}

impl Place {
    /// The place that an address or a form names; what cannot be one is the beginning.
    #[must_use]
    pub fn of(page: &str, show: &str) -> Self {
        Self { page: page.parse().ok().filter(|page| *page > 0).unwrap_or(1), only_wrong: show == "errors" }
    }

    /// The word for what is shown, as [`Place::of`] reads it.
    #[must_use]
    pub const fn show(self) -> &'static str {
        if self.only_wrong { "errors" } else { "all" }
    }

    /// Its address.
    #[must_use]
    pub fn href(self) -> String {
        match (self.page, self.only_wrong) {
            (1, false) => CONFIRM.to_owned(),
            (page, false) => format!("{CONFIRM}?page={page}"),
            (page, true) => format!("{CONFIRM}?page={page}&show=errors"),
        }
    }

    /// The places of the rows that it shows, the nearest place that there is, and how many pages there are.
    #[must_use]
    pub fn rows(self, all: &[Verified]) -> (Vec<usize>, Self, usize) {
        let is_shown = |n: &usize| !self.only_wrong || !all[*n].errors.is_empty();
        let shown: Vec<usize> = (0..all.len()).filter(is_shown).collect();
        let pages = shown.len().div_ceil(ROWS_A_PAGE).max(1);
        let page = self.page.min(pages);
        (shown.into_iter().skip((page - 1) * ROWS_A_PAGE).take(ROWS_A_PAGE).collect(), Self { page, ..self }, pages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: usize, wrong: &[usize]) -> Vec<Verified> {
        let mut rows = vec![Verified::default(); count];
        for n in wrong {
            rows[*n].errors.add("event", "Say which event.");
        }
        rows
    }

    #[test]
    fn per_06_a_page_shows_its_part_of_the_rows() {
        let all = rows(120, &[3, 70]);
        assert_eq!(Place::default().rows(&all).0, (0..50).collect::<Vec<_>>());
        assert_eq!(Place::of("3", "all").rows(&all), ((100..120).collect(), Place::of("3", ""), 3));
        assert_eq!(Place::of("1", "errors").rows(&all), (vec![3, 70], Place::of("", "errors"), 1));
    }

    #[test]
    fn per_06_there_is_always_a_page() {
        assert_eq!(Place::of("9", "errors").rows(&rows(3, &[])), (vec![], Place::of("1", "errors"), 1));
        for nonsense in ["", "0", "-1", "x", "99999999999999999999999"] {
            assert_eq!(Place::of(nonsense, "nonsense"), Place::default(), "{nonsense}");
        }
        assert_eq!(Place::of("2", "errors").href(), "/workshops/persons/bulk_upload/confirm/?page=2&show=errors");
    }
}
