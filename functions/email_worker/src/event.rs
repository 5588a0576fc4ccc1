//! What the function is called with.

use serde::Deserialize;

/// What is asked of a run; the schedule asks nothing special.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Event {
    /// Fill in what is due, and tell what would become of it, without sending or writing anything.
    pub dry_run: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_new_14_a_dry_run_must_be_asked_for() {
        for (text, dry_run) in [("{}", false), (r#"{"dry_run": true}"#, true), (r#"{"source": "aws.scheduler"}"#, false)] {
            assert_eq!(serde_json::from_str::<Event>(text).unwrap(), Event { dry_run }, "{text}");
        }
    }
}
