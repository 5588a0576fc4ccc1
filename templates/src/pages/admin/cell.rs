//! A cell of a list, on the page and in an export.

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use serde_json::Value;
use shared::record::Kind;
use shared::reference::Show;

use crate::components::{external_link, link, moment, value as text_or_dash, yes_no};
use crate::format;

/// The cell of a page.
pub(super) fn markup(show: Show, value: &Value) -> Markup {
    match show {
        Show::Flag => yes_no(value.as_bool().unwrap_or_default()),
        Show::Moment => match instant(value) {
            Some(at) => moment(at),
            None => text_or_dash(None),
        },
        Show::Url => external_link(value.as_str(), Some("Website")),
        Show::Long => html! { div.excerpt { (text_or_dash(value.as_str())) } },
        Show::Record(_) | Show::AnyRecord => match target(show, value) {
            (Some(page), label) => link(&page, &label),
            (None, label) => text_or_dash(Some(&label)),
        },
        Show::Text | Show::Number => text_or_dash(Some(&text(show, value))),
    }
}

/// The cell of an export.
pub(super) fn text(show: Show, value: &Value) -> String {
    match (show, value) {
        (_, Value::Null) => String::new(),
        (Show::Flag, value) => format::yes_no(value == true).to_owned(),
        (Show::Record(_) | Show::AnyRecord, value) => target(show, value).1,
        (_, Value::String(text)) => text.clone(),
        (_, value) => value.to_string(),
    }
}

fn instant(value: &Value) -> Option<DateTime<Utc>> {
    value.as_str()?.parse().ok()
}

/// The page of the record that a cell names, and what it is called.
fn target(show: Show, value: &Value) -> (Option<String>, String) {
    let (first, second) = (text(Show::Text, &value[0]), text(Show::Text, &value[1]));
    match show {
        Show::Record(kind) => (kind.page(&first), second),
        _ => {
            let kind = Kind::of(&first);
            let what = kind.map_or(first.as_str(), |kind| kind.plural());
            (kind.and_then(|kind| kind.page(&second)), format!("{what}: {second}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn cells_are_shown_as_they_are_declared() {
        let shown = |show, value: Value| markup(show, &value).into_string();
        assert!(shown(Show::Text, json!(null)).contains("none"));
        assert_eq!(shown(Show::Number, json!(7)), "7");
        assert!(shown(Show::Flag, json!(true)).contains("yes"));
        assert!(shown(Show::Moment, json!("2026-06-15T12:00:00+00:00")).contains("2026-06-15T12:00"));
        assert_eq!(
            shown(Show::Record(Kind::Person), json!([7, "Ada <b>"])),
            "<a href=\"/workshops/person/7/\">Ada &lt;b&gt;</a>"
        );
        assert_eq!(
            shown(Show::AnyRecord, json!(["workshops.event", "2026-07-01-lund"])),
            "<a href=\"/workshops/event/2026-07-01-lund/\">events: 2026-07-01-lund</a>"
        );
        assert_eq!(shown(Show::AnyRecord, json!(["old.thing", "7"])), "old.thing: 7");
    }

    #[test]
    fn exports_hold_text() {
        assert_eq!(text(Show::Flag, &json!(false)), "no");
        assert_eq!(text(Show::Text, &json!(null)), "");
        assert_eq!(text(Show::Record(Kind::Person), &json!([7, "Ada"])), "Ada");
    }
}
