//! A list as HTML.

use maud::{Markup, html};
use shared::check::FieldErrors;
use shared::listing::{Area, Rows};

use super::column::Cell;
use super::{Align, Column, FORMAT, Filter, FilterKind, List, ListState, MAP, ORDER, PAGE, VIEW, map, pager};
use crate::components::{Icon, empty_state, icon, page_head};
use crate::form::{Choice, TERM};
use crate::format;
use crate::view::View;

impl<R> List<R> {
    /// The list's page.
    #[must_use]
    pub fn page(&self, state: &ListState, rows: &Rows<R>) -> View {
        View::new(self.title, html! { (page_head(self.title, Some(self.actions.clone()))) (self.body(state, rows)) })
    }

    /// The same with its buttons below the table as well.
    #[must_use]
    pub fn page_with_foot(&self, state: &ListState, rows: &Rows<R>) -> View {
        let view = self.page(state, rows);
        View { body: html! { (view.body) div.page-foot { (self.actions) } }, ..view }
    }

    /// The list without the page's head, for the page of a record that it belongs to.
    #[must_use]
    pub fn body(&self, state: &ListState, rows: &Rows<R>) -> Markup {
        html! {
            div.list-page {
                @if !self.filters.is_empty() || !self.orders.is_empty() { (self.sidebar(state)) }
                div.list-main {
                    // Not among the filters, which are folded on small screens.
                    @for message in state.errors.of(FieldErrors::FORM) { p.field-error role="alert" { (message) } }
                    (self.head(state, rows))
                    @if rows.total == 0 {
                        (self.nothing(state))
                    } @else if let Some(places) = &state.places {
                        (map::map(self.path, self.noun, state, places))
                    } @else {
                        (self.table_or_form(state, rows))
                    }
                    @if state.places.is_none() { (pager::pager(self.path, state, rows.at.page, rows.at.pages)) }
                }
            }
        }
    }

    /// The filters that are set and make sense, each with what a person reads of its value.
    #[must_use]
    pub fn described(&self, state: &ListState) -> Vec<(String, String)> {
        let fine = self.filters.iter().filter(|filter| state.errors.of(filter.name).is_empty());
        fine.flat_map(|filter| state.values(filter.name).map(|value| (filter.label.to_owned(), shown(filter, state, value))))
            .collect()
    }

    fn nothing(&self, state: &ListState) -> Markup {
        let is_filtered = self.filters.iter().any(|filter| state.value(filter.name).is_some());
        let way_out = is_filtered.then(|| html! { a.btn.btn-plain href=(state.cleared(self.path)) { "Clear all filters" } });
        empty_state(&format!("No {}.", self.noun.1), way_out)
    }

    fn head(&self, state: &ListState, rows: &Rows<R>) -> Markup {
        let (one, many) = self.noun;
        let first = rows.at.offset + 1;
        let shown = i64::try_from(rows.rows.len()).unwrap_or(i64::MAX);
        html! {
            div.list-head {
                p.list-count role="status" {
                    strong { (rows.total) } " " (if rows.total == 1 { one } else { many })
                    @if rows.at.pages > 1 && state.places.is_none() { ", showing " (first) "–" (first + shown - 1) }
                }
                (self.chips(state))
                @if state.has_map { (self.views(state)) }
                @if self.columns.iter().any(|column| column.csv.is_some()) && rows.total > 0 {
                    a.list-export href=(state.href(self.path, &[(FORMAT, Some("csv")), (PAGE, None)])) download { (icon(Icon::Download)) " CSV" }
                }
            }
        }
    }

    /// The list as rows, or as a map; filters stay.
    fn views(&self, state: &ListState) -> Markup {
        let current = |is_it: bool| is_it.then_some("true");
        html! {
            nav.views aria-label="View" {
                a href=(state.href(self.path, &[(VIEW, None)])) aria-current=[current(!state.is_map())] { "List" }
                a href=(state.href(self.path, &[(VIEW, Some(MAP)), (PAGE, None)])) aria-current=[current(state.is_map())] { "Map" }
            }
        }
    }

    /// One chip per chosen value, each a link that takes it back.
    fn chips(&self, state: &ListState) -> Markup {
        html! {
            @for filter in &self.filters {
                @if state.errors.of(filter.name).is_empty() {
                    @for value in state.values(filter.name) {
                        a.chip href=(state.without(self.path, filter.name, value)) {
                            (filter.label) ": " strong { (shown(filter, state, value)) } span.visually-hidden { ", remove this filter" } " " (icon(Icon::Close))
                        }
                    }
                }
            }
        }
    }

    fn sidebar(&self, state: &ListState) -> Markup {
        let set = self.filters.iter().filter(|filter| state.value(filter.name).is_some()).count();
        html! {
            aside.list-filters {
                details.filters-panel {
                    summary { "Filter" @if set > 0 { " " span.tab-count { (set) } } }
                    form id="filter-form" method="get" action=(self.path) data-filters {
                        @if state.is_map() { input type="hidden" name=(VIEW) value=(MAP); }
                        @for filter in &self.filters { (control(filter, state)) }
                        @if !self.orders.is_empty() { (self.order_control(state)) }
                        div.filter-actions {
                            button.btn.btn-primary.btn-sm type="submit" { "Submit" }
                            @if set > 0 { a.btn.btn-plain.btn-sm href=(state.cleared(self.path)) { "Clear" } }
                        }
                    }
                    @if let Some(saved) = &state.saved { (saved.render(&state.spelled(&self.filters))) }
                }
            }
        }
    }

    fn order_control(&self, state: &ListState) -> Markup {
        let chosen = state.orders().next().map(|(name, down)| (name.to_owned(), down));
        let is_chosen = |name: &str, down: bool| chosen.as_ref().is_some_and(|(n, d)| n == name && *d == down);
        let messages = state.errors.of(ORDER);
        let described = (!messages.is_empty()).then_some("id_order_by_error");
        html! {
            div.filter {
                label.form-label for="id_order_by" { "Ordering" }
                select.form-select.form-select-sm.is-invalid[!messages.is_empty()] id="id_order_by" name=(ORDER) aria-describedby=[described] {
                    option value="" { "---------" }
                    @for (name, label) in &self.orders {
                        option value=(name) selected[is_chosen(name, false)] { (label) }
                        option value={ "-" (name) } selected[is_chosen(name, true)] { (label) " (descending)" }
                    }
                }
                @for message in messages { p.field-error id="id_order_by_error" { (message) } }
            }
        }
    }

    fn table_or_form(&self, state: &ListState, rows: &Rows<R>) -> Markup {
        match &self.bulk {
            None => self.table(state, rows),
            Some(bulk) => html! {
                form method="post" action=(bulk.action) {
                    (self.table(state, rows))
                    div.bulk-bar { span data-selected-count role="status" {} (bulk.buttons) }
                }
            },
        }
    }

    fn table(&self, state: &ListState, rows: &Rows<R>) -> Markup {
        html! {
            div.table-scroll tabindex="0" role="group" aria-label=(self.title) {
                table.table.list-table {
                    thead { tr {
                        @if self.bulk.is_some() { th scope="col" { input.form-check-input type="checkbox" data-select-all aria-label="Select all on this page"; } }
                        @for (column, _) in self.shown() { (self.heading(column, state)) }
                    } }
                    tbody {
                        @for row in &rows.rows {
                            tr class=[self.row_class.map(|class| class(row)).filter(|class| !class.is_empty())] {
                                @if let Some(bulk) = &self.bulk {
                                    td { input.form-check-input type="checkbox" name=(bulk.name) value=((bulk.key)(row)) aria-label={ "Select " ((bulk.label)(row)) }; }
                                }
                                @for (column, show) in self.shown() { (cell(column, row, show(row))) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The columns of the page, with what their cells show.
    fn shown(&self) -> impl Iterator<Item = (&Column<R>, &Cell<R>)> {
        self.columns.iter().filter_map(|column| Some((column, column.cell.as_ref()?)))
    }

    fn heading(&self, column: &Column<R>, state: &ListState) -> Markup {
        let class = column.align.class();
        let current = state
            .orders()
            .next()
            .map(|(name, down)| (name.to_owned(), down))
            .or_else(|| self.default_order.map(|(name, down)| (name.to_owned(), down)));
        let direction = column.order.and_then(|order| current.filter(|(name, _)| name == order).map(|(_, down)| down));
        let sort = direction.map(|down| if down { "descending" } else { "ascending" });
        html! {
            th scope="col" class=[(!class.is_empty()).then_some(class)] aria-sort=[sort] title=[column.hint] {
                @if let Some(order) = column.order {
                    @let next = if direction == Some(false) { format!("-{order}") } else { order.to_owned() };
                    a.sort-link href=(state.href(self.path, &[(ORDER, Some(&next)), (PAGE, None)])) {
                        (column.title)
                        @match direction { Some(true) => { " " span aria-hidden="true" { "↓" } }, Some(false) => { " " span aria-hidden="true" { "↑" } }, None => {} }
                    }
                } @else if column.align == Align::Actions {
                    span.visually-hidden { (column.title) }
                } @else { (column.title) }
            }
        }
    }

    /// The head row of an export.
    #[must_use]
    pub fn csv_head(&self) -> Vec<&'static str> {
        self.columns.iter().filter(|column| column.csv.is_some()).map(|column| column.title).collect()
    }

    /// A row of an export.
    #[must_use]
    pub fn csv_row(&self, row: &R) -> Vec<String> {
        self.columns.iter().filter_map(|column| column.csv.as_ref().map(|csv| super::harmless(csv(row)))).collect()
    }
}

fn cell<R>(column: &Column<R>, row: &R, shown: Markup) -> Markup {
    let classes: Vec<&str> =
        [column.align.class(), column.mark.map_or("", |mark| mark(row))].into_iter().filter(|class| !class.is_empty()).collect();
    html! { td class=[(!classes.is_empty()).then(|| classes.join(" "))] data-label=(column.title) { (shown) } }
}

/// What a person reads of a chosen value.
fn shown(filter: &Filter, state: &ListState, value: &str) -> String {
    let of = |choices: &[Choice]| choices.iter().find(|choice| choice.key == value).map(|choice| choice.label.clone());
    let label = match &filter.kind {
        FilterKind::Choice(choices) | FilterKind::Choices(choices) => of(choices),
        FilterKind::LookUps(_) | FilterKind::LookUp(_) => state.labels.get(&(filter.name.to_owned(), value.to_owned())).cloned(),
        FilterKind::Bool => Some(if matches!(value, "true" | "1") { "Yes" } else { "No" }.to_owned()),
        FilterKind::CheckBox => Some(if matches!(value, "false" | "0") { "No" } else { "Yes" }.to_owned()),
        FilterKind::Area => Area::parse(value).map(|area| format::area(&area)),
        FilterKind::Date | FilterKind::Text | FilterKind::Number => None,
    };
    label.unwrap_or_else(|| value.to_owned())
}

fn control(filter: &Filter, state: &ListState) -> Markup {
    let id = format!("id_{}", filter.name);
    let error = format!("{id}_error");
    let messages = state.errors.of(filter.name);
    let invalid = !messages.is_empty();
    let described = invalid.then_some(&error);
    let value = state.value(filter.name).unwrap_or("");
    match filter.kind {
        FilterKind::Area => {
            return html! {
                @if !value.is_empty() && !invalid { input type="hidden" name=(filter.name) value=(value); }
                @for message in messages { p.field-error id=(error) { (message) } }
            };
        }
        FilterKind::CheckBox => {
            return html! {
                div.filter.form-check {
                    input.form-check-input type="checkbox" id=(id) name=(filter.name) value="on" checked[!matches!(value, "" | "false" | "0")];
                    label.form-check-label for=(id) { (filter.label) }
                }
            };
        }
        _ => {}
    }
    html! {
        div.filter {
            label.form-label for=(id) { (filter.label) }
            @match &filter.kind {
                FilterKind::Choice(choices) => select.form-select.form-select-sm.is-invalid[invalid] id=(id) name=(filter.name) aria-describedby=[described] data-search[choices.len() > 12] {
                    option value="" { "---------" }
                    @for choice in choices { option value=(choice.key) selected[choice.key == value] { (choice.label) } }
                },
                FilterKind::Choices(choices) => select.form-select.form-select-sm.is-invalid[invalid] id=(id) name=(filter.name) multiple aria-describedby=[described] data-search {
                    @for choice in choices { option value=(choice.key) selected[state.values(filter.name).any(|value| value == choice.key)] { (choice.label) } }
                },
                FilterKind::LookUps(lookup) | FilterKind::LookUp(lookup) => select.form-select.form-select-sm.is-invalid[invalid] id=(id) name=(filter.name)
                    multiple[matches!(filter.kind, FilterKind::LookUps(_))] data-lookup=(lookup.path()) aria-describedby=[described] {
                    @if matches!(filter.kind, FilterKind::LookUp(_)) { option value="" { "---------" } }
                    @for value in state.values(filter.name) { option value=(value) selected { (shown(filter, state, value)) } }
                    @for choice in state.found.get(filter.name).into_iter().flatten() { option value=(choice.key) { (choice.label) } }
                },
                FilterKind::Bool => select.form-select.form-select-sm.is-invalid[invalid] id=(id) name=(filter.name) aria-describedby=[described] {
                    option value="" { "Unknown" }
                    option value="true" selected[matches!(value, "true" | "1")] { "Yes" }
                    option value="false" selected[matches!(value, "false" | "0")] { "No" }
                },
                FilterKind::Area | FilterKind::CheckBox => {},
                FilterKind::Date => input.form-control.form-control-sm.is-invalid[invalid] type="date" id=(id) name=(filter.name) value=(value) aria-describedby=[described];,
                FilterKind::Text => input.form-control.form-control-sm.is-invalid[invalid] type="search" id=(id) name=(filter.name) value=(value) aria-describedby=[described];,
                FilterKind::Number => input.form-control.form-control-sm.is-invalid[invalid] type="text" inputmode="decimal" id=(id) name=(filter.name) value=(value) aria-describedby=[described];,
            }
            @if matches!(filter.kind, FilterKind::LookUps(_) | FilterKind::LookUp(_)) { (search(filter, state)) }
            @for message in messages { p.field-error id=(error) { (message) } }
        }
    }
}

/// Without JavaScript: a text to search for; what is found stands in the list above after Submit.
fn search(filter: &Filter, state: &ListState) -> Markup {
    html! {
        div.nojs-only.look-up-search {
            input.form-control.form-control-sm type="search" name={ (filter.name) (TERM) } value=(state.term(filter.name).unwrap_or("")) aria-label={ "Search " (filter.label) } autocomplete="off";
            @if let Some(found) = state.found.get(filter.name) {
                p.field-help role="status" { @if found.is_empty() { "Nothing found." } @else { (found.len()) " found; choose in the list above." } }
            }
        }
    }
}
