//! Pills and badges: tags, curricula, badges, roles, states (GLB-09).

use maud::{Markup, html};

/// The colours a pill may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Software Carpentry, instructors.
    Blue,
    /// Data Carpentry, accepted, active.
    Green,
    /// Online, asked to repeat.
    Cyan,
    /// Library Carpentry, pending.
    Yellow,
    /// Instructor training, discarded, inactive.
    Red,
    /// Everything else.
    Grey,
    /// Trainers.
    Dark,
}

impl Colour {
    const fn class(self) -> &'static str {
        match self {
            Self::Blue => "pill-blue",
            Self::Green => "pill-green",
            Self::Cyan => "pill-cyan",
            Self::Yellow => "pill-yellow",
            Self::Red => "pill-red",
            Self::Grey => "pill-grey",
            Self::Dark => "pill-dark",
        }
    }
}

/// The colour of a tag, badge or curriculum by the beginning of its lower-cased name.
#[must_use]
pub fn tag_colour(name: &str) -> Colour {
    const BY_PREFIX: [(&str, Colour); 8] = [
        ("swc", Colour::Blue),
        ("dc", Colour::Green),
        ("online", Colour::Cyan),
        ("lc", Colour::Yellow),
        ("ttt", Colour::Red),
        ("itt", Colour::Red),
        ("instructor", Colour::Blue),
        ("trainer", Colour::Dark),
    ];
    let name = name.to_lowercase();
    BY_PREFIX.into_iter().find(|(prefix, _)| name.starts_with(prefix)).map_or(Colour::Grey, |(_, colour)| colour)
}

/// A small rounded label; `details` explains it to whoever points at it or moves the focus there.
#[must_use]
pub fn pill(label: &str, colour: Colour, details: Option<&str>) -> Markup {
    html! {
        @match details.filter(|details| !details.is_empty()) {
            Some(details) => span.pill.(colour.class()).has-tip tabindex="0" { (label) span.tip role="tooltip" { (details) } },
            None => span.pill.(colour.class()) { (label) },
        }
    }
}

/// A tag of an event. Leave `details` out in dense tables, where every explained pill is one more stop of the Tab key.
#[must_use]
pub fn tag_pill(name: &str, details: Option<&str>) -> Markup {
    pill(name, tag_colour(name), details)
}

/// A curriculum, known by its slug, explained by its name.
#[must_use]
pub fn curriculum_pill(slug: &str, name: &str) -> Markup {
    pill(slug, tag_colour(slug), Some(name))
}

/// An important badge of a person, in capitals.
#[must_use]
pub fn important_badge(name: &str) -> Markup {
    pill(&name.to_uppercase(), tag_colour(name), None)
}

/// Whether a person's community role "instructor" is active.
#[must_use]
pub fn instructor_role_badge(active: bool) -> Markup {
    if active {
        pill("Instructor role (active)", Colour::Green, None)
    } else {
        pill("Instructor role (inactive)", Colour::Red, None)
    }
}

/// The state of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestState {
    /// Nobody decided yet.
    Pending,
    /// Taken up.
    Accepted,
    /// Refused.
    Discarded,
    /// Taken back by who asked.
    Withdrawn,
}

/// The badge of a request's state.
#[must_use]
pub fn state_badge(state: RequestState) -> Markup {
    match state {
        RequestState::Pending => pill("Pending", Colour::Yellow, None),
        RequestState::Accepted => pill("Accepted", Colour::Green, None),
        RequestState::Discarded => pill("Discarded", Colour::Red, None),
        RequestState::Withdrawn => pill("Withdrawn", Colour::Grey, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_follow_the_beginning_of_the_name() {
        let table = [
            ("SWC", Colour::Blue),
            ("swc-python", Colour::Blue),
            ("DC", Colour::Green),
            ("LC", Colour::Yellow),
            ("online", Colour::Cyan),
            ("TTT", Colour::Red),
            ("ITT", Colour::Red),
            ("instructor", Colour::Blue),
            ("trainer", Colour::Dark),
            ("cancelled", Colour::Grey),
            ("Pilot", Colour::Grey),
        ];
        for (name, colour) in table {
            assert_eq!(tag_colour(name), colour, "{name}");
        }
    }

    #[test]
    fn details_are_escaped() {
        assert!(tag_pill("SWC", Some("<b>")).into_string().contains("&lt;b&gt;"));
    }
}
