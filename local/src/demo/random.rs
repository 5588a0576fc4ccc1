//! Numbers that look random and are the same every time.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

/// The item whose turn it is: by their numbers, records go through all of `items`, which must not be empty.
pub(super) fn turn<T>(items: &[T], number: usize) -> &T {
    &items[number % items.len()]
}

/// A SplitMix64 generator. Each kind of record has its own, so that a change to one does not move the others.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// The generator called `name`.
    pub(super) fn named(name: &str) -> Self {
        // FNV-1a.
        Self(name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to `bound`, which is not included and must not be 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let product = u128::from(self.next()) * bound as u128;
        usize::try_from(product >> 64).unwrap_or_default()
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = usize::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(span)).unwrap_or_default()
    }

    /// True in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `items`, which must not be empty.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// A record key, of version 4.
    pub(super) fn uuid(&mut self) -> Uuid {
        uuid::Builder::from_random_bytes(((u128::from(self.next()) << 64) | u128::from(self.next())).to_be_bytes()).into_uuid()
    }

    /// A moment of that day, in working hours.
    pub(super) fn moment(&mut self, day: NaiveDate) -> DateTime<Utc> {
        day.and_time(NaiveTime::MIN).and_utc() + Duration::minutes(self.between(7 * 60, 19 * 60))
    }

    /// Up to `count` different ones of `items`.
    pub(super) fn some<'a, T>(&mut self, items: &'a [T], count: usize) -> Vec<&'a T> {
        let count = count.min(items.len());
        let mut chosen: Vec<usize> = Vec::with_capacity(count);
        while chosen.len() < count {
            let index = self.below(items.len());
            if !chosen.contains(&index) {
                chosen.push(index);
            }
        }
        chosen.into_iter().map(|index| &items[index]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_gives_the_same_numbers_within_bounds() {
        let (mut a, mut b, mut c) = (Random::named("x"), Random::named("x"), Random::named("y"));
        let first: Vec<usize> = (0..100).map(|_| a.below(10)).collect();
        assert_eq!(first, (0..100).map(|_| b.below(10)).collect::<Vec<_>>());
        assert_ne!(first, (0..100).map(|_| c.below(10)).collect::<Vec<_>>());
        assert!((0..10).all(|number| first.contains(&number)) && first.iter().all(|number| *number < 10));
        assert!((0..100).all(|_| (-3..=3).contains(&a.between(-3, 3))));
    }

    #[test]
    fn moments_are_in_working_hours_and_keys_are_of_version_4() {
        let mut random = Random::named("x");
        let day = NaiveDate::from_ymd_opt(2026, 6, 15).unwrap();
        assert!((0..50).all(|_| random.moment(day).date_naive() == day));
        assert_eq!(random.uuid().get_version_num(), 4);
    }

    #[test]
    fn a_choice_has_no_doubles() {
        let mut random = Random::named("z");
        let mut chosen: Vec<i32> = random.some(&[1, 2, 3, 4], 9).into_iter().copied().collect();
        chosen.sort_unstable();
        assert_eq!(chosen, [1, 2, 3, 4]);
    }
}
