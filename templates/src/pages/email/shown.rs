//! What a recipient would read, in a frame in which nothing runs.

use maud::{DOCTYPE, Markup, html};

use crate::components::{Icon, icon};
use crate::markdown;

/// An email filled in, with what stands in its way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// The subject.
    pub subject: String,
    /// The body as HTML, not to be trusted; empty where there is none.
    pub html: String,
    /// The plain text, where that says something of its own.
    pub text: Option<String>,
    /// What is wrong with it, in sentences.
    pub problems: Vec<String>,
    /// What the variables stand for, as indented JSON; empty where that cannot be told.
    pub context: String,
    /// To whom it goes.
    pub to: Vec<String>,
    /// Who would get it, but has no address.
    pub dropped: Vec<String>,
}

impl Shown {
    /// What is wrong, above everything else.
    pub(super) fn notices(&self) -> Markup {
        html! {
            @for problem in &self.problems {
                div.notice.notice-error.stack { (icon(Icon::Failed)) p { (problem) } }
            }
        }
    }

    /// Subject and body.
    pub(super) fn message(&self) -> Markup {
        html! {
            p.mail-subject { span.none { "Subject: " } strong { (self.subject) } }
            @match &self.text {
                None => (frame(&self.html)),
                Some(text) if self.html.is_empty() => (source(text)),
                Some(text) => { (frame(&self.html)) h3 { "Plain text" } (source(text)) }
            }
        }
    }

    /// To whom it goes.
    pub(super) fn recipients(&self) -> Option<Markup> {
        (!self.to.is_empty() || !self.dropped.is_empty()).then(|| {
            html! {
                (self.to.join(", "))
                @if !self.dropped.is_empty() { " " span.none { "(without an address: " (self.dropped.join(", ")) ")" } }
            }
        })
    }
}

/// HTML of a mail, sanitised, in a document of its own without scripts, forms and links that open here.
fn frame(html: &str) -> Markup {
    let document = html! {
        (DOCTYPE)
        html lang="en" { head { meta charset="utf-8"; title { "E-mail" } } body { (markdown::clean(html)) } }
    };
    html! { iframe.mail-frame title="The e-mail as its recipients see it" sandbox="" referrerpolicy="no-referrer" srcdoc=(document.into_string()) {} }
}

/// A text as it is stored, line by line.
pub(super) fn source(text: &str) -> Markup {
    html! { pre.mail-source { (text) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_ui_a_mail_is_shown_where_nothing_runs() {
        let shown = Shown { html: "<p onclick=\"x()\">Hi <b>Ada</b></p><script>alert(1)</script>".into(), ..Shown::default() };
        let page = shown.message().into_string();
        assert!(page.contains("sandbox=\"\"") && page.contains("&lt;b&gt;Ada&lt;/b&gt;"), "{page}");
        assert!(!page.contains("script") && !page.contains("onclick"), "{page}");
    }

    #[test]
    fn a_text_of_its_own_is_shown_as_it_is() {
        let text = Shown { text: Some("Hi {{ x }} & <b>you</b>".into()), ..Shown::default() };
        let page = text.message().into_string();
        assert!(page.contains("Hi {{ x }} &amp; &lt;b&gt;you&lt;/b&gt;") && !page.contains("iframe"), "{page}");
        let both = Shown { html: "<p>Hi</p>".into(), ..text };
        let page = both.message().into_string();
        assert!(page.contains("iframe") && page.contains("Plain text") && page.contains("Hi {{ x }}"), "{page}");
    }
}
