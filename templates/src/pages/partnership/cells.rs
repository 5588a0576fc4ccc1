//! What the list of partnerships and the tables of other pages tell of one (PAR-01).

use maud::{Markup, html};
use shared::access::Viewer;
use shared::partnership::{ListRow, exceeds};
use shared::record::{Kind, organization_url, partnership_url};

use crate::components::{Colour, dash, link, pill, record_link, row_link};

/// Heading of the column with the partner.
pub(super) const PARTNER: &str = "Organisation / Consortium";
/// Heading of the column with the credits.
pub(super) const CREDITS: &str = "Credits (allocated / allowed)";

/// The name; it leads to the partnership's page whoever may open that.
pub(super) fn name(viewer: &Viewer, row: &ListRow) -> Markup {
    if viewer.can("view_partnership") {
        row_link(&partnership_url(row.id), &row.name)
    } else {
        html! { span.slug { (row.name) } }
    }
}

/// The organization, or the consortium, which is marked as one.
pub(super) fn partner(row: &ListRow) -> Markup {
    let organisation = row.organisation_domain.as_deref().zip(row.organisation.as_deref());
    let consortium = row.consortium_id.zip(row.consortium.as_deref());
    match (organisation, consortium) {
        (Some((domain, fullname)), _) => link(&organization_url(domain), fullname),
        (None, Some((id, name))) => html! { (record_link(Kind::Consortium, &id.to_string(), name)) " (consortium)" },
        (None, None) => dash(),
    }
}

/// The same as text.
pub(super) fn partner_text(row: &ListRow) -> String {
    match (&row.organisation, &row.consortium) {
        (Some(fullname), _) => fullname.clone(),
        (None, Some(name)) => format!("{name} (consortium)"),
        (None, None) => String::new(),
    }
}

/// `16 / 100`: the credits that benefits take, and those that there are.
pub(super) fn credits_text(row: &ListRow) -> String {
    format!("{} / {}", row.credits_used, row.credits)
}

/// The same, in red with a word about it where they take more (DM-PART-09).
pub(super) fn credits(row: &ListRow) -> Markup {
    let text = credits_text(row);
    if exceeds(row.credits_used, row.credits) {
        pill(&text, Colour::Red, Some("The allocated credits exceed those that are allowed."))
    } else {
        html! { (text) }
    }
}
