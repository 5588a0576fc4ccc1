//! What is elsewhere, in this process: the function `egress` behind Lambda's Invoke, and the sites that it asks: GitHub, with the
//! page where people allow AMY to know who they are, and workshop websites.

mod github;
mod lambda;
mod sites;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use axum::Router;
use egress::{Egress, Network, Settings};
use sqlx::PgPool;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The id of AMY's application at the stand-in.
pub const CLIENT_ID: &str = "amy";
/// Accounts that nobody is linked to are numbered from here.
const UNLINKED: u64 = 1_000_000_000;
const CLIENT_SECRET: &str = "a secret of nobody";

/// What is there to be asked. Cloning is cheap.
#[derive(Debug, Clone, Default)]
pub struct World(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// Accounts on GitHub by name.
    accounts: BTreeMap<String, u64>,
    /// Files of repositories by owner, name and branch; websites have none.
    files: BTreeMap<(String, String, Option<String>), String>,
    /// Websites that answer in another way than with a page, by owner and name.
    odd: BTreeMap<(String, String), Odd>,
    /// Codes and tokens that were given out.
    grants: BTreeMap<String, github::Grant>,
    /// Whether nobody answers.
    is_down: bool,
}

/// How a website answers that is no good.
#[derive(Debug, Clone)]
pub enum Odd {
    /// With a page of 3 MB.
    Huge,
    /// Not within a minute.
    Slow,
    /// By leading on to this address.
    LeadsTo(String),
    /// With these bytes, of whatever encoding.
    Bytes(Vec<u8>),
}

impl World {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an account on GitHub, numbered as given.
    pub fn add_account(&self, name: &str, number: u64) {
        self.state().accounts.insert(name.to_owned(), number);
    }

    /// Everybody in this database who has a name on GitHub has an account there.
    pub async fn know_people_of(&self, pool: &PgPool) -> Result<()> {
        let people: Vec<(String, i32, Option<String>)> = sqlx::query_as(
            "SELECT p.github, p.id, min(s.uid) FROM person p
             LEFT JOIN social_login s ON s.person_id = p.id AND s.provider = 'github'
             WHERE p.github IS NOT NULL GROUP BY p.github, p.id",
        )
        .fetch_all(pool)
        .await?;
        for (name, id, linked) in people {
            let number = linked.and_then(|uid| uid.parse().ok()).unwrap_or(UNLINKED + u64::from(id.unsigned_abs()));
            self.add_account(&name, number);
        }
        Ok(())
    }

    /// Takes an account away.
    pub fn remove_account(&self, name: &str) {
        self.state().accounts.remove(name);
    }

    /// Gives a repository a website.
    pub fn add_website(&self, owner: &str, name: &str, html: &str) {
        self.state().files.insert((owner.to_owned(), name.to_owned(), None), html.to_owned());
    }

    /// Lets a repository's website answer in another way.
    pub fn add_odd_website(&self, owner: &str, name: &str, odd: Odd) {
        self.state().odd.insert((owner.to_owned(), name.to_owned()), odd);
    }

    /// Gives a branch of a repository an `index.html`; the default branch is called `HEAD`.
    pub fn add_source(&self, owner: &str, name: &str, branch: &str, text: &str) {
        self.state().files.insert((owner.to_owned(), name.to_owned(), Some(branch.to_owned())), text.to_owned());
    }

    /// Where somebody is led who, asked at the `authorize` address, answers as `account`; an account that is not there cancels.
    pub fn answer(&self, authorize: &str, account: &str) -> Option<String> {
        let (_, query) = authorize.split_once('?')?;
        let led = github::approve(self, &format!("{query}&as={account}"));
        led.headers().get("location")?.to_str().ok().map(str::to_owned)
    }

    /// Lets everything answer with an error, or mends it.
    pub fn is_down(&self, is_down: bool) {
        self.state().is_down = is_down;
    }
}

/// The running stand-ins.
#[derive(Debug)]
pub struct Elsewhere {
    /// What is there.
    pub world: World,
    lambda: String,
    sites: String,
    serving: [JoinHandle<()>; 2],
}

impl Elsewhere {
    /// Starts them on free ports of 127.0.0.1.
    pub async fn start() -> Result<Self> {
        let world = World::default();
        let (sites, port, serving_sites) = serve("GitHub", sites::router(world.clone())).await?;
        let place = |host: &str| format!("http://{host}:{port}");
        let settings = Settings {
            pages: place("{owner}.github.io"),
            raw: place("raw.githubusercontent.com"),
            github: place("github.com"),
            api: place("api.github.com"),
            ..Settings::new(CLIENT_ID.to_owned(), CLIENT_SECRET.to_owned())
        };
        // Every name leads to this machine, and this machine alone may be asked.
        let network = Network::stand_ins(|_| Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]), |address| address.is_loopback());
        let (lambda, _, serving_lambda) = serve("Lambda", lambda::router(Egress::start(settings, network)?)).await?;
        Ok(Self { world, lambda, sites, serving: [serving_sites, serving_lambda] })
    }

    /// Where Lambda is.
    pub fn lambda(&self) -> &str {
        &self.lambda
    }

    /// The page where people allow AMY to know who they are.
    pub fn authorize(&self) -> String {
        format!("{}/login/oauth/authorize", self.sites)
    }

    /// The configuration of an AMY that asks these.
    #[must_use]
    pub fn configure(&self, config: web::Config) -> web::Config {
        let github = web::GitHub { client_id: CLIENT_ID.to_owned(), authorize: self.authorize() };
        web::Config { lambda_endpoint: Some(self.lambda.clone()), github: Some(github), ..config }
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        for serving in &self.serving {
            serving.abort();
        }
    }
}

/// Serves on a free port: the address, the port, and the task.
async fn serve(name: &'static str, router: Router) -> Result<(String, u16, JoinHandle<()>)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let port = listener.local_addr()?.port();
    let serving = tokio::spawn(async move {
        if let Err(reason) = axum::serve(listener, router).await {
            eprintln!("{name} stopped: {reason}");
        }
    });
    Ok((format!("http://127.0.0.1:{port}"), port, serving))
}
