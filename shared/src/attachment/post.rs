//! The form with which a browser sends a file straight to S3 (EML-UI-11): its policy says what S3 may take, and is signed, since S3
//! knows nothing else of who sends it.

use aws_credential_types::Credentials;
use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Duration, Utc};
use serde_json::json;

use super::rule::LARGEST;

/// Such a form may be sent for so long.
pub const FORM_LIFE: Duration = Duration::minutes(15);

/// Marks what belongs to no email yet: the bucket forgets it after a day, unless somebody confirms it.
const PENDING: &str = "<Tagging><TagSet><Tag><Key>state</Key><Value>pending</Value></Tag></TagSet></Tagging>";

/// Where to send a file, and the fields that must go before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostForm {
    /// The bucket's address.
    pub url: String,
    /// Names and values, in order.
    pub fields: Vec<(&'static str, String)>,
}

/// What a form is made for.
pub(super) struct Asked<'a> {
    pub(super) bucket: &'a str,
    pub(super) key: &'a str,
    pub(super) kind: &'a str,
    /// In bytes; no other size is taken.
    pub(super) size: i64,
}

/// The fields of the form, signed.
pub(super) fn fields(
    asked: &Asked<'_>,
    credentials: &Credentials,
    region: &str,
    now: DateTime<Utc>,
) -> Vec<(&'static str, String)> {
    let day = now.format("%Y%m%d");
    let mut fields = vec![
        ("key", asked.key.to_owned()),
        ("Content-Type", asked.kind.to_owned()),
        ("success_action_status", "201".to_owned()),
        ("tagging", PENDING.to_owned()),
        ("x-amz-algorithm", "AWS4-HMAC-SHA256".to_owned()),
        ("x-amz-credential", format!("{}/{day}/{region}/s3/aws4_request", credentials.access_key_id())),
        ("x-amz-date", now.format("%Y%m%dT%H%M%SZ").to_string()),
    ];
    if let Some(token) = credentials.session_token() {
        fields.push(("x-amz-security-token", token.to_owned()));
    }
    let mut conditions =
        vec![json!({ "bucket": asked.bucket }), json!(["content-length-range", asked.size, asked.size.min(LARGEST)])];
    conditions.extend(fields.iter().map(|(name, value)| json!({ (*name): value })));
    let expiration = (now + FORM_LIFE).format("%Y-%m-%dT%H:%M:%S.000Z").to_string();
    let policy = STANDARD.encode(json!({ "expiration": expiration, "conditions": conditions }).to_string());
    let signed = signature(credentials.secret_access_key(), region, now, &policy);
    fields.extend([("policy", policy), ("x-amz-signature", signed)]);
    fields
}

/// The signature (version 4) of a policy in base 64, in hexadecimal digits.
#[must_use]
pub fn signature(secret: &str, region: &str, now: DateTime<Utc>, policy: &str) -> String {
    calculate_signature(generate_signing_key(secret, now.into(), region, "s3"), policy.as_bytes())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// The example of AWS's documentation of browser-based uploads, which tells its signature too.
    #[test]
    fn eml_ui_11_a_policy_is_signed_as_aws_does() {
        const POLICY: &str = "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9";
        let now = "2015-12-29T00:00:00Z".parse().unwrap();
        assert_eq!(
            signature("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", now, POLICY),
            "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"
        );
    }

    #[test]
    fn eml_ui_11_a_form_takes_one_file_of_one_name_kind_and_size() {
        let credentials = Credentials::new("AKID", "secret", Some("token".into()), None, "test");
        let asked = Asked { bucket: "files", key: "a/b-c.pdf", kind: "application/pdf", size: 7 };
        let fields = fields(&asked, &credentials, "eu-west-1", "2026-06-15T12:00:00Z".parse().unwrap());
        let value = |name: &str| fields.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap();
        assert_eq!(value("x-amz-credential"), "AKID/20260615/eu-west-1/s3/aws4_request");
        let policy: Value = serde_json::from_slice(&STANDARD.decode(value("policy")).unwrap()).unwrap();
        assert_eq!(policy["expiration"], "2026-06-15T12:15:00.000Z");
        let conditions = policy["conditions"].as_array().unwrap();
        for expected in [
            json!({ "bucket": "files" }),
            json!({ "key": "a/b-c.pdf" }),
            json!({ "Content-Type": "application/pdf" }),
            json!({ "x-amz-security-token": "token" }),
            json!(["content-length-range", 7, 7]),
        ] {
            assert!(conditions.contains(&expected), "{expected} is not in {conditions:?}");
        }
    }
}
