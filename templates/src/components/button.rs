//! Buttons and links that look like buttons (GLB-09: green creates, blue edits, yellow risks, red deletes). What a person may not do
//! is shown disabled, not hidden.

use maud::{Markup, Render, html};

use super::icon::{Icon, icon};

/// What a button is for, which decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// The page's main action, editing (blue).
    Primary,
    /// Creates something (green).
    Create,
    /// Everything else (plain).
    #[default]
    Plain,
    /// Permissions, passwords and the like (yellow).
    Caution,
    /// Deletes (red).
    Danger,
    /// Without a frame until it is pointed at.
    Quiet,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn-primary",
            Self::Create => "btn-create",
            Self::Plain => "btn-plain",
            Self::Caution => "btn-caution",
            Self::Danger => "btn-danger",
            Self::Quiet => "btn-quiet",
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Kind<'a> {
    Link(&'a str),
    Submit(Option<(&'a str, &'a str)>),
    OpensDialog(&'a str),
    Script,
}

/// A button, or a link in a button's shape.
#[derive(Debug, Clone, Copy)]
pub struct Button<'a> {
    label: &'a str,
    kind: Kind<'a>,
    tone: Tone,
    icon: Option<Icon>,
    icon_only: bool,
    small: bool,
    allowed: bool,
    why: Option<&'a str>,
    confirm: Option<&'a str>,
}

impl<'a> Button<'a> {
    const fn new(label: &'a str, kind: Kind<'a>) -> Self {
        Self {
            label,
            kind,
            tone: Tone::Plain,
            icon: None,
            icon_only: false,
            small: false,
            allowed: true,
            why: None,
            confirm: None,
        }
    }

    /// A link to another page.
    #[must_use]
    pub const fn link(label: &'a str, href: &'a str) -> Self {
        Self::new(label, Kind::Link(href))
    }

    /// Submits the form around it.
    #[must_use]
    pub const fn submit(label: &'a str) -> Self {
        Self::new(label, Kind::Submit(None))
    }

    /// Submits the form around it together with `name=value`.
    #[must_use]
    pub const fn submit_as(label: &'a str, name: &'a str, value: &'a str) -> Self {
        Self::new(label, Kind::Submit(Some((name, value))))
    }

    /// Opens the dialog with the id `dialog`.
    #[must_use]
    pub const fn opens(label: &'a str, dialog: &'a str) -> Self {
        Self::new(label, Kind::OpensDialog(dialog))
    }

    /// Does nothing by itself: a script listens to it.
    #[must_use]
    pub const fn script(label: &'a str) -> Self {
        Self::new(label, Kind::Script)
    }

    /// Gives the button its colour.
    #[must_use]
    pub const fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// Puts an icon before the label.
    #[must_use]
    pub const fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// Shows the icon alone; the label is for assistive technology and the tool tip.
    #[must_use]
    pub const fn icon_only(self, icon: Icon) -> Self {
        Self { icon: Some(icon), icon_only: true, ..self }
    }

    /// Makes the button small, for rows.
    #[must_use]
    pub const fn small(self) -> Self {
        Self { small: true, ..self }
    }

    /// Disables the button where the viewer may not do what it does.
    #[must_use]
    pub const fn allowed(self, allowed: bool) -> Self {
        Self { allowed, ..self }
    }

    /// Disables the button where there is a reason against what it does, which it tells.
    #[must_use]
    pub const fn unless(self, why: Option<&'a str>) -> Self {
        match why {
            Some(_) => Self { allowed: false, why, ..self },
            None => self,
        }
    }

    /// Asks `question` before it submits.
    #[must_use]
    pub const fn confirm(self, question: &'a str) -> Self {
        Self { confirm: Some(question), ..self }
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        let tip = if self.allowed {
            self.icon_only.then_some(self.label)
        } else {
            self.why.or(Some("You do not have the permission for this."))
        };
        let face = html! {
            @if let Some(picture) = self.icon { (icon(picture)) }
            @if self.icon_only { span.visually-hidden { (self.label) } } @else { span { (self.label) } }
        };
        html! {
            @match self.kind {
                Kind::Link(href) if self.allowed => {
                    a.btn.(self.tone.class()) .btn-sm[self.small] .btn-icon[self.icon_only] href=(href) title=[tip] { (face) }
                }
                Kind::Link(_) => {
                    a.btn.(self.tone.class()).disabled .btn-sm[self.small] .btn-icon[self.icon_only] role="link" aria-disabled="true" title=[tip] { (face) }
                }
                Kind::Submit(pair) => {
                    button.btn.(self.tone.class()) .btn-sm[self.small] .btn-icon[self.icon_only] type="submit" name=[pair.map(|(name, _)| name)]
                        value=[pair.map(|(_, value)| value)] disabled[!self.allowed] title=[tip] data-confirm=[self.confirm] { (face) }
                }
                Kind::Script => {
                    button.btn.(self.tone.class()) .btn-sm[self.small] .btn-icon[self.icon_only] type="button" disabled[!self.allowed] title=[tip] { (face) }
                }
                Kind::OpensDialog(dialog) => {
                    button.btn.(self.tone.class()) .btn-sm[self.small] .btn-icon[self.icon_only] type="button" command="show-modal" commandfor=(dialog)
                        data-dialog-open=(dialog) disabled[!self.allowed] title=[tip] { (face) }
                }
            }
        }
    }
}

/// The small icon link at the end of a row: details, edit. Disabled where not allowed.
#[must_use]
pub fn action_link(picture: Icon, label: &str, href: &str, allowed: bool) -> Markup {
    Button::link(label, href).tone(Tone::Quiet).icon_only(picture).small().allowed(allowed).render()
}

/// A button that posts to `action` at once, in a form of its own; `fields` are hidden values that go with it.
#[must_use]
pub fn post_button(action: &str, fields: &[(&str, &str)], button: Button<'_>) -> Markup {
    html! {
        form.form-inline method="post" action=(action) {
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            (button)
        }
    }
}

/// The red button that posts to `action` after a confirmation naming the record (GLB-09, GLB-12).
#[must_use]
pub fn delete_button(action: &str, label: &str, question: &str, allowed: bool) -> Markup {
    post_button(action, &[], Button::submit(label).tone(Tone::Danger).icon(Icon::Trash).confirm(question).allowed(allowed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_allowed_has_no_address() {
        let markup = Button::link("Edit", "/x/").tone(Tone::Primary).allowed(false).render().into_string();
        assert!(!markup.contains("href") && markup.contains(r#"aria-disabled="true""#), "{markup}");
    }

    #[test]
    fn a_delete_posts_and_asks_first() {
        let markup = delete_button("/x/delete/", "Delete", "Delete <Ann>?", true).into_string();
        assert!(markup.contains(r#"method="post""#) && markup.contains(r#"data-confirm="Delete &lt;Ann&gt;?""#), "{markup}");
    }
}
