//! The feature flags (UTL-05, DSH-12).

use web::{Answer, Flags};

/// UTL-05, DSH-12
pub(crate) async fn list(flags: Flags) -> Answer {
    Ok(templates::pages::feature_flags::feature_flags(flags.states()).into())
}
