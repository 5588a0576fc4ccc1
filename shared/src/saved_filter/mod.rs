//! Filters of lists that staff keep under a name, each for themselves or shared with all staff (`docs/lists.md`).

mod input;
mod read;
mod save;

pub use input::{FilterInput, Own};
pub use read::{Saved, Stored, of_list, stored};
pub use save::{create, remove, update};

/// A name has at most so many characters.
pub const LONGEST_NAME: usize = 60;
/// What a list is asked for has at most so many characters.
pub const LONGEST_QUERY: usize = 2000;
/// So many a person may keep of one list.
pub const MOST: i64 = 50;
/// So many a person may keep in all: nobody fills the table with lists that do not exist.
pub const MOST_IN_ALL: i64 = 500;

/// Whether a person with so many filters of a list, and so many in all, may keep one more of that list.
fn has_room(of_list: i64, in_all: i64) -> bool {
    of_list < MOST && in_all < MOST_IN_ALL
}

/// Whether this can be the address of a list: a path of this site, in its plain spelling, that ends in a slash.
#[must_use]
pub fn is_list(path: &str) -> bool {
    let plain = |segment: &str| {
        !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.~%-".contains(&byte))
    };
    let inner = path.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    path.len() <= 200 && inner.is_some_and(|inner| inner.split('/').all(plain))
}

#[cfg(test)]
mod tests {
    use super::is_list;

    #[test]
    fn a_list_is_a_path_of_this_site() {
        for path in ["/workshops/events/", "/workshops/badge/swc-instructor/", "/admin/tags/"] {
            assert!(is_list(path), "{path}");
        }
        let long = format!("/{}/", "x".repeat(200));
        for path in
            ["", "/", "//", "//evil.example/", "/x", "x/", "/x?y=/", "/x//y/", "/\\evil/", "https://evil.example/", "/ö/", &long]
        {
            assert!(!is_list(path), "{path}");
        }
    }
}
