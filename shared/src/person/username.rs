//! User names made of names (DM-GEN-10).

use sqlx::PgConnection;

use crate::Result;

/// The column takes 100 characters; the highest suffix is `_100`.
const LONGEST: usize = 96;

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
    fn dm_gen_10_a_long_name_leaves_room_for_a_number() {
        let long = "a".repeat(100);
        assert_eq!(wish(&long, &long).len(), LONGEST);
    }
}
