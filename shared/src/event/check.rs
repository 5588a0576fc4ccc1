//! The rules of an event (DM-EVENT-01 … DM-EVENT-08).

use super::{ADMINISTRATORS, EventInput, slug, website};
use crate::Result;
use crate::benefit;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

impl Input for EventInput {
    /// The event's own number when it exists.
    type Own = Option<i32>;

    async fn check(&self, db: &mut Db, own: &Option<i32>) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.require(
            slug::is_dated(&self.slug),
            "slug",
            "Begin with year, month and day, such as 2026-03-21-krakow. Put x for what is not known yet: xxxx-xx-xx-krakow.",
        );
        if let (Some(start), Some(end)) = (self.start, self.end) {
            errors.require(start <= end, "end", "The event cannot end before it starts.");
        }
        errors.require(self.manual_attendance.is_none_or(|n| n >= 0), "manual_attendance", "Enter 0 or more.");
        errors.require(
            !website::is_repository(&self.url),
            "url",
            "This is the address of a repository. Enter the website, such as https://owner.github.io/repository/.",
        );
        let facts = sqlx::query!(
            r#"SELECT
                EXISTS (SELECT FROM event WHERE slug = $1 AND id IS DISTINCT FROM $9) AS "slug_taken!",
                EXISTS (SELECT FROM event WHERE url = nullif($2, '') AND id IS DISTINCT FROM $9) AS "url_taken!",
                EXISTS (SELECT FROM organization WHERE id = $3) AS "host!",
                EXISTS (SELECT FROM organization WHERE id = $4) AS "sponsor!",
                (SELECT domain FROM organization WHERE id = $5) AS administrator,
                ($6::int IS NULL OR EXISTS (SELECT FROM membership WHERE id = $6)) AS "membership!",
                ($7::int IS NULL OR EXISTS (SELECT FROM person WHERE id = $7)) AS "assigned_to!",
                ($8::int IS NULL OR EXISTS (SELECT FROM language WHERE id = $8)) AS "language!",
                ($12::uuid IS NULL OR EXISTS (SELECT FROM event_category WHERE id = $12)) AS "event_category!",
                NOT EXISTS (SELECT FROM unnest($10::int[]) x WHERE NOT EXISTS (SELECT FROM tag WHERE id = x)) AS "tags_exist!",
                NOT EXISTS (SELECT FROM unnest($11::int[]) x WHERE NOT EXISTS (SELECT FROM curriculum WHERE id = x)) AS "curricula_exist!",
                NOT EXISTS (SELECT FROM unnest($13::int[]) x WHERE NOT EXISTS (SELECT FROM lesson WHERE id = x)) AS "lessons_exist!",
                ($14::uuid IS NULL OR EXISTS (SELECT FROM account_benefit a JOIN benefit b ON b.id = a.benefit_id
                    WHERE a.id = $14 AND b.unit_type = $15)) AS "benefit!",
                ARRAY(SELECT name FROM tag WHERE id = ANY($10)) AS "tags!",
                ARRAY(SELECT DISTINCT CASE WHEN carpentry <> '' THEN carpentry ELSE 'Circuits' END FROM curriculum
                      WHERE id = ANY($11) AND active AND (carpentry <> '' OR mix_match) ORDER BY 1) AS "required_tags!""#,
            self.slug,
            self.url,
            self.host,
            self.sponsor,
            self.administrator,
            self.membership,
            self.assigned_to,
            self.language,
            *own,
            &self.tags,
            &self.curricula,
            self.event_category,
            self.lessons.as_deref().unwrap_or_default(),
            self.allocated_benefit.flatten(),
            benefit::EVENT,
        )
        .fetch_one(db)
        .await?;

        errors.require(!facts.slug_taken, "slug", "Another event has this slug already.");
        errors.require(!facts.url_taken, "url", "Another event has this website already.");
        errors.require(facts.host, "host", "This organization does not exist any more. Choose another.");
        errors.require(facts.sponsor, "sponsor", "This organization does not exist any more. Choose another.");
        errors.require(facts.membership, "membership", "This membership does not exist any more. Choose another.");
        errors.require(facts.benefit, "allocated_benefit", "Choose a benefit that is counted in events.");
        // DM-EVENT-08
        errors.require(
            self.membership.is_none() || self.allocated_benefit.flatten().is_none(),
            "allocated_benefit",
            "An event counts towards a membership or uses a benefit, and not both. Empty one of them.",
        );
        errors.require(facts.assigned_to, "assigned_to", "This person does not exist any more. Choose another.");
        for (exist, field) in [
            (facts.event_category, "event_category"),
            (facts.tags_exist, "tags"),
            (facts.curricula_exist, "curricula"),
            (facts.lessons_exist, "lessons"),
        ] {
            // D-24
            errors.require(exist, field, "This does not exist any more. Choose another.");
        }
        errors.require(!self.tags.is_empty(), "tags", "Choose at least one tag.");
        errors.require(facts.language, "language", "This language does not exist any more. Choose another.");
        errors.require(
            facts.administrator.is_some_and(|domain| ADMINISTRATORS.contains(&domain.as_str())),
            "administrator",
            "Choose one of the organizations that administer workshops.",
        );
        // DM-EVENT-06, held against the tags of this very input.
        errors.require(
            !self.open_ttt_applications || facts.tags.iter().any(|tag| tag == "TTT"),
            "open_TTT_applications",
            "Only an event tagged TTT can take open applications.",
        );
        // DM-EVENT-07
        let missing: Vec<String> = facts.required_tags.into_iter().filter(|tag| !facts.tags.contains(tag)).collect();
        if !missing.is_empty() {
            errors.add("tags", format!("The chosen curricula also need: {}.", missing.join(", ")));
        }
        Ok(errors)
    }
}
