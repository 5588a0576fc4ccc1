//! Partnerships: agreements of organizations or consortiums that give them credits for benefits (data-model.md §2.8).

mod check;
mod details;
mod extend;
mod input;
mod list;
mod roll_over;
mod save;
mod tier;

pub use check::Own;
pub use details::{Details, by_id, exceeds, of_account, of_organization};
pub use extend::{ExtendCreditsInput, extend, extend_credits};
pub use input::{PartnershipInput, Stored, stored};
pub use list::{LISTING, ListRow};
pub use roll_over::{RollOverStart, roll_over, roll_over_start};
pub use save::{create, credits_after_edit, update};
pub use tier::{Tier, tiers};
