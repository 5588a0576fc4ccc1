//! All or nothing: an operation is run with the line to the database cut at every single step of it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use shared::db::{Change, Database, Settings};
use sqlx::AssertSqlSafe;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};

use super::app::TestApp;

/// When the line is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Before the server hears of the step.
    Before,
    /// After the server has done it, so that only the answer is lost.
    After,
}

/// Runs `operation` with a fault at each of its steps, from opening the transaction to its commit, and holds all rows against
/// those before. Nothing lasts of what the operation does by itself; nothing has happened after any fault but the last: when only
/// the answer to the commit is lost, everything has. `prepare` fills a new database first.
pub(crate) async fn all_or_nothing<S>(
    prepare: impl AsyncFn(&TestApp) -> S,
    operation: impl AsyncFn(&mut Change, &S) -> shared::Result<()>,
) {
    let app = TestApp::start().await;
    let prepared = prepare(&app).await;
    let before = digest(&app).await;

    // Without a fault, and without the commit, which is not the operation's to send.
    let line = Line::lay(&app, Cut::Before, u32::MAX).await;
    let mut change = line.change(&app).await.unwrap();
    operation(&mut change, &prepared).await.unwrap();
    drop(change);
    assert!(line.steps() > 3, "only {} steps: the operation was not run through the line", line.steps());
    assert!(line.commits() == 0 && digest(&app).await == before, "the operation has made something last by itself");

    for step in 1..500 {
        for cut in [Cut::Before, Cut::After] {
            let line = Line::lay(&app, cut, step).await;
            let outcome = line.run(&app, &prepared, &operation).await;
            let has_happened = digest(&app).await != before;
            assert!(outcome.is_err(), "a success, though step {step} was cut");
            assert_eq!(line.steps(), step, "{cut:?}: the operation went on after the fault");
            assert_eq!(has_happened, line.commits() > 0, "{cut:?} step {step}: {outcome:?}");
            if has_happened {
                return;
            }
        }
    }
    panic!("the operation never ends");
}

/// All rows of all tables but the data sets that nobody changes.
async fn digest(app: &TestApp) -> String {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
         AND relname NOT IN ('airport', 'country', 'language', 'permission', '_sqlx_migrations') ORDER BY 1",
    )
    .fetch_all(app.pool())
    .await
    .unwrap();
    let rows = "count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0)";
    let parts: Vec<String> = tables.iter().map(|table| format!("(SELECT {rows} FROM \"{table}\" t)")).collect();
    sqlx::query_scalar(AssertSqlSafe(format!("SELECT concat_ws(',', {})", parts.join(", ")))).fetch_one(app.pool()).await.unwrap()
}

/// A line to the database that is cut at a step, and whole again for who connects anew.
pub(crate) struct Line {
    pub(crate) url: String,
    passed: Arc<Passed>,
}

/// What has come over a line.
#[derive(Default)]
struct Passed {
    /// Steps that the client has sent.
    steps: AtomicU32,
    /// Commits that the server has done.
    commits: AtomicU32,
}

impl Line {
    /// Lays a line to the database of `app` that is cut at its `last` step.
    pub(crate) async fn lay(app: &TestApp, cut: Cut, last: u32) -> Self {
        let (path, query) = app.database_url().strip_prefix("postgres:///").unwrap().split_once('?').unwrap();
        let part = |name| form_urlencoded::parse(query.as_bytes()).find(|(known, _)| known == name).unwrap().1.into_owned();
        let socket = PathBuf::from(part("host")).join(format!(".s.PGSQL.{}", part("port")));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let passed = Arc::new(Passed::default());
        let counted = Arc::clone(&passed);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                client.set_nodelay(true).unwrap();
                let server = UnixStream::connect(&socket).await.unwrap();
                tokio::spawn(carry(client, server, cut, last, Arc::clone(&counted)));
            }
        });
        let url = format!("postgres://{}@127.0.0.1:{port}/{path}?sslmode=disable", part("user"));
        Self { url, passed }
    }

    /// Steps that came over it.
    pub(crate) fn steps(&self) -> u32 {
        self.passed.steps.load(Ordering::SeqCst)
    }

    fn commits(&self) -> u32 {
        self.passed.commits.load(Ordering::SeqCst)
    }

    /// Opens a change over the line.
    async fn change(&self, app: &TestApp) -> shared::Result<Change> {
        let database = Database::prepare(&Settings::Url(self.url.clone()), 1, &app.clock)?;
        database.change(None, "a fault is injected", &app.clock).await
    }

    /// Does all of an operation over the line.
    async fn run<S>(
        &self,
        app: &TestApp,
        prepared: &S,
        operation: &impl AsyncFn(&mut Change, &S) -> shared::Result<()>,
    ) -> shared::Result<()> {
        let mut change = self.change(app).await?;
        operation(&mut change, prepared).await?;
        change.commit().await
    }
}

/// Carries messages between the two, until the step at which the line is cut.
async fn carry(client: TcpStream, server: UnixStream, cut: Cut, last: u32, passed: Arc<Passed>) -> Option<()> {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    // The first message has no kind.
    let length = from_client.read_u32().await.ok()?;
    let mut hello = vec![0; length as usize];
    hello[..4].copy_from_slice(&length.to_be_bytes());
    from_client.read_exact(&mut hello[4..]).await.ok()?;
    to_server.write_all(&hello).await.ok()?;
    loop {
        // What the server says until it is ready for the next step.
        while say(&mut from_server, &mut to_client).await? != b'Z' {}
        // What the client says until it waits for the answer.
        let mut held = Vec::new();
        loop {
            match say(&mut from_client, &mut held).await? {
                b'S' | b'Q' => break,
                b'X' => return None,
                _ => {}
            }
        }
        let is_last = passed.steps.fetch_add(1, Ordering::SeqCst) + 1 == last;
        if is_last && cut == Cut::Before {
            return None;
        }
        if held.ends_with(b"COMMIT\0") {
            passed.commits.fetch_add(1, Ordering::SeqCst);
        }
        to_server.write_all(&held).await.ok()?;
        if is_last {
            while say(&mut from_server, &mut Vec::new()).await? != b'Z' {}
            return None;
        }
    }
}

/// Passes one message on, and tells its kind.
async fn say(from: &mut (impl AsyncRead + Unpin), to: &mut (impl AsyncWrite + Unpin)) -> Option<u8> {
    let kind = from.read_u8().await.ok()?;
    let length = from.read_u32().await.ok()?;
    let mut message = vec![0; length as usize + 1];
    message[0] = kind;
    message[1..5].copy_from_slice(&length.to_be_bytes());
    from.read_exact(&mut message[5..]).await.ok()?;
    to.write_all(&message).await.ok()?;
    Some(kind)
}
