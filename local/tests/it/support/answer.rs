//! What came back, and what a test may claim about it.

use axum::body::Bytes;
use axum::http::{HeaderMap, Response};

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status, such as 200.
    pub(crate) status: u16,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body, as it came.
    pub(crate) text: String,
    path: String,
}

impl Answer {
    pub(super) fn new(path: &str, response: Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        let text = String::from_utf8_lossy(&body).into_owned();
        Self { status: parts.status.as_u16(), headers: parts.headers, text, path: path.to_owned() }
    }

    /// Claims the status; a failure shows what the page said instead.
    #[track_caller]
    pub(crate) fn expect_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.path, self.visible());
        self
    }

    /// Claims a page that is fine.
    #[track_caller]
    pub(crate) fn expect_page(self) -> Self {
        self.expect_status(200)
    }

    /// Claims a redirect, and gives where it leads.
    #[track_caller]
    pub(crate) fn expect_redirect(self) -> String {
        assert!((300..400).contains(&self.status), "{} answered {}: {}", self.path, self.status, self.visible());
        self.header("location").to_owned()
    }

    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Whether a reader of the page finds these words in it.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.visible().contains(words)
    }

    /// The page's text without its mark-up, white space folded.
    pub(crate) fn visible(&self) -> String {
        visible(&self.text)
    }
}

/// The text of a piece of HTML without its mark-up, white space folded.
pub(crate) fn visible(html: &str) -> String {
    let mut visible = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        visible.push_str(before);
        // Words of neighbouring blocks do not touch; inline marks do not part a word from its full stop.
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        let closing = tag.strip_prefix('/').unwrap_or(tag);
        let is_inline = ["a", "b", "em", "strong", "span", "code", "abbr", "time", "mark", "small", "wbr"].iter().any(|inline| {
            closing.starts_with(inline) && !closing[inline.len()..].starts_with(|next: char| next.is_ascii_alphanumeric())
        });
        if !is_inline {
            visible.push(' ');
        }
        let end = if name == "script" || name == "style" { format!("</{name}>") } else { ">".to_owned() };
        rest = tag.split_once(&end).map_or("", |(_, after)| after);
    }
    visible.push_str(rest);
    super::html::plain(&visible).split_whitespace().collect::<Vec<_>>().join(" ")
}
