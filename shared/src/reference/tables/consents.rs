//! Terms, their options, and people's answers (MNT-01 … MNT-03).

use std::collections::BTreeSet;

use serde_json::Value;

use super::Table;
use crate::check::FieldErrors;
use crate::listing::Meaning;
use crate::record::Kind;
use crate::reference::shown::shown;
use crate::reference::{Asked, By, Children, Field, KeyType, Narrow, Record, Removal, Show, Source, Stored, Takes};
use crate::term::{AGREE, OPTION_TYPES, PROFILE, REQUIRED_TYPES};

const TERMS: Source = Source { of: KeyType::Int, key: "x.id", label: "x.slug", from: "term x", order: "x.slug, x.id" };
const ACTIVE_TERMS: Source = Source { from: "term x WHERE x.archived_at IS NULL", ..TERMS };
const ARCHIVED: Narrow = Narrow { name: "archived", label: "Archived", by: By::Flag };

/// MNT-01: what people are asked to agree to.
pub(super) const TERM: Table = Table {
    name: "term",
    kind: Some(Kind::Term),
    path: "/admin/terms/",
    title: "Terms",
    noun: ("term", "terms"),
    about: "What people are asked to agree to, with the answers on offer.",
    has_times: true,
    fields: &[
        Field::new("slug", "Slug", Takes::Slug(50)).required().unique(),
        Field::text("short_description", "Short description", 100).required(),
        Field::new("content", "Content", Takes::LongText(10_000)).required().help("Links may be written in HTML."),
        Field::new("training_request_content", "Content for Training Request Form", Takes::LongText(10_000)).help("Asked instead on the application to instructor training."),
        Field::new("help_text", "Help text", Takes::LongText(10_000)),
        // DM-CONS-03: new terms are optional.
        Field::new("required_type", "Required type", Takes::OneOf(&REQUIRED_TYPES))
            .required()
            .only_when(Asked::Editing)
            .help("Careful: as soon as a term is required, everybody who has not answered it is stopped at their next click, all at once."),
        Field::new(
            "options",
            "Options",
            Takes::Children(Children {
                table: "term_option",
                owner: "term_id",
                only: "c.archived_at IS NULL",
                fields: &[
                    Field::new("option_type", "Type", Takes::OneOf(&OPTION_TYPES)).required(),
                    Field::new("content", "Content", Takes::Text(1000)),
                ],
            }),
        )
        .help("Without content, people read Yes for agree and No for decline."),
    ],
    shown: shown! {
        from "term t";
        label "t.slug";
        off "t.archived_at IS NOT NULL";
        search "t.slug", "t.content", "t.short_description";
        order "t.archived_at NULLS FIRST, t.slug, t.id";
        filters [
            Narrow { name: "required_type", label: "Required type", by: By::OneOf(&REQUIRED_TYPES) } => Meaning::Texts("t.required_type = ANY({})"),
            ARCHIVED => Meaning::Bool("(t.archived_at IS NOT NULL) = {}"),
        ];
        slug "Slug" Show::Text => "t.slug";
        content "Content" Show::Long => "t.content";
        training_request_content "Content for Training Request Form" Show::Long => "t.training_request_content";
        short_description "Short description" Show::Text => "t.short_description";
        required_type "Required type" Show::Text => "CASE t.required_type WHEN 'profile' THEN 'Required' ELSE 'Optional' END";
        archived_at "Archived at" Show::Moment => "t.archived_at";
    },
    removal: Removal::Archive("Its options and all answers to it are archived with it. This cannot be undone."),
    // DM-CONS-10, DM-CONS-11
    fixed: ("slug", &["privacy-policy", "may-contact", "public-profile", "may-publish-name"]),
    // Options that somebody has chosen: their type has become the meaning of an answer.
    facts: "(SELECT coalesce(jsonb_agg(o.id), '[]') FROM term_option o WHERE o.term_id = t.id AND (
        EXISTS (SELECT FROM consent c WHERE c.term_option_id = o.id)
        OR EXISTS (SELECT FROM training_request_consent c WHERE c.term_option_id = o.id)))",
    rule: Some(check_term),
    warn: Some(warn_of_gate),
    related: Some(("All options", "/admin/term-options/?term={}")),
    ..Table::PLAIN
};

fn check_term(term: &Record, stored: Option<&Stored>, errors: &mut FieldErrors) {
    if let Some(stored) = stored {
        check_options(term, stored, errors);
    }
    let is_active = stored.is_none_or(|stored| !stored.off);
    let has_agree = term.rows("options").any(|option| option.get("option_type").is_some_and(|kind| kind == AGREE));
    // DM-CONS-03
    if term.text("required_type") == PROFILE && is_active && !has_agree {
        errors.add(FieldErrors::FORM, "A required term needs an option to agree to: add one, or make the term optional.");
    }
}

/// DM-CONS-09: what a term that has become required does.
fn warn_of_gate(term: &Record, stored: Option<&Stored>) -> Option<&'static str> {
    let was_required = stored.is_some_and(|stored| stored.record.text("required_type") == PROFILE);
    (term.text("required_type") == PROFILE && !was_required)
        .then_some("From now on, everybody who has not answered this term is stopped until they do.")
}

/// Options stay, and keep the type by which people have chosen them (DM-CONS-06).
fn check_options(term: &Record, stored: &Stored, errors: &mut FieldErrors) {
    let sent: Vec<_> = term.rows("options").map(|option| (option.get("id"), option.get("option_type"))).collect();
    let answered: BTreeSet<i64> = stored.facts.as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
    for option in stored.record.rows("options") {
        let (id, kind) = (option.get("id"), option.get("option_type"));
        let Some((_, sent)) = sent.iter().find(|(sent, _)| *sent == id) else {
            errors.add(
                "options",
                "An option cannot be taken away: archive it on its own page, so that answers keep their meaning.",
            );
            continue;
        };
        if *sent != kind && id.and_then(Value::as_i64).is_some_and(|id| answered.contains(&id)) {
            errors.add("options", ANSWERED);
        }
    }
    let known = |id: &Value| id.is_null() || stored.record.rows("options").any(|option| option.get("id") == Some(id));
    if !sent.iter().all(|(id, _)| id.is_none_or(known)) {
        errors.add("options", "One of these options has been archived meanwhile. Open the term again.");
    }
}

const ANSWERED: &str = "People have answered with this option, so its type must stay. Archive it and add another one.";

/// MNT-02: the answers of all terms, archived ones too.
pub(super) const TERM_OPTION: Table = Table {
    name: "term_option",
    kind: Some(Kind::TermOption),
    path: "/admin/term-options/",
    title: "Term options",
    noun: ("term option", "term options"),
    about: "The answers that terms offer, archived ones too.",
    has_times: true,
    fields: &[
        Field::new("term_id", "Term", Takes::Record(ACTIVE_TERMS)).required().only_when(Asked::Adding),
        Field::new("option_type", "Option type", Takes::OneOf(&OPTION_TYPES)).required(),
        Field::new("content", "Content", Takes::Text(1000)).help("Without content, people read Yes for agree and No for decline."),
    ],
    shown: shown! {
        from "term_option t JOIN term m ON m.id = t.term_id";
        label "(SELECT x.slug FROM term x WHERE x.id = t.term_id) || ': ' || trim(t.content || ' (' || t.option_type || ')')";
        off "t.archived_at IS NOT NULL";
        search "m.slug", "t.content";
        order "m.slug, t.id";
        filters [
            Narrow { name: "term", label: "Term", by: By::Record(TERMS) } => Meaning::Ints("t.term_id = ANY({})"),
            Narrow { name: "option_type", label: "Option type", by: By::OneOf(&OPTION_TYPES) } => Meaning::Texts("t.option_type = ANY({})"),
            ARCHIVED => Meaning::Bool("(t.archived_at IS NOT NULL) = {}"),
        ];
        term "Term" Show::Text => "m.slug";
        option_type "Option type" Show::Text => "initcap(t.option_type)";
        content "Content" Show::Text => "t.content";
        archived_at "Archived at" Show::Moment => "t.archived_at";
    },
    removal: Removal::Archive("All answers with it are archived too, and asked for again. This cannot be undone."),
    facts: "jsonb_build_object(
        'answered', EXISTS (SELECT FROM consent c WHERE c.term_option_id = t.id)
            OR EXISTS (SELECT FROM training_request_consent c WHERE c.term_option_id = t.id),
        'needed', t.archived_at IS NULL AND EXISTS (SELECT FROM term m WHERE m.id = t.term_id AND m.archived_at IS NULL AND m.required_type = 'profile')
            AND NOT EXISTS (SELECT FROM term_option o WHERE o.term_id = t.term_id AND o.id <> t.id AND o.archived_at IS NULL AND o.option_type = 'agree'))",
    rule: Some(check_option),
    ..Table::PLAIN
};

fn check_option(option: &Record, stored: Option<&Stored>, errors: &mut FieldErrors) {
    let Some(stored) = stored.filter(|stored| stored.record.get("option_type") != option.get("option_type")) else { return };
    errors.require(stored.facts["answered"] != true, "option_type", ANSWERED);
    // DM-CONS-03
    errors.require(
        stored.facts["needed"] != true || option.text("option_type") == AGREE,
        "option_type",
        "The term is required, and this is its only option to agree to. Add another one first.",
    );
}

/// MNT-03: people's answers, to look at: nobody answers for somebody else here (DM-CONS-06).
pub(super) const CONSENT: Table = Table {
    name: "consent",
    kind: Some(Kind::Consent),
    path: "/admin/consents/",
    title: "Consents",
    noun: ("consent", "consents"),
    about: "What people have answered, to look at.",
    shown: shown! {
        from "consent t JOIN person p ON p.id = t.person_id JOIN term m ON m.id = t.term_id LEFT JOIN term_option o ON o.id = t.term_option_id";
        label "t.id";
        off "t.archived_at IS NOT NULL";
        search "p.personal", "p.family", "p.email";
        order "t.created_at DESC, t.id DESC";
        filters [
            Narrow { name: "term", label: "Term", by: By::Record(TERMS) } => Meaning::Ints("t.term_id = ANY({})"),
            Narrow { name: "option_type", label: "Term option type", by: By::OneOf(&OPTION_TYPES) } => Meaning::Texts("o.option_type = ANY({})"),
            ARCHIVED => Meaning::Bool("(t.archived_at IS NOT NULL) = {}"),
        ];
        created "Created at" Show::Moment => "t.created_at";
        person "Person" Show::Record(Kind::Person) => "jsonb_build_array(p.id, person_label(p))";
        term "Term" Show::Record(Kind::Term) => "jsonb_build_array(m.id, m.slug)";
        term_option "Term option" Show::Text => "o.content";
        option_type "Term option type" Show::Text => "initcap(o.option_type)";
        archived_at "Archived at" Show::Moment => "t.archived_at";
    },
    removal: Removal::Nothing,
    ..Table::PLAIN
};
