//! Markdown to HTML for mail.

/// The HTML of a body that is Markdown, by CommonMark without any extension. HTML in it is kept, and all is sanitised.
pub(super) fn html(markdown: &str) -> String {
    let mut options = comrak::Options::default();
    options.render.r#unsafe = true;
    let html = comrak::markdown_to_html(markdown, &options);
    ammonia::Builder::default().link_rel(None).url_schemes(["http", "https", "mailto"].into()).clean(&html).to_string()
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
            assert_eq!(html(markdown), expected);
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
            let html = html(attempt).to_lowercase();
            for bad in ["<script", "onerror", "javascript:", "<iframe", "data:", "style=", "<form"] {
                assert!(!html.contains(bad), "{attempt} gave {html}");
            }
        }
    }
}
