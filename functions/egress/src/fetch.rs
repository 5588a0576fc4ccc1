//! Asking for something, within limits of time, size and place.

use std::error::Error as _;
use std::time::Duration;

use reqwest::header::{CONTENT_ENCODING, HeaderMap, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use shared::egress::Failed;
use url::Url;

use crate::StartError;
use crate::network::{Network, NotPublic};

/// An answer must be there, with all redirects, within this time.
const PATIENCE: Duration = Duration::from_secs(8);
/// Bytes that are read of an answer.
const LARGEST: usize = 2 * 1024 * 1024;
/// Redirects that are followed.
const MOST_REDIRECTS: usize = 4;

/// The HTTP client with its limits.
#[derive(Debug, Clone)]
pub(crate) struct Fetcher {
    client: Client,
    network: Network,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Fetched {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Fetched {
    /// The body as text; what is no UTF-8 is replaced.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Fetcher {
    pub(crate) fn new(network: Network) -> Result<Self, StartError> {
        let client = Client::builder()
            .user_agent(concat!("AMY/", env!("CARGO_PKG_VERSION")))
            // Redirects are followed here, each checked; a proxy would look names up by itself.
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(PATIENCE)
            .dns_resolver(network.clone())
            .build()?;
        Ok(Self { client, network })
    }

    /// What is at `address`, or where it leads on to: a website may have a name of its own.
    pub(crate) async fn follow(&self, address: &str) -> Result<Fetched, Failed> {
        within(address, async {
            let mut url = self.checked(address, address)?;
            for _ in 0..=MOST_REDIRECTS {
                let response = send(self.client.get(url.clone()), address).await?;
                let Some(next) = redirect(&response) else { return read(response, address).await };
                url = url.join(&next).map_err(|_| refused(address))?;
                url = self.checked(url.as_str(), address)?;
            }
            Err(refused(address))
        })
        .await
    }

    /// The answer to one request, which is not led on elsewhere.
    pub(crate) async fn once(
        &self,
        address: &str,
        build: impl FnOnce(&Client, Url) -> RequestBuilder,
    ) -> Result<Fetched, Failed> {
        within(address, async {
            let url = self.checked(address, address)?;
            read(send(build(&self.client, url), address).await?, address).await
        })
        .await
    }

    fn checked(&self, url: &str, address: &str) -> Result<Url, Failed> {
        Url::parse(url).ok().filter(|url| self.network.may_use(url)).ok_or_else(|| refused(address))
    }
}

/// An error where the answer says that there is none of what was asked for.
pub(crate) fn found(fetched: Fetched, address: &str) -> Result<Fetched, Failed> {
    if fetched.status.is_success() {
        return Ok(fetched);
    }
    Err(Failed::Status { url: address.to_owned(), status: fetched.status.as_u16() })
}

async fn within<T>(address: &str, answer: impl Future<Output = Result<T, Failed>>) -> Result<T, Failed> {
    match tokio::time::timeout(PATIENCE, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(Failed::TooSlow { url: address.to_owned() }),
    }
}

async fn send(request: RequestBuilder, address: &str) -> Result<Response, Failed> {
    request.send().await.map_err(|error| failed(&error, address))
}

fn redirect(response: &Response) -> Option<String> {
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    response.status().is_redirection().then(|| location.to_owned())
}

async fn read(mut response: Response, address: &str) -> Result<Fetched, Failed> {
    let too_large = || Failed::TooLarge { url: address.to_owned() };
    // Nothing compressed was asked for, so that nothing small becomes large.
    if response.headers().contains_key(CONTENT_ENCODING) {
        return Err(unreachable(address));
    }
    if response.content_length().is_some_and(|length| length > LARGEST as u64) {
        return Err(too_large());
    }
    let (status, headers) = (response.status(), response.headers().clone());
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failed(&error, address))? {
        if body.len() + chunk.len() > LARGEST {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Fetched { status, headers, body })
}

fn failed(error: &reqwest::Error, address: &str) -> Failed {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.is::<NotPublic>() {
            tracing::warn!(address, cause = %inner, "refused an address that is not public");
            return refused(address);
        }
        cause = inner.source();
    }
    if error.is_timeout() {
        return Failed::TooSlow { url: address.to_owned() };
    }
    tracing::info!(address, %error, "an address cannot be read");
    unreachable(address)
}

fn refused(address: &str) -> Failed {
    Failed::Refused { url: address.to_owned() }
}

fn unreachable(address: &str) -> Failed {
    Failed::Unreachable { url: address.to_owned() }
}
