//! The page that makes an agreement longer (MEM-07, PAR-05) or gives it more credits (PAR-06): what it is now, by how much that
//! would grow, and a form that asks for what it is to be.

use maud::{Markup, Render as _, html};
use shared::agreement::Period;
use shared::comment;

use crate::components::{Details, page_head};
use crate::form::{Field, Form, Kind, State, day};
use crate::format::date;
use crate::view::View;

/// What is to grow, as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Now {
    /// The days of the agreement.
    Days(Period),
    /// The credits.
    Credits(i32),
}

impl Now {
    /// The field that asks for what it is to be.
    fn field(self) -> Field {
        match self {
            Self::Days(_) => Field::date("new_agreement_end", "New agreement end").help("A day after the current end."),
            Self::Credits(_) => {
                Field::new("new_credits", "New credits", Kind::Integer(0, i32::MAX)).help("More than the current credits.")
            }
        }
    }

    /// One of what it is counted in, and several.
    fn units(self) -> (&'static str, &'static str) {
        match self {
            Self::Days(_) => ("day", "days"),
            Self::Credits(_) => ("credit", "credits"),
        }
    }

    /// Where counting begins, as the field would hold it.
    fn start(self) -> String {
        match self {
            Self::Days(period) => period.end.to_string(),
            Self::Credits(credits) => credits.to_string(),
        }
    }

    /// By how much `text` in the field is more; `None` for what cannot be read.
    fn difference(self, text: &str) -> Option<i64> {
        match self {
            Self::Days(period) => Some(day(text.trim())?.signed_duration_since(period.end).num_days()),
            Self::Credits(credits) => Some(text.trim().parse::<i64>().ok()? - i64::from(credits)),
        }
    }
}

/// The form; Cancel leads `back` to the agreement's page.
#[must_use]
pub fn form(now: Now, back: &str) -> Form {
    let comment = Field::new("comment", "Comment", Kind::Markdown(comment::LONGEST));
    Form::new("Extend")
        .fields([now.field().required(), comment.help("Joins what is noted about the extension in the comments.")])
        .cancel(back)
}

/// Everything that the page shows.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Its title, such as `Extend membership …`.
    pub title: &'a str,
    /// What is to grow.
    pub now: Now,
    /// The form.
    pub form: &'a Form,
    /// Where it is sent.
    pub action: &'a str,
    /// What it contains.
    pub state: &'a State,
}

/// The page.
#[must_use]
pub fn page(page: &Page<'_>) -> View {
    let facts = match page.now {
        Now::Days(period) => Details::new()
            .row("Agreement start", html! { (date(period.start)) })
            .row("Agreement end", html! { (date(period.end)) }),
        Now::Credits(credits) => Details::new().row("Credits", html! { (credits) }),
    };
    let facts = facts.row("Extension", extension(page));
    View::new(page.title, html! { (page_head(page.title, None)) (facts.render()) (page.form.render(page.action, page.state)) })
}

/// By how much it would grow; a script goes on counting as one types.
fn extension(page: &Page<'_>) -> Markup {
    let field = page.now.field().name;
    let (one, several) = page.now.units();
    html! {
        output for=(page.form.element(&field)) form=(page.form.id) data-difference-from=(page.now.start()) data-units={ (one) " " (several) } {
            @match page.now.difference(page.state.text(&field)) {
                Some(difference) => { (difference) " " (if difference == 1 { one } else { several }) },
                None => "–",
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::agreement::ExtendInput;

    use super::*;

    const BACK: &str = "/fiscal/membership/1/";

    fn year() -> Now {
        Now::Days(Period { start: "2026-01-01".parse().unwrap(), end: "2026-12-31".parse().unwrap() })
    }

    fn shown(now: Now, text: &str) -> String {
        let form = form(now, BACK);
        let mut state = State::default();
        state.preset(&now.field().name, text);
        page(&Page { title: "Extend", now, form: &form, action: BACK, state: &state }).body.into_string()
    }

    #[test]
    fn an_extension_goes_into_the_form_and_comes_back_the_same() {
        let form = form(year(), BACK);
        let input = ExtendInput { new_agreement_end: "2027-01-31".parse().unwrap(), comment: "Once *more*".into() };
        let mut state = State::of(&form, &input);
        assert_eq!(form.read::<ExtendInput>(&mut state), Some(input), "{:?}", state.errors);
    }

    #[test]
    fn the_difference_is_counted_in_days_or_credits() {
        for (now, text, says) in [
            (year(), "2026-12-31", "0 days"),
            (year(), "2027-01-01", "1 day<"),
            (year(), "01/30/2027", "30 days"),
            (year(), "soon", "–"),
            (Now::Credits(100), "130", "30 credits"),
            (Now::Credits(100), "101", "1 credit<"),
            (Now::Credits(100), "", "–"),
        ] {
            assert!(shown(now, text).contains(&format!(">{says}")), "{now:?} {text}");
        }
        assert!(shown(year(), "").contains("data-difference-from=\"2026-12-31\" data-units=\"day days\""));
    }
}
