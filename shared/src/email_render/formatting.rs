//! What it costs to put values into a text, as Python's `format` and `%` do: the engine makes texts of any width.

use std::fmt::{self, Write};

use minijinja::value::{Kwargs, from_args};
use minijinja::{Error, ErrorKind, State, Value};

use super::filters::pay;

/// The widest place, and the most digits of a number: with more of them Rust's own formatting panics.
const WIDEST: usize = u16::MAX as usize;
/// No value counts for more bytes than this, which no fuel pays for.
const LONGEST: usize = 1 << 24;
/// A character has at most so many bytes, also the one that fills a place.
const PER_CHARACTER: usize = 4;

/// How the places in a text are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `{:5}`
    Braces,
    /// `%5s`
    Percent,
}

/// Takes the fuel for putting arguments, those by name last, into a text before that is done.
pub(super) fn pay_for(state: &State<'_, '_>, style: Style, pattern: &str, args: &[Value]) -> Result<(), Error> {
    let mut places = Places::default();
    match style {
        Style::Braces => places.braces(pattern),
        Style::Percent => places.percents(pattern),
    }
    pay(state, places.count.saturating_mul(longest(args)?).saturating_add(places.room))?;
    if places.widest > WIDEST {
        return Err(Error::new(ErrorKind::InvalidOperation, format!("no place is wider than {WIDEST}")));
    }
    Ok(())
}

/// Bytes that a value has when it is written, or [`LONGEST`].
pub(super) fn length(value: &Value) -> usize {
    if let Some(text) = value.as_str() {
        return text.len();
    }
    let mut counted = Counted(0);
    if write!(counted, "{value}").is_ok() { counted.0 } else { LONGEST }
}

/// Counts what is written, instead of keeping it.
#[derive(Debug)]
struct Counted(usize);

impl Write for Counted {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.saturating_add(text.len());
        if self.0 > LONGEST { Err(fmt::Error) } else { Ok(()) }
    }
}

/// Bytes of the longest argument.
fn longest(args: &[Value]) -> Result<usize, Error> {
    let (positional, named): (&[Value], Kwargs) = from_args(args)?;
    let mut longest = positional.iter().map(length).max().unwrap_or_default();
    for name in named.args() {
        longest = longest.max(length(&named.peek::<Value>(name)?));
    }
    Ok(longest)
}

/// The places of a text. What the engine cannot read is read anyhow: it makes nothing of such a text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Places {
    count: usize,
    /// Bytes that they ask for together.
    room: usize,
    /// The widest.
    widest: usize,
}

impl Places {
    fn braces(&mut self, pattern: &str) {
        let mut rest = pattern;
        while let Some((_, place)) = rest.split_once('{') {
            rest = match place.strip_prefix('{') {
                Some(after) => after,
                None => match after_name(place) {
                    Some(place) => self.place(place.strip_prefix(':').map_or(place, after_alignment)),
                    None => return,
                },
            };
        }
    }

    fn percents(&mut self, pattern: &str) {
        let mut rest = pattern;
        while let Some((_, place)) = rest.split_once('%') {
            rest = match (place.strip_prefix('%'), place.strip_prefix('(')) {
                (Some(after), _) => after,
                (None, Some(key)) => match key.split_once(')') {
                    Some((_, place)) => self.place(place),
                    None => return,
                },
                (None, None) => self.place(place),
            };
        }
    }

    /// Counts a place, whose width and digits come next, and gives what comes after them.
    fn place<'p>(&mut self, place: &'p str) -> &'p str {
        let (width, rest) = number(place.trim_start_matches(['+', '-', ' ', '#']));
        let rest = rest.trim_start_matches([',', '_']);
        let (digits, rest) = rest.strip_prefix('.').map_or((0, rest), number);
        self.count += 1;
        self.widest = self.widest.max(width).max(digits);
        self.room = self.room.saturating_add(width.saturating_mul(PER_CHARACTER)).saturating_add(digits);
        rest
    }
}

/// What comes after the name of a place, and the path to what it has: `0`, `event.slug`, `people[2]`.
fn after_name(place: &str) -> Option<&str> {
    let mut rest = place;
    loop {
        rest = rest.trim_start_matches(|char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '.'));
        let Some(key) = rest.strip_prefix('[') else { return Some(rest) };
        rest = key.split_once(']')?.1;
    }
}

/// What comes after where a value stands in its place, and the character that fills the place, which may be any.
fn after_alignment(place: &str) -> &str {
    let mut chars = place.chars();
    chars.next();
    if matches!(chars.next(), Some('<' | '>' | '^')) {
        return chars.as_str();
    }
    place.strip_prefix(['<', '>', '^']).unwrap_or(place)
}

/// The number that a text begins with, and what comes after it.
fn number(text: &str) -> (usize, &str) {
    let rest = text.trim_start_matches(|char: char| char.is_ascii_digit());
    let digits = &text[..text.len() - rest.len()];
    (if digits.is_empty() { 0 } else { digits.parse().unwrap_or(usize::MAX) }, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_tpl_04_places_are_counted_with_what_they_ask_for() {
        for (style, pattern, count, room, widest) in [
            (Style::Braces, "", 0, 0, 0),
            (Style::Braces, "2026-06-15 {{99}} {} {0} {x.y[7}]}", 3, 0, 0),
            (Style::Braces, "{:5}{:}>6}{:<7}{x:+08_.3f}", 4, 4 * (5 + 6 + 7 + 8) + 3, 8),
            (Style::Braces, "{:999999999999999999999999}", 1, usize::MAX, usize::MAX),
            (Style::Braces, "{x[9:99}", 0, 0, 0),
            (Style::Percent, "100 %% %s%(99)s", 2, 0, 0),
            (Style::Percent, "%-5s%(x)06.2f", 2, 4 * (5 + 6) + 2, 6),
        ] {
            let mut places = Places::default();
            match style {
                Style::Braces => places.braces(pattern),
                Style::Percent => places.percents(pattern),
            }
            assert_eq!(places, Places { count, room, widest }, "{pattern}");
        }
    }

    #[test]
    fn eml_tpl_04_values_are_as_long_as_they_are_written() {
        assert_eq!(length(&Value::from("é")), 2);
        assert_eq!(length(&Value::from(vec![1, 23])), "[1, 23]".len());
        let long = Value::from("x".repeat(LONGEST / 2));
        assert_eq!(length(&Value::from(vec![long.clone(), long])), LONGEST);
    }
}
