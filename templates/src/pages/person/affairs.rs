//! What goes on around a person, as sections of their page (PER-10).

use maud::{Markup, html};
use shared::person::{Account, Email, MembershipRole, OwnerRole, TrainingRequest};
use shared::record::{Kind, query};
use shared::training_progress::Progress;

use super::tables::table;
use crate::components::{day_range, empty_state, progress_pill, record_link, yes_no};

/// The person's applications to instructor training.
pub(super) fn training_requests(requests: &[TrainingRequest]) -> Markup {
    if requests.is_empty() {
        return empty_state("No training requests.", None);
    }
    html! { ul.plain-list { @for request in requests { li { (record_link(Kind::TrainingRequest, &request.id.to_string(), &request.label)) } } } }
}

/// A pill for each piece of progress, leading to where it is judged and from there back to `next`.
pub(super) fn progress(progress: &[Progress], next: &str) -> Markup {
    if progress.is_empty() {
        return empty_state("No progress.", None);
    }
    html! {
        p.pills {
            @for piece in progress {
                @let page = Kind::TrainingProgress.page(&piece.id.to_string()).map(|page| format!("{page}?{}", query(&[("next", next)])));
                (progress_pill(piece, page.as_deref())) " "
            }
        }
    }
}

/// What the person is for memberships.
pub(super) fn membership_roles(roles: &[MembershipRole]) -> Markup {
    if roles.is_empty() {
        return empty_state("No membership roles.", None);
    }
    let rows = html! {
        @for role in roles {
            tr {
                td data-label="Role" { (role.role) }
                td data-label="Membership" { (record_link(Kind::Membership, &role.membership_id.to_string(), &role.membership)) }
                td.nowrap data-label="Dates" { (day_range(Some(role.start), Some(role.end))) }
                td data-label="Consortium?" { (yes_no(role.consortium)) }
            }
        }
    };
    table("Membership roles", &["Role", "Membership", "Dates", "Consortium?"], rows)
}

/// The person's own account.
pub(super) fn account(account: Option<&Account>) -> Markup {
    match account {
        Some(account) => html! { p { (record_link(Kind::Account, &account.id.to_string(), &account.label)) } },
        None => empty_state("No account.", None),
    }
}

/// What the person is for accounts.
pub(super) fn owner_roles(roles: &[OwnerRole]) -> Markup {
    if roles.is_empty() {
        return empty_state("No account owner roles.", None);
    }
    let rows = html! {
        @for OwnerRole { account, role } in roles {
            tr {
                td data-label="Account" { (record_link(Kind::Account, &account.id.to_string(), &account.label)) }
                td data-label="Role" { (permission_type(role)) }
            }
        }
    };
    table("Account owner roles", &["Account", "Role"], rows)
}

/// What a role for an account is called.
fn permission_type(key: &str) -> &str {
    match key {
        "owner" => "Owner",
        "programmatic_contact" => "Programmatic contact",
        "billing_contact" => "Billing contact",
        other => other,
    }
}

/// Emails about the person and what they did.
pub(super) fn emails(emails: &[Email]) -> Markup {
    if emails.is_empty() {
        return empty_state("No related scheduled emails.", None);
    }
    html! {
        ul.plain-list {
            @for email in emails {
                li { (record_link(Kind::ScheduledEmail, &email.id.to_string(), &format!("{} - {}", email.template, email.state))) }
            }
        }
    }
}
