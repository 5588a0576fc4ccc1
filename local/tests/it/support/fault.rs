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
enum Cut {
    /// Before the server hears of the step.
    Before,
    /// After the server has done it, so that only the answer is lost.
    After,
}

/// Runs `operation` with a fault at each of its steps, from opening the transaction to its commit, until none is left:
/// after each, the database must be as before, or as after a success. `prepare` fills a new database first.
pub(crate) async fn all_or_nothing<S>(
    prepare: impl AsyncFn(&TestApp) -> S,
    operation: impl AsyncFn(&mut Change, &S) -> shared::Result<()>,
) {
    for cut in [Cut::Before, Cut::After] {
        let app = TestApp::start().await;
        let prepared = prepare(&app).await;
        let before = digest(&app).await;
        let mut step = 0;
        loop {
            step += 1;
            assert!(step < 500, "the operation never ends");
            let done = attempt(&app, cut, step, &prepared, &operation).await;
            let after = digest(&app).await;
            match (done, after == before) {
                (Ok(()), false) => break,
                (Ok(()), true) => panic!("a success that changed nothing"),
                (Err(_), true) => {}
                // The answer to COMMIT was lost: everything has happened, which the next attempt cannot find undone.
                (Err(error), false) => {
                    assert!(cut == Cut::After, "step {step}: {error}, and yet something has happened");
                    break;
                }
            }
        }
        assert!(step > 3, "only {step} steps: the operation was not run through the line");
    }
}

async fn attempt<S>(
    app: &TestApp,
    cut: Cut,
    step: u32,
    prepared: &S,
    operation: &impl AsyncFn(&mut Change, &S) -> shared::Result<()>,
) -> shared::Result<()> {
    let url = line(app.database_url(), cut, step).await;
    let database = Database::prepare(&Settings::Url(url), 1, &app.clock)?;
    let mut change = database.change(None, "a fault is injected", &app.clock).await?;
    operation(&mut change, prepared).await?;
    change.commit().await
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
    let parts: Vec<String> = tables
        .iter()
        .map(|table| format!("(SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{table}\" t)"))
        .collect();
    sqlx::query_scalar(AssertSqlSafe(format!("SELECT concat_ws(',', {})", parts.join(", ")))).fetch_one(app.pool()).await.unwrap()
}

/// Lays a line to the database at `url` that is cut at its `last` step, and gives its address.
async fn line(url: &str, cut: Cut, last: u32) -> String {
    let (path, query) = url.strip_prefix("postgres:///").unwrap().split_once('?').unwrap();
    let part = |name| form_urlencoded::parse(query.as_bytes()).find(|(known, _)| known == name).unwrap().1.into_owned();
    let socket = PathBuf::from(part("host")).join(format!(".s.PGSQL.{}", part("port")));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let steps = Arc::new(AtomicU32::new(0));
        while let Ok((client, _)) = listener.accept().await {
            client.set_nodelay(true).unwrap();
            let server = UnixStream::connect(&socket).await.unwrap();
            tokio::spawn(carry(client, server, cut, last, Arc::clone(&steps)));
        }
    });
    format!("postgres://{}@127.0.0.1:{port}/{path}?sslmode=disable", part("user"))
}

/// Carries messages between the two, until the step at which the line is cut.
async fn carry(client: TcpStream, server: UnixStream, cut: Cut, last: u32, steps: Arc<AtomicU32>) -> Option<()> {
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
        let is_last = steps.fetch_add(1, Ordering::SeqCst) + 1 == last;
        if is_last && cut == Cut::Before {
            return None;
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
