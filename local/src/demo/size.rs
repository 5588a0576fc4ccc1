//! How much of everything a scale means.

/// Numbers of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) persons: usize,
    pub(super) organizations: usize,
    pub(super) memberships: usize,
    pub(super) events: usize,
    pub(super) tasks: usize,
}

impl Size {
    /// Scale 1 is what a developer looks at, scale 100 what The Carpentries have.
    pub(super) fn of(scale: u32) -> Self {
        Self {
            persons: between(scale, 100, 20_000),
            organizations: between(scale, 30, 4_000),
            memberships: between(scale, 10, 400),
            events: between(scale, 40, 8_000),
            tasks: between(scale, 300, 60_000),
        }
    }
}

/// `one` at scale 1, `hundred` at scale 100, smooth between, and linear beyond.
fn between(scale: u32, one: usize, hundred: usize) -> usize {
    let scale = scale.max(1) as usize;
    let step = scale.min(100) - 1;
    // What each unit of the scale adds goes from `one` to `hundred / 100`.
    scale * (one * 100 * (99 - step) + hundred * step) / 9_900
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_as_promised() {
        let one = Size { persons: 100, organizations: 30, memberships: 10, events: 40, tasks: 300 };
        let hundred = Size { persons: 20_000, organizations: 4_000, memberships: 400, events: 8_000, tasks: 60_000 };
        assert_eq!((Size::of(0), Size::of(1), Size::of(100)), (one, one, hundred));
        assert!(Size::of(10).persons > 1_000 && Size::of(200).persons == 40_000);
    }
}
