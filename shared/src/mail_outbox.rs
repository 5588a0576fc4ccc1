//! Mail that is no template's: receipts, notices (emails.md 7). It is written down in the transaction of what causes it, and the email
//! worker sends it: whoever posts a form waits for no provider, a failure of the provider loses nothing, and what is rolled back
//! leaves no mail behind.
//!
//! It is kept among the scheduled emails, as due at once and as it will be sent, so that it has their states, leases, log and worker.
//! Their list shows it only when it was given up and somebody must look.

use uuid::Uuid;

use crate::Result;
use crate::db::Change;
use crate::mail::Mail;

/// The columns hold so many characters of an address.
const LONGEST_ADDRESS: usize = 254;
/// And of a subject.
const LONGEST_SUBJECT: usize = 255;

/// Has `mail` sent once the change is committed; gives its id. Headers, tags and files of its own are not kept: the worker puts in
/// those that every message has.
///
/// Nothing about the mail itself makes the change fail: what cannot be an address is left out, and a mail to nobody is given up by
/// the worker, where people see it.
///
/// # Errors
/// When the database refuses.
pub async fn queue(change: &mut Change, mail: &Mail) -> Result<Uuid> {
    let now = change.now();
    let subject: String = clean(&mail.subject).split_whitespace().collect::<Vec<_>>().join(" ");
    let subject: String = subject.chars().take(LONGEST_SUBJECT).collect();
    let (to, reply_to) = (addresses(&mail.to), addresses(&mail.reply_to));
    let (cc, bcc) = (addresses(&mail.cc), addresses(&mail.bcc));
    let (text, html) = (clean(&mail.body.text), mail.body.html.as_deref().map(clean));
    Ok(sqlx::query_scalar!(
        r#"WITH made AS (
                INSERT INTO scheduled_email (created_at, last_updated_at, state, scheduled_at, is_direct, to_header, from_header,
                    reply_to_header, cc_header, bcc_header, subject, body, html)
                VALUES ($1, $1, 'scheduled', $1, true, $2, $3, $4, $5, $6, $7, $8, $9)
                RETURNING id
            ), logged AS (
                INSERT INTO scheduled_email_log (created_at, scheduled_email_id, state_before, state_after, details)
                SELECT $1, id, NULL, 'scheduled', 'To be sent at once.' FROM made
            )
            SELECT id AS "id!" FROM made"#,
        now,
        &to,
        mail.from.as_deref().unwrap_or_default(),
        reply_to.first().map_or("", String::as_str),
        &cc,
        &bcc,
        subject,
        text,
        html
    )
    .fetch_one(&mut **change)
    .await?)
}

/// Those that can be addresses.
fn addresses(addresses: &[String]) -> Vec<String> {
    let clean = addresses.iter().map(|address| clean(address).trim().to_owned());
    clean.filter(|address| !address.is_empty() && address.chars().count() <= LONGEST_ADDRESS).collect()
}

/// PostgreSQL keeps every character but this one.
fn clean(text: &str) -> String {
    text.replace('\0', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_an_address_is_left_out() {
        let long = format!("{}@example.org", "x".repeat(254));
        let given = ["a@example.org".to_owned(), " ".to_owned(), long, "b\0@example.org ".to_owned()];
        assert_eq!(addresses(&given), ["a@example.org", "b@example.org"]);
    }
}
