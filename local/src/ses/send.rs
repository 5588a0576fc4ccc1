//! `SendEmail`, `GetAccount` and `DeleteSuppressedDestination`, with the limits of SES, and the troubles that it was told to have.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{File, KEPT, Mails, Sent, Trouble};

/// Addresses that one message takes.
const MOST: usize = 50;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Request {
    from_email_address: String,
    destination: Destination,
    #[serde(default)]
    reply_to_addresses: Vec<String>,
    content: Content,
    #[serde(default)]
    email_tags: Vec<Pair>,
    configuration_set_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[derive(Default)]
struct Destination {
    to_addresses: Vec<String>,
    cc_addresses: Vec<String>,
    bcc_addresses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Content {
    simple: Message,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Message {
    subject: Text,
    body: Body,
    #[serde(default)]
    headers: Vec<Pair>,
    #[serde(default)]
    attachments: Vec<Attachment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Attachment {
    raw_content: String,
    file_name: String,
    #[serde(default)]
    content_type: String,
}

impl Attachment {
    fn read(self) -> Result<File, base64::DecodeError> {
        Ok(File { content: STANDARD.decode(&self.raw_content)?, name: self.file_name, media_type: self.content_type })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Body {
    text: Option<Text>,
    html: Option<Text>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Text {
    data: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Pair {
    name: String,
    value: String,
}

fn pairs(pairs: Vec<Pair>) -> Vec<(String, String)> {
    pairs.into_iter().map(|pair| (pair.name, pair.value)).collect()
}

/// Answers one `SendEmail`.
pub(super) async fn send(State(mails): State<Mails>, body: Bytes) -> Response {
    let request: Request = match serde_json::from_slice(&body) {
        Ok(request) => request,
        Err(why) => return refusal(400, "BadRequestException", &why.to_string()),
    };
    let Destination { to_addresses: to, cc_addresses: cc, bcc_addresses: bcc } = request.destination;
    let addresses: Vec<&String> = [&to, &cc, &bcc].into_iter().flatten().collect();
    let count = addresses.len();
    let trouble = {
        let mut state = mails.state();
        let planned = state.outage().or_else(|| state.trouble.pop_front()).or_else(|| state.lasting.clone());
        if planned.is_none() && state.is_too_fast(count) { Some(Trouble::THROTTLED) } else { planned }
    };
    if let Some(refused) = meet(trouble.as_ref()).await {
        return refused;
    }
    if addresses.is_empty() || addresses.len() > MOST {
        return refusal(400, "BadRequestException", "Recipient count exceeds 50, or there is none.");
    }
    let answered = &request.reply_to_addresses;
    if let Some(odd) = addresses.into_iter().chain(answered).find(|address| !address.contains('@') || !address.is_ascii()) {
        return refusal(400, "BadRequestException", &format!("Illegal address {odd}"));
    }
    let message = request.content.simple;
    let files: Result<Vec<File>, _> = message.attachments.into_iter().map(Attachment::read).collect();
    let Ok(files) = files else { return refusal(400, "BadRequestException", "An attachment is no base64.") };
    let id = uuid::Uuid::new_v4().to_string();
    let sent = Sent {
        id: id.clone(),
        from: request.from_email_address,
        to,
        cc,
        bcc,
        reply_to: request.reply_to_addresses,
        subject: message.subject.data,
        text: message.body.text.map(|text| text.data).unwrap_or_default(),
        html: message.body.html.map(|html| html.data),
        headers: pairs(message.headers),
        tags: pairs(request.email_tags),
        configuration_set: request.configuration_set_name,
        files,
    };
    {
        let mut state = mails.state();
        if let Some(emitter) = &state.emitter {
            emitter.taken(sent.clone());
        }
        state.taken += 1;
        state.counted += count;
        let email = sent.tag("amy_email_id");
        if !email.is_empty() {
            *state.by_email.entry(email.to_owned()).or_default() += 1;
        }
        state.sent.push_back(sent);
        while state.sent.len() > KEPT {
            state.sent.pop_front();
        }
    }
    match trouble {
        Some(Trouble::Late(wait)) => tokio::time::sleep(wait).await,
        Some(Trouble::Mistaken(status, code)) => return refusal(status, code, "told to be mistaken"),
        // What unwinds takes the connection with it, and nobody is told of a panic.
        Some(Trouble::Dropped) => std::panic::resume_unwind(Box::new("the connection is dropped")),
        _ => {}
    }
    Json(json!({"MessageId": id})).into_response()
}

/// What comes of a call that is not heeded: the refusal, or no answer for ever; nothing where it is heeded.
async fn meet(trouble: Option<&Trouble>) -> Option<Response> {
    match trouble? {
        Trouble::Refused(status, code) => Some(refusal(*status, code, "told to refuse")),
        Trouble::Hung => std::future::pending().await,
        Trouble::Late(_) | Trouble::Mistaken(..) | Trouble::Dropped => None,
    }
}

/// Answers `DeleteSuppressedDestination`: only what is on the list in this very spelling is found there.
pub(super) async fn forgive(State(mails): State<Mails>, uri: Uri) -> Response {
    let address = uri.path().rsplit('/').next().unwrap_or_default();
    let address = percent_encoding::percent_decode_str(address).decode_utf8_lossy().into_owned();
    let trouble = mails.state().trouble.pop_front();
    if let Some(refused) = meet(trouble.as_ref()).await {
        return refused;
    }
    let was_on_the_list = {
        let mut state = mails.state();
        let was_on_the_list = state.suppressed.remove(&address);
        state.forgiven.push(address);
        was_on_the_list
    };
    if was_on_the_list {
        return Json(json!({})).into_response();
    }
    refusal(404, "NotFoundException", "Email address does not exist on your suppression list.")
}

/// Answers `GetAccount`.
pub(super) async fn account(State(mails): State<Mails>) -> Response {
    let outage = mails.state().outage();
    if let Some(refused) = meet(outage.as_ref()).await {
        return refused;
    }
    let (quota, counted) = {
        let state = mails.state();
        (state.quota, state.counted)
    };
    let account: Value = json!({
        "SendQuota": {"Max24HourSend": quota.daily, "MaxSendRate": quota.rate, "SentLast24Hours": counted},
        "SendingEnabled": quota.is_enabled,
        "ProductionAccessEnabled": true,
        "EnforcementStatus": "HEALTHY",
    });
    Json(account).into_response()
}

fn refusal(status: u16, code: &str, message: &str) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    (status, [("x-amzn-errortype", code.to_owned())], Json(json!({"message": message}))).into_response()
}
