//! Signing in with an account on GitHub, and linking one (AUTH-07 … AUTH-10).
//!
//! OAuth's authorization code with PKCE. What AMY must remember meanwhile is kept in DynamoDB under `state`, which the browser has
//! in a cookie as well: whoever comes back must be the browser that left, and is let in once.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use shared::access::{self, Departure, GITHUB, SocialAccount};
use shared::egress::Account;
use shared::secret;
use templates::pages::sessions::SESSIONS;
use web::{
    Answer, Client, Errand, Errands, Failure, FromElsewhere, GitHub, Home, OptionalViewer, OrNotFound as _, Page, Params, Path,
    Posted, Site, Viewer, safe_next,
};

const COMPLETE: &str = "/complete/github/";
const DASHBOARD: &str = "/dashboard/";
const LOGIN: &str = "/account/login/";
/// Where somebody wants to be is kept until they come back; of what has more characters than this, nothing is.
const LONGEST_WAY: usize = 2000;
/// From leaving for GitHub to coming back.
const ERRAND: Errand = Errand { name: "github", lasts: Departure::LASTS };

const STRANGE: &str = "This login with GitHub was not begun in this browser, or too long ago. Try again.";
const CANCELLED: &str = "You did not log in with GitHub.";
const REFUSED: &str = "GitHub did not accept this login. Try again.";
const AWAY: &str = "GitHub cannot be asked just now. Try again later, or log in with your password.";
const UNKNOWN: &str =
    "No account in AMY is associated with this account on GitHub. Log in with your password, or ask us to link the two.";
const INACTIVE: &str = "Your account in AMY is inactive, so you cannot log in.";
const TAKEN: &str = "Another person in AMY logs in with this account on GitHub. Nothing was changed.";
const UNASKED: &str = "This account on GitHub was not linked to yours: begin here, with the button on this page.";

/// AUTH-07. Changes nothing but what AMY remembers of this browser's errand, so a link may lead here: a form could not lead on to
/// GitHub (Content-Security-Policy, form-action).
pub(crate) async fn begin(
    site: Site,
    client: Client,
    home: Home,
    OptionalViewer(viewer): OptionalViewer,
    FromElsewhere(from_elsewhere): FromElsewhere,
    params: Params,
    posted: Posted,
) -> Answer {
    let github = site.config().github.as_ref().or_404()?;
    web::login::may_begin(&site, &client).await?;
    let next = Some(said("next", &params, &posted)).filter(|next| next.chars().count() <= LONGEST_WAY).unwrap_or(DASHBOARD);
    let departure = Departure {
        verifier: secret::token(),
        next: safe_next(next, &site.config().hosts, DASHBOARD),
        // Nobody's account is linked to whatever another site's page chooses: it may have signed the browser in at GitHub before.
        person: viewer.filter(|_| !from_elsewhere).map(|viewer| viewer.id),
    };
    let state = secret::token();
    site.sessions().keep(Departure::KIND, &state, &departure, Departure::LASTS, site.clock().now()).await?;
    Ok(Page::redirect(authorize(github, &home, &state, &departure.verifier)).begin_errand(ERRAND, &state))
}

/// The page of GitHub that asks, with what it must know. No scope: the account's number is public.
fn authorize(github: &GitHub, home: &Home, state: &str, verifier: &str) -> String {
    let (back, challenge) = (format!("{}{COMPLETE}", home.0), secret::digest(verifier));
    let pairs = [
        ("response_type", "code"),
        ("client_id", &github.client_id),
        ("redirect_uri", &back),
        ("state", state),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        ("allow_signup", "false"),
    ];
    let query = pairs.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))).join("&");
    format!("{}?{query}", github.authorize)
}

/// What a form or else the query says.
fn said<'a>(name: &str, params: &'a Params, posted: &'a Posted) -> &'a str {
    Some(posted.text(name)).filter(|text| !text.is_empty()).or_else(|| params.get(name)).unwrap_or_default()
}

/// Why somebody who came back is where they were before.
struct Setback {
    why: &'static str,
    next: Option<String>,
}

impl Setback {
    /// To the login page, which still knows where they wanted to be; who is signed in goes there.
    fn page(self, viewer: Option<&Viewer>) -> Page {
        let to = match (viewer, &self.next) {
            (Some(_), Some(next)) => next.clone(),
            (Some(_), None) => SESSIONS.to_owned(),
            (None, Some(next)) if next != DASHBOARD => format!("{LOGIN}?next={}", utf8_percent_encode(next, NON_ALPHANUMERIC)),
            (None, _) => LOGIN.to_owned(),
        };
        Page::redirect(to).error(self.why)
    }
}

/// AUTH-08
pub(crate) async fn complete(
    site: Site,
    client: Client,
    OptionalViewer(viewer): OptionalViewer,
    errands: Errands,
    params: Params,
    posted: Posted,
) -> Answer {
    site.config().github.as_ref().or_404()?;
    let come = come_back(&site, &client, &errands, &params, &posted).await?;
    let page = match come {
        Err(setback) => setback.page(viewer.as_ref()),
        Ok((departure, account)) => match arrive(&site, viewer.as_ref(), &departure, &account).await? {
            Ok(page) => page,
            // The page with the button is where one begins again.
            Err(why) if why == UNASKED => Setback { why, next: Some(SESSIONS.to_owned()) }.page(viewer.as_ref()),
            Err(why) => Setback { why, next: Some(departure.next) }.page(viewer.as_ref()),
        },
    };
    Ok(page.end_errand(ERRAND))
}

type ComeBack = Result<(Departure, Account), Setback>;

/// Who left, and which account they have come back with.
async fn come_back(
    site: &Site,
    client: &Client,
    errands: &Errands,
    params: &Params,
    posted: &Posted,
) -> Result<ComeBack, Failure> {
    let (state, error, code) = (said("state", params, posted), said("error", params, posted), said("code", params, posted));
    let departure: Option<Departure> = match errands.secret(ERRAND) {
        Some(own) if secret::equal(&own, state) => site.sessions().take(Departure::KIND, &own, site.clock().now()).await?,
        _ => None,
    };
    let Some(departure) = departure else {
        // The message is kept in a session: whoever never left begins something too.
        web::login::may_begin(site, client).await?;
        return Ok(Err(Setback { why: STRANGE, next: None }));
    };
    let why = match (error, code) {
        ("access_denied", _) => CANCELLED,
        ("", "") => REFUSED,
        ("", code) => match site.egress().signed_in(code, &departure.verifier).await {
            Ok(Some(account)) => return Ok(Ok((departure, account))),
            Ok(None) => REFUSED,
            Err(failed) => {
                tracing::warn!(%failed, "nobody can log in with GitHub");
                AWAY
            }
        },
        (error, _) => {
            tracing::warn!(error, "GitHub refuses a login");
            REFUSED
        }
    };
    Ok(Err(Setback { why, next: Some(departure.next) }))
}

/// Lets in whose account it is, or links it to who is signed in; else the reason why not.
async fn arrive(
    site: &Site,
    viewer: Option<&Viewer>,
    departure: &Departure,
    account: &Account,
) -> Result<Result<Page, &'static str>, Failure> {
    let uid = account.id.to_string();
    let whose = access::social_account(&mut *site.db().await?, GITHUB, &uid).await?;
    Ok(match (whose, viewer) {
        (SocialAccount::Of(id), None) => match web::login::admit(site, id).await? {
            Some(proven) => Ok(Page::redirect(&departure.next).sign_in(proven.person, proven.stamp)),
            None => Err(INACTIVE),
        },
        (SocialAccount::Inactive, None) => Err(INACTIVE),
        (SocialAccount::Unknown, None) => Err(UNKNOWN),
        (SocialAccount::Of(id), Some(viewer)) if viewer.id == id => Ok(Page::redirect(&departure.next)),
        (SocialAccount::Of(_) | SocialAccount::Inactive, Some(_)) => Err(TAKEN),
        (SocialAccount::Unknown, Some(viewer)) if departure.person == Some(viewer.id) => {
            let mut change = site.change(viewer, "link GitHub account").await?;
            if access::link(&mut change, viewer.id, GITHUB, &uid).await? {
                change.commit().await?;
                let done = format!("You can log in with the account {} on GitHub from now on.", account.login);
                Ok(Page::redirect(&departure.next).success(done))
            } else {
                Err(TAKEN)
            }
        }
        (SocialAccount::Unknown, Some(_)) => Err(UNASKED),
    })
}

/// AUTH-09
pub(crate) async fn forget(site: Site, viewer: Viewer) -> Answer {
    unlink(&site, &viewer, None).await?;
    Ok(forgotten())
}

/// AUTH-10: one's own only; for every other there is no such page.
pub(crate) async fn forget_one(site: Site, viewer: Viewer, Path(association): Path<i64>) -> Answer {
    match unlink(&site, &viewer, Some(association)).await? {
        0 => Err(Failure::NotFound),
        _ => Ok(forgotten()),
    }
}

async fn unlink(site: &Site, viewer: &Viewer, association: Option<i64>) -> Result<u64, Failure> {
    let mut change = site.change(viewer, "unlink GitHub account").await?;
    let gone = access::unlink(&mut change, viewer.id, GITHUB, association).await?;
    change.commit().await?;
    Ok(gone)
}

fn forgotten() -> Page {
    Page::redirect(DASHBOARD).success("You no longer log in with an account on GitHub.")
}
