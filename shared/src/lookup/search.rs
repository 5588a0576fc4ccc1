//! Searching as one types.

use serde::Serialize;
use sqlx::types::Json;
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use super::Lookup;
use crate::Result;
use crate::account::TargetKind::{Consortium, Organization, Person};
use crate::badge::INSTRUCTOR;
use crate::benefit::{EVENT, SEAT, SEATS_BY_TAG};
use crate::event::ADMINISTRATORS;
use crate::listing::{self, like};

/// Results on a page.
pub const PER_PAGE: i64 = 25;

/// What some look-ups take besides the term.
#[derive(Debug, Clone, Default)]
pub struct Extras {
    /// A chosen person's id.
    pub person: Option<i32>,
    /// A chosen role's id.
    pub role: Option<i32>,
    /// A chosen event's id.
    pub event: Option<i32>,
    /// A chosen badge's id.
    pub badge: Option<i32>,
    /// An account's id (LKP-24).
    pub account: Option<Uuid>,
    /// A trainee's id (LKP-06).
    pub trainee: Option<i32>,
    /// The tag of a training, which has one benefit (LKP-25, LKP-26).
    pub benefit: Option<String>,
    /// LKP-17: the term is a whole subtag.
    pub exact_subtag: bool,
}

impl Extras {
    /// Reads them by their parameters' names; `text` gives what is chosen. What is no key restricts nothing.
    #[must_use]
    pub fn read<'a>(text: impl Fn(&str) -> Option<&'a str>) -> Self {
        let id = |name| text(name)?.trim().parse().ok();
        Self {
            person: id("person"),
            role: id("role"),
            event: id("event"),
            badge: id("badge"),
            account: text("account").and_then(|account| account.trim().parse().ok()),
            trainee: id("trainee"),
            benefit: text("benefit").map(str::to_owned),
            exact_subtag: false,
        }
    }
}

/// One record found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// Its key, an integer or a code.
    pub id: serde_json::Value,
    /// Its display string.
    pub text: String,
    /// What this look-up tells besides: an organization's full name by itself (LKP-07), what a kind of role asks for (LKP-15), a
    /// partnership's agreement (LKP-24).
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// A page of records found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// The records, at most [`PER_PAGE`].
    pub results: Vec<Hit>,
    /// Whether there is a next page.
    pub more: bool,
}

/// Page `page` (from 1) of the records that match `term`; `None` for a page beyond the last, unless it is the first.
///
/// # Errors
/// When the database cannot be asked.
pub async fn search(db: &mut PgConnection, lookup: Lookup, term: &str, extras: &Extras, page: i64) -> Result<Option<Found>> {
    if term.contains('\0') {
        // PostgreSQL takes no such text, so no record holds it.
        return Ok((page == 1).then(|| Found { results: Vec::new(), more: false }));
    }
    let source = lookup.source();
    let mut sql = QueryBuilder::new(format!("SELECT ({})::text, ({})::text, ", source.key, source.label));
    sql.push(lookup.extra().unwrap_or("NULL::jsonb"));
    sql.push(" FROM ").push(source.from).push(" WHERE true");
    let term = term.trim();
    if !term.is_empty() {
        sql.push(" AND (");
        matches(&mut sql, lookup, term, extras);
        sql.push(")");
    }
    restrict(&mut sql, lookup, extras);
    sql.push(" ORDER BY ").push(order(lookup));
    sql.push(" LIMIT ").push_bind(PER_PAGE + 1).push(" OFFSET ").push_bind((page - 1).saturating_mul(PER_PAGE));
    /// Id, text, and what the form must know besides.
    type Row = (String, String, Option<Json<serde_json::Map<String, serde_json::Value>>>);
    let mut rows: Vec<Row> = sql.build_query_as().fetch_all(db).await?;
    if rows.is_empty() && page > 1 {
        return Ok(None);
    }
    let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > per_page;
    rows.truncate(per_page);
    let results = rows
        .into_iter()
        .map(|(id, text, extra)| Hit {
            id: id.parse::<i32>().map_or_else(|_| id.into(), Into::into),
            text,
            extra: extra.map(|extra| extra.0).unwrap_or_default(),
        })
        .collect();
    Ok(Some(Found { results, more }))
}

/// Pushes `column ILIKE %term%` for each column, joined by OR.
fn any_contains(sql: &mut QueryBuilder<Postgres>, columns: &[&str], term: &str) {
    for (n, column) in columns.iter().enumerate() {
        sql.push(if n > 0 { " OR " } else { "" }).push(column).push(" ILIKE ").push_bind(like(term));
    }
}

/// "Cross name": two words are also the two names of a person, either way round.
fn crosswise(sql: &mut QueryBuilder<Postgres>, table: &str, term: &str) {
    let words: Vec<&str> = term.split_whitespace().collect();
    if let [first, second] = words[..] {
        for (personal, family) in [(first, second), (second, first)] {
            sql.push(" OR (").push(table).push(".personal ILIKE ").push_bind(like(personal));
            sql.push(" AND ").push(table).push(".family ILIKE ").push_bind(like(family)).push(")");
        }
    }
}

/// The "person search" of the spec: the whole term in one field.
fn person_contains(sql: &mut QueryBuilder<Postgres>, term: &str) {
    any_contains(sql, &["p.personal", "p.family", "p.email", "p.secondary_email", "p.username"], term);
}

/// Awards by their person's or their badge's fields. The persons come from the index of the search, which holds more fields than
/// these, and are looked at again; conditions on both tables at once would ask no index at all.
fn awards_contain(sql: &mut QueryBuilder<Postgres>, term: &str) {
    sql.push("a.id IN (SELECT x.id FROM person o JOIN award x ON x.person_id = o.id WHERE search_text(o) ILIKE ");
    sql.push_bind(like(term)).push(" AND (");
    any_contains(sql, &["o.personal", "o.middle", "o.family", "o.email"], term);
    sql.push(") UNION SELECT x.id FROM badge o JOIN award x ON x.badge_id = o.id WHERE ");
    any_contains(sql, &["o.name"], term);
    sql.push(")");
}

fn matches(sql: &mut QueryBuilder<Postgres>, lookup: Lookup, term: &str, extras: &Extras) {
    match lookup {
        Lookup::Tags => any_contains(sql, &["t.name"], term),
        Lookup::Badges => any_contains(sql, &["b.name", "b.title"], term),
        Lookup::Lessons => any_contains(sql, &["l.name"], term),
        Lookup::Events | Lookup::EventsForAwards | Lookup::TttEvents => any_contains(sql, &["e.slug"], term),
        Lookup::Organizations | Lookup::AdminOrganizations | Lookup::AccountTargets(Some(Organization)) => {
            any_contains(sql, &["o.domain", "o.fullname"], term);
        }
        Lookup::Memberships | Lookup::MembershipsForTasks => {
            any_contains(sql, &["m.name", "m.variant"], term);
            sql.push(
                " OR m.id IN (SELECT mm.membership_id FROM organization o JOIN member mm ON mm.organization_id = o.id WHERE ",
            );
            any_contains(sql, &["o.domain", "o.fullname"], term);
            sql.push(")");
            if let Some(day) = listing::day(term) {
                sql.push(" OR ").push_bind(day).push(" BETWEEN m.agreement_start AND m.agreement_end");
            }
        }
        Lookup::MemberRoles | Lookup::MembershipPersonRoles => any_contains(sql, &["r.name", "r.verbose_name"], term),
        Lookup::AccountBenefitsSeats | Lookup::AccountBenefitsEvents => {
            any_contains(sql, &["p.name", "b.name", "b.description"], term)
        }
        Lookup::BenefitsSeats | Lookup::BenefitsEvents => any_contains(sql, &["b.name", "b.description"], term),
        Lookup::Persons | Lookup::Instructors => {
            person_contains(sql, term);
            crosswise(sql, "p", term);
        }
        Lookup::Admins => person_contains(sql, term),
        Lookup::AccountTargets(Some(Person)) => {
            any_contains(sql, &["p.personal", "p.family", "p.email"], term);
            crosswise(sql, "p", term);
        }
        Lookup::AccountTargets(Some(Consortium)) => any_contains(sql, &["c.name", "c.description"], term),
        Lookup::AccountTargets(None) => drop(sql.push("false")),
        Lookup::TrainingRequests => {
            any_contains(sql, &["q.personal", "q.family", "q.email", "q.secondary_email"], term);
            crosswise(sql, "q", term);
        }
        Lookup::Partnerships => any_contains(sql, &["p.name"], term),
        Lookup::CommunityRoles => any_contains(sql, &["c.name", "c.display_name"], term),
        Lookup::Languages if extras.exact_subtag => {
            sql.push("lower(l.subtag) = ").push_bind(term.to_lowercase());
        }
        Lookup::Languages => any_contains(sql, &["l.name", "l.subtag"], term),
        Lookup::KnowledgeDomains => any_contains(sql, &["k.name"], term),
        Lookup::Awards => awards_contain(sql, term),
        Lookup::Airports => any_contains(sql, &["a.iata", "a.name", "c.name"], term),
    }
}

/// Conditions that hold whatever the term is.
fn restrict(sql: &mut QueryBuilder<Postgres>, lookup: Lookup, extras: &Extras) {
    match lookup {
        Lookup::AdminOrganizations => {
            let domains: Vec<String> = ADMINISTRATORS.iter().map(|domain| (*domain).to_owned()).collect();
            sql.push(" AND o.domain = ANY(").push_bind(domains).push(")");
        }
        Lookup::TttEvents => {
            sql.push(" AND EXISTS (SELECT FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = e.id AND t.name = 'TTT')");
            if let Some(trainee) = extras.trainee {
                sql.push(" AND EXISTS (SELECT FROM task k JOIN role r ON r.id = k.role_id WHERE k.event_id = e.id AND r.name = 'learner' AND k.person_id = ");
                sql.push_bind(trainee).push(")");
            }
        }
        // DM-AWARD-05; other badges are for any event.
        Lookup::EventsForAwards => {
            if let (Some(person), Some(badge)) = (extras.person, extras.badge) {
                sql.push(" AND (")
                    .push_bind(badge)
                    .push(" IS DISTINCT FROM (SELECT id FROM badge WHERE name = ")
                    .push_bind(INSTRUCTOR);
                sql.push(") OR earned_instructor_at(").push_bind(person).push(", e.id))");
            }
        }
        // DM-TASK-08: a learner's training is paid by a membership whose code they applied with.
        Lookup::MembershipsForTasks => {
            if let (Some(person), Some(role), Some(event)) = (extras.person, extras.role, extras.event) {
                sql.push(" AND (NOT EXISTS (SELECT FROM role r WHERE r.name = 'learner' AND r.id = ").push_bind(role);
                sql.push(") OR NOT EXISTS (SELECT FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE t.name = 'TTT' AND et.event_id = ");
                sql.push_bind(event).push(") OR NOT EXISTS (SELECT FROM person x WHERE x.id = ").push_bind(person);
                sql.push(") OR m.registration_code IN (SELECT q.member_code FROM training_request q WHERE q.person_id = ");
                sql.push_bind(person).push("))");
            }
        }
        Lookup::Partnerships => {
            if let Some(account) = extras.account {
                sql.push(" AND p.account_id = ").push_bind(account);
            }
        }
        Lookup::AccountBenefitsSeats => of_unit(sql, SEAT, extras),
        Lookup::AccountBenefitsEvents => of_unit(sql, EVENT, extras),
        Lookup::BenefitsSeats => drop(sql.push(" AND b.unit_type = ").push_bind(SEAT)),
        Lookup::BenefitsEvents => drop(sql.push(" AND b.unit_type = ").push_bind(EVENT)),
        // Each once, however many groups they are in.
        Lookup::Admins => drop(sql.push(
            " AND p.id IN (SELECT s.id FROM person s WHERE s.is_superuser
              UNION SELECT pg.person_id FROM person_user_group pg JOIN user_group g ON g.id = pg.user_group_id
                    WHERE g.name = 'administrators')",
        )),
        Lookup::Instructors => drop(sql.push(
            " AND EXISTS (SELECT FROM community_role c JOIN community_role_config cc ON cc.id = c.config_id
              WHERE c.person_id = p.id AND cc.name = 'instructor')",
        )),
        Lookup::Awards => {
            for (column, id) in [("a.badge_id", extras.badge), ("a.person_id", extras.person)] {
                if let Some(id) = id {
                    sql.push(" AND ").push(column).push(" = ").push_bind(id);
                }
            }
        }
        _ => {}
    }
}

/// Benefits of accounts counted in `unit`: for a training with one of the known tags, or one of those tags by itself, only the
/// benefit that belongs to it (DM-TASK-09). Other tags restrict nothing.
fn of_unit(sql: &mut QueryBuilder<Postgres>, unit: &'static str, extras: &Extras) {
    sql.push(" AND b.unit_type = ").push_bind(unit);
    let (tags, names): (Vec<String>, Vec<String>) =
        SEATS_BY_TAG.iter().map(|(tag, name)| ((*tag).to_owned(), (*name).to_owned())).unzip();
    if let Some(name) = extras.benefit.as_deref().and_then(|tag| SEATS_BY_TAG.iter().find(|(known, _)| *known == tag)) {
        sql.push(" AND b.name = ").push_bind(name.1);
    }
    if let (SEAT, Some(event)) = (unit, extras.event) {
        sql.push(" AND (SELECT coalesce(bool_or(x.name = b.name), true) FROM unnest(")
            .push_bind(tags)
            .push(", ")
            .push_bind(names);
        sql.push(") AS x (tag, name) JOIN tag t ON t.name = x.tag JOIN event_tag et ON et.tag_id = t.id WHERE et.event_id = ");
        sql.push_bind(event).push(")");
    }
}

fn order(lookup: Lookup) -> &'static str {
    match lookup {
        Lookup::Tags => "t.priority, t.name",
        Lookup::Badges => "b.title, b.id",
        Lookup::Lessons => "l.name, l.id",
        Lookup::Events | Lookup::EventsForAwards | Lookup::TttEvents => "e.start DESC NULLS FIRST, e.id",
        Lookup::Organizations | Lookup::AccountTargets(Some(Organization)) => "o.fullname, o.id",
        Lookup::AdminOrganizations => "o.domain",
        Lookup::Memberships | Lookup::MembershipsForTasks => "m.agreement_start DESC, m.id",
        Lookup::MemberRoles | Lookup::MembershipPersonRoles => "r.name",
        Lookup::AccountBenefitsSeats | Lookup::AccountBenefitsEvents => "b.name, ab.start_date DESC, ab.id",
        Lookup::BenefitsSeats | Lookup::BenefitsEvents => "b.name, b.id",
        Lookup::Persons | Lookup::Admins | Lookup::Instructors | Lookup::AccountTargets(Some(Person)) => {
            "p.family, p.personal, p.id"
        }
        Lookup::AccountTargets(Some(Consortium)) => "c.name, c.id",
        Lookup::AccountTargets(None) => "x.id",
        Lookup::CommunityRoles => "c.display_name, c.id",
        Lookup::Languages => "(SELECT count(*) FROM person_language pl WHERE pl.language_id = l.id) DESC, l.name, l.id",
        Lookup::KnowledgeDomains => "(SELECT count(*) FROM person_domain pd WHERE pd.knowledge_domain_id = k.id) DESC, k.id",
        Lookup::TrainingRequests => "q.created_at, q.id",
        Lookup::Partnerships => "p.name, p.agreement_start, p.id",
        Lookup::Awards => "a.awarded, a.id",
        Lookup::Airports => "a.iata",
    }
}
