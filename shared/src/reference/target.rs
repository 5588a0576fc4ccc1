//! The kinds of records that something may point at by kind and number.

use crate::record::Kind;

/// Kinds whose keys are no numbers (DM-GEN-01): nothing can point at them.
const BY_UUID: [Kind; 9] = [
    Kind::Account,
    Kind::AccountOwner,
    Kind::Benefit,
    Kind::AccountBenefit,
    Kind::AccountBenefitDiscount,
    Kind::PartnershipTier,
    Kind::EmailTemplate,
    Kind::ScheduledEmail,
    Kind::Attachment,
];

/// The kinds that can be pointed at, as `app.model` and what several of them are called, in alphabetical order.
#[must_use]
pub fn target_types() -> Vec<(&'static str, &'static str)> {
    let mut types: Vec<_> =
        Kind::ALL.iter().filter(|kind| !BY_UUID.contains(kind)).map(|kind| (kind.object_type(), kind.plural())).collect();
    types.sort_unstable_by_key(|(_, plural)| *plural);
    types
}
