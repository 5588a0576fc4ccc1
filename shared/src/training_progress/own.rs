//! A trainee's own activities in the community: sent in, changed and taken back by themselves (DM-TPROG-07, DSH-06, DSH-07).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::check::{Facts, Named};
use super::{GET_INVOLVED, Given, ProgressInput, State};
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::{Change, Db};
use crate::deletion;
use crate::involvement::{GITHUB_CONTRIBUTION, is_our_repository};
use crate::record::Kind;

/// The fields of the trainee's form by their names. Trainee, requirement and state are not theirs to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityInput {
    /// The kind of activity.
    pub involvement_type: i32,
    /// When it took place.
    pub date: Option<NaiveDate>,
    /// Address of the work.
    pub url: String,
    /// What the trainee says about it.
    pub trainee_notes: String,
}

/// Whose form it is.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    /// The trainee's person id: the signed-in user.
    pub trainee: i32,
    /// The activity's own number when it is being changed.
    pub progress: Option<i32>,
    /// The current moment, which decides what lies in the future.
    pub now: DateTime<Utc>,
}

impl Input for ActivityInput {
    type Own = Own;

    async fn check(&self, db: &mut Db, own: &Own) -> Result<FieldErrors> {
        let named = Named {
            requirement: None,
            involvement: Some(self.involvement_type),
            event: None,
            trainees: &[own.trainee],
            own: own.progress,
        };
        let facts = Facts::of(db, named).await?;
        let given = Given {
            state: State::NotEvaluated,
            url: Some(&self.url),
            involvement: Some(true),
            date: Some(self.date),
            trainee_notes: Some(&self.trainee_notes),
            ..Given::default()
        };
        let mut errors = facts.violations(&named, &given, own.now);
        if facts.activity.as_ref().is_some_and(|(name, _)| name == GITHUB_CONTRIBUTION) {
            errors.require(
                is_our_repository(&self.url),
                "url",
                "Give the address on GitHub of your contribution to one of The Carpentries' repositories.",
            );
        }
        let others = facts.other_states.iter().all(|key| State::of(key).is_some_and(State::allows_another));
        errors.require(
            own.progress.is_some() || others,
            FieldErrors::FORM,
            "You have sent in an activity already. You can send in another when you are asked to.",
        );
        Ok(errors)
    }
}

/// An activity that its trainee may still change.
#[derive(Debug, Clone)]
pub struct OwnActivity {
    /// The fields.
    pub input: ActivityInput,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The activity `id` of `trainee`, if nobody has judged it yet: one statement. With `lock`, its row is held until the
/// transaction ends. `None` for what is another's, another requirement's, or judged: for the trainee it does not exist.
///
/// # Errors
/// When the database cannot be asked.
pub async fn own(db: &mut PgConnection, trainee: i32, id: i32, lock: bool) -> Result<Option<OwnActivity>> {
    if lock {
        sqlx::query!("SELECT id FROM training_progress WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT tp.involvement_type_id, tp.date, tp.url, tp.trainee_notes,
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'training_progress' AND v.object_id = tp.id::text)
                AS "version!"
           FROM training_progress tp JOIN training_requirement r ON r.id = tp.requirement_id
           WHERE tp.id = $1 AND tp.trainee_id = $2 AND tp.state = $3 AND r.name = $4"#,
        id,
        trainee,
        State::NotEvaluated.key(),
        GET_INVOLVED
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| OwnActivity {
        version: row.version,
        input: ActivityInput {
            involvement_type: row.involvement_type_id.unwrap_or_default(),
            date: row.date,
            url: row.url.unwrap_or_default(),
            trainee_notes: row.trainee_notes,
        },
    }))
}

/// Stores a new activity of `trainee` that has passed its check, to be judged; gives its id.
///
/// # Errors
/// When the database refuses.
pub async fn submit(change: &mut Change, trainee: i32, input: &ActivityInput) -> Result<i32> {
    let requirement =
        sqlx::query_scalar!("SELECT id FROM training_requirement WHERE name = $1", GET_INVOLVED).fetch_one(&mut **change).await?;
    let progress = ProgressInput {
        trainee,
        requirement,
        state: State::NotEvaluated,
        involvement_type: Some(input.involvement_type),
        url: input.url.clone(),
        date: input.date,
        trainee_notes: input.trainee_notes.clone(),
        ..ProgressInput::default()
    };
    super::create(change, &progress).await
}

/// Stores a changed activity that [`own`] gave, and that has passed its check. What admins wrote stays.
///
/// # Errors
/// When the database refuses.
pub async fn update_own(change: &mut Change, id: i32, input: &ActivityInput) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "UPDATE training_progress SET last_updated_at = $2, involvement_type_id = $3, url = nullif($4, ''), date = $5, trainee_notes = $6
         WHERE id = $1",
        id,
        now,
        input.involvement_type,
        input.url,
        input.date,
        input.trainee_notes
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// Deletes the activity `id` of `trainee` if nobody has judged it yet; gives whether it was there.
///
/// # Errors
/// When the database refuses.
pub async fn remove_own(change: &mut Change, trainee: i32, id: i32) -> Result<bool> {
    let theirs = own(change, trainee, id, true).await?.is_some();
    if theirs {
        deletion::delete(change, Kind::TrainingProgress, &id.to_string()).await?;
    }
    Ok(theirs)
}
