//! Which call of the provider a message was sent by, as its tag tells, so that the provider's word can be held against an email
//! (EML-NEW-04).

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

/// A call of the provider for an email.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// How often somebody had said by then that the email is to be sent whatever became of it before; nothing in messages from
    /// before this was told.
    pub round: Option<i32>,
    /// Which attempt. One that does not count leaves its number to the next one.
    pub attempt: i32,
}

impl fmt::Display for Call {
    /// As the tag has it: `<round>-<attempt>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(round) = self.round {
            write!(f, "{round}-")?;
        }
        write!(f, "{}", self.attempt)
    }
}

impl FromStr for Call {
    type Err = ParseIntError;

    fn from_str(tag: &str) -> Result<Self, ParseIntError> {
        Ok(match tag.split_once('-') {
            Some((round, attempt)) => Self { round: Some(round.parse()?), attempt: attempt.parse()? },
            None => Self { round: None, attempt: tag.parse()? },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_new_04_a_call_is_read_as_it_is_written_and_as_it_was_written_before() {
        for (tag, call) in [("2-3", Call { round: Some(2), attempt: 3 }), ("3", Call { round: None, attempt: 3 })] {
            assert_eq!((tag.parse(), call.to_string().as_str()), (Ok(call), tag));
        }
        for tag in ["", "one", "-1", "1-", "1-x"] {
            assert!(tag.parse::<Call>().is_err(), "{tag}");
        }
    }
}
