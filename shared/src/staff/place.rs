//! The point that distances are told from.

use crate::check::FieldErrors;
use crate::listing::Point;

/// What the search form says about places.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// Code of an airport; empty for none.
    pub airport_iata: String,
    /// Whether countries are chosen.
    pub has_country: bool,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
}

impl Place {
    /// Of what was typed; what is no number is no coordinate either, and is told beside its field.
    #[must_use]
    pub fn read(airport_iata: Option<&str>, has_country: bool, latitude: Option<&str>, longitude: Option<&str>) -> Self {
        let degrees = |text: &str| text.trim().parse().unwrap_or(f64::NAN);
        Self {
            airport_iata: airport_iata.unwrap_or_default().trim().to_owned(),
            has_country,
            latitude: latitude.map(degrees),
            longitude: longitude.map(degrees),
        }
    }

    /// DM-PERSON-31: both coordinates or none, and at most one of airport, countries, coordinates.
    fn check(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let both = "Enter latitude and longitude, or neither.";
        errors.require(self.latitude.is_some() || self.longitude.is_none(), "latitude", both);
        errors.require(self.longitude.is_some() || self.latitude.is_none(), "longitude", both);
        errors.require(
            self.latitude.is_none_or(|degrees| (-90.0..=90.0).contains(&degrees)),
            "latitude",
            "Enter a number of degrees from -90 to 90.",
        );
        errors.require(
            self.longitude.is_none_or(|degrees| (-180.0..=180.0).contains(&degrees)),
            "longitude",
            "Enter a number of degrees from -180 to 180.",
        );
        let ways = [!self.airport_iata.is_empty(), self.has_country, self.latitude.is_some() || self.longitude.is_some()];
        errors.require(
            ways.into_iter().filter(|given| *given).count() <= 1,
            FieldErrors::FORM,
            "Look near an airport, in countries, or near coordinates: choose one of the three.",
        );
        errors
    }
}

/// The point of reference that `place` gives, if any, or what is wrong with it: then the other filters still hold, and there is no
/// point. `airport` is where the airport is that it names.
#[must_use]
pub fn reference(place: &Place, airport: Option<Point>) -> (Option<Point>, FieldErrors) {
    let mut errors = place.check();
    if !errors.is_empty() {
        return (None, errors);
    }
    if let (Some(latitude), Some(longitude)) = (place.latitude, place.longitude) {
        return (Some(Point { latitude, longitude }), errors);
    }
    if place.airport_iata.is_empty() {
        return (None, errors);
    }
    errors.require(airport.is_some(), "airport_iata", "There is no airport with this code. Choose one that is offered.");
    (airport, errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stf_01_what_is_no_number_is_no_coordinate() {
        let wrong = |latitude, longitude| {
            let errors = Place::read(None, false, latitude, longitude).check();
            errors.iter().map(|(field, _)| field.to_owned()).collect::<Vec<_>>()
        };
        assert!(wrong(None, None).is_empty() && wrong(Some("0"), Some(" -0.5 ")).is_empty());
        assert_eq!(wrong(Some("north"), Some("2")), ["latitude"]);
        assert_eq!(wrong(Some("NaN"), Some("inf")), ["latitude", "longitude"]);
        assert_eq!(wrong(Some("90.1"), Some("180")), ["latitude"]);
    }

    #[test]
    fn dm_person_31_one_way_to_say_where_and_whole_coordinates() {
        let place = |airport: &str, has_country, latitude, longitude| Place {
            airport_iata: airport.to_owned(),
            has_country,
            latitude,
            longitude,
        };
        let table: [(Place, &[&str]); 9] = [
            (Place::default(), &[]),
            (place("EDI", false, None, None), &[]),
            (place("", true, None, None), &[]),
            (place("", false, Some(0.0), Some(0.0)), &[]),
            (place("", false, Some(1.0), None), &["longitude"]),
            (place("", false, None, Some(1.0)), &["latitude"]),
            (place("EDI", true, None, None), &[""]),
            (place("", true, Some(1.0), Some(1.0)), &[""]),
            (place("", false, Some(91.0), Some(-181.0)), &["latitude", "longitude"]),
        ];
        for (place, expected) in table {
            let errors = place.check();
            assert_eq!(errors.iter().map(|(field, _)| field).collect::<Vec<_>>(), expected, "{place:?}");
        }
    }
}
