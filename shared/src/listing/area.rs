//! A rectangle on the map, as it stands in an address.

use std::fmt;

/// A rectangle between two meridians and two parallels, in degrees. It does not cross the date line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// The southern edge, from -90.
    pub south: f64,
    /// The western edge, from -180.
    pub west: f64,
    /// The northern edge, to 90; not south of the southern one.
    pub north: f64,
    /// The eastern edge, to 180; not west of the western one.
    pub east: f64,
}

impl Area {
    /// Reads `south,west,north,east`; `None` for what is no rectangle on the earth.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let degrees: Vec<f64> = text.split(',').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
        let [south, west, north, east] = degrees[..] else { return None };
        let is_real = -90.0 <= south && south <= north && north <= 90.0 && -180.0 <= west && west <= east && east <= 180.0;
        is_real.then_some(Self { south, west, north, east })
    }

    /// The smallest one around both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            south: self.south.min(other.south),
            west: self.west.min(other.west),
            north: self.north.max(other.north),
            east: self.east.max(other.east),
        }
    }
}

/// As [`Area::parse`] reads it, to the last digit: what lies on its edges is found again.
impl fmt::Display for Area {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{},{},{},{}", self.south, self.west, self.north, self.east)
    }
}

#[cfg(test)]
mod tests {
    use super::Area;

    #[test]
    fn an_area_is_read_as_it_was_written() {
        for text in ["0,0,0,0", "-90,-180,90,180", "51.4706,-0.461941,55.95,-0.1"] {
            assert_eq!(Area::parse(text).map(|area| area.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Area::parse(" 1, 2 ,3,4 ").map(|area| area.to_string()).as_deref(), Some("1,2,3,4"));
    }

    #[test]
    fn what_is_no_rectangle_on_the_earth_is_refused() {
        for text in [
            "",
            "1,2,3",
            "1,2,3,4,5",
            "a,b,c,d",
            "NaN,0,0,0",
            "0,0,inf,0",
            "-91,0,0,0",
            "0,0,91,0",
            "0,-181,0,0",
            "3,0,1,0",
            "0,3,0,1",
        ] {
            assert_eq!(Area::parse(text), None, "{text}");
        }
    }

    #[test]
    fn two_areas_make_one_around_both() {
        let area = |text| Area::parse(text).unwrap();
        assert_eq!(area("1,2,3,4").with(area("-1,3,2,9")), area("-1,2,3,9"));
    }
}
