//! The authenticator data: what the device says, and signs when somebody signs in.

use sha2::{Digest as _, Sha256};

use super::{Refusal, RelyingParty};

/// Somebody touched it.
const PRESENT: u8 = 0x01;
/// It knows who: by a PIN, a finger, a face.
const VERIFIED: u8 = 0x04;
/// The passkey may be copied to other devices of the person's.
const MAY_BE_BACKED_UP: u8 = 0x08;
/// It has been.
const IS_BACKED_UP: u8 = 0x10;
/// A new credential's id and key follow.
const HAS_CREDENTIAL: u8 = 0x40;

/// The parts of authenticator data that matter here. What follows the credential's id is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AuthenticatorData<'a> {
    site_digest: &'a [u8; 32],
    flags: u8,
    /// How often the authenticator has signed; 0 where it does not count.
    pub(super) sign_count: u32,
    /// The id of a new credential.
    pub(super) credential_id: Option<&'a [u8]>,
}

impl<'a> AuthenticatorData<'a> {
    /// Reads the data.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Refusal> {
        Self::split(bytes).ok_or(Refusal::Malformed)
    }

    fn split(bytes: &'a [u8]) -> Option<Self> {
        let (site_digest, rest) = bytes.split_first_chunk()?;
        let (&[flags], rest) = rest.split_first_chunk()?;
        let (&sign_count, rest) = rest.split_first_chunk()?;
        let credential_id = if flags & HAS_CREDENTIAL == 0 {
            None
        } else {
            // Before the id stand the device's model and the id's length.
            let (_model, rest) = rest.split_first_chunk::<16>()?;
            let (&length, rest) = rest.split_first_chunk()?;
            Some(rest.get(..usize::from(u16::from_be_bytes(length)))?)
        };
        Some(Self { site_digest, flags, sign_count: u32::from_be_bytes(sign_count), credential_id })
    }

    /// That it speaks to this site, and that the person was there and verified.
    pub(super) fn check(&self, site: &RelyingParty) -> Result<(), Refusal> {
        let has = |flag| self.flags & flag != 0;
        if self.site_digest[..] != Sha256::digest(site.id.as_bytes())[..] {
            return Err(Refusal::Site);
        }
        if !has(PRESENT) {
            return Err(Refusal::Absent);
        }
        if !has(VERIFIED) {
            return Err(Refusal::Unverified);
        }
        if has(IS_BACKED_UP) && !has(MAY_BE_BACKED_UP) {
            return Err(Refusal::Malformed);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn site() -> RelyingParty {
        RelyingParty::at("https://amy.example.org").unwrap()
    }

    fn data(id: &str, flags: u8) -> Vec<u8> {
        [&Sha256::digest(id.as_bytes())[..], &[flags, 0, 0, 1, 2]].concat()
    }

    #[test]
    fn the_site_and_the_flags_must_be_right() {
        let told = |id: &str, flags: u8| AuthenticatorData::read(&data(id, flags)).unwrap().check(&site());
        assert_eq!(told("amy.example.org", 0x05), Ok(()));
        assert_eq!(told("amy.example.org", 0x1d), Ok(()));
        assert_eq!(told("example.org", 0x05), Err(Refusal::Site));
        assert_eq!(told("amy.example.org", 0x04), Err(Refusal::Absent));
        assert_eq!(told("amy.example.org", 0x01), Err(Refusal::Unverified));
        assert_eq!(told("amy.example.org", 0x15), Err(Refusal::Malformed));
    }

    #[test]
    fn the_count_and_a_new_id_are_read() {
        let known = data("amy.example.org", 0x05);
        let known = AuthenticatorData::read(&known).unwrap();
        assert_eq!((known.sign_count, known.credential_id), (0x0102, None));
        let new = [data("amy.example.org", 0x45), vec![0; 16], vec![0, 3], b"abcKEY".to_vec()].concat();
        assert_eq!(AuthenticatorData::read(&new).unwrap().credential_id, Some(&b"abc"[..]));
        for length in 0..new.len() - 3 {
            assert_eq!(AuthenticatorData::read(&new[..length]), Err(Refusal::Malformed), "{length}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
            let _read = AuthenticatorData::read(&bytes);
        }
    }
}
