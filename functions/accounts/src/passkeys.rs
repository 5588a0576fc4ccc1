//! One's own passkeys: the list, a new one, another name, away with one. For everybody who may sign in.

use serde::Deserialize;
use shared::passkey::{self as keys, Account, Added, MOST, Registration, RegistrationResponse, RelyingParty, check_name};
use templates::pages::passkeys as pages;
use web::{Answer, Client, Errands, Home, Json, OrNotFound as _, Page, Posted, Site, Viewer, passkey};

use crate::passkey_sign_in::{Done, Refused};

const ENOUGH: &str = "You have as many passkeys as one can have. Remove one first.";
const LATE: &str = "That took too long. Try again.";
const TAKEN: &str = "There is this passkey already.";
const UNUSABLE: &str = "This passkey cannot be used here. Try again, or with another device.";

/// The list.
pub(crate) async fn show(site: Site, viewer: Viewer) -> Answer {
    let passkeys = keys::list(&mut *site.db().await?, viewer.id).await?;
    Ok(pages::passkeys(&passkeys, None).into())
}

/// Another name, or away with one. Somebody else's is not there.
pub(crate) async fn submit(site: Site, viewer: Viewer, posted: Posted) -> Answer {
    let id: i64 = posted.text("passkey").parse().ok().or_404()?;
    match posted.text("action") {
        "rename" => rename(&site, &viewer, id, posted.text("name")).await,
        "remove" => remove(&site, &viewer, id).await,
        _ => None.or_404(),
    }
}

async fn rename(site: &Site, viewer: &Viewer, id: i64, typed: &str) -> Answer {
    let name = match check_name(typed) {
        Ok(name) => name,
        Err(error) => {
            let passkeys = keys::list(&mut *site.db().await?, viewer.id).await?;
            passkeys.iter().find(|passkey| passkey.id == id).or_404()?;
            return Ok(Page::from(pages::passkeys(&passkeys, Some(pages::Slip { id, name: typed, error }))).invalid());
        }
    };
    let mut change = site.change(viewer, "rename a passkey").await?;
    keys::rename(&mut change, viewer.id, id, name).await?.then_some(()).or_404()?;
    change.commit().await?;
    Ok(Page::redirect(pages::HERE).success(format!("The passkey is called “{name}” now.")))
}

async fn remove(site: &Site, viewer: &Viewer, id: i64) -> Answer {
    let mut change = site.change(viewer, "remove a passkey").await?;
    let name = keys::remove(&mut change, viewer.id, id).await?.or_404()?;
    change.commit().await?;
    let text = format!("The passkey “{name}” was removed: nobody logs in with it any more. Delete it on your device too.");
    Ok(Page::redirect(pages::HERE).success(text))
}

/// What the script sends: a name to begin, and what the browser answered to finish.
#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    name: String,
    credential: Option<RegistrationResponse>,
}

/// Both requests of the ceremony that makes a passkey.
pub(crate) async fn register(
    site: Site,
    viewer: Viewer,
    client: Client,
    home: Home,
    errands: Errands,
    Json(sent): Json<Sent>,
) -> Answer {
    let name = match check_name(&sent.name) {
        Ok(name) => name,
        Err(error) => return refuse(error),
    };
    let Some(credential) = sent.credential else { return begin(&site, &viewer, &client, &home).await };
    let ceremony: Option<Registration> = passkey::take(&site, Registration::KIND, &errands).await?;
    let Some(ceremony) = ceremony.filter(|ceremony| ceremony.is_for(viewer.id)) else { return refuse(LATE) };
    let new = match ceremony.finish(credential) {
        Ok(new) => new,
        Err(refusal) => {
            tracing::warn!(person = viewer.id, why = %refusal, "a passkey was not added");
            return refuse(UNUSABLE);
        }
    };
    let mut change = site.change(&viewer, "add a passkey").await?;
    match keys::add(&mut change, viewer.id, &new, name).await? {
        Added::Done => {}
        Added::Taken => return refuse(TAKEN),
        Added::Enough => return refuse(ENOUGH),
        Added::Gone => return refuse(LATE),
    }
    change.commit().await?;
    Ok(Page::json(&Done { to: pages::HERE })
        .success(format!("The passkey “{name}” was added. You can log in with it from now on.")))
}

async fn begin(site: &Site, viewer: &Viewer, client: &Client, home: &Home) -> Answer {
    let known = keys::known(&mut *site.db().await?, viewer.id).await?;
    // It is counted again when it is added; who has enough is told before the device is asked.
    if known.len() >= MOST {
        return refuse(ENOUGH);
    }
    let ceremony = Registration::begin(RelyingParty::at(&home.0).or_404()?, viewer.id, &known);
    let account = Account { username: &viewer.username, full_name: &viewer.full_name };
    passkey::begin(site, client, Registration::KIND, &ceremony, &ceremony.options(account, &known)).await
}

fn refuse(error: &str) -> Answer {
    Ok(Page::json(&Refused { error }).invalid())
}
