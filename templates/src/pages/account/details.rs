//! An account's page (OFF-03).

use chrono::NaiveDate;
use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::account::{Details as Account, Owner, PERMISSION_TYPES, Related};
use shared::history::Summary;
use shared::partnership;
use shared::record::{Kind, account_url, organization_url, person_url, query};

use super::{On, type_label};
use crate::components::{
    Button, Details, Icon, PageHead, Tone, delete_button, empty_state, history, link, record_link, section, yes_no,
};
use crate::pages::{account_benefit, community_role, partnership as partnerships};
use crate::view::View;

/// Everything that the page shows.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Who looks.
    pub viewer: &'a Viewer,
    /// The account.
    pub account: &'a Account,
    /// Its partnerships.
    pub partnerships: &'a [partnership::ListRow],
    /// What draws on it.
    pub related: &'a Related,
    /// When it was made and changed.
    pub history: &'a Summary,
    /// The date, for what is active.
    pub today: NaiveDate,
}

/// The page. That of a person's account knows no partnerships (DM-ACC-03).
#[must_use]
pub fn details(sheet: &Sheet<'_>) -> View {
    let Sheet { viewer, account, .. } = sheet;
    let url = account_url(account.id);
    View::new(
        account.label.as_str(),
        html! {
            (PageHead::new(&account.label).kind("Account").below(history(sheet.history)).actions(actions(viewer, account, &url)))
            (facts(account))
            (section("owners", "Account owners", account.has_partnerships().then(|| edit_owners(viewer, &url)), owners(&account.owners.0)))
            @if account.has_partnerships() {
                (section("partnerships", "Partnerships", Some(new_partnership(viewer)), partnerships::table(viewer, sheet.partnerships)))
            }
            (section("benefits", "Linked account benefits", Some(new_benefit(viewer, account, &url)),
                account_benefit::table(viewer, &sheet.related.benefits, On::Account, sheet.today)))
            @if account.has_partnerships() {
                (section("roles", "Related community roles", None, community_role::held(viewer, &sheet.related.roles, On::Account, &url)))
            }
        },
    )
}

fn actions(viewer: &Viewer, account: &Account, url: &str) -> Markup {
    let may_edit = viewer.can_all(&["view_account", "change_account"]);
    let question = format!("Delete {}?", account.label);
    html! {
        (Button::link("Edit", &format!("{url}edit/")).tone(Tone::Primary).icon(Icon::Pencil).allowed(may_edit))
        (delete_button(&format!("{url}delete/"), "Delete account", &question, viewer.can("delete_account")))
    }
}

fn facts(account: &Account) -> Markup {
    Details::new()
        .text("Account type", Some(type_label(&account.account_type)))
        .row("Name", target(account))
        .row("Active", yes_no(account.active))
        .render()
}

/// Whom the account is for.
fn target(account: &Account) -> Markup {
    match (account.person_id, account.organization_domain.as_deref(), account.consortium_id) {
        (Some(id), _, _) => link(&person_url(id), &account.target),
        (_, Some(domain), _) => link(&organization_url(domain), &account.target),
        (_, _, Some(id)) => record_link(Kind::Consortium, &id.to_string(), &account.target),
        (None, None, None) => html! { (account.target) },
    }
}

fn owners(owners: &[Owner]) -> Markup {
    if owners.is_empty() {
        return empty_state("No account owners.", None);
    }
    html! {
        ol { @for owner in owners { li { (permission(&owner.permission_type)) ": " (link(&person_url(owner.person_id), &owner.label)) } } }
    }
}

/// What an owner may do, by its key.
fn permission(key: &str) -> &str {
    PERMISSION_TYPES.iter().find(|(known, _)| *known == key).map_or(key, |(_, label)| label)
}

fn edit_owners(viewer: &Viewer, url: &str) -> Markup {
    let needs = ["change_account", "add_accountowner", "change_accountowner", "delete_accountowner"];
    Button::link("Edit owners", &format!("{url}owners/")).icon(Icon::Pencil).small().allowed(viewer.can_all(&needs)).render()
}

fn new_partnership(viewer: &Viewer) -> Markup {
    Button::link("Add partnership", "/fiscal/partnerships/create/")
        .tone(Tone::Create)
        .icon(Icon::Plus)
        .small()
        .allowed(viewer.can("add_partnership"))
        .render()
}

fn new_benefit(viewer: &Viewer, account: &Account, url: &str) -> Markup {
    let asked = query(&[("account_pk", &account.id.to_string()), ("next", url)]);
    Button::link("Add account benefit", &format!("/offering/account-benefits/create/?{asked}"))
        .tone(Tone::Create)
        .icon(Icon::Plus)
        .small()
        .allowed(viewer.can("add_accountbenefit"))
        .render()
}
