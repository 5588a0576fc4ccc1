//! The kinds of records: their names in AMY's words, and the pages they have.

use std::str::FromStr;

use chrono::NaiveDate;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::Deserialize;
use uuid::Uuid;

use crate::Result;
use crate::db::Db;

/// Everything but unreserved characters: an organization's domain may hold slashes (DM §2.4).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $object_type:literal, $table:literal, $plural:literal $(, page $page:literal)?;)+) => {
        /// A kind of record: what can be commented on, has a history, or stands in the way of a deletion.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind {
            $($(#[$doc])* $kind,)+
        }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            fn facts(self) -> Facts {
                match self {
                    $(Self::$kind => Facts { object_type: $object_type, table: $table, plural: $plural, page: [$($page)?].first().copied() },)+
                }
            }
        }
    };
}

/// What is known of a kind: its name in AMY's words, its table, what several of them are called, and its page if it has one.
struct Facts {
    object_type: &'static str,
    table: &'static str,
    plural: &'static str,
    /// The page's address; `{}` stands for the record's key.
    page: Option<&'static str>,
}

kinds! {
    /// A person.
    Person = "workshops.person", "person", "persons", page "/workshops/person/{}/";
    /// An event.
    Event = "workshops.event", "event", "events", page "/workshops/event/{}/";
    /// A task: what a person did at an event.
    Task = "workshops.task", "task", "tasks", page "/workshops/task/{}/";
    /// An organization.
    Organization = "workshops.organization", "organization", "organizations", page "/fiscal/organization/{}/";
    /// A membership.
    Membership = "workshops.membership", "membership", "memberships", page "/fiscal/membership/{}/";
    /// An organization in a membership.
    Member = "workshops.member", "member", "members of memberships", page "/fiscal/membership/{}/";
    /// A person in a membership.
    MembershipTask = "fiscal.membershiptask", "membership_task", "persons in memberships", page "/fiscal/membership/{}/";
    /// A consortium.
    Consortium = "fiscal.consortium", "consortium", "consortiums", page "/fiscal/consortiums/{}/";
    /// A partnership.
    Partnership = "fiscal.partnership", "partnership", "partnerships", page "/fiscal/partnerships/{}/";
    /// A tier of partnerships.
    PartnershipTier = "fiscal.partnershiptier", "partnership_tier", "partnership tiers", page "/admin/partnership-tiers/{}/edit/";
    /// An account of the service offering.
    Account = "offering.account", "account", "accounts", page "/offering/accounts/{}/";
    /// An owner of an account; its page is the account's.
    AccountOwner = "offering.accountowner", "account_owner", "account owners", page "/offering/accounts/{}/";
    /// A benefit.
    Benefit = "offering.benefit", "benefit", "benefits", page "/offering/benefits/{}/";
    /// A discount on an account's benefit.
    AccountBenefitDiscount = "offering.accountbenefitdiscount", "account_benefit_discount", "account benefit discounts", page "/admin/account-benefit-discounts/{}/edit/";
    /// A benefit of an account.
    AccountBenefit = "offering.accountbenefit", "account_benefit", "account benefits", page "/offering/account-benefits/{}/";
    /// A badge.
    Badge = "workshops.badge", "badge", "badges", page "/workshops/badge/{}/";
    /// A badge that a person holds; its page is the person's.
    Award = "workshops.award", "award", "awards", page "/workshops/person/{}/";
    /// A lesson that a person can teach; its page is the person's.
    Qualification = "workshops.qualification", "qualification", "qualifications", page "/workshops/person/{}/";
    /// A role in the community.
    CommunityRole = "communityroles.communityrole", "community_role", "community roles", page "/communityroles/role/{}/";
    /// A kind of community role.
    CommunityRoleConfig = "communityroles.communityroleconfig", "community_role_config", "community role configs", page "/admin/community-role-configs/{}/edit/";
    /// Why a community role ended.
    CommunityRoleInactivation = "communityroles.communityroleinactivation", "community_role_inactivation", "community role inactivations", page "/admin/community-role-inactivations/{}/edit/";
    /// A term that people consent to.
    Term = "consents.term", "term", "terms", page "/admin/terms/{}/edit/";
    /// An answer that a term offers.
    TermOption = "consents.termoption", "term_option", "term options", page "/admin/term-options/{}/edit/";
    /// A person's answer to a term.
    Consent = "consents.consent", "consent", "consents";
    /// An applicant's answer to a term.
    TrainingRequestConsent = "consents.trainingrequestconsent", "training_request_consent", "training request consents";
    /// An application to instructor training.
    TrainingRequest = "workshops.trainingrequest", "training_request", "training requests";
    /// What trainees must do.
    TrainingRequirement = "workshops.trainingrequirement", "training_requirement", "training requirements", page "/admin/training-requirements/{}/edit/";
    /// What a trainee did.
    TrainingProgress = "workshops.trainingprogress", "training_progress", "training progresses";
    /// A kind of getting involved.
    Involvement = "trainings.involvement", "involvement", "involvements", page "/admin/involvements/{}/edit/";
    /// A request for a workshop.
    WorkshopRequest = "workshops.workshoprequest", "workshop_request", "workshop requests";
    /// An inquiry about a workshop.
    WorkshopInquiryRequest = "extrequests.workshopinquiryrequest", "workshop_inquiry_request", "workshop inquiries";
    /// A workshop that others organise themselves.
    SelfOrganisedSubmission = "extrequests.selforganisedsubmission", "self_organised_submission", "self-organised submissions";
    /// The search for an event's instructors.
    InstructorRecruitment = "recruitment.instructorrecruitment", "instructor_recruitment", "instructor recruitments";
    /// An instructor who would teach.
    InstructorRecruitmentSignup = "recruitment.instructorrecruitmentsignup", "instructor_recruitment_signup", "instructor recruitment signups";
    /// A template of emails.
    EmailTemplate = "emails.emailtemplate", "email_template", "email templates", page "/emails/template/{}/";
    /// An email to be sent, or sent.
    ScheduledEmail = "emails.scheduledemail", "scheduled_email", "scheduled emails", page "/emails/scheduled_email/{}/";
    /// A file sent with an email.
    Attachment = "emails.attachment", "attachment", "attachments";
    /// A tag of events.
    Tag = "workshops.tag", "tag", "tags", page "/admin/tags/{}/edit/";
    /// A role at events.
    Role = "workshops.role", "role", "roles", page "/admin/roles/{}/edit/";
    /// A lesson.
    Lesson = "workshops.lesson", "lesson", "lessons", page "/admin/lessons/{}/edit/";
    /// An area of knowledge.
    KnowledgeDomain = "workshops.knowledgedomain", "knowledge_domain", "knowledge domains", page "/admin/knowledge-domains/{}/edit/";
    /// A language.
    Language = "workshops.language", "language", "languages", page "/admin/languages/{}/edit/";
    /// A curriculum.
    Curriculum = "workshops.curriculum", "curriculum", "curricula", page "/admin/curricula/{}/edit/";
    /// A category of events.
    EventCategory = "workshops.eventcategory", "event_category", "event categories", page "/offering/event-categories/{}/";
    /// A role of organizations in memberships.
    MemberRole = "workshops.memberrole", "member_role", "member roles", page "/admin/member-roles/{}/edit/";
    /// A role of persons in memberships.
    MembershipPersonRole = "fiscal.membershippersonrole", "membership_person_role", "membership person roles", page "/admin/membership-person-roles/{}/edit/";
    /// A career stage.
    AcademicLevel = "workshops.academiclevel", "academic_level", "academic levels", page "/admin/academic-levels/{}/edit/";
    /// A level of computing experience.
    ComputingExperienceLevel = "workshops.computingexperiencelevel", "computing_experience_level", "computing experience levels", page "/admin/computing-experience-levels/{}/edit/";
    /// Where people heard of us.
    InfoSource = "workshops.infosource", "info_source", "info sources", page "/admin/info-sources/{}/edit/";
    /// A kind of data.
    DataVariant = "extrequests.datavariant", "data_variant", "data variants", page "/admin/data-variants/{}/edit/";
    /// A continent.
    Continent = "dashboard.continent", "continent", "continents", page "/admin/continents/{}/edit/";
    /// Who is told of requests from some countries.
    Criterium = "dashboard.criterium", "criterium", "criteria", page "/admin/criteria/{}/edit/";
    /// A group of staff.
    UserGroup = "auth.group", "user_group", "groups", page "/admin/groups/{}/edit/";
    /// A condition of a feature flag.
    FeatureFlagCondition = "flags.flagstate", "feature_flag_condition", "feature flag conditions", page "/admin/feature-flag-conditions/{}/edit/";
}

impl Kind {
    /// The name that comments and imported rows know it by, as `app.model`.
    #[must_use]
    pub fn object_type(self) -> &'static str {
        self.facts().object_type
    }

    /// The table it is stored and versioned under.
    #[must_use]
    pub fn table(self) -> &'static str {
        self.facts().table
    }

    /// What several of them are called, in lower case.
    #[must_use]
    pub fn plural(self) -> &'static str {
        self.facts().plural
    }

    /// The permission to `act` on its records, such as `view_person`.
    #[must_use]
    pub fn permission(self, act: &str) -> String {
        let model = self.object_type().rsplit('.').next().unwrap_or_default();
        format!("{act}_{model}")
    }

    /// The page of the record with this key (`record_key` in SQL): its slug, domain or id. `None` where the kind has no page.
    #[must_use]
    pub fn page(self, key: &str) -> Option<String> {
        let segment =
            if self == Self::Organization { domain_segment(key) } else { utf8_percent_encode(key, SEGMENT).to_string() };
        self.facts().page.map(|page| page.replace("{}", &segment))
    }

    /// The kind known as `object_type`.
    #[must_use]
    pub fn of(object_type: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.object_type() == object_type)
    }

    /// The kind stored in `table`.
    #[must_use]
    pub fn of_table(table: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.table() == table)
    }
}

/// The display string of a record, and its page's key; `None` where there is no such record. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn named(db: &mut Db, kind: Kind, id: &str, today: NaiveDate) -> Result<Option<Named>> {
    // PostgreSQL takes no text with NUL in it.
    if id.contains('\0') {
        return Ok(None);
    }
    Ok(sqlx::query_as!(
        Named,
        r#"SELECT record_key($1, r) AS "key!", record_label($1, r, $3) AS "label!" FROM record_row($1, $2) r WHERE r IS NOT NULL"#,
        kind.table(),
        id,
        today
    )
    .fetch_optional(db)
    .await?)
}

/// What a record is called and found by.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Named {
    /// What its page's address ends in.
    pub key: String,
    /// Its display string.
    pub label: String,
}

/// A query string of these pairs, encoded.
#[must_use]
pub fn query(pairs: &[(&str, &str)]) -> String {
    let encoded: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{}={}", utf8_percent_encode(key, SEGMENT), utf8_percent_encode(value, SEGMENT)))
        .collect();
    encoded.join("&")
}

/// The page of an event.
#[must_use]
pub fn event_url(slug: &str) -> String {
    format!("/workshops/event/{slug}/")
}

/// The page of a person.
#[must_use]
pub fn person_url(id: i32) -> String {
    format!("/workshops/person/{id}/")
}

/// The page of a badge.
#[must_use]
pub fn badge_url(name: &str) -> String {
    format!("/workshops/badge/{}/", utf8_percent_encode(name, SEGMENT))
}

/// Where an award's own pages begin; it is shown on its person's.
#[must_use]
pub fn award_url(id: i32) -> String {
    format!("/workshops/award/{id}/")
}

/// The page of a community role.
#[must_use]
pub fn community_role_url(id: i32) -> String {
    format!("/communityroles/role/{id}/")
}

/// The page of a task.
#[must_use]
pub fn task_url(id: i32) -> String {
    format!("/workshops/task/{id}/")
}

/// The page of an organization.
#[must_use]
pub fn organization_url(domain: &str) -> String {
    format!("/fiscal/organization/{}/", domain_segment(domain))
}

/// An organization's domain as one segment of a path: percent-encoded twice, since slashes that are encoded once are slashes again
/// to whatever decodes a path before it chooses a route, as API Gateway does (pages-business.md 0.9).
#[must_use]
pub fn domain_segment(domain: &str) -> String {
    utf8_percent_encode(&utf8_percent_encode(domain, SEGMENT).to_string(), SEGMENT).to_string()
}

/// The domain in a path's segment that was decoded once, as routes do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain(pub String);

impl FromStr for Domain {
    type Err = NoDomain;

    fn from_str(segment: &str) -> std::result::Result<Self, NoDomain> {
        let domain = percent_decode_str(segment).decode_utf8().map_err(|_| NoDomain)?;
        // PostgreSQL takes no text with NUL in it.
        if domain.contains('\0') { Err(NoDomain) } else { Ok(Self(domain.into_owned())) }
    }
}

/// What stands in a path cannot be a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no domain")]
pub struct NoDomain;

/// The page of a consortium.
#[must_use]
pub fn consortium_url(id: i32) -> String {
    format!("/fiscal/consortiums/{id}/")
}

/// The page of a benefit.
#[must_use]
pub fn benefit_url(id: Uuid) -> String {
    format!("/offering/benefits/{id}/")
}

/// The page of a category of events.
#[must_use]
pub fn event_category_url(id: Uuid) -> String {
    format!("/offering/event-categories/{id}/")
}

/// The page of a membership.
#[must_use]
pub fn membership_url(id: i32) -> String {
    format!("/fiscal/membership/{id}/")
}

/// The page of a partnership.
#[must_use]
pub fn partnership_url(id: i32) -> String {
    format!("/fiscal/partnerships/{id}/")
}

/// The page of an account.
#[must_use]
pub fn account_url(id: Uuid) -> String {
    format!("/offering/accounts/{id}/")
}

/// The page of a benefit of an account.
#[must_use]
pub fn account_benefit_url(id: Uuid) -> String {
    format!("/offering/account-benefits/{id}/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_survives_being_decoded_twice() {
        let lessons = "carpentries.org/community-lessons/";
        assert_eq!(organization_url(lessons), "/fiscal/organization/carpentries.org%252Fcommunity-lessons%252F/");
        assert_eq!(Kind::Organization.page(lessons), Some(organization_url(lessons)));
        assert_eq!(organization_url("alpha.edu"), "/fiscal/organization/alpha.edu/");
        for domain in [lessons, "alpha.edu", "user:pass@a.org:80/b?c=d&e", "a.org/b%20c", "münchen.example", "self-organized"] {
            let once = percent_decode_str(&domain_segment(domain)).decode_utf8().unwrap().into_owned();
            assert!(!once.contains(['/', '?', ':', '@']), "{once}");
            assert_eq!(once.parse(), Ok(Domain(domain.to_owned())));
        }
        assert_eq!("a.org:80".parse(), Ok(Domain("a.org:80".to_owned())), "encoded once is fine where there is no slash");
        for odd in ["%00", "%FF"] {
            assert_eq!(odd.parse::<Domain>(), Err(NoDomain));
        }
    }

    #[test]
    fn kinds_are_found_by_their_names() {
        for kind in Kind::ALL {
            assert_eq!((Kind::of(kind.object_type()), Kind::of_table(kind.table())), (Some(*kind), Some(*kind)));
        }
        assert_eq!(Kind::Event.page("2026-01-01-a").as_deref(), Some("/workshops/event/2026-01-01-a/"));
        assert_eq!(Kind::of("workshops.unknown"), None);
    }
}
