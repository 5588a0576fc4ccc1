//! What merging two persons merges (DM-MERGE-10 … DM-MERGE-13, PER-03).

use super::choice::{Choice, MergeInput};
use super::declaration::Dropped::{Deleted, Unlinked};
use super::declaration::{Hooks, Mergeable, Related, Scalar, Twins};
use super::related::Ids;
use super::{account, social};
use crate::Result;
use crate::db::Change;
use crate::email_action::{self, Occurrence};
use crate::record::Kind;

/// Two persons. Password, groups, permissions, the superuser flag and `user_notes` stay the survivor's (DM-MERGE-13).
pub static PERSON: Mergeable = Mergeable {
    kind: Kind::Person,
    scalars: &[
        Scalar::of("username", &["username"]),
        Scalar::of("personal", &["personal"]),
        Scalar::of("middle", &["middle"]),
        Scalar::of("family", &["family"]),
        Scalar::of("email", &["email"]),
        Scalar::of("secondary_email", &["secondary_email"]),
        Scalar::of("gender", &["gender"]).shown(
            "CASE t.gender WHEN 'F' THEN 'Female' WHEN 'V' THEN 'Gender variant' WHEN 'M' THEN 'Male' WHEN 'O' THEN 'Other' END",
        ),
        Scalar::of("gender_other", &["gender_other"]),
        // What is known of the airport goes with it (DM-PERSON-10).
        Scalar::of("airport_iata", &["airport_iata", "airport_country", "airport_lat", "airport_lon", "airport_timezone"])
            .shown("t.airport_iata || coalesce(': ' || (SELECT a.name FROM airport a WHERE a.iata = t.airport_iata), '')"),
        Scalar::of("country", &["country"]).shown("(SELECT c.name FROM country c WHERE c.code = t.country)"),
        Scalar::of("timezone", &["timezone"]),
        Scalar::of("github", &["github"]),
        Scalar::of("twitter", &["twitter"]),
        Scalar::of("bluesky", &["bluesky"]),
        // D-06: AMY offers it and forgets it.
        Scalar::of("mastodon", &["mastodon"]),
        Scalar::of("url", &["url"]),
        Scalar::of("affiliation", &["affiliation"]),
        Scalar::of("occupation", &["occupation"]),
        Scalar::of("orcid", &["orcid"]),
        Scalar::of("is_active", &["is_active"]).shown("CASE WHEN t.is_active THEN 'yes' ELSE 'no' END"),
    ],
    sets: &[
        Related::chosen(
            "award_set",
            "award",
            "person_id",
            Deleted,
            Twins::Unique(&["badge_id"]),
            "concat_ws(', ', (SELECT b.title FROM badge b WHERE b.id = r.badge_id), r.awarded, (SELECT e.slug FROM event e WHERE e.id = r.event_id))",
        ),
        Related::chosen(
            "qualification_set",
            "qualification",
            "person_id",
            Deleted,
            Twins::Unique(&["lesson_id"]),
            "(SELECT l.name FROM lesson l WHERE l.id = r.lesson_id)",
        ),
        Related::chosen(
            "domains",
            "person_domain",
            "person_id",
            Deleted,
            Twins::Unique(&["knowledge_domain_id"]),
            "(SELECT k.name FROM knowledge_domain k WHERE k.id = r.knowledge_domain_id)",
        ),
        Related::chosen(
            "languages",
            "person_language",
            "person_id",
            Deleted,
            Twins::Unique(&["language_id"]),
            "(SELECT l.name FROM language l WHERE l.id = r.language_id)",
        ),
        Related::chosen(
            "task_set",
            "task",
            "person_id",
            Deleted,
            Twins::Unique(&["event_id", "role_id"]),
            "(SELECT e.slug FROM event e WHERE e.id = r.event_id) || ', ' || (SELECT role_label(o.name, o.verbose_name) FROM role o WHERE o.id = r.role_id)",
        ),
        Related::chosen(
            "trainingprogress_set",
            "training_progress",
            "trainee_id",
            Deleted,
            Twins::Unique(&["event_id"]),
            "concat_ws(', ', (SELECT q.name FROM training_requirement q WHERE q.id = r.requirement_id), CASE r.state WHEN 'n' THEN 'not evaluated yet' WHEN 'f' THEN 'failed' WHEN 'a' THEN 'asked to repeat' WHEN 'p' THEN 'passed' END, (SELECT e.slug FROM event e WHERE e.id = r.event_id))",
        ),
        Related::chosen(
            "comment_comments",
            "comment",
            "person_id",
            Unlinked,
            Twins::None,
            "r.submit_date::date || ': ' || left(r.comment, 100)",
        ),
    ],
    // D-16
    moved: &[
        Related::moved(
            "community_role",
            "person_id",
            Twins::Exact(&[
                "config_id",
                "award_id",
                "start",
                "end",
                "inactivation_id",
                "membership_id",
                "partnership_id",
                "url",
                "target_type",
                "target_id",
                "custom_keys",
            ]),
        ),
        Related::moved("instructor_recruitment_signup", "person_id", Twins::Unique(&["recruitment_id"])),
        Related::moved("membership_task", "person_id", Twins::Unique(&["membership_id", "role_id"])),
        Related::moved("account_owner", "person_id", Twins::Exact(&["account_id", "permission_type"])),
        Related::moved("award", "awarded_by_id", Twins::None),
        Related::moved("training_request", "person_id", Twins::None),
        Related::moved("event", "assigned_to_id", Twins::None),
        Related::moved("workshop_request", "assigned_to_id", Twins::None),
        Related::moved("workshop_inquiry_request", "assigned_to_id", Twins::None),
        Related::moved("self_organised_submission", "assigned_to_id", Twins::None),
        Related::moved("instructor_recruitment", "assigned_to_id", Twins::None),
        Related::moved("scheduled_email_log", "author_id", Twins::None),
        Related::moved("saved_filter", "person_id", Twins::Unique(&["list", "name"])),
        Related::moved("revision", "person_id", Twins::None),
        Related::moved("calendar_feed", "owner_id", Twins::None),
        Related::moved("calendar_feed", "person_id", Twins::None),
        // As the links to GitHub: each opens the one record that there is from then on.
        Related::moved("passkey", "person_id", Twins::None),
    ],
    lost: &[("person_user_group", "person_id"), ("person_permission", "person_id")],
    consents: Some(("consent", "person_id")),
    is_stamped: true,
    settle: |_| {},
    hooks: Hooks {
        before: |change, ids, input| Box::pin(before(change, ids, input)),
        after: |change, ids, logins| Box::pin(after(change, ids, logins)),
    },
};

/// The links to GitHub are given to the survivor, who is told (T2), and whom emails about the other are about from now on.
async fn after(change: &mut Change, ids: Ids, logins: serde_json::Value) -> Result<()> {
    social::give(change, ids, &logins).await?;
    email_action::repoint(change, (Kind::Person, "person"), ids.other, ids.base, true).await?;
    change.only_keep_emails();
    change.occur(Occurrence::PersonsMerged(ids.base));
    Ok(())
}

/// Accounts become one, and roles that come with an award stay with it. Gives the links to GitHub of the person that goes.
async fn before(change: &mut Change, ids: Ids, input: &MergeInput) -> Result<serde_json::Value> {
    account::merge(change, ids).await?;
    // Of two awards of a badge the survivor's stays, with the roles that the other one gave.
    if input.of("award_set") == Choice::Combine {
        sqlx::query!(
            "UPDATE community_role r SET award_id = kept.id FROM award kept, award gone
                     WHERE kept.person_id = $1 AND gone.person_id = $2 AND kept.badge_id = gone.badge_id AND r.award_id = gone.id",
            ids.base,
            ids.other
        )
        .execute(&mut **change)
        .await?;
    }
    social::of_the_other(change, ids).await
}
