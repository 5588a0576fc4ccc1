//! User names made of names (DM-GEN-10).

use std::collections::{HashMap, HashSet};

use sqlx::PgConnection;

use crate::Result;

/// The column takes 100 characters; the highest suffix is `_100`.
const LONGEST: usize = 96;
/// The highest number behind a name.
const MOST: u32 = 100;

/// A name as part of a user name: trimmed, spaces as hyphens, only ASCII letters, digits, `_` and `-`, in lower case.
fn normalize(name: &str) -> String {
    let hyphenated = name.trim().chars().map(|c| if c == ' ' { '-' } else { c });
    hyphenated.filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).map(|c| c.to_ascii_lowercase()).collect()
}

/// The user name that a person of this name would like to have.
pub(super) fn wish(personal: &str, family: &str) -> String {
    let mut wish = format!("{}_{}", normalize(family), normalize(personal));
    wish.truncate(LONGEST);
    wish
}

/// The first user name of `wish`, `wish_2` … `wish_100` that nobody has: one statement. `None` when all are taken.
pub(super) async fn free(db: &mut PgConnection, wish: &str) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT candidate AS "candidate!"
           FROM (SELECT n, $1::text || CASE WHEN n = 1 THEN '' ELSE '_' || n END AS candidate FROM generate_series(1, 100) n) c
           WHERE NOT EXISTS (SELECT FROM person p WHERE p.username = c.candidate)
           ORDER BY n LIMIT 1"#,
        wish
    )
    .fetch_optional(db)
    .await?)
}

/// User names for many new persons at once, by first and last names: each as [`free`] gives it, none twice, and none of those that
/// are `reserved`. `None` for whom all are taken. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub(crate) async fn free_for_all(
    db: &mut PgConnection,
    names: &[(&str, &str)],
    reserved: HashSet<String>,
) -> Result<Vec<Option<String>>> {
    let wishes: Vec<String> = names.iter().map(|(personal, family)| wish(personal, family)).collect();
    let different: Vec<&str> = wishes.iter().map(String::as_str).collect::<HashSet<_>>().into_iter().collect();
    let taken = sqlx::query_scalar!(
        r#"SELECT p.username AS "username!" FROM unnest($1::text[]) w (wish) JOIN person p ON p.username = w.wish
           UNION ALL
           SELECT p.username FROM unnest($1::text[]) w (wish) JOIN person p ON regexp_replace(p.username, '_[0-9]+$', '') = w.wish
           WHERE p.username ~ '_[0-9]+$'"#,
        &different as &[&str]
    )
    .fetch_all(db)
    .await?;
    Ok(distribute(&wishes, taken.into_iter().chain(reserved).collect()))
}

/// Gives each wish the first name of its own that is not taken, in order.
fn distribute(wishes: &[String], mut taken: HashSet<String>) -> Vec<Option<String>> {
    let mut next: HashMap<&str, u32> = HashMap::new();
    let mut first = |wish: &str, from: &mut u32| {
        while *from <= MOST {
            let candidate = if *from == 1 { wish.to_owned() } else { format!("{wish}_{from}") };
            *from += 1;
            if taken.insert(candidate.clone()) {
                return Some(candidate);
            }
        }
        None
    };
    wishes.iter().map(|wish| first(wish, next.entry(wish.as_str()).or_insert(1))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// DM-GEN-10, for any names that people may have.
        #[test]
        fn dm_gen_10_a_user_name_is_what_the_column_takes_and_stays_the_same(personal in any::<String>(), family in any::<String>()) {
            let wish = wish(&personal, &family);
            prop_assert!(wish.len() <= LONGEST && !wish.is_empty());
            prop_assert!(wish.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-')));
            // Made of itself it is the same again, as far as there is room.
            prop_assert_eq!(normalize(&wish), wish);
        }
    }

    #[test]
    fn dm_gen_10_names_become_user_names() {
        let table = [
            ("Harry", "Potter", "potter_harry"),
            ("Mary Ann", "O'Neil-Smith", "oneil-smith_mary-ann"),
            ("X", "", "_x"),
            ("  Ada ", " Love lace ", "love-lace_ada"),
            ("Zoë", "Müller", "mller_zo"),
            ("小龙", "李", "_"),
            ("A_B", "C-D", "c-d_a_b"),
            ("tab\tbed", "X", "x_tabbed"),
        ];
        for (personal, family, expected) in table {
            assert_eq!(wish(personal, family), expected);
        }
    }

    #[test]
    fn dm_gen_10_many_new_people_get_names_that_differ() {
        let wishes = ["a", "a", "b", "a_2", "a"].map(str::to_owned);
        let taken = ["b", "b_2"].map(str::to_owned).into();
        let given: Vec<String> = distribute(&wishes, taken).into_iter().flatten().collect();
        assert_eq!(given, ["a", "a_2", "b_3", "a_2_2", "a_3"]);
        let given = distribute(&vec!["x".to_owned(); 101], HashSet::new());
        assert_eq!(given[99].as_deref(), Some("x_100"));
        assert_eq!(given[100], None);
    }

    #[test]
    fn dm_gen_10_a_long_name_leaves_room_for_a_number() {
        let long = "a".repeat(100);
        assert_eq!(wish(&long, &long).len(), LONGEST);
    }
}
