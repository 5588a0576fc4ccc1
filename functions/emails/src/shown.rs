//! Emails as their recipients would read them.

use serde_json::{Map, Value};
use shared::db::Db;
use shared::email_context::{self, Problem};
use shared::email_render::Renderer;
use shared::scheduled_email::{Context, Recipient};
use templates::pages::email::Shown;
use web::Failure;

/// What is shown of an email whose references cannot be read.
const UNREADABLE: &str = "What this e-mail refers to cannot be read.";

/// Subject and body, filled in with what the references stand for now. A reference that leads nowhere is told, and nothing is filled
/// in then.
pub(crate) async fn show(
    db: &mut Db,
    (subject, body): (&str, &str),
    context: Option<&Context>,
    recipients: Option<&[Recipient]>,
) -> Result<Shown, Failure> {
    let mut shown = Shown::default();
    let mut values = Map::new();
    match context.zip(recipients) {
        None => shown.problems.push(UNREADABLE.to_owned()),
        Some((context, recipients)) => {
            for resolved in email_context::resolve(db, &[(context, recipients)]).await? {
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
    let preview = Renderer::new().preview(subject, body, &values);
    shown.subject = preview.subject;
    shown.html = preview.html;
    shown.problems.extend(preview.faults);
    shown.context = serde_json::to_string_pretty(&Value::Object(values)).unwrap_or_default();
    Ok(shown)
}
