//! The lists of requests (WRQ-01, INQ-01, SOS-01).

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::types::Json;

use crate::event::CurriculumLabel;
use crate::listing::{Filter, Listing, Meaning, Order};

/// A row of each of the lists.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Request id.
    pub id: i32,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// What was decided, by its code.
    pub state: String,
    /// Who looks after it.
    pub assigned_to_id: Option<i32>,
    /// That person's full name.
    pub assigned_to: Option<String>,
    /// Personal name of who asks.
    pub personal: String,
    /// Family name.
    pub family: String,
    /// Address.
    pub email: String,
    /// The person with exactly this name and address (DM-WREQ-12).
    pub person_id: Option<i32>,
    /// Domain of the institution, where it is one of ours.
    pub institution_domain: Option<String>,
    /// The institution's name, chosen or typed.
    pub institution: String,
    /// The website that was typed.
    pub institution_url: String,
    /// Department.
    pub institution_department: String,
    /// Country code.
    pub country: Option<String>,
    /// The wished day.
    pub preferred_dates: Option<NaiveDate>,
    /// When else it could be.
    pub other_preferred_dates: String,
    /// Code of the format of a self-organised workshop, empty for the others.
    pub workshop_format: String,
    /// The format in their words.
    pub workshop_format_other: String,
    /// Curricula by slug.
    pub curricula: Json<Vec<CurriculumLabel>>,
}

/// The parts of the three lists' declarations, which differ in the table and a few columns.
macro_rules! listing {
    ($table:literal, $columns:literal, $types:literal, [$($filter:expr),* $(,)?]) => {
        Listing {
            select: concat!(
                "SELECT r.id, r.created_at, r.state, r.assigned_to_id, person_full_name(a) AS assigned_to, r.personal, r.family, r.email,
                    p.id AS person_id, o.domain AS institution_domain, coalesce(o.fullname, r.institution_other_name) AS institution,
                    r.institution_other_url AS institution_url, r.institution_department, r.country, ", $columns, ",
                    coalesce((SELECT jsonb_agg(jsonb_build_object('slug', c.slug, 'name', c.name) ORDER BY c.slug)
                        FROM ", $table, "_curriculum x JOIN curriculum c ON c.id = x.curriculum_id WHERE x.", $table, "_id = r.id), '[]') AS curricula
                 FROM ", $table, " r LEFT JOIN person a ON a.id = r.assigned_to_id LEFT JOIN organization o ON o.id = r.institution_id
                 LEFT JOIN person p ON p.personal = r.personal AND p.family = r.family AND p.email = lower(r.email)"
            ),
            from: concat!("FROM ", $table, " r"),
            filters: &[
                Filter { name: "state", meaning: Meaning::Texts("r.state = ANY({})") },
                Filter { name: "assigned_to", meaning: Meaning::Ints("r.assigned_to_id = ANY({})") },
                Filter {
                    name: $types,
                    meaning: Meaning::Ints(concat!(
                        "EXISTS (SELECT FROM ", $table, "_curriculum x WHERE x.", $table, "_id = r.id AND x.curriculum_id = ANY({}))"
                    )),
                },
                Filter { name: "country", meaning: Meaning::Texts("r.country = ANY({})") },
                Filter {
                    name: "continent",
                    meaning: Meaning::Ints("r.country IN (SELECT cc.country FROM continent_country cc WHERE cc.continent_id = ANY({}))"),
                },
                $($filter),*
            ],
            orders: &[Order { name: "created_at", ascending: "r.created_at", descending: "r.created_at DESC" }],
            default_order: "r.created_at, r.id",
            tie: "r.id",
        }
    };
}

/// Workshop requests.
pub const REQUESTS: Listing = listing!(
    "workshop_request",
    "r.preferred_dates, r.other_preferred_dates, '' AS workshop_format, '' AS workshop_format_other",
    "requested_workshop_types",
    [
        // DM-WREQ-13
        Filter {
            name: "unused_member_code",
            meaning: Meaning::Switch(
                "r.member_code = '' AND EXISTS (SELECT FROM member x JOIN membership m ON m.id = x.membership_id
                    WHERE x.organization_id = r.institution_id
                    AND coalesce(r.preferred_dates, {today}) BETWEEN m.agreement_start AND m.agreement_end)",
            ),
        },
    ]
);

/// Inquiries about workshops.
pub const INQUIRIES: Listing = listing!(
    "workshop_inquiry_request",
    "r.preferred_dates, r.other_preferred_dates, '' AS workshop_format, '' AS workshop_format_other",
    "requested_workshop_types",
    []
);

/// Self-organised workshops.
pub const SUBMISSIONS: Listing = listing!(
    "self_organised_submission",
    "r.start AS preferred_dates, '' AS other_preferred_dates, r.workshop_format, r.workshop_format_other",
    "workshop_types",
    [Filter { name: "workshop_format", meaning: Meaning::Texts("r.workshop_format = ANY({})") }]
);
