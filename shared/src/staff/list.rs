//! The list of those who were found.

use serde::Deserialize;
use sqlx::types::Json;

use crate::listing::{Filter, Listing, Located, Meaning, Order};

/// A lesson that somebody can teach.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Lesson {
    /// Lesson id.
    pub id: i32,
    /// Name.
    pub name: String,
}

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Person id.
    pub id: i32,
    /// Full name.
    pub name: String,
    /// Address, if there is one and they consented to be contacted.
    pub email: Option<String>,
    /// For each community role as instructor, whether it is active (DM-CROLE-01).
    pub instructor_roles: Vec<bool>,
    /// Holds the badge `trainer`.
    pub is_trainer: bool,
    /// Is being trained: at a training that goes on, and holds no instructor badge.
    pub is_trainee: bool,
    /// Times as an instructor at workshops.
    pub num_instructor: i64,
    /// Times as an instructor at instructor trainings.
    pub num_trainer: i64,
    /// Times as a supporting instructor.
    pub num_supporting: i64,
    /// Times as a helper.
    pub num_helper: i64,
    /// Times as a learner.
    pub num_learner: i64,
    /// Times as an organizer.
    pub num_organizer: i64,
    /// Airport's code.
    pub airport_iata: String,
    /// Name of the effective country (DM-PERSON-11, D-28).
    pub country: Option<String>,
    /// Lessons that they can teach, by name.
    pub lessons: Json<Vec<Lesson>>,
    /// University, company, lab.
    pub affiliation: String,
    /// Kilometres from the point of reference, where there is one.
    pub distance_km: Option<f64>,
}

/// Is being trained: learns at an instructor training that has not stalled, and is no instructor yet.
macro_rules! trainee {
    () => {
        "(EXISTS (SELECT FROM task k JOIN role r ON r.id = k.role_id JOIN event_tag et ON et.event_id = k.event_id JOIN tag t ON t.id = et.tag_id
            WHERE k.person_id = p.id AND r.name = 'learner' AND t.name = 'TTT' AND NOT EXISTS (SELECT FROM event_tag es
                JOIN tag s ON s.id = es.tag_id WHERE es.event_id = k.event_id AND s.name = 'stalled'))
          AND NOT EXISTS (SELECT FROM award a JOIN badge b ON b.id = a.badge_id WHERE a.person_id = p.id
            AND b.name IN ('dc-instructor', 'swc-instructor', 'lc-instructor', 'instructor')))"
    };
}

macro_rules! trainer {
    () => {
        "EXISTS (SELECT FROM award a JOIN badge b ON b.id = a.badge_id WHERE a.person_id = p.id AND b.name = 'trainer')"
    };
}

/// Filters and rows of the list: everybody with an airport (DM-PERSON-30). With a point of reference the nearest come
/// first, else they are sorted by name.
pub const LISTING: Listing = Listing {
    select: concat!(
        "SELECT p.id, person_full_name(p) AS name, CASE WHEN may_contact(p) THEN p.email END AS email,
            ARRAY(SELECT community_role_is_active(c, {today}) FROM community_role c JOIN community_role_config k ON k.id = c.config_id
                WHERE c.person_id = p.id AND k.name = 'instructor' ORDER BY c.id) AS instructor_roles,
            ",
        trainer!(),
        " AS is_trainer, ",
        trainee!(),
        " AS is_trainee,
            coalesce(n.instructor, 0) AS num_instructor, coalesce(n.trainer, 0) AS num_trainer, coalesce(n.supporting, 0) AS num_supporting,
            coalesce(n.helper, 0) AS num_helper, coalesce(n.learner, 0) AS num_learner, coalesce(n.organizer, 0) AS num_organizer,
            p.airport_iata, (SELECT c.name FROM country c WHERE c.code = person_country(p)) AS country, p.affiliation,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name) ORDER BY l.name, l.id)
                FROM qualification q JOIN lesson l ON l.id = q.lesson_id WHERE q.person_id = p.id), '[]') AS lessons,
            great_circle_km(p.airport_lat, p.airport_lon, {latitude}, {longitude}) AS distance_km
         FROM person p JOIN (SELECT) located ON p.airport_iata <> '' LEFT JOIN LATERAL (SELECT * FROM person_role_count n WHERE n.person_id = p.id) n ON true"
    ),
    from: "FROM person p JOIN (SELECT) located ON p.airport_iata <> ''",
    filters: &[
        Filter { name: "country", meaning: Meaning::Texts("person_country(p) = ANY({})") },
        Filter {
            name: "continent",
            meaning: Meaning::Ints("person_country(p) IN (SELECT cc.country FROM continent_country cc WHERE cc.continent_id = ANY({}))"),
        },
        Filter {
            name: "is_instructor",
            meaning: Meaning::Switch(
                "EXISTS (SELECT FROM community_role c JOIN community_role_config k ON k.id = c.config_id
                 WHERE c.person_id = p.id AND k.name = 'instructor' AND community_role_is_active(c, {today})) ",
            ),
        },
        Filter { name: "is_trainer", meaning: Meaning::Switch(trainer!()) },
        Filter { name: "is_in_progress_trainee", meaning: Meaning::Switch(trainee!()) },
        Filter {
            name: "was_helper",
            meaning: Meaning::Switch(
                "EXISTS (SELECT FROM task k JOIN role r ON r.id = k.role_id WHERE k.person_id = p.id AND r.name = 'helper') ",
            ),
        },
        Filter {
            name: "was_organizer",
            meaning: Meaning::Switch(
                "EXISTS (SELECT FROM task k JOIN role r ON r.id = k.role_id WHERE k.person_id = p.id AND r.name = 'organizer') ",
            ),
        },
        // All of the chosen ones.
        Filter {
            name: "languages",
            meaning: Meaning::Ints("{} <@ ARRAY(SELECT x.language_id FROM person_language x WHERE x.person_id = p.id)"),
        },
        Filter {
            name: "domains",
            meaning: Meaning::Ints("{} <@ ARRAY(SELECT x.knowledge_domain_id FROM person_domain x WHERE x.person_id = p.id)"),
        },
        Filter {
            name: "lessons",
            meaning: Meaning::Ints("{} <@ ARRAY(SELECT x.lesson_id FROM qualification x WHERE x.person_id = p.id)"),
        },
        Filter { name: "gender", meaning: Meaning::Texts("p.gender = ANY({})") },
        Filter {
            name: "area",
            meaning: Meaning::Within(Located {
                latitude: "p.airport_lat",
                longitude: "p.airport_lon",
                place: "coalesce((SELECT a.name || ' (' || a.iata || ')' FROM airport a WHERE a.iata = p.airport_iata), p.airport_iata)",
            }),
        },
    ],
    orders: &[Order { name: "name", ascending: "p.family, p.personal", descending: "p.family DESC, p.personal DESC" }],
    default_order: "distance_km NULLS LAST, p.family, p.personal, p.id",
    tie: "p.id",
};
