//! The ceremony that uses a passkey.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::authenticator::AuthenticatorData;
use super::{Bytes, LASTS, Refusal, RelyingParty, Stored, client};
use crate::secret;

/// A sign-in under way, as the server keeps it until the browser answers. Nobody has said who they are yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    challenge: String,
    site: RelyingParty,
}

/// What the browser answers: the standard's `AuthenticationResponseJSON`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthenticationResponse {
    /// Which passkey it is.
    pub raw_id: Bytes,
    #[serde(rename = "type")]
    kind: String,
    response: Assertion,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assertion {
    #[serde(rename = "clientDataJSON")]
    client_data: Bytes,
    authenticator_data: Bytes,
    signature: Bytes,
    user_handle: Option<Bytes>,
}

impl SignIn {
    /// What kind of thing the server keeps it as.
    pub const KIND: &str = "passkey-sign-in";

    /// Begins one.
    #[must_use]
    pub fn begin(site: RelyingParty) -> Self {
        Self { challenge: secret::token(), site }
    }

    /// What the browser is asked: the standard's `PublicKeyCredentialRequestOptionsJSON`. It names no passkey: the device offers those
    /// that it has for this site.
    #[must_use]
    pub fn options(&self) -> Value {
        json!({
            "challenge": self.challenge,
            "rpId": self.site.id,
            "timeout": LASTS.num_milliseconds(),
            "allowCredentials": [],
            "userVerification": "required",
        })
    }

    /// That `answer` was signed by the passkey `stored` (§7.2 of the standard). Gives how often the authenticator has signed by
    /// now, for [`super::used`], which refuses a count that has not grown.
    ///
    /// # Errors
    /// When it was not, or answers something else.
    pub fn verify(&self, answer: &AuthenticationResponse, stored: &Stored) -> Result<u32, Refusal> {
        let told = &answer.response;
        if answer.kind != "public-key" {
            return Err(Refusal::Kind);
        }
        if told.user_handle.as_ref().is_none_or(|handle| handle.0 != stored.handle) {
            return Err(Refusal::Handle);
        }
        client::check(&told.client_data.0, "webauthn.get", &self.challenge, &self.site)?;
        let data = AuthenticatorData::read(&told.authenticator_data.0)?;
        data.check(&self.site)?;
        let message = [&told.authenticator_data.0[..], &Sha256::digest(&told.client_data.0)[..]].concat();
        stored.key.verify(&message, &told.signature.0)?;
        Ok(data.sign_count)
    }
}

/// What a YubiKey 5 NFC once answered to demo.yubico.com, from the examples of Yubico's own server.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::passkey::PublicKey;

    const KEY: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAElsurL0lXsRNlQR0-03OV-Xp8FMNk2CKhikMjEhWFEY5LxgT5nMeHrcPiM3e9KGc3cXuF4rHIm4ACkx5G9Mm5zw";
    const NEW: &str = "xGzvgq0bVGR3WR0Aiwh1nsPm0uy085R0v-ppaZJdA7dBAAAAOformdyeOUJXj5JKMNI8QRgAQJIOEmhpGNXKFT0M7bgIWEMcibyvCHl0cVFU40SlOPZ5eKqnNGznE2g2USrlyi1q-XWdNtDoOFdo5ib-6VPXpEylAQIDJiABIVgglsurL0lXsRNlQR0-03OV-Xp8FMNk2CKhikMjEhWFEY4iWCBLxgT5nMeHrcPiM3e9KGc3cXuF4rHIm4ACkx5G9Mm5zw";
    const ID: &str = "kg4SaGkY1coVPQztuAhYQxyJvK8IeXRxUVTjRKU49nl4qqc0bOcTaDZRKuXKLWr5dZ020Og4V2jmJv7pU9ekTA";
    const CLIENT: &str = r#"{"type":"webauthn.get","challenge":"AK6EVGBeT_DvQQk3hoUCocO8k3WVvnQnwL5Kd2oFWzM","origin":"https://demo.yubico.com","crossOrigin":false,"extra_keys_may_be_added_here":"do not compare clientDataJSON against a template. See https://goo.gl/yabPex"}"#;
    const DATA: &str = "xGzvgq0bVGR3WR0Aiwh1nsPm0uy085R0v-ppaZJdA7cBAAAAOg";
    const SIGNATURE: &str = "MEUCIDkZa6d7HwRxGCZdAldFuTo4qUZvaV8j7IYGjO74liKcAiEAj_PLArWm-VylAUsKgWoj50NQSpnn_qhZEgasgfWmG1Y";

    fn bytes(text: &str) -> Vec<u8> {
        Bytes::try_from(text.to_owned()).unwrap().0
    }

    #[test]
    fn a_real_key_has_signed_what_it_signed_and_nothing_else() {
        let key = PublicKey::read(-7, bytes(KEY)).unwrap();
        let mut message = [&bytes(DATA)[..], &Sha256::digest(CLIENT)[..]].concat();
        assert_eq!(key.verify(&message, &bytes(SIGNATURE)), Ok(()));
        message[36] ^= 1;
        assert_eq!(key.verify(&message, &bytes(SIGNATURE)), Err(Refusal::Signature));
        assert_eq!(key.verify(&message, &[]), Err(Refusal::Signature));
    }

    #[test]
    fn a_key_of_another_kind_is_none() {
        assert_eq!(PublicKey::read(-8, bytes(KEY)), Err(Refusal::Key));
        assert_eq!(PublicKey::read(-257, bytes(KEY)), Err(Refusal::Key));
        assert_eq!(PublicKey::read(-7, bytes(DATA)), Err(Refusal::Key));
        assert_eq!(PublicKey::read(-35, bytes(KEY)), Err(Refusal::Key));
    }

    #[test]
    fn its_data_are_read() {
        let (new, known) = (bytes(NEW), bytes(DATA));
        let (new, known) = (AuthenticatorData::read(&new).unwrap(), AuthenticatorData::read(&known).unwrap());
        assert_eq!(new.credential_id, Some(&bytes(ID)[..]));
        assert_eq!((new.sign_count, known.sign_count), (0x39, 0x3a));
        // It was touched, and asked for no PIN: not enough here.
        let site = RelyingParty::at("https://demo.yubico.com").unwrap();
        assert_eq!(known.check(&site), Err(Refusal::Unverified));
    }
}
