//! What stands in the way of a merge (DM-MERGE-05).

use maud::html;
use shared::deletion::Blockers;
use shared::merge::Comparison;

use crate::components::link;
use crate::pages::deletion;
use crate::view::View;

/// The two were not merged: what would have to be deleted is referred to. `back` leads to the comparison.
#[must_use]
pub fn blocked(compared: &Comparison, blockers: &Blockers, back: &str) -> View {
    let (a, b) = (&compared.a, &compared.b);
    let lead = html! {
        (link(&a.url, &a.label)) " and " (link(&b.url, &b.label))
        " were not merged and nothing was changed, because these records still refer to what would be deleted. Choose to combine, or delete or change them first."
    };
    deletion::failed(lead, blockers, back)
}
