//! The part of the earth that a map shows, in the equirectangular projection: degrees are squares.

use shared::listing::{NARROWEST, Places, Point};

/// Pixels from the western to the eastern edge, as the style sheet shows the map at least.
pub(super) const WIDTH: f64 = 960.0;
/// Pixels from the northern to the southern edge.
pub(super) const HEIGHT: f64 = WIDTH / 2.0;
/// So much wider than what is on it is the map, for a margin.
const MARGIN: f64 = 1.15;

/// A frame twice as wide as high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    /// The western edge, in degrees east.
    west: f64,
    /// The northern edge, in degrees north.
    north: f64,
    /// Degrees from west to east; half as many from north to south.
    width: f64,
}

impl Frame {
    /// Around everything on the map; the whole world where there is nothing.
    pub(super) fn around(places: &Places) -> Self {
        let mut points: Vec<Point> = places.near.into_iter().collect();
        for mark in &places.marks {
            points.push(Point { latitude: mark.area.south, longitude: mark.area.west });
            points.push(Point { latitude: mark.area.north, longitude: mark.area.east });
        }
        if points.is_empty() {
            return Self { west: -180.0, north: 90.0, width: 360.0 };
        }
        let (south, north) = ends(points.iter().map(|point| point.latitude));
        let (west, east) = ends(points.iter().map(|point| point.longitude));
        let narrow = (east - west).max(2.0 * (north - south)).max(NARROWEST);
        let width = (narrow * MARGIN).min(360.0);
        Self {
            west: ((west + east - width) / 2.0).clamp(-180.0, 180.0 - width),
            north: ((south + north + width / 2.0) / 2.0).clamp(width / 2.0 - 90.0, 90.0),
            width,
        }
    }

    /// Where a point is on the map, in pixels from its north-western corner.
    pub(super) fn place(self, point: Point) -> (f64, f64) {
        let scale = WIDTH / self.width;
        ((point.longitude - self.west) * scale, (self.north - point.latitude) * scale)
    }

    /// The frame on the outline of the world, which is in tenths of a degree from 180° W, 90° N.
    pub(super) fn view_box(self) -> String {
        let tenths = |degrees: f64| (degrees * 100.0).round() / 10.0;
        format!("{} {} {} {}", tenths(self.west + 180.0), tenths(90.0 - self.north), tenths(self.width), tenths(self.width / 2.0))
    }
}

/// The least and the greatest.
fn ends(degrees: impl Iterator<Item = f64>) -> (f64, f64) {
    degrees.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, greatest), one| (least.min(one), greatest.max(one)))
}

#[cfg(test)]
mod tests {
    use shared::listing::{Area, Mark};

    use super::*;

    fn around(points: &[(f64, f64)], near: Option<(f64, f64)>) -> Frame {
        let point = |(latitude, longitude): (f64, f64)| Point { latitude, longitude };
        let mark = |&(latitude, longitude): &(f64, f64)| Mark {
            number: 1,
            middle: point((latitude, longitude)),
            area: Area { south: latitude, west: longitude, north: latitude, east: longitude },
            names: Vec::new(),
        };
        Frame::around(&Places { marks: points.iter().map(mark).collect(), near: near.map(point), total: 0 })
    }

    #[test]
    fn the_world_is_shown_where_there_is_nothing_or_something_everywhere() {
        let world = Frame { west: -180.0, north: 90.0, width: 360.0 };
        assert_eq!(around(&[], None), world);
        assert_eq!(around(&[(-37.0, 174.8), (61.2, -150.0)], None), world);
        assert_eq!(world.view_box(), "0 0 3600 1800");
        assert_eq!(world.place(Point { latitude: 0.0, longitude: 0.0 }), (480.0, 240.0));
        assert_eq!(world.place(Point { latitude: -90.0, longitude: 180.0 }), (960.0, 480.0));
    }

    #[test]
    fn a_single_place_is_in_the_middle_of_its_region() {
        let frame = around(&[(50.0, 10.0)], None);
        assert!((frame.width - 27.6).abs() < 1e-9);
        let (x, y) = frame.place(Point { latitude: 50.0, longitude: 10.0 });
        assert!((x - 480.0).abs() < 1e-6 && (y - 240.0).abs() < 1e-6, "{x} {y}");
        assert_eq!(frame.view_box(), "1762 331 276 138");
    }

    #[test]
    fn the_edges_of_the_world_are_the_edges_of_the_map() {
        let frame = around(&[(89.0, 179.0)], None);
        assert!((frame.west + frame.width - 180.0).abs() < 1e-9 && (frame.north - 90.0).abs() < 1e-9, "{frame:?}");
        let frame = around(&[(-90.0, -180.0)], None);
        assert!((frame.west + 180.0).abs() < 1e-9 && (frame.north - frame.width / 2.0 + 90.0).abs() < 1e-9, "{frame:?}");
    }

    #[test]
    fn everything_is_inside_also_the_point_of_reference() {
        for points in [vec![(48.0, 2.0), (52.0, 13.0)], vec![(-30.0, 10.0), (30.0, 12.0)], vec![(0.0, 0.0)]] {
            let near = (-1.3, 36.9);
            let frame = around(&points, Some(near));
            for (latitude, longitude) in points.into_iter().chain([near]) {
                let (x, y) = frame.place(Point { latitude, longitude });
                assert!((0.0..=WIDTH).contains(&x) && (0.0..=HEIGHT).contains(&y), "{latitude} {longitude}: {x} {y}");
            }
        }
    }
}
