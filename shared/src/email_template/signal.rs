//! What emails are sent for: one template for each (EML-ACT-01).

use crate::choice::choices;
use crate::record::Kind;

choices! {
    /// An action that sends an email, and its template.
    pub enum Signal {
        /// A badge was awarded.
        InstructorBadgeAwarded = "instructor_badge_awarded" "Instructor badge awarded",
        /// An instructor's application was accepted.
        InstructorConfirmedForWorkshop = "instructor_confirmed_for_workshop" "Instructor confirmed for workshop",
        /// An instructor's application was declined.
        InstructorDeclinedFromWorkshop = "instructor_declined_from_workshop" "Instructor declined from workshop",
        /// An instructor has applied.
        InstructorSignsUpForWorkshop = "instructor_signs_up_for_workshop" "Instructor signs up for workshop",
        /// Somebody has applied on an instructor's behalf.
        AdminSignsInstructorUpForWorkshop = "admin_signs_instructor_up_for_workshop" "Admin signs instructor up for workshop",
        /// Two records of a person became one.
        PersonsMerged = "persons_merged" "Person records are merged",
        /// A person became an instructor of a workshop.
        InstructorTaskCreatedForWorkshop = "instructor_task_created_for_workshop" "Instructor task created for workshop",
        /// An instructor training comes near.
        InstructorTrainingApproaching = "instructor_training_approaching" "Instructor training approaching",
        /// A trainee has passed the training, but not all the rest.
        InstructorTrainingCompletedNotBadged = "instructor_training_completed_not_badged" "Instructor training completed but not yet badged",
        /// A membership begins.
        NewMembershipOnboarding = "new_membership_onboarding" "New or renewing membership starting",
        /// A partnership begins.
        NewPartnershipOnboarding = "new_partnership_onboarding" "New partnership starting",
        /// Host and instructors get to know each other.
        HostInstructorsIntroduction = "host_instructors_introduction" "Host-instructors introduction",
        /// Helpers are wanted.
        RecruitHelpers = "recruit_helpers" "Recruit helpers",
        /// A workshop is over.
        PostWorkshop7Days = "post_workshop_7days" "7 days past the end of an active workshop",
        /// A self-organised workshop was accepted.
        NewSelfOrganisedWorkshop = "new_self_organised_workshop" "New self-organised workshop",
        /// A workshop has no website yet.
        AskForWebsite = "ask_for_website" "Website URL is missing",
        /// Three months of a membership are over.
        MembershipQuarterly3Months = "membership_quarterly_3_months" "Membership quarterly, 3 months after start",
        /// Six months of a membership are over.
        MembershipQuarterly6Months = "membership_quarterly_6_months" "Membership quarterly, 6 months after start",
        /// Three months of a membership are left.
        MembershipQuarterly9Months = "membership_quarterly_9_months" "Membership quarterly, 3 months before end",
    }
}

impl Signal {
    /// Whether several emails about one record may wait at a time (EML-ENT-21).
    #[must_use]
    pub fn may_repeat(self) -> bool {
        self == Self::PersonsMerged
    }

    /// The kind of record that its emails are about (emails.md 3).
    #[must_use]
    pub fn about(self) -> Kind {
        match self {
            Self::InstructorBadgeAwarded => Kind::Award,
            Self::InstructorConfirmedForWorkshop
            | Self::InstructorDeclinedFromWorkshop
            | Self::InstructorSignsUpForWorkshop
            | Self::AdminSignsInstructorUpForWorkshop => Kind::InstructorRecruitmentSignup,
            Self::PersonsMerged | Self::InstructorTrainingCompletedNotBadged => Kind::Person,
            Self::InstructorTaskCreatedForWorkshop => Kind::Task,
            Self::InstructorTrainingApproaching
            | Self::HostInstructorsIntroduction
            | Self::RecruitHelpers
            | Self::PostWorkshop7Days
            | Self::NewSelfOrganisedWorkshop
            | Self::AskForWebsite => Kind::Event,
            Self::NewMembershipOnboarding
            | Self::MembershipQuarterly3Months
            | Self::MembershipQuarterly6Months
            | Self::MembershipQuarterly9Months => Kind::Membership,
            Self::NewPartnershipOnboarding => Kind::Partnership,
        }
    }
}
