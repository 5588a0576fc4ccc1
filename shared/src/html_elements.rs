//! How many elements a piece of HTML has: what bounds the time that sanitising it takes (EML-NEW-03).
//!
//! They are not the tags: elements that are left open are opened again in each paragraph after them, so a text of 100 KB can stand for
//! millions of them, and each new one is compared with all that are open. So they are counted as they are met, without a tree being
//! made, and no further than is needed.

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, local_name, ns, parse_fragment};

/// So many bytes are read between two looks at the count.
const STEP: usize = 512;

/// Whether `html`, as what is in a `div`, has at most so many elements.
#[must_use]
pub fn are_at_most(most: usize, html: &str) -> bool {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let mut parser = parse_fragment(Count::default(), ParseOpts::default(), context, Vec::new(), false);
    // The `div` and what is around it are there already.
    parser.tokenizer.sink.sink.0.set(0);
    let mut rest = html;
    while !rest.is_empty() {
        let (step, after) = rest.split_at(rest.floor_char_boundary(STEP));
        rest = after;
        parser.process(StrTendril::from_slice(step));
        if parser.tokenizer.sink.sink.0.get() > most {
            return false;
        }
    }
    parser.finish() <= most
}

/// Counts elements, and keeps of each its name for as long as it is open.
#[derive(Default)]
struct Count(Cell<usize>);

impl TreeSink for Count {
    type Handle = Rc<QualName>;
    type Output = usize;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> usize {
        self.0.get()
    }

    fn create_element(&self, name: QualName, _: Vec<Attribute>, _: ElementFlags) -> Rc<QualName> {
        self.0.set(self.0.get() + 1);
        Rc::new(name)
    }

    fn elem_name<'a>(&'a self, element: &'a Rc<QualName>) -> ExpandedName<'a> {
        element.expanded()
    }

    fn same_node(&self, one: &Rc<QualName>, other: &Rc<QualName>) -> bool {
        Rc::ptr_eq(one, other)
    }

    fn get_document(&self) -> Rc<QualName> {
        nameless()
    }

    fn get_template_contents(&self, template: &Rc<QualName>) -> Rc<QualName> {
        Rc::clone(template)
    }

    fn create_comment(&self, _: StrTendril) -> Rc<QualName> {
        nameless()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Rc<QualName> {
        nameless()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn append(&self, _: &Rc<QualName>, _: NodeOrText<Rc<QualName>>) {}
    fn append_before_sibling(&self, _: &Rc<QualName>, _: NodeOrText<Rc<QualName>>) {}
    fn append_based_on_parent_node(&self, _: &Rc<QualName>, _: &Rc<QualName>, _: NodeOrText<Rc<QualName>>) {}
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn add_attrs_if_missing(&self, _: &Rc<QualName>, _: Vec<Attribute>) {}
    fn remove_from_parent(&self, _: &Rc<QualName>) {}
    fn reparent_children(&self, _: &Rc<QualName>, _: &Rc<QualName>) {}
}

/// What is in the tree and no element.
fn nameless() -> Rc<QualName> {
    Rc::new(QualName::new(None, ns!(), local_name!("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_counted_as_they_would_be_made() {
        for (html, count) in [
            ("", 0),
            ("a < b <!-- <p> --> &lt;p&gt; <", 0),
            ("<p>a<br>b</p><P class='<b>'>", 3),
            ("<p><b>1</p><p>2</p>", 4),
            ("<table><td>x", 4),
            ("<svg><g/></svg>é<textarea><p>", 3),
        ] {
            assert!(are_at_most(count, html), "{html}");
            assert!(count == 0 || !are_at_most(count - 1, html), "{html}");
        }
    }

    #[test]
    fn it_counts_no_further_than_is_needed() {
        let again: String =
            (0..2_000).map(|n| format!("<i class={n}>")).chain(std::iter::repeat_n("<p>é".to_owned(), 20_000)).collect();
        assert!(!are_at_most(10_000, &again));
        assert!(!are_at_most(10_000, &"<div>".repeat(100_000)));
    }
}
