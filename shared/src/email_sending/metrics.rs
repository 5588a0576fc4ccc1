//! What CloudWatch makes metrics of: lines of the log in its embedded metric format (EML-NEW-13).

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::{Counts, Report, Stop};

/// A metric: name, unit, value.
type Metric = (&'static str, &'static str, u64);
/// A dimension: name, value.
type Dimension<'a> = (&'static str, &'a str);

/// The lines of a run, of one that has failed as well, for what it gave up before is given up: one for it, one for each action, and one for each class of failures, of all emails and of each action's.
#[must_use]
pub fn metrics(report: &Report, namespace: &str, at: DateTime<Utc>) -> Vec<Value> {
    let stopped = |stop| u64::from(report.stop == Some(stop));
    let mut run = vec![
        ("EmailRuns", "Count", u64::from(!report.has_failed)),
        ("EmailsReleased", "Count", report.released),
        ("EmailLeasesExpired", "Count", report.expired),
        ("EmailOutcomesUnknown", "Count", report.outcome_unknown + report.unasked),
        ("EmailAccountStops", "Count", stopped(Stop::Account) + stopped(Stop::Quota)),
        ("EmailProviderStops", "Count", stopped(Stop::Provider)),
        ("EmailRunTime", "Milliseconds", report.run_ms),
    ];
    run.extend(counted(&report.counts));
    let mut lines = vec![line(namespace, at, &[], &run)];
    lines.extend(report.actions.iter().map(|(action, counts)| line(namespace, at, &[("Action", action)], &counted(counts))));
    let failures = |dimensions: &[Dimension<'_>], counts: &Counts| -> Vec<Value> {
        let classes = counts.classes.iter();
        let lines = classes.map(|(class, count)| {
            line(namespace, at, &[dimensions, &[("Class", class)]].concat(), &[("EmailFailures", "Count", *count)])
        });
        lines.collect()
    };
    lines.extend(failures(&[], &report.counts));
    lines.extend(report.actions.iter().flat_map(|(action, counts)| failures(&[("Action", action)], counts)));
    lines
}

fn counted(counts: &Counts) -> [Metric; 9] {
    [
        ("EmailsDue", "Count", counts.due),
        ("EmailOldestDue", "Seconds", counts.oldest_due_seconds),
        ("EmailsClaimed", "Count", counts.claimed),
        ("EmailsSent", "Count", counts.sent),
        ("EmailsCalledOff", "Count", counts.called_off),
        ("EmailsFailed", "Count", counts.failed),
        ("EmailsDead", "Count", counts.dead),
        ("EmailsInDoubt", "Count", counts.unknown),
        ("EmailRenderTime", "Milliseconds", counts.render_ms),
    ]
}

fn line(namespace: &str, at: DateTime<Utc>, dimensions: &[Dimension<'_>], metrics: &[Metric]) -> Value {
    let names: Vec<&str> = dimensions.iter().map(|(name, _)| *name).collect();
    let declared: Vec<Value> = metrics.iter().map(|(name, unit, _)| json!({ "Name": name, "Unit": unit })).collect();
    let mut line = Map::new();
    line.insert(
        "_aws".to_owned(),
        json!({
            "Timestamp": at.timestamp_millis(),
            "CloudWatchMetrics": [{ "Namespace": namespace, "Dimensions": [names], "Metrics": declared }],
        }),
    );
    line.extend(dimensions.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
    line.extend(metrics.iter().map(|(name, _, value)| ((*name).to_owned(), json!(value))));
    Value::Object(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheduled_email::Due;

    #[test]
    fn eml_new_13_every_metric_that_is_declared_has_its_value() {
        let mut report = Report { outcome_unknown: 1, stop: Some(Stop::Account), ..Report::default() };
        report.count("persons_merged", |counts| counts.sent += 1);
        report.count("direct", |counts| counts.dead += 1);
        report.class("direct", "bad_address");
        let lines = metrics(&report, "AMY/test", DateTime::UNIX_EPOCH);
        assert_eq!(lines.len(), 1 + 2 + 1 + 1);
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
            (&json!(1), &json!(1), &json!(1))
        );
        assert_eq!((&lines[1]["Action"], &lines[1]["EmailsDead"]), (&json!("direct"), &json!(1)));
        assert_eq!((&lines[3]["Class"], &lines[3]["EmailFailures"]), (&json!("bad_address"), &json!(1)));
        assert_eq!((&lines[4]["Action"], &lines[4]["Class"]), (&json!("direct"), &json!("bad_address")));
    }

    /// EML-NEW-13: what a run gave up before it failed is told, and that it is no run that has succeeded.
    #[test]
    fn eml_new_13_a_run_that_failed_is_none_and_its_dead_letters_are() {
        let mut report = Report { has_failed: true, ..Report::default() };
        report.count("direct", |counts| counts.dead += 2);
        let lines = metrics(&report, "AMY/test", DateTime::UNIX_EPOCH);
        assert_eq!((&lines[0]["EmailRuns"], &lines[0]["EmailsDead"]), (&json!(0), &json!(2)));
        assert_eq!(metrics(&Report::default(), "AMY/test", DateTime::UNIX_EPOCH)[0]["EmailRuns"], json!(1));
    }

    /// EML-NEW-13
    #[test]
    fn eml_new_13_each_action_tells_what_of_it_is_due_and_since_when() {
        let now = DateTime::UNIX_EPOCH + chrono::Duration::hours(1);
        let due = |signal: Option<&str>, is_direct, count, minutes| Due {
            signal: signal.map(str::to_owned),
            is_direct,
            count,
            since: now - chrono::Duration::minutes(minutes),
        };
        let mut report = Report::default();
        report.tell_due(&[due(Some("persons_merged"), false, 2, 7), due(None, true, 3, 4), due(None, false, 1, 1)], now);
        let lines = metrics(&report, "AMY/test", now);
        let told: Vec<_> = lines.iter().map(|line| (&line["Action"], &line["EmailsDue"], &line["EmailOldestDue"])).collect();
        let none = json!(null);
        let expected = [(&none, 6, 420), (&json!("direct"), 3, 240), (&json!("none"), 1, 60), (&json!("persons_merged"), 2, 420)];
        assert_eq!(told.len(), expected.len());
        for ((action, due, age), (expected, count, seconds)) in told.into_iter().zip(expected) {
            assert_eq!((action, due, age), (expected, &json!(count), &json!(seconds)));
        }
    }
}
