//! The form of a community role (ROL-02, ROL-03), also on a person's page. What it demands depends on the kind of role: a script
//! follows the choice, and without it the button "Show what this role asks for" does.

use maud::{Markup, html};
use shared::community_role::{Config, Stored, custom_key_field};
use shared::lookup::Lookup;
use shared::record::{Kind as Record, community_role_url, person_url};

use super::settings::settings;
use crate::components::{Details, PageHead, link, page_head};
use crate::form::{Choice, FIND, Field, Form, Kind, Of, State};
use crate::view::View;

/// So many records can be chosen from a list; where there are more, their number is asked for.
const MOST_TARGETS: usize = 500;
/// Where the look-up of a related object finds its choices.
const TARGETS: &str = "/select_lookups/generic/";

/// Whose role the form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// It is asked.
    Asked,
    /// The page's person.
    Persons,
    /// That of the role, which exists: its kind and person stay (DM-CROLE-07, ROL-03).
    Existing,
}

/// What the form must know.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Whose role it is.
    pub whose: Whose,
    /// The kind of role, once it is chosen.
    pub config: Option<&'a Config>,
    /// The records that the kind lets a role point at.
    pub targets: &'a [(String, String)],
    /// Why roles are made inactive.
    pub inactivations: &'a [(String, String)],
}

/// The form: its names have the prefix `communityrole`.
#[must_use]
pub fn form(asked: &Asked<'_>) -> Form {
    let (id, submit) = match asked.whose {
        Whose::Asked => ("main-form", "Add"),
        Whose::Persons => ("communityrole-form", "Add community role"),
        Whose::Existing => ("main-form", "Update"),
    };
    let form = Form::new(submit).prefixed(id, "communityrole").fields(fields(asked));
    match asked.config {
        Some(config) if asked.whose == Whose::Existing && !config.input.custom_key_labels.is_empty() => {
            let labels = config.input.custom_key_labels.iter().enumerate();
            form.group("Custom keys", labels.map(|(n, label)| Field::text(custom_key_field(n), label.clone(), 255)))
        }
        _ => form,
    }
}

fn fields(asked: &Asked<'_>) -> Vec<Field> {
    let asks = |what: fn(&Config) -> bool| asked.config.is_some_and(what);
    let config = match asked.whose {
        Whose::Existing => Field::new("config", "Role Name", Kind::Hidden(Of::Int)),
        _ => Field::look_up("config", "Role Name", Lookup::CommunityRoles),
    };
    let person = match asked.whose {
        Whose::Asked => Field::look_up("person", "Person", Lookup::Persons),
        _ => Field::new("person", "Person", Kind::Hidden(Of::Int)),
    };
    let award = Field::look_up("award", "Associated Award", Lookup::Awards)
        .depends("person:id_communityrole-person badge:id_communityrole-badge");
    let inactivations = Choice::list(asked.inactivations.to_vec());
    vec![
        config.required(),
        person.required(),
        required(award, asks(|config| config.input.link_to_award)),
        Field::date("start", "Role Start Date").required(),
        Field::date("end", "Role End Date")
            .help("The day from which it does not hold any more. Needed where there is a reason for inactivation."),
        Field::select("inactivation", "Reason for inactivation", Of::Int, inactivations),
        required(
            Field::look_up("membership", "Associated Membership", Lookup::Memberships),
            asks(|config| config.input.link_to_membership),
        ),
        required(
            Field::look_up("partnership", "Associated Partnership", Lookup::Partnerships),
            asks(|config| config.input.link_to_partnership),
        ),
        required(Field::new("url", "URL", Kind::Url(200)), asks(|config| config.input.additional_url)),
        target(asked),
    ]
}

/// The field, required or not. Whether the kind's demands are met is for the rules to say; the mark tells before.
fn required(field: Field, is_required: bool) -> Field {
    if is_required { field.required() } else { field }
}

/// The record that the role points at. Which kind of record is not asked: the kind of role says.
fn target(asked: &Asked<'_>) -> Field {
    let kind = asked.config.and_then(|config| config.input.generic_relation_content_type.as_deref());
    let label = match kind {
        Some(kind) => format!("Generic relation object ({})", kind_name(kind)),
        None => "Generic relation object".to_owned(),
    };
    if asked.targets.len() > MOST_TARGETS {
        return Field::new("generic_relation_pk", label, Kind::Integer(0, i32::MAX))
            .help("Its number, as in the address of its page.");
    }
    let choices = Choice::list(asked.targets.to_vec());
    Field::select("generic_relation_pk", label, Of::Int, choices).help("What the role is about, where the role asks for it.")
}

/// What one of a kind of records is called, from `app.model`.
fn kind_name(kind: &str) -> &str {
    Record::of(kind).map_or(kind, |kind| kind.table())
}

/// The form with what its script needs, posting to `action`.
#[must_use]
pub fn render(form: &Form, asked: &Asked<'_>, action: &str, state: &State) -> Markup {
    let badge = asked.config.and_then(|config| config.input.award_badge_limit).map(|badge| badge.to_string());
    html! {
        div data-role-form=(TARGETS) data-settings=[asked.config.map(|config| settings(config).to_string())] {
            input type="hidden" id="id_communityrole-badge" value=(badge.unwrap_or_default());
            (form.render(action, state))
            @if asked.whose != Whose::Existing {
                p.nojs-only {
                    button.btn.btn-plain type="submit" form=(form.id) name=(FIND) value="config" formnovalidate { "Show what this role asks for" }
                }
            }
        }
    }
}

/// The page for a new role.
#[must_use]
pub fn add(form: &Form, asked: &Asked<'_>, action: &str, state: &State) -> View {
    View::new("New community role", html! { (page_head("New community role", None)) (render(form, asked, action, state)) })
}

/// The edit page of the role `id`.
#[must_use]
pub fn edit(id: i32, stored: &Stored, form: &Form, asked: &Asked<'_>, state: &State) -> View {
    let labels = asked.config.map(|config| config.input.custom_key_labels.as_slice()).unwrap_or_default();
    let former: Vec<_> = stored.custom_keys.0.iter().filter(|(label, _)| !labels.contains(label)).collect();
    let facts = Details::new()
        .one_column()
        .text("Role Name", asked.config.map(|config| config.input.display_name.as_str()))
        .row("Person", link(&person_url(stored.input.person), &stored.person));
    let facts = former.iter().fold(facts, |facts, (label, value)| facts.text(label, Some(value)));
    View::new(
        stored.label.as_str(),
        html! {
            (PageHead::new(&stored.label).kind("Edit"))
            (facts)
            (render(form, asked, &format!("{}edit/", community_role_url(id)), state))
        },
    )
}

#[cfg(test)]
mod tests {
    use shared::community_role::{CommunityRoleInput, ConfigInput};

    use super::*;

    fn config() -> Config {
        let input = ConfigInput {
            display_name: "Maintainer".into(),
            link_to_award: true,
            additional_url: true,
            award_badge_limit: Some(4),
            generic_relation_content_type: Some("workshops.lesson".into()),
            custom_key_labels: vec!["One".into(), "Two".into()],
            ..ConfigInput::default()
        };
        Config { id: 1, input, badge: None }
    }

    #[test]
    fn a_role_goes_into_the_form_and_comes_back_the_same() {
        let (config, one) = (config(), vec![("7".to_owned(), "Seven".to_owned())]);
        let asked = Asked { whose: Whose::Existing, config: Some(&config), targets: &one, inactivations: &one };
        let form = form(&asked);
        let input = CommunityRoleInput {
            config: 1,
            person: 2,
            award: Some(3),
            start: "2026-01-02".parse().ok(),
            end: "2026-02-03".parse().ok(),
            inactivation: Some(7),
            membership: Some(5),
            partnership: Some(6),
            url: "https://x.org".into(),
            generic_relation_pk: Some(7),
            custom_keys: vec![String::new(), "b".into()],
        };
        let mut state = State::of(&form, &input);
        assert_eq!(form.read::<CommunityRoleInput>(&mut state), Some(input), "{:?}", state.errors);
    }

    #[test]
    fn what_the_kind_asks_for_is_marked() {
        let config = config();
        let form = form(&Asked { whose: Whose::Asked, config: Some(&config), targets: &[], inactivations: &[] });
        let required: Vec<&str> = form.all().filter(|field| field.required).map(|field| &*field.name).collect();
        assert_eq!(required, ["config", "person", "award", "start", "url"]);
        let state = State::default();
        let page =
            render(&form, &Asked { whose: Whose::Asked, config: Some(&config), targets: &[], inactivations: &[] }, "/x/", &state);
        let page = page.into_string();
        assert!(
            page.contains("id=\"id_communityrole-badge\" value=\"4\"") && page.contains("Generic relation object (lesson)"),
            "{page}"
        );
    }

    #[test]
    fn too_many_records_are_asked_for_by_number() {
        let many: Vec<_> = (0..=MOST_TARGETS).map(|n| (n.to_string(), n.to_string())).collect();
        let form = form(&Asked { whose: Whose::Asked, config: None, targets: &many, inactivations: &[] });
        assert!(matches!(form.field("generic_relation_pk").map(|field| &field.kind), Some(Kind::Integer(..))));
    }
}
