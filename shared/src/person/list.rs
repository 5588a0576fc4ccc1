//! The list of persons (PER-01).

use crate::listing::{Filter, Listing, Meaning, Order};

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Person id.
    pub id: i32,
    /// Full name.
    pub name: String,
    /// Address, whether or not they consented to be contacted.
    pub email: Option<String>,
    /// Names of the important badges (DM-AWARD-01).
    pub badges: Vec<String>,
    /// For each community role as instructor, whether it is active (DM-CROLE-01).
    pub instructor_roles: Vec<bool>,
}

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select: r#"SELECT p.id, person_full_name(p) AS name, p.email,
        ARRAY(SELECT b.name::text FROM award a JOIN badge b ON b.id = a.badge_id
            WHERE a.person_id = p.id AND b.name IN ('instructor', 'trainer') ORDER BY b.name) AS badges,
        ARRAY(SELECT community_role_is_active(c, {today}) FROM community_role c JOIN community_role_config cc ON cc.id = c.config_id
            WHERE c.person_id = p.id AND cc.name = 'instructor' ORDER BY c.id) AS instructor_roles
        FROM person p"#,
    from: "FROM person p",
    filters: &[
        Filter {
            name: "badges",
            meaning: Meaning::Ints("EXISTS (SELECT FROM award a WHERE a.person_id = p.id AND a.badge_id = ANY({}))"),
        },
        Filter {
            name: "taught_workshops",
            meaning: Meaning::Ints(
                "EXISTS (SELECT FROM task k JOIN role r ON r.id = k.role_id JOIN event_tag et ON et.event_id = k.event_id
                 WHERE k.person_id = p.id AND r.name = 'instructor' AND et.tag_id = ANY({}))",
            ),
        },
    ],
    orders: &[
        // Whoever has no address comes last either way.
        Order { name: "email", ascending: "lower(p.email) NULLS LAST", descending: "lower(p.email) DESC NULLS LAST" },
        Order {
            name: "lastname",
            ascending: "p.family, p.middle, p.personal",
            descending: "p.family DESC, p.middle DESC, p.personal DESC",
        },
        Order {
            name: "firstname",
            ascending: "p.personal, p.middle, p.family",
            descending: "p.personal DESC, p.middle DESC, p.family DESC",
        },
    ],
    default_order: "p.family, p.personal, p.id",
    tie: "p.id",
};
