//! GitHub: asking people whether they want to sign in, codes, tokens, accounts.

use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use form_urlencoded::{Serializer, parse};
use maud::{DOCTYPE, html};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{CLIENT_ID, CLIENT_SECRET, World};

/// A code or a token that was given out.
#[derive(Debug, Clone)]
pub(super) struct Grant {
    /// Whose.
    account: String,
    /// What the code's verifier must digest to; none for a token.
    challenge: Option<String>,
}

fn value(pairs: &str, name: &str) -> String {
    parse(pairs.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// The page that asks: everybody who has an account, and a way to say no.
pub(super) fn authorize(world: &World, query: &str) -> Response {
    if value(query, "client_id") != CLIENT_ID || value(query, "code_challenge_method") != "S256" {
        return (StatusCode::BAD_REQUEST, "no such application, or no challenge").into_response();
    }
    let accounts: Vec<String> = world.state().accounts.keys().cloned().collect();
    let link =
        |who: &str| format!("/login/oauth/approve?{query}&{}", Serializer::new(String::new()).append_pair("as", who).finish());
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1"; title { "GitHub’s stand-in" } }
            body {
                main {
                    h1 { "GitHub’s stand-in" }
                    p { "AMY wants to know who you are. Sign in as:" }
                    ul { @for account in &accounts { li { a href=(link(account)) { (account) } } } }
                    p { a href=(link("")) { "Nobody: cancel" } }
                }
            }
        }
    };
    Html(page.into_string()).into_response()
}

/// The answer to the page: back to AMY with a code, or without.
pub(super) fn approve(world: &World, query: &str) -> Response {
    let (account, state, back) = (value(query, "as"), value(query, "state"), value(query, "redirect_uri"));
    let mut answer = Serializer::new(String::new());
    if world.state().accounts.contains_key(&account) {
        let code = uuid::Uuid::new_v4().simple().to_string();
        answer.append_pair("code", &code);
        let grant = Grant { account, challenge: Some(value(query, "code_challenge")) };
        world.state().grants.insert(code, grant);
    } else {
        answer.append_pair("error", "access_denied");
    }
    let answer = answer.append_pair("state", &state).finish();
    (StatusCode::FOUND, [(LOCATION, format!("{back}?{answer}"))]).into_response()
}

/// A token for a code, once.
pub(super) fn exchange(world: &World, body: &[u8]) -> Response {
    let body = String::from_utf8_lossy(body);
    let is_application = value(&body, "client_id") == CLIENT_ID && value(&body, "client_secret") == CLIENT_SECRET;
    let grant = world.state().grants.remove(&value(&body, "code"));
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(value(&body, "code_verifier").as_bytes()));
    match grant.filter(|grant| is_application && grant.challenge.as_deref() == Some(&challenge)) {
        Some(grant) => {
            let token = uuid::Uuid::new_v4().simple().to_string();
            world.state().grants.insert(token.clone(), Grant { challenge: None, ..grant });
            axum::Json(json!({"access_token": token, "token_type": "bearer", "scope": ""})).into_response()
        }
        // As GitHub does, which says 200.
        None => axum::Json(json!({"error": "bad_verification_code"})).into_response(),
    }
}

/// Whose a token is.
pub(super) fn own(world: &World, bearer: &str) -> Response {
    let token = bearer.split_once(' ').map_or("", |(_, token)| token);
    let grant = world.state().grants.get(token).filter(|grant| grant.challenge.is_none()).cloned();
    grant.map_or_else(|| StatusCode::UNAUTHORIZED.into_response(), |grant| user(world, &grant.account))
}

/// An account by its name, in any case, as GitHub takes it.
pub(super) fn user(world: &World, name: &str) -> Response {
    let state = world.state();
    let found = state.accounts.iter().find(|(account, _)| account.eq_ignore_ascii_case(name));
    found.map_or_else(
        || StatusCode::NOT_FOUND.into_response(),
        |(login, id)| axum::Json(json!({"login": login, "id": id})).into_response(),
    )
}
