//! A person's page (PER-10).

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::access::{GITHUB, NewPassword, Viewer};
use shared::calendar_feed;
use shared::comment::Comment;
use shared::history::Summary;
use shared::mail_delivery::Suppression;
use shared::person::{Affairs, Details as Person, GENDERS, OTHER_GENDER, Related};
use shared::record::{Kind, person_url};

use super::{affairs, mail, profiles, tables};
use crate::components::{
    Button, Colour, CommentTarget, Details, Icon, Mark, PageHead, Tone, comments, country, delete_button, external_link, history,
    mail_button, moment, pill, post_button, section,
};
use crate::pages::event::tasks::badges;
use crate::view::View;

/// Everything that the page shows.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Who looks.
    pub viewer: &'a Viewer,
    /// The person.
    pub person: &'a Person,
    /// Which of the person's addresses get no mail; nothing where that is not known.
    pub suppressed: Option<&'a BTreeMap<String, Suppression>>,
    /// Awards, tasks and community roles.
    pub related: &'a Related,
    /// Applications, progress, memberships, accounts and emails.
    pub affairs: &'a Affairs,
    /// Whether accounts are shown: the flag `SERVICE_OFFERING`.
    pub offers_services: bool,
    /// Whether emails are shown: the flag `EMAIL_MODULE`.
    pub has_emails: bool,
    /// When the record was made and changed.
    pub history: &'a Summary,
    /// The comments on the person.
    pub comments: &'a [Comment],
}

/// The page.
#[must_use]
pub fn details(sheet: &Sheet<'_>) -> View {
    let Sheet { viewer, person, related, affairs, .. } = sheet;
    let url = person_url(person.id);
    let next = format!("{url}#comments");
    let buttons = buttons(viewer, person);
    let subscribe = calendar_feed::add_url(&[("kind", "person"), ("person", &person.id.to_string())]);
    View::new(
        format!("Person {}", person.label),
        html! {
            (PageHead::new(&person.full_name).kind("Person").beside(pills(person, related)).below(history(sheet.history)).actions(buttons.clone()))
            (facts(sheet))
            (section("awards", "Awards", None, tables::awards(&related.awards)))
            (section("tasks", "Tasks", tables::counts(&related.counts), tables::tasks(&related.tasks)))
            (section("trainingrequests", "Training requests", None, affairs::training_requests(&affairs.training_requests)))
            (section("progress", "Instructor Training progress", None, affairs::progress(&affairs.progress, &format!("{url}#progress"))))
            (section("memberships", "Membership roles", None, affairs::membership_roles(&affairs.membership_roles)))
            (section("communityroles", "Community roles", None, tables::roles(&related.roles)))
            @if sheet.offers_services {
                (section("account", "Account", None, affairs::account(affairs.account.as_ref())))
                (section("accountowners", "Account owner roles", None, affairs::owner_roles(&affairs.owner_roles)))
            }
            @if sheet.has_emails {
                (section("emails", "Related scheduled emails", Some(mail_button(viewer, &url)), affairs::emails(&affairs.emails)))
            }
            (comments(sheet.comments, Some(CommentTarget { content_type: Kind::Person.object_type(), object_pk: person.id, next: &next, draft: None })))
            div.page-foot { (buttons) (Button::link("Subscribe to tasks", &subscribe).icon(Icon::Calendar)) (removal(viewer, person)) }
        },
    )
}

/// Editing, permissions and password.
fn buttons(viewer: &Viewer, person: &Person) -> Markup {
    let url = person_url(person.id);
    let may_change = viewer.can("change_person");
    html! {
        (Button::link("Edit", &format!("{url}edit/")).tone(Tone::Primary).icon(Icon::Pencil).allowed(may_change))
        (Button::link("Change permissions", &format!("{url}permissions/")).tone(Tone::Caution).allowed(may_change))
        (Button::link("Change password", &format!("{url}password/")).tone(Tone::Caution)
            .allowed(viewer.new_password_for(person.id) != NewPassword::Refused))
    }
}

/// What takes a person out of AMY: what is personal, or all of them.
fn removal(viewer: &Viewer, person: &Person) -> Markup {
    let url = person_url(person.id);
    let archive = format!(
        "Archive {}? Their personal data is erased for good, and they cannot log in any more. What they did for the community stays.",
        person.label
    );
    html! {
        @if person.archived_at.is_none() {
            (post_button(&format!("{url}archive/"), &[],
                Button::submit("Archive person").tone(Tone::Danger).confirm(&archive).allowed(viewer.may_archive(person.id))))
        }
        (delete_button(&format!("{url}delete/"), "Delete person", &format!("Delete the person {}?", person.label), viewer.can("delete_person")))
    }
}

/// Whether the account is in use, the important badges, and whether the role as instructor is active.
fn pills(person: &Person, related: &Related) -> Markup {
    let names: Vec<String> = related
        .awards
        .iter()
        .map(|award| award.badge.clone())
        .filter(|badge| matches!(badge.as_str(), "instructor" | "trainer"))
        .collect();
    let roles: Vec<bool> = related.roles.iter().filter(|role| role.name == "instructor").map(|role| role.active).collect();
    html! {
        @if person.archived_at.is_some() { (pill("archived", Colour::Dark, Some("Personal data was erased"))) " " }
        @else if !person.is_active { (pill("not active", Colour::Grey, Some("May not log in"))) " " }
        @if !names.is_empty() || !roles.is_empty() { (badges(&names, &roles)) }
    }
}

fn facts(sheet: &Sheet<'_>) -> Markup {
    let Sheet { viewer, person, suppressed, .. } = sheet;
    let address = |address| mail::address(viewer, person.id, address, *suppressed);
    let list = |names: &[String]| (!names.is_empty()).then(|| html! { (names.join(", ")) });
    let mut facts = Details::new()
        .text("Username", Some(&person.username))
        .text("Personal", Some(&person.personal))
        .text("Middle", Some(&person.middle))
        .text("Family", Some(&person.family));
    for consent in person.consents.iter() {
        facts = facts.text(&consent.term, consent.answer.as_deref());
    }
    let facts = facts
        .optional("Archived timestamp", person.archived_at.map(moment))
        .optional("Email", person.email.as_deref().map(address))
        .optional("Secondary email", some(&person.secondary_email).map(address))
        .row("Gender", gender(person))
        .marked("Airport", if person.airport_iata.is_empty() { Mark::Warning } else { Mark::None }, airport(person))
        .optional("Country", place(person))
        .optional("Timezone", some(&person.timezone).map(|zone| html! { (zone) (own(person.timezone_is_own)) }))
        .text("Affiliation", Some(&person.affiliation))
        .optional("GitHub", github(viewer, person))
        .text("Can login with", Some(&person.providers.join(", ")))
        .optional("Twitter", profiles::profile("https://twitter.com/", person.twitter.as_deref()))
        .optional("Bluesky", profiles::profile("https://bsky.app/profile/", person.bluesky.as_deref()))
        .optional("Mastodon", profiles::mastodon(person.mastodon.as_deref()))
        .optional("URL", profiles::website(&person.url))
        .text("Occupation", Some(&person.occupation))
        .optional("ORCID ID", some(&person.orcid).map(|orcid| external_link(Some(orcid), None)))
        .wide("Knowledge domains", list(&person.domains))
        .wide("Lessons", list(&person.lessons))
        .wide("Language preferences", list(&person.languages))
        .wide(
            "Notes from the user",
            some(&person.user_notes)
                .map(|notes| html! { @for (n, line) in notes.lines().enumerate() { @if n > 0 { br; } (line) } }),
        );
    html! { (facts) }
}

/// The name on GitHub, and whether the person may sign in with it, or the button that lets them.
fn github(viewer: &Viewer, person: &Person) -> Option<Markup> {
    let profile = profiles::profile("https://github.com/", person.github.as_deref())?;
    let sync = format!("{}sync_usersocialauth/", person_url(person.id));
    let allow = Button::submit("Allow logging in with GitHub").tone(Tone::Primary).small().allowed(viewer.can("change_person"));
    Some(html! {
        (profile) " "
        @if person.providers.iter().any(|provider| provider == GITHUB) { (pill("Logging in allowed", Colour::Green, None)) }
        @else { (post_button(&sync, &[], allow)) }
    })
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.trim().is_empty())
}

fn gender(person: &Person) -> Markup {
    let label = GENDERS.iter().find(|(key, _)| *key == person.gender).map_or("", |(_, label)| label);
    html! { (label) @if person.gender == OTHER_GENDER && !person.gender_other.is_empty() { ": " (person.gender_other) } }
}

fn airport(person: &Person) -> Option<Markup> {
    let code = some(&person.airport_iata)?;
    Some(html! { (code) @if let Some(name) = &person.airport_name { ": " (name) } })
}

fn place(person: &Person) -> Option<Markup> {
    let code = some(&person.country)?;
    Some(html! { (country(code, person.country_name.as_deref().unwrap_or(code))) (own(person.country_is_own)) })
}

/// Says that a value is the person's own and not the airport's.
fn own(is_own: bool) -> Markup {
    html! { @if is_own { " " span.none { "(not the airport's)" } } }
}
