//! Why a message was not sent, by what may be done about it (EML-NEW-05).

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_sesv2::error::{DisplayErrorContext, SdkError};
use hyper_util::client::legacy::Error as Connection;

/// What kind of failure it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The provider has too much to do, or is away, and has not taken it: trying again later will do.
    Transient,
    /// Whether the provider has taken it is not known: it must not be sent again blindly (EML-NEW-04).
    OutcomeUnknown,
    /// Nothing of this account is sent: paused, suspended, over its quota, the sender is not verified, or there is no such
    /// configuration set.
    Account,
    /// The provider will never take this message.
    MessageRejected,
    /// An address is none.
    BadAddress,
    /// It goes to more addresses than one message may.
    TooManyRecipients,
    /// It is larger than a message may be.
    TooLarge,
    /// There is nobody to send it to.
    NoRecipients,
    /// This stage may not write to anybody (EML-NEW-09).
    Guard,
    /// Its subject or body is no valid template.
    TemplateSyntax,
    /// Its subject or body prints what there is not.
    TemplateUndefined,
    /// A record that it tells of is gone, or what names it cannot be read.
    ObjectMissing,
    /// A record that it goes to has no such property.
    RecipientProperty,
    /// A file that goes with it is not there, or cannot be made.
    AttachmentMissing,
    /// A defect of ours or of the installation, or an answer of the provider that nobody knows: once that is mended it may go.
    Internal,
}

/// What is done about a failure (EML-NEW-05).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// The email is tried again, a few times.
    Retry,
    /// The email is given up: it would never go.
    GiveUp,
    /// Nothing goes: the attempt does not count, and the run ends.
    Stop,
    /// Nobody but the provider knows: the email stays where it is.
    Wait,
}

impl Class {
    /// Whether the same message may be sent again later.
    #[must_use]
    pub fn may_be_sent_again(self) -> bool {
        matches!(self, Self::Transient | Self::Account)
    }

    /// What is done about it.
    #[must_use]
    pub fn remedy(self) -> Remedy {
        match self {
            Self::Transient | Self::Internal => Remedy::Retry,
            Self::Account => Remedy::Stop,
            Self::OutcomeUnknown => Remedy::Wait,
            _ => Remedy::GiveUp,
        }
    }

    /// Its name in the database, in logs and in metrics.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Transient => "transient",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::Account => "account",
            Self::MessageRejected => "message_rejected",
            Self::BadAddress => "bad_address",
            Self::TooManyRecipients => "too_many_recipients",
            Self::TooLarge => "too_large",
            Self::NoRecipients => "no_recipients",
            Self::Guard => "guard",
            Self::TemplateSyntax => "template_syntax",
            Self::TemplateUndefined => "template_undefined",
            Self::ObjectMissing => "object_missing",
            Self::RecipientProperty => "recipient_property",
            Self::AttachmentMissing => "attachment_missing",
            Self::Internal => "internal",
        }
    }
}

/// A message was not sent, or it is not known whether it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{class:?}: {reason}")]
pub struct MailError {
    class: Class,
    reason: String,
}

impl MailError {
    /// A failure of this kind.
    pub fn new(class: Class, reason: impl Into<String>) -> Self {
        Self { class, reason: reason.into() }
    }

    /// What kind of failure it was.
    #[must_use]
    pub fn class(&self) -> Class {
        self.class
    }

    /// The provider's words, for the log: never for people.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The failure of a call to SES.
    pub(super) fn of_call<E>(error: SdkError<E>) -> Self
    where
        E: std::error::Error + aws_sdk_sesv2::error::ProvideErrorMetadata + Send + Sync + 'static,
    {
        let class = match &error {
            SdkError::ServiceError(service) => {
                let said = service.err().message().unwrap_or_default();
                classify(service.err().code().unwrap_or_default(), said, service.raw().status().as_u16())
            }
            SdkError::ConstructionFailure(_) => Class::Transient,
            // Without credentials nothing has gone out, and nothing will.
            SdkError::DispatchFailure(_) if has_cause::<CredentialsError>(&error, |_| true) => Class::Account,
            SdkError::DispatchFailure(_) if has_cause::<Connection>(&error, Connection::is_connect) => Class::Transient,
            // The request may have gone out, and no answer, or none that makes sense, has come back.
            _ => Class::OutcomeUnknown,
        };
        Self::new(class, DisplayErrorContext(error).to_string())
    }
}

/// Whether an error of this kind is among the causes.
fn has_cause<C: std::error::Error + 'static>(error: &(dyn std::error::Error + 'static), is_it: impl Fn(&C) -> bool) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<C>().is_some_and(&is_it) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Too much was asked at once, in the words of SES and of what stands before it.
const THROTTLES: [&str; 10] = [
    "TooManyRequestsException",
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottled",
    "RequestThrottledException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "PriorRequestNotComplete",
    "SlowDown",
];
/// The request came too late, or not whole: nothing was taken.
const LATE: [&str; 3] = ["RequestTimeout", "RequestTimeoutException", "RequestExpired"];
/// Nothing of this account, or of this installation of AMY, is sent.
const CLOSED: [&str; 5] = [
    "AccountSuspendedException",
    "SendingPausedException",
    "MailFromDomainNotVerifiedException",
    "LimitExceededException",
    // What a message names besides addresses is the configuration set.
    "NotFoundException",
];
/// Messages that SES refuses name the account in these words where it is to blame.
const OF_THE_ACCOUNT: [&str; 5] = ["not verified", "sending paused", "sending is paused", "suspended", "configuration set"];
/// The message itself will never do.
const REFUSALS: [&str; 4] = ["MessageRejected", "BadRequestException", "ValidationError", "ValidationException"];

/// What kind of failure SES's answer tells of. Only what is known to be wrong with the message is given up; an answer that nobody
/// knows is tried again, since it may be the installation's fault, and then meets all mail.
fn classify(code: &str, said: &str, status: u16) -> Class {
    let said = said.to_lowercase();
    let is_of_the_account = || OF_THE_ACCOUNT.iter().any(|words| said.contains(words));
    match code {
        // The quota of 24 hours, which no pause of seconds helps with.
        _ if THROTTLES.contains(&code) && said.contains("daily") => Class::Account,
        _ if THROTTLES.contains(&code) || LATE.contains(&code) => Class::Transient,
        _ if CLOSED.contains(&code) => Class::Account,
        // It was given up before an answer was sent: it may have been heeded.
        "RequestAbortedException" => Class::OutcomeUnknown,
        _ if REFUSALS.contains(&code) && is_of_the_account() => Class::Account,
        "BadRequestException" if said.contains("address") || said.contains("local name") || said.contains("domain") => {
            Class::BadAddress
        }
        _ if REFUSALS.contains(&code) => Class::MessageRejected,
        _ if status >= 500 || status == 429 || status == 408 => Class::Transient,
        _ if status == 401 || status == 403 => Class::Account,
        // It is too large.
        _ if status == 413 => Class::MessageRejected,
        _ => Class::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_new_05_failures_are_told_apart_by_what_may_be_done() {
        for (code, said, status, class) in [
            ("TooManyRequestsException", "Maximum sending rate exceeded.", 429, Class::Transient),
            ("TooManyRequestsException", "Daily message quota exceeded.", 429, Class::Account),
            ("InternalFailure", "", 500, Class::Transient),
            ("SendingPausedException", "", 400, Class::Account),
            ("MessageRejected", "Email address is not verified.", 400, Class::Account),
            ("AccessDeniedException", "", 403, Class::Account),
            ("MessageRejected", "virus", 400, Class::MessageRejected),
            ("BadRequestException", "Illegal address", 400, Class::BadAddress),
            ("BadRequestException", "Header too long", 400, Class::MessageRejected),
            ("NotFoundException", "Configuration set <x> does not exist.", 404, Class::Account),
            ("BadRequestException", "Configuration set <x> does not exist in this domain.", 400, Class::Account),
            ("MessageRejected", "Sending paused for this account.", 400, Class::Account),
            ("BadRequestException", "Your account is suspended.", 400, Class::Account),
            ("RequestThrottled", "", 400, Class::Transient),
            ("RequestLimitExceeded", "", 400, Class::Transient),
            ("SlowDown", "", 400, Class::Transient),
            ("RequestTimeoutException", "", 400, Class::Transient),
            ("RequestExpired", "", 400, Class::Transient),
            ("", "", 408, Class::Transient),
            ("RequestAbortedException", "", 400, Class::OutcomeUnknown),
            ("ValidationError", "", 400, Class::MessageRejected),
            ("RequestEntityTooLargeException", "", 413, Class::MessageRejected),
            ("UnknownOperationException", "", 404, Class::Internal),
            ("", "", 400, Class::Internal),
        ] {
            assert_eq!(classify(code, said, status), class, "{code} {said}");
        }
        assert!(Class::Transient.may_be_sent_again() && Class::Account.may_be_sent_again());
        assert!(!Class::OutcomeUnknown.may_be_sent_again() && !Class::MessageRejected.may_be_sent_again());
    }
}
