//! Filters that write HTML: links and attributes.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, Value};
use regex::Regex;

use super::arguments::{Given, count, is_asked, not_null, read};
use super::text::{str_of, text};
use super::{PER_ITEM, pay};
use crate::email_render::absent;
use crate::email_render::engine::escaped;
use crate::email_render::formatting::length;

/// What may stand before an address.
const OPENERS: [&str; 3] = ["(", "<", "&lt;"];
/// What may stand after it to match.
const CLOSERS: [&str; 3] = [")", ">", "&gt;"];
/// What may stand after it.
const ENDS: [&str; 5] = [")", ">", ".", ",", "&gt;"];

/// Looking whether a word begins with a scheme costs as much fuel as so many bytes.
const PER_SCHEME: usize = 16;

/// An address of the web in small letters, as Jinja2 knows it.
#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    let domain = r"(?:https?://|www\.)(?:[\w%-]+\.)*(?:[a-z]{2,}|xn--[\w%]{2,})";
    let bare = r"(?:[\w%-]{2,}\.)+(?:com|net|int|edu|gov|org|info|mil)";
    let number = r"https?://(?:\d{1,3}(?:\.\d{1,3}){3}|\[(?:[\da-f]{0,4}:){2}(?:[\da-f]{0,4}:?){1,6}\])";
    Regex::new(&format!(r"^(?:{domain}|{bare}|{number})(?::\d{{1,5}})?(?:[/?#]\S*)?$")).expect("a valid expression")
});
/// An address of mail, as Jinja2 knows it.
#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static EMAIL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\S+@\w[\w.-]*\.\w+$").expect("a valid expression"));

pub(super) fn add(environment: &mut Environment<'static>) {
    environment.add_filter("urlize", urlize);
    environment.add_filter("xmlattr", xmlattr);
}

/// Makes links of the addresses in a text.
fn urlize(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let names = ["trim_url_limit", "nofollow", "target", "rel", "extra_schemes"];
    let [limit, nofollow, target, rel, schemes] = read(given, names)?;
    let whole = text(state, value)?;
    let links = Links {
        limit: count(limit)?,
        attributes: attributes(state, is_asked(&nofollow), not_null(rel), not_null(target))?,
        schemes: match not_null(schemes) {
            Some(schemes) => absent::items(state, &schemes)?.unwrap_or_default().iter().map(Value::to_string).collect(),
            None => Vec::new(),
        },
    };
    let html = if whole.is_safe() { str_of(&whole).to_owned() } else { escaped(str_of(&whole)) };
    // Each word is looked at for each scheme, and may become a link with all attributes.
    let per_word = links.attributes.len().saturating_add(links.schemes.len().saturating_mul(PER_SCHEME));
    let words = html.split_whitespace().count();
    pay(state, per_word.saturating_mul(words).saturating_add(html.len()))?;
    let linked: String = html.split_inclusive(char::is_whitespace).map(|word| links.of(word)).collect();
    Ok(if is_html(state) { Value::from_safe_string(linked) } else { Value::from(linked) })
}

/// The attributes of links besides their addresses.
fn attributes(state: &mut State<'_, '_>, nofollow: bool, rel: Option<Value>, target: Option<Value>) -> Result<String, Error> {
    let given = rel.map(|rel| text(state, &rel)).transpose()?.unwrap_or_default();
    let mut rel: BTreeSet<&str> = str_of(&given).split_whitespace().collect();
    rel.insert("noopener");
    if nofollow {
        rel.insert("nofollow");
    }
    let rel: Vec<&str> = rel.into_iter().collect();
    let mut attributes = format!(" rel=\"{}\"", escaped(&rel.join(" ")));
    if let Some(target) = target {
        attributes.push_str(&format!(" target=\"{}\"", escaped(str_of(&text(state, &target)?))));
    }
    Ok(attributes)
}

/// How links are made.
#[derive(Debug)]
struct Links {
    /// So many characters of an address are shown.
    limit: Option<usize>,
    attributes: String,
    /// Beginnings of addresses besides those of the web.
    schemes: Vec<String>,
}

impl Links {
    /// A word, with the space after it, as a link if it is an address.
    fn of(&self, word: &str) -> String {
        let bare = word.trim_end();
        let (head, middle, tail) = taken_apart(bare);
        let middle = self.link(middle).unwrap_or_else(|| middle.to_owned());
        format!("{head}{middle}{tail}{}", &word[bare.len()..])
    }

    fn link(&self, address: &str) -> Option<String> {
        let attributes = &self.attributes;
        if ADDRESS.is_match(&address.to_lowercase()) {
            let scheme = if address.starts_with("https://") || address.starts_with("http://") { "" } else { "https://" };
            return Some(format!("<a href=\"{scheme}{address}\"{attributes}>{}</a>", self.shown(address)));
        }
        if let Some(email) = address.strip_prefix("mailto:").filter(|email| EMAIL.is_match(email)) {
            return Some(format!("<a href=\"{address}\">{email}</a>"));
        }
        if !address.starts_with("www.") && !address.starts_with('@') && !address.contains(':') && EMAIL.is_match(address) {
            return Some(format!("<a href=\"mailto:{address}\">{address}</a>"));
        }
        let is_extra = self.schemes.iter().any(|scheme| address != scheme && address.starts_with(scheme.as_str()));
        is_extra.then(|| format!("<a href=\"{address}\"{attributes}>{address}</a>"))
    }

    fn shown(&self, address: &str) -> String {
        match self.limit {
            Some(limit) if address.chars().count() > limit => {
                let begin: String = address.chars().take(limit).collect();
                format!("{begin}...")
            }
            _ => address.to_owned(),
        }
    }
}

/// What stands before a word, the word, and what stands after it; what closes something in the word belongs to it.
fn taken_apart(word: &str) -> (&str, &str, &str) {
    let mut middle = word;
    while let Some(rest) = OPENERS.iter().find_map(|opener| middle.strip_prefix(*opener)) {
        middle = rest;
    }
    let start = word.len() - middle.len();
    while let Some(rest) = ENDS.iter().find_map(|end| middle.strip_suffix(*end)) {
        middle = rest;
    }
    let mut end = start + middle.len();
    for (opener, closer) in OPENERS.into_iter().zip(CLOSERS) {
        let opened = word[start..end].matches(opener).count();
        if opened > word[start..end].matches(closer).count() {
            for _ in 0..opened {
                let Some(at) = word[end..].find(closer) else { break };
                end += at + closer.len();
            }
        }
    }
    (&word[..start], &word[start..end], &word[end..])
}

/// The attributes of an element of HTML; a null has none.
fn xmlattr(state: &mut State<'_, '_>, value: &Value, given: Given) -> Result<Value, Error> {
    let [autospace] = read(given, ["autospace"])?;
    if value.is_undefined() {
        return text(state, value);
    }
    let mut written = String::new();
    for key in value.try_iter()? {
        let held = value.get_item(&key)?;
        if held.is_none() || held.is_undefined() {
            continue;
        }
        let name = key.to_string();
        if name.contains(|char: char| char.is_whitespace() || matches!(char, '/' | '>' | '=')) {
            return Err(Error::new(ErrorKind::InvalidOperation, "there is no attribute of that name"));
        }
        pay(state, length(&held).saturating_add(PER_ITEM))?;
        let held = if held.is_safe() { held.to_string() } else { escaped(&held.to_string()) };
        if !written.is_empty() || autospace.as_ref().is_none_or(Value::is_true) {
            written.push(' ');
        }
        written.push_str(&format!("{}=\"{held}\"", escaped(&name)));
    }
    Ok(if is_html(state) { Value::from_safe_string(written) } else { Value::from(written) })
}

/// Whether what is written is HTML.
fn is_html(state: &State<'_, '_>) -> bool {
    matches!(state.auto_escape(), AutoEscape::Html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_tpl_04_addresses_are_links() {
        let links = Links { limit: Some(11), attributes: " rel=\"noopener\"".to_owned(), schemes: vec!["tel:".to_owned()] };
        for (word, linked) in [
            ("word ", "word "),
            ("(a) ", "(a) "),
            ("www.a.org, ", "<a href=\"https://www.a.org\" rel=\"noopener\">www.a.org</a>, "),
            ("a.org/b", "a.org/b"),
            ("ab.org/b", "<a href=\"https://ab.org/b\" rel=\"noopener\">ab.org/b</a>"),
            ("(https://a.org/b_(c)).", "(<a href=\"https://a.org/b_(c)\" rel=\"noopener\">https://a.o...</a>)."),
            ("&lt;ada@example.org&gt;", "&lt;<a href=\"mailto:ada@example.org\">ada@example.org</a>&gt;"),
            ("mailto:ada@example.org", "<a href=\"mailto:ada@example.org\">ada@example.org</a>"),
            ("@ada", "@ada"),
            ("tel:123", "<a href=\"tel:123\" rel=\"noopener\">tel:123</a>"),
            ("tel:", "tel:"),
        ] {
            assert_eq!(links.of(word), linked, "{word}");
        }
    }
}
