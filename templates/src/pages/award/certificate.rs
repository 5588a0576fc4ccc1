//! What is shown in place of a certificate that cannot be drawn.

use maud::html;
use shared::award::Details;
use shared::record::person_url;

use crate::components::{Button, link, page_head};
use crate::view::View;

/// The page: the font has none of these letters.
#[must_use]
pub fn no_certificate(award: &Details, letters: &str) -> View {
    let person = person_url(award.person_id);
    View::new(
        "No certificate",
        html! {
            (page_head("No certificate", None))
            p {
                "The certificate of " (link(&person, &award.person)) " cannot be drawn, because its font has no " (letters)
                ". Write the name in other letters to get one, or make the certificate by hand."
            }
            (Button::link("Go back", &person))
        },
    )
}
