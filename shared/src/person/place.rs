//! Where a person is: the airport, and what overrides it (DM-PERSON-10 … DM-PERSON-12).

use super::PersonInput;

impl PersonInput {
    /// Drops the overrides of the former airport when the airport changes: those that came along untouched. One that was
    /// changed together with the airport is meant for the new one, and stays (DM-PERSON-12, PER-02).
    pub(super) fn settle(mut self, before: &Self) -> Self {
        if self.airport_iata != before.airport_iata {
            if self.country == before.country {
                self.country = None;
            }
            if self.timezone == before.timezone {
                self.timezone = None;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(airport: &str, country: Option<&str>, timezone: Option<&str>) -> PersonInput {
        PersonInput {
            airport_iata: airport.to_owned(),
            country: country.map(str::to_owned),
            timezone: timezone.map(str::to_owned),
            ..PersonInput::default()
        }
    }

    #[test]
    fn dm_person_12_a_new_airport_drops_the_overrides_of_the_old_one() {
        let before = at("KRK", Some("DE"), Some("Europe/Berlin"));
        let table = [
            // The airport stays: everything is as submitted.
            (at("KRK", Some("DE"), Some("Europe/Berlin")), (Some("DE"), Some("Europe/Berlin"))),
            (at("KRK", None, Some("UTC")), (None, Some("UTC"))),
            // The airport moves: what was not touched goes.
            (at("LHR", Some("DE"), Some("Europe/Berlin")), (None, None)),
            // What was changed in the same submission stays.
            (at("LHR", Some("IE"), Some("Europe/Berlin")), (Some("IE"), None)),
            (at("LHR", None, Some("UTC")), (None, Some("UTC"))),
        ];
        for (input, expected) in table {
            let settled = input.settle(&before);
            assert_eq!((settled.country.as_deref(), settled.timezone.as_deref()), expected);
        }
    }

    #[test]
    fn dm_person_12_a_new_person_keeps_the_overrides() {
        let settled = at("KRK", Some("DE"), Some("UTC")).settle(&PersonInput::default());
        assert_eq!((settled.country.as_deref(), settled.timezone.as_deref()), (Some("DE"), Some("UTC")));
    }
}
