//! `PutEvents`, with the limits of EventBridge.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{BUS, Event, Events, KEPT};

/// Entries that one request takes.
const MOST: usize = 10;
/// Bytes that the entries of one request may have.
const LARGEST: usize = 256 * 1024;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Request {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    source: String,
    detail_type: String,
    detail: String,
    event_bus_name: String,
    time: f64,
}

impl Entry {
    fn size(&self) -> usize {
        14 + self.source.len() + self.detail_type.len() + self.detail.len()
    }
}

/// Answers one request.
pub(super) async fn put(State(events): State<Events>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    if target != "AWSEvents.PutEvents" {
        return refusal("UnknownOperationException", &format!("{target} is not known here"));
    }
    let Ok(request) = serde_json::from_slice::<Request>(&body) else {
        return refusal("SerializationException", "this is no list of entries");
    };
    let mut state = events.state();
    state.batches.push(request.entries.len());
    if state.throttled > 0 {
        state.throttled -= 1;
        return refusal("ThrottlingException", "Rate exceeded");
    }
    if request.entries.is_empty() || request.entries.len() > MOST {
        return refusal("ValidationException", "a request takes 1 to 10 entries");
    }
    if request.entries.iter().map(Entry::size).sum::<usize>() > LARGEST {
        return refusal("ValidationException", "Total size of the entries in the request is over the limit.");
    }
    let count = request.entries.len();
    let taken = count - state.failing.pop().unwrap_or(0).min(count);
    let mut results = Vec::with_capacity(count);
    for (position, entry) in request.entries.into_iter().enumerate() {
        let result = if position >= taken {
            Err(("InternalFailure", "told to refuse"))
        } else if entry.event_bus_name != BUS {
            Err(("NotFound", "there is no such bus"))
        } else {
            serde_json::from_str::<Value>(&entry.detail)
                .ok()
                .filter(Value::is_object)
                .map(|detail| Event { source: entry.source, detail_type: entry.detail_type, detail, time: entry.time })
                .ok_or(("MalformedDetail", "Detail is malformed."))
        };
        results.push(match result {
            Ok(event) => {
                state.events.push_back(event);
                json!({"EventId": uuid::Uuid::new_v4()})
            }
            Err((code, message)) => json!({"ErrorCode": code, "ErrorMessage": message}),
        });
    }
    while state.events.len() > KEPT {
        state.events.pop_front();
    }
    let failed = results.iter().filter(|result| result.get("ErrorCode").is_some()).count();
    answer(StatusCode::OK, &json!({"FailedEntryCount": failed, "Entries": results}))
}

fn refusal(kind: &str, message: &str) -> Response {
    answer(StatusCode::BAD_REQUEST, &json!({"__type": kind, "message": message}))
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/x-amz-json-1.1")], body.to_string()).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    async fn send(events: &Events, entries: usize, detail: &str) -> (StatusCode, Value) {
        let entry = json!({"Source": "amy", "DetailType": "event changed", "Detail": detail, "EventBusName": BUS, "Time": 1});
        let mut headers = HeaderMap::new();
        headers.insert("x-amz-target", HeaderValue::from_static("AWSEvents.PutEvents"));
        let body = json!({"Entries": vec![entry; entries]}).to_string();
        let answer = put(State(events.clone()), headers, body.into()).await;
        let status = answer.status();
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap())
    }

    #[tokio::test]
    async fn it_takes_what_eventbridge_takes() {
        let events = Events::default();
        let (status, answer) = send(&events, 10, "{}").await;
        assert_eq!((status, &answer["FailedEntryCount"]), (StatusCode::OK, &json!(0)));
        for (entries, detail) in [(0, "{}"), (11, "{}"), (1, &"x".repeat(300_000))] {
            assert_eq!(send(&events, entries, detail).await.0, StatusCode::BAD_REQUEST);
        }
        let (_, answer) = send(&events, 2, "no JSON").await;
        assert_eq!((&answer["FailedEntryCount"], &answer["Entries"][0]["ErrorCode"]), (&json!(2), &json!("MalformedDetail")));
        assert_eq!(events.all().len(), 10);
    }

    #[tokio::test]
    async fn what_was_sent_is_shown_and_the_oldest_forgotten() {
        let events = Events::default();
        for n in 0..KEPT + 5 {
            send(&events, 1, &format!(r#"{{"venue": "Hall <{n}>"}}"#)).await;
        }
        assert_eq!(events.all().len(), KEPT);
        let page = crate::eventbridge::page(&events).into_string();
        assert!(page.contains("event changed") && page.contains("Hall &lt;1004&gt;") && !page.contains("Hall &lt;4&gt;"));
    }
}
