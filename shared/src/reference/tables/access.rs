//! Who may do what, and what people have brought in that staff may have to take away (UTL-09).

use super::Table;
use crate::access::ADMIN_GROUPS;
use crate::db::Set;
use crate::listing::Meaning;
use crate::record::Kind;
use crate::reference::shown::shown;
use crate::reference::{By, Field, Key, KeyType, Narrow, Removal, Show, Source, Stored, Takes};

const PERMISSIONS: Source =
    Source { of: KeyType::Int, key: "x.id", label: "x.codename", from: "permission x", order: "x.codename" };

/// Groups of staff with their permissions (DM-PERM-02). Superusers hold every permission without any group, so nothing here can
/// lock the last of them out; but a group that makes its members admins must keep its name.
pub(super) const GROUP: Table = Table {
    name: "user_group",
    kind: Some(Kind::UserGroup),
    path: "/admin/groups/",
    title: "Groups",
    noun: ("group", "groups"),
    about: "What the members of each group of staff may do.",
    fields: &[Field::name(150), Field::new("permissions", "Permissions", Takes::Grants(Set::GroupPermissions, PERMISSIONS))],
    shown: shown! {
        from "user_group t";
        label "t.name";
        off "false";
        search "t.name";
        order "t.name, t.id";
        filters [];
        name "Name" Show::Text => "t.name";
        members "Members" Show::Number => "(SELECT count(*) FROM person_user_group m WHERE m.user_group_id = t.id)";
        permissions "Permissions" Show::Number => "(SELECT count(*) FROM user_group_permission p WHERE p.user_group_id = t.id)";
    },
    // DM-PERM-01
    fixed: ("name", &ADMIN_GROUPS),
    facts: "(SELECT count(*)::text FROM person_user_group m WHERE m.user_group_id = t.id)",
    keep: Some(keep_group),
    ..Table::PLAIN
};

/// Members would lose what the group allows without anybody having said so on their pages.
fn keep_group(group: &Stored) -> Option<String> {
    let members = group.facts.as_u64().unwrap_or_default();
    let are = if members == 1 { "person is" } else { "people are" };
    (members > 0).then(|| format!("{members} {are} in this group and would lose what it allows. Take them out of it first."))
}

/// Accounts elsewhere that people sign in with (DM-AUTH-01): to look at, and to cut.
pub(super) const SOCIAL_LOGIN: Table = Table {
    name: "social_login",
    path: "/admin/social-links/",
    title: "Social links",
    noun: ("social link", "social links"),
    about: "Accounts on GitHub that people sign in with.",
    key: Key::Long,
    shown: shown! {
        from "social_login t JOIN person p ON p.id = t.person_id";
        label "t.provider || ' ' || t.uid || ' of ' || (SELECT person_full_name(x) FROM person x WHERE x.id = t.person_id)";
        off "false";
        search "p.personal", "p.family", "p.email", "p.username", "p.github", "t.uid";
        order "p.family, p.personal, t.id";
        filters [];
        person "Person" Show::Record(Kind::Person) => "jsonb_build_array(p.id, person_label(p))";
        github "GitHub" Show::Text => "p.github";
        provider "Provider" Show::Text => "t.provider";
        uid "Account number" Show::Text => "t.uid";
        created "Created" Show::Moment => "t.created_at";
    },
    ..Table::PLAIN
};

/// What people have written about records: to look at, and to hide. Nobody edits another's words.
pub(super) const COMMENT: Table = Table {
    name: "comment",
    path: "/admin/comments/",
    title: "Comments",
    noun: ("comment", "comments"),
    about: "What people have written about records.",
    shown: shown! {
        from "comment t LEFT JOIN person p ON p.id = t.person_id";
        label "'comment ' || t.id";
        off "t.is_removed OR NOT t.is_public";
        search "t.comment", "t.user_name", "p.personal", "p.family";
        order "t.submit_date DESC, t.id DESC";
        filters [
            Narrow { name: "hidden", label: "Hidden", by: By::Flag } => Meaning::Bool("(t.is_removed OR NOT t.is_public) = {}"),
        ];
        submitted "Written" Show::Moment => "t.submit_date";
        author "Author" Show::Text => "coalesce(nullif(person_full_name(p), ''), t.user_name)";
        comment "Comment" Show::Long => "t.comment";
        about "About" Show::AnyRecord => "jsonb_build_array(t.object_type, CASE t.object_type
            WHEN 'workshops.event' THEN (SELECT e.slug FROM event e WHERE e.id::text = t.object_id)
            WHEN 'workshops.organization' THEN (SELECT o.domain FROM organization o WHERE o.id::text = t.object_id)
            ELSE t.object_id END)";
        hidden "Hidden" Show::Flag => "(t.is_removed OR NOT t.is_public)";
    },
    removal: Removal::Hide,
    ..Table::PLAIN
};
