//! GitHub: whose account a sign-in has proven (AUTH-08), and the number of an account by its name (PER-16).

use std::pin::Pin;

use oauth2::basic::BasicClient;
use oauth2::{
    AsyncHttpClient, AuthUrl, AuthorizationCode, ClientId, ClientSecret, HttpRequest, HttpResponse, PkceCodeVerifier,
    RequestTokenError, TokenResponse as _, TokenUrl,
};
use reqwest::{RequestBuilder, StatusCode};
use shared::egress::{Account, Failed};

use crate::fetch::{Fetched, Fetcher, found};
use crate::settings::Settings;

/// The account behind an authorization code; `None` for one that GitHub does not accept.
pub(crate) async fn signed_in(
    fetcher: &Fetcher,
    settings: &Settings,
    code: String,
    verifier: String,
) -> Result<Option<Account>, Failed> {
    let place = |path: &str| format!("{}{path}", settings.github);
    let (Ok(authorize), Ok(token)) =
        (AuthUrl::new(place("/login/oauth/authorize")), TokenUrl::new(place("/login/oauth/access_token")))
    else {
        return Err(Failed::Broken);
    };
    let exchanged = BasicClient::new(ClientId::new(settings.client_id.clone()))
        .set_client_secret(ClientSecret::new(settings.client_secret.0.clone()))
        .set_auth_uri(authorize)
        .set_token_uri(token)
        .set_auth_type(oauth2::AuthType::RequestBody)
        .exchange_code(AuthorizationCode::new(code))
        .set_pkce_verifier(PkceCodeVerifier::new(verifier))
        .request_async(fetcher)
        .await;
    let token = match exchanged {
        Ok(token) => token,
        Err(RequestTokenError::Request(failed)) => return Err(failed),
        // GitHub says so with the status 200, which is no answer of the standard's.
        Err(RequestTokenError::ServerResponse(_) | RequestTokenError::Parse(..) | RequestTokenError::Other(_)) => {
            return Ok(None);
        }
    };
    let address = format!("{}/user", settings.api);
    let asked = fetcher.once(&address, |client, url| api(client.get(url)).bearer_auth(token.access_token().secret())).await?;
    account(&found(asked, &address)?).map(Some)
}

/// The OAuth client sends its requests as everything else is sent.
impl<'a> AsyncHttpClient<'a> for Fetcher {
    type Error = Failed;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Failed>> + Send + 'a>>;

    fn call(&'a self, request: HttpRequest) -> Self::Future {
        Box::pin(exchange(self, request))
    }
}

async fn exchange(fetcher: &Fetcher, request: HttpRequest) -> Result<HttpResponse, Failed> {
    let address = request.uri().to_string();
    let fetched = fetcher
        .once(&address, |client, url| {
            let (parts, body) = request.into_parts();
            client.request(parts.method, url).headers(parts.headers).body(body)
        })
        .await?;
    // A server in trouble says nothing of the code.
    if fetched.status.is_server_error() {
        return Err(Failed::Status { url: address, status: fetched.status.as_u16() });
    }
    let mut response = HttpResponse::new(fetched.body);
    *response.status_mut() = fetched.status;
    *response.headers_mut() = fetched.headers;
    Ok(response)
}

/// The account called `name`.
pub(crate) async fn user(fetcher: &Fetcher, settings: &Settings, name: &str) -> Result<Option<Account>, Failed> {
    let is_name = !name.is_empty() && name.len() <= 39 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_name {
        return Ok(None);
    }
    let address = format!("{}/users/{name}", settings.api);
    let fetched = fetcher
        .once(&address, |client, url| {
            let request = api(client.get(url));
            // Whoever says who they are may ask more often.
            if settings.client_id.is_empty() {
                request
            } else {
                request.basic_auth(&settings.client_id, Some(&settings.client_secret.0))
            }
        })
        .await?;
    if fetched.status == StatusCode::NOT_FOUND {
        return Ok(None);
    }
    account(&found(fetched, &address)?).map(Some)
}

fn api(request: RequestBuilder) -> RequestBuilder {
    request.header("accept", "application/vnd.github+json").header("x-github-api-version", "2022-11-28")
}

fn account(fetched: &Fetched) -> Result<Account, Failed> {
    serde_json::from_slice(&fetched.body).map_err(|error| {
        tracing::error!(%error, "GitHub's answer is no account");
        Failed::Broken
    })
}
