//! Who may do what (DM-PERM-01 … DM-PERM-05), and signing in.

mod assignee;
mod departure;
mod login;
mod manage;
mod own;
mod social;
mod superuser;
mod viewer;

pub use assignee::assignees;
pub use departure::Departure;
pub use login::{Account, Rehash, account, record_login};
pub use manage::{LAST_SUPERUSER, Lack, is_last_superuser, lacking};
pub use own::NewPassword;
pub use social::{GITHUB, OwnAccount, SocialAccount, link, social_account, social_accounts, unlink};
pub use superuser::{NewSuperuser, create_superuser};
pub use viewer::{Arrival, Viewer, arrival, viewer};

/// Groups whose members are "admins": they may enter the staff area (DM-PERM-01).
pub const ADMIN_GROUPS: [&str; 4] = ["administrators", "steering committee", "invoicing", "trainers"];
