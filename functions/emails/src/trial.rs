//! Trying emails out: a template with a record, and a test to whoever asks for one.

use chrono::Duration;
use shared::db::Db;
use shared::email_action::{self, Sample};
use shared::email_context;
use shared::email_render::{Rendered, Renderer, in_time};
use shared::email_template::{self, RecordInput, Stored};
use shared::mail::{Body, Class, Mail};
use shared::mail_delivery;
use shared::scheduled_email::{self, Context, Recipient};
use templates::form::State;
use templates::pages::email as pages;
use uuid::Uuid;
use web::form::again;
use web::{Answer, Failure, OrNotFound as _, Page, Params, Path, Posted, Site, Viewer};

use crate::shown::show;

/// So many tests a person may send in an hour.
const TESTS: i64 = 20;
/// What is said of a record that is not there.
const NO_RECORD: &str = "There is no such record.";

/// What a template would send about a record, which is told only to whoever may view records of its kind.
async fn sample(site: &Site, viewer: &Viewer, db: &mut Db, template: &Stored, record: i32) -> Result<Option<Sample>, Failure> {
    let signal = template.input.signal.or_404()?;
    let permission = signal.about().permission("view");
    if !viewer.can(&permission) {
        return Err(Failure::Forbidden(format!("the permission “{permission}”")));
    }
    Ok(email_action::sample(db, signal, record, site.clock().now()).await?)
}

/// The form that chooses a record, and what would be sent about it.
pub(crate) async fn preview(site: Site, viewer: Viewer, Path(id): Path<Uuid>, params: Params) -> Answer {
    let mut db = site.db().await?;
    let template = email_template::stored(&mut db, id, false).await?.or_404()?;
    let name = &template.input.name;
    let form = pages::record_form(template.input.signal.or_404()?);
    if params.0.is_empty() {
        return Ok(pages::preview(id, name, &form, &State::default(), None).into());
    }
    let record = match Posted(params.0).input::<RecordInput>(&mut db, &form, &(), None).await? {
        Ok(RecordInput { record }) => record,
        Err(state) => return Ok(again(&state, pages::preview(id, name, &form, &state, None))),
    };
    let mut state = State::of(&form, &RecordInput { record });
    let Some(Sample { label, plan }) = sample(&site, &viewer, &mut db, &template, record).await? else {
        state.errors.add("record", NO_RECORD);
        return Ok(again(&state, pages::preview(id, name, &form, &state, None)));
    };
    state.labels.insert(("record".to_owned(), record.to_string()), label);
    let texts = (template.input.subject.as_str(), template.input.body.as_str());
    let shown = show(&mut db, texts, Some(&plan.context), Some(plan.recipients.as_slice()), site.clock().today()).await?;
    Ok(pages::preview(id, name, &form, &state, Some((record, &shown))).into())
}

/// Sends what a template says of a record to the viewer.
pub(crate) async fn of_template(site: Site, viewer: Viewer, Path(id): Path<Uuid>, posted: Posted) -> Answer {
    let (template, plan, record) = {
        let mut db = site.db().await?;
        let template = email_template::stored(&mut db, id, false).await?.or_404()?;
        let record = posted.text("record").trim().parse::<i32>().ok().or_404()?;
        let plan = sample(&site, &viewer, &mut db, &template, record).await?.or_404()?.plan;
        (template, plan, record)
    };
    let back = format!("{}preview/?record={record}", pages::template_url(id));
    let input = template.input;
    let trial = Trial { from: input.from_header, subject: input.subject, body: input.body };
    trial.send(&site, &viewer, (&plan.context, plan.recipients.as_slice()), &back).await
}

/// Sends what an email says now to the viewer.
pub(crate) async fn of_email(site: Site, viewer: Viewer, Path(id): Path<Uuid>) -> Answer {
    let email = scheduled_email::details(&mut *site.db().await?, id, site.clock().today()).await?.or_404()?;
    let back = scheduled_email::url(id);
    if email.is_direct {
        return match addressee(&site, &viewer).await? {
            Ok(address) => {
                let message = Message { subject: email.subject, body: Body { text: email.body, html: email.html } };
                deliver(&site, address, email.from_header, message, &back).await
            }
            Err(why) => Ok(not_sent(&back, why)),
        };
    }
    let (Some(context), Some(recipients)) = (email.context(), email.recipients()) else {
        return Ok(Page::redirect(back).error("Nothing was sent: what this e-mail refers to cannot be read."));
    };
    let trial = Trial { from: email.from_header, subject: email.subject, body: email.body };
    trial.send(&site, &viewer, (&context, recipients.as_slice()), &back).await
}

/// What is to be tried: templates.
struct Trial {
    from: String,
    subject: String,
    body: String,
}

impl Trial {
    /// Sends it, filled in as strictly as in earnest.
    async fn send(self, site: &Site, viewer: &Viewer, references: (&Context, &[Recipient]), back: &str) -> Answer {
        let address = match addressee(site, viewer).await? {
            Ok(address) => address,
            Err(why) => return Ok(not_sent(back, why)),
        };
        let resolved = email_context::resolve_on(&mut *site.db().await?, &[references], site.clock().today()).await?;
        let Some(resolved) = resolved.into_iter().next() else { return Ok(not_sent(back, "what it refers to cannot be read.")) };
        let Self { from, subject, body } = self;
        let filled_in = match resolved.context {
            Ok(values) => in_time(move || Renderer::new().render(&subject, &body, &values)).await.and_then(|rendered| rendered),
            Err(problem) => Err(problem),
        };
        match filled_in {
            Ok(Rendered { subject, html, text }) => {
                let message = Message { subject, body: Body { text, html: Some(html) } };
                deliver(site, address, from, message, back).await
            }
            Err(problem) => Ok(not_sent(back, &problem.message)),
        }
    }
}

/// What a test says.
struct Message {
    subject: String,
    body: Body,
}

/// Where a test goes: to the viewer's own address and to nobody else; or why it does not go, which is found out before it is made.
async fn addressee<'a>(site: &Site, viewer: &'a Viewer) -> Result<Result<&'a str, &'static str>, Failure> {
    let Some(address) = viewer.email.as_deref().filter(|address| !address.trim().is_empty()) else {
        return Ok(Err("you have no e-mail address. Add one to your profile."));
    };
    let now = site.clock().now();
    if !mail_delivery::suppressed(site.deliveries(), &[address.to_owned()], now).await?.is_empty() {
        return Ok(Err("no mail goes to your address any more, since it came back or was marked as spam. Have that lifted."));
    }
    if site.sessions().count(&format!("test-mail#{}", viewer.id), Duration::hours(1), now).await? > TESTS {
        return Ok(Err("you have sent too many tests. Wait an hour."));
    }
    Ok(Ok(address))
}

fn not_sent(back: &str, why: &str) -> Page {
    Page::redirect(back).error(format!("Nothing was sent: {why}"))
}

/// Sends a test.
async fn deliver(site: &Site, address: &str, from: String, message: Message, back: &str) -> Answer {
    let mail = Mail {
        from: Some(from).filter(|address| !address.is_empty()),
        to: vec![address.to_owned()],
        subject: format!("[Test] {}", message.subject),
        body: message.body,
        ..Mail::default()
    };
    match site.mailer().send(mail).await {
        Ok(_) => Ok(Page::redirect(back).success(format!("A test was sent to {address}."))),
        Err(error) => {
            // What the provider says may name the address, and addresses are in no log.
            tracing::error!(class = error.class().code(), "a test of an email was not sent");
            Ok(not_sent(back, words(error.class())))
        }
    }
}

/// What people are told of a message that was not sent.
fn words(class: Class) -> &'static str {
    match class {
        Class::Guard => "this site sends no mail.",
        Class::Account => "the provider does not take mail from this sender at the moment.",
        Class::TooLarge => "it is too large.",
        Class::OutcomeUnknown => "the provider did not answer, so it may arrive nevertheless.",
        Class::Transient => "the provider is busy. Try again later.",
        _ => "the provider does not take it.",
    }
}
