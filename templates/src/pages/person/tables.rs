//! The tables of what is related to a person: awards, tasks, community roles.

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::badge::INSTRUCTOR;
use shared::person::{Award, CommunityRole, RoleCounts, Task};
use shared::record::{Kind, award_url, badge_url, community_role_url, event_url, person_url, query, task_url};

use crate::components::{
    Button, Colour, Icon, Tone, action_link, dash, day, day_range, empty_state, external_link, link, pill, post_button,
    record_link, value, yes_no,
};
use crate::format::DateRange;
use crate::pages::event::tasks::seat;

/// A table that scrolls by itself where it is too wide.
pub(crate) fn table(label: &str, head: &[&str], rows: Markup) -> Markup {
    html! {
        div.table-scroll tabindex="0" role="group" aria-label=(label) {
            table.table.list-table {
                thead { tr { @for title in head {
                    @if *title == ACTIONS { th.actions scope="col" { span.visually-hidden { (title) } } } @else { th scope="col" { (title) } }
                } } }
                tbody { (rows) }
            }
        }
    }
}

/// The heading of a column of buttons.
pub(crate) const ACTIONS: &str = "Actions";

/// Badges by day, with who awarded them.
pub(super) fn awards(awards: &[Award]) -> Markup {
    if awards.is_empty() {
        return empty_state("No awards.", None);
    }
    let rows = html! {
        @for award in awards {
            tr {
                td data-label="Badge" {
                    (link(&badge_url(&award.badge), &award.title))
                    @if award.badge == INSTRUCTOR { " (" (link(&format!("{}certificate/", award_url(award.id)), "certificate")) ")" }
                }
                td.nowrap data-label="Date" { (day(Some(award.awarded))) }
                td data-label="By whom" { (by(award)) }
                td data-label="Related event" { (event(award.event.as_deref())) }
            }
        }
    };
    table("Awards", &["Badge", "Date", "By whom", "Related event"], rows)
}

fn event(slug: Option<&str>) -> Markup {
    slug.map_or_else(dash, |slug| link(&event_url(slug), slug))
}

/// Awards with what can be done to them; `next` is where deleting one leads back to.
pub(super) fn editable_awards(viewer: &Viewer, awards: &[Award], next: &str) -> Markup {
    if awards.is_empty() {
        return empty_state("No awards.", None);
    }
    let mut by_badge: Vec<&Award> = awards.iter().collect();
    by_badge.sort_by(|a, b| a.badge.cmp(&b.badge));
    let rows = html! {
        @for award in by_badge {
            tr {
                td data-label="Badge" { (link(&badge_url(&award.badge), &award.title)) }
                td.nowrap data-label="Awarded" { (day(Some(award.awarded))) }
                td data-label="Event" { (event(award.event.as_deref())) }
                td data-label="Awarded by" { (by(award)) }
                td.actions { (delete_award(viewer, award, next)) }
            }
        }
    };
    table("Awards", &["Badge", "Awarded", "Event", "Awarded by", ACTIONS], rows)
}

fn delete_award(viewer: &Viewer, award: &Award, next: &str) -> Markup {
    let label = format!("Delete the award {}", award.title);
    let delete = format!("{}delete/?{}", award_url(award.id), query(&[("next", next)]));
    let question = format!("{label}?");
    let button = Button::submit(&label).tone(Tone::Quiet).icon_only(Icon::Trash).small().confirm(&question);
    post_button(&delete, &[], button.allowed(viewer.can("delete_award")))
}

fn by(award: &Award) -> Markup {
    award.by_id.zip(award.by.as_deref()).map_or_else(dash, |(id, name)| link(&person_url(id), name))
}

/// Roles at events.
pub(super) fn tasks(tasks: &[Task]) -> Markup {
    if tasks.is_empty() {
        return empty_state("No tasks.", None);
    }
    let rows = html! {
        @for task in tasks {
            tr {
                td data-label="Role" { (link(&task_url(task.id), &task.role_title)) }
                td data-label="Event" { (link(&event_url(&task.event), &task.event)) }
                td.nowrap data-label="Dates" { (day_range(task.start, task.end)) }
            }
        }
    };
    table("Tasks", &["Role", "Event", "Dates"], rows)
}

/// How often the person had which role (DM-PERSON-17); nothing where they had none of these.
pub(super) fn counts(counts: &RoleCounts) -> Option<Markup> {
    let all = [
        ("Instructor", counts.instructor),
        ("Trainer", counts.trainer),
        ("Supporting Instructor", counts.supporting),
        ("Helper", counts.helper),
        ("Learner", counts.learner),
    ];
    (!counts.are_none()).then(|| {
        html! {
            span {
                @for (n, (role, count)) in all.into_iter().enumerate() {
                    @if n > 0 { ", " }
                    span.nowrap { (role) " " (count) @if count == 1 { " time" } @else { " times" } }
                }
            }
        }
    })
}

/// Tasks with what can be done to them; `next` is where deleting one leads back to.
pub(super) fn editable_tasks(viewer: &Viewer, tasks: &[Task], next: &str) -> Markup {
    if tasks.is_empty() {
        return empty_state("No tasks.", None);
    }
    let mut newest_first: Vec<&Task> = tasks.iter().collect();
    newest_first.sort_by(|a, b| b.event.cmp(&a.event));
    let rows = html! { @for task in newest_first { (editable_task(viewer, task, next)) } };
    table("Tasks", &["Event", "Role", "Member site seat", "Open applicant", ACTIONS], rows)
}

fn editable_task(viewer: &Viewer, task: &Task, next: &str) -> Markup {
    let name = format!("{} at {}", task.role_title, task.event);
    let url = task_url(task.id);
    let delete = format!("{url}delete/?{}", query(&[("next", next)]));
    html! {
        tr {
            td data-label="Event" { (link(&event_url(&task.event), &task.event)) }
            td data-label="Role" { (task.role_title) }
            td data-label="Member site seat" { (seat(task.seat_membership_id.zip(task.seat_membership.as_deref()), task.seat_public)) }
            td data-label="Open applicant" { (yes_no(task.seat_open_training)) }
            td.actions {
                (action_link(Icon::Info, &format!("Details of {name}"), &url, true))
                (action_link(Icon::Pencil, &format!("Edit {name}"), &format!("{url}edit/"), viewer.can("change_task")))
                (post_button(&delete, &[], Button::submit(&format!("Delete {name}")).tone(Tone::Quiet).icon_only(Icon::Trash).small()
                    .confirm(&format!("Delete the task {name}?")).allowed(viewer.can("delete_task"))).render())
            }
        }
    }
}

/// Community roles, the newest first.
pub(super) fn roles(roles: &[CommunityRole]) -> Markup {
    if roles.is_empty() {
        return empty_state("No community roles.", None);
    }
    let rows = html! {
        @for role in roles {
            tr {
                (role_name(role))
                (membership(role))
                (links(role))
            }
        }
    };
    table("Community roles", &["Role", "Dates", "Award", "Inactive?", "Membership", "URL", "Related object"], rows)
}

/// Community roles with what can be done to them; `next` is where deleting one leads back to.
pub(super) fn editable_roles(viewer: &Viewer, roles: &[CommunityRole], next: &str) -> Markup {
    if roles.is_empty() {
        return empty_state("No community roles.", None);
    }
    let rows = html! {
        @for role in roles {
            tr {
                (role_name(role))
                (membership(role))
                td data-label="Partnership" { (partnership(role)) }
                (links(role))
                td.actions { (role_actions(viewer, role, &format!("the role {}", role.title), next)) }
            }
        }
    };
    let head = ["Role", "Dates", "Award", "Inactive?", "Membership", "Partnership", "URL", "Related object", ACTIONS];
    table("Community roles", &head, rows)
}

/// Role, days, award and whether it is inactive.
pub(crate) fn role_name(role: &CommunityRole) -> Markup {
    html! {
        td data-label="Role" { (link(&community_role_url(role.id), &role.title)) }
        td.nowrap data-label="Dates" { (DateRange { no_right: "present", ..DateRange::default() }.write(role.start, role.end)) }
        td data-label="Award" { (value(role.award.as_deref())) }
        td data-label="Inactive?" { (activity(role)) }
    }
}

fn membership(role: &CommunityRole) -> Markup {
    html! {
        td data-label="Membership" {
            @match role.membership_id.zip(role.membership.as_deref()) {
                Some((id, label)) => (record_link(Kind::Membership, &id.to_string(), label)),
                None => (dash()),
            }
        }
    }
}

/// The partnership that a role is about.
pub(crate) fn partnership(role: &CommunityRole) -> Markup {
    role.partnership_id
        .zip(role.partnership.as_deref())
        .map_or_else(dash, |(id, label)| record_link(Kind::Partnership, &id.to_string(), label))
}

/// Address and related object.
pub(crate) fn links(role: &CommunityRole) -> Markup {
    html! {
        td data-label="URL" { (external_link(Some(&role.url), None)) }
        td data-label="Related object" {
            @match role.target_type.as_deref().zip(role.target_id) {
                Some((kind, id)) => (target(kind, id, role.target.as_deref())),
                None => (dash()),
            }
        }
    }
}

/// What can be done to a role, which is called `name` there; `next` is where deleting it leads back to.
pub(crate) fn role_actions(viewer: &Viewer, role: &CommunityRole, name: &str, next: &str) -> Markup {
    let url = community_role_url(role.id);
    let delete = format!("{url}delete/?{}", query(&[("next", next)]));
    html! {
        (action_link(Icon::Info, &format!("Details of {name}"), &url, true))
        (action_link(Icon::Pencil, &format!("Edit {name}"), &format!("{url}edit/"), viewer.can("change_communityrole")))
        (post_button(&delete, &[], Button::submit(&format!("Delete {name}")).tone(Tone::Quiet).icon_only(Icon::Trash).small()
            .confirm(&format!("Delete {name}?")).allowed(viewer.can("delete_communityrole"))).render())
    }
}

fn activity(role: &CommunityRole) -> Markup {
    html! {
        @if role.active { (yes_no(false)) } @else { (pill("yes", Colour::Red, None)) }
        @if let Some(reason) = &role.inactivation { " " (reason) }
    }
}

/// What a role points at; a record that is gone is told by its kind (`app.model`) and number.
fn target(kind: &str, id: i32, label: Option<&str>) -> Markup {
    match label {
        Some(label) => html! { (label) },
        None => html! { (kind.rsplit('.').next().unwrap_or(kind)) " " (id) },
    }
}
