//! Passwords: hashes in the formats that AMY's database holds, and our own (argon2id, 19 MiB).
//!
//! A stored hash is Django's text: the scheme's name, `$`, then the scheme's own parts. Our own hashes keep that form, so
//! that a database can go back to the original.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::{Error, Result};

/// 19 MiB, two passes, one lane: OWASP's first choice for argon2id.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// More rounds than this in a stored PBKDF2 hash would be a denial of service, not a password.
const MOST_ROUNDS: u32 = 5_000_000;

/// How a password compared with a stored hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the password, and the hash is up to date.
    Right,
    /// It is the password; the hash should be replaced by [`hash`].
    RightButOld,
    /// It is not the password, or there is none.
    Wrong,
}

fn ours() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| Error::Crypto(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes `password` with a new salt. Takes some 35 ms of one core: call it off the async threads ([`hash_off_thread`]).
///
/// # Errors
/// When the system gives no randomness.
pub fn hash(password: &str) -> Result<String> {
    let hashed = ours()?.hash_password(password.as_bytes()).map_err(|error| Error::Crypto(error.to_string()))?;
    Ok(format!("argon2{hashed}"))
}

/// Compares `password` with a `stored` hash in one of Django's formats: `argon2`, `pbkdf2_sha256`, `pbkdf2_sha1`,
/// `bcrypt_sha256`, `bcrypt`. An unusable hash (empty, or beginning with `!`) takes as long as a usable one.
#[must_use]
pub fn verify(password: &str, stored: &str) -> Verdict {
    let (scheme, rest) = stored.split_once('$').unwrap_or(("", ""));
    let right = match scheme {
        "argon2" => verify_argon2(password, rest),
        "pbkdf2_sha256" => verify_pbkdf2(password, rest, pbkdf2::pbkdf2_hmac_array::<Sha256, 32>),
        "pbkdf2_sha1" => verify_pbkdf2(password, rest, pbkdf2::pbkdf2_hmac_array::<sha1::Sha1, 20>),
        "bcrypt_sha256" => bcrypt::verify(hex(&Sha256::digest(password.as_bytes())), rest).unwrap_or(false),
        "bcrypt" => bcrypt::verify(password, rest).unwrap_or(false),
        _ => {
            // Whether an account exists or has a password must not show in the time it takes.
            drop(hash(password));
            false
        }
    };
    match (right, is_current(scheme, rest)) {
        (false, _) => Verdict::Wrong,
        (true, true) => Verdict::Right,
        (true, false) => Verdict::RightButOld,
    }
}

fn is_current(scheme: &str, rest: &str) -> bool {
    scheme == "argon2" && rest.starts_with(&format!("argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$"))
}

fn verify_argon2(password: &str, rest: &str) -> bool {
    PasswordHash::new(&format!("${rest}")).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

fn verify_pbkdf2<const N: usize>(password: &str, rest: &str, derive: fn(&[u8], &[u8], u32) -> [u8; N]) -> bool {
    let mut parts = rest.splitn(3, '$');
    let (Some(rounds), Some(salt), Some(expected)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let (Ok(rounds), Ok(expected)) = (rounds.parse::<u32>(), STANDARD.decode(expected)) else { return false };
    if rounds == 0 || rounds > MOST_ROUNDS {
        return false;
    }
    subtle::ConstantTimeEq::ct_eq(derive(password.as_bytes(), salt.as_bytes(), rounds).as_slice(), expected.as_slice()).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// [`hash`] on a thread that may block.
///
/// # Errors
/// As [`hash`].
pub async fn hash_off_thread(password: String) -> Result<String> {
    tokio::task::spawn_blocking(move || hash(&password)).await.map_err(|error| Error::Crypto(error.to_string()))?
}

/// [`verify`] on a thread that may block.
///
/// # Errors
/// When that thread dies.
pub async fn verify_off_thread(password: String, stored: String) -> Result<Verdict> {
    tokio::task::spawn_blocking(move || verify(&password, &stored)).await.map_err(|error| Error::Crypto(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    // Made with Python's standard library and Django 5.2's hashers, for the password "correct horse".
    const PBKDF2_SHA256: &str = "pbkdf2_sha256$1000$salt$boRToEKoQr22LeDTyHDsEkHpDsDOTyWJq16HknEiweU=";
    const PBKDF2_SHA1: &str = "pbkdf2_sha1$1000$salt$um5PLH8ivEcrRJVasTZXh8+vxX0=";
    const BCRYPT: &str = "bcrypt$$2b$04$zY6qRoODlTYFFJr8.YB/0ecxbUpkVRcWQwgk0qnPJJ3INjwcXqu7y";
    const BCRYPT_SHA256: &str = "bcrypt_sha256$$2b$04$8Rshj6mFXW0KjVoh7KGt8OvCfB8tffupuJgQo5JxshhMC.P9SuHiO";
    const ARGON2: &str = "argon2$argon2id$v=19$m=1024,t=2,p=8$dH0qvjlMBPDeT0BuCdm9gA$/Adq2VBp5olgHAEy3NH8Gb/pLsqj33dq3ZP/3IO8ieY";

    #[test]
    fn every_format_of_the_original_is_verified_and_marked_for_replacement() {
        for stored in [PBKDF2_SHA256, PBKDF2_SHA1, BCRYPT, BCRYPT_SHA256, ARGON2] {
            assert_eq!(verify("correct horse", stored), Verdict::RightButOld, "{stored}");
            assert_eq!(verify("wrong horse", stored), Verdict::Wrong, "{stored}");
        }
    }

    #[test]
    fn our_own_hash_is_current() {
        let stored = hash("correct horse").unwrap();
        assert!(stored.len() <= 128, "{stored}");
        assert_eq!(verify("correct horse", &stored), Verdict::Right);
        assert_eq!(verify("correct hors", &stored), Verdict::Wrong);
    }

    #[test]
    fn broken_hashes_are_wrong_and_never_panic() {
        for stored in [
            "",
            "!",
            "!unusable",
            "argon2$",
            "argon2$argon2id$v=19",
            "pbkdf2_sha256$x$y$z",
            "pbkdf2_sha256$0$s$",
            "bcrypt$",
            "md5$a$b",
            "pbkdf2_sha256$4000000000$s$aa==",
        ] {
            assert_eq!(verify("anything", stored), Verdict::Wrong, "{stored}");
        }
    }
}
