//! Events.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::model::{Model, computed_text, day, flag, number, text, texts};
use crate::dates::date_range;
use crate::event::{repository_url, website_url};

/// The tags of which an event's first is its main one.
const MAIN_TAGS: [&str; 3] = ["SWC", "DC", "LC"];

pub(super) const EVENT: Model = Model {
    name: "event",
    from: "event t JOIN organization h ON h.id = t.host_id
        LEFT JOIN organization s ON s.id = t.sponsor_id
        LEFT JOIN organization a ON a.id = t.administrator_id
        LEFT JOIN membership m ON m.id = t.membership_id
        LEFT JOIN language l ON l.id = t.language_id
        LEFT JOIN person p ON p.id = t.assigned_to_id",
    finish,
    fields: &[
        number("pk", "t.id"),
        text("slug", "t.slug"),
        flag("completed", "t.completed"),
        day("start", "t.start"),
        day("end", r#"t."end""#),
        text("host", "h.domain"),
        text("sponsor", "s.domain"),
        text("membership", "m.name"),
        text("administrator", "a.domain"),
        texts(
            "tags",
            "ARRAY(SELECT g.name FROM event_tag x JOIN tag g ON g.id = x.tag_id WHERE x.event_id = t.id ORDER BY g.id)",
        ),
        text("language", "l.name"),
        text("url", "t.url"),
        computed_text("repository_url"),
        computed_text("website_url"),
        text("reg_key", "t.reg_key"),
        text("contact", "t.contact"),
        text("country", "coalesce(t.country, '')"),
        text("venue", "t.venue"),
        text("address", "t.address"),
        number("latitude", "t.latitude"),
        number("longitude", "t.longitude"),
        text("assigned_to", "p.username"),
        flag("open_TTT_applications", "t.open_ttt_applications"),
        texts(
            "curricula",
            "ARRAY(SELECT c.slug FROM event_curriculum x JOIN curriculum c ON c.id = x.curriculum_id WHERE x.event_id = t.id
                ORDER BY c.slug)",
        ),
        texts(
            "lessons",
            "ARRAY(SELECT n.name FROM event_lesson x JOIN lesson n ON n.id = x.lesson_id WHERE x.event_id = t.id ORDER BY n.name, n.id)",
        ),
        text("public_status", "t.public_status"),
        computed_text("human_readable_date"),
        flag("eligible_for_instructor_recruitment", "event_may_recruit(t, clock.today)"),
        text("workshop_reports_link", "t.instructors_pre"),
        computed_text("main_tag"),
    ],
};

fn finish(event: &mut Map<String, Value>) {
    let day = |key: &str| event.get(key).and_then(Value::as_str).and_then(|day| day.parse::<NaiveDate>().ok());
    let dates = date_range(day("start"), day("end"));
    let url = event.get("url").and_then(Value::as_str).filter(|url| !url.is_empty());
    let [repository, website] = [url.map(repository_url), url.map(website_url)];
    let mut tags = event.get("tags").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let main_tag = tags.find(|tag| MAIN_TAGS.contains(tag)).map(str::to_owned);
    for (key, value) in
        [("repository_url", repository), ("website_url", website), ("human_readable_date", Some(dates)), ("main_tag", main_tag)]
    {
        event.insert(key.to_owned(), value.into());
    }
}
