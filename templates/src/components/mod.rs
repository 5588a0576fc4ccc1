//! The pieces that pages are made of. Each is a function that returns [`maud::Markup`] or a small builder that implements
//! [`maud::Render`], so that both go into `html!` as `(piece)`.

mod badge;
mod button;
mod comments;
mod details;
mod dialog;
mod empty;
mod head;
mod history;
mod icon;
mod link;
mod mail;
mod meter;
mod progress;
mod section;
mod tabs;
mod time;
mod value;

pub use badge::{
    Colour, RequestState, curriculum_pill, important_badge, instructor_role_badge, pill, state_badge, tag_colour, tag_pill,
};
pub use button::{Button, Tone, action_link, delete_button, post_button};
pub use comments::{CommentTarget, comments};
pub use details::{Details, Mark};
pub use dialog::{dialog, dialog_button, open_dialog};
pub use empty::empty_state;
pub use head::{PageHead, page_head};
pub use history::history;
pub use icon::{Icon, icon, icon_labelled};
pub use link::{SafeUrl, domain_link, email_link, external_link, link, record_link, row_link, row_title};
pub use mail::{mail_button, mail_colour, mail_state, related_mail, upcoming_mail};
pub use meter::meter;
pub use progress::progress_pill;
pub use section::{columns, section};
pub use tabs::Tabs;
pub use time::{day, day_range, day_time, moment};
pub use value::{breakable, check, country, dash, folded, value, yes_no};
