//! A partnership's page (PAR-03).

use chrono::NaiveDate;
use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::account::Related;
use shared::agreement::PUBLIC_STATUS;
use shared::comment::Comment;
use shared::history::Summary;
use shared::partnership::Details as Partnership;
use shared::record::{Kind, account_url, organization_url, partnership_url, query};
use shared::scheduled_email;

use super::cells;
use crate::components::{
    Button, CommentTarget, Details, Icon, Mark, PageHead, Tone, comments, day, delete_button, external_link, history, link,
    mail_button, meter, record_link, related_mail, section,
};
use crate::pages::account::On;
use crate::pages::agreement::neighbour;
use crate::pages::{account_benefit, community_role};
use crate::view::View;

/// Everything that the page shows.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Who looks.
    pub viewer: &'a Viewer,
    /// The partnership.
    pub partnership: &'a Partnership,
    /// What draws on it.
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
    let Sheet { viewer, partnership, .. } = sheet;
    let url = partnership_url(partnership.id);
    let next = format!("{url}#comments");
    let target =
        CommentTarget { content_type: Kind::Partnership.object_type(), object_pk: partnership.id, next: &next, draft: None };
    View::new(
        partnership.label.as_str(),
        html! {
            (PageHead::new(&partnership.label).kind("Partnership").below(history(sheet.history)).actions(actions(viewer, partnership, &url)))
            (neighbour("Rolled over from ", partnership.rolled_from.as_ref(), partnership_url))
            (neighbour("Rolled over to ", partnership.rolled_to.as_ref(), partnership_url))
            (facts(partnership))
            (section("benefits", "Linked account benefits", Some(new_benefit(viewer, partnership, &url)),
                account_benefit::table(viewer, &sheet.related.benefits, On::Partnership, sheet.today)))
            (section("roles", "Related community roles", Some(new_role(viewer, partnership, &url)),
                community_role::held(viewer, &sheet.related.roles, On::Partnership, &url)))
            @if let Some(emails) = sheet.emails {
                (section("emails", "Related scheduled emails", Some(mail_button(viewer, &url)), related_mail(emails)))
            }
            (comments(sheet.comments, Some(target)))
            div.page-foot { (edit(viewer, &url)) (delete(viewer, partnership, &url)) }
        },
    )
}

fn actions(viewer: &Viewer, partnership: &Partnership, url: &str) -> Markup {
    let may_change = viewer.can("change_partnership");
    let rolled_over = (!partnership.may_roll_over()).then_some("It was rolled over already.");
    html! {
        (Button::link("Extend dates", &format!("{url}extend/")).icon(Icon::Calendar).allowed(may_change))
        (Button::link("Extend credits", &format!("{url}extend-credits/")).icon(Icon::Plus).allowed(may_change))
        (Button::link("Create new & roll-over", &format!("{url}roll-over/")).tone(Tone::Create).icon(Icon::Plus)
            .allowed(viewer.can_all(&["add_partnership", "change_partnership"])).unless(rolled_over))
        (edit(viewer, url))
        (delete(viewer, partnership, url))
    }
}

fn edit(viewer: &Viewer, url: &str) -> Markup {
    let may_edit = viewer.can_all(&["view_partnership", "change_partnership"]);
    Button::link("Edit", &format!("{url}edit/")).tone(Tone::Primary).icon(Icon::Pencil).allowed(may_edit).render()
}

fn delete(viewer: &Viewer, partnership: &Partnership, url: &str) -> Markup {
    let question = format!("Delete {}?", partnership.label);
    delete_button(&format!("{url}delete/"), "Delete partnership", &question, viewer.can("delete_partnership"))
}

fn facts(partnership: &Partnership) -> Markup {
    let organisation = partnership.organisation_domain.as_deref().zip(partnership.organisation.as_deref());
    let consortium = partnership.consortium_id.zip(partnership.consortium.as_deref());
    let public_status = PUBLIC_STATUS.iter().find(|(key, _)| *key == partnership.public_status).map(|(_, label)| *label);
    let credits = meter("Credits allocated", partnership.credits_used, partnership.credits);
    Details::new()
        .text("Name", Some(&partnership.name))
        .optional("Organisation", organisation.map(|(domain, label)| link(&organization_url(domain), label)))
        .optional("Consortium", consortium.map(|(id, name)| record_link(Kind::Consortium, &id.to_string(), name)))
        .row("Account", link(&account_url(partnership.account_id), &partnership.account))
        .text("Tier", partnership.tier.as_deref())
        .marked(cells::CREDITS, if partnership.exceeds() { Mark::Danger } else { Mark::None }, Some(credits))
        .text("Credits extensions", extensions(&partnership.credits_extensions, "credits").as_deref())
        .row("Agreement start", day(Some(partnership.agreement.start)))
        .row("Agreement end", day(Some(partnership.agreement.end)))
        .text("Agreement date extensions", extensions(&partnership.extensions, "days").as_deref())
        .optional(
            "Agreement link",
            (!partnership.agreement_link.is_empty()).then(|| external_link(Some(&partnership.agreement_link), None)),
        )
        .text("Registration code", partnership.registration_code.as_deref())
        .optional("Rolled to partnership", partnership.rolled_to.as_ref().map(|to| link(&partnership_url(to.id), &to.label)))
        .text("Public status", public_status)
        .render()
}

/// `By 30, 15 days`
fn extensions(all: &[i32], unit: &str) -> Option<String> {
    let all: Vec<String> = all.iter().map(i32::to_string).collect();
    (!all.is_empty()).then(|| format!("By {} {unit}", all.join(", ")))
}

fn new_benefit(viewer: &Viewer, partnership: &Partnership, url: &str) -> Markup {
    let (account, id) = (partnership.account_id.to_string(), partnership.id.to_string());
    let asked = query(&[("account_pk", &account), ("partnership_pk", &id), ("next", url)]);
    Button::link("Add account benefit", &format!("/offering/account-benefits/create/?{asked}"))
        .tone(Tone::Create)
        .icon(Icon::Plus)
        .small()
        .allowed(viewer.can("add_accountbenefit"))
        .render()
}

fn new_role(viewer: &Viewer, partnership: &Partnership, url: &str) -> Markup {
    let asked = query(&[("partnership_pk", &partnership.id.to_string()), ("next", url)]);
    Button::link("Add community roles", &format!("/communityroles/roles/add/?{asked}"))
        .tone(Tone::Create)
        .icon(Icon::Plus)
        .small()
        .allowed(viewer.can("add_communityrole"))
        .render()
}

#[cfg(test)]
mod tests {
    use super::extensions;

    #[test]
    fn extensions_are_told_in_one_line() {
        assert_eq!(extensions(&[], "days"), None);
        assert_eq!(extensions(&[30, 1], "credits").as_deref(), Some("By 30, 1 credits"));
    }
}
