//! One row of the review, with a field for each value (PER-06 … PER-09).

use maud::{Markup, html};
use shared::bulk_upload::{LONGEST_VALUE, Similar, Verified};
use shared::record::person_url;

use super::{ENTRY, MADE, RECORD, UPLOAD};
use crate::components::{Icon, dash, icon, link};

/// A row on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Its place, from 0.
    pub(super) entry: usize,
    /// The row.
    pub(super) row: &'a Verified,
    /// Who may be the person whom it is about.
    pub(super) similar: &'a [&'a Similar],
    /// Name and verbose name of the roles.
    pub(super) roles: &'a [(String, String)],
    /// Whether it can be removed.
    pub(super) removable: bool,
}

/// The fields that can have errors, with what they are called.
const FIELDS: [(&str, &str); 7] = [
    ("personal", "Personal"),
    ("family", "Family"),
    ("username", "Username"),
    ("email", "Email"),
    ("airport_iata", "Airport"),
    ("event", "Event"),
    ("role", "Role"),
];

impl Line<'_> {
    fn number(&self) -> usize {
        self.entry + 1
    }

    /// The address of something to do with the row.
    fn to(&self, ending: &str) -> String {
        format!("{UPLOAD}{}/{ending}", self.entry)
    }

    fn is_wrong(&self, field: &str) -> bool {
        !self.row.errors.of(field).is_empty()
    }

    /// The id of the messages about a field, if there are any.
    fn described(&self, field: &str) -> Option<String> {
        self.is_wrong(field).then(|| format!("row-{}-{field}", self.number()))
    }
}

/// The row.
pub(super) fn line(line: &Line<'_>) -> Markup {
    let row = &line.row.row;
    let is_record = line.row.person.is_some();
    html! {
        tr.row-danger[!line.row.errors.is_empty()] {
            th scope="row" {
                (line.number())
                input type="hidden" name=(ENTRY) value=(line.entry);
                input type="hidden" name=(MADE) value=(line.row.made);
                input type="hidden" name=(RECORD) value=(line.row.person.as_ref().map(|person| person.id.to_string()).unwrap_or_default());
            }
            td data-label="Personal" { (text(line, "personal", "Personal", &row.personal, is_record)) }
            td data-label="Family" { (text(line, "family", "Family", &row.family, is_record)) }
            td data-label="Username" { (text(line, "username", "Username", line.row.username(), is_record)) }
            td.upload-email data-label="Email" { (text(line, "email", "Email", &row.email, is_record)) }
            td.upload-airport data-label="Airport" { (text(line, "airport_iata", "Airport", &row.airport_iata, is_record)) }
            td.upload-event data-label="Event" { (text(line, "event", "Event", &row.event, false)) }
            td data-label="Role" { (role(line, &row.role)) }
            td.upload-told data-label="Errors" { (errors(line)) }
            td.upload-told data-label="Info" { (infos(line)) }
            td.actions {
                @if line.removable {
                    @let label = format!("Remove row {}", line.number());
                    button.btn.btn-quiet.btn-sm.btn-icon type="submit" formaction=(line.to("remove/")) title=(label) {
                        (icon(Icon::Trash)) span.visually-hidden { (label) }
                    }
                }
            }
        }
    }
}

fn text(line: &Line<'_>, name: &str, label: &str, value: &str, is_fixed: bool) -> Markup {
    let is_wrong = line.is_wrong(name);
    html! {
        input.form-control.form-control-sm.is-invalid[is_wrong] type="text" name=(name) value=(value) maxlength=(LONGEST_VALUE) readonly[is_fixed]
            autocomplete="off" spellcheck="false" aria-label={ (label) ", row " (line.number()) }
            aria-invalid=[is_wrong.then_some("true")] aria-describedby=[line.described(name)];
    }
}

/// All roles, and what the file had instead of one.
fn role(line: &Line<'_>, value: &str) -> Markup {
    let is_wrong = line.is_wrong("role");
    let is_known = line.roles.iter().any(|(name, _)| name == value);
    html! {
        select.form-select.form-select-sm.is-invalid[is_wrong] name="role" aria-label={ "Role, row " (line.number()) }
            aria-invalid=[is_wrong.then_some("true")] aria-describedby=[line.described("role")] {
            option value="" { "---------" }
            @if !is_known && !value.is_empty() { option value=(value) selected { (value) } }
            @for (name, _) in line.roles { option value=(name) selected[name == value] { (name) } }
        }
    }
}

fn errors(line: &Line<'_>) -> Markup {
    if line.row.errors.is_empty() {
        return dash();
    }
    html! {
        ul.plain-list {
            @for (field, label) in FIELDS {
                @let messages = line.row.errors.of(field);
                @if !messages.is_empty() {
                    li.field-error id=[line.described(field)] {
                        (label) ": " @for (n, message) in messages.iter().enumerate() { @if n > 0 { " " } (message) }
                    }
                }
            }
        }
    }
}

fn infos(line: &Line<'_>) -> Markup {
    let matched = line.row.person.as_ref();
    let others: Vec<&&Similar> =
        line.similar.iter().filter(|similar| matched.is_none_or(|person| person.id != similar.id)).collect();
    html! {
        ul.plain-list {
            @if let Some(person) = matched {
                li {
                    "This is " (link(&person_url(person.id), &person.name)) ", who is here already. "
                    (act(line, &line.to("match_person/"), "Unmatch", &person.name))
                }
            }
            @for info in &line.row.infos { li { (info) } }
            @if matched.is_none() && line.row.row.matched.is_some() {
                li { (act(line, &line.to("match_person/"), "Unmatch", "the person who is gone")) }
            }
            @for similar in others {
                li {
                    "Similar: " (link(&person_url(similar.id), &similar.label)) ". "
                    (act(line, &line.to(&format!("match_person/{}", similar.id)), "Use this person", &similar.label))
                }
            }
        }
    }
}

/// A small button that keeps what was entered and does something with the row.
fn act(line: &Line<'_>, action: &str, label: &str, whom: &str) -> Markup {
    html! {
        button.btn.btn-sm.btn-plain type="submit" formaction=(action) {
            span { (label) span.visually-hidden { ", row " (line.number()) ": " (whom) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::bulk_upload::{Matched, Row};

    use super::*;

    fn shown(row: &Verified, similar: &[&Similar]) -> String {
        line(&Line { entry: 4, row, similar, roles: &[("learner".to_owned(), "Learner".to_owned())], removable: true })
            .into_string()
    }

    #[test]
    fn per_06_a_message_is_told_with_its_field() {
        let mut row =
            Verified { row: Row { role: "<wizard>".into(), ..Row::default() }, made: "_".into(), ..Verified::default() };
        row.errors.add("role", "There is no role with this name.");
        let html = shown(&row, &[]);
        assert!(html.contains("aria-describedby=\"row-5-role\"") && html.contains("id=\"row-5-role\""), "{html}");
        assert!(html.contains("<option value=\"&lt;wizard&gt;\" selected>"), "{html}");
        assert!(html.contains("name=\"username\" value=\"_\"") && !html.contains("readonly"), "{html}");
    }

    #[test]
    fn per_06_a_record_is_shown_and_others_are_offered() {
        let similar = [7, 8].map(|id| Similar { entry: 4, id, label: format!("Harry {id}") });
        let row = Verified { person: Some(Matched { id: 7, name: "Harry 7".into() }), ..Verified::default() };
        let html = shown(&row, &similar.iter().collect::<Vec<_>>());
        assert!(html.contains("formaction=\"/workshops/persons/bulk_upload/4/match_person/\""), "{html}");
        assert!(html.contains("formaction=\"/workshops/persons/bulk_upload/4/match_person/8\""), "{html}");
        assert!(!html.contains("match_person/7\"") && html.contains("readonly"), "{html}");
        let gone = Verified { row: Row { matched: Some(9), ..Row::default() }, ..Verified::default() };
        assert!(shown(&gone, &[]).contains("4/match_person/\""));
    }
}
