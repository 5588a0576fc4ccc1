//! The page of a version: the record's history, and what differs (UTL-08).

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::history::{Comparison, Entry, permission, version_url};

use super::{difference, kind_name, who};
use crate::components::{Button, Icon, PageHead, Tone, columns, day_time, link, post_button, section};
use crate::format::version_time;
use crate::view::View;

/// The page.
#[must_use]
pub fn version(viewer: &Viewer, comparison: &Comparison) -> View {
    let kind = kind_name(&comparison.record.table);
    View::new(
        format!("{kind} {}", comparison.label),
        html! {
            (PageHead::new(&comparison.label).kind(&kind).actions(actions(viewer, comparison)).render())
            (columns(
                section("differences", "What changed", None, html! { (told(comparison)) (difference::fields(&comparison.fields)) }),
                section("history", "History", None, history(comparison)),
            ))
        },
    )
}

fn actions(viewer: &Viewer, comparison: &Comparison) -> Markup {
    html! {
        @if let Some(entry) = comparison.newer().filter(|_| comparison.can_restore()) { (restore(viewer, comparison, entry)) }
        @match &comparison.url {
            Some(url) => (Button::link("View newest", url).tone(Tone::Primary)),
            None if !comparison.record.is_there => span.none { "This record was deleted." },
            None => {},
        }
    }
}

/// The button that puts the record back to the version that is looked at, after it has asked.
fn restore(viewer: &Viewer, comparison: &Comparison, entry: &Entry) -> Markup {
    let record = &comparison.record;
    let allowed = permission(&record.table, record.is_there).map_or(viewer.is_superuser, |permission| viewer.can(&permission));
    let newest = record.entries.first().map_or(entry.version, |newest| newest.version).to_string();
    let question = format!(
        "Put {} back to what it was on {} UTC? Everything that was changed since is undone; it stays in the history.",
        comparison.label,
        version_time(entry.at)
    );
    let button =
        Button::submit("Restore this version").tone(Tone::Caution).icon(Icon::History).confirm(&question).allowed(allowed);
    post_button(&format!("{}restore/", version_url(entry.version)), &[("newest", &newest)], button)
}

/// Who made the newer version, and what it is compared with.
fn told(comparison: &Comparison) -> Markup {
    html! {
        @if let Some(entry) = comparison.newer() {
            p.differences-told {
                (if entry.is_deletion { "Deleted on " } else if comparison.old.is_none() { "Created on " } else { "Changed on " })
                (day_time(entry.at)) " by " (who(entry.person_id, entry.full_name.as_deref()))
                @if !entry.comment.is_empty() { " (" (entry.comment) ")" }
                ". "
                @match comparison.older() {
                    Some(older) => { "Compared with that of " (link(&version_url(older.version), &version_time(older.at))) },
                    None => "This is a new record: there is no earlier version of it.",
                }
            }
        }
    }
}

/// All versions, newest first; with two or more, any two of them can be chosen.
fn history(comparison: &Comparison) -> Markup {
    let entries = &comparison.record.entries;
    let can_choose = entries.len() > 1;
    let address = comparison.newer().map(|entry| version_url(entry.version)).unwrap_or_default();
    html! {
        form.versions method="get" action=(address) {
            table.table {
                thead { tr {
                    @if can_choose {
                        th scope="col" title="The older of the two" { "From" }
                        th scope="col" title="The newer of the two" { "To" }
                    }
                    th scope="col" { "Version" }
                } }
                tbody {
                    @for (position, entry) in entries.iter().enumerate() {
                        tr .versions-shown[position == comparison.new] {
                            @if can_choose {
                                (radio("version_id1", "From", entry, Some(position) == comparison.old))
                                (radio("version_id2", "To", entry, position == comparison.new))
                            }
                            td {
                                (link(&version_url(entry.version), &version_time(entry.at)))
                                div.versions-who {
                                    @match (&entry.username, &entry.full_name) {
                                        (Some(username), Some(name)) => { (username) " (" (name) ")" },
                                        _ => "unknown user",
                                    }
                                    @if !entry.comment.is_empty() { " · " (entry.comment) }
                                    @if entry.is_deletion { " · deleted" }
                                }
                            }
                        }
                    }
                }
            }
            @if can_choose { div.versions-foot { (Button::submit("Compare").small()) } }
        }
    }
}

fn radio(name: &str, which: &str, entry: &Entry, checked: bool) -> Markup {
    let label = format!("{which} the version of {}, number {}", version_time(entry.at), entry.version);
    html! {
        td.versions-choice { input.form-check-input type="radio" name=(name) value=(entry.version) checked[checked] aria-label=(label); }
    }
}
