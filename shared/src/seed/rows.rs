//! Which tables are seeded, from which file, and what counts as being there already. In the order of their references.

use super::table::Seed;

/// Every seeded table but the groups and permissions, which are in [`super::grants`], and the templates of emails, which
/// are in [`super::email_templates`].
pub(super) const SEEDS: &[Seed] = &[
    Seed {
        table: "country",
        rows: include_str!("../../seed/country.csv"),
        insert: "INSERT INTO country (code, name) SELECT code, name FROM seed
                 WHERE NOT EXISTS (SELECT FROM country c WHERE c.code = seed.code)",
    },
    // The countries of a continent are its own: they are not put back where an administrator has moved one away.
    Seed {
        table: "continent",
        rows: include_str!("../../seed/continent.csv"),
        insert: ", created AS (
                     INSERT INTO continent (name) SELECT name FROM seed
                     WHERE NOT EXISTS (SELECT FROM continent c WHERE c.name = seed.name) ORDER BY position RETURNING id, name)
                 INSERT INTO continent_country (continent_id, country)
                 SELECT created.id, code FROM created JOIN seed USING (name), string_to_table(countries, ' ') AS code",
    },
    Seed {
        table: "airport",
        rows: include_str!("../../seed/airport.csv"),
        insert: "INSERT INTO airport (iata, name, country, latitude, longitude, timezone)
                 SELECT iata, name, nullif(country, ''), latitude::float8, longitude::float8, timezone FROM seed
                 WHERE NOT EXISTS (SELECT FROM airport a WHERE a.iata = seed.iata)",
    },
    Seed {
        table: "language",
        rows: include_str!("../../seed/language.csv"),
        insert: "INSERT INTO language (name, subtag) SELECT name, subtag FROM seed
                 WHERE NOT EXISTS (SELECT FROM language l WHERE l.subtag = seed.subtag)",
    },
    Seed {
        table: "tag",
        rows: include_str!("../../seed/tag.csv"),
        insert: "INSERT INTO tag (name, priority, details) SELECT name, priority::int, details FROM seed
                 WHERE NOT EXISTS (SELECT FROM tag t WHERE t.name = seed.name)",
    },
    Seed {
        table: "role",
        rows: include_str!("../../seed/role.csv"),
        insert: "INSERT INTO role (name, verbose_name) SELECT name, verbose_name FROM seed
                 WHERE NOT EXISTS (SELECT FROM role r WHERE r.name = seed.name)",
    },
    Seed {
        table: "lesson",
        rows: include_str!("../../seed/lesson.csv"),
        insert: "INSERT INTO lesson (name) SELECT name FROM seed
                 WHERE NOT EXISTS (SELECT FROM lesson l WHERE l.name = seed.name)",
    },
    Seed {
        table: "knowledge_domain",
        rows: include_str!("../../seed/knowledge_domain.csv"),
        insert: "INSERT INTO knowledge_domain (name) SELECT name FROM seed
                 WHERE NOT EXISTS (SELECT FROM knowledge_domain d WHERE d.name = seed.name)",
    },
    // Only one curriculum may stand for "unknown" and one for "mix & match", whatever they are called by now.
    Seed {
        table: "curriculum",
        rows: include_str!("../../seed/curriculum.csv"),
        insert: "INSERT INTO curriculum (slug, name, description, carpentry, website, other, unknown, mix_match)
                 SELECT slug, name, description, carpentry, website, kind = 'other', kind = 'unknown', kind = 'mix_match' FROM seed
                 WHERE NOT EXISTS (SELECT FROM curriculum c WHERE c.slug = seed.slug OR c.name = seed.name
                     OR (c.unknown AND seed.kind = 'unknown') OR (c.mix_match AND seed.kind = 'mix_match'))",
    },
    Seed {
        table: "event_category",
        rows: include_str!("../../seed/event_category.csv"),
        insert: "INSERT INTO event_category (id, name, description) SELECT id::uuid, name, description FROM seed
                 WHERE NOT EXISTS (SELECT FROM event_category c WHERE c.id = seed.id::uuid OR c.name = seed.name)",
    },
    Seed {
        table: "badge",
        rows: include_str!("../../seed/badge.csv"),
        insert: "INSERT INTO badge (name, title, criteria) SELECT name, title, criteria FROM seed
                 WHERE NOT EXISTS (SELECT FROM badge b WHERE b.name = seed.name)",
    },
    Seed {
        table: "community_role_config",
        rows: include_str!("../../seed/community_role_config.csv"),
        insert: "INSERT INTO community_role_config
                     (name, display_name, link_to_award, award_badge_limit_id, link_to_membership, link_to_partnership, additional_url, target_type)
                 SELECT seed.name, display_name, award_badge <> '', badge.id, false, partnership::boolean, additional_url::boolean, nullif(target_type, '')
                 FROM seed LEFT JOIN badge ON badge.name = seed.award_badge
                 WHERE NOT EXISTS (SELECT FROM community_role_config c WHERE c.name = seed.name)",
    },
    Seed {
        table: "community_role_inactivation",
        rows: include_str!("../../seed/community_role_inactivation.csv"),
        insert: "INSERT INTO community_role_inactivation (name) SELECT name FROM seed
                 WHERE NOT EXISTS (SELECT FROM community_role_inactivation i WHERE i.name = seed.name)",
    },
    // A new term is put to everyone who is here already (DM-CONS-07).
    Seed {
        table: "term",
        rows: include_str!("../../seed/term.csv"),
        insert: ", created AS (
                     INSERT INTO term (slug, required_type, short_description, content, help_text, training_request_content)
                     SELECT slug, required_type, short_description, content, help_text, training_request_content FROM seed
                     WHERE NOT EXISTS (SELECT FROM term t WHERE t.slug = seed.slug) ORDER BY position RETURNING id, slug)
                 INSERT INTO consent (person_id, term_id) SELECT person.id, created.id FROM created JOIN seed USING (slug), person",
    },
    Seed {
        table: "term_option",
        rows: include_str!("../../seed/term_option.csv"),
        insert: "INSERT INTO term_option (term_id, option_type, content) SELECT term.id, option_type, seed.content
                 FROM seed JOIN term ON term.slug = seed.term
                 WHERE NOT EXISTS (SELECT FROM term_option o WHERE o.term_id = term.id)",
    },
    Seed {
        table: "organization",
        rows: include_str!("../../seed/organization.csv"),
        insert: "INSERT INTO organization (domain, fullname, country) SELECT domain, fullname, nullif(country, '') FROM seed
                 WHERE NOT EXISTS (SELECT FROM organization o WHERE o.domain = seed.domain OR o.fullname = seed.fullname)",
    },
    // DM-ORG-03
    Seed {
        table: "account",
        rows: include_str!("../../seed/organization.csv"),
        insert: "INSERT INTO account (organization_id) SELECT o.id FROM seed JOIN organization o USING (domain)
                 WHERE NOT EXISTS (SELECT FROM account a WHERE a.organization_id = o.id)",
    },
    Seed {
        table: "member_role",
        rows: include_str!("../../seed/member_role.csv"),
        insert: "INSERT INTO member_role (name, verbose_name) SELECT name, verbose_name FROM seed
                 WHERE NOT EXISTS (SELECT FROM member_role r WHERE r.name = seed.name)",
    },
    Seed {
        table: "membership_person_role",
        rows: include_str!("../../seed/membership_person_role.csv"),
        insert: "INSERT INTO membership_person_role (name, verbose_name) SELECT name, verbose_name FROM seed
                 WHERE NOT EXISTS (SELECT FROM membership_person_role r WHERE r.name = seed.name)",
    },
    Seed {
        table: "training_requirement",
        rows: include_str!("../../seed/training_requirement.csv"),
        insert: "INSERT INTO training_requirement (name, url_required, event_required, involvement_required)
                 SELECT name, url_required::boolean, event_required::boolean, involvement_required::boolean FROM seed
                 WHERE NOT EXISTS (SELECT FROM training_requirement r WHERE r.name = seed.name)",
    },
    Seed {
        table: "involvement",
        rows: include_str!("../../seed/involvement.csv"),
        insert: "INSERT INTO involvement (name, display_name, url_required, date_required, notes_required)
                 SELECT name, display_name, url_required::boolean, date_required::boolean, notes_required::boolean FROM seed
                 WHERE NOT EXISTS (SELECT FROM involvement i WHERE i.name = seed.name)",
    },
    Seed {
        table: "academic_level",
        rows: include_str!("../../seed/academic_level.csv"),
        insert: "INSERT INTO academic_level (name) SELECT name FROM seed
                 WHERE NOT EXISTS (SELECT FROM academic_level l WHERE l.name = seed.name)",
    },
    Seed {
        table: "computing_experience_level",
        rows: include_str!("../../seed/computing_experience_level.csv"),
        insert: "INSERT INTO computing_experience_level (name) SELECT name FROM seed
                 WHERE NOT EXISTS (SELECT FROM computing_experience_level l WHERE l.name = seed.name)",
    },
    // These two lists have no keys but their wording, which is ours: AMY's own, or a reworded one, is not to get a twin.
    Seed {
        table: "info_source",
        rows: include_str!("../../seed/info_source.csv"),
        insert: "INSERT INTO info_source (name) SELECT name FROM seed WHERE NOT EXISTS (SELECT FROM info_source)",
    },
    Seed {
        table: "data_variant",
        rows: include_str!("../../seed/data_variant.csv"),
        insert: "INSERT INTO data_variant (name, unknown) SELECT name, unknown::boolean FROM seed
                 WHERE NOT EXISTS (SELECT FROM data_variant)",
    },
    Seed {
        table: "benefit",
        rows: include_str!("../../seed/benefit.csv"),
        insert: "INSERT INTO benefit (id, name, description, unit_type, credits)
                 SELECT id::uuid, name, name || ' default benefit', unit_type, credits::int FROM seed
                 WHERE NOT EXISTS (SELECT FROM benefit b WHERE b.id = seed.id::uuid OR b.name = seed.name)",
    },
    Seed {
        table: "account_benefit_discount",
        rows: include_str!("../../seed/account_benefit_discount.csv"),
        insert: "INSERT INTO account_benefit_discount (id, name) SELECT id::uuid, name FROM seed
                 WHERE NOT EXISTS (SELECT FROM account_benefit_discount d WHERE d.id = seed.id::uuid OR d.name = seed.name)",
    },
    // The countries of a criterium are its own, as a continent's are.
    Seed {
        table: "criterium",
        rows: include_str!("../../seed/criterium.csv"),
        insert: ", created AS (
                     INSERT INTO criterium (name, email) SELECT name, email FROM seed
                     WHERE NOT EXISTS (SELECT FROM criterium c WHERE c.name = seed.name) ORDER BY position RETURNING id, name)
                 INSERT INTO criterium_country (criterium_id, country)
                 SELECT created.id, code FROM created JOIN seed USING (name), string_to_table(countries, ' ') AS code",
    },
];
