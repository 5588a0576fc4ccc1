//! Markdown to HTML: comments, notes and descriptions, all written by people.

use maud::Markup;

/// Renders `text` as HTML with links recognised and tables allowed. Raw HTML in it is dropped, and what comes out is
/// sanitised once more, so that the result is safe on any page.
#[must_use]
pub fn render(text: &str) -> Markup {
    let mut options = comrak::Options::default();
    options.extension.autolink = true;
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    let html = comrak::markdown_to_html(text, &options);
    trusted(
        ammonia::Builder::default()
            .link_rel(Some("noopener noreferrer nofollow"))
            .url_schemes(["http", "https", "mailto"].into())
            .clean(&html)
            .to_string(),
    )
}

/// A piece of HTML that staff wrote, such as a term with its links, sanitised.
#[must_use]
pub fn clean(html: &str) -> Markup {
    trusted(
        ammonia::Builder::default()
            .link_rel(Some("noopener noreferrer"))
            .url_schemes(["http", "https", "mailto"].into())
            .clean(html)
            .to_string(),
    )
}

/// The one place where HTML enters as text: ammonia has just sanitised it.
fn trusted(html: String) -> Markup {
    maud::PreEscaped(html)
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
    fn bare_addresses_become_links() {
        let link = html("see https://carpentries.org/x?a=1&b=2");
        assert!(link.contains(r#"href="https://carpentries.org/x?a=1&amp;b=2""#), "{link}");
        assert!(link.contains(r#"rel="noopener noreferrer nofollow""#), "{link}");
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
