//! Where letters lead to: pages and mailboxes of The Carpentries.

use super::draft::Span::{self, Link};

/// Who answers questions about applications to instructor training.
pub(super) const TRAINING_TEAM: Span<'static> =
    Link("instructor.training@carpentries.org", "mailto:instructor.training@carpentries.org");
/// Trainings, each with its place to register at Eventbrite.
pub(super) const TRAINING_CALENDAR: &str = "https://carpentries.github.io/instructor-training/training_calendar/";
/// The discussion list.
pub(super) const DISCUSSION: &str = "https://carpentries.topicbox.com/groups/discuss";
/// Where else the community meets, social media among it.
pub(super) const CONNECT: &str = "https://carpentries.org/connect/";
/// About the community.
pub(super) const COMMUNITY: &str = "https://carpentries.org/community/";
/// The blog.
pub(super) const BLOG: &str = "https://carpentries.org/blog/";
/// The newsletter.
pub(super) const NEWSLETTER: &str = "https://carpentries.org/newsletter/";
/// The Carpentries at large.
pub(super) const WEBSITE: &str = "https://carpentries.org/";
/// About workshops and their curricula.
pub(super) const CURRICULA: &str = "https://carpentries.org/workshops-curricula/";
/// The handbook on teaching online.
pub(super) const ONLINE_HANDBOOK: &str =
    "https://docs.carpentries.org/topic_folders/hosts_instructors/resources_for_online_workshops.html";
/// The handbook's list of what hosts do, with emails to learners that are ready to be sent.
pub(super) const HOST_HANDBOOK: &str =
    "https://docs.carpentries.org/topic_folders/hosts_instructors/hosts_instructors_checklist.html";
