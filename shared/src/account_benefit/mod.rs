//! Benefits of accounts: so many seats or events, for some time (data-model.md §2.8).

mod check;
mod details;
mod input;
mod list;
mod save;
mod start;
mod state;
mod warning;

pub use check::Own;
pub use details::{Details, UsingEvent, UsingTask, by_id, using_events, using_tasks};
pub use input::{AccountBenefitInput, Stored, stored};
pub use list::{FilterChoices, LISTING, ListRow, filter_choices};
pub use save::{create, update};
pub use start::{Start, start};
pub use state::State;
pub use warning::{BenefitUse, BenefitWarning, benefit_use, benefit_uses};
