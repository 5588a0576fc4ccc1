//! Memberships, who takes part in them, and consortiums.

use super::Mapping;

pub(super) const MAPPINGS: &[Mapping] = &[
    Mapping::of(
        "membership",
        "workshops_membership",
        "SELECT id, name, variant, agreement_start, agreement_end, extensions, contribution_type,
             workshops_without_admin_fee_per_agreement, workshops_without_admin_fee_rolled_from_previous,
             workshops_without_admin_fee_rolled_over,
             public_instructor_training_seats, additional_public_instructor_training_seats,
             public_instructor_training_seats_rolled_from_previous, public_instructor_training_seats_rolled_over,
             inhouse_instructor_training_seats, additional_inhouse_instructor_training_seats,
             inhouse_instructor_training_seats_rolled_from_previous, inhouse_instructor_training_seats_rolled_over,
             nullif(registration_code, '') AS registration_code, agreement_link, public_status, emergency_contact, consortium,
             rolled_to_membership_id
         FROM workshops_membership ORDER BY id",
    ),
    Mapping::of(
        "member",
        "workshops_member",
        "SELECT id, membership_id, organization_id, role_id FROM workshops_member ORDER BY id",
    )
    .known_by(&["membership_id"]),
    Mapping::of(
        "membership_task",
        "fiscal_membershiptask",
        "SELECT id, membership_id, person_id, role_id FROM fiscal_membershiptask ORDER BY id",
    )
    .known_by(&["membership_id"]),
    Mapping::of(
        "consortium",
        "fiscal_consortium",
        "SELECT id, created_at, last_updated_at, name, description FROM fiscal_consortium ORDER BY id",
    )
    .known_by(&["created_at"]),
    Mapping::of(
        "consortium_organization",
        "fiscal_consortium_organisations",
        "SELECT consortium_id, organization_id FROM fiscal_consortium_organisations ORDER BY id",
    ),
];
