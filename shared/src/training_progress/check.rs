//! What the rules of progress must know of the records, and the check of the admins' form.

use chrono::{DateTime, Utc};

use super::{Activity, Given, ProgressInput, Requirement, latest_day, violations};
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// What an admin's form is about, besides its input.
#[derive(Debug, Clone, Copy)]
pub struct Editing {
    /// The progress's own number when it exists.
    pub id: Option<i32>,
    /// The current moment, which decides what lies in the future.
    pub now: DateTime<Utc>,
}

/// The records that an input names.
pub(super) struct Facts {
    /// `None` when it does not exist.
    pub(super) requirement: Option<Requirement>,
    /// Name and wishes of the activity; `None` when none was chosen, or it is not offered.
    pub(super) activity: Option<(String, Activity)>,
    /// The event is a training.
    pub(super) is_training: bool,
    /// The trainees who exist.
    pub(super) trainees: Vec<i32>,
    /// Those of them who learn at the event (DM-TPROG-06).
    pub(super) learners: Vec<i32>,
    /// Those of them who have other progress for the event.
    pub(super) taken: Vec<i32>,
    /// The states of what else they have done of the requirement.
    pub(super) other_states: Vec<String>,
}

/// Which records an input names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'a> {
    /// Requirement id; `None` for [`super::GET_INVOLVED`].
    pub(super) requirement: Option<i32>,
    /// Activity id.
    pub(super) involvement: Option<i32>,
    /// Event id.
    pub(super) event: Option<i32>,
    /// Person ids.
    pub(super) trainees: &'a [i32],
    /// The progress's own number when it exists: it keeps an activity that is not offered any more.
    pub(super) own: Option<i32>,
}

impl Facts {
    /// Asks for them in one statement.
    pub(super) async fn of(db: &mut Db, named: Named<'_>) -> Result<Self> {
        let row = sqlx::query!(
            r#"SELECT r.id AS "requirement?", r.url_required AS "needs_url?", r.event_required AS "needs_event?",
                r.involvement_required AS "needs_involvement?", i.name AS "activity?", i.url_required AS "activity_url?",
                i.date_required AS "activity_date?", i.notes_required AS "activity_notes?",
                EXISTS (SELECT FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = $3 AND t.name = 'TTT') AS "is_training!",
                ARRAY(SELECT id FROM person WHERE id = ANY($4)) AS "trainees!",
                ARRAY(SELECT k.person_id FROM task k JOIN role ON role.id = k.role_id
                      WHERE k.event_id = $3 AND k.person_id = ANY($4) AND role.name = 'learner') AS "learners!",
                ARRAY(SELECT tp.trainee_id FROM training_progress tp
                      WHERE tp.event_id = $3 AND tp.trainee_id = ANY($4) AND tp.id IS DISTINCT FROM $5) AS "taken!",
                ARRAY(SELECT tp.state::text FROM training_progress tp
                      WHERE tp.requirement_id = r.id AND tp.trainee_id = ANY($4) AND tp.id IS DISTINCT FROM $5) AS "other_states!"
               FROM (SELECT) one
               LEFT JOIN training_requirement r ON r.id = $1 OR ($1::int IS NULL AND r.name = 'Get Involved')
               LEFT JOIN involvement i ON i.id = $2 AND (i.archived_at IS NULL OR EXISTS (
                   SELECT FROM training_progress tp WHERE tp.id = $5 AND tp.involvement_type_id = i.id))"#,
            named.requirement,
            named.involvement,
            named.event,
            named.trainees,
            named.own
        )
        .fetch_one(db)
        .await?;
        let asks = |wish: Option<bool>| wish.unwrap_or_default();
        Ok(Self {
            requirement: row.requirement.map(|_| Requirement {
                url: asks(row.needs_url),
                event: asks(row.needs_event),
                involvement: asks(row.needs_involvement),
            }),
            activity: row.activity.map(|name| {
                let (url, date, notes) = (asks(row.activity_url), asks(row.activity_date), asks(row.activity_notes));
                (name, Activity { url, date, notes })
            }),
            is_training: row.is_training,
            trainees: row.trainees,
            learners: row.learners,
            taken: row.taken,
            other_states: row.other_states,
        })
    }

    /// What is wrong with the requirement, the activity and the event, and with what was given for them. A record that does
    /// not exist is told as such, not as missing.
    pub(super) fn violations(&self, named: &Named<'_>, given: &Given<'_>, now: DateTime<Utc>) -> FieldErrors {
        let mut errors = FieldErrors::default();
        match self.requirement {
            Some(requirement) => {
                let activity = self.activity.as_ref().map(|(_, activity)| *activity);
                errors.merge(violations(requirement, activity, given, latest_day(now)));
            }
            None => errors.add("requirement", "This requirement does not exist any more. Choose another."),
        }
        if named.involvement.is_some() {
            errors.require(self.activity.is_some(), "involvement_type", "This activity is not offered any more. Choose another.");
        }
        if named.event.is_some() {
            errors.require(self.is_training, "event", "This is no training. Choose an event tagged TTT.");
        }
        errors
    }
}

impl Input for ProgressInput {
    type Own = Editing;

    async fn check(&self, db: &mut Db, own: &Editing) -> Result<FieldErrors> {
        let named = Named {
            requirement: Some(self.requirement),
            involvement: self.involvement_type,
            event: self.event,
            trainees: &[self.trainee],
            own: own.id,
        };
        let facts = Facts::of(db, named).await?;
        let given = Given {
            state: self.state,
            url: Some(&self.url),
            event: Some(self.event.is_some()),
            involvement: Some(self.involvement_type.is_some()),
            date: Some(self.date),
            trainee_notes: Some(&self.trainee_notes),
            notes: Some(&self.notes),
        };
        let mut errors = facts.violations(&named, &given, own.now);
        errors.require(!facts.trainees.is_empty(), "trainee", "This person does not exist any more. Choose another.");
        if self.event.is_some() && facts.is_training {
            errors.require(!facts.learners.is_empty(), "event", NO_LEARNER);
            errors.require(facts.taken.is_empty(), "event", ALREADY);
        }
        Ok(errors)
    }
}

/// DM-TPROG-06
pub(super) const NO_LEARNER: &str = "The trainee has no learner task at this training.";
/// DM-TPROG-06
pub(super) const ALREADY: &str = "The trainee has progress for this training already.";
