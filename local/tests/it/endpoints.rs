//! `docs/endpoints.md`: a row for each endpoint of the core pages, with the addresses that answer for it and the tests that prove it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use local::amy::functions;
use local::project::Project;
use regex::Regex;

use crate::documents::{rust_files, tests};

/// Ids of the specification: endpoints, and rules that many of them share. Consortiums have ids that consents have too, and a word more.
const IDS: usize = 178;

#[test]
fn every_endpoint_is_in_the_table_and_tested() {
    let page = fs::read_to_string(Project::find().unwrap().join("docs/endpoints.md")).unwrap();
    let rows: Vec<Row<'_>> = page.lines().filter_map(Row::read).collect();
    let ids: BTreeSet<&str> = rows.iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), rows.len(), "no row comes twice");
    let pattern = Regex::new(r"^[A-Z]{2,4}-\d\d$").unwrap();
    assert_eq!(ids.iter().filter(|id| pattern.is_match(id)).count(), IDS);

    let tests = all_tests();
    let untested: Vec<&str> = rows.iter().filter(|row| row.tests.is_empty()).map(|row| row.id).collect();
    assert!(untested.is_empty(), "these have no test: {untested:?}");
    let names = rows.iter().flat_map(|row| row.tests.iter().map(|test| (row.id, *test)));
    let unknown: Vec<_> = names.filter(|(_, test)| !tests.contains(*test)).collect();
    assert!(unknown.is_empty(), "there are no such tests: {unknown:?}");

    let routes: BTreeSet<String> = functions().iter().flat_map(|(_, routes)| routes.iter().map(address)).collect();
    let mut written: BTreeMap<&str, usize> = BTreeMap::new();
    for address in rows.iter().flat_map(|row| &row.addresses) {
        *written.entry(address).or_default() += 1;
    }
    let missing: Vec<&String> = routes.iter().filter(|route| !written.contains_key(route.as_str())).collect();
    assert!(missing.is_empty(), "these routes are in no row: {missing:?}");
    let stray: Vec<_> = written.iter().filter(|(address, times)| !routes.contains(**address) || **times > 1).collect();
    assert!(stray.is_empty(), "no route, or in several rows: {stray:?}");
}

fn address(route: &web::Route) -> String {
    format!("{} {}", route.method, route.path)
}

/// A row of the table.
struct Row<'a> {
    id: &'a str,
    addresses: Vec<&'a str>,
    tests: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let cells: Vec<&str> = line.strip_prefix("| ")?.split('|').map(str::trim).collect();
        let [id, addresses, tests, ""] = cells[..] else { panic!("three cells make a row, not {line}") };
        let is_heading = matches!(id, "id" | "page");
        (!is_heading).then(|| Self { id, addresses: quoted(addresses), tests: quoted(tests) })
    }
}

/// What stands between backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Every test by file and name, as `events::add::a_test`; in the crates themselves the path begins at the crate's folder.
fn all_tests() -> BTreeSet<String> {
    let project = Project::find().unwrap();
    let name = Regex::new(r"fn ([a-z0-9_]+)").unwrap();
    let mut found = BTreeSet::new();
    for folder in ["shared", "templates", "web", "functions", "local"] {
        for file in rust_files(&project.join(folder)) {
            let path = file.strip_prefix(project.root()).unwrap_or(&file).with_extension("");
            let path = path.to_string_lossy().replace("/src/", "/").replace('/', "::");
            let path = path.strip_prefix("local::tests::it::").unwrap_or(&path).trim_end_matches("::mod").to_owned();
            for test in tests(&fs::read_to_string(&file).unwrap()) {
                if let Some(named) = name.captures(test.split("#[").last().unwrap_or(&test)) {
                    found.insert(format!("{path}::{}", &named[1]));
                }
            }
        }
    }
    found
}
