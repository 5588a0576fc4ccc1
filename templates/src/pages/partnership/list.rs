//! The list of partnerships (PAR-01).

use maud::Render as _;
use shared::access::Viewer;
use shared::partnership::{ListRow, Tier};
use shared::record::partnership_url;

use super::cells::{self, CREDITS, PARTNER};
use crate::components::{Button, Icon, Tone, day_range, row_link, value};
use crate::form::Choice;
use crate::format;
use crate::list::{Align, Column, Filter, FilterKind, List};

/// What the filter `credits` tells apart; to have used exactly all is over the limit here (DM-PART-09).
const LIMITS: [(&str, &str); 2] = [("under_limit", "Under limit"), ("over_limit", "At or over limit")];

/// The declaration of the list.
#[must_use]
pub fn list(viewer: &Viewer, tiers: &[Tier]) -> List<ListRow> {
    let tiers = tiers.iter().map(|tier| (tier.id.to_string(), tier.label()));
    List {
        title: "Partnerships",
        noun: ("partnership", "partnerships"),
        path: "/fiscal/partnerships/",
        filters: vec![
            Filter::new("tier", "Tier", FilterKind::Choice(Choice::list(tiers))),
            Filter::new("active_only", "Active only", FilterKind::CheckBox),
            Filter::new("credits", "Credits", FilterKind::Choice(Choice::list(LIMITS))),
        ],
        orders: vec![("name", "Name")],
        default_order: None,
        columns: columns(),
        row_class: None,
        actions: Button::link("New partnership", "/fiscal/partnerships/create/")
            .tone(Tone::Create)
            .icon(Icon::Plus)
            .allowed(viewer.can("add_partnership"))
            .render(),
        bulk: None,
    }
}

fn columns() -> Vec<Column<ListRow>> {
    vec![
        Column::new("Name", |row: &ListRow| row_link(&partnership_url(row.id), &row.name))
            .order("name")
            .csv(|row| row.name.clone()),
        Column::new(PARTNER, cells::partner).csv(cells::partner_text),
        Column::new("Dates", |row: &ListRow| day_range(Some(row.agreement_start), Some(row.agreement_end)))
            .align(Align::NoWrap)
            .csv(|row| format::date_range(Some(row.agreement_start), Some(row.agreement_end))),
        Column::new("Tier", |row: &ListRow| value(row.tier.as_deref())).csv(|row| row.tier.clone().unwrap_or_default()),
        Column::new(CREDITS, cells::credits)
            .hint("What the benefits take, and what there is; red where they take more")
            .align(Align::NoWrap)
            .csv(cells::credits_text),
    ]
}
