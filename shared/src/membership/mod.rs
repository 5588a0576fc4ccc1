//! Memberships: agreements that give an organization, or a consortium of them, workshops and training seats
//! (data-model.md §2.7).

mod check;
mod counts;
mod extend;
mod extensions;
mod input;
mod list;
mod members;
mod persons;
mod record;
mod related;
mod roll_over;
mod save;
mod seat_warning;

pub use counts::{Seats, Workshops, needs_attention};
pub use extend::extend;
pub use extensions::extension_field;
pub use input::{CreateInput, EditInput, Own, Rolled, Stored, Terms, organization_name, stored};
pub use list::{LISTING, ListRow, MemberLink};
pub use members::{MemberRow, MembersInput, save_members, stored_members};
pub use persons::{PersonRow, PersonsInput, save_persons, stored_persons};
pub use record::{Member, Membership, Person, Tone, by_id, by_ids, of_organization};
pub use related::{MembershipEvent, Related, SeatTask, related};
pub use roll_over::{Limits, RollOverInput, RollOverStart, roll_over, roll_over_start};
pub use save::{create, update};
pub use seat_warning::{SeatUse, SeatWarning, seat_use, seat_uses};

/// The variants by key and label.
pub const VARIANTS: [(&str, &str); 9] = [
    ("partner", "Partner"),
    ("affiliate", "Affiliate"),
    ("sponsor", "Sponsor"),
    ("bronze", "Bronze"),
    ("silver", "Silver"),
    ("gold", "Gold"),
    ("platinum", "Platinum"),
    ("titanium", "Titanium"),
    ("alacarte", "A la carte"),
];

/// What members contribute, by key and label.
pub const CONTRIBUTION_TYPES: [(&str, &str); 3] =
    [("financial", "Financial"), ("person-days", "Person-days"), ("other", "Other")];

/// The role of a membership's one organization (DM-ORG-05, DM-MEMB-14).
pub const MAIN: &str = "main";
/// The role of the organization that signs for a consortium (DM-MEMB-14).
pub const CONTRACT_SIGNATORY: &str = "contract_signatory";
