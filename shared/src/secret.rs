//! Random tokens and their digests.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng as _;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// 256 random bits, written in URL-safe base 64 (43 characters).
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one file that asks the system for randomness")]
pub fn token() -> String {
    let mut bytes = [0u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A random id (UUID version 4).
#[must_use]
#[expect(clippy::disallowed_methods, reason = "it asks the system for randomness as `token` does")]
pub fn id() -> Uuid {
    let mut bytes = [0u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The SHA-256 digest of `text` in URL-safe base 64: what is stored in place of a token.
#[must_use]
pub fn digest(text: &str) -> String {
    digest_of(text.as_bytes())
}

/// The SHA-256 digest of `bytes` in URL-safe base 64: two contents with the same one are the same.
#[must_use]
pub fn digest_of(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
}

/// Whether two strings are equal, in time that depends on their lengths only.
#[must_use]
pub fn equal(a: &str, b: &str) -> bool {
    subtle::ConstantTimeEq::ct_eq(a.as_bytes(), b.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_digests_do_not() {
        assert_ne!(token(), token());
        assert_eq!(token().len(), 43);
        assert_eq!(digest("a"), digest("a"));
        assert_ne!(digest("a"), digest("b"));
    }

    #[test]
    fn equality_is_that_of_strings() {
        assert!(equal("abc", "abc"));
        assert!(!equal("abc", "abd"));
        assert!(!equal("abc", "ab"));
    }
}
