//! Saved filters in the sidebar of a list: one's own, what others share, and the form that saves the present one.

use maud::{Markup, html};
use shared::saved_filter::{LONGEST_NAME, Saved};

use crate::components::{Icon, action_link, icon};
use crate::pages::saved_filter::{SAVED_FILTERS, edit_url, form};

/// The filters that are kept of a list.
#[derive(Debug, Clone)]
pub struct SavedFilters {
    /// Address of the list.
    pub list: String,
    /// The viewer's own by name, then what others share.
    pub all: Vec<Saved>,
    /// Whether the viewer may delete what others share.
    pub is_superuser: bool,
}

impl SavedFilters {
    /// The links, the one marked that the list shows just now (`spelled`), and the form to save that unless it is saved already.
    pub(super) fn render(&self, spelled: &str) -> Markup {
        let is_kept = self.all.iter().any(|saved| saved.owner.is_none() && saved.query == spelled);
        html! {
            div.saved-filters {
                h2 { "Saved filters" }
                @if !self.all.is_empty() {
                    ul { @for saved in &self.all { li { (self.item(saved, saved.query == spelled)) } } }
                }
                @if spelled.is_empty() {
                    @if self.all.is_empty() { p.field-help { "Filter or order the list, and you can save that here." } }
                } @else if !is_kept {
                    (self.save(spelled))
                }
            }
        }
    }

    fn item(&self, saved: &Saved, is_current: bool) -> Markup {
        let edits = saved.owner.is_none() || self.is_superuser;
        html! {
            a.saved-filter href={ (self.list) "?" (saved.query) } aria-current=[is_current.then_some("true")] {
                @if is_current { (icon(Icon::Check)) " " }
                (saved.name)
                @match &saved.owner {
                    Some(owner) => { " " small { "of " (owner) } },
                    None => @if saved.is_shared { " " small { "shared" } },
                }
            }
            @if edits { (action_link(Icon::Pencil, &format!("Edit the filter {}", saved.name), &edit_url(saved.id), true)) }
        }
    }

    fn save(&self, spelled: &str) -> Markup {
        let form = form();
        html! {
            form.saved-filters-form id=(form.id) method="post" action=(SAVED_FILTERS) {
                input type="hidden" name=(form.name("list")) value=(self.list);
                input type="hidden" name=(form.name("query")) value=(spelled);
                label.form-label for=(form.element("name")) { "Save this filter as" }
                input.form-control.form-control-sm type="text" id=(form.element("name")) name=(form.name("name")) maxlength=(LONGEST_NAME) required autocomplete="off";
                div.form-check {
                    input.form-check-input type="checkbox" id=(form.element("shared")) name=(form.name("shared"));
                    label.form-check-label for=(form.element("shared")) { "Share with all staff" }
                }
                button.btn.btn-plain.btn-sm type="submit" { (form.submit) }
            }
        }
    }
}
