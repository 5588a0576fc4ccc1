//! Persons: who they are, what they can do, and how to reach them (data-model.md §2.1).

mod affairs;
mod archive;
mod check;
mod choices;
mod details;
mod duplicates;
mod eligibility;
mod github;
mod handle;
mod hold;
mod input;
mod list;
mod permissions;
mod place;
mod related;
mod role_count;
mod save;
mod timezone;
mod username;

pub use affairs::{Account, Affairs, Email, MembershipRole, OwnerRole, TrainingRequest, affairs};
pub use archive::{Archived, archive};
pub use choices::{Choices, choices};
pub use details::{Consent, Details, by_id, label};
pub use duplicates::{Candidate, Duplicates, duplicates, mark_reviewed};
pub use eligibility::{Eligibility, TrainingTask, eligibility, training_tasks};
pub use github::{Linked, github_name, link_github};
pub(crate) use handle::is_github;
pub use hold::hold;
pub use input::{PersonInput, Stored, stored};
pub use list::{LISTING, ListRow};
pub use permissions::{Grants, PermissionsInput, Rights, grants, permissions, set_permissions};
pub use related::{Award, CommunityRole, Related, Task, related};
pub use role_count::RoleCounts;
pub use save::{create, update};
pub use timezone::common as timezones;
pub(crate) use username::free_for_all as free_usernames;

/// The genders in the order they are offered, as key and label (data-model.md §2.0).
pub const GENDERS: [(&str, &str); 5] = [
    ("U", "Prefer not to say (undisclosed)"),
    ("F", "Female"),
    ("V", "Gender variant / non-conforming"),
    ("M", "Male"),
    (OTHER_GENDER, "Other"),
];

/// The gender that is told in words.
pub const OTHER_GENDER: &str = "O";
