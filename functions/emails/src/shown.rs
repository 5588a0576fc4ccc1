//! Emails as their recipients would read them.

use chrono::NaiveDate;
use serde_json::{Map, Value};
use shared::db::Db;
use shared::email_context::{self, Problem};
use shared::email_render::{Preview, Renderer, in_time};
use shared::scheduled_email::{Context, Details, Recipient};
use templates::pages::email::Shown;
use web::Failure;

/// What is shown of an email whose references cannot be read.
const UNREADABLE: &str = "What this e-mail refers to cannot be read.";

/// An email as it would be sent `today`: filled in, or, where it is no template's, as it is.
pub(crate) async fn of_email(db: &mut Db, email: &Details, today: NaiveDate) -> Result<Shown, Failure> {
    if email.is_direct {
        return Ok(Shown {
            subject: email.subject.clone(),
            html: email.html.clone().unwrap_or_default(),
            text: Some(email.body.clone()),
            ..Shown::default()
        });
    }
    let (context, recipients) = (email.context(), email.recipients());
    show(db, (&email.subject, &email.body), context.as_ref(), recipients.as_deref(), today).await
}

/// Subject and body, filled in with what the references stand for `today`. A reference that leads nowhere is told, and nothing is filled
/// in then.
pub(crate) async fn show(
    db: &mut Db,
    (subject, body): (&str, &str),
    context: Option<&Context>,
    recipients: Option<&[Recipient]>,
    today: NaiveDate,
) -> Result<Shown, Failure> {
    let mut shown = Shown::default();
    let mut values = Map::new();
    match context.zip(recipients) {
        None => shown.problems.push(UNREADABLE.to_owned()),
        Some((context, recipients)) => {
            for resolved in email_context::resolve_on(db, &[(context, recipients)], today).await? {
                match resolved.context {
                    Ok(context) => values = context,
                    Err(Problem { message, .. }) => shown.problems.push(message),
                }
                match resolved.to {
                    Ok(to) => shown.to = to,
                    Err(Problem { message, .. }) => shown.problems.push(message),
                }
                shown.dropped = resolved.dropped;
            }
        }
    }
    let (subject, body, variables) = (subject.to_owned(), body.to_owned(), values.clone());
    let preview = in_time(move || Renderer::new().preview(&subject, &body, &variables)).await;
    let preview = preview.unwrap_or_else(|problem| Preview { faults: vec![problem.message], ..Preview::default() });
    shown.subject = preview.subject;
    shown.html = preview.html;
    shown.problems.extend(preview.faults);
    shown.context = serde_json::to_string_pretty(&Value::Object(values)).unwrap_or_default();
    Ok(shown)
}
