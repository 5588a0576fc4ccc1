//! Who gets which seat: decided for all applications together, one after the other, before anything is written.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::{About, Reason, Skipped, Warning};
use crate::account_benefit::BenefitUse;
use crate::membership::SeatUse;

/// An application, with what has its code.
#[derive(Debug, Clone, Default)]
pub(super) struct Applicant {
    pub(super) request: i32,
    pub(super) label: String,
    pub(super) person: Option<i32>,
    pub(super) code: String,
    /// The person is a learner at the training already; that task stays as it is (DM-TREQ-12).
    pub(super) learns: bool,
    pub(super) membership: Option<i32>,
    pub(super) partnership: Option<i32>,
    pub(super) benefit: Option<Uuid>,
}

/// What a learner takes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seat {
    Nothing,
    Membership(i32),
    Benefit(Uuid),
}

/// How seats are found.
#[derive(Debug, Clone, Copy)]
pub(super) enum Method {
    /// The same for all.
    All(Seat),
    /// By each one's registration code (DM-TREQ-13).
    Codes { service_offering: bool },
}

/// How much of each membership and benefit is used; counted on as seats are given.
#[derive(Debug, Default)]
pub(super) struct Stock {
    pub(super) memberships: HashMap<i32, SeatUse>,
    pub(super) benefits: HashMap<Uuid, BenefitUse>,
    /// The benefits of each partnership, the earliest first.
    pub(super) of_partnership: HashMap<i32, Vec<Uuid>>,
}

/// What is to be written, and said.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) assigned: Vec<(i32, i32, Seat)>,
    pub(super) warnings: Vec<Warning>,
    pub(super) skipped: Vec<Skipped>,
}

/// Decides for all applications in their order.
pub(super) fn plan(applicants: Vec<Applicant>, method: Method, mut stock: Stock, today: NaiveDate) -> Plan {
    let mut plan = Plan::default();
    let mut learning = HashSet::new();
    for applicant in applicants {
        let seat = match method {
            Method::All(seat) => Ok(seat),
            Method::Codes { service_offering } => stock.find(&applicant, service_offering),
        };
        match (seat, applicant.person.ok_or(Reason::NoPerson)) {
            (Ok(seat), Ok(person)) => {
                if learning.insert(person) && !applicant.learns {
                    stock.take(seat);
                }
                plan.assigned.push((applicant.request, person, seat));
                if matches!(method, Method::Codes { .. }) {
                    plan.warnings.extend(stock.warnings(seat, Some(&applicant.label), today));
                }
            }
            (_, Err(reason)) | (Err(reason), _) => {
                plan.skipped.push(Skipped { request: applicant.label, code: applicant.code, reason });
            }
        }
    }
    if let Method::All(seat) = method
        && !plan.assigned.is_empty()
    {
        plan.warnings = stock.warnings(seat, None, today);
    }
    plan
}

impl Stock {
    /// The seat that an application's code leads to (DM-TREQ-13). Partnerships and benefits count with the service offering only.
    fn find(&self, applicant: &Applicant, service_offering: bool) -> Result<Seat, Reason> {
        if applicant.code.is_empty() {
            return Err(Reason::NoCode);
        }
        let partnership = applicant.partnership.filter(|_| service_offering);
        let benefit = applicant.benefit.filter(|_| service_offering);
        match (applicant.membership, partnership, benefit) {
            (Some(membership), None, None) => Ok(Seat::Membership(membership)),
            (None, Some(partnership), None) => self.benefit_of(partnership).map(Seat::Benefit).ok_or(Reason::NoBenefit),
            (None, None, Some(benefit)) => Ok(Seat::Benefit(benefit)),
            (None, None, None) => Err(Reason::Unknown { service_offering }),
            _ => Err(Reason::Ambiguous),
        }
    }

    /// The partnership's first benefit that is not used up, else its last (DM-TREQ-14).
    fn benefit_of(&self, partnership: i32) -> Option<Uuid> {
        let benefits = self.of_partnership.get(&partnership)?;
        let has_room = |id: &&Uuid| self.benefits.get(*id).is_some_and(|benefit| benefit.used < benefit.allocation.into());
        benefits.iter().find(has_room).or(benefits.last()).copied()
    }

    fn take(&mut self, seat: Seat) {
        match seat {
            Seat::Nothing => {}
            Seat::Membership(id) => {
                if let Some(seats) = self.memberships.get_mut(&id) {
                    seats.remaining -= 1;
                }
            }
            Seat::Benefit(id) => {
                if let Some(benefit) = self.benefits.get_mut(&id) {
                    benefit.used += 1;
                }
            }
        }
    }

    /// The warnings about a seat after it was given (DM-TREQ-15, DM-TREQ-16).
    fn warnings(&self, seat: Seat, request: Option<&str>, today: NaiveDate) -> Vec<Warning> {
        let warning = |of: &str, about| Warning { request: request.map(str::to_owned), of: of.to_owned(), about };
        match seat {
            Seat::Nothing => Vec::new(),
            Seat::Membership(id) => self.memberships.get(&id).map_or_else(Vec::new, |seats| {
                // The seat that was given is counted already.
                let before = SeatUse { remaining: seats.remaining + 1, ..seats.clone() };
                let warnings = before.warnings_before_saving(today);
                warnings.into_iter().map(|about| warning(&seats.membership, About::Seat(about))).collect()
            }),
            Seat::Benefit(id) => self.benefits.get(&id).map_or_else(Vec::new, |benefit| {
                let warnings = benefit.warnings(today);
                warnings.into_iter().map(|about| warning(&benefit.benefit, About::Benefit(about))).collect()
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account_benefit::BenefitWarning;
    use crate::membership::SeatWarning;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    const TODAY: &str = "2026-06-15";
    const CODES: Method = Method::Codes { service_offering: true };

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn seats(remaining: i64) -> SeatUse {
        SeatUse {
            membership: "M".into(),
            remaining,
            agreement_start: day("2026-01-01"),
            agreement_end: day("2026-12-31"),
            event_start: Some(day("2026-07-01")),
            event_end: Some(day("2026-07-02")),
        }
    }

    fn benefit(used: i64, allocation: i32) -> BenefitUse {
        BenefitUse {
            benefit: "B".into(),
            used,
            allocation,
            frozen: false,
            start_date: day("2026-01-01"),
            end_date: day("2026-12-31"),
            event_start: Some(day("2026-07-01")),
            event_end: Some(day("2026-07-02")),
        }
    }

    /// One membership with two seats, a partnership with two benefits of one seat each, another without any.
    fn stock() -> Stock {
        Stock {
            memberships: HashMap::from([(1, seats(2))]),
            benefits: HashMap::from([(id(1), benefit(0, 1)), (id(2), benefit(0, 1))]),
            of_partnership: HashMap::from([(5, vec![id(1), id(2)])]),
        }
    }

    fn applicant(n: i32) -> Applicant {
        Applicant { request: n, label: format!("R{n}"), person: Some(100 + n), code: "code".into(), ..Applicant::default() }
    }

    fn member(n: i32) -> Applicant {
        Applicant { membership: Some(1), ..applicant(n) }
    }

    fn partner(n: i32) -> Applicant {
        Applicant { partnership: Some(5), ..applicant(n) }
    }

    fn run(applicants: Vec<Applicant>, method: Method) -> Plan {
        plan(applicants, method, stock(), day(TODAY))
    }

    fn given(plan: &Plan) -> Vec<Seat> {
        plan.assigned.iter().map(|(_, _, seat)| *seat).collect()
    }

    fn warned(plan: &Plan) -> Vec<(Option<&str>, About)> {
        plan.warnings.iter().map(|warning| (warning.request.as_deref(), warning.about)).collect()
    }

    #[test]
    fn dm_treq_13_a_code_leads_to_one_membership_partnership_or_benefit() {
        let own = |n| Applicant { benefit: Some(id(2)), ..applicant(n) };
        let nothing = Applicant { code: String::new(), ..applicant(4) };
        let both = Applicant { membership: Some(1), ..partner(5) };
        let poor = Applicant { partnership: Some(6), ..applicant(6) };
        let nobody = Applicant { person: None, ..member(8) };
        let all =
            || vec![member(1), partner(2), own(3), nothing.clone(), both.clone(), poor.clone(), applicant(7), nobody.clone()];
        let reasons = |plan: &Plan| plan.skipped.iter().map(|skipped| skipped.reason).collect::<Vec<_>>();

        let plan = run(all(), CODES);
        assert_eq!(given(&plan), [Seat::Membership(1), Seat::Benefit(id(1)), Seat::Benefit(id(2))]);
        let unknown = Reason::Unknown { service_offering: true };
        assert_eq!(reasons(&plan), [Reason::NoCode, Reason::Ambiguous, Reason::NoBenefit, unknown, Reason::NoPerson]);
        assert_eq!(plan.skipped[0].request, "R4", "the request is named");

        // Without the service offering there are memberships only.
        let plan = run(all(), Method::Codes { service_offering: false });
        assert_eq!(given(&plan), [Seat::Membership(1), Seat::Membership(1)]);
        let unknown = Reason::Unknown { service_offering: false };
        assert_eq!(reasons(&plan), [unknown, unknown, Reason::NoCode, unknown, unknown, Reason::NoPerson]);
    }

    #[test]
    fn dm_treq_14_a_partnerships_first_benefit_with_room_else_its_last() {
        let plan = run(vec![partner(1), partner(2), partner(3)], CODES);
        assert_eq!(given(&plan), [id(1), id(2), id(2)].map(Seat::Benefit));
        assert_eq!(warned(&plan), [(Some("R3"), About::Benefit(BenefitWarning::Exceeded { used: 2, allocation: 1 }))]);
        // Who learns there already takes nothing, nor does the same person twice.
        let again = Applicant { person: Some(102), ..partner(3) };
        let plan = run(vec![Applicant { learns: true, ..partner(1) }, partner(2), again], CODES);
        assert_eq!(given(&plan), [id(1), id(1), id(2)].map(Seat::Benefit));
        assert_eq!(warned(&plan), []);
    }

    #[test]
    fn dm_treq_15_memberships_warn_of_seats_and_dates_after_each_match() {
        let plan = run(vec![member(1), member(2), member(3)], CODES);
        let seat = |warning| About::Seat(warning);
        assert_eq!(warned(&plan), [(Some("R2"), seat(SeatWarning::NoneRemain)), (Some("R3"), seat(SeatWarning::Overused))]);
        // For all of them at once, it is said once.
        let plan = run(vec![member(1), member(2), member(3)], Method::All(Seat::Membership(1)));
        assert_eq!(warned(&plan), [(None, seat(SeatWarning::Overused))]);
        let late = Stock {
            memberships: HashMap::from([(1, SeatUse { event_end: Some(day("2027-01-01")), ..seats(9) })]),
            ..Stock::default()
        };
        let plan = super::plan(vec![member(1)], CODES, late, day("2027-06-15"));
        assert_eq!(
            warned(&plan),
            [(Some("R1"), seat(SeatWarning::NotActive)), (Some("R1"), seat(SeatWarning::OutsideAgreement))]
        );
    }

    #[test]
    fn dm_treq_16_benefits_warn_of_their_use_and_dates() {
        let odd = BenefitUse { frozen: true, event_start: Some(day("2025-12-31")), ..benefit(2, 2) };
        let stock = Stock { benefits: HashMap::from([(id(1), odd)]), ..Stock::default() };
        let plan = super::plan(vec![applicant(1)], Method::All(Seat::Benefit(id(1))), stock, day("2025-06-15"));
        let expected = [
            BenefitWarning::Exceeded { used: 3, allocation: 2 },
            BenefitWarning::Frozen,
            BenefitWarning::NotActive,
            BenefitWarning::OutsideDates,
        ];
        assert_eq!(warned(&plan), expected.map(|warning| (None, About::Benefit(warning))));
        assert!(plan.warnings[0].to_string().contains("exceeding its allocation (2)"), "{}", plan.warnings[0]);
    }

    #[test]
    fn dm_treq_11_without_a_seat_there_is_nothing_to_warn_of() {
        let plan = run(vec![member(1), applicant(2)], Method::All(Seat::Nothing));
        assert_eq!((given(&plan), warned(&plan)), (vec![Seat::Nothing; 2], vec![]));
    }
}
