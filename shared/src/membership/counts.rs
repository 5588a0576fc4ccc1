//! The arithmetic of workshops and training seats, over what was counted (pages-business.md §1.1, §1.2).

/// What the agreement says of workshops without admin fee, and how many events count against it. Events tagged `cancelled` or
/// `stalled` count in none of them; those without a first day neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Workshops {
    /// Allowed by the agreement; nothing stands for 0.
    pub per_agreement: Option<i32>,
    /// Left over from the membership before.
    pub rolled_from_previous: Option<i32>,
    /// Given to the membership after.
    pub rolled_over: Option<i32>,
    /// Centrally organised events that began before today.
    pub central_past: i64,
    /// Centrally organised events that begin today or later.
    pub central_coming: i64,
    /// Self-organised events that began before today (DM-MEMB-05).
    pub self_organised_completed: i64,
    /// Self-organised events that begin today or later (DM-MEMB-05).
    pub self_organised_planned: i64,
}

impl Workshops {
    /// What the agreement and the one before allow (DM-MEMB-01).
    #[must_use]
    pub fn total_allowed(&self) -> i64 {
        or_zero(self.per_agreement) + or_zero(self.rolled_from_previous)
    }

    /// What of it is for this membership (DM-MEMB-02).
    #[must_use]
    pub fn available(&self) -> i64 {
        (self.total_allowed() - or_zero(self.rolled_over)).max(0)
    }

    /// Workshops held without fee (DM-MEMB-03).
    #[must_use]
    pub fn completed(&self) -> i64 {
        self.central_past.min(self.available())
    }

    /// Workshops to be held without fee (DM-MEMB-03).
    #[must_use]
    pub fn planned(&self) -> i64 {
        self.central_coming.min(self.available() - self.completed())
    }

    /// Workshops that may still be held without fee (DM-MEMB-03).
    #[must_use]
    pub fn remaining(&self) -> i64 {
        (self.available() - self.completed() - self.planned()).max(0)
    }

    /// Workshops held beyond what was allowed, at a discount (DM-MEMB-04).
    #[must_use]
    pub fn discounted_completed(&self) -> i64 {
        (self.central_past - self.available()).max(0)
    }

    /// Workshops to be held beyond what is allowed, at a discount. What the held ones have used up is not looked at: the product
    /// owner's to change (DM-MEMB-04, D-02).
    #[must_use]
    pub fn discounted_planned(&self) -> i64 {
        (self.central_coming - self.available()).max(0)
    }
}

/// One of a membership's two pools of training seats (DM-MEMB-06).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seats {
    /// Seats of the agreement.
    pub seats: i32,
    /// Seats beyond it.
    pub additional: i32,
    /// Left over from the membership before.
    pub rolled_from_previous: Option<i32>,
    /// Given to the membership after.
    pub rolled_over: Option<i32>,
    /// Learners who took one.
    pub utilized: i64,
}

impl Seats {
    /// All seats of the pool (DM-MEMB-06).
    #[must_use]
    pub fn total(&self) -> i64 {
        i64::from(self.seats) + i64::from(self.additional) + or_zero(self.rolled_from_previous)
    }

    /// Seats left; negative when more were taken than there are (DM-MEMB-06).
    #[must_use]
    pub fn remaining(&self) -> i64 {
        self.total() - self.utilized - or_zero(self.rolled_over)
    }
}

/// Whether the seats want attention: none left of some, or more taken than none (pages-business.md §1.1).
#[must_use]
pub fn needs_attention(total: i64, remaining: i64) -> bool {
    if total > 0 { remaining <= 0 } else { remaining < 0 }
}

fn or_zero(number: Option<i32>) -> i64 {
    number.unwrap_or(0).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    prop_compose! {
        fn workshops()(
            per_agreement in proptest::option::of(0..50), rolled_from_previous in proptest::option::of(0..50),
            rolled_over in proptest::option::of(0..50), central_past in 0..80_i64, central_coming in 0..80_i64,
        ) -> Workshops {
            Workshops { per_agreement, rolled_from_previous, rolled_over, central_past, central_coming, ..Workshops::default() }
        }
    }

    proptest! {
        /// DM-MEMB-01, 02, 03 and 04: no count is below nothing, and none is counted twice.
        #[test]
        fn dm_memb_03_workshops_are_never_negative_and_never_more_than_allowed(w in workshops()) {
            for count in [w.total_allowed(), w.available(), w.completed(), w.planned(), w.remaining(), w.discounted_completed(), w.discounted_planned()] {
                prop_assert!(count >= 0);
            }
            prop_assert_eq!(w.completed() + w.planned() + w.remaining(), w.available());
            prop_assert_eq!(w.completed() + w.discounted_completed(), w.central_past);
            prop_assert!(w.planned() + w.discounted_planned() <= w.central_coming);
        }

        /// DM-MEMB-06: seats may go below nothing, and then by just as many as were taken beyond the last.
        #[test]
        fn dm_memb_06_seats_are_negative_only_by_what_was_overused(
            seats in 0..50, additional in 0..50, rolled_from_previous in proptest::option::of(0..50),
            rolled_over in proptest::option::of(0..50), utilized in 0..200_i64,
        ) {
            let pool = Seats { seats, additional, rolled_from_previous, rolled_over, utilized };
            prop_assert!(pool.total() >= 0);
            let given = utilized + i64::from(rolled_over.unwrap_or(0));
            prop_assert_eq!(pool.remaining() < 0, given > pool.total());
            prop_assert_eq!(pool.remaining() + given, pool.total());
        }
    }

    /// The table of pages-business.md §1.2, with numbers around its edges.
    #[test]
    fn dm_memb_01_to_04_workshops_as_the_worked_examples_have_them() {
        type Allowed = (Option<i32>, Option<i32>, Option<i32>);
        // Agreement, from previous, over; past, coming; total, available, completed, planned, remaining, discounted both.
        let examples: [(Allowed, (i64, i64), [i64; 7]); 9] = [
            ((Some(10), Some(2), Some(5)), (3, 0), [12, 7, 3, 0, 4, 0, 0]),
            ((Some(10), Some(2), Some(5)), (10, 0), [12, 7, 7, 0, 0, 3, 0]),
            ((Some(10), Some(2), Some(5)), (0, 4), [12, 7, 0, 4, 3, 0, 0]),
            ((Some(10), Some(2), Some(5)), (0, 10), [12, 7, 0, 7, 0, 0, 3]),
            ((Some(10), Some(2), Some(5)), (2, 2), [12, 7, 2, 2, 3, 0, 0]),
            // D-02: two of the five planned appear nowhere.
            ((Some(10), None, None), (7, 5), [10, 10, 7, 3, 0, 0, 0]),
            ((None, None, None), (0, 0), [0, 0, 0, 0, 0, 0, 0]),
            ((None, None, None), (1, 2), [0, 0, 0, 0, 0, 1, 2]),
            ((Some(1), None, Some(3)), (1, 0), [1, 0, 0, 0, 0, 1, 0]),
        ];
        for ((per_agreement, rolled_from_previous, rolled_over), (central_past, central_coming), expected) in examples {
            let w = Workshops {
                per_agreement,
                rolled_from_previous,
                rolled_over,
                central_past,
                central_coming,
                ..Workshops::default()
            };
            let found = [
                w.total_allowed(),
                w.available(),
                w.completed(),
                w.planned(),
                w.remaining(),
                w.discounted_completed(),
                w.discounted_planned(),
            ];
            assert_eq!(found, expected, "{w:?}");
        }
    }

    /// The table of pages-business.md §1.1.
    #[test]
    fn dm_memb_06_seats_as_the_worked_examples_have_them() {
        // Seats, additional, from previous, utilized, over; total, remaining, highlighted.
        for (seats, additional, rolled_from_previous, utilized, rolled_over, total, remaining, highlighted) in [
            (6, 4, Some(2), 5, Some(5), 12, 2, false),
            (2, 5, Some(3), 5, Some(3), 10, 2, false),
            (25, 3, None, 5, None, 28, 23, false),
            (0, 0, None, 1, None, 0, -1, true),
            (3, 0, None, 2, None, 3, 1, false),
            (1, 0, None, 1, None, 1, 0, true),
            (0, 0, None, 0, None, 0, 0, false),
        ] {
            let pool = Seats { seats, additional, rolled_from_previous, rolled_over, utilized };
            assert_eq!((pool.total(), pool.remaining()), (total, remaining), "{pool:?}");
            assert_eq!(needs_attention(total, remaining), highlighted, "{pool:?}");
        }
    }
}
