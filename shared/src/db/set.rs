//! Plain many-to-many sets.

use sqlx::{AssertSqlSafe, Encode, PgConnection, Postgres, Type};

use crate::Result;
use crate::workshop_request::Kind;

/// A set that belongs to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// The tags of an event.
    EventTags,
    /// The curricula of an event.
    EventCurricula,
    /// The lessons of an event.
    EventLessons,
    /// The knowledge domains of a person.
    PersonDomains,
    /// The languages of a person.
    PersonLanguages,
    /// The lessons that a person can teach (DM-PERSON-29).
    PersonLessons,
    /// The permissions that a person holds without a group (DM-PERM-02).
    PersonPermissions,
    /// The groups of a person.
    PersonGroups,
    /// The organizations of a consortium.
    ConsortiumOrganizations,
    /// The knowledge domains of a training request.
    TrainingRequestDomains,
    /// The roles that who sent a training request has had at workshops.
    TrainingRequestInvolvement,
    /// The curricula of a workshop request.
    RequestCurricula(Kind),
    /// How those who requested a workshop heard of us.
    RequestInfoSources,
    /// How those who inquired heard of us.
    InquiryInfoSources,
    /// The knowledge domains of an inquiry.
    InquiryDomains,
    /// The academic levels of an inquiry.
    InquiryAcademicLevels,
    /// The levels of computing experience of an inquiry.
    InquiryComputingLevels,
    /// The kinds of data of an inquiry.
    InquiryRoutineData,
    /// The countries of a continent (DM-ORG-07).
    ContinentCountries,
    /// The countries that a mailbox is for (DM-GEN-11).
    CriteriumCountries,
    /// The permissions of a group (DM-PERM-02).
    GroupPermissions,
}

/// A table of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pairs {
    pub(crate) table: &'static str,
    /// The column with the record that the set belongs to.
    pub(crate) owner: &'static str,
    /// The column with the set's members.
    pub(crate) member: &'static str,
}

impl Set {
    /// Where its pairs are kept.
    pub(crate) const fn pairs(self) -> Pairs {
        macro_rules! set {
            ($table:literal, $owner:literal, $member:literal) => {
                Pairs { table: $table, owner: $owner, member: $member }
            };
        }
        match self {
            Self::EventTags => set!("event_tag", "event_id", "tag_id"),
            Self::EventCurricula => set!("event_curriculum", "event_id", "curriculum_id"),
            Self::EventLessons => set!("event_lesson", "event_id", "lesson_id"),
            Self::PersonDomains => set!("person_domain", "person_id", "knowledge_domain_id"),
            Self::PersonLanguages => set!("person_language", "person_id", "language_id"),
            Self::PersonLessons => set!("qualification", "person_id", "lesson_id"),
            Self::PersonPermissions => set!("person_permission", "person_id", "permission_id"),
            Self::PersonGroups => set!("person_user_group", "person_id", "user_group_id"),
            Self::ConsortiumOrganizations => set!("consortium_organization", "consortium_id", "organization_id"),
            Self::TrainingRequestDomains => set!("training_request_domain", "training_request_id", "knowledge_domain_id"),
            Self::TrainingRequestInvolvement => set!("training_request_involvement", "training_request_id", "role_id"),
            Self::RequestCurricula(Kind::Request) => {
                set!("workshop_request_curriculum", "workshop_request_id", "curriculum_id")
            }
            Self::RequestCurricula(Kind::Inquiry) => {
                set!("workshop_inquiry_request_curriculum", "workshop_inquiry_request_id", "curriculum_id")
            }
            Self::RequestCurricula(Kind::Submission) => {
                set!("self_organised_submission_curriculum", "self_organised_submission_id", "curriculum_id")
            }
            Self::RequestInfoSources => set!("workshop_request_info_source", "workshop_request_id", "info_source_id"),
            Self::InquiryInfoSources => {
                set!("workshop_inquiry_request_info_source", "workshop_inquiry_request_id", "info_source_id")
            }
            Self::InquiryDomains => {
                set!("workshop_inquiry_request_domain", "workshop_inquiry_request_id", "knowledge_domain_id")
            }
            Self::InquiryAcademicLevels => {
                set!("workshop_inquiry_request_academic_level", "workshop_inquiry_request_id", "academic_level_id")
            }
            Self::InquiryComputingLevels => {
                set!("workshop_inquiry_request_computing_level", "workshop_inquiry_request_id", "computing_experience_level_id")
            }
            Self::InquiryRoutineData => {
                set!("workshop_inquiry_request_routine_data", "workshop_inquiry_request_id", "data_variant_id")
            }
            Self::ContinentCountries => set!("continent_country", "continent_id", "country"),
            Self::CriteriumCountries => set!("criterium_country", "criterium_id", "country"),
            Self::GroupPermissions => set!("user_group_permission", "user_group_id", "permission_id"),
        }
    }
}

/// Makes `members` the whole set of `owner`; what stays is not touched, so that history shows only what changed.
///
/// # Errors
/// When the database refuses: a member may not exist.
pub async fn replace_set<M>(db: &mut PgConnection, set: Set, owner: i32, members: &[M]) -> Result<()>
where
    for<'q> &'q [M]: Encode<'q, Postgres> + Type<Postgres>,
{
    let Pairs { table, owner: whose, member } = set.pairs();
    let delete = format!("DELETE FROM {table} WHERE {whose} = $1 AND {member} <> ALL ($2)");
    let insert =
        format!("INSERT INTO {table} ({whose}, {member}) SELECT DISTINCT $1, m FROM unnest($2) m ON CONFLICT DO NOTHING");
    for sql in [delete, insert] {
        sqlx::query(AssertSqlSafe(sql)).bind(owner).bind(members).execute(&mut *db).await?;
    }
    Ok(())
}
