//! What is to become of an action's email: a pure decision (EML-ACT-02).

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::action::Exists;
use crate::Result;
use crate::db::Db;
use crate::email_template::Signal;
use crate::scheduled_email::{State, Target};

/// What is to become of an action's email.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// There is none, and there should be.
    Create,
    /// There is one, and it should say what is the case now.
    Update,
    /// There is one, and there should not.
    Cancel,
    /// Nothing.
    Nothing,
}

/// An email of an action about a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    /// Its id.
    pub id: Uuid,
    /// Where it is.
    pub state: State,
    /// When it is sent, or was to be.
    pub scheduled_at: DateTime<Utc>,
    /// It was given up without anybody knowing whether it was sent (EML-NEW-04): until somebody finds out, it counts as on its way.
    pub is_in_doubt: bool,
    /// It was sent all the same: the provider had taken it before it was called off or given up.
    pub was_taken: bool,
}

/// The emails of actions about records.
pub(super) type Emails = HashMap<(Signal, &'static str, i32), Vec<Email>>;

/// The emails of some actions about the records: one statement, the newest first.
pub(super) async fn emails(db: &mut Db, asked: &[(Signal, Target)]) -> Result<Emails> {
    let mut emails = Emails::new();
    if asked.is_empty() {
        return Ok(emails);
    }
    let signals: Vec<String> = asked.iter().map(|(signal, _)| signal.code().to_owned()).collect();
    let kinds: Vec<String> = asked.iter().map(|(_, target)| target.kind.object_type().to_owned()).collect();
    let ids: Vec<i32> = asked.iter().map(|(_, target)| target.id).collect();
    let rows = sqlx::query!(
        r#"SELECT x.n AS "n!", e.id, e.state, e.scheduled_at,
            (e.state = 'dead_letter' AND e.last_error_class IS NOT DISTINCT FROM 'outcome_unknown') AS "is_in_doubt!",
            (e.state IN ('cancelled', 'dead_letter') AND e.sent_at IS NOT NULL) AS "was_taken!"
           FROM unnest($1::text[], $2::text[], $3::int[]) WITH ORDINALITY AS x (signal, target_type, target_id, n)
           JOIN scheduled_email e ON e.target_type = x.target_type AND e.target_id = x.target_id
           JOIN email_template t ON t.id = e.template_id AND t.signal = x.signal
           ORDER BY e.created_at DESC, e.id"#,
        &signals,
        &kinds,
        &ids
    )
    .fetch_all(db)
    .await?;
    for row in rows {
        let asked = usize::try_from(row.n - 1).ok().and_then(|n| asked.get(n));
        let (Some((signal, target)), Some(state)) = (asked, State::of(&row.state)) else { continue };
        let (is_in_doubt, was_taken) = (row.is_in_doubt, row.was_taken);
        let email = Email { id: row.id, state, scheduled_at: row.scheduled_at, is_in_doubt, was_taken };
        emails.entry((*signal, target.kind.object_type(), target.id)).or_default().push(email);
    }
    Ok(emails)
}

/// Those of one action about one record.
pub(super) fn of(emails: &Emails, signal: Signal, target: Target) -> &[Email] {
    emails.get(&(signal, target.kind.object_type(), target.id)).map_or(&[], Vec::as_slice)
}

/// What the record asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// There should be an email.
    pub(super) should_exist: bool,
    /// A new one may be made.
    pub(super) may_begin: bool,
    /// What happens once has happened in this change.
    pub(super) has_occurred: bool,
    /// Emails are neither made nor called off.
    pub(super) is_refresh: bool,
}

/// The decision. An update or a cancellation may still find nothing that waits.
pub(super) fn decide(exists: Exists, emails: &[Email], asked: Asked) -> Decision {
    let is_live = |email: &Email| {
        matches!(email.state, State::Scheduled | State::Locked | State::Running | State::Failed) || email.is_in_doubt
    };
    let is_out = |email: &Email| {
        matches!(email.state, State::Locked | State::Running | State::Succeeded) || email.is_in_doubt || email.was_taken
    };
    let is_there = match exists {
        Exists::LiveUnlessSent if emails.iter().any(is_out) => return Decision::Nothing,
        Exists::Live | Exists::LiveUnlessSent => emails.iter().any(is_live),
        Exists::Ever => !emails.is_empty(),
        Exists::Never if asked.has_occurred && asked.should_exist && asked.may_begin => return Decision::Create,
        Exists::Never if asked.should_exist || !emails.iter().any(is_live) => return Decision::Nothing,
        Exists::Never => return Decision::Cancel,
    };
    match (is_there, asked.should_exist) {
        (true, true) => Decision::Update,
        _ if asked.is_refresh => Decision::Nothing,
        (false, true) if asked.may_begin => Decision::Create,
        (true, false) => Decision::Cancel,
        (false, _) => Decision::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: Asked = Asked { should_exist: true, may_begin: true, has_occurred: false, is_refresh: false };
    const UNWANTED: Asked = Asked { should_exist: false, may_begin: false, ..WANTED };

    fn emails(states: &[State]) -> Vec<Email> {
        states.iter().map(|state| email(*state)).collect()
    }

    fn email(state: State) -> Email {
        Email { id: Uuid::nil(), state, scheduled_at: DateTime::UNIX_EPOCH, is_in_doubt: false, was_taken: false }
    }

    #[test]
    fn eml_act_02_flavour_s_counts_what_is_live_and_flavour_a_what_ever_was() {
        use Decision::{Cancel, Create, Nothing, Update};
        for (states, live, ever, unless_sent) in [
            (&[][..], (Create, Nothing), (Create, Nothing), (Create, Nothing)),
            (&[State::Scheduled], (Update, Cancel), (Update, Cancel), (Update, Cancel)),
            (&[State::Failed], (Update, Cancel), (Update, Cancel), (Update, Cancel)),
            (&[State::Locked], (Update, Cancel), (Update, Cancel), (Nothing, Nothing)),
            (&[State::Running], (Update, Cancel), (Update, Cancel), (Nothing, Nothing)),
            (&[State::Succeeded], (Create, Nothing), (Update, Cancel), (Nothing, Nothing)),
            (&[State::Cancelled], (Create, Nothing), (Update, Cancel), (Create, Nothing)),
            (&[State::DeadLetter], (Create, Nothing), (Update, Cancel), (Create, Nothing)),
            (&[State::Succeeded, State::Scheduled], (Update, Cancel), (Update, Cancel), (Nothing, Nothing)),
        ] {
            let there = emails(states);
            for (exists, (wanted, unwanted)) in
                [(Exists::Live, live), (Exists::Ever, ever), (Exists::LiveUnlessSent, unless_sent)]
            {
                assert_eq!(decide(exists, &there, WANTED), wanted, "{exists:?} {states:?} wanted");
                assert_eq!(decide(exists, &there, UNWANTED), unwanted, "{exists:?} {states:?} unwanted");
            }
        }
    }

    #[test]
    fn eml_new_04_what_may_have_been_sent_counts_as_on_its_way() {
        let doubtful = [Email { is_in_doubt: true, ..email(State::DeadLetter) }];
        for (exists, decision) in
            [(Exists::Live, Decision::Update), (Exists::Ever, Decision::Update), (Exists::LiveUnlessSent, Decision::Nothing)]
        {
            assert_eq!(decide(exists, &doubtful, WANTED), decision, "{exists:?}");
        }
    }

    #[test]
    fn what_happens_once_makes_an_email_each_time_and_is_called_off_when_it_is_no_use() {
        let occurred = Asked { has_occurred: true, ..WANTED };
        let waits = emails(&[State::Scheduled]);
        for there in [&[][..], &waits] {
            assert_eq!(decide(Exists::Never, there, occurred), Decision::Create);
            assert_eq!(decide(Exists::Never, there, WANTED), Decision::Nothing);
        }
        assert_eq!(decide(Exists::Never, &waits, UNWANTED), Decision::Cancel);
        assert_eq!(decide(Exists::Never, &emails(&[State::Succeeded]), UNWANTED), Decision::Nothing);
        assert_eq!(decide(Exists::Never, &[], Asked { has_occurred: true, ..UNWANTED }), Decision::Nothing);
    }

    #[test]
    fn eml_act_q_a_refresh_neither_makes_nor_calls_off() {
        let refresh = |asked: Asked| Asked { is_refresh: true, ..asked };
        let waits = emails(&[State::Scheduled]);
        assert_eq!(decide(Exists::Ever, &waits, refresh(WANTED)), Decision::Update);
        assert_eq!(decide(Exists::Ever, &waits, refresh(UNWANTED)), Decision::Nothing);
        assert_eq!(decide(Exists::Ever, &[], refresh(WANTED)), Decision::Nothing);
    }

    #[test]
    fn what_would_be_too_late_is_not_begun_but_kept() {
        let late = Asked { may_begin: false, ..WANTED };
        assert_eq!(decide(Exists::Ever, &[], late), Decision::Nothing);
        assert_eq!(decide(Exists::Ever, &emails(&[State::Scheduled]), late), Decision::Update);
    }
}
