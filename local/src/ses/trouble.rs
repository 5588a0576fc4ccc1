//! What can go wrong at SES.

use std::time::Duration;

/// What a message meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// An error of SES by its name, with its HTTP status.
    Refused(u16, &'static str),
    /// The message is taken, but the answer comes so late.
    Late(Duration),
    /// The message is not taken, and no answer comes.
    Hung,
    /// The message is taken, and the answer is this error all the same.
    Mistaken(u16, &'static str),
    /// The message is taken, and then the connection is closed without an answer.
    Dropped,
}

impl Trouble {
    /// Too many at once.
    pub const THROTTLED: Self = Self::Refused(429, "TooManyRequestsException");
    /// SES is broken.
    pub const BROKEN: Self = Self::Refused(500, "InternalFailure");
    /// SES never takes this message.
    pub const REJECTED: Self = Self::Refused(400, "MessageRejected");
    /// Nothing of this account is sent.
    pub const PAUSED: Self = Self::Refused(400, "SendingPausedException");

    /// What can be chosen on the page of mail: a word for addresses, and one for people.
    pub const NAMED: [(&'static str, &'static str, Self); 8] = [
        ("throttle", "too many requests (429)", Self::THROTTLED),
        ("fail", "a failure of SES (500)", Self::BROKEN),
        ("reject", "the message is rejected", Self::REJECTED),
        ("pause", "sending is paused", Self::PAUSED),
        ("hang", "no answer, and not taken", Self::Hung),
        ("late", "taken, and the answer comes after ten seconds", Self::Late(Duration::from_secs(10))),
        ("mistake", "taken, and answered with a failure (500)", Self::Mistaken(500, "InternalFailure")),
        ("drop", "taken, and the connection dropped", Self::Dropped),
    ];

    /// The trouble of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.into_iter().find(|(known, ..)| *known == name).map(|(_, _, trouble)| trouble)
    }
}

/// What the account may send.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quota {
    /// Messages a second.
    pub rate: f64,
    /// Messages in 24 hours; those that were taken count.
    pub daily: f64,
    /// Whether it sends at all.
    pub is_enabled: bool,
}

impl Default for Quota {
    /// That of a new account in production.
    fn default() -> Self {
        Self { rate: 14.0, daily: 50_000.0, is_enabled: true }
    }
}
