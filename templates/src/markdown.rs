//! Markdown to HTML: comments, notes and descriptions, all written by people.

use maud::{Markup, html};
use shared::html_elements;

/// A text of more bytes is shown as it is written.
const LONGEST: usize = 256 * 1024;
/// Likewise one that would be more elements: nested as they may be, making sure of them might take for ever.
const MOST_ELEMENTS: usize = 10_000;

/// Renders `text` as HTML with links recognised and tables allowed. Raw HTML in it is dropped, and what comes out is
/// sanitised once more, so that the result is safe on any page. A text that nobody would write is shown as it is.
#[must_use]
pub fn render(text: &str) -> Markup {
    let short = Some(text).filter(|text| text.len() <= LONGEST).map(to_html);
    match short.filter(|html| html_elements::are_at_most(MOST_ELEMENTS, html)) {
        Some(html) => sanitised(&html, "noopener noreferrer nofollow"),
        None => html! { pre { (text) } },
    }
}

fn to_html(text: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.autolink = true;
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    comrak::markdown_to_html(text, &options)
}

/// A piece of HTML that staff wrote, such as a term with its links, sanitised.
#[must_use]
pub fn clean(html: &str) -> Markup {
    sanitised(html, "noopener noreferrer")
}

/// The words of such a piece, for where there is no HTML: a mail's plain text, a title.
#[must_use]
pub fn plain(html: &str) -> String {
    let words = ammonia::Builder::empty().clean(html).to_string();
    // What ammonia writes besides letters. An ampersand that was written as such is no beginning of another: hence last.
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

/// Where uploaded pictures are (MD-02).
const PICTURES: &str = "/media/markdownx/";

/// The one place where HTML enters as text: ammonia has just sanitised it. Pictures are those that were uploaded here and no
/// others: one of another site would tell it who reads the page. Of others the words are left that stand for them.
fn sanitised(html: &str, link_rel: &str) -> Markup {
    let clean = ammonia::Builder::default()
        .link_rel(Some(link_rel))
        .url_schemes(["http", "https", "mailto"].into())
        .attribute_filter(|element, attribute, value| {
            let is_foreign = element == "img" && attribute == "src" && !is_picture(value);
            (!is_foreign).then(|| value.into())
        })
        .clean(html)
        .to_string();
    maud::PreEscaped(clean)
}

/// Whether this is the address of an uploaded picture.
fn is_picture(address: &str) -> bool {
    let plain = |name: &str| {
        !name.is_empty() && !name.starts_with('.') && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    address.strip_prefix(PICTURES).is_some_and(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        render(text).into_string()
    }

    #[test]
    fn markdown_becomes_html() {
        assert_eq!(html("**bold** _it_"), "<p><strong>bold</strong> <em>it</em></p>\n");
        assert!(html("| a | b |\n|---|---|\n| 1 | 2 |").contains("<td>1</td>"));
        assert!(html("~~gone~~").contains("<del>gone</del>"));
    }

    #[test]
    fn what_would_take_for_ever_is_shown_as_it_is_written() {
        for odd in [">".repeat(100_000), "*a* ".repeat(12_000), "x".repeat(300_000)] {
            let page = html(&odd);
            assert!(page.starts_with("<pre>") && page.len() >= odd.len(), "{}", &page[..40]);
        }
        let long = "- **Ada** Lovelace, [page](https://example.org/)\n".repeat(1_000);
        assert!(html(&long).starts_with("<ul>"), "a long list is no such thing");
    }

    #[test]
    fn bare_addresses_become_links() {
        let link = html("see https://carpentries.org/x?a=1&b=2");
        assert!(link.contains(r#"href="https://carpentries.org/x?a=1&amp;b=2""#), "{link}");
        assert!(link.contains(r#"rel="noopener noreferrer nofollow""#), "{link}");
    }

    #[test]
    fn the_words_of_html_are_left_as_they_are_read() {
        let table = [
            ("Ours: <a href=\"https://x.org/?a&amp;b\">The <b>Site</b></a>.", "Ours: The Site."),
            ("AT&amp;T &lt; O'Neil \"&amp;lt;\"", "AT&T < O'Neil \"&lt;\""),
            ("a & b", "a & b"),
            ("", ""),
        ];
        for (html, words) in table {
            assert_eq!(plain(html), words);
        }
    }

    #[test]
    fn md_02_pictures_are_those_that_were_uploaded_here() {
        let picture = html("![A map](/media/markdownx/x-Y_1.png)");
        assert_eq!(picture, "<p><img src=\"/media/markdownx/x-Y_1.png\" alt=\"A map\"></p>\n");
        for foreign in [
            "https://evil.example/x.png",
            "//evil.example/x.png",
            "/account/logout/",
            "/media/markdownx/../../account/logout/",
            "/media/markdownx/.x",
            "/media/markdownx/x?y",
            "/media/other/x.png",
            "data:image/png;base64,AAAA",
        ] {
            let page = html(&format!("![A map]({foreign})"));
            assert!(!page.contains("src=") && page.contains("alt=\"A map\""), "{page}");
        }
    }

    #[test]
    fn nothing_that_runs_comes_through() {
        let attempts = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "<iframe src=javascript:alert(1)></iframe>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](vbscript:msgbox(1))",
            "![x](javascript:alert(1))",
            "<javascript:alert(1)>",
            "<p style=\"background:url(javascript:1)\" onclick=alert(1)>x</p>",
            "```\"><script>alert(1)</script>\nx\n```",
            "<form action=/account/logout/ method=post><button>x</button></form>",
            "[x](http://a\" onmouseover=\"alert(1))",
            "<style>body{display:none}</style>",
            "<math><mtext></mtext><mglyph><style><img src onerror=alert(1)></style></mglyph></math>",
        ];
        for attempt in attempts {
            let page = html(attempt).to_lowercase();
            for bad in [
                "<script",
                "<img src=x",
                "<svg",
                "<iframe",
                "<form",
                "<style",
                " style=",
                "href=\"javascript",
                "src=\"javascript",
                "href=\"data",
                "href=\"vbscript",
                "<math",
            ] {
                assert!(!page.contains(bad), "{attempt} gave {page}");
            }
            for tag in page.split('<').filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
                let quoted_parts_removed: String = tag.split('"').step_by(2).collect();
                assert!(!quoted_parts_removed.contains(" on"), "{attempt} gave {page}");
            }
        }
    }

    /// clippy's ban of the type does not see its constructor.
    #[test]
    fn raw_html_leaves_nowhere_else() {
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with("markdown.rs") {
                    let text = std::fs::read_to_string(&path).expect("a source file");
                    assert!(!text.contains("PreEscaped"), "{}", path.display());
                }
            }
        }
    }
}
