//! Icons: masks of the style sheet, so that they take the colour of the text around them and load from any origin.

use maud::{Markup, html};

macro_rules! icons {
    ($($(#[$about:meta])* $variant:ident = $name:literal,)*) => {
        /// An icon of the style sheet; `assets/icons.json` lists the same names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Icon {
            $($(#[$about])* $variant,)*
        }

        impl Icon {
            /// Every icon.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The icon's name in Bootstrap Icons.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

icons! {
    /// Sorted downwards.
    ArrowDown = "arrow-down-short",
    /// Sorted upwards.
    ArrowUp = "arrow-up-short",
    /// Opens elsewhere.
    External = "box-arrow-up-right",
    /// Dates.
    Calendar = "calendar-event",
    /// A record's details.
    Card = "card-list",
    /// Comments.
    Comment = "chat-left-text",
    /// Yes, done.
    Check = "check-lg",
    /// A menu that opens.
    ChevronDown = "chevron-down",
    /// The system's colour theme.
    SystemTheme = "circle-half",
    /// Past changes.
    History = "clock-history",
    /// No, nothing.
    Dash = "dash-lg",
    /// An export.
    Download = "download",
    /// E-mail.
    Envelope = "envelope",
    /// Something lacks or went wrong.
    Warning = "exclamation-triangle",
    /// Filters.
    Filter = "filter",
    /// A place on a map.
    Place = "geo-alt",
    /// GitHub.
    GitHub = "github",
    /// A website, an online event.
    Globe = "globe",
    /// Facts, details.
    Info = "info-circle",
    /// Keyboard shortcuts.
    Keyboard = "keyboard",
    /// Passwords and permissions.
    Key = "key",
    /// A link.
    Link = "link-45deg",
    /// The menu on small screens.
    Menu = "list",
    /// Not allowed.
    Lock = "lock",
    /// The dark theme.
    Moon = "moon-stars",
    /// Edit.
    Pencil = "pencil",
    /// Several persons.
    People = "people",
    /// One person.
    Person = "person",
    /// New.
    Plus = "plus-lg",
    /// Print.
    Print = "printer",
    /// Help.
    Question = "question-circle",
    /// Search.
    Search = "search",
    /// The light theme.
    Sun = "sun",
    /// Tags.
    Tag = "tag",
    /// Delete.
    Trash = "trash",
    /// Failed.
    Failed = "x-circle",
    /// Close, remove.
    Close = "x-lg",
}

/// An icon beside words that say the same: invisible to assistive technology.
#[must_use]
pub fn icon(icon: Icon) -> Markup {
    html! { span.icon.{ "icon-" (icon.name()) } aria-hidden="true" {} }
}

/// An icon that stands alone and means `label`.
#[must_use]
pub fn icon_labelled(icon: Icon, label: &str) -> Markup {
    html! { span.icon.{ "icon-" (icon.name()) } role="img" aria-label=(label) title=(label) {} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_has_exactly_these_icons() {
        let built: Vec<String> = serde_json::from_str(include_str!("../../assets/icons.json")).expect("a list of names");
        assert_eq!(Icon::ALL.iter().map(|icon| icon.name()).collect::<Vec<_>>(), built);
    }
}
