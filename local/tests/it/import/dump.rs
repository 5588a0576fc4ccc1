//! A whole database of the original, where there is a dump of one.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use local::project::Project;

use super::Databases;

#[tokio::test]
async fn a_whole_amy_is_imported_without_a_refusal() {
    let Some(dump) = dump() else {
        eprintln!("skipped: no dump of AMY (neither AMY_DUMP nor ../shared/data/amy.sql.gz)");
        return;
    };
    let databases = Databases::empty().await;
    let Ok(mut unpack) = Command::new("gunzip").arg("-c").arg(&dump).stdout(Stdio::piped()).spawn() else {
        eprintln!("skipped: gunzip is missing, which unpacks the dump of AMY");
        return;
    };
    let restore = Command::new("psql")
        .args(["-q", "-v", "ON_ERROR_STOP=1", "-d", &databases.amy.url])
        .stdin(unpack.stdout.take().unwrap())
        .stdout(Stdio::null())
        .status();
    unpack.wait().unwrap();
    let Ok(restored) = restore else {
        eprintln!("skipped: psql is missing, which restores the dump of AMY");
        return;
    };
    assert!(restored.success());

    let report = databases.import().await;
    assert_eq!(report.refused, []);
    assert!(report.tables.iter().all(|table| table.written == table.read));
    assert!(report.table("person").unwrap().read > 50 && report.table("event").unwrap().read > 20);
    assert!(report.verified.len() == report.tables.len() && report.verified.iter().all(|table| table.is_equal()));
    assert!(report.left_out.iter().all(|line| !line.what.contains("does not know")), "{:?}", report.left_out);
    // All of AMY's history, but that of airports.
    assert!(
        report.history.changing > 400
            && report.history.read == report.history.changing + report.history.unchanged + report.history.left_out
    );
    assert_eq!(databases.rows_unlike_their_history().await, "none");
    let again = databases.import().await;
    assert_eq!((again.written(), again.versions, again.history.versions), (0, 0, 0));
    // The small AMY has all the tables that a whole one has.
    assert_eq!(databases.amy_tables().await, super::complete::tables());
}

fn dump() -> Option<PathBuf> {
    let named = std::env::var_os("AMY_DUMP").filter(|path| !path.is_empty()).map(PathBuf::from);
    let dump = named.unwrap_or_else(|| Project::find().unwrap().join("../shared/data/amy.sql.gz"));
    dump.is_file().then_some(dump)
}
