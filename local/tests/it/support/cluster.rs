//! One PostgreSQL for a whole test run, and a copy of a ready database for each test.
//!
//! Every test is a process of its own under nextest, so the server belongs to a keeper process (`local test-cluster`) that
//! ends a few seconds after the last test. The template database is kept from run to run, for as long as `shared` stays the
//! same.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use local::postgres::{Cluster, KEEPER_LOCK, Running, Settings, TESTS_LOCK};
use local::project::{Project, short_hash};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::sync::OnceCell;

/// How long the keeper may take to start the server, the first `initdb` included.
const PATIENCE: Duration = Duration::from_secs(90);
static READY: OnceCell<TestCluster> = OnceCell::const_new();
static CLONES: AtomicU32 = AtomicU32::new(0);

/// The running server with its template database. The lock tells the keeper that somebody is there.
pub(crate) struct TestCluster {
    server: Running,
    template: String,
    _users: File,
}

impl TestCluster {
    /// The server, started by whichever test comes first.
    pub(crate) async fn ready() -> &'static Self {
        READY.get_or_init(Self::start).await
    }

    async fn start() -> Self {
        let project = Project::find().unwrap();
        let data = project.data().unwrap();
        let users = File::create(data.join(TESTS_LOCK)).unwrap();
        users.lock_shared().unwrap();
        // One test at a time starts the server and makes the template.
        let starting = File::create(data.join("tests.starting.lock")).unwrap();
        starting.lock().unwrap();
        let is_new = !is_kept(&data);
        if is_new {
            start_keeper(&project, &data);
        }
        let server = Cluster::running(&project, &Settings::TESTS).expect("the keeper keeps the server running");
        let cluster = Self { server, template: template_name(&project), _users: users };
        if is_new {
            cluster.drop_databases("t\\_%").await;
        }
        if !cluster.has(&cluster.template).await {
            cluster.drop_databases("template\\_%").await;
            cluster.make_template().await;
        }
        cluster
    }

    /// A new copy of the template.
    pub(crate) async fn clone_template(&'static self) -> Clone {
        self.clone_of(&self.template).await
    }

    /// A new database with nothing in it.
    pub(crate) async fn empty_database(&'static self) -> Clone {
        self.clone_of("template0").await
    }

    async fn clone_of(&'static self, template: &str) -> Clone {
        let name = format!("t_{}_{}", std::process::id(), CLONES.fetch_add(1, Ordering::Relaxed));
        // A copy of the files, with the cache of the catalogue that a first connection would make anew.
        self.say(&format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")).await;
        Clone { url: self.server.url(&name), name, cluster: self }
    }

    /// Migrates and seeds under another name first: an interrupted run leaves no half template.
    async fn make_template(&self) {
        self.say("DROP DATABASE IF EXISTS making WITH (FORCE)").await;
        self.say("CREATE DATABASE making").await;
        let settings = shared::db::Settings::Url(self.server.url("making"));
        shared::migrate::run(shared::db::connect_options(&settings).unwrap()).await.unwrap();
        self.say(&format!("ALTER DATABASE making RENAME TO {}", self.template)).await;
    }

    async fn has(&self, name: &str) -> bool {
        let mut connection = self.connect().await;
        let there = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)");
        there.bind(name).fetch_one(&mut connection).await.unwrap()
    }

    async fn drop_databases(&self, like: &str) {
        let mut connection = self.connect().await;
        let names = sqlx::query_scalar("SELECT datname::text FROM pg_database WHERE datname LIKE $1");
        let names: Vec<String> = names.bind(like).fetch_all(&mut connection).await.unwrap();
        for name in names {
            self.say(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }

    /// Runs one statement outside every test's database.
    async fn say(&self, statement: &str) {
        let mut connection = self.connect().await;
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    async fn connect(&self) -> PgConnection {
        PgConnection::connect(&self.server.url("postgres")).await.unwrap()
    }
}

/// A test's own database; dropped with it.
pub(crate) struct Clone {
    pub(crate) url: String,
    name: String,
    cluster: &'static TestCluster,
}

impl Drop for Clone {
    fn drop(&mut self) {
        let (statement, cluster) = (format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name), self.cluster);
        // A thread of its own, since the test's runtime cannot wait here. What stays behind goes with the next first test.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(cluster.say(&statement));
        });
        let _ = dropping.join();
    }
}

/// Whether a keeper runs, and with it the server.
fn is_kept(data: &Path) -> bool {
    File::create(data.join(KEEPER_LOCK)).unwrap().try_lock_shared().is_err()
}

/// Starts the keeper and waits for its server.
#[expect(clippy::zombie_processes, reason = "the keeper outlives this test on purpose, and ends by itself")]
fn start_keeper(project: &Project, data: &Path) {
    let log = data.join("test-cluster.log");
    let output = File::create(&log).unwrap();
    let mut keeper = Command::new(env!("CARGO_BIN_EXE_local"));
    keeper.arg("test-cluster").current_dir(project.root()).process_group(0);
    let mut keeper = keeper.stdin(Stdio::null()).stdout(Stdio::null()).stderr(output).spawn().unwrap();
    let begun = Instant::now();
    while !is_kept(data) {
        let ended = keeper.try_wait().unwrap().is_some();
        assert!(
            !ended && begun.elapsed() < PATIENCE,
            "the tests' PostgreSQL does not start: {}",
            fs::read_to_string(&log).unwrap()
        );
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A name that changes with the migrations, the seed rows, and the code that writes them.
fn template_name(project: &Project) -> String {
    let mut files = files_below(&project.join("shared"));
    files.sort();
    let content: Vec<u8> = files.iter().flat_map(|file| fs::read(file).unwrap()).collect();
    format!("template_{}", short_hash(&content))
}

/// Every file in a folder and the folders in it.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}
