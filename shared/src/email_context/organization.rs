//! Organizations and consortiums of them.

use super::model::{Model, as_read, instant, number, text, texts};

pub(super) const ORGANIZATION: Model = Model {
    name: "organization",
    from: "organization t",
    finish: as_read,
    fields: &[
        number("pk", "t.id"),
        text("domain", "t.domain"),
        text("fullname", "t.fullname"),
        text("country", "coalesce(t.country, '')"),
        number("latitude", "t.latitude"),
        number("longitude", "t.longitude"),
        texts(
            "affiliated_organizations",
            "ARRAY(SELECT o.domain FROM organization_affiliation x
                JOIN organization o ON o.id = x.organization_id + x.affiliated_id - t.id
                WHERE t.id IN (x.organization_id, x.affiliated_id) ORDER BY o.domain)",
        ),
    ],
};

pub(super) const CONSORTIUM: Model = Model {
    name: "consortium",
    from: "consortium t",
    finish: as_read,
    fields: &[
        number("pk", "t.id"),
        text("name", "t.name"),
        text("description", "t.description"),
        texts(
            "organizations",
            "ARRAY(SELECT o.domain FROM consortium_organization x JOIN organization o ON o.id = x.organization_id
                WHERE x.consortium_id = t.id ORDER BY o.domain)",
        ),
        instant("created_at", "t.created_at"),
        instant("last_updated_at", "t.last_updated_at"),
    ],
};
