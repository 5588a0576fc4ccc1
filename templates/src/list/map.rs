//! A list as a map, drawn by the server: the outline of the land, a mark where rows are, and the same as a table. Nothing is
//! asked of other sites.

use maud::{Markup, html};
use shared::listing::{Mark, Places};

use super::frame::{Frame, HEIGHT, WIDTH};
use super::{AREA, Align, ListState, PAGE, VIEW};
use crate::components::{dash, empty_state};
use crate::format;

/// The land of the earth as one SVG path; `assets/world.mjs` makes it.
const WORLD: &str = include_str!("../../assets/world.path");
/// Room around the map for marks at its edges, in pixels.
const EDGE: f64 = 16.0;
/// What can be pointed at around the middle of a mark, in pixels: as much as WCAG 2.2 asks for.
const REACH: u8 = 12;
/// A mark's area is worth a closer look from so many degrees on.
const WORTH_A_LOOK: f64 = 0.5;
/// So many names of places stand beside a number.
const NAMES: usize = 3;

/// The map of a list's rows, `noun` being what a row is, singular and plural.
pub(super) fn map(path: &str, noun: (&str, &str), state: &ListState, places: &Places) -> Markup {
    let located: i64 = places.marks.iter().map(|mark| mark.number).sum();
    if places.marks.is_empty() {
        return empty_state(&format!("None of these {} has coordinates.", noun.1), None);
    }
    html! {
        figure.map {
            div.map-scroll tabindex="0" role="group" aria-label={ "Map of " (counted(located, noun)) } { (drawing(path, noun, state, places)) }
            figcaption {
                "A mark tells how many " (noun.1) " there are; it leads to the list of them."
                @if places.near.is_some() { " The cross is the point of reference." }
                @if located < places.total { " " (counted(places.total - located, noun)) " without coordinates: not on the map." }
            }
        }
        (table(path, noun, state, places))
    }
}

fn drawing(path: &str, noun: (&str, &str), state: &ListState, places: &Places) -> Markup {
    let frame = Frame::around(places);
    let view_box = format!("{} {} {} {}", -EDGE, -EDGE, WIDTH + 2.0 * EDGE, HEIGHT + 2.0 * EDGE);
    html! {
        svg.map-drawing xmlns="http://www.w3.org/2000/svg" viewBox=(view_box) {
            svg x="0" y="0" width=(WIDTH) height=(HEIGHT) viewBox=(frame.view_box()) aria-hidden="true" {
                rect.map-sea width="3600" height="1800" {}
                path.map-land d=(WORLD) {}
            }
            @if let Some(near) = places.near {
                @let (x, y) = frame.place(near);
                path.map-near d={ "M" (pixels(x - 14.0)) " " (pixels(y)) "h28M" (pixels(x)) " " (pixels(y - 14.0)) "v28" } aria-hidden="true" {}
            }
            g role="list" {
                @for mark in &places.marks {
                    @let (x, y) = frame.place(mark.middle);
                    @let words = words(mark, noun);
                    g role="listitem" {
                        a.map-mark href=(of_mark(path, state, mark)) aria-label=(words) {
                            title { (words) }
                            circle.map-reach cx=(pixels(x)) cy=(pixels(y)) r=(REACH) {}
                            circle.map-dot cx=(pixels(x)) cy=(pixels(y)) r=(radius(mark.number)) {}
                            text x=(pixels(x)) y=(pixels(y)) aria-hidden="true" { (short(mark.number)) }
                        }
                    }
                }
            }
        }
    }
}

/// The same as a table, for whom a map says little.
fn table(path: &str, noun: (&str, &str), state: &ListState, places: &Places) -> Markup {
    html! {
        details.map-table {
            summary { "Places as a table" }
            table.table.list-table {
                thead { tr { th scope="col" { "Place" } th.(Align::End.class()) scope="col" { "Number" } th scope="col" { "Map" } } }
                tbody {
                    @for mark in &places.marks {
                        @let place = place(mark);
                        tr {
                            td { a.slug href=(of_mark(path, state, mark)) { (place) } }
                            td.(Align::End.class()) data-label="Number" { (counted(mark.number, noun)) }
                            td data-label="Map" {
                                @if is_wide(mark) {
                                    a href=(state.href(path, &[(AREA, Some(&mark.area.to_string())), (PAGE, None)])) aria-label={ "Zoom in on " (place) } { "Zoom in" }
                                } @else { (dash()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The list of a mark's rows.
fn of_mark(path: &str, state: &ListState, mark: &Mark) -> String {
    state.href(path, &[(AREA, Some(&mark.area.to_string())), (VIEW, None), (PAGE, None)])
}

/// `12 events: Germany, Poland`
fn words(mark: &Mark, noun: (&str, &str)) -> String {
    format!("{}: {}", counted(mark.number, noun), place(mark))
}

/// The names of a mark's places, the first few, or where it is.
fn place(mark: &Mark) -> String {
    let first = mark.names.iter().take(NAMES).map(String::as_str).collect::<Vec<_>>().join(", ");
    match mark.names.len().saturating_sub(NAMES) {
        _ if first.is_empty() => format::position(mark.middle),
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

fn counted(number: i64, noun: (&str, &str)) -> String {
    format!("{number} {}", if number == 1 { noun.0 } else { noun.1 })
}

fn is_wide(mark: &Mark) -> bool {
    (mark.area.north - mark.area.south).max(mark.area.east - mark.area.west) >= WORTH_A_LOOK
}

/// Larger for more, so that many are seen from afar.
const fn radius(number: i64) -> u8 {
    match number {
        ..=1 => 7,
        2..=9 => 9,
        10..=99 => 10,
        _ => 12,
    }
}

/// A number that fits into a mark.
fn short(number: i64) -> String {
    if number < 1000 { number.to_string() } else { format!("{}k", number / 1000) }
}

/// A tenth of a pixel is as much as can be seen.
fn pixels(length: f64) -> String {
    format!("{length:.1}")
}

#[cfg(test)]
mod tests {
    use shared::listing::{Area, Point};

    use super::*;

    fn mark(number: i64, area: &str, names: &[&str]) -> Mark {
        let area = Area::parse(area).unwrap();
        let middle = Point { latitude: (area.south + area.north) / 2.0, longitude: (area.west + area.east) / 2.0 };
        Mark { number, middle, area, names: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    fn state(pairs: &[(&str, &str)]) -> ListState {
        let pairs = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        ListState { pairs, has_map: true, ..ListState::default() }
    }

    #[test]
    fn a_mark_tells_how_many_there_are_and_where() {
        let noun = ("event", "events");
        assert_eq!(words(&mark(1, "1,2,1,2", &["Kenya"]), noun), "1 event: Kenya");
        assert_eq!(words(&mark(12, "1,2,3,4", &["A", "B", "C", "D", "E"]), noun), "12 events: A, B, C and 2 more");
        assert_eq!(words(&mark(2, "1,2,1,2", &[]), noun), "2 events: 1.0° N, 2.0° E");
    }

    #[test]
    fn a_mark_leads_to_the_list_of_what_is_there() {
        let state = state(&[("view", "map"), ("tags", "3"), ("page", "2")]);
        assert_eq!(of_mark("/x/", &state, &mark(1, "1,-2,1,-2", &[])), "/x/?tags=3&area=1%2C-2%2C1%2C-2");
    }

    #[test]
    fn only_areas_can_be_zoomed_in_on() {
        let places = Places { marks: vec![mark(3, "1,2,3,4", &["A"]), mark(2, "9,9,9.1,9", &["B"])], near: None, total: 6 };
        let html = map("/x/", ("event", "events"), &state(&[("view", "map")]), &places).into_string();
        assert!(html.contains("Zoom in on A") && !html.contains("Zoom in on B"), "{html}");
        assert!(html.contains("1 event without coordinates: not on the map."), "{html}");
    }

    #[test]
    fn large_numbers_fit() {
        assert_eq!([short(999), short(1000), short(12_345)], ["999", "1k", "12k"]);
    }

    #[test]
    fn the_outline_is_small_and_a_path() {
        assert!(WORLD.len() <= 40_000 && WORLD.starts_with('M') && WORLD.ends_with('z'));
        assert!(WORLD.chars().all(|c| c.is_ascii_digit() || " -Mlz".contains(c)));
    }
}
