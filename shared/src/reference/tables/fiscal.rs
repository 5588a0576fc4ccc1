//! What memberships and partnerships are described with (UTL-09).

use super::{Table, names};
use crate::record::Kind;
use crate::reference::shown::shown;
use crate::reference::{Field, Key, Show, Takes};

/// Roles of organizations in memberships.
pub(super) const MEMBER_ROLE: Table = Table {
    name: "member_role",
    kind: Some(Kind::MemberRole),
    path: "/admin/member-roles/",
    title: "Member roles",
    noun: ("member role", "member roles"),
    about: "What organizations are in a membership.",
    // DM-ORG-05
    fixed: ("name", &["main"]),
    fields: ROLE_FIELDS,
    shown: shown! {
        from "member_role t";
        label "role_label(t.name, t.verbose_name)";
        off "false";
        search "t.name", "t.verbose_name";
        order "t.name, t.id";
        filters [];
        name "Name" Show::Text => "t.name";
        verbose_name "Verbose name" Show::Text => "t.verbose_name";
    },
    ..Table::PLAIN
};

/// Roles of persons in memberships.
pub(super) const PERSON_ROLE: Table = Table {
    name: "membership_person_role",
    kind: Some(Kind::MembershipPersonRole),
    path: "/admin/membership-person-roles/",
    title: "Membership person roles",
    noun: ("membership person role", "membership person roles"),
    about: "What persons are in a membership.",
    // DM-MEMB-15: emails about memberships go to these.
    fixed: ("name", &["billing_contact", "programmatic_contact"]),
    fields: ROLE_FIELDS,
    shown: shown! {
        from "membership_person_role t";
        label "role_label(t.name, t.verbose_name)";
        off "false";
        search "t.name", "t.verbose_name";
        order "t.name, t.id";
        filters [];
        name "Name" Show::Text => "t.name";
        verbose_name "Verbose name" Show::Text => "t.verbose_name";
    },
    ..Table::PLAIN
};

const ROLE_FIELDS: &[Field] =
    &[Field::name(40), Field::text("verbose_name", "Verbose name", 100).help("What people read; without it, the name.")];

/// Tiers of partnerships.
pub(super) const TIER: Table = Table {
    name: "partnership_tier",
    kind: Some(Kind::PartnershipTier),
    path: "/admin/partnership-tiers/",
    title: "Partnership tiers",
    noun: ("partnership tier", "partnership tiers"),
    about: "How many credits a partnership comes with.",
    key: Key::Uuid,
    has_times: true,
    fields: &[
        Field::name(100),
        Field::new("credits", "Credits", Takes::Integer(0, 1_000_000))
            .required()
            .help("Partnerships that exist keep what they have until they are given another tier."),
    ],
    shown: shown! {
        from "partnership_tier t";
        label "t.name || ' (' || t.credits || ' credits)'";
        off "false";
        search "t.name";
        order "t.credits, t.name, t.id";
        filters [];
        name "Name" Show::Text => "t.name";
        credits "Credits" Show::Number => "t.credits";
    },
    ..Table::PLAIN
};

/// Discounts on benefits: a label, no arithmetic.
pub(super) const DISCOUNT: Table = Table {
    key: Key::Uuid,
    has_times: true,
    ..names!(
        "account_benefit_discount",
        "account_benefit_discount t",
        AccountBenefitDiscount,
        "/admin/account-benefit-discounts/",
        "Account benefit discounts",
        ("account benefit discount", "account benefit discounts"),
        100,
        "Names of discounts on an account’s benefits."
    )
};
