//! Comments below a record (GLB-15).

use maud::{Markup, html};
use shared::comment::Comment;

use super::button::{Button, Tone};
use super::icon::Icon;
use super::time::moment;
use crate::markdown;

/// What a new comment is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommentTarget<'a> {
    /// `app.model`, such as `workshops.event`.
    pub content_type: &'a str,
    /// The record's id.
    pub object_pk: i32,
    /// Where posting leads back to, usually the page's path and `#comments`.
    pub next: &'a str,
    /// What the person wrote before, and what is wrong with it.
    pub draft: Option<(&'a str, &'a str)>,
}

/// The comments, oldest first, and the form for one more; without `target` the list alone.
#[must_use]
pub fn comments(list: &[Comment], target: Option<CommentTarget<'_>>) -> Markup {
    html! {
        section.panel.comments id="comments" aria-labelledby="comments-heading" {
            div.panel-head { h2 id="comments-heading" { "Comments" @if !list.is_empty() { " " span.tab-count { (list.len()) } } } }
            div.panel-body {
                @if list.is_empty() { p.none { "No comments yet." } }
                @for comment in list {
                    article.comment id={ "c" (comment.id) } {
                        p.comment-head { strong { (comment.author) } " commented on " a href={ "#c" (comment.id) } { (moment(comment.at)) } }
                        div.prose { (markdown::render(&comment.body)) }
                    }
                }
                @if let Some(target) = target { (form(target)) }
            }
        }
    }
}

fn form(target: CommentTarget<'_>) -> Markup {
    html! {
        form.comment-form method="post" action="/comments/post/" {
            input type="hidden" name="content_type" value=(target.content_type);
            input type="hidden" name="object_pk" value=(target.object_pk);
            input type="hidden" name="next" value=(target.next);
            label.form-label for="comment-text" { "Add a comment" }
            textarea.form-control .is-invalid[target.draft.is_some()] id="comment-text" name="comment" rows="3" maxlength="3000" required
                data-markdown="/markdownx/markdownify/" data-upload="/markdownx/upload/" aria-describedby="comment-text-help" {
                @if let Some((text, _)) = target.draft { (text) }
            }
            @if let Some((_, error)) = target.draft { p.field-error { (error) } }
            p.field-help id="comment-text-help" { "Markdown works; addresses become links. At most 3,000 characters." }
            (Button::submit("Comment").tone(Tone::Create).icon(Icon::Comment))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_has_an_anchor_and_no_raw_html() {
        let comment = Comment {
            id: 7,
            author: "<Ann>".to_owned(),
            at: "2026-09-05T15:00:00Z".parse().expect("a moment"),
            body: "**hi** <script>x</script>".to_owned(),
        };
        let markup = comments(&[comment], None).into_string();
        assert!(
            markup.contains(r#"id="c7""#) && markup.contains("&lt;Ann&gt;") && markup.contains("<strong>hi</strong>"),
            "{markup}"
        );
        assert!(!markup.contains("<script") && !markup.contains("<form"), "{markup}");
    }
}
