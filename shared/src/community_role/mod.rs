//! Community roles: what people stand for in the community, and since when (data-model.md §2.3).

mod active;
mod auto;
mod check;
mod config;
mod details;
mod input;
mod keys;
mod save;

pub use active::{INSTRUCTOR, TRAINER, holds_active, is_active};
pub(crate) use auto::assign_for_award;
pub use config::{Config, ConfigInput, config, configs, inactivations, save_config, save_inactivation};
pub use details::{Details, by_id, from_partnership};
pub use input::{CommunityRoleInput, Own, Stored, stored};
pub use keys::{CustomKeys, custom_key_field};
pub use save::{create, hold_person, update};

use crate::record::Kind;

/// The kinds of records that a role may point at, and their tables, as the database's functions take them.
pub(crate) fn target_tables() -> (Vec<String>, Vec<String>) {
    Kind::ALL.iter().map(|kind| (kind.object_type().to_owned(), kind.table().to_owned())).unzip()
}
