//! The session cookie, and whom it stands for.

use axum::http::{HeaderMap, HeaderValue};
use shared::access;
use shared::flag::Remembered;
use shared::session::{ABSOLUTE, Session};
use templates::layout::Flash;

use crate::answer::{Failure, NewSession};
use crate::cookies;
use crate::identity::{Client, Visitor};
use crate::login::may_begin;
use crate::site::Site;

/// `__Host-`: the browser takes it from this very host only, over HTTPS only, for all paths.
const COOKIE: &str = "__Host-amy";
/// So many messages wait for a page at most.
const MOST_WAITING: usize = 20;

/// Who sent a request with these headers. Without a cookie nothing is asked. A session whose person is inactive or has
/// another password by now stands for nobody.
pub(crate) async fn visitor(site: &Site, headers: &HeaderMap) -> Result<Visitor, Failure> {
    let Some(token) = token(headers) else { return Ok(Visitor::default()) };
    let Some(session) = site.sessions().find(&token, site.clock().now()).await? else { return Ok(Visitor::default()) };
    let Some(person) = session.person else { return Ok(Visitor::unknown(Some(session))) };
    let arrival = access::arrival(&mut *site.db().await?, person).await?;
    match arrival {
        Some(arrival) if shared::secret::equal(&arrival.stamp, &session.stamp) => Ok(Visitor::arrived(session, arrival)),
        _ => Ok(Visitor::default()),
    }
}

fn token(headers: &HeaderMap) -> Option<String> {
    cookies::value(headers, COOKIE)
}

/// Messages that wait in a session.
pub(crate) fn waiting(session: Option<&Session>) -> Vec<Flash> {
    session.and_then(|session| serde_json::from_str(&session.flashes).ok()).unwrap_or_default()
}

/// The newest of the messages, each once. Whoever follows no redirect sees none of them, and a session holds only so much.
pub(crate) fn newest(messages: Vec<Flash>) -> Vec<Flash> {
    let mut kept: Vec<Flash> = Vec::new();
    for message in messages.into_iter().rev() {
        if kept.len() < MOST_WAITING && !kept.contains(&message) {
            kept.push(message);
        }
    }
    kept.reverse();
    kept
}

/// What becomes of the session after a request: a new one, none, or the same with other messages and other `remembered`
/// parameters. Gives the cookie to set. `client` and `agent`, what the browser says of itself, are for a session that begins.
pub(crate) async fn settle(
    site: &Site,
    session: Option<&Session>,
    wish: Option<NewSession>,
    flashes: &[Flash],
    remembered: &Remembered,
    (client, agent): (&Client, &str),
) -> Result<Option<HeaderValue>, Failure> {
    let now = site.clock().now();
    let written = if flashes.is_empty() { String::new() } else { serde_json::to_string(flashes).unwrap_or_default() };
    match (wish, session) {
        (Some(NewSession::Begin { person, stamp }), old) => {
            let new = site.sessions().begin(Some(person), &stamp, &written, agent, now).await?;
            if !remembered.is_empty() {
                site.sessions().remember(&new.token, remembered).await?;
            }
            if let Some(old) = old {
                site.sessions().end(&old.token).await?;
            }
            Ok(cookie(&new.token))
        }
        (Some(NewSession::End), old) => {
            if let Some(old) = old {
                site.sessions().end(&old.token).await?;
            }
            if flashes.is_empty() {
                return Ok(cookie(""));
            }
            Ok(cookie(&site.sessions().begin(None, "", &written, agent, now).await?.token))
        }
        (None, Some(session)) => {
            if session.flashes != written {
                site.sessions().set_flashes(&session.token, &written).await?;
            }
            if session.remembered != *remembered {
                site.sessions().remember(&session.token, remembered).await?;
            }
            Ok(None)
        }
        (None, None) if flashes.is_empty() && remembered.is_empty() => Ok(None),
        // Nobody fills the table by asking for pages: what is not remembered is switched again by the next query.
        (None, None) if flashes.is_empty() && may_begin(site, client).await.is_err() => Ok(None),
        (None, None) => {
            let new = site.sessions().begin(None, "", &written, agent, now).await?;
            if !remembered.is_empty() {
                site.sessions().remember(&new.token, remembered).await?;
            }
            Ok(cookie(&new.token))
        }
    }
}

/// The cookie with `token`; an empty one takes it away.
fn cookie(token: &str) -> Option<HeaderValue> {
    cookies::set(COOKIE, token, ABSOLUTE)
}

#[cfg(test)]
mod tests {
    use axum::http::header;
    use templates::layout::Level;

    use super::*;

    #[test]
    fn the_newest_messages_wait_and_each_once() {
        let message = |n: usize| Flash::new(Level::Success, n.to_string());
        let kept = newest([0, 1, 0, 2].map(message).into());
        assert_eq!(kept, [1, 0, 2].map(message));
        let kept = newest((0..100).map(message).collect());
        assert_eq!((kept.len(), kept.last()), (MOST_WAITING, Some(&message(99))));
    }

    #[test]
    fn malformed_cookies_are_no_cookies() {
        for text in
            ["", ";;;", "=", "__Host-amy", "__Host-amy=", "a=b; __Host-amy=; c", &format!("__Host-amy={}", "x".repeat(5000))]
        {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_str(text).unwrap());
            assert_eq!(token(&headers), None, "{text}");
        }
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_bytes(b"x=\xff\xfe").unwrap());
        headers.append(header::COOKIE, HeaderValue::from_static("junk; __Host-amy=abc"));
        assert_eq!(token(&headers).as_deref(), Some("abc"));
    }

    #[test]
    fn the_cookie_is_bound_to_this_host() {
        let text = cookie("t").unwrap();
        assert_eq!(text, "__Host-amy=t; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=7776000");
    }
}
