//! Plain many-to-many sets.

use sqlx::PgConnection;

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
}

impl Set {
    /// Two statements: what goes, and what comes. Both take the owner and the members.
    fn statements(self) -> (&'static str, &'static str) {
        macro_rules! set {
            ($table:literal, $owner:literal, $member:literal) => {
                (
                    concat!("DELETE FROM ", $table, " WHERE ", $owner, " = $1 AND ", $member, " <> ALL($2)"),
                    concat!(
                        "INSERT INTO ",
                        $table,
                        " (",
                        $owner,
                        ", ",
                        $member,
                        ") SELECT DISTINCT $1, m FROM unnest($2::int[]) m ON CONFLICT DO NOTHING"
                    ),
                )
            };
        }
        match self {
            Self::EventTags => set!("event_tag", "event_id", "tag_id"),
            Self::EventCurricula => set!("event_curriculum", "event_id", "curriculum_id"),
            Self::EventLessons => set!("event_lesson", "event_id", "lesson_id"),
            Self::PersonDomains => set!("person_domain", "person_id", "knowledge_domain_id"),
            Self::PersonLanguages => set!("person_language", "person_id", "language_id"),
            Self::PersonLessons => set!("qualification", "person_id", "lesson_id"),
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
        }
    }
}

/// Makes `members` the whole set of `owner`; what stays is not touched, so that history shows only what changed.
///
/// # Errors
/// When the database refuses: a member may not exist.
pub async fn replace_set(db: &mut PgConnection, set: Set, owner: i32, members: &[i32]) -> Result<()> {
    let (delete, insert) = set.statements();
    sqlx::query(delete).bind(owner).bind(members).execute(&mut *db).await?;
    sqlx::query(insert).bind(owner).bind(members).execute(db).await?;
    Ok(())
}
