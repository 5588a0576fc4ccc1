//! What a kind of role asks of its form, for the script that adapts the form when another kind is chosen.

use serde_json::{Value, json};
use shared::community_role::Config;

/// The settings by the names under which the look-up of kinds tells them too (LKP-15).
pub(super) fn settings(config: &Config) -> Value {
    let asks = &config.input;
    json!({
        "link_to_award": asks.link_to_award,
        "award_badge_limit": asks.award_badge_limit,
        "link_to_membership": asks.link_to_membership,
        "link_to_partnership": asks.link_to_partnership,
        "additional_url": asks.additional_url,
        "generic_relation_content_type": asks.generic_relation_content_type,
    })
}
