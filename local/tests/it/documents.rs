//! Documents that are made from the code, or tell of it, and so must not go stale.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use local::entity_map;
use local::project::Project;
use regex::Regex;

use crate::support::Database;

#[tokio::test]
async fn the_entity_map_is_that_of_the_database() {
    let database = Database::new().await;
    let mut connection = database.pool.acquire().await.unwrap();
    let drawn = entity_map::page(&mut connection).await.unwrap();
    let written = fs::read_to_string(Project::find().unwrap().join("docs/entities.md")).unwrap();
    assert!(drawn == written, "docs/entities.md is out of date: run `make entity-map`");
}

/// `docs/rules.txt` lists the rules of the data model; each is tested by name, or `docs/rules.md` says why not.
#[test]
fn each_rule_of_the_data_model_is_tested_or_excused() {
    let project = Project::find().unwrap();
    let rules: BTreeSet<String> =
        fs::read_to_string(project.join("docs/rules.txt")).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(rules.len(), 289);
    let page = fs::read_to_string(project.join("docs/rules.md")).unwrap();
    let excused: BTreeSet<String> = page.lines().filter(|line| line.starts_with('|')).flat_map(named).collect();
    let mut tested = BTreeSet::new();
    for folder in ["shared", "templates", "web", "functions", "local"] {
        collect(&project.join(folder), &mut tested);
    }
    let missing: Vec<&String> = rules.iter().filter(|rule| !tested.contains(*rule) && !excused.contains(*rule)).collect();
    assert!(missing.is_empty(), "{} rules are neither tested nor excused: {missing:?}", missing.len());
    let needless: Vec<&String> = excused.iter().filter(|rule| tested.contains(*rule) || !rules.contains(*rule)).collect();
    assert!(needless.is_empty(), "these need no excuse: {needless:?}");
}

/// The rules named by the tests in a folder.
fn collect(folder: &Path, tested: &mut BTreeSet<String>) {
    for file in rust_files(folder) {
        for test in tests(&fs::read_to_string(&file).unwrap()) {
            tested.extend(named(&test));
        }
    }
}

/// Every Rust file in a folder of the project.
pub(crate) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        if entry.is_dir() && !matches!(name.as_str(), "target" | "node_modules" | "dist") {
            files.extend(rust_files(&entry));
        } else if name.ends_with(".rs") {
            files.push(entry);
        }
    }
    files
}

/// The test functions of a file, with the comments above them.
pub(crate) fn tests(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut tests = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !line.trim().starts_with("#[test]") && !line.trim().starts_with("#[tokio::test") {
            continue;
        }
        let above = lines[..at].iter().rev().take_while(|line| line.trim().starts_with("//")).count();
        let indent = line.len() - line.trim_start().len();
        let end = format!("{}}}", " ".repeat(indent));
        let length = lines[at..].iter().take_while(|line| **line != end).count();
        tests.push(lines[at - above..at + length].join("\n"));
    }
    tests
}

/// The rules that a text names, as `DM-MEMB-03` or `dm_memb_03`; after one, further numbers of the same kind may follow, as in
/// `dm_memb_03_04_and_05` or `DM-MEMB-03, 04 and 05`.
fn named(text: &str) -> BTreeSet<String> {
    let rule = Regex::new(r"(?i-u)dm[-_]([a-z]+)((?:[-_]|, |(?:,? |_)and[ _])\d\d(?:(?:_|, |(?:,? |_)and[ _])\d\d)*)\b|dm_([a-z]+)((?:_\d\d|_and_\d\d)+)_").unwrap();
    let number = Regex::new(r"(?-u)\d\d").unwrap();
    let mut named = BTreeSet::new();
    for found in rule.captures_iter(text) {
        let group = found.get(1).or(found.get(3)).unwrap().as_str().to_uppercase();
        let numbers = found.get(2).or(found.get(4)).unwrap().as_str();
        named.extend(number.find_iter(numbers).map(|number| format!("DM-{group}-{}", number.as_str())));
    }
    named
}

#[test]
fn rules_are_found_however_they_are_spelled() {
    let all = |text: &str| named(text).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(all("/// DM-MEMB-03 says"), "DM-MEMB-03");
    assert_eq!(all("fn dm_memb_03_is_so()"), "DM-MEMB-03");
    assert_eq!(all("fn dm_memb_03_and_05_are_so()"), "DM-MEMB-03 DM-MEMB-05");
    assert_eq!(all("// DM-MEMB-03, 04 and 05"), "DM-MEMB-03 DM-MEMB-04 DM-MEMB-05");
    assert_eq!(all("DM-MEMB-03, DM-PART-01"), "DM-MEMB-03 DM-PART-01");
    assert_eq!(all("DM-MEMB-033 DM-MEMB"), "");
}
