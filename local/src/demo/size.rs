//! How much of everything a scale means.

/// Declares the numbers, each with what it is at scale 1 and at scale 100.
macro_rules! sizes {
    ($($name:ident: $one:literal to $hundred:literal,)+) => {
        /// Numbers of records.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) struct Size {
            $(pub(super) $name: usize,)+
        }

        impl Size {
            /// Scale 1 is what a developer looks at, scale 100 what The Carpentries have.
            pub(super) fn of(scale: u32) -> Self {
                Self { $($name: between(scale, $one, $hundred),)+ }
            }
        }
    };
}

sizes! {
    persons: 100 to 20_000,
    organizations: 30 to 4_000,
    memberships: 10 to 400,
    consortiums: 4 to 20,
    partnerships: 12 to 60,
    individual_accounts: 6 to 60,
    events: 40 to 8_000,
    tasks: 300 to 60_000,
    training_requests: 40 to 7_000,
    workshop_requests: 24 to 3_000,
    inquiries: 24 to 1_000,
    submissions: 24 to 1_500,
    recruitments: 8 to 400,
    emails: 60 to 5_000,
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
        let (one, hundred) = (Size::of(1), Size::of(100));
        assert_eq!((one.persons, one.organizations, one.memberships, one.events, one.tasks), (100, 30, 10, 40, 300));
        assert_eq!((hundred.persons, hundred.events, hundred.tasks), (20_000, 8_000, 60_000));
        assert_eq!((hundred.training_requests, hundred.memberships, hundred.organizations), (7_000, 400, 4_000));
        assert_eq!(Size::of(0), one);
        assert!(Size::of(10).persons > 1_000 && Size::of(200).persons == 40_000);
    }
}
