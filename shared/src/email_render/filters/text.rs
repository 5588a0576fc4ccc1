//! Filters of texts. Each takes null as an empty text (EML-TPL-05).

use std::borrow::Cow;

use minijinja::value::{Rest, StringInput, ValueKind, ValueOrKwargs};
use minijinja::{Environment, Error, ErrorKind, State, Value, filters};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::arguments::{Given, count, flag, is_asked, named, not_null, read, required};
use super::wrap::Wrapping;
use super::{PER_ITEM, WIDEST, pay};
use crate::email_render::engine::escaped;
use crate::email_render::formatting::{Style, pay_for};
use crate::email_render::{absent, entities};

/// What is encoded behind the question mark of an address, as in Python.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// What is encoded in its path.
const PATH: &AsciiSet = &QUERY.remove(b'/');
/// No length that is asked for means more than this.
const LONGEST: usize = 1_000_000;

pub(super) fn add(environment: &mut Environment<'static>) {
    environment.add_filter("string", text);
    environment.add_filter("upper", upper);
    environment.add_filter("lower", lower);
    environment.add_filter("capitalize", capitalize);
    environment.add_filter("title", title);
    environment.add_filter("safe", safe);
    environment.add_filter("e", escape);
    environment.add_filter("escape", escape);
    environment.add_filter("forceescape", forceescape);
    environment.add_filter("striptags", striptags);
    environment.add_filter("urlencode", urlencode);
    environment.add_filter("wordcount", wordcount);
    environment.add_filter("trim", trim);
    environment.add_filter("replace", replace);
    environment.add_filter("indent", indent);
    environment.add_filter("center", center);
    environment.add_filter("truncate", truncate);
    environment.add_filter("wordwrap", wordwrap);
    environment.add_filter("format", format);
}

/// A value as a text: nothing where it is null. What is not there is an error in earnest.
pub(super) fn text(state: &mut State<'_, '_>, value: &Value) -> Result<Value, Error> {
    if value.is_none() { Ok(Value::from("")) } else { filters::string(state, value) }
}

pub(super) fn str_of(text: &Value) -> &str {
    text.as_str().unwrap_or_default()
}

/// What was made of a text, which needs no escaping if that did not.
fn like(original: &Value, made: String) -> Value {
    if original.is_safe() { Value::from_safe_string(made) } else { Value::from(made) }
}

fn upper(state: &mut State<'_, '_>, value: &Value) -> Result<Value, Error> {
    let text = text(state, value)?;
    Ok(filters::upper(StringInput::new(state, &text)?))
}

fn lower(state: &mut State<'_, '_>, value: &Value) -> Result<Value, Error> {
    let text = text(state, value)?;
    Ok(filters::lower(StringInput::new(state, &text)?))
}

fn capitalize(state: &mut State<'_, '_>, value: &Value) -> Result<Value, Error> {
    let text = text(state, value)?;
    Ok(filters::capitalize(StringInput::new(state, &text)?))
}

fn title(state: &mut State<'_, '_>, value: &Value) -> Result<Value, Error> {
    let text = text(state, value)?;
    Ok(like(&text, filters::title(Cow::Borrowed(str_of(&text)))))
}

fn safe(state: &mut State<'_, '_>, value: &Value) -> Result<Value, Error> {
    let text = text(state, value)?;
    Ok(Value::from_safe_string(str_of(&text).to_owned()))
}

fn escape(state: &mut State<'_, '_>, value: &Value) -> Result<Value, Error> {
    if value.is_safe() { Ok(value.clone()) } else { forceescape(state, value) }
}

fn forceescape(state: &mut State<'_, '_>, value: &Value) -> Result<Value, Error> {
    let text = text(state, value)?;
    Ok(Value::from_safe_string(escaped(str_of(&text))))
}

fn striptags(state: &mut State<'_, '_>, value: &Value) -> Result<Value, Error> {
    let text = text(state, value)?;
    let bare = without(&without(str_of(&text), "<!--", "-->"), "<", ">");
    let words: Vec<&str> = bare.split_whitespace().collect();
    Ok(Value::from(entities::decoded(&words.join(" "))))
}

/// A text without what begins with one mark and ends with another. What does not end stays: it was not meant so.
fn without(text: &str, begin: &str, end: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(from) = rest.find(begin)
        && let Some(length) = rest[from..].find(end)
    {
        kept.push_str(&rest[..from]);
        rest = &rest[from + length + end.len()..];
    }
    kept.push_str(rest);
    kept
}

/// A part of an address, in which a slash stays; a dictionary, or a list of pairs, as the part behind the question mark.
fn urlencode(state: &mut State<'_, '_>, value: &Value) -> Result<Value, Error> {
    let encoded = match value.kind() {
        ValueKind::Map | ValueKind::Seq | ValueKind::Iterable => query(state, value)?,
        _ => utf8_percent_encode(str_of(&text(state, value)?), PATH).to_string(),
    };
    Ok(Value::from(encoded))
}

fn query(state: &mut State<'_, '_>, value: &Value) -> Result<String, Error> {
    let mut written = String::new();
    for item in value.try_iter()?.checked() {
        let (key, held) = pair(value, item?)?;
        if !written.is_empty() {
            written.push('&');
        }
        written.push_str(&encoded(state, &key)?);
        written.push('=');
        written.push_str(&encoded(state, &held)?);
    }
    Ok(written)
}

/// What an item of a dictionary, which is a key, or of a list of pairs stands for.
fn pair(of: &Value, item: Value) -> Result<(Value, Value), Error> {
    if of.kind() == ValueKind::Map {
        let held = of.get_item(&item)?;
        return Ok((item, held));
    }
    if item.len() != Some(2) {
        return Err(Error::new(ErrorKind::InvalidOperation, "this is no list of pairs"));
    }
    Ok((item.get_item_by_index(0)?, item.get_item_by_index(1)?))
}

fn encoded(state: &mut State<'_, '_>, value: &Value) -> Result<String, Error> {
    let text = text(state, value)?;
    pay(state, str_of(&text).len().saturating_mul(3).saturating_add(PER_ITEM))?;
    Ok(utf8_percent_encode(str_of(&text), QUERY).to_string().replace("%20", "+"))
}

fn wordcount(state: &mut State<'_, '_>, value: &Value) -> Result<Value, Error> {
    let text = text(state, value)?;
    let words = str_of(&text).split(|char: char| !char.is_alphanumeric() && char != '_').filter(|word| !word.is_empty());
    Ok(Value::from(words.count()))
}

fn trim(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [chars] = read(given, ["chars"])?;
    let trimmed = text(state, value)?;
    let chars: Option<Cow<'_, str>> = match not_null(chars) {
        Some(chars) => Some(Cow::Owned(str_of(&text(state, &chars)?).to_owned())),
        None => None,
    };
    Ok(filters::trim(StringInput::new(state, &trimmed)?, chars))
}

fn replace(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [old, new, most] = read(given, ["old", "new", "count"])?;
    let (whole, old, new) = (text(state, value)?, text(state, &required(old)?)?, text(state, &required(new)?)?);
    // In Python less than none means all.
    let most = not_null(most).map(i64::try_from).transpose()?.and_then(|most| usize::try_from(most).ok());
    match most {
        None => replaced(state, &whole, &old, &new),
        Some(0) => Ok(whole),
        Some(most) => {
            let text = str_of(&whole);
            let end = text.match_indices(str_of(&old)).take(most).last().map_or(0, |(at, part)| at + part.len());
            if end == 0 && !str_of(&old).is_empty() {
                return Ok(whole);
            }
            let (head, tail) = text.split_at(end);
            let head = replaced(state, &like(&whole, head.to_owned()), &old, &new)?;
            let tail = if head.is_safe() && !whole.is_safe() { escaped(tail) } else { tail.to_owned() };
            Ok(like(&head, format!("{head}{tail}")))
        }
    }
}

fn replaced(state: &mut State<'_, '_>, text: &Value, old: &Value, new: &Value) -> Result<Value, Error> {
    let (text, old, new) = (StringInput::new(state, text)?, StringInput::new(state, old)?, StringInput::new(state, new)?);
    filters::replace(state, text, old, new)
}

fn indent(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [width, first, blank] = read(given, ["width", "first", "blank"])?;
    let text = text(state, value)?;
    let by = match not_null(width) {
        // It is taken as it is, also before lines that need no escaping.
        Some(by) if by.kind() == ValueKind::String => str_of(&by).to_owned(),
        width => " ".repeat(count(width)?.unwrap_or(4).min(WIDEST)),
    };
    let lines: Vec<&str> = str_of(&text).split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    pay(state, by.len().saturating_mul(lines.len()))?;
    let mut indented = String::new();
    for (place, line) in lines.into_iter().enumerate() {
        if place > 0 {
            indented.push('\n');
        }
        let is_indented = if place == 0 { is_asked(&first) } else { is_asked(&blank) || !line.is_empty() };
        if is_indented {
            indented.push_str(&by);
        }
        indented.push_str(line);
    }
    Ok(like(&text, indented))
}

fn center(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [width] = read(given, ["width"])?;
    let text = text(state, value)?;
    let width = count(width)?.unwrap_or(80).min(WIDEST);
    let missing = width.saturating_sub(str_of(&text).chars().count());
    // Where it cannot be in the middle, it is where Python has it.
    let left = missing / 2 + (missing & width & 1);
    Ok(like(&text, format!("{}{text}{}", " ".repeat(left), " ".repeat(missing - left))))
}

fn truncate(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [length, killwords, end, leeway] = read(given, ["length", "killwords", "end", "leeway"])?;
    let whole = text(state, value)?;
    let end = match end {
        Some(end) => Some(text(state, &end)?),
        None => None,
    };
    let at_most = |argument| Ok::<_, Error>(count(argument)?.map(|count| Value::from(count.min(LONGEST))));
    let how = [("length", at_most(length)?), ("killwords", flag(killwords)), ("end", end), ("leeway", at_most(leeway)?)];
    minijinja_contrib::filters::truncate(state, &whole, named(how))
}

fn wordwrap(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [width, long_words, between, hyphens] = read(given, ["width", "break_long_words", "wrapstring", "break_on_hyphens"])?;
    let whole = text(state, value)?;
    let between = match not_null(between) {
        Some(between) => text(state, &between)?,
        None => Value::from("\n"),
    };
    pay(state, str_of(&whole).len())?;
    let wrapping = Wrapping {
        width: count(width)?.unwrap_or(79).max(1),
        breaks_words: long_words.is_none_or(|asked| asked.is_true()),
        breaks_at_hyphens: hyphens.is_none_or(|asked| asked.is_true()),
    };
    let lines: Vec<String> = str_of(&whole).lines().flat_map(|line| wrapping.lines(line)).collect();
    pay(state, str_of(&between).len().saturating_mul(lines.len()))?;
    // In a text that needs no escaping, what stands between lines needs none only if it says so.
    let between = if whole.is_safe() && !between.is_safe() { escaped(str_of(&between)) } else { str_of(&between).to_owned() };
    Ok(like(&whole, lines.join(&between)))
}

/// Puts values into a text as Python's `%` does, with nothing in place of a null.
fn format(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let pattern = text(state, value)?;
    let given = absent::arguments(&given.into_values())?;
    pay_for(state, Style::Percent, str_of(&pattern), &given)?;
    filters::format(state, &pattern, Rest(given.into_iter().map(ValueOrKwargs::from).collect()))
}
