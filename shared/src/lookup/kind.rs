//! The look-ups by name.

use crate::account::TargetKind;

/// What is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lookup {
    /// LKP-01: tags by name.
    Tags,
    /// LKP-02: badges by name or title.
    Badges,
    /// LKP-03: lessons by name.
    Lessons,
    /// LKP-04: events by slug.
    Events,
    /// LKP-05: events that a badge may be awarded for.
    EventsForAwards,
    /// LKP-06: instructor trainings by slug.
    TttEvents,
    /// LKP-07: organizations by domain or full name.
    Organizations,
    /// LKP-08: the organizations that may administer an event (DM-ORG-02).
    AdminOrganizations,
    /// LKP-09: memberships.
    Memberships,
    /// LKP-10: memberships that a task may take a seat of.
    MembershipsForTasks,
    /// LKP-11: roles of organizations in memberships.
    MemberRoles,
    /// LKP-12: roles of persons in memberships.
    MembershipPersonRoles,
    /// LKP-13: persons.
    Persons,
    /// LKP-14: persons that work may be assigned to.
    Admins,
    /// LKP-15: kinds of community roles.
    CommunityRoles,
    /// LKP-16: persons with an instructor's community role.
    Instructors,
    /// LKP-17: languages.
    Languages,
    /// LKP-18: knowledge domains.
    KnowledgeDomains,
    /// LKP-19: applications to instructor training.
    TrainingRequests,
    /// LKP-20: awards.
    Awards,
    /// LKP-22, a page at a time: whom an account can be for, which hangs on its type. Nobody before a type is chosen.
    AccountTargets(Option<TargetKind>),
    /// LKP-23: airports.
    Airports,
    /// LKP-24: partnerships.
    Partnerships,
    /// LKP-25: benefits of accounts that are counted in seats.
    AccountBenefitsSeats,
    /// LKP-26: benefits of accounts that are counted in events.
    AccountBenefitsEvents,
    /// LKP-27: benefits that are counted in seats.
    BenefitsSeats,
    /// LKP-28: benefits that are counted in events.
    BenefitsEvents,
}

/// What the keys of a look-up's records are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// Integers.
    Ints,
    /// Codes, such as an airport's.
    Codes,
    /// UUIDs.
    Uuids,
}

impl Lookup {
    /// All look-ups that ask nothing but their address.
    pub const ALL: [Self; 26] = [
        Self::Tags,
        Self::Badges,
        Self::Lessons,
        Self::Events,
        Self::EventsForAwards,
        Self::TttEvents,
        Self::Organizations,
        Self::AdminOrganizations,
        Self::Memberships,
        Self::MembershipsForTasks,
        Self::MemberRoles,
        Self::MembershipPersonRoles,
        Self::Persons,
        Self::Admins,
        Self::CommunityRoles,
        Self::Instructors,
        Self::Languages,
        Self::KnowledgeDomains,
        Self::TrainingRequests,
        Self::Awards,
        Self::Airports,
        Self::Partnerships,
        Self::AccountBenefitsSeats,
        Self::AccountBenefitsEvents,
        Self::BenefitsSeats,
        Self::BenefitsEvents,
    ];

    /// Its address.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Tags => "/select_lookups/tags/",
            Self::Badges => "/select_lookups/badges/",
            Self::Lessons => "/select_lookups/lessons/",
            Self::Events => "/select_lookups/events/",
            Self::EventsForAwards => "/select_lookups/events_for_awards/",
            Self::TttEvents => "/select_lookups/ttt_events/",
            Self::Organizations => "/select_lookups/organizations/",
            Self::AdminOrganizations => "/select_lookups/admin_orgs/",
            Self::Memberships => "/select_lookups/memberships/",
            Self::MembershipsForTasks => "/select_lookups/memberships_for_tasks/",
            Self::MemberRoles => "/select_lookups/member-roles/",
            Self::MembershipPersonRoles => "/select_lookups/membership-person-roles/",
            Self::Persons => "/select_lookups/persons/",
            Self::Admins => "/select_lookups/admins/",
            Self::CommunityRoles => "/select_lookups/communityroles/",
            Self::Instructors => "/select_lookups/instructors/",
            Self::Languages => "/select_lookups/languages/",
            Self::KnowledgeDomains => "/select_lookups/knowledge_domains/",
            Self::TrainingRequests => "/select_lookups/training_requests/",
            Self::Awards => "/select_lookups/awards/",
            Self::AccountTargets(_) => "/select_lookups/offering-account-relation/",
            Self::Airports => "/select_lookups/airports/",
            Self::Partnerships => "/select_lookups/partnerships/",
            Self::AccountBenefitsSeats => "/select_lookups/account-benefits-seats/",
            Self::AccountBenefitsEvents => "/select_lookups/account-benefits-events/",
            Self::BenefitsSeats => "/select_lookups/benefits-seats/",
            Self::BenefitsEvents => "/select_lookups/benefits-events/",
        }
    }

    /// What the keys of its records are.
    #[must_use]
    pub fn keys(self) -> Keys {
        match self {
            Self::Airports => Keys::Codes,
            Self::AccountBenefitsSeats | Self::AccountBenefitsEvents | Self::BenefitsSeats | Self::BenefitsEvents => Keys::Uuids,
            _ => Keys::Ints,
        }
    }

    /// Whether anybody may use it, signed in or not.
    #[must_use]
    pub fn is_public(self) -> bool {
        matches!(self, Self::Languages | Self::Airports)
    }

    /// What each result tells besides its key and label, as `jsonb`.
    pub(super) fn extra(self) -> Option<&'static str> {
        match self {
            Self::Organizations => Some("jsonb_build_object('fullname', o.fullname)"),
            // What a form must ask for, for the chosen kind of role (pages-core.md §5, FIX).
            Self::CommunityRoles => Some(
                "jsonb_build_object('link_to_award', c.link_to_award, 'award_badge_limit', c.award_badge_limit_id,
                    'link_to_membership', c.link_to_membership, 'link_to_partnership', c.link_to_partnership,
                    'additional_url', c.additional_url, 'generic_relation_content_type', c.target_type)",
            ),
            Self::Partnerships => {
                Some("jsonb_build_object('agreement_start', p.agreement_start, 'agreement_end', p.agreement_end)")
            }
            _ => None,
        }
    }

    /// The rows with their key and label, as `SELECT key AS id, label AS text …` and joins, without conditions.
    /// `key` and `label` of each are what [`super::labels`] shows for a chosen one.
    pub(super) fn source(self) -> Source {
        const ORGANIZATION: &str = "o.fullname || ' <' || o.domain || '>'";
        const PERSON: &str = "person_label(p)";
        use TargetKind::{Consortium, Organization, Person};
        match self {
            Self::Tags => Source::new("t.id", "t.name", "tag t"),
            Self::Badges => Source::new("b.id", "b.title", "badge b"),
            Self::Lessons => Source::new("l.id", "l.name", "lesson l"),
            Self::Events | Self::EventsForAwards | Self::TttEvents => Source::new("e.id", "e.slug", "event e"),
            Self::Organizations | Self::AdminOrganizations | Self::AccountTargets(Some(Organization)) => {
                Source::new("o.id", ORGANIZATION, "organization o")
            }
            Self::Memberships | Self::MembershipsForTasks => Source::new("m.id", "membership_label(m)", "membership m"),
            Self::MembershipPersonRoles => Source::new("r.id", "role_label(r.name, r.verbose_name)", "membership_person_role r"),
            // As on its first day: what it is called does not hang on today.
            Self::AccountBenefitsSeats | Self::AccountBenefitsEvents => Source::new(
                "ab.id",
                "account_benefit_label(ab, ab.start_date)",
                "account_benefit ab JOIN benefit b ON b.id = ab.benefit_id LEFT JOIN partnership p ON p.id = ab.partnership_id",
            ),
            Self::BenefitsSeats | Self::BenefitsEvents => Source::new("b.id", "benefit_label(b)", "benefit b"),
            Self::MemberRoles => Source::new("r.id", "coalesce(nullif(r.verbose_name, ''), r.name)", "member_role r"),
            Self::Persons | Self::Admins | Self::Instructors | Self::AccountTargets(Some(Person)) => {
                Source::new("p.id", PERSON, "person p")
            }
            Self::AccountTargets(Some(Consortium)) => Source::new("c.id", "c.name", "consortium c"),
            Self::AccountTargets(None) => Source::new("x.id", "x.id", "(SELECT 0 AS id WHERE false) x"),
            Self::CommunityRoles => Source::new("c.id", "c.display_name", "community_role_config c"),
            Self::Languages => Source::new("l.id", "l.name", "language l"),
            Self::KnowledgeDomains => Source::new("k.id", "k.name", "knowledge_domain k"),
            Self::TrainingRequests => Source::new("q.id", "training_request_label(q)", "training_request q"),
            Self::Partnerships => Source::new("p.id", "partnership_label(p)", "partnership p"),
            Self::Awards => Source::new(
                "a.id",
                "person_label(p) || '/' || b.title || '/' || a.awarded || '/' || coalesce(e.slug, 'None')",
                "award a JOIN person p ON p.id = a.person_id JOIN badge b ON b.id = a.badge_id LEFT JOIN event e ON e.id = a.event_id",
            ),
            Self::Airports => Source::new(
                "a.iata",
                "a.iata || ': ' || a.name || ' (' || coalesce(c.name, '-') || ', ' || a.timezone || ')'",
                "airport a LEFT JOIN country c ON c.code = a.country",
            ),
        }
    }
}

/// Where a look-up's rows come from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source {
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    pub(super) from: &'static str,
}

impl Source {
    const fn new(key: &'static str, label: &'static str, from: &'static str) -> Self {
        Self { key, label, from }
    }
}
