//! The two records side by side, and what is to be chosen (PER-03, EVT-03).

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::merge::{Answer, Belonging, Cell, Comparison, Fate, MOST, Party, Row, Side};

use super::Subject;
use crate::components::{Button, Icon, Tone, dash, day_time, icon, page_head, section};
use crate::form::{Choice, Field, Form, Kind, State};
use crate::view::View;

/// The page: rows that differ in sight, the others folded away below, then what happens without being asked for.
#[must_use]
pub fn compare(subject: &Subject, compared: &Comparison, form: &Form, state: &State) -> View {
    let rows: BTreeMap<&str, &Row> = compared.rows.iter().map(|row| (row.offer.name, row)).collect();
    let page = Page { compared, form, state };
    // What must be mended stays in sight.
    let is_quiet = |field: &&Field| {
        rows.get(&*field.name).is_some_and(|row| row.is_same)
            && state.errors.of(&field.name).is_empty()
            && state.text(&field.name) == "obj_a"
    };
    let (same, different): (Vec<&Field>, Vec<&Field>) = form.all().filter(|field| field.name != "id").partition(is_quiet);
    let [(a, _), (b, _)] = subject.parties;
    let body = html! {
        (page_head(subject.comparing, None))
        form.merge id=(form.id) method="post" action=(subject.url(compared.a.id, compared.b.id)) novalidate {
            (form.summary(state))
            input type="hidden" name=(a) value=(compared.a.id);
            input type="hidden" name=(b) value=(compared.b.id);
            p.form-note { "One record stays and takes what you choose; the other is deleted. This cannot be undone with one click, though every change is in the history." }
            table.list-table.merge-table {
                caption.visually-hidden { (compared.a.label) " and " (compared.b.label) ": what differs" }
                (page.head(subject))
                tbody {
                    @if let Some(field) = form.field("id") { (page.identity(field)) }
                    @for field in &different { (page.row(field, &rows)) }
                }
            }
            @if different.is_empty() { p.none { "All fields are the same." } }
            @if !same.is_empty() {
                details.merge-same {
                    summary { (same.len()) (if same.len() == 1 { " field is the same in both" } else { " fields are the same in both" }) }
                    table.list-table.merge-table {
                        caption.visually-hidden { "What is the same in both" }
                        (page.head(subject))
                        tbody { @for field in &same { (page.row(field, &rows)) } }
                    }
                }
            }
            (unasked(subject, compared))
            div.form-actions {
                (Button::submit(form.submit).tone(Tone::Danger).confirm("Merge these two? One of them will be deleted."))
                a.btn.btn-plain href=(subject.path) { "Choose others" }
            }
        }
    };
    View::new(subject.comparing, body)
}

struct Page<'a> {
    compared: &'a Comparison,
    form: &'a Form,
    state: &'a State,
}

impl Page<'_> {
    fn head(&self, subject: &Subject) -> Markup {
        let party = |letter: &str, party: &Party| {
            html! {
                (subject.one) " " (letter) ": "
                a.external href=(party.url) target="_blank" rel="noopener" {
                    (party.label) (icon(Icon::External)) span.visually-hidden { " (opens in a new tab)" }
                }
            }
        };
        html! {
            thead {
                tr {
                    th scope="col" { "Field" }
                    th.merge-party scope="col" { (party("A", &self.compared.a)) }
                    th.merge-party scope="col" { (party("B", &self.compared.b)) }
                    th scope="col" { "Strategy" }
                }
            }
        }
    }

    /// Which of the two stays.
    fn identity(&self, field: &Field) -> Markup {
        let (a, b) = (&self.compared.a, &self.compared.b);
        let fate = |key: &str| {
            let (stays, goes) = if key == "obj_a" { (a, b) } else { (b, a) };
            format!("no. {} stays, no. {} is deleted", stays.id, goes.id)
        };
        self.cells(field, html! { "no. " (a.id) }, html! { "no. " (b.id) }, &fate)
    }

    fn row(&self, field: &Field, rows: &BTreeMap<&str, &Row>) -> Markup {
        let Some(row) = rows.get(&*field.name) else { return html! {} };
        self.cells(field, cell(row, &row.a), cell(row, &row.b), &|key| consequence(row, key))
    }

    fn cells(&self, field: &Field, a: Markup, b: Markup, fate: &dyn Fn(&str) -> String) -> Markup {
        let id = self.form.element(&field.name);
        let errors = self.state.errors.of(&field.name);
        let choices: &[Choice] = if let Kind::Radio(choices, _) = &field.kind { choices } else { &[] };
        html! {
            tr {
                th.slug scope="row" id={ (id) "_label" } { (field.label) }
                td.merge-a data-label="A" { (a) }
                td.merge-b data-label="B" { (b) }
                td.merge-strategy data-label="Strategy" {
                    div.merge-choices role="radiogroup" id=(id) tabindex="-1" aria-labelledby={ (id) "_label" } aria-required="true"
                        aria-invalid=[(!errors.is_empty()).then_some("true")] aria-describedby=[(!errors.is_empty()).then(|| format!("{id}_error"))] {
                        @for choice in choices {
                            @let told = fate(&choice.key);
                            label.merge-choice {
                                input.form-check-input type="radio" name=(self.form.name(&field.name)) value=(choice.key)
                                    checked[self.state.text(&field.name) == choice.key];
                                span { (choice.label) @if !told.is_empty() { small.merge-fate { (told) } } }
                            }
                        }
                    }
                    @if !errors.is_empty() {
                        div id={ (id) "_error" } { @for message in errors { p.field-error { (icon(Icon::Failed)) " " (message) } } }
                    }
                }
            }
        }
    }
}

/// A value, or the rows of a set: a few in sight, the others folded.
fn cell(row: &Row, cell: &Cell) -> Markup {
    const IN_SIGHT: usize = 4;
    if cell.texts.is_empty() && cell.total == 0 {
        return dash();
    }
    if row.fate.is_none() {
        return html! { @for text in &cell.texts { span.merge-value { (text) } } };
    }
    let (first, others) = cell.texts.split_at(cell.texts.len().min(IN_SIGHT));
    let more = cell.total - i64::try_from(cell.texts.len()).unwrap_or_default();
    let list = |texts: &[String]| html! { ul.merge-list { @for text in texts { li { (text) } } } };
    html! {
        (list(first))
        @if !others.is_empty() {
            details.merge-more {
                summary { (cell.total - i64::try_from(first.len()).unwrap_or_default()) " more" }
                (list(others))
                @if more > 0 { p.none { "and " (more) " beyond the first " (MOST) } }
            }
        }
    }
}

/// What a choice does to the rows of a set, so that it is known before.
fn consequence(row: &Row, key: &str) -> String {
    let Some(fate) = row.fate else { return String::new() };
    let verb = match fate {
        Fate::Deleted => "deletes",
        Fate::Unlinked => "takes the name from",
        Fate::Hidden => "hides",
    };
    let alone = |keeps: i64, drops: i64, whose: &str| {
        if drops > 0 { format!("keeps {keeps}, {verb} {drops} of {whose}") } else { format!("keeps {keeps}") }
    };
    match key {
        "obj_a" => alone(row.a.total, row.b.total, "B"),
        "obj_b" => alone(row.b.total, row.a.total, "A"),
        _ => {
            let twins = row.a.twins.max(row.b.twins);
            let keeps = row.a.total + row.b.total - twins;
            if twins > 0 { format!("keeps {keeps}, deletes {twins} that both have") } else { format!("keeps {keeps}") }
        }
    }
}

/// What happens without being asked for: answers to terms, what moves, what is lost, what stays.
fn unasked(subject: &Subject, compared: &Comparison) -> Markup {
    let body = html! {
        @if !compared.consents.is_empty() {
            h3 { "Consents: the most recent answer to each term counts" }
            table.list-table.merge-consents {
                thead { tr { th scope="col" { "Term" } th scope="col" { "A" } th scope="col" { "B" } th scope="col" { "Counts" } } }
                tbody {
                    @for consent in &compared.consents {
                        tr {
                            th.slug scope="row" { (consent.term) }
                            td data-label="A" { (answer(consent.a.as_ref())) }
                            td data-label="B" { (answer(consent.b.as_ref())) }
                            td data-label="Counts" { @match consent.newer() { Some(Side::A) => "A", Some(Side::B) => "B", None => "neither: given in the same moment, so it is asked again" } }
                        }
                    }
                }
            }
        }
        @if !compared.moved.is_empty() {
            h3 { "Goes to the record that stays" }
            (list(subject, &compared.moved, true))
        }
        @if !compared.lost.is_empty() {
            h3 { "Is deleted with the record that goes" }
            (list(subject, &compared.lost, false))
        }
        p.form-note { (subject.stays) }
    };
    section("unasked", "Happens without being asked for", None, body)
}

fn answer(answer: Option<&Answer>) -> Markup {
    html! {
        @match answer {
            Some(answer) => { (answer.text.as_deref().unwrap_or("Unset")) br; small.merge-fate { (day_time(answer.at)) } }
            None => (dash()),
        }
    }
}

fn list(subject: &Subject, all: &[Belonging], moves: bool) -> Markup {
    html! {
        ul.merge-belonging {
            @for one in all {
                li {
                    (subject.belonging(one.table, one.owner)) ": " (one.a) " of A, " (one.b) " of B"
                    @if moves && one.twins > 0 { "; of " (one.twins) " that both have, that of the record that stays is kept" }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::merge::Offer;

    use super::*;

    fn set(a: (i64, i64), b: (i64, i64), fate: Fate) -> Row {
        let cell = |(total, twins)| Cell { texts: Vec::new(), total, twins };
        Row { offer: Offer { name: "x", combine: true }, a: cell(a), b: cell(b), is_same: false, fate: Some(fate) }
    }

    #[test]
    fn per_03_what_a_choice_deletes_is_told_before() {
        let tasks = set((3, 1), (2, 1), Fate::Deleted);
        assert_eq!(consequence(&tasks, "obj_a"), "keeps 3, deletes 2 of B");
        assert_eq!(consequence(&tasks, "obj_b"), "keeps 2, deletes 3 of A");
        assert_eq!(consequence(&tasks, "combine"), "keeps 4, deletes 1 that both have");
        assert_eq!(consequence(&set((3, 0), (0, 0), Fate::Hidden), "obj_a"), "keeps 3");
        assert_eq!(consequence(&set((0, 0), (2, 0), Fate::Hidden), "obj_a"), "keeps 0, hides 2 of B");
    }

    #[test]
    fn a_long_list_is_folded_and_its_end_counted() {
        let row = set((0, 0), (0, 0), Fate::Deleted);
        let texts: Vec<String> = (0..25).map(|n| format!("<{n}>")).collect();
        let markup = cell(&row, &Cell { texts, total: 300, twins: 0 }).into_string();
        let (shown, folded) = markup.split_once("<details").expect("a fold");
        assert!(shown.contains("&lt;3&gt;") && !shown.contains("&lt;4&gt;"), "{shown}");
        assert!(folded.contains("296 more") && folded.contains("and 275 beyond the first 25"), "{folded}");
    }
}
