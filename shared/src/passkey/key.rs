//! The public keys of passkeys.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey, VerificationAlgorithm,
};

use super::Refusal;

/// The algorithms that keys are asked for, by their numbers in COSE, the best first: EdDSA, ES256, RS256. Nearly every device has
/// one of the first two, Windows' older ones the third.
pub(super) const ALGORITHMS: [i32; 3] = [-8, -7, -257];

/// The public key of a passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// Number of its algorithm in COSE.
    pub algorithm: i32,
    /// The key as SubjectPublicKeyInfo in DER.
    pub der: Vec<u8>,
}

fn verification(algorithm: i32) -> Option<&'static dyn VerificationAlgorithm> {
    match algorithm {
        -7 => Some(&ECDSA_P256_SHA256_ASN1),
        -8 => Some(&ED25519),
        -257 => Some(&RSA_PKCS1_2048_8192_SHA256),
        _ => None,
    }
}

impl PublicKey {
    /// The key, if it is one of an algorithm that was asked for.
    pub(super) fn read(algorithm: i32, der: Vec<u8>) -> Result<Self, Refusal> {
        let known = verification(algorithm).ok_or(Refusal::Key)?;
        UnparsedPublicKey::new(known, &der).parse().map_err(|_| Refusal::Key)?;
        Ok(Self { algorithm, der })
    }

    /// That the key's owner has signed `message`.
    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Refusal> {
        let known = verification(self.algorithm).ok_or(Refusal::Key)?;
        UnparsedPublicKey::new(known, &self.der).verify(message, signature).map_err(|_| Refusal::Signature)
    }
}
