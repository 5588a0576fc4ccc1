//! Congratulates a new instructor, with a certificate (emails.md 3.8).

use super::action::{Action, Exists, Of, Shape};
use super::facts::Award;
use super::wish::{Condition, Now, Wish};
use crate::badge;
use crate::email_template::Signal;
use crate::scheduled_email::{Context, Scalar};

/// What the certificate is called.
pub(super) const CERTIFICATE: &str = "certificate.pdf";

pub(super) static ACTION: Action = Action {
    signal: Signal::InstructorBadgeAwarded,
    exists: Exists::Live,
    variables: &[("person", Shape::Record("person")), ("award", Shape::Optional("award")), ("award_id", Shape::Scalar("int"))],
    of: Of::Award(wish),
};

fn wish(award: &Award, _now: Now) -> Wish {
    let words = format!("the badge {}: {}", badge::INSTRUCTOR, award.badge);
    let context = Context::default()
        .record("person", "person", award.person.id)
        .record("award", "award", award.id)
        .value("award_id", Scalar::Int(award.id.into()));
    Wish::new(vec![Condition::new(words, award.badge == badge::INSTRUCTOR)]).with(context).to([&award.person])
}
