//! The client data: what the browser says it was asked, by whose page.

use serde::Deserialize;

use super::{Refusal, RelyingParty};
use crate::secret;

/// What a browser tells of a ceremony; members that it adds are no business of ours.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// Holds the client data, as `json` in bytes, against what was asked: the ceremony's `kind`, its challenge, the site.
pub(super) fn check(json: &[u8], kind: &str, challenge: &str, site: &RelyingParty) -> Result<(), Refusal> {
    let data: ClientData = serde_json::from_slice(json).map_err(|_| Refusal::Malformed)?;
    if data.kind != kind {
        return Err(Refusal::Kind);
    }
    if !secret::equal(&data.challenge, challenge) {
        return Err(Refusal::Challenge);
    }
    if data.origin != site.origin || data.cross_origin {
        return Err(Refusal::Origin);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_member_must_be_what_was_asked() {
        let site = RelyingParty::at("https://amy.example.org").unwrap();
        let told = |json: &str| check(json.as_bytes(), "webauthn.get", "abc", &site);
        let data = |kind: &str, challenge: &str, rest: &str| {
            told(&format!(r#"{{"type":"{kind}","challenge":"{challenge}","extra":{{}},{rest}}}"#))
        };
        let own = r#""origin":"https://amy.example.org""#;
        assert_eq!(data("webauthn.get", "abc", own), Ok(()));
        assert_eq!(data("webauthn.get", "abc", &format!("{own},\"crossOrigin\":false")), Ok(()));
        assert_eq!(data("webauthn.create", "abc", own), Err(Refusal::Kind));
        assert_eq!(data("webauthn.get", "abd", own), Err(Refusal::Challenge));
        assert_eq!(data("webauthn.get", "", own), Err(Refusal::Challenge));
        assert_eq!(data("webauthn.get", "abc", &format!("{own},\"crossOrigin\":true")), Err(Refusal::Origin));
        for origin in ["https://amy.example.org.evil.org", "http://amy.example.org", "https://amy.example.org:8443", "null"] {
            assert_eq!(data("webauthn.get", "abc", &format!(r#""origin":"{origin}""#)), Err(Refusal::Origin), "{origin}");
        }
        assert_eq!(told("{}"), Err(Refusal::Malformed));
        assert_eq!(told("\u{1}"), Err(Refusal::Malformed));
    }
}
