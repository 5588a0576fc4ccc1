//! Workshop websites, and the files that they are made of (IMP-01).

use reqwest::StatusCode;
use shared::egress::{Failed, Repository};

use crate::fetch::{Fetcher, found};
use crate::settings::Settings;

/// The first page of the website.
pub(crate) async fn page(fetcher: &Fetcher, settings: &Settings, repository: &Repository) -> Result<String, Failed> {
    let address = format!("{}/{}/", settings.pages.replace("{owner}", repository.owner()), repository.name());
    Ok(found(fetcher.follow(&address).await?, &address)?.text())
}

/// `index.html` of the branch that websites are made of, else of the default branch, which GitHub calls `HEAD`.
pub(crate) async fn source(fetcher: &Fetcher, settings: &Settings, repository: &Repository) -> Result<Option<String>, Failed> {
    for branch in ["gh-pages", "HEAD"] {
        let address = format!("{}/{}/{}/{branch}/index.html", settings.raw, repository.owner(), repository.name());
        let fetched = fetcher.once(&address, |client, url| client.get(url)).await?;
        if fetched.status != StatusCode::NOT_FOUND {
            return Ok(Some(found(fetched, &address)?.text()));
        }
    }
    Ok(None)
}
