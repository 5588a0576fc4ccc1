//! The form of an organization, and its pages (ORG-02, ORG-04).

use maud::{Render as _, html};
use shared::comment::Comment;
use shared::lookup::Lookup;
use shared::organization::Stored;
use shared::record::{Kind as Record, organization_url};

use crate::components::{CommentTarget, PageHead, comments, page_head};
use crate::form::{Choice, Field, Form, Kind, Of, State};
use crate::view::View;

/// An address may be longer than the domain that is kept of it.
const LONGEST_ADDRESS: usize = 300;

/// The form, with these countries to choose from: of the organization with this domain, or of a new one, which takes a comment.
#[must_use]
pub fn form(countries: Vec<(String, String)>, domain: Option<&str>) -> Form {
    let degrees = |name: &'static str, label: &'static str| Field::new(name, label, Kind::Decimal(f64::MIN, f64::MAX));
    let fields = [
        Field::text("domain", "Domain", LONGEST_ADDRESS)
            .required()
            .placeholder("example.org")
            .help("The address of its website. What tells nothing is left out: https:// before it, and what follows # or ;."),
        Field::text("fullname", "Fullname", 100).required(),
        Field::select("country", "Country", Of::Text, Choice::list(countries)),
        degrees("latitude", "Latitude").placeholder("55.7047"),
        degrees("longitude", "Longitude").placeholder("13.1910"),
        Field::look_ups("affiliated_organizations", "Affiliated organizations", Lookup::Organizations)
            .help("They are affiliated with this one, too."),
    ];
    match domain {
        Some(domain) => Form::new("Update").cancel(organization_url(domain)).fields(fields),
        None => {
            Form::new("Add").fields(fields).fields([Field::new("comment", "Comment", Kind::Markdown(3000))
                .help("Added to the organization's comments when you save.")])
        }
    }
}

/// The page for a new organization.
#[must_use]
pub fn add(form: &Form, state: &State) -> View {
    let title = "New organization";
    View::new(title, html! { (page_head(title, None)) (form.render("/fiscal/organizations/add/", state)) })
}

/// Everything that the edit page shows.
#[derive(Debug)]
pub struct Edit<'a> {
    /// The organization as it is stored.
    pub stored: &'a Stored,
    /// Its form.
    pub form: &'a Form,
    /// What the form contains.
    pub state: &'a State,
    /// Its comments.
    pub comments: &'a [Comment],
}

/// The edit page, with the comments below the form.
#[must_use]
pub fn edit(page: &Edit<'_>) -> View {
    let Stored { own, label, .. } = page.stored;
    let here = format!("{}edit/", organization_url(&own.domain));
    let next = format!("{here}#comments");
    let target = CommentTarget { content_type: Record::Organization.object_type(), object_pk: own.id, next: &next, draft: None };
    View::new(
        label.as_str(),
        html! {
            (PageHead::new(label).kind("Edit").render())
            (page.form.render(&here, page.state))
            (comments(page.comments, Some(target)))
        },
    )
}

#[cfg(test)]
mod tests {
    use shared::organization::OrganizationInput;

    use super::*;

    fn input() -> OrganizationInput {
        OrganizationInput {
            domain: "lu.se/math".into(),
            fullname: "Lund University".into(),
            country: Some("SE".into()),
            latitude: Some(55.5),
            longitude: Some(1000.25),
            affiliated_organizations: vec![3, 4],
            comment: "Met at CarpentryCon.".into(),
        }
    }

    fn declared(domain: Option<&str>) -> Form {
        form(vec![("SE".into(), "Sweden".into())], domain)
    }

    #[test]
    fn an_organization_goes_into_the_form_and_comes_back_the_same() {
        let form = declared(None);
        let mut state = State::of(&form, &input());
        assert_eq!(form.read::<OrganizationInput>(&mut state), Some(input()), "{:?}", state.errors);
    }

    #[test]
    fn an_existing_one_takes_no_comment_here() {
        let form = declared(Some("lu.se/math"));
        let mut state = State::of(&form, &input());
        let expected = OrganizationInput { comment: String::new(), ..input() };
        assert_eq!(form.read::<OrganizationInput>(&mut state), Some(expected), "{:?}", state.errors);
    }

    #[test]
    fn an_empty_form_names_every_required_field() {
        let mut state = State::default();
        assert_eq!(declared(None).read::<OrganizationInput>(&mut state), None);
        let named: Vec<&str> = state.errors.iter().map(|(name, _)| name).collect();
        assert_eq!(named, ["domain", "fullname"]);
    }

    #[test]
    fn a_coordinate_is_a_number_of_any_size() {
        for (text, fine) in [("-1234.5", true), ("x", false), ("1e999", false), ("NaN", false)] {
            let mut state = State::of(&declared(None), &input());
            state.preset("latitude", text);
            assert_eq!(declared(None).read::<OrganizationInput>(&mut state).is_some(), fine, "{text}");
            assert!(state.errors.of("latitude").iter().all(|message| message.len() < 50), "{:?}", state.errors);
        }
    }
}
