//! The rules of the forms for requests, each as a function of what was written.

use chrono::{Days, NaiveDate};

use super::Fee;
use crate::check::FieldErrors;

/// Instructors are only promised when there are more days than this to look for them (DM-WREQ-09).
const SHORT_NOTICE: Days = Days::new(60);

const EMPTY: &str = "Fill this in.";

/// A text must be there.
pub(super) fn filled(text: &str, field: &str, errors: &mut FieldErrors) {
    errors.require(!text.trim().is_empty(), field, EMPTY);
}

/// Something must be chosen.
pub(super) fn chosen(is_chosen: bool, field: &str, errors: &mut FieldErrors) {
    errors.require(is_chosen, field, "Choose one.");
}

/// A box must be ticked on the public form.
pub(super) fn agreed(is_ticked: bool, field: &str, errors: &mut FieldErrors) {
    errors.require(is_ticked, field, "Please agree to this, or write to us if you cannot.");
}

/// DM-WREQ-01: an institution from the list, or name and website of another, never both.
pub(super) fn institution(is_listed: bool, name: &str, url: &str, is_needed: bool, errors: &mut FieldErrors) {
    match (is_listed, !name.is_empty(), !url.is_empty()) {
        (false, false, false) => {
            errors.require(!is_needed, "institution", "Choose your institution, or enter its name and website below.");
        }
        (true, has_name, has_url) => {
            errors.require(
                !has_name,
                "institution_other_name",
                "Leave this empty, since you chose an institution from the list.",
            );
            errors.require(!has_url, "institution_other_URL", "Leave this empty, since you chose an institution from the list.");
        }
        (false, true, true) => {}
        (false, _, _) => errors.add("institution_other_name", "Enter both the name and the website of your institution."),
    }
}

/// DM-WREQ-04: the text beside a choice belongs to its "Other", and "Other" needs the text.
pub(super) fn other(is_other: bool, text: &str, field: &str, errors: &mut FieldErrors) {
    if is_other {
        errors.require(!text.is_empty(), field, "Say what else beside “Other”.");
    } else {
        errors.require(text.is_empty(), field, "Choose “Other”, or remove the text beside it.");
    }
}

/// DM-WREQ-02: a request names a day or describes when.
pub(super) fn some_date(preferred: Option<NaiveDate>, described: &str, errors: &mut FieldErrors) {
    errors.require(
        preferred.is_some() || !described.is_empty(),
        "preferred_dates",
        "Choose a day, or describe below when it could be.",
    );
}

/// DM-WREQ-02: the day may be yesterday at the earliest, since it is not the same day everywhere.
pub(super) fn not_past(preferred: Option<NaiveDate>, today: NaiveDate, errors: &mut FieldErrors) {
    let earliest = today.pred_opt().unwrap_or(today);
    errors.require(preferred.is_none_or(|day| day >= earliest), "preferred_dates", "Choose a day in the future.");
}

/// DM-WREQ-03: who asks for support says why, and nobody else does.
pub(super) fn circumstances(fee: Option<Fee>, circumstances: &str, errors: &mut FieldErrors) {
    let (asks, says) = (fee == Some(Fee::Waiver), !circumstances.is_empty());
    errors.require(
        !asks || says,
        "scholarship_circumstances",
        "Describe your circumstances, so that we can decide about support.",
    );
    errors.require(asks || !says, "scholarship_circumstances", "Leave this empty, or ask for financial support above.");
}

/// DM-WREQ-09: without a day, or with one within 60 days, they must know that there may be no instructors.
pub(super) fn availability(is_ticked: bool, preferred: Option<NaiveDate>, today: NaiveDate, errors: &mut FieldErrors) {
    let is_short = preferred.is_none_or(|day| day <= today + SHORT_NOTICE);
    errors.require(
        !is_short || is_ticked,
        "instructor_availability",
        "Tick this: with less than two months we cannot promise instructors.",
    );
}

/// DM-WREQ-05: "Don't know yet" is the only choice or none of them. `text` beside the list counts as another one, but on its
/// own it is welcome (D-10).
pub(super) fn unknown_alone(has_unknown: bool, chosen: usize, text: &str, field: &str, errors: &mut FieldErrors) {
    errors.require(
        !has_unknown || (chosen == 1 && text.is_empty()),
        field,
        "“Don't know yet” cannot be chosen together with something else.",
    );
}

/// Every further contact is an address.
pub(super) fn contacts(contacts: &str, errors: &mut FieldErrors) {
    let wrong: Vec<&str> = contacts.split(';').map(str::trim).filter(|text| !text.is_empty() && !is_address(text)).collect();
    if !wrong.is_empty() {
        errors.add("additional_contact", format!("These are no e-mail addresses: {}.", wrong.join(", ")));
    }
}

fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && !domain.contains('@')
            && !text.contains(char::is_whitespace)
            && domain.contains('.')
            && domain.split('.').all(|label| !label.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The fields that a rule complains about.
    fn wrong(rule: impl FnOnce(&mut FieldErrors)) -> Vec<String> {
        let mut errors = FieldErrors::default();
        rule(&mut errors);
        errors.iter().map(|(field, _)| field.to_owned()).collect()
    }

    #[test]
    fn dm_wreq_01_an_institution_comes_from_the_list_or_with_name_and_website() {
        let (name, url, list) = ("institution_other_name", "institution_other_URL", "institution");
        for (is_listed, has_name, has_url, needed, optional) in [
            (false, false, false, vec![list], vec![]),
            (true, false, false, vec![], vec![]),
            (true, true, false, vec![name], vec![name]),
            (true, false, true, vec![url], vec![url]),
            (true, true, true, vec![url, name], vec![url, name]),
            (false, true, false, vec![name], vec![name]),
            (false, false, true, vec![name], vec![name]),
            (false, true, true, vec![], vec![]),
        ] {
            let (n, u) = (if has_name { "Lund" } else { "" }, if has_url { "https://lu.se" } else { "" });
            assert_eq!(wrong(|e| institution(is_listed, n, u, true, e)), needed, "{is_listed} {has_name} {has_url}");
            assert_eq!(wrong(|e| institution(is_listed, n, u, false, e)), optional, "{is_listed} {has_name} {has_url}");
        }
    }

    #[test]
    fn dm_wreq_02_a_day_or_a_description_and_no_day_before_yesterday() {
        let today = day("2026-06-15");
        let field = ["preferred_dates"];
        assert_eq!(wrong(|e| some_date(None, "", e)), field);
        assert!(wrong(|e| some_date(None, "in autumn", e)).is_empty());
        assert!(wrong(|e| some_date(Some(today), "", e)).is_empty());
        assert!(wrong(|e| not_past(None, today, e)).is_empty());
        assert!(wrong(|e| not_past(Some(day("2026-06-14")), today, e)).is_empty());
        assert_eq!(wrong(|e| not_past(Some(day("2026-06-13")), today, e)), field);
    }

    #[test]
    fn dm_wreq_03_support_is_asked_for_with_circumstances() {
        let field = ["scholarship_circumstances"];
        assert_eq!(wrong(|e| circumstances(Some(Fee::Waiver), "", e)), field);
        assert!(wrong(|e| circumstances(Some(Fee::Waiver), "poor", e)).is_empty());
        for fee in [Some(Fee::Nonprofit), Some(Fee::Forprofit), Some(Fee::Member), None] {
            assert_eq!(wrong(|e| circumstances(fee, "poor", e)), field);
            assert!(wrong(|e| circumstances(fee, "", e)).is_empty());
        }
    }

    #[test]
    fn dm_wreq_04_other_and_its_text_come_together() {
        for (is_other, text, is_wrong) in [(true, "x", false), (true, "", true), (false, "x", true), (false, "", false)] {
            assert_eq!(wrong(|e| other(is_other, text, "field", e)).is_empty(), !is_wrong, "{is_other} {text}");
        }
    }

    #[test]
    fn dm_wreq_05_and_d_10_not_knowing_stands_alone_but_a_text_is_welcome() {
        for (unknown, chosen, text, is_wrong) in [
            (true, 1, "", false),
            (true, 2, "", true),
            (true, 1, "maps", true),
            (false, 0, "maps", false),
            (false, 3, "maps", false),
            (false, 0, "", false),
        ] {
            assert_eq!(
                wrong(|e| unknown_alone(unknown, chosen, text, "field", e)).is_empty(),
                !is_wrong,
                "{unknown} {chosen} {text}"
            );
        }
    }

    #[test]
    fn dm_wreq_09_sixty_days_are_short_notice_and_sixty_one_are_not() {
        let today = day("2026-06-15");
        let field = ["instructor_availability"];
        for short in [None, Some(day("2026-06-15")), Some(day("2026-08-14"))] {
            assert_eq!(wrong(|e| availability(false, short, today, e)), field, "{short:?}");
            assert!(wrong(|e| availability(true, short, today, e)).is_empty());
        }
        assert!(wrong(|e| availability(false, Some(day("2026-08-15")), today, e)).is_empty());
    }

    #[test]
    fn further_contacts_are_addresses() {
        for fine in ["", "a@example.org", "a@example.org;b@example.org", "a@example.org; b@x.example.org ;"] {
            assert!(wrong(|e| contacts(fine, e)).is_empty(), "{fine}");
        }
        for bad in
            ["Ada", "a@example", "a@@example.org", "@example.org", "a b@example.org", "a@example.org;Ada", "a@example..org"]
        {
            assert_eq!(wrong(|e| contacts(bad, e)), ["additional_contact"], "{bad}");
        }
    }
}
