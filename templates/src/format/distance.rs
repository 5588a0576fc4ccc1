//! Distances.

/// Kilometres without a fraction, thousands set off: `16,989 km`. Airports tell no more than that.
#[must_use]
pub fn kilometres(distance: f64) -> String {
    let digits = format!("{:.0}", distance.round().max(0.0).abs());
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{text} km")
}

#[cfg(test)]
mod tests {
    use super::kilometres;

    #[test]
    fn stf_01_a_distance_is_whole_kilometres() {
        for (distance, text) in [
            (0.0, "0 km"),
            (0.4, "0 km"),
            (0.6, "1 km"),
            (533.7, "534 km"),
            (999.6, "1,000 km"),
            (16_989.2, "16,989 km"),
            (-0.0, "0 km"),
        ] {
            assert_eq!(kilometres(distance), text);
        }
    }
}
