//! The ceremony that makes a passkey.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::authenticator::AuthenticatorData;
use super::key::ALGORITHMS;
use super::store::Known;
use super::{Bytes, LASTS, PublicKey, Refusal, RelyingParty, client};
use crate::secret;

/// How devices may say that they are reached; other words are left out.
const TRANSPORTS: [&str; 6] = ["ble", "hybrid", "internal", "nfc", "smart-card", "usb"];

/// A registration under way, as the server keeps it until the browser answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    challenge: String,
    site: RelyingParty,
    person: i32,
    handle: Bytes,
}

/// Whose passkey it will be, as their device shows it.
#[derive(Debug, Clone, Copy)]
pub struct Account<'a> {
    /// Login name.
    pub username: &'a str,
    /// Full name.
    pub full_name: &'a str,
}

/// What the browser answers: the standard's `RegistrationResponseJSON`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationResponse {
    raw_id: Bytes,
    #[serde(rename = "type")]
    kind: String,
    response: Attestation,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attestation {
    #[serde(rename = "clientDataJSON")]
    client_data: Bytes,
    authenticator_data: Bytes,
    /// Missing where the browser knows no such kind of key.
    public_key: Option<Bytes>,
    public_key_algorithm: i32,
    #[serde(default)]
    transports: Vec<String>,
}

/// A passkey that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPasskey {
    pub(super) credential_id: Vec<u8>,
    pub(super) handle: Vec<u8>,
    pub(super) key: PublicKey,
    pub(super) sign_count: u32,
    pub(super) transports: Vec<String>,
}

impl Registration {
    /// What kind of thing the server keeps it as.
    pub const KIND: &str = "passkey-registration";

    /// Begins one for the person `person`, whose passkeys so far are `known`.
    #[must_use]
    pub fn begin(site: RelyingParty, person: i32, known: &[Known]) -> Self {
        // A handle tells nothing about the person, as it can be read on a device by whoever finds it.
        let handle = known.first().map_or_else(|| secret::token().into_bytes(), |known| known.handle.clone());
        Self { challenge: secret::token(), site, person, handle: Bytes(handle) }
    }

    /// Whether it was begun for this person.
    #[must_use]
    pub fn is_for(&self, person: i32) -> bool {
        self.person == person
    }

    /// What the browser is asked: the standard's `PublicKeyCredentialCreationOptionsJSON`. A device that holds one of `known` makes no
    /// second one.
    #[must_use]
    pub fn options(&self, account: Account<'_>, known: &[Known]) -> Value {
        let exclude = known
            .iter()
            .map(|known| json!({"type": "public-key", "id": Bytes(known.credential_id.clone()), "transports": known.transports}));
        json!({
            "rp": {"id": self.site.id, "name": "AMY"},
            "user": {"id": self.handle, "name": account.username, "displayName": account.full_name},
            "challenge": self.challenge,
            "pubKeyCredParams": ALGORITHMS.map(|number| json!({"type": "public-key", "alg": number})),
            "timeout": LASTS.num_milliseconds(),
            "excludeCredentials": exclude.collect::<Vec<_>>(),
            "authenticatorSelection": {"residentKey": "required", "requireResidentKey": true, "userVerification": "required"},
            "attestation": "none",
        })
    }

    /// The passkey that `answer` tells of (§7.1 of the standard).
    ///
    /// # Errors
    /// When the answer is not one to this ceremony.
    pub fn finish(&self, answer: RegistrationResponse) -> Result<NewPasskey, Refusal> {
        if answer.kind != "public-key" {
            return Err(Refusal::Kind);
        }
        let told = answer.response;
        client::check(&told.client_data.0, "webauthn.create", &self.challenge, &self.site)?;
        let data = AuthenticatorData::read(&told.authenticator_data.0)?;
        data.check(&self.site)?;
        let is_its_id = data.credential_id.is_some_and(|id| id == answer.raw_id.0 && (1..=1023).contains(&id.len()));
        if !is_its_id {
            return Err(Refusal::Malformed);
        }
        let key = PublicKey::read(told.public_key_algorithm, told.public_key.ok_or(Refusal::Key)?.0)?;
        let mut transports = told.transports;
        transports.retain(|word| TRANSPORTS.contains(&word.as_str()));
        transports.sort_unstable();
        transports.dedup();
        Ok(NewPasskey {
            credential_id: answer.raw_id.0,
            handle: self.handle.0.clone(),
            key,
            sign_count: data.sign_count,
            transports,
        })
    }
}
