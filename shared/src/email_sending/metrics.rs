//! What CloudWatch makes metrics of: lines of the log in its embedded metric format (EML-NEW-13).

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::{Counts, Report, Stop};

/// A metric: name, unit, value.
type Metric = (&'static str, &'static str, u64);

/// The lines of a run: one for it, one for each action, and one for each class of failures.
#[must_use]
pub fn metrics(report: &Report, namespace: &str, at: DateTime<Utc>) -> Vec<Value> {
    let stopped = |stop| u64::from(report.stop == Some(stop));
    let mut run = vec![
        ("EmailRuns", "Count", 1),
        ("EmailsDue", "Count", report.due),
        ("EmailOldestDue", "Seconds", report.oldest_due_seconds),
        ("EmailsClaimed", "Count", report.claimed),
        ("EmailsReleased", "Count", report.released),
        ("EmailLeasesExpired", "Count", report.expired),
        ("EmailOutcomesUnknown", "Count", report.outcome_unknown),
        ("EmailAccountStops", "Count", stopped(Stop::Account) + stopped(Stop::Quota)),
        ("EmailProviderStops", "Count", stopped(Stop::Provider)),
        ("EmailRenderTime", "Milliseconds", report.render_ms),
        ("EmailRunTime", "Milliseconds", report.run_ms),
    ];
    run.extend(counted(&report.counts));
    // What nobody knows the outcome of is given up as well.
    if let Some(dead) = run.iter_mut().find(|(name, ..)| *name == "EmailsDead") {
        dead.2 += report.outcome_unknown;
    }
    let mut lines = vec![line(namespace, at, None, &run)];
    let actions = report.actions.iter().map(|(action, counts)| line(namespace, at, Some(("Action", action)), &counted(counts)));
    lines.extend(actions);
    let classes = report.classes.iter();
    lines
        .extend(classes.map(|(class, count)| line(namespace, at, Some(("Class", class)), &[("EmailFailures", "Count", *count)])));
    lines
}

fn counted(counts: &Counts) -> [Metric; 5] {
    [
        ("EmailsSent", "Count", counts.sent),
        ("EmailsCalledOff", "Count", counts.called_off),
        ("EmailsFailed", "Count", counts.failed),
        ("EmailsDead", "Count", counts.dead),
        ("EmailsInDoubt", "Count", counts.unknown),
    ]
}

fn line(namespace: &str, at: DateTime<Utc>, dimension: Option<(&str, &str)>, metrics: &[Metric]) -> Value {
    let dimensions: Vec<&str> = dimension.iter().map(|(name, _)| *name).collect();
    let declared: Vec<Value> = metrics.iter().map(|(name, unit, _)| json!({ "Name": name, "Unit": unit })).collect();
    let mut line = Map::new();
    line.insert(
        "_aws".to_owned(),
        json!({
            "Timestamp": at.timestamp_millis(),
            "CloudWatchMetrics": [{ "Namespace": namespace, "Dimensions": [dimensions], "Metrics": declared }],
        }),
    );
    if let Some((name, value)) = dimension {
        line.insert(name.to_owned(), json!(value));
    }
    line.extend(metrics.iter().map(|(name, _, value)| ((*name).to_owned(), json!(value))));
    Value::Object(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_new_13_every_metric_that_is_declared_has_its_value() {
        let mut report = Report { due: 3, claimed: 3, outcome_unknown: 1, stop: Some(Stop::Account), ..Report::default() };
        report.count("persons_merged", |counts| counts.sent += 1);
        report.count("direct", |counts| counts.dead += 1);
        report.class("bad_address");
        let lines = metrics(&report, "AMY/test", DateTime::UNIX_EPOCH);
        assert_eq!(lines.len(), 1 + 2 + 1);
        for line in &lines {
            let declared = &line["_aws"]["CloudWatchMetrics"][0];
            assert_eq!(declared["Namespace"], "AMY/test");
            for metric in declared["Metrics"].as_array().unwrap() {
                assert!(line[metric["Name"].as_str().unwrap()].is_u64(), "{metric} in {line}");
            }
            for dimension in declared["Dimensions"][0].as_array().unwrap() {
                assert!(line[dimension.as_str().unwrap()].is_string(), "{dimension} in {line}");
            }
        }
        assert_eq!(
            (&lines[0]["EmailsDead"], &lines[0]["EmailsSent"], &lines[0]["EmailAccountStops"]),
            (&json!(2), &json!(1), &json!(1))
        );
        assert_eq!((&lines[1]["Action"], &lines[1]["EmailsDead"]), (&json!("direct"), &json!(1)));
        assert_eq!((&lines[3]["Class"], &lines[3]["EmailFailures"]), (&json!("bad_address"), &json!(1)));
    }
}
