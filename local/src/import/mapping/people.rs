//! Organizations, people, and what they may do.

use super::Mapping;

pub(super) const MAPPINGS: &[Mapping] = &[
    // "No country" is NULL (D-05).
    Mapping::of(
        "organization",
        "workshops_organization",
        "SELECT id, domain, fullname, nullif(country, '') AS country, latitude, longitude FROM workshops_organization ORDER BY id",
    )
    .seeded()
    .known_by(&["domain"]),
    // AMY stores each pair twice, once from either side.
    Mapping::of(
        "organization_affiliation",
        "workshops_organization_affiliated_organizations",
        "SELECT DISTINCT least(from_organization_id, to_organization_id) AS organization_id,
             greatest(from_organization_id, to_organization_id) AS affiliated_id
         FROM workshops_organization_affiliated_organizations ORDER BY 1, 2",
    )
    .derived(),
    // Passwords stay as they are: we read Django's formats. Addresses in lower case (D-13), names trimmed (DM-PERSON-04).
    Mapping::of(
        "person",
        "workshops_person",
        "SELECT id, created_at, last_updated_at, archived_at, username, password, last_login, is_superuser, is_active,
             trim(personal) AS personal, trim(middle) AS middle, trim(family) AS family,
             nullif(lower(trim(email)), '') AS email, lower(trim(secondary_email)) AS secondary_email, gender, gender_other,
             airport_iata, airport_country, airport_lat, airport_lon, airport_timezone, country, timezone,
             nullif(github, '') AS github, nullif(twitter, '') AS twitter, nullif(bluesky, '') AS bluesky,
             nullif(mastodon, '') AS mastodon, url, user_notes, affiliation, occupation, orcid, duplication_reviewed_on
         FROM workshops_person ORDER BY id",
    ),
    Mapping::of("user_group", "auth_group", "SELECT id, name FROM auth_group ORDER BY id").seeded().known_by(&["name"]),
    Mapping::of(
        "user_group_permission",
        "auth_group_permissions",
        "SELECT g.group_id AS user_group_id, p.codename, NULL::integer AS permission_id
         FROM auth_group_permissions g LEFT JOIN auth_permission p ON p.id = g.permission_id ORDER BY g.id",
    )
    .seeded()
    .by_codename(),
    Mapping::of(
        "person_user_group",
        "workshops_person_groups",
        "SELECT person_id, group_id AS user_group_id FROM workshops_person_groups ORDER BY id",
    ),
    Mapping::of(
        "person_permission",
        "workshops_person_user_permissions",
        "SELECT u.person_id, p.codename, NULL::integer AS permission_id
         FROM workshops_person_user_permissions u LEFT JOIN auth_permission p ON p.id = u.permission_id ORDER BY u.id",
    )
    .by_codename(),
    Mapping::of(
        "person_domain",
        "workshops_person_domains",
        "SELECT person_id, knowledgedomain_id AS knowledge_domain_id FROM workshops_person_domains ORDER BY id",
    ),
    Mapping::of(
        "person_language",
        "workshops_person_languages",
        "SELECT person_id, language_id FROM workshops_person_languages ORDER BY id",
    ),
    Mapping::of(
        "qualification",
        "workshops_qualification",
        "SELECT id, person_id, lesson_id FROM workshops_qualification ORDER BY id",
    ),
    // Nothing of a token or a secret comes in: what is kept tells who it is, not how to act as them.
    Mapping::of(
        "social_login",
        "social_auth_usersocialauth",
        "SELECT id, created AS created_at, modified AS last_updated_at, user_id AS person_id, provider, uid,
             coalesce((SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each(CASE jsonb_typeof(extra_data) WHEN 'object' THEN extra_data
                           ELSE '{}' END) e WHERE e.key IN ('id', 'login', 'name', 'auth_time', 'expires', 'scope')), '{}') AS extra_data
         FROM social_auth_usersocialauth ORDER BY id",
    )
    .known_by(&["provider", "uid"]),
];
