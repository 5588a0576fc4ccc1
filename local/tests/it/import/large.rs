//! How long a large AMY takes: `make bench-import`.

use std::time::{Duration, Instant};

use super::Databases;

/// 100,000 tasks and 20,000 persons with their history, in under two minutes.
#[tokio::test]
#[ignore = "takes a minute or two: make bench-import"]
async fn a_large_amy_is_imported_in_two_minutes() {
    let databases = Databases::new().await;
    databases.amy(include_str!("source/large.sql")).await;
    let begun = Instant::now();
    let report = databases.import().await;
    let took = begun.elapsed();
    let rows = report.written();
    eprintln!("{rows} rows and {} of {} versions in {:.1} s", report.history.changing, report.history.read, took.as_secs_f64());
    assert_eq!(report.refused, []);
    assert!(report.table("task").unwrap().written >= 100_000 && report.table("person").unwrap().written >= 20_000);
    assert!(report.history.changing >= 200_000, "{:?}", report.history);
    assert!(took < Duration::from_secs(120), "{took:?}");
    let begun = Instant::now();
    let again = databases.import().await;
    eprintln!("again in {:.1} s", begun.elapsed().as_secs_f64());
    assert_eq!((again.written(), again.versions, again.history.versions), (0, 0, 0));
}
