//! Passkeys (WebAuthn level 3): signing in with a key that never leaves a person's device, and works at this site's address alone.
//!
//! The two ceremonies are [`Registration`] and [`SignIn`]: each begins with a challenge that the server keeps, and is finished by
//! what the browser answers, in the standard's own JSON forms. No attestation is asked for: which make of device it is decides
//! nothing here. So nothing about a new key is signed, and it is taken as the browser hands it over, as a SubjectPublicKeyInfo
//! beside the authenticator data; the attestation object and its CBOR are never read.

mod authenticator;
mod bytes;
mod client;
mod key;
mod name;
mod refusal;
mod registration;
mod sign_in;
mod site;
mod store;

use chrono::Duration;

pub use bytes::Bytes;
pub use key::PublicKey;
pub use name::check_name;
pub use refusal::Refusal;
pub use registration::{Account, NewPasskey, Registration, RegistrationResponse};
pub use sign_in::{AuthenticationResponse, SignIn};
pub use site::RelyingParty;
pub use store::{Added, Known, MOST, Passkey, Stored, add, find, known, list, remove, rename, used};

/// A ceremony takes at most so long, from the challenge to the answer.
pub const LASTS: Duration = Duration::minutes(5);
