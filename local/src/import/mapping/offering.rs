//! Partnerships, accounts and benefits, and the codes under which they are used.

use super::Mapping;

pub(super) const MAPPINGS: &[Mapping] = &[
    Mapping::of(
        "partnership_tier",
        "fiscal_partnershiptier",
        "SELECT id, created_at, last_updated_at, name, credits FROM fiscal_partnershiptier ORDER BY id",
    )
    .seeded(),
    // AMY has a kind and a key, which may lead nowhere; here it is a reference for each kind (D-23). One whose type does not
    // fit its kind has none of them, and is refused.
    Mapping::of(
        "account",
        "offering_account",
        "SELECT a.id, a.active, a.created_at, a.last_updated_at,
             CASE WHEN a.account_type = 'individual' AND t.app_label = 'workshops' AND t.model = 'person' THEN a.generic_relation_pk END
                 AS person_id,
             CASE WHEN a.account_type = 'organisation' AND t.app_label = 'workshops' AND t.model = 'organization' THEN a.generic_relation_pk
                 END AS organization_id,
             CASE WHEN a.account_type = 'consortium' AND t.app_label = 'fiscal' AND t.model = 'consortium' THEN a.generic_relation_pk END
                 AS consortium_id
         FROM offering_account a LEFT JOIN django_content_type t ON t.id = a.generic_relation_content_type_id ORDER BY a.id",
    )
    .seeded(),
    Mapping::of(
        "account_owner",
        "offering_accountowner",
        "SELECT id, active, created_at, last_updated_at, account_id, person_id, permission_type FROM offering_accountowner ORDER BY id",
    ),
    // AMY's demo data writes "Public" with a capital.
    Mapping::of(
        "partnership",
        "fiscal_partnership",
        "SELECT id, created_at, last_updated_at, name, tier_id, credits, credits_extensions, account_id, agreement_start,
             agreement_end, extensions, rolled_to_partnership_id, agreement_link, nullif(registration_code, '') AS registration_code,
             lower(public_status) AS public_status, partner_consortium_id, partner_organisation_id
         FROM fiscal_partnership ORDER BY id",
    )
    .known_by(&["created_at"]),
    Mapping::of(
        "benefit",
        "offering_benefit",
        "SELECT id, active, created_at, last_updated_at, name, description, unit_type, credits FROM offering_benefit ORDER BY id",
    )
    .seeded(),
    Mapping::of(
        "account_benefit_discount",
        "offering_accountbenefitdiscount",
        "SELECT id, created_at, last_updated_at, name FROM offering_accountbenefitdiscount ORDER BY id",
    )
    .seeded(),
    Mapping::of(
        "account_benefit",
        "offering_accountbenefit",
        "SELECT id, created_at, last_updated_at, account_id, partnership_id, benefit_id, discount_id, curriculum_id,
             nullif(registration_code, '') AS registration_code, start_date, end_date, allocation, frozen
         FROM offering_accountbenefit ORDER BY id",
    ),
    // A code belongs to one of the three kinds only (DM-CODE-01), which AMY checks in its forms and not in the database.
    Mapping::of(
        "registration_code",
        "workshops_membership",
        "SELECT registration_code AS code, id AS membership_id, NULL::integer AS partnership_id, NULL::uuid AS account_benefit_id
         FROM workshops_membership WHERE registration_code <> ''
         UNION ALL SELECT registration_code, NULL, id, NULL FROM fiscal_partnership WHERE registration_code <> ''
         UNION ALL SELECT registration_code, NULL, NULL, id FROM offering_accountbenefit WHERE registration_code <> ''
         ORDER BY membership_id, partnership_id, account_benefit_id",
    )
    .derived()
    .exact(),
];
