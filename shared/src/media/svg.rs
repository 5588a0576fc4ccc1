//! What an SVG may hold: shapes, texts and colours. Nothing that runs, nothing from elsewhere.

use std::borrow::Cow;

use roxmltree::{Document, Node, ParsingOptions};

use super::Unfit;

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// A drawing of more pieces is none that belongs into a text.
const MOST_NODES: u32 = 100_000;

/// Elements that run or embed something, in lower case.
const ACTIVE: [&str; 12] =
    ["script", "foreignobject", "iframe", "embed", "object", "applet", "audio", "video", "canvas", "handler", "listener", "meta"];

/// What may stand in a reference besides a piece of the same drawing, in lower case.
const PICTURES: [&str; 3] = ["data:image/png;", "data:image/jpeg;", "data:image/gif;"];

/// Reads the drawing as strictly as can be, and looks at everything in it.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unfit> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unfit::Unknown)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
    // A browser would read other letters than we do.
    if declared_encoding(text).is_some_and(|encoding| !encoding.eq_ignore_ascii_case("utf-8")) {
        return Err(Unfit::Broken);
    }
    let text = without_name_of_type(text).ok_or(Unfit::Active)?;
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(&text, options) {
        Ok(document) => document,
        Err(roxmltree::Error::DtdDetected) => return Err(Unfit::Active),
        // Neither HTML nor plain text that begins with `<` is a drawing.
        Err(_) => return Err(if text.contains("<svg") { Unfit::Broken } else { Unfit::Unknown }),
    };
    if !document.root_element().has_tag_name((SVG, "svg")) {
        return Err(Unfit::Unknown);
    }
    document.descendants().try_for_each(look_at)
}

/// The document without the name of its type, which older drawing programs write. `None` where the type brings anything along:
/// attributes and texts that stand nowhere in the document.
fn without_name_of_type(text: &str) -> Option<Cow<'_, str>> {
    let (declaration, rest) = match text.strip_prefix("<?xml ").and_then(|rest| rest.find("?>")) {
        Some(end) => text.split_at("<?xml ".len() + end + "?>".len()),
        None => ("", text),
    };
    let rest = rest.trim_start();
    // Anywhere else the reader refuses it.
    let Some(named) = rest.strip_prefix("<!DOCTYPE") else { return Some(Cow::Borrowed(text)) };
    let mut quote = None;
    for (at, c) in named.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '[' | '<') => return None,
            (None, '>') => return Some(Cow::Owned(format!("{declaration}{}", &named[at + 1..]))),
            _ => {}
        }
    }
    None
}

/// The encoding that the document declares.
fn declared_encoding(text: &str) -> Option<&str> {
    let declaration = text.strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split(quote).next()
}

fn look_at(node: Node<'_, '_>) -> Result<(), Unfit> {
    if node.is_pi() {
        // A style sheet from elsewhere, most likely.
        return Err(Unfit::External);
    }
    if !node.is_element() {
        return Ok(());
    }
    let name = node.tag_name().name().to_ascii_lowercase();
    if name == "style" {
        // As browsers read it: one text, whatever comments stand in between.
        let pieces = node.children().filter(|child| child.is_text()).filter_map(|child| child.text());
        style(&pieces.collect::<String>())?;
    }
    if ACTIVE.contains(&name.as_str()) || node.tag_name().namespace() == Some(XHTML) {
        return Err(Unfit::Active);
    }
    node.attributes().try_for_each(|attribute| {
        let name = attribute.name().to_ascii_lowercase();
        let value: String = attribute.value().chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        let value = value.to_ascii_lowercase();
        match name.as_str() {
            name if name.starts_with("on") => Err(Unfit::Active),
            // An animation that would set one of those.
            "attributename" if value.starts_with("on") || value.ends_with("href") => Err(Unfit::Active),
            _ if value.contains("javascript:") || value.contains("vbscript:") => Err(Unfit::Active),
            "href" | "src" | "base" if !is_inside(&value) => Err(Unfit::External),
            // Many attributes are read as styles are; those of drawing programs are their own.
            _ if attribute.namespace().is_none() && value.contains('(') => style(attribute.value()),
            "style" => style(attribute.value()),
            _ => addresses(&value),
        }
    })
}

/// Whether a reference stays within the document.
fn is_inside(reference: &str) -> bool {
    reference.is_empty() || reference.starts_with('#') || PICTURES.iter().any(|picture| reference.starts_with(picture))
}

/// A style: it fetches nothing, and hides nothing behind escapes.
fn style(text: &str) -> Result<(), Unfit> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let text = text.to_ascii_lowercase();
    if text.contains("@import") || text.contains('\\') || text.contains("image-set(") || text.contains("src(") {
        return Err(Unfit::External);
    }
    if text.contains("expression(") || text.contains("javascript:") || text.contains("-moz-binding") {
        return Err(Unfit::Active);
    }
    addresses(&text)
}

/// What stands in each `url(…)`; the text is in lower case and without blanks.
fn addresses(text: &str) -> Result<(), Unfit> {
    let inside = |rest: &str| is_inside(rest.trim_start_matches(['"', '\'']));
    if text.split("url(").skip(1).all(inside) { Ok(()) } else { Err(Unfit::External) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(inner: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\" height=\"9\">{inner}</svg>"
        )
    }

    fn checked(text: &str) -> Result<(), Unfit> {
        check(text.as_bytes())
    }

    #[test]
    fn md_02_plain_drawings_are_taken() {
        let full = drawing(
            "<defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"red\"/></linearGradient><style>.a { fill: url(#g) }</style></defs>
             <rect class=\"a\" width=\"5\" height=\"5\" style=\"stroke: url('#g')\" fill=\"url( #g )\"/><use xlink:href=\"#g\"/>
             <image href=\"data:image/png;base64,AAAA\"/><a href=\"#g\"><text>Only once: on &amp; off</text></a>
             <animate attributeName=\"opacity\" from=\"0\" to=\"1\"/>",
        );
        for text in [
            drawing(""),
            full.clone(),
            format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!-- Made by hand -->\n{full}\n"),
            format!("<?xml version='1.0' encoding='utf-8'?>{}", drawing("")),
            format!("<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/svg11.dtd\">\n{}", drawing("")),
            format!("<!DOCTYPE svg>{}", drawing("")),
            "<svg:svg xmlns:svg=\"http://www.w3.org/2000/svg\"><svg:path d=\"M0 0\"/></svg:svg>".to_owned(),
            drawing("<g transform=\"translate(1 2)\" fill=\"rgb(1, 2, 3)\" stroke=\"url(#g)\"/>"),
            // What drawing programs note for themselves.
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\" i:version=\"1\" i:file=\"C:\\a (1).png\"><metadata><i:x i:resource=\"http://x.example/\"/></metadata></svg>".to_owned(),
        ] {
            assert_eq!(checked(&text), Ok(()), "{text}");
        }
    }

    #[test]
    fn md_02_drawings_that_run_something_are_refused() {
        for inner in [
            "<script>alert(1)</script>",
            "<SCRIPT>alert(1)</SCRIPT>",
            "<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>",
            "<rect onclick=\"alert(1)\"/>",
            "<g><g><rect OnLoad=\"alert(1)\"/></g></g>",
            "<a href=\"javascript:alert(1)\"/>",
            "<a xlink:href=\" java&#x0A;script:alert(1)\"/>",
            "<set attributeName=\"onmouseover\" to=\"alert(1)\"/>",
            "<animate attributeName=\"xlink:href\" values=\"x\"/>",
            "<foreignObject><p>x</p></foreignObject>",
            "<p xmlns=\"http://www.w3.org/1999/xhtml\">x</p>",
            "<iframe src=\"#x\"/>",
            "<style>a { width: expression(alert(1)) }</style>",
        ] {
            assert_eq!(checked(&drawing(inner)), Err(Unfit::Active), "{inner}");
        }
        for document_type in [
            "<!DOCTYPE svg [<!ENTITY x \"<script>alert(1)</script>\">]>",
            "<!DOCTYPE svg [<!ATTLIST svg onload CDATA \"alert(1)\">]>",
            "<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>",
            "<!-- x --><!DOCTYPE svg>",
            "<!DOCTYPE svg SYSTEM \"x",
        ] {
            assert_eq!(checked(&format!("{document_type}{}", drawing(""))), Err(Unfit::Active), "{document_type}");
        }
    }

    #[test]
    fn md_02_drawings_that_refer_elsewhere_are_refused() {
        for inner in [
            "<image href=\"https://evil.example/x.png\"/>",
            "<image xlink:href=\"//evil.example/x.png\"/>",
            "<use href=\"other.svg#x\"/>",
            "<a href=\"/account/logout/\"/>",
            "<image href=\"data:image/svg+xml;base64,AAAA\"/>",
            "<image href=\"data:text/html,x\"/>",
            "<rect fill=\"url(https://evil.example/#x)\"/>",
            "<rect style=\"fill: url( 'https://evil.example/#x' )\"/>",
            "<rect style=\"fill: u\\72l(https://evil.example/)\"/>",
            "<style>@import 'https://evil.example/x.css';</style>",
            "<style>@imp<!-- -->ort 'https://evil.example/x.css';</style>",
            "<style>a { fill: u<!-- x -->rl(https://evil.example/) }</style>",
            "<rect fill=\"u\\72l(https://evil.example/#x)\"/>",
            "<rect mask=\"image-set('https://evil.example/x.png' 1x)\"/>",
            "<style><![CDATA[@font-face { src: url(//evil.example/x.woff2) }]]></style>",
            "<g xml:base=\"https://evil.example/\"/>",
        ] {
            assert_eq!(checked(&drawing(inner)), Err(Unfit::External), "{inner}");
        }
        let sheet = format!("<?xml-stylesheet href=\"https://evil.example/x.css\"?>{}", drawing(""));
        assert_eq!(checked(&sheet), Err(Unfit::External));
    }

    #[test]
    fn md_02_what_is_no_drawing_is_told_apart() {
        for (text, expected) in [
            ("<html><body>x</body></html>", Unfit::Unknown),
            ("<svg><rect/></svg>", Unfit::Unknown),
            ("<p>not closed", Unfit::Unknown),
            ("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect></svg>", Unfit::Broken),
            ("<svg xmlns=\"http://www.w3.org/2000/svg\"/><script/>", Unfit::Broken),
            ("<?xml version=\"1.0\" encoding=\"UTF-7\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>", Unfit::Broken),
        ] {
            assert_eq!(checked(text), Err(expected), "{text}");
        }
        assert_eq!(check(b"<svg \xff"), Err(Unfit::Unknown));
    }
}
