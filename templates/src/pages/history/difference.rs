//! What became of a field.

use maud::{Markup, html};
use shared::history::{Difference, Field, Piece, Referred, Sign};

use crate::components::{dash, link};

/// The fields: those that changed, and the others folded away below.
pub(super) fn fields(fields: &[Field]) -> Markup {
    let (changed, same): (Vec<&Field>, Vec<&Field>) = fields.iter().partition(|field| field.is_changed());
    html! {
        @if changed.is_empty() { p.none { "Nothing differs." } }
        (rows(&changed))
        @if !same.is_empty() {
            details.differences-same {
                summary { (same.len()) (if same.len() == 1 { " field that did not change" } else { " fields that did not change" }) }
                (rows(&same))
            }
        }
    }
}

/// The fields alone, all of which changed.
pub(crate) fn changed(fields: &[Field]) -> Markup {
    rows(&fields.iter().collect::<Vec<_>>())
}

fn rows(fields: &[&Field]) -> Markup {
    html! {
        @if !fields.is_empty() {
            dl.differences {
                @for field in fields { div.difference { dt { (field.name) } dd { (difference(&field.difference)) } } }
            }
        }
    }
}

fn difference(difference: &Difference) -> Markup {
    match difference {
        Difference::Text(pieces) if pieces.is_empty() => dash(),
        Difference::Text(pieces) => html! { div.difference-text { @for piece in pieces { (words(piece)) } } },
        Difference::Records(records) if records.is_empty() => dash(),
        Difference::Records(records) => html! {
            ul.difference-records { @for (sign, referred) in records { li { (record(*sign, referred)) } } }
        },
    }
}

/// Removed words are struck out, added ones underlined: colour is not the only sign.
fn words(piece: &Piece) -> Markup {
    html! {
        @match piece.sign {
            Sign::Same => (piece.text),
            Sign::Added => ins { (piece.text) },
            Sign::Removed => del { (piece.text) },
        }
    }
}

fn record(sign: Sign, referred: &Referred) -> Markup {
    let shown = match &referred.url {
        Some(url) => link(url, &referred.label),
        None => html! { (referred.label) },
    };
    html! {
        @match sign {
            Sign::Same => span.none { (shown) },
            Sign::Added => ins { "+" (shown) },
            Sign::Removed => del { "−" (shown) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_ver_08_added_and_removed_are_marked_and_escaped() {
        let piece = |sign, text: &str| Piece { sign, text: text.to_owned() };
        let text = Difference::Text(vec![piece(Sign::Same, "a "), piece(Sign::Removed, "<b>"), piece(Sign::Added, "c")]);
        assert!(difference(&text).into_string().contains("a <del>&lt;b&gt;</del><ins>c</ins>"));
        let tag = |label: &str| Referred { label: label.to_owned(), url: None };
        let set = Difference::Records(vec![(Sign::Added, tag("SWC")), (Sign::Removed, tag("17")), (Sign::Same, tag("DC"))]);
        let markup = difference(&set).into_string();
        assert!(markup.contains("<ins>+SWC</ins>") && markup.contains("<del>−17</del>") && markup.contains(">DC<"), "{markup}");
        assert!(difference(&Difference::Text(Vec::new())).into_string().contains("—"));
    }
}
