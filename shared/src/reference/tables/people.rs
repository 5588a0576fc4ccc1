//! What people hold and know (UTL-09).

use super::{Table, names};
use crate::record::Kind;
use crate::reference::shown::shown;
use crate::reference::{Field, Show};

/// Certificates (BDG-01 creates none, so this does).
pub(super) const BADGE: Table = Table {
    name: "badge",
    kind: Some(Kind::Badge),
    path: "/admin/badges/",
    title: "Badges",
    noun: ("badge", "badges"),
    about: "Certificates that people are awarded.",
    fields: &[
        Field::name(40).help("Stands in the address of the badge’s page."),
        Field::text("title", "Title", 40).required(),
        Field::text("criteria", "Criteria", 100).required().help("What somebody must do to be awarded it."),
    ],
    shown: shown! {
        from "badge t";
        label "t.title";
        off "false";
        search "t.name", "t.title";
        order "t.name, t.id";
        filters [];
        name "Name" Show::Text => "t.name";
        title "Title" Show::Text => "t.title";
        criteria "Criteria" Show::Text => "t.criteria";
    },
    // DM-AWARD-01
    fixed: ("name", &["instructor", "dc-instructor", "swc-instructor", "lc-instructor", "trainer"]),
    ..Table::PLAIN
};

/// Areas of expertise.
pub(super) const KNOWLEDGE_DOMAIN: Table = names!(
    "knowledge_domain",
    "knowledge_domain t",
    KnowledgeDomain,
    "/admin/knowledge-domains/",
    "Knowledge domains",
    ("knowledge domain", "knowledge domains"),
    100,
    "Areas of expertise of people, applicants and audiences."
);
