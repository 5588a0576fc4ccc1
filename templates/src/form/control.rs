//! The control of each kind of field.

use maud::{Markup, html};
use shared::lookup::Lookup;

use super::{Choice, FIND, Field, Form, GridRow, Kind, Other, RowBox, State, TERM};

/// What all controls of a field share.
struct Common<'a> {
    id: String,
    name: String,
    described: Option<String>,
    invalid: bool,
    field: &'a Field,
    state: &'a State,
    key: &'a str,
}

impl Common<'_> {
    fn aria_invalid(&self) -> Option<&'static str> {
        self.invalid.then_some("true")
    }

    fn aria_required(&self) -> Option<&'static str> {
        self.field.required.then_some("true")
    }

    fn is_chosen(&self, key: &str) -> bool {
        self.state.texts(self.key).iter().any(|text| text == key)
    }
}

/// The control of `field`, called `key` in the state.
pub(super) fn control(form: &Form, field: &Field, key: &str, state: &State) -> Markup {
    let id = form.element(key);
    let invalid = !state.errors.of(key).is_empty();
    let described: Vec<String> = [invalid.then(|| format!("{id}_error")), field.help.as_ref().map(|_| format!("{id}_help"))]
        .into_iter()
        .flatten()
        .collect();
    let common = Common {
        name: form.name(key),
        described: (!described.is_empty()).then(|| described.join(" ")),
        invalid,
        field,
        state,
        key,
        id,
    };
    match &field.kind {
        Kind::Text(_) | Kind::Slug(_) => input(&common, "text", None),
        Kind::Email => input(&common, "email", Some("email")),
        Kind::Url(_) => input(&common, "text", Some("url")),
        Kind::Integer(..) => input(&common, "text", Some("numeric")),
        Kind::Decimal(..) => input(&common, "text", Some("decimal")),
        Kind::Date => input(&common, "date", None),
        Kind::Password => input(&common, "password", None),
        Kind::Tags(_) => input(&common, "tags", None),
        Kind::LongText(_) => text_area(&common, None),
        Kind::Markdown(_) => text_area(&common, Some("/markdownx/markdownify/")),
        Kind::CheckBox => check_box(&common),
        Kind::Radio(choices, other) => radio(form, &common, choices, other.as_ref()),
        Kind::Select(_, choices, other) => select(form, &common, choices, other.as_ref()),
        Kind::MultiSelect(_, choices) => multi_select(&common, choices),
        Kind::CheckBoxes(_, choices) => check_boxes(&common, choices),
        Kind::Grid(columns, rows) => grid(&common, columns, rows),
        Kind::LookUp(lookup) => look_up(form, &common, *lookup, false),
        Kind::LookUps(lookup) => look_up(form, &common, *lookup, true),
        Kind::Hidden(_) => html! { input type="hidden" id=(common.id) name=(common.name) value=(state.text(key)); },
        Kind::Rows(..) => html! {},
    }
}

fn input(common: &Common<'_>, kind: &str, mode: Option<&str>) -> Markup {
    let field = common.field;
    let text = common.state.text(common.key);
    let value = if kind == "password" { "" } else { text };
    // A day that was not understood must be shown again as it was typed, which a date input cannot.
    let kind_shown = match kind {
        "tags" => "text",
        "date" if common.invalid && chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_err() => "text",
        other => other,
    };
    html! {
        input.form-control.is-invalid[common.invalid] type=(kind_shown) id=(common.id) name=(common.name) value=(value)
            placeholder=[field.placeholder] autocomplete=[field.autocomplete] inputmode=[mode] readonly[field.fixed] aria-describedby=[&common.described]
            aria-invalid=[common.aria_invalid()] aria-required=[common.aria_required()]
            data-tags=[(kind == "tags").then_some("")] data-sets-next-day=[field.next_day]
            data-sets-year-end=[field.year_end];
    }
}

/// Where a Markdown field sends pictures (MD-02).
const UPLOAD: &str = "/markdownx/upload/";

fn text_area(common: &Common<'_>, preview: Option<&str>) -> Markup {
    html! {
        textarea.form-control.is-invalid[common.invalid] id=(common.id) name=(common.name) rows="4" placeholder=[common.field.placeholder]
            aria-describedby=[&common.described] aria-invalid=[common.aria_invalid()] aria-required=[common.aria_required()]
            data-markdown=[preview] data-upload=[preview.map(|_| UPLOAD)] {
            // A first line break is eaten by the parser, so it is written twice.
            "\n" (common.state.text(common.key))
        }
    }
}

fn check_box(common: &Common<'_>) -> Markup {
    let (field, is_ticked) = (common.field, !common.state.texts(common.key).is_empty());
    html! {
        div.form-check {
            // Browsers do not send what is disabled.
            @if field.fixed && is_ticked { input type="hidden" name=(common.name) value="on"; }
            input.form-check-input.is-invalid[common.invalid] type="checkbox" id=(common.id) name=(common.name)
                checked[is_ticked] disabled[field.fixed] data-unlocks[field.row_box == Some(RowBox::Change)] data-confirm=[&field.asks]
                aria-describedby=[&common.described] aria-invalid=[common.aria_invalid()];
        }
    }
}

fn other_text(form: &Form, common: &Common<'_>, other: &Other) -> Markup {
    html! {
        input.form-control.form-control-sm.choice-other type="text" id=(form.element(other.name)) name=(form.name(other.name)) value=(common.state.text(other.name))
            aria-label={ (common.field.label) ": other" } aria-describedby=[&common.described] autocomplete="off";
    }
}

fn radio(form: &Form, common: &Common<'_>, choices: &[Choice], other: Option<&Other>) -> Markup {
    html! {
        div.choices role="radiogroup" id=(common.id) tabindex="-1" aria-labelledby={ (common.id) "_label" }
            aria-describedby=[&common.described] aria-invalid=[common.aria_invalid()] aria-required=[common.aria_required()] {
            @for (n, choice) in choices.iter().enumerate() {
                @let belongs = other.filter(|other| other.key == choice.key);
                div.form-check {
                    input.form-check-input type="radio" id={ (common.id) "_" (n) } name=(common.name) value=(choice.key)
                        checked[common.is_chosen(&choice.key)] data-other=[belongs.map(|other| form.element(other.name))];
                    label.form-check-label for={ (common.id) "_" (n) } { (choice.label) }
                    @if let Some(other) = belongs { (other_text(form, common, other)) }
                }
            }
        }
    }
}

fn select(form: &Form, common: &Common<'_>, choices: &[Choice], other: Option<&Other>) -> Markup {
    let online = common.field.online;
    html! {
        // Browsers do not send what is disabled.
        @if common.field.fixed { input type="hidden" name=(common.name) value=(common.state.text(common.key)); }
        select.form-select.is-invalid[common.invalid] id=(common.id) name=(common.name) aria-describedby=[&common.described]
            aria-invalid=[common.aria_invalid()] aria-required=[common.aria_required()] disabled[common.field.fixed] data-search[choices.len() > 12 && !common.field.fixed]
            data-online-fields=[online.map(|(fills, _)| fills)] data-online-blanks=[online.map(|(_, blanks)| blanks)]
            data-other=[other.map(|other| form.element(other.name))] data-other-key=[other.map(|other| other.key)]
            data-excludes=[common.field.excludes] {
            option value="" { "---------" }
            @for choice in choices {
                option value=(choice.key) selected[common.is_chosen(&choice.key)] title=[&choice.hint] { (choice.label) }
            }
        }
        @if let Some(other) = other { (other_text(form, common, other)) }
    }
}

fn multi_select(common: &Common<'_>, choices: &[Choice]) -> Markup {
    html! {
        select.form-select.is-invalid[common.invalid] id=(common.id) name=(common.name) multiple size=(choices.len().clamp(4, 12)) data-search
            aria-describedby=[&common.described] aria-invalid=[common.aria_invalid()] aria-required=[common.aria_required()]
            data-checks=[common.field.ticks.map(|(label, field)| format!("{label}:id_{field}"))] {
            @for choice in choices {
                option value=(choice.key) selected[common.is_chosen(&choice.key)] title=[&choice.hint] { (choice.label) }
            }
        }
    }
}

fn check_boxes(common: &Common<'_>, choices: &[Choice]) -> Markup {
    html! {
        div.choices.choices-columns role="group" id=(common.id) tabindex="-1" aria-labelledby={ (common.id) "_label" } aria-describedby=[&common.described] {
            @for (n, choice) in choices.iter().enumerate() {
                div.form-check {
                    input.form-check-input type="checkbox" id={ (common.id) "_" (n) } name=(common.name) value=(choice.key) checked[common.is_chosen(&choice.key)];
                    label.form-check-label for={ (common.id) "_" (n) } { (choice.label) }
                }
            }
        }
    }
}

/// A table of check boxes, each named by its row and column.
fn grid(common: &Common<'_>, columns: &[&str], rows: &[GridRow]) -> Markup {
    html! {
        div.table-scroll.grid-scroll tabindex="0" role="group" id=(common.id) aria-labelledby={ (common.id) "_label" } aria-describedby=[&common.described] {
            table.table.grid-table {
                thead { tr { td {} @for column in columns { th scope="col" { (column) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" { (row.label) }
                            @for choice in &row.choices {
                                td {
                                    @if let Some(choice) = choice {
                                        input.form-check-input type="checkbox" name=(common.name) value=(choice.key)
                                            aria-label={ (choice.label) " " (row.label) } checked[common.is_chosen(&choice.key)];
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A select with the chosen records; the script fills it as one types. Without it, a text and a button search.
fn look_up(form: &Form, common: &Common<'_>, lookup: Lookup, several: bool) -> Markup {
    let found = common.state.found.as_ref().filter(|(field, _, _)| field == common.key);
    let term = found.map_or("", |(_, term, _)| term.as_str());
    let label = |key: &str| {
        common.state.labels.get(&(common.key.to_owned(), key.to_owned())).cloned().unwrap_or_else(|| format!("{key} (unknown)"))
    };
    html! {
        select.form-select.is-invalid[common.invalid] id=(common.id) name=(common.name) multiple[several] data-lookup=(lookup.path())
            data-depends=[&common.field.depends] data-copies=[common.field.copies] aria-describedby=[&common.described] aria-invalid=[common.aria_invalid()] aria-required=[common.aria_required()]
            data-excludes=[common.field.excludes] data-follows=[common.field.follows] data-locks=[common.field.locks] {
            @if !several { option value="" { "---------" } }
            @for key in common.state.texts(common.key) {
                @if !key.is_empty() { option value=(key) selected { (label(key)) } }
            }
            @if let Some((_, _, records)) = found {
                @for record in records {
                    @if !common.is_chosen(&record.key) { option value=(record.key) { (record.label) } }
                }
            }
        }
        div.nojs-only.look-up-search {
            input.form-control.form-control-sm type="search" name=(form.name(&format!("{}{TERM}", common.key))) value=(term) aria-label={ "Search " (common.field.label) } autocomplete="off";
            button.btn.btn-sm.btn-plain type="submit" name=(FIND) value=(common.key) formnovalidate { "Find" }
            @if let Some((_, _, records)) = found {
                p.field-help role="status" { @if records.is_empty() { "Nothing found." } @else { (records.len()) " found; choose in the list above." } }
            }
        }
    }
}
