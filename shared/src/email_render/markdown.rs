//! Markdown to HTML for mail.

use std::time::Instant;

use super::patience::PATIENCE;
use crate::html_elements;

/// HTML of a body has at most so many bytes.
const LARGEST: usize = 512 * 1024;
/// It has at most so many elements.
const MOST_ELEMENTS: usize = 10_000;

/// The HTML of a body that is Markdown, by CommonMark without any extension. HTML in it is kept, and all is sanitised; none where there
/// is more of it than a mail has, whose sanitising might take for ever (EML-NEW-03).
pub(super) fn html(markdown: &str) -> Option<String> {
    let mut options = comrak::Options::default();
    options.render.r#unsafe = true;
    let begun = Instant::now();
    let arena = comrak::Arena::new();
    // Nobody waits for it any longer then.
    let document = comrak::try_parse_document(&arena, markdown, &options, &|| begun.elapsed() > PATIENCE).ok()?;
    let mut html = String::new();
    comrak::format_html(document, &options, &mut html).ok()?;
    if html.len() > LARGEST || !html_elements::are_at_most(MOST_ELEMENTS, &html) {
        return None;
    }
    let mut sanitiser = ammonia::Builder::default();
    sanitiser.link_rel(None).url_schemes(["http", "https", "mailto"].into());
    Some(sanitiser.clean(&html).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_tpl_01_bodies_are_markdown_without_extensions() {
        for (markdown, expected) in [
            ("**bold** _it_", "<p><strong>bold</strong> <em>it</em></p>\n"),
            ("a\nb", "<p>a\nb</p>\n"),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
            ("see https://example.org/", "<p>see https://example.org/</p>\n"),
            (
                "<https://example.org/?a=1&amp;b=2>",
                "<p><a href=\"https://example.org/?a=1&amp;b=2\">https://example.org/?a=1&amp;b=2</a></p>\n",
            ),
            ("| a |\n|---|\n| 1 |", "<p>| a |\n|---|\n| 1 |</p>\n"),
            ("~~no~~", "<p>~~no~~</p>\n"),
            ("a <b>b</b>", "<p>a <b>b</b></p>\n"),
        ] {
            assert_eq!(html(markdown).as_deref(), Some(expected));
        }
    }

    #[test]
    fn nothing_that_runs_is_sent() {
        for attempt in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "<iframe src='https://example.org'></iframe>",
            "<a href='data:text/html,x' style='color:red'>x</a>",
            "<form action=/><button>x</button></form>",
        ] {
            let html = html(attempt).unwrap().to_lowercase();
            for bad in ["<script", "onerror", "javascript:", "<iframe", "data:", "style=", "<form"] {
                assert!(!html.contains(bad), "{attempt} gave {html}");
            }
        }
    }

    /// Nothing in a body, however it is nested, holds up the mails of others (EML-NEW-03).
    #[test]
    fn eml_new_03_what_would_take_for_ever_to_sanitise_is_not_sanitised() {
        // What a paragraph leaves open is opened again in each that follows.
        let open: String = (0..500).map(|n| format!("<i class={n}>")).collect();
        let tangled = format!("<p>{open}</p>{}", "<p>x</p>".repeat(500));
        for body in ["<div>".repeat(20_000), "<div>\n\n".repeat(20_000), tangled, "*a* ".repeat(12_000)] {
            assert_eq!(html(&body), None, "{}", &body[..20]);
        }
        let list = "- <b>Ada</b> *Lovelace*, [page](https://example.org/)\n".repeat(1_000);
        assert!(html(&list).is_some(), "a long list is no such thing");
    }
}
