//! Signing in with a passkey: a script asks for a challenge, then brings what the device made of it.

use serde::{Deserialize, Serialize};
use shared::passkey::{AuthenticationResponse, RelyingParty, SignIn};
use web::{Answer, Client, Errands, Home, Json, OrNotFound as _, Page, Site, passkey};

use crate::sign_in;

const WRONG: &str = "This passkey does not open AMY. Try again, or log in with your password: perhaps the passkey was removed.";

/// What the script sends: nothing to begin, what the browser answered to finish.
#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    credential: Option<AuthenticationResponse>,
    #[serde(default)]
    next: String,
}

/// Where the script goes after it worked.
#[derive(Debug, Serialize)]
pub(crate) struct Done<'a> {
    pub(crate) to: &'a str,
}

/// What the script says where it did not.
#[derive(Debug, Serialize)]
pub(crate) struct Refused<'a> {
    pub(crate) error: &'a str,
}

/// Both requests of the ceremony.
pub(crate) async fn submit(site: Site, client: Client, home: Home, errands: Errands, Json(sent): Json<Sent>) -> Answer {
    let Some(credential) = sent.credential else {
        let ceremony = SignIn::begin(RelyingParty::at(&home.0).or_404()?);
        return passkey::begin(&site, &client, SignIn::KIND, &ceremony, &ceremony.options()).await;
    };
    Ok(match passkey::prove(&site, &client, &errands, &credential).await? {
        Some(proven) => Page::json(&Done { to: &sign_in::way(&site, &sent.next) }).sign_in(proven.person, proven.stamp),
        None => Page::json(&Refused { error: WRONG }).invalid(),
    })
}
