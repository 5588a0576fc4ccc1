//! Metadata in a page: its `<meta name=… content=…>`.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

use super::Raw;

/// What the metas of a page say. No tree is made of the page, so that no nesting costs anything.
pub(super) fn read(html: &str) -> Raw {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Metas::default(), Default::default());
    // It stops early for scripts and encodings alone, and the sink names neither.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Metas(RefCell<Raw>);

impl TokenSink for Metas {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else { return TokenSinkResult::Continue };
        if tag.kind != TagKind::StartTag {
            return TokenSinkResult::Continue;
        }
        // What looks like a tag inside of these is none.
        match &*tag.name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "plaintext" => TokenSinkResult::Plaintext,
            "meta" => {
                if let Some(name) = attribute(&tag, "name") {
                    self.0.borrow_mut().put(name, attribute(&tag, "content").unwrap_or_default());
                }
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imp_01_metas_are_read_as_browsers_read_them() {
        let raw = read(
            "<!DOCTYPE html><html><head>\r\n<META content='2026-08-20-lund' NAME=slug>\n<meta name=\"venue\" content=\"Caf&eacute; &amp; &quot;Bar&quot;\"/>
             <meta name='startdate'><meta name='country' content='se'><meta name='country' content='FI'>
             <meta charset='utf-8'><meta property='og:title' content='x'><meta name='generator' content='x'></head>",
        );
        assert_eq!(raw.get("slug"), Some("2026-08-20-lund"));
        assert_eq!(raw.get("venue"), Some("Café & \"Bar\""));
        assert_eq!(raw.get("startdate"), Some(""));
        assert_eq!(raw.get("country"), Some("FI"));
        assert_eq!((raw.get("generator"), raw.get("enddate")), (None, None));
    }

    #[test]
    fn imp_01_what_only_looks_like_a_meta_is_none() {
        for html in [
            "",
            "<!-- <meta name=slug content=x> -->",
            "<script>'<meta name=slug content=x>'</script>",
            "<style><meta name=slug content=x></style>",
            "<title><meta name=slug content=x></title>",
            "<textarea><meta name=slug content=x></textarea>",
            "<p title='<meta name=slug content=x>'>",
            "</meta name=slug content=x>",
            "&lt;meta name=slug content=x&gt;",
            "<plaintext><meta name=slug content=x>",
        ] {
            assert!(read(html).is_empty(), "{html}");
        }
        assert_eq!(read("<title>a</title><script>1<2</script><meta name=slug content=x>").get("slug"), Some("x"));
    }

    #[test]
    fn imp_01_no_page_is_too_deep_or_too_broken() {
        let deep = format!("{}<meta name=slug content=x>", "<div>".repeat(200_000));
        assert_eq!(read(&deep).get("slug"), Some("x"));
        assert!(read(&"<".repeat(200_000)).is_empty());
        assert!(read(&format!("<meta {}", "a ".repeat(1000))).is_empty());
        assert_eq!(read("<meta name=slug content='\u{fffd}\0x'>").get("slug").map(str::len), Some(7));
    }
}
