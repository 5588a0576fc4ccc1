//! How an event's website keeps the rules (IMP-02).

use maud::{Markup, Render as _, html};
use shared::record::event_url;
use shared::website::{Examined, Finding, Problem, Severity};

use crate::components::{Button, Icon, PageHead, external_link, icon, section};
use crate::view::View;

/// The page about the website of the event called `slug`: its address as stored, and what came of looking at it. `None` for an event
/// without a website.
#[must_use]
pub fn validation(slug: &str, website: Option<(&str, &Result<Examined, Problem>)>) -> View {
    let event = event_url(slug);
    let body = match website {
        None => notice("notice-error", Icon::Failed, "This event has no website yet."),
        Some((url, Err(problem))) => html! {
            (notice("notice-error", Icon::Failed, &problem.to_string()))
            (validated(url))
        },
        Some((_, Ok(examined))) => html! {
            @if examined.findings.is_empty() { (notice("notice-success", Icon::Check, "All is well: the website keeps every rule.")) }
            (list("errors", "Errors", "notice-error", examined, Severity::Error))
            (list("warnings", "Warnings", "notice-warning", examined, Severity::Warning))
            (validated(&examined.website))
        },
    };
    View::new(
        format!("Validate {slug}"),
        html! {
            (PageHead::new(slug).kind("Website of").actions(Button::link("Back to the event", &event).render()).render())
            (body)
        },
    )
}

fn validated(url: &str) -> Markup {
    html! { p.validated { "Validated website: " (external_link(Some(url), Some(url))) } }
}

fn notice(class: &str, picture: Icon, text: &str) -> Markup {
    html! { div.notice.(class) { (icon(picture)) p { (text) } } }
}

fn list(id: &str, title: &str, class: &str, examined: &Examined, severity: Severity) -> Markup {
    let findings: Vec<&Finding> = examined.findings.iter().filter(|finding| finding.severity == severity).collect();
    let picture = if severity == Severity::Error { Icon::Failed } else { Icon::Warning };
    if findings.is_empty() {
        return html! {};
    }
    section(
        id,
        title,
        None,
        html! {
            ul.plain-list.findings {
                @for finding in findings {
                    li.notice.(class) { (icon(picture)) p { strong { (finding.about) } " " (finding.problem) } }
                }
            }
        },
    )
}
