//! Forgotten passwords (AUTH-03 … AUTH-06).

use shared::mail::Mail;
use shared::password::{self, Holder, PasswordInput, Replacing, ResetInput, reset};
use templates::form::State;
use templates::letter;
use templates::pages::password as pages;
use web::form::again;
use web::{Answer, Client, Errand, Errands, Failure, Home, Page, Paths, Posted, Site};

/// Stands in the address in place of a link's token, once the browser has that in a cookie: so no page that is led to learns it.
const SET: &str = "set-password";
/// From following a link to choosing a password.
const ERRAND: Errand = Errand { name: "reset", lasts: reset::LASTS };

/// AUTH-03, the form.
pub(crate) async fn show() -> Answer {
    Ok(pages::ask(&pages::ask_form(), &State::default()).into())
}

/// AUTH-03, what it sends. The answer, and the time that it takes, are the same for every address: whether there was somebody to
/// write to, and whether the mail could be sent.
pub(crate) async fn ask(site: Site, client: Client, home: Home, posted: Posted) -> Answer {
    let form = pages::ask_form();
    let input = {
        let mut db = site.db().await?;
        match posted.input::<ResetInput>(&mut db, &form, &(), None).await? {
            Ok(input) => input,
            Err(state) => return Ok(again(&state, pages::ask(&form, &state))),
        }
    };
    web::login::may_reset(&site, &client, &input.email).await?;
    let takes = site.config().reset_takes;
    match web::evenly(takes, async move { write_to(&site, &home, &input.email).await }).await {
        Some(asked) => asked?,
        None => tracing::warn!("a mail with a link to a new password takes longer than its answer"),
    }
    Ok(Page::redirect("/account/password_reset/done/"))
}

/// Writes to whoever has this address and a password. That the database is away is told, as it is away for all addresses; what
/// goes wrong after that only the log is told.
async fn write_to(site: &Site, home: &Home, email: &str) -> Result<(), Failure> {
    let found = password::holder_at(&mut *site.db().await?, email).await?;
    let Some(holder) = found.filter(Holder::has_password) else { return Ok(()) };
    let Some(email) = &holder.email else { return Ok(()) };
    let path = match reset::link(site.sessions(), &holder, site.clock().now()).await {
        Ok(path) => path,
        Err(error) => {
            tracing::error!(%error, "no link to a new password could be kept");
            return Ok(());
        }
    };
    let letter = letter::password_reset(&holder.username, &format!("{}{path}", home.0));
    if let Err(error) = site.mailer().send(Mail::plain(email, letter.subject, letter.text)).await {
        // What the provider says may name the address, and addresses are in no log.
        tracing::error!(class = error.class().code(), "a link to a new password was not sent");
    }
    Ok(())
}

/// AUTH-04
pub(crate) async fn sent() -> Answer {
    Ok(pages::sent().into())
}

/// Who may choose a new password by the secret of a link.
async fn holder(site: &Site, uid: &str, secret: Option<&str>) -> Result<Option<Holder>, Failure> {
    let Some(secret) = secret else { return Ok(None) };
    let promise = reset::promise(site.sessions(), secret, site.clock().now()).await?;
    Ok(match promise {
        Some(promise) => reset::promised_to(&mut *site.db().await?, &promise, uid).await?,
        None => None,
    })
}

fn address(uid: &str) -> String {
    format!("/account/reset/{uid}/{SET}/")
}

fn unusable() -> Page {
    Page::from(pages::unusable()).missing().end_errand(ERRAND)
}

/// AUTH-05, the link of the mail, and the form behind it. Following a link changes nothing: programs that read mail do it too.
pub(crate) async fn open(site: Site, errands: Errands, Paths(uid, token): Paths<String, String>) -> Answer {
    let secret = if token == SET { errands.secret(ERRAND) } else { Some(token.clone()) };
    let Some(holder) = holder(&site, &uid, secret.as_deref()).await? else { return Ok(unusable()) };
    if token != SET {
        return Ok(Page::redirect(address(&uid)).begin_errand(ERRAND, &token));
    }
    Ok(pages::choose(&holder.username, &address(&uid), &pages::choose_form(), &State::default()).into())
}

/// AUTH-05, the new password.
pub(crate) async fn submit(site: Site, errands: Errands, Paths(uid, token): Paths<String, String>, posted: Posted) -> Answer {
    let secret = errands.secret(ERRAND).filter(|_| token == SET);
    let Some(holder) = holder(&site, &uid, secret.as_deref()).await? else { return Ok(unusable()) };
    // The person themself does it, by what was sent to their address.
    let mut change = site.database().change(Some(holder.id), "choose new password", site.clock()).await?;
    let form = pages::choose_form();
    let own = Replacing { holder, asks_old: false };
    let input = match posted.input::<PasswordInput>(&mut change, &form, &own, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::choose(&own.holder.username, &address(&uid), &form, &state))),
    };
    // Of two who use one link at once, the second is too late.
    let replaced = password::replace(&mut change, &own.holder, &input.new_password1).await?;
    if replaced.is_none() {
        return Ok(unusable());
    }
    change.commit().await?;
    if let Some(secret) = secret
        && let Err(error) = reset::forget(site.sessions(), &secret, site.clock().now()).await
    {
        tracing::error!(%error, "the token of a link that was used, and opens nothing now, stays in the table until its time is over");
    }
    web::login::end_sessions(&site, own.holder.id, None).await;
    Ok(Page::redirect("/account/reset/done/").end_errand(ERRAND))
}

/// AUTH-06
pub(crate) async fn done() -> Answer {
    Ok(pages::done().into())
}
