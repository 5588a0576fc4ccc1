//! Roles in the community (MNT-04, MNT-05).

use super::Table;
use crate::record::Kind;
use crate::reference::shown::shown;
use crate::reference::{Field, KeyType, Show, Source, Takes};

const BADGES: Source = Source { of: KeyType::Int, key: "b.id", label: "b.title", from: "badge b", order: "b.title, b.id" };

/// MNT-04: kinds of community roles, and what each asks for (DM-CROLE-04).
pub(super) const CONFIG: Table = Table {
    name: "community_role_config",
    kind: Some(Kind::CommunityRoleConfig),
    path: "/admin/community-role-configs/",
    title: "Community role configs",
    noun: ("community role config", "community role configs"),
    about: "The kinds of community roles, and what each asks for.",
    has_times: true,
    fields: &[
        Field::name(150).help("What AMY knows it by, such as instructor."),
        Field::text("display_name", "Display name", 150).required(),
        Field::flag("link_to_award", "Needs an award"),
        Field::new("award_badge_limit_id", "Only awards of", Takes::Record(BADGES)),
        Field::flag("autoassign_when_award_created", "Given with the award")
            .help("Whoever is awarded this badge gets the role with it."),
        Field::flag("link_to_membership", "Needs a membership"),
        Field::flag("link_to_partnership", "Needs a partnership"),
        Field::flag("additional_url", "Needs a web address"),
        Field::new("target_type", "Points at", Takes::Target)
            .or_null()
            .help("The kind of record that a role of this kind is about."),
        Field::new("custom_key_labels", "Labels of custom fields", Takes::Texts(150))
            .help("One more field on the role’s form for each."),
    ],
    shown: shown! {
        from "community_role_config t LEFT JOIN badge b ON b.id = t.award_badge_limit_id";
        label "t.display_name";
        off "false";
        search "t.name", "t.display_name";
        order "t.display_name, t.id";
        filters [];
        display_name "Display name" Show::Text => "t.display_name";
        name "Name" Show::Text => "t.name";
        link_to_award "Award" Show::Flag => "t.link_to_award";
        award_badge_limit "Badge" Show::Text => "b.title";
        autoassign "With the award" Show::Flag => "t.autoassign_when_award_created";
        link_to_membership "Membership" Show::Flag => "t.link_to_membership";
        link_to_partnership "Partnership" Show::Flag => "t.link_to_partnership";
        additional_url "URL" Show::Flag => "t.additional_url";
        target_type "Points at" Show::Text => "t.target_type";
        created "Created" Show::Moment => "t.created_at";
        updated "Updated" Show::Moment => "t.last_updated_at";
    },
    // D-26, DM-RECR-11: who may teach is asked by this name.
    fixed: ("name", &["instructor"]),
    ..Table::PLAIN
};

/// MNT-05: why roles end.
pub(super) const INACTIVATION: Table = Table {
    name: "community_role_inactivation",
    kind: Some(Kind::CommunityRoleInactivation),
    path: "/admin/community-role-inactivations/",
    title: "Community role inactivations",
    noun: ("community role inactivation", "community role inactivations"),
    about: "The reasons for which a community role ends.",
    has_times: true,
    fields: &[Field::name(150)],
    shown: shown! {
        from "community_role_inactivation t";
        label "t.name";
        off "false";
        search "t.name";
        order "t.name, t.id";
        filters [];
        name "Name" Show::Text => "t.name";
        created "Created" Show::Moment => "t.created_at";
        updated "Updated" Show::Moment => "t.last_updated_at";
    },
    ..Table::PLAIN
};
