//! A day with its time, as Python's `datetime` has it in templates: a `value:date` (emails.md 2.4).

use std::cmp::Ordering;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, Timelike as _};
use minijinja::value::{DynObject, Object, ObjectRepr, from_args};
use minijinja::{Error, ErrorKind, State, Value};

/// The one key of the JSON that stands for a moment.
const KEY: &str = "$datetime";
const ISO: &str = "%Y-%m-%dT%H:%M:%S%.f";

/// The JSON of `at` in a context, which the renderer makes an object with methods of.
#[must_use]
pub fn moment(at: NaiveDateTime) -> serde_json::Value {
    serde_json::json!({ KEY: at.format(ISO).to_string() })
}

/// What the JSON stands for, if it is that of a moment.
pub(super) fn read(object: &serde_json::Map<String, serde_json::Value>) -> Option<Value> {
    let text = object.get(KEY).filter(|_| object.len() == 1)?.as_str()?;
    NaiveDateTime::parse_from_str(text, ISO).ok().map(|at| Value::from_object(Moment(at)))
}

/// Whether a value is a moment or a day, which cannot be called.
pub(super) fn is_one(value: &Value) -> bool {
    value.downcast_object_ref::<Moment>().is_some() || value.downcast_object_ref::<Day>().is_some()
}

/// `datetime`
#[derive(Debug)]
struct Moment(NaiveDateTime);

/// `date`
#[derive(Debug)]
struct Day(NaiveDate);

impl Object for Moment {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "hour" => Some(self.0.hour().into()),
            "minute" => Some(self.0.minute().into()),
            "second" => Some(self.0.second().into()),
            part => part_of_day(self.0.date(), part),
        }
    }

    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, method: &str, args: &[Value]) -> Result<Value, Error> {
        match method {
            "date" => from_args::<()>(args).map(|()| Value::from_object(Day(self.0.date()))),
            "isoformat" => from_args::<()>(args).map(|()| self.0.format(ISO).to_string().into()),
            "weekday" | "isoweekday" => from_args::<()>(args).map(|()| weekday(self.0.date(), method)),
            "strftime" => {
                let (pattern,): (&str,) = from_args(args)?;
                formatted(&self.0.format(pattern))
            }
            _ => Err(Error::from(ErrorKind::UnknownMethod)),
        }
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        Some(self.0.cmp(&other.downcast_ref::<Self>()?.0))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d %H:%M:%S%.f"))
    }
}

impl Object for Day {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        part_of_day(self.0, key.as_str()?)
    }

    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, method: &str, args: &[Value]) -> Result<Value, Error> {
        match method {
            "isoformat" => from_args::<()>(args).map(|()| self.0.to_string().into()),
            "weekday" | "isoweekday" => from_args::<()>(args).map(|()| weekday(self.0, method)),
            "strftime" => {
                let (pattern,): (&str,) = from_args(args)?;
                formatted(&self.0.format(pattern))
            }
            _ => Err(Error::from(ErrorKind::UnknownMethod)),
        }
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        Some(self.0.cmp(&other.downcast_ref::<Self>()?.0))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

fn part_of_day(day: NaiveDate, part: &str) -> Option<Value> {
    match part {
        "year" => Some(day.year().into()),
        "month" => Some(day.month().into()),
        "day" => Some(day.day().into()),
        _ => None,
    }
}

/// Monday is 0, or 1 the ISO way.
fn weekday(day: NaiveDate, method: &str) -> Value {
    let weekday = day.weekday();
    if method == "weekday" { weekday.num_days_from_monday().into() } else { weekday.number_from_monday().into() }
}

/// A date by a pattern, which may be none.
fn formatted(date: &impl fmt::Display) -> Result<Value, Error> {
    let mut text = String::new();
    write!(text, "{date}").map_err(|_| Error::new(ErrorKind::InvalidOperation, "strftime does not know this pattern"))?;
    Ok(text.into())
}

#[cfg(test)]
mod tests {
    use minijinja::UndefinedBehavior;

    use super::super::{engine, values};
    use super::*;

    #[test]
    fn dm_mail_03_a_date_is_a_moment_with_the_methods_of_pythons() {
        let context = serde_json::json!({
            "at": moment("2026-09-03T00:00:00".parse().unwrap()), "later": moment("2026-09-03T14:05:09".parse().unwrap()),
        });
        let context = values::context(context.as_object().unwrap());
        let environment = engine::environment(UndefinedBehavior::SemiStrict);
        for (source, expected) in [
            ("{{ at }}|{{ later }}", "2026-09-03 00:00:00|2026-09-03 14:05:09"),
            ("{{ at.strftime('%d %B %Y') }}", "03 September 2026"),
            ("{{ at.date() }} {{ at.date().strftime('%-d %b') }} {{ at.date().isoformat() }}", "2026-09-03 3 Sep 2026-09-03"),
            ("{{ at.isoformat() }} {{ later.isoformat() }}", "2026-09-03T00:00:00 2026-09-03T14:05:09"),
            ("{{ at.year }}-{{ at.month }}-{{ at.day }} {{ later.hour }}:{{ later.minute }}", "2026-9-3 14:5"),
            ("{{ at < later }} {{ at.weekday() }} {{ at.date().isoweekday() }}", "True 3 4"),
            ("{% if at %}yes{% endif %}", "yes"),
        ] {
            assert_eq!(environment.render_str(source, context.clone()).unwrap(), expected, "{source}");
        }
        assert!(environment.render_str("{{ at.strftime('%!') }}", context.clone()).is_err());
        assert!(environment.render_str("{{ at.century }}", context).is_err());
    }
}
