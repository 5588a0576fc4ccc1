//! Metadata in the file that a page is made of: YAML between two lines of hyphens.

use std::sync::LazyLock;

use regex::Regex;
use saphyr_parser::{Event, Parser, ScalarStyle};

use super::Raw;

/// Bytes of YAML that are read: many times what any workshop has to say.
const LARGEST: usize = 64 * 1024;

#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static MOMENT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}").expect("a valid expression"));

/// What the file says. Where it names no slug, that is the name of its `repository`. What is no mapping says nothing.
pub(super) fn read(file: &str, repository: &str) -> Raw {
    let mut raw = Raw::default();
    let yaml = between_hyphens(file).filter(|yaml| yaml.len() <= LARGEST);
    for (key, value) in yaml.and_then(pairs).unwrap_or_default() {
        raw.put(&key, &value);
    }
    if !raw.is_empty() && raw.get("slug").is_none() {
        raw.put("slug", repository);
    }
    raw
}

/// The text between the first and the second line of three hyphens.
fn between_hyphens(file: &str) -> Option<&str> {
    let (mut start, mut at) = (None, 0);
    for line in file.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim_start_matches('\u{feff}').trim_end() == "---" {
            match start {
                None => start = Some(end),
                Some(start) => return file.get(start..at),
            }
        }
        at = end;
    }
    None
}

/// The texts of a mapping by their keys, lists joined with `|`; `None` for what is no YAML or no mapping. Read event by event: an
/// alias is not followed, and what is nested deeper is passed over, so that nothing short becomes long.
fn pairs(yaml: &str) -> Option<Vec<(String, String)>> {
    let mut parser = Parser::new_from_str(yaml);
    let mut reader = Reader::default();
    while let Some(event) = parser.next_event() {
        let (event, _) = event.ok()?;
        match event {
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => {}
            Event::DocumentEnd | Event::StreamEnd => break,
            Event::Scalar(text, style, ..) => reader.scalar(text_of(&text, style))?,
            Event::Alias(_) => reader.scalar(None)?,
            Event::SequenceStart(..) => reader.open(true)?,
            Event::MappingStart(..) => reader.open(false)?,
            Event::SequenceEnd | Event::MappingEnd => reader.close(),
        }
    }
    reader.is_mapping.then_some(reader.pairs)
}

/// What a scalar means as text; nothing for null. A moment becomes its day.
fn text_of(text: &str, style: ScalarStyle) -> Option<String> {
    if style != ScalarStyle::Plain {
        return Some(text.to_owned());
    }
    let day = MOMENT.captures(text).and_then(|found| found.get(1)).map(|day| day.as_str());
    (!matches!(text, "" | "~" | "null" | "Null" | "NULL")).then(|| day.unwrap_or(text).to_owned())
}

#[derive(Default)]
struct Reader {
    is_mapping: bool,
    /// Collections that are open.
    depth: usize,
    /// The key whose value comes next; without a text it is none of interest.
    key: Option<Option<String>>,
    /// The items of the list that is the key's value.
    list: Option<Vec<String>>,
    pairs: Vec<(String, String)>,
}

impl Reader {
    /// `None` where this cannot be: a document that is a scalar.
    fn scalar(&mut self, text: Option<String>) -> Option<()> {
        match (self.depth, self.key.take()) {
            (0, _) => return None,
            (1, None) => self.key = Some(text),
            (1, Some(key)) => self.pairs.extend(key.zip(text)),
            (depth, key) => {
                self.key = key;
                if let Some(list) = self.list.as_mut().filter(|_| depth == 2) {
                    list.extend(text);
                }
            }
        }
        Some(())
    }

    /// `None` where this cannot be: a document that is a list.
    fn open(&mut self, is_list: bool) -> Option<()> {
        match self.depth {
            0 if is_list => return None,
            0 => self.is_mapping = true,
            1 => self.list = (is_list && self.key.is_some()).then(Vec::new),
            _ => {}
        }
        self.depth += 1;
        Some(())
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 1 {
            let value = self.list.take().map(|list| list.join("|"));
            match self.key.take() {
                Some(key) => self.pairs.extend(key.zip(value)),
                // It was a key itself.
                None => self.key = Some(None),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imp_01_front_matter_is_read_with_lists_days_and_nothing() {
        let raw = read(
            "\u{feff}---\r\nlayout: workshop   # of the template\r\nvenue: \"Hall: 2\"\r\naddress: >\r\n  Road 1,\r\n  Lund\r\ncountry: se\r\nlatlng: 55.7, 13.2
startdate: 2026-08-20\nenddate: 2026-08-21 10:00:00\ninstructor: [\"Ada Lovelace\", Grace Hopper, ~, {a: b}, [c]]\nhelper:\n- Alan
contact:\neventbrite: 1234\nlanguage: null\nlat: {deep: [1, 2]}\n---\nslug: not-any-more\n",
            "2026-08-20-lund",
        );
        let expected = [
            ("slug", "2026-08-20-lund"),
            ("venue", "Hall: 2"),
            ("address", "Road 1, Lund"),
            ("country", "se"),
            ("latlng", "55.7, 13.2"),
            ("startdate", "2026-08-20"),
            ("enddate", "2026-08-21"),
            ("instructor", "Ada Lovelace|Grace Hopper"),
            ("helper", "Alan"),
            ("eventbrite", "1234"),
        ];
        assert_eq!(raw, expected.into_iter().collect());
    }

    #[test]
    fn imp_01_a_slug_of_its_own_stays() {
        assert_eq!(read("---\nslug: own\n---\n", "repository").get("slug"), Some("own"));
        assert_eq!(read("---\nslug:\nvenue: x\n---\n", "repository").get("slug"), Some("repository"));
    }

    #[test]
    fn imp_01_what_is_no_mapping_says_nothing() {
        for file in [
            "",
            "venue: x",
            "---\nvenue: x\n",
            "---\n---\nvenue: x\n---\n",
            "---\n- venue\n- x\n---\n",
            "---\nvenue\n---\n",
            "---\n*venue\n---\n",
            "---\nvenue: [x\n---\n",
            "---\nvenue: \"x\n---\n",
            "---\nlayout: workshop\n---\n",
            "\u{0}\u{1}\u{fffd}---\u{fffd}",
        ] {
            assert!(read(file, "r").is_empty(), "{file:?}");
        }
    }

    #[test]
    fn imp_01_hyphens_within_a_line_end_nothing() {
        assert_eq!(read("---\nvenue: a---b\n---\n", "r").get("venue"), Some("a---b"));
    }

    #[test]
    fn imp_01_bombs_do_not_go_off() {
        // Each name stands for ten of the one before.
        let mut bomb = String::from("---\na0: &a0 x\n");
        for n in 1..100 {
            bomb += &format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(", "));
        }
        bomb += "venue: *a99\nhelper: [*a99, Alan]\naddress: Road 1\n---\n";
        let raw = read(&bomb, "r");
        assert_eq!((raw.get("venue"), raw.get("helper"), raw.get("address")), (None, Some("Alan"), Some("Road 1")));

        let within = LARGEST / 2 - 20;
        for deep in ["[".repeat(within), "{".repeat(within), "- ".repeat(within / 2), "? ".repeat(within / 2)] {
            let raw = read(&format!("---\naddress: x\nvenue: {deep}\n---\n"), "r");
            assert!(raw.get("venue").is_none(), "{}", &deep[..4]);
        }
        assert!(read(&format!("---\nvenue: {}\n---\n", "x".repeat(LARGEST)), "r").is_empty());
    }

    #[test]
    fn keys_that_are_no_text_are_passed_over_with_their_values() {
        let raw = read("---\n? [a, b]\n: venue\n? {c: d}\n: [e]\nvenue: x\n---\n", "r");
        assert_eq!(raw.get("venue"), Some("x"));
    }
}
