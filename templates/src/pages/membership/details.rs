//! A membership's page (MEM-03).

use chrono::NaiveDate;
use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::agreement::{PUBLIC_STATUS, Phase};
use shared::comment::Comment;
use shared::history::Summary;
use shared::membership::{CONTRIBUTION_TYPES, Membership, Related, VARIANTS};
use shared::record::{Kind, membership_url, organization_url, person_url};
use shared::scheduled_email;

use super::{label, numbers, related};
use crate::components::{
    Button, Colour, CommentTarget, Details, Icon, PageHead, Tone, comments, day, delete_button, external_link, history, link,
    mail_button, pill, related_mail, section, yes_no,
};
use crate::pages::agreement::neighbour;
use crate::view::View;

/// Everything that the page shows.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Who looks.
    pub viewer: &'a Viewer,
    /// The membership.
    pub membership: &'a Membership,
    /// What counts against it.
    pub related: &'a Related,
    /// When it was made and changed.
    pub history: &'a Summary,
    /// Its comments.
    pub comments: &'a [Comment],
    /// The emails about it; none while emails are switched off.
    pub emails: Option<&'a [scheduled_email::Related]>,
    /// The date, for what is active.
    pub today: NaiveDate,
}

/// The page.
#[must_use]
pub fn details(sheet: &Sheet<'_>) -> View {
    let Sheet { viewer, membership, .. } = sheet;
    let url = membership_url(membership.id);
    let next = format!("{url}#comments");
    let target =
        CommentTarget { content_type: Kind::Membership.object_type(), object_pk: membership.id, next: &next, draft: None };
    let head = PageHead::new(&membership.label).beside(phase(membership.agreement.phase(sheet.today)));
    View::new(
        membership.label.as_str(),
        html! {
            (head.below(history(sheet.history)).actions(edit(viewer, &url)))
            (neighbour("Rolled over from ", membership.rolled_from.as_ref(), membership_url))
            (neighbour("Rolled over to ", membership.rolled_to.as_ref(), membership_url))
            (facts(viewer, membership, &url))
            (numbers::numbers(membership))
            (section("training-seats", "Instructor training seats", None, related::seat_tasks(&sheet.related.seat_tasks)))
            @if let Some(emails) = sheet.emails {
                (section("emails", "Related scheduled emails", Some(mail_button(viewer, &url)), related_mail(emails)))
            }
            (section("events", "Events", None, related::events(&sheet.related.events)))
            (comments(sheet.comments, Some(target)))
            div.page-foot { (foot(viewer, membership, &url)) }
        },
    )
}

/// Where the agreement is in its life (DM-ST-40).
fn phase(phase: Phase) -> Markup {
    match phase {
        Phase::Future => pill("yet to begin", Colour::Yellow, None),
        Phase::Active => pill("active", Colour::Green, None),
        Phase::Expired => pill("over", Colour::Grey, None),
    }
}

fn edit(viewer: &Viewer, url: &str) -> Markup {
    let may_change = viewer.can("change_membership");
    Button::link("Edit", &format!("{url}edit/")).tone(Tone::Primary).icon(Icon::Pencil).allowed(may_change).render()
}

fn foot(viewer: &Viewer, membership: &Membership, url: &str) -> Markup {
    let may_roll_over = viewer.can_all(&["add_membership", "change_membership"]);
    let rolled_over = (!membership.may_roll_over()).then_some("It was rolled over already.");
    let question = format!("Delete {}?", membership.label);
    html! {
        (edit(viewer, url))
        (Button::link("Extend", &format!("{url}extend/")).icon(Icon::Calendar).allowed(viewer.can("change_membership")))
        (Button::link("Create new & roll-over", &format!("{url}roll-over/")).tone(Tone::Create).icon(Icon::Plus)
            .allowed(may_roll_over).unless(rolled_over))
        (delete_button(&format!("{url}delete/"), "Delete membership", &question, viewer.can("delete_membership")))
    }
}

fn facts(viewer: &Viewer, membership: &Membership, url: &str) -> Markup {
    let contact = membership.emergency_contact.trim();
    Details::new()
        .text("Name", Some(&membership.name))
        .row("Consortium", yes_no(membership.consortium))
        .row("Organisations (members)", members(viewer, membership, url))
        .text("Status", Some(label(&PUBLIC_STATUS, &membership.public_status)))
        .text("Variant", Some(label(&VARIANTS, &membership.variant)))
        .row("Start date", day(Some(membership.agreement.start)))
        .row("End date", end(membership))
        .text("Contribution type", Some(label(&CONTRIBUTION_TYPES, &membership.contribution_type)))
        .text("Registration Code", membership.registration_code.as_deref())
        .optional(
            "Agreement Document",
            (!membership.agreement_link.is_empty()).then(|| external_link(Some(&membership.agreement_link), None)),
        )
        .row("Persons", persons(viewer, membership, url))
        .wide("Emergency contact", (!contact.is_empty()).then(|| html! { div.preformatted { (contact) } }))
        .render()
}

fn members(viewer: &Viewer, membership: &Membership, url: &str) -> Markup {
    let may_change = viewer.can_all(&["change_membership", "add_member", "change_member", "delete_member"]);
    html! {
        @if membership.members.is_empty() { p.none { "No organisations were added." } }
        ul.plain-list {
            @for member in &membership.members {
                li {
                    (link(&organization_url(&member.domain), &format!("{} <{}>", member.fullname, member.domain)))
                    " (role: " (member.role_label) ")"
                }
            }
        }
        (Button::link("Edit organisations", &format!("{url}members/")).icon(Icon::Pencil).small().allowed(may_change))
    }
}

fn persons(viewer: &Viewer, membership: &Membership, url: &str) -> Markup {
    html! {
        @if membership.persons.is_empty() { p.none { "No persons were added." } }
        ul.plain-list {
            @for person in &membership.persons {
                li { (link(&person_url(person.person_id), &person.label)) " (role: " (person.role_label) ")" }
            }
        }
        (Button::link("Edit persons", &format!("{url}tasks/")).icon(Icon::Pencil).small().allowed(viewer.can("change_membership")))
    }
}

/// The last day, and by how much it was moved.
fn end(membership: &Membership) -> Markup {
    let total: i64 = membership.extensions.iter().copied().map(i64::from).sum();
    html! {
        (day(Some(membership.agreement.end)))
        @if membership.is_extended() {
            div.none {
                "Extended " @for (n, days) in membership.extensions.iter().enumerate() { @if n > 0 { ", " } "by " (count((*days).into())) }
                ": " (count(total)) " in all"
            }
        }
    }
}

/// `1 day`, `30 days`
fn count(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}
