//! Points and areas on the earth.

use shared::listing::{Area, Point};

/// `52.5° N, 13.4° E`
#[must_use]
pub fn position(point: Point) -> String {
    format!("{}, {}", degrees(point.latitude, "N", "S"), degrees(point.longitude, "E", "W"))
}

/// `50.0° N, 8.6° E to 52.5° N, 13.4° E`: the south-western and the north-eastern corner, or a single point.
#[must_use]
pub fn area(area: &Area) -> String {
    let from = position(Point { latitude: area.south, longitude: area.west });
    let to = position(Point { latitude: area.north, longitude: area.east });
    if from == to { from } else { format!("{from} to {to}") }
}

fn degrees(degrees: f64, positive: &str, negative: &str) -> String {
    let text = format!("{:.1}", degrees.abs());
    let side = if text == "0.0" {
        ""
    } else if degrees > 0.0 {
        positive
    } else {
        negative
    };
    format!("{text}° {side}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_tell_their_hemispheres() {
        let text = |latitude, longitude| position(Point { latitude, longitude });
        assert_eq!(text(52.52, 13.39), "52.5° N, 13.4° E");
        assert_eq!(text(-33.95, -0.46), "34.0° S, 0.5° W");
        assert_eq!(text(0.0, -0.01), "0.0°, 0.0°");
    }

    #[test]
    fn an_area_of_one_point_is_a_point() {
        let text = |text| area(&Area::parse(text).unwrap());
        assert_eq!(text("1,2,1.01,2.01"), "1.0° N, 2.0° E");
        assert_eq!(text("-1,2,3,4"), "1.0° S, 2.0° E to 3.0° N, 4.0° E");
    }
}
