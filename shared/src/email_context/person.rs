//! Persons.

use super::model::{Model, as_read, flag, instant, number, text};

pub(super) const PERSON: Model = Model {
    name: "person",
    from: "person t",
    finish: as_read,
    fields: &[
        number("pk", "t.id"),
        text("username", "t.username"),
        text("personal", "t.personal"),
        text("middle", "t.middle"),
        text("family", "t.family"),
        text("full_name", "person_full_name(t)"),
        text("email", "t.email"),
        text("secondary_email", "t.secondary_email"),
        text("airport_iata", "t.airport_iata"),
        text("country", "t.country"),
        text("timezone", "t.timezone"),
        text("github", "t.github"),
        text("twitter", "t.twitter"),
        text("bluesky", "t.bluesky"),
        text("mastodon", "t.mastodon"),
        text("url", "t.url"),
        text("user_notes", "t.user_notes"),
        text("affiliation", "t.affiliation"),
        flag("is_active", "t.is_active"),
        text("occupation", "t.occupation"),
        text("orcid", "t.orcid"),
        text("gender", "t.gender"),
        text("gender_other", "t.gender_other"),
        instant("created_at", "t.created_at"),
        instant("last_updated_at", "t.last_updated_at"),
        instant("archived_at", "t.archived_at"),
    ],
};
