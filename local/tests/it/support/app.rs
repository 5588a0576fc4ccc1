//! AMY for one test.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Method, Response};
use chrono::{DateTime, TimeZone, Utc};
use local::amy::Amy;
use local::dynamodb::{Dynamo, Store};
use local::elsewhere::Elsewhere;
use local::project::Project;
use local::ses::{Mails, Ses};
use shared::clock::Clock;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use web::Config;

use super::cluster::{self, TestCluster};
use super::people::Person;
use super::request::Request;

/// Where the tests' browser believes AMY to be.
pub(crate) const BASE_URL: &str = "http://localhost:3000";
/// The session's cookie.
const SESSION: &str = "__Host-amy";

/// A browser's cookies by name.
type Jar = BTreeMap<String, String>;

/// The whole of AMY, with a database and a DynamoDB of its own, at noon of 15 June 2026.
pub(crate) struct TestApp {
    pub(crate) amy: Amy,
    pub(crate) clock: Clock,
    pool: PgPool,
    /// By person; visitors share the one without.
    jars: Mutex<BTreeMap<Option<i32>, Jar>>,
    statements: AtomicU32,
    /// What it has sent by mail.
    pub(crate) mails: Mails,
    ses: Ses,
    dynamo: Dynamo,
    // Dropped last, when nobody uses the database any more.
    database: cluster::Clone,
}

impl TestApp {
    /// Starts it.
    pub(crate) async fn start() -> Self {
        Self::start_with(|config| config).await
    }

    /// Starts it with something elsewhere to ask: GitHub and workshop websites.
    pub(crate) async fn start_with_elsewhere() -> (Self, Elsewhere) {
        let elsewhere = Elsewhere::start().await.unwrap();
        (Self::start_with(|config| elsewhere.configure(config)).await, elsewhere)
    }

    /// Starts it with another configuration than usual.
    pub(crate) async fn start_with(change: impl FnOnce(Config) -> Config) -> Self {
        web::init_telemetry(true);
        let database = TestCluster::ready().await.clone_template().await;
        let dynamo = Dynamo::start(&Store::Memory, 0).await.unwrap();
        let clock = Clock::fixed(noon());
        let ses = Ses::start().await.unwrap();
        let config = Config::local(BASE_URL, &database.url, dynamo.endpoint()).with_mail_at(ses.endpoint());
        // What is hidden by waiting is hidden as well by waiting less.
        let (reset_takes, refusal_takes) = (Duration::from_millis(400), Duration::from_millis(100));
        let config = Config { pool_size: 1, reset_takes, refusal_takes, ..config };
        let amy = Amy::start(&Project::find().unwrap(), change(config), clock.clone()).await.unwrap();
        let pool = PgPoolOptions::new().max_connections(2).connect(&database.url).await.unwrap();
        Self {
            amy,
            clock,
            pool,
            jars: Mutex::default(),
            statements: AtomicU32::new(0),
            mails: ses.mails.clone(),
            ses,
            dynamo,
            database,
        }
    }

    /// Asks for a page: `app.get("/terms/").as_user(&ada).await`.
    pub(crate) fn get(&self, path: &str) -> Request<'_> {
        Request::new(self, Method::GET, path)
    }

    /// Sends a form, from a page of this site.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Request<'_> {
        Request::new(self, Method::POST, path).with_fields(fields)
    }

    /// Asks in any other way.
    pub(crate) fn ask(&self, method: Method, path: &str) -> Request<'_> {
        Request::new(self, method, path)
    }

    /// Prepares the database by one statement.
    pub(crate) async fn run(&self, statement: &'static str) {
        sqlx::query(statement).execute(&self.pool).await.unwrap();
    }

    /// Prepares the database by several statements.
    pub(crate) async fn run_all(&self, statements: &str) {
        sqlx::raw_sql(sqlx::AssertSqlSafe(statements.to_owned())).execute(&self.pool).await.unwrap();
    }

    /// One value out of the database.
    pub(crate) async fn value<T>(&self, query: &'static str) -> T
    where
        T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
    {
        sqlx::query_scalar(query).fetch_one(&self.pool).await.unwrap()
    }

    /// Waits until somebody waits for a lock in the database.
    pub(crate) async fn until_blocked(&self) {
        let waiting =
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')";
        while !self.value::<bool>(waiting).await {
            tokio::task::yield_now().await;
        }
    }

    /// The test's database, to look into or to prepare.
    pub(crate) fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// The address of the test's database, for a connection of a test's own.
    pub(crate) fn database_url(&self) -> &str {
        &self.database.url
    }

    /// The addresses of its DynamoDB and SES, for a process of a test's own.
    pub(crate) fn endpoints(&self) -> (&str, &str) {
        (self.dynamo.endpoint(), self.ses.endpoint())
    }

    /// A connection as a request has it for reading. There is one of these: let it go before the next.
    pub(crate) async fn db(&self) -> shared::db::Connection {
        self.amy.site.database().acquire().await.unwrap()
    }

    /// The transaction of a change in somebody's name, as a request has it for writing; it takes the same one connection.
    pub(crate) async fn change(&self, person: Option<&Person>) -> shared::db::Change {
        self.amy.site.database().change(person.map(|person| person.id), "test", &self.clock).await.unwrap()
    }

    /// How many SQL statements the last answer took.
    pub(crate) fn statements(&self) -> u32 {
        self.statements.load(Ordering::SeqCst)
    }

    /// Signs a person in without the login page, unless they are signed in already.
    pub(crate) async fn sign_in(&self, person: &Person) {
        if self.cookies(Some(person.id)).contains(&format!("{SESSION}=")) {
            return;
        }
        self.agree(person.id).await;
        let mut connection = self.pool.acquire().await.unwrap();
        let (_, stamp) = shared::access::viewer(&mut connection, person.id).await.unwrap().expect("an active person");
        let sessions = self.amy.site.sessions();
        let session = sessions.begin(Some(person.id), &stamp, "", "", self.clock.now()).await.unwrap();
        self.jars.lock().unwrap().entry(Some(person.id)).or_default().insert(SESSION.to_owned(), session.token);
    }

    /// Answers for a person what must be answered before anything else (DM-CONS-09), so that a test sees what comes then.
    pub(crate) async fn agree(&self, person: i32) {
        let answer = "WITH asked AS (
                SELECT t.id, min(o.id) AS option FROM term t JOIN term_option o ON o.term_id = t.id AND o.archived_at IS NULL
                WHERE must_answer($1, t) GROUP BY t.id),
            answered AS (
                UPDATE consent c SET term_option_id = a.option FROM asked a
                WHERE c.person_id = $1 AND c.term_id = a.id AND c.archived_at IS NULL RETURNING c.term_id)
            INSERT INTO consent (person_id, term_id, term_option_id)
            SELECT $1, id, option FROM asked WHERE id NOT IN (SELECT term_id FROM answered)";
        sqlx::query(answer).bind(person).execute(&self.pool).await.unwrap();
    }

    /// Takes a person's answers back, as a new term does.
    pub(crate) async fn ask_again(&self, person: i32) {
        let unset = "UPDATE consent SET term_option_id = NULL WHERE person_id = $1 AND archived_at IS NULL";
        sqlx::query(unset).bind(person).execute(&self.pool).await.unwrap();
    }

    /// The `Cookie` header of somebody's browser.
    pub(crate) fn cookies(&self, who: Option<i32>) -> String {
        let jars = self.jars.lock().unwrap();
        let jar = jars.get(&who).into_iter().flatten();
        jar.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// Keeps the number of statements that an answer tells.
    pub(crate) fn count(&self, response: &Response<Bytes>) {
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let told = header("server-timing").split("db;desc=\"").nth(1).and_then(|rest| rest.split('"').next());
        self.statements.store(told.and_then(|count| count.parse().ok()).unwrap_or_default(), Ordering::SeqCst);
    }

    /// Keeps the cookies that an answer sets.
    pub(crate) fn remember(&self, who: Option<i32>, response: &Response<Bytes>) {
        let mut jars = self.jars.lock().unwrap();
        let jar = jars.entry(who).or_default();
        for set in response.headers().get_all("set-cookie") {
            let Some((name, value)) = set.to_str().unwrap().split(';').next().unwrap().split_once('=') else { continue };
            match value {
                "" => jar.remove(name),
                value => jar.insert(name.to_owned(), value.to_owned()),
            };
        }
    }
}

/// When the tests take place.
fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 6, 15, 12, 0, 0).unwrap()
}
