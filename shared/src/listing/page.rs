//! Pages of a list (GLB-08).

/// Rows on a page when nothing else is asked for.
const DEFAULT_PER_PAGE: i64 = 25;
/// No page holds more rows than this, unless all are asked for.
const MOST_PER_PAGE: i64 = 1000;
/// Not even then: a function cannot answer with more than 6 MB, and nobody reads so many.
const ALL: i64 = 2000;

/// Which page, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRequest {
    /// From 1. Out of range means the last page.
    pub page: i64,
    /// Rows on a page; `None` for all, as far as one page holds them.
    pub per_page: Option<i64>,
}

impl Default for PageRequest {
    fn default() -> Self {
        Self { page: 1, per_page: Some(DEFAULT_PER_PAGE) }
    }
}

impl PageRequest {
    /// Reads `page` and `items_per_page` as GLB-08 has it: what is no number is the default, 0 or less too.
    #[must_use]
    pub fn read(page: Option<&str>, per_page: Option<&str>) -> Self {
        let page = page.map_or(1, |text| text.trim().parse().unwrap_or(1));
        let per_page = match per_page {
            Some("all") => None,
            Some(text) => Some(text.trim().parse().ok().filter(|n| *n > 0).unwrap_or(DEFAULT_PER_PAGE).min(MOST_PER_PAGE)),
            None => Some(DEFAULT_PER_PAGE),
        };
        Self { page, per_page }
    }

    /// The page that is shown of `total` rows, how many pages there are, and its limit and offset.
    #[must_use]
    pub fn resolve(self, total: i64) -> Resolved {
        let per_page = self.per_page.unwrap_or_else(|| total.clamp(1, ALL));
        let pages = ((total + per_page - 1) / per_page).max(1);
        let page = if self.page < 1 { pages } else { self.page.min(pages) };
        Resolved { page, pages, limit: per_page, offset: (page - 1) * per_page }
    }
}

/// A page request held against the number of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// The page shown, from 1.
    pub page: i64,
    /// How many there are, at least 1.
    pub pages: i64,
    /// Rows on a page.
    pub limit: i64,
    /// Rows before this page.
    pub offset: i64,
}

/// One page of rows.
#[derive(Debug, Clone)]
pub struct Rows<R> {
    /// The rows.
    pub rows: Vec<R>,
    /// How many rows match in all.
    pub total: i64,
    /// The page shown.
    pub at: Resolved,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_requests_are_answered_with_a_page() {
        let read = |page, per| PageRequest::read(page, per).resolve(100);
        assert_eq!(read(None, None), Resolved { page: 1, pages: 4, limit: 25, offset: 0 });
        assert_eq!(read(Some("x"), None).page, 1);
        assert_eq!(read(Some("99"), None).page, 4);
        assert_eq!(read(Some("0"), None).page, 4);
        assert_eq!(read(Some("-3"), None).page, 4);
        assert_eq!(read(None, Some("0")).limit, 25);
        assert_eq!(read(None, Some("x")).limit, 25);
        assert_eq!(read(None, Some("50")).pages, 2);
        assert_eq!(read(None, Some("all")), Resolved { page: 1, pages: 1, limit: 100, offset: 0 });
    }

    #[test]
    fn all_of_very_many_rows_are_several_pages() {
        let all = PageRequest::read(Some("3"), Some("all")).resolve(60_001);
        assert_eq!(all, Resolved { page: 3, pages: 31, limit: 2000, offset: 4000 });
    }

    #[test]
    fn an_empty_list_is_one_page() {
        assert_eq!(PageRequest::read(None, Some("all")).resolve(0), Resolved { page: 1, pages: 1, limit: 1, offset: 0 });
    }
}
