//! A device with one passkey, in software: what a browser and an authenticator make of the two ceremonies, rightly or not.

use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The device, and the page that it believes to be on.
pub(super) struct Authenticator {
    key: EcdsaKeyPair,
    /// The account that the passkey is for, in base 64.
    pub(super) handle: String,
    /// How often it has signed.
    pub(super) count: u32,
    /// Whether it counts.
    pub(super) counts: bool,
    /// Whether it asks for a PIN.
    pub(super) verifies: bool,
    /// Whether it waits for a touch.
    pub(super) is_touched: bool,
    /// The origin of the page.
    pub(super) origin: String,
    /// The id of the relying party.
    pub(super) site: String,
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Authenticator {
    /// A new one, which does everything right.
    pub(super) fn new() -> Self {
        Self {
            key: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap(),
            handle: String::new(),
            count: 0,
            counts: true,
            verifies: true,
            is_touched: true,
            origin: "http://localhost:3000".to_owned(),
            site: "localhost".to_owned(),
        }
    }

    fn public_key(&self) -> Vec<u8> {
        let der: PublicKeyX509Der<'_> = self.key.public_key().as_der().unwrap();
        der.as_ref().to_vec()
    }

    /// Which passkey it holds.
    pub(super) fn id(&self) -> Vec<u8> {
        Sha256::digest(self.public_key()).to_vec()
    }

    /// Authenticator data; `more` follows in a registration.
    fn data(&mut self, more: Option<&[u8]>) -> Vec<u8> {
        self.count += u32::from(self.counts);
        let mut flags = u8::from(self.is_touched);
        flags |= if self.verifies { 0x04 } else { 0 };
        flags |= if more.is_some() { 0x40 } else { 0 };
        [&Sha256::digest(&self.site)[..], &[flags], &self.count.to_be_bytes(), more.unwrap_or_default()].concat()
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false});
        data.to_string().into_bytes()
    }

    /// Makes the passkey, as `navigator.credentials.create` does.
    pub(super) fn create(&mut self, options: &Value) -> Value {
        options["user"]["id"].as_str().unwrap().clone_into(&mut self.handle);
        let id = self.id();
        let length = u16::try_from(id.len()).unwrap().to_be_bytes();
        let more = [&[0; 16][..], &length, &id, b"the key in COSE"].concat();
        let data = self.data(Some(&more));
        json!({
            "id": encoded(&id), "rawId": encoded(&id), "type": "public-key", "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": encoded(self.client_data("webauthn.create", options)),
                "attestationObject": "",
                "authenticatorData": encoded(data),
                "publicKey": encoded(self.public_key()),
                "publicKeyAlgorithm": -7,
                "transports": ["internal", "hybrid", "carrier-pigeon"],
            },
        })
    }

    /// Uses the passkey, as `navigator.credentials.get` does.
    pub(super) fn get(&mut self, options: &Value) -> Value {
        let (id, data, client_data) = (self.id(), self.data(None), self.client_data("webauthn.get", options));
        let message = [&data[..], &Sha256::digest(&client_data)[..]].concat();
        let signature = self.key.sign(&SystemRandom::new(), &message).unwrap();
        json!({
            "id": encoded(&id), "rawId": encoded(&id), "type": "public-key", "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": encoded(client_data),
                "authenticatorData": encoded(data),
                "signature": encoded(signature),
                "userHandle": self.handle,
            },
        })
    }
}
