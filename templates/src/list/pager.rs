//! Which page numbers are shown (GLB-08).

use maud::{Markup, html};

use super::{ListState, PAGE};

/// A piece of the pager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// A page.
    Page(i64),
    /// Pages left out.
    Gap,
}

/// The first five, the last five, and from page 3 on two before and four after the current one; gaps in between.
#[must_use]
pub fn numbers(current: i64, pages: i64) -> Vec<Piece> {
    let is_shown = |page: i64| page <= 5 || page > pages - 5 || (current >= 3 && (current - 2..=current + 4).contains(&page));
    let mut pieces = Vec::new();
    for page in 1..=pages {
        if is_shown(page) {
            pieces.push(Piece::Page(page));
        } else if pieces.last() != Some(&Piece::Gap) {
            pieces.push(Piece::Gap);
        }
    }
    pieces
}

/// The pager; also for a single page.
pub(crate) fn pager(path: &str, state: &ListState, current: i64, pages: i64) -> Markup {
    let href = |page: i64| state.href(path, &[(PAGE, Some(&page.to_string()))]);
    html! {
        nav.pager aria-label="Pages" {
            ul.pagination {
                @if current > 1 { li.page-item { a.page-link rel="prev" href=(href(current - 1)) aria-label="Previous page" { "«" } } }
                @for piece in numbers(current, pages) {
                    @match piece {
                        Piece::Page(page) if page == current => li.page-item.active { a.page-link aria-current="page" href=(href(page)) { (page) } },
                        Piece::Page(page) => li.page-item { a.page-link href=(href(page)) aria-label={ "Page " (page) } { (page) } },
                        Piece::Gap => li.page-item.disabled { span.page-link { "…" } },
                    }
                }
                @if current < pages { li.page-item { a.page-link rel="next" href=(href(current + 1)) aria-label="Next page" { "»" } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, numbers};

    fn shown(current: i64, pages: i64) -> String {
        let pieces: Vec<String> = numbers(current, pages)
            .into_iter()
            .map(|piece| match piece {
                Piece::Page(page) => page.to_string(),
                Piece::Gap => "…".to_owned(),
            })
            .collect();
        pieces.join(" ")
    }

    #[test]
    fn glb_08_pager_shows_both_ends_and_the_middle() {
        assert_eq!(shown(1, 20), "1 2 3 4 5 … 16 17 18 19 20");
        assert_eq!(shown(10, 20), "1 2 3 4 5 … 8 9 10 11 12 13 14 … 16 17 18 19 20");
        assert_eq!(shown(8, 17), "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17");
        assert_eq!(shown(1, 1), "1");
        assert_eq!(shown(3, 9), "1 2 3 4 5 6 7 8 9");
    }
}
