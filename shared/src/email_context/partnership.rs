//! Partnerships.

use super::model::{Model, as_read, day, instant, number, numbers, text};

pub(super) const PARTNERSHIP: Model = Model {
    name: "partnership",
    from: "partnership t LEFT JOIN partnership_tier r ON r.id = t.tier_id
        LEFT JOIN partnership n ON n.id = t.rolled_to_partnership_id",
    finish: as_read,
    fields: &[
        number("pk", "t.id"),
        text("name", "t.name"),
        text("tier", "r.name || ' (' || r.credits || ' credits)'"),
        number("credits", "t.credits"),
        numbers("credits_extensions", "t.credits_extensions"),
        text("account", "t.account_id"),
        day("agreement_start", "t.agreement_start"),
        day("agreement_end", "t.agreement_end"),
        numbers("extensions", "t.extensions"),
        text("rolled_to_partnership", "n.name"),
        text("agreement_link", "t.agreement_link"),
        text("registration_code", "t.registration_code"),
        text("public_status", "t.public_status"),
        number("partner_consortium", "t.partner_consortium_id"),
        number("partner_organisation", "t.partner_organisation_id"),
        instant("created_at", "t.created_at"),
        instant("last_updated_at", "t.last_updated_at"),
    ],
};
