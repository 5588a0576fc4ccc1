//! The rules of a community role (DM-CROLE-04 … DM-CROLE-07).

use super::{CommunityRoleInput, Own, target_tables};
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

impl Input for CommunityRoleInput {
    type Own = Own;

    async fn check(&self, db: &mut Db, own: &Own) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        let facts = self.facts(db, own).await?;
        errors.require(facts.config, "config", "This role does not exist any more. Choose another.");
        errors.require(facts.person, "person", "This person does not exist any more. Choose another.");
        // Nothing else can be told without these two.
        if !errors.is_empty() {
            return Ok(errors);
        }
        self.links(&facts, &mut errors);
        self.days(&facts, &mut errors);
        if !facts.concurrent.is_empty() {
            errors.add(
                "person",
                format!("This person has this role at that time already: {}. End that one first.", facts.concurrent.join("; ")),
            );
        }
        Ok(errors)
    }
}

/// What the database knows of the input.
struct Facts {
    config: bool,
    person: bool,
    link_to_award: bool,
    link_to_membership: bool,
    link_to_partnership: bool,
    additional_url: bool,
    award_known: bool,
    award_is_own: bool,
    award_fits: bool,
    membership_known: bool,
    partnership_known: bool,
    inactivation_known: bool,
    /// There is such a record, or the kind points at none.
    target_known: bool,
    /// The concurrent roles of the person, by their days.
    concurrent: Vec<String>,
}

impl CommunityRoleInput {
    /// One statement. Of an existing role, kind and person are the stored ones.
    async fn facts(&self, db: &mut Db, own: &Own) -> Result<Facts> {
        let (types, tables) = target_tables();
        Ok(sqlx::query_as!(
            Facts,
            r#"SELECT k.id IS NOT NULL AS "config!", p.id IS NOT NULL AS "person!",
                coalesce(k.link_to_award, false) AS "link_to_award!", coalesce(k.link_to_membership, false) AS "link_to_membership!",
                coalesce(k.link_to_partnership, false) AS "link_to_partnership!", coalesce(k.additional_url, false) AS "additional_url!",
                ($4::int IS NULL OR a.id IS NOT NULL) AS "award_known!",
                (a.id IS NULL OR a.person_id = p.id) AS "award_is_own!",
                (a.id IS NULL OR k.award_badge_limit_id IS NULL OR a.badge_id = k.award_badge_limit_id) AS "award_fits!",
                ($5::int IS NULL OR EXISTS (SELECT FROM membership WHERE id = $5)) AS "membership_known!",
                ($6::int IS NULL OR EXISTS (SELECT FROM partnership WHERE id = $6)) AS "partnership_known!",
                ($7::int IS NULL OR EXISTS (SELECT FROM community_role_inactivation WHERE id = $7)) AS "inactivation_known!",
                ($8::int IS NULL OR k.target_type IS NULL OR coalesce((SELECT record_row(x.table_name, $8::int::text) IS NOT NULL
                    FROM unnest($9::text[], $10::text[]) x (object_type, table_name) WHERE x.object_type = k.target_type), false))
                    AS "target_known!",
                ARRAY(SELECT human_dates(c.start, c."end", no_last => 'present') FROM community_role c
                    WHERE $1::int IS NULL AND $11::date IS NOT NULL AND c.config_id = k.id AND c.person_id = p.id
                    AND community_role_concurs(c, $11, $12, CASE WHEN k.additional_url THEN $13::text END)
                    ORDER BY c.start, c.id) AS "concurrent!"
               FROM (SELECT coalesce(r.config_id, $2) AS config_id, coalesce(r.person_id, $3) AS person_id
                     FROM (SELECT) nothing LEFT JOIN community_role r ON r.id = $1) given
               LEFT JOIN community_role_config k ON k.id = given.config_id
               LEFT JOIN person p ON p.id = given.person_id
               LEFT JOIN award a ON a.id = $4"#,
            own.id,
            self.config,
            self.person,
            self.award,
            self.membership,
            self.partnership,
            self.inactivation,
            self.generic_relation_pk,
            &types,
            &tables,
            self.start,
            self.end,
            self.url
        )
        .fetch_one(db)
        .await?)
    }

    /// DM-CROLE-04: what the kind asks for is there, and fits.
    fn links(&self, facts: &Facts, errors: &mut FieldErrors) {
        errors.require(!facts.link_to_award || self.award.is_some(), "award", "This role stands upon an award. Choose it.");
        errors.require(facts.award_known, "award", "This award does not exist any more. Choose another.");
        errors.require(facts.award_is_own, "award", "This award is another person's. Choose one of this person's.");
        errors.require(facts.award_fits, "award", "This role needs another badge. Choose an award of that one.");
        errors.require(
            !facts.link_to_membership || self.membership.is_some(),
            "membership",
            "This role belongs to a membership. Choose it.",
        );
        errors.require(facts.membership_known, "membership", "This membership does not exist any more. Choose another.");
        errors.require(
            !facts.link_to_partnership || self.partnership.is_some(),
            "partnership",
            "This role belongs to a partnership. Choose it.",
        );
        errors.require(facts.partnership_known, "partnership", "This partnership does not exist any more. Choose another.");
        errors.require(!facts.additional_url || !self.url.is_empty(), "url", "This role needs an address. Enter it.");
        errors.require(facts.target_known, "generic_relation_pk", "There is no such record. Choose another.");
        errors.require(facts.inactivation_known, "inactivation", "This reason does not exist any more. Choose another.");
    }

    /// DM-CROLE-04, DM-CROLE-05: the days.
    fn days(&self, facts: &Facts, errors: &mut FieldErrors) {
        errors.require(self.start.is_some(), "start", "Say since when.");
        errors.require(
            self.inactivation.is_none() || self.end.is_some() || !facts.inactivation_known,
            "end",
            "An inactive role has ended. Say when.",
        );
        if let (Some(start), Some(end)) = (self.start, self.end) {
            errors.require(start <= end, "end", "The role cannot end before it starts.");
        }
    }
}
