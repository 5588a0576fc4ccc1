//! The time zones that people choose from.

/// The common zones by name, one a line.
const COMMON: &str = include_str!("../../seed/timezones.txt");

/// The common IANA time zones by name (GLB-10).
pub fn common() -> impl Iterator<Item = &'static str> {
    COMMON.lines()
}

/// Whether `name` is one of [`common`].
pub(super) fn is_common(name: &str) -> bool {
    common().any(|zone| zone == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glb_10_there_are_433_common_zones_in_order() {
        assert_eq!(common().count(), 433);
        assert!(is_common("Europe/Warsaw") && is_common("UTC"));
        assert!(!is_common("") && !is_common("Mars/Phobos") && !is_common("europe/warsaw"));
        assert!(common().all(|zone| zone == zone.trim() && !zone.is_empty()));
    }
}
