//! What was agreed to.

use shared::workshop_request::CommonInput;

use super::Answers;

/// What whoever asks for a workshop agrees to, of whichever kind.
pub(super) fn common(common: &CommonInput) -> Answers {
    Answers::new()
        .yes_no("Agrees to the data privacy policy", common.data_privacy_agreement)
        .yes_no("Agrees to the Code of Conduct", common.code_of_conduct_agreement)
        .yes_no("Takes on the responsibilities of a host", common.host_responsibilities)
}

/// The same where The Carpentries look for instructors.
pub(super) fn with_availability(of: &CommonInput, availability: bool) -> Answers {
    common(of).yes_no("Knows that instructors may not be found at short notice", availability)
}
