//! Certificates that go with emails (emails.md 3.8).

use certificate::Certificate;
use chrono::NaiveDate;
use shared::email_sending::Certify;

/// Draws certificates.
#[derive(Debug, Clone)]
pub struct Certificates {
    /// Name and title of who certifies.
    pub signature: String,
}

impl Certify for Certificates {
    fn certificate(&self, name: &str, awarded: NaiveDate) -> Result<Vec<u8>, String> {
        let certificate = Certificate { name, date: awarded, signature: &self.signature };
        certificate::pdf(&certificate).map_err(|error| error.to_string())
    }
}
