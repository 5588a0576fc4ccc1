//! The states of an email, and which follow each other (data-model.md §3.6; emails.md 1.4, EML-CTL-14).

use crate::choice::choices;

choices! {
    /// Where an email is on its way.
    pub enum State {
        /// Waits for its time.
        Scheduled = "scheduled" "Scheduled",
        /// The worker holds it, and has not called the provider yet.
        Locked = "locked" "Locked",
        /// It is with the provider, and the outcome is not known: never sent again by itself.
        Running = "running" "Running",
        /// The provider has taken it.
        Succeeded = "succeeded" "Succeeded",
        /// The last attempt failed; there will be another.
        Failed = "failed" "Failed",
        /// Somebody, or what it was about, called it off.
        Cancelled = "cancelled" "Cancelled",
        /// There will be no other attempt, unless somebody asks for one.
        DeadLetter = "dead_letter" "Gave up",
    }
}

/// What happens to an email.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// A person changes what it says.
    Edit,
    /// A person sets another time.
    Reschedule,
    /// A person calls it off.
    Cancel,
    /// A person wants it sent now.
    RetryNow,
    /// What it is about has changed.
    Update,
    /// What it is about is no reason any more.
    Withdraw,
    /// The worker takes it.
    Lock,
    /// The worker gives it back untried, or since nothing of this account is sent.
    Release,
    /// The worker that took it was not heard of again.
    Expire,
    /// The worker hands it to the provider.
    Start,
    /// The provider has taken it.
    Succeed,
    /// The provider says by itself that it has taken it, whatever it answered.
    Hear,
    /// The attempt failed.
    Fail,
    /// No attempt will help, or there were enough.
    GiveUp,
    /// Right before sending it was no longer wanted.
    CallOff,
    /// A person knows that it has arrived although nobody told us.
    MarkSent,
    /// A person knows that it has not arrived.
    SendAgain,
}

use Action as A;
use State as S;

/// Every step that an email may take: what happens, in which state, and the state after it. Whatever is not here is an error.
/// The database holds the states too: its function `scheduled_email_may_become`.
pub const TRANSITIONS: &[(Action, State, State)] = &[
    (A::Edit, S::Scheduled, S::Scheduled),
    (A::Edit, S::Failed, S::Failed),
    (A::Edit, S::Cancelled, S::Cancelled),
    (A::Edit, S::DeadLetter, S::DeadLetter),
    (A::Reschedule, S::Scheduled, S::Scheduled),
    (A::Reschedule, S::Failed, S::Failed),
    (A::Reschedule, S::Cancelled, S::Scheduled),
    (A::Reschedule, S::DeadLetter, S::Scheduled),
    (A::Cancel, S::Scheduled, S::Cancelled),
    (A::Cancel, S::Failed, S::Cancelled),
    (A::Cancel, S::DeadLetter, S::Cancelled),
    (A::RetryNow, S::Failed, S::Scheduled),
    (A::RetryNow, S::Cancelled, S::Scheduled),
    (A::RetryNow, S::DeadLetter, S::Scheduled),
    (A::Update, S::Scheduled, S::Scheduled),
    (A::Update, S::Failed, S::Failed),
    // Taken from the worker, which has not called the provider yet and may not any more.
    (A::Update, S::Locked, S::Scheduled),
    (A::Withdraw, S::Scheduled, S::Cancelled),
    (A::Withdraw, S::Failed, S::Cancelled),
    (A::Withdraw, S::Locked, S::Cancelled),
    (A::Lock, S::Scheduled, S::Locked),
    (A::Lock, S::Failed, S::Locked),
    (A::Release, S::Locked, S::Scheduled),
    (A::Release, S::Running, S::Scheduled),
    (A::Expire, S::Locked, S::Failed),
    (A::Start, S::Locked, S::Running),
    (A::Succeed, S::Locked, S::Succeeded),
    (A::Succeed, S::Running, S::Succeeded),
    (A::Hear, S::Scheduled, S::Succeeded),
    (A::Hear, S::Failed, S::Succeeded),
    (A::Hear, S::Locked, S::Succeeded),
    (A::Hear, S::Running, S::Succeeded),
    (A::Hear, S::DeadLetter, S::Succeeded),
    (A::Fail, S::Locked, S::Failed),
    (A::Fail, S::Running, S::Failed),
    (A::GiveUp, S::Locked, S::DeadLetter),
    (A::GiveUp, S::Running, S::DeadLetter),
    (A::GiveUp, S::Failed, S::DeadLetter),
    (A::CallOff, S::Locked, S::Cancelled),
    (A::MarkSent, S::Running, S::Succeeded),
    (A::MarkSent, S::DeadLetter, S::Succeeded),
    (A::SendAgain, S::Running, S::Scheduled),
    (A::SendAgain, S::DeadLetter, S::Scheduled),
];

impl State {
    /// What people read besides the name.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Scheduled => "It waits until its time has come.",
            Self::Locked => "It is about to be sent.",
            Self::Running => "It is being sent.",
            Self::Succeeded => "It was handed over to be delivered.",
            Self::Failed => "It could not be sent, and is tried again soon.",
            Self::Cancelled => "It will not be sent.",
            Self::DeadLetter => "It could not be sent, and is not tried again by itself.",
        }
    }

    /// The state after `action`, or nothing where the action is out of place.
    #[must_use]
    pub fn after(self, action: Action) -> Option<Self> {
        TRANSITIONS.iter().find(|(what, from, _)| *what == action && *from == self).map(|(_, _, to)| *to)
    }

    /// Whether a person may do this to an email in this state: what buttons ask (DM-ST-37).
    #[must_use]
    pub fn allows(self, action: Action) -> bool {
        self.after(action).is_some()
    }
}

impl Action {
    /// The states in which it is in place, and those after it, by their codes.
    pub(super) fn steps(self) -> (Vec<String>, Vec<String>) {
        let steps = TRANSITIONS.iter().filter(|(what, ..)| *what == self);
        steps.map(|(_, from, to)| (from.code().to_owned(), to.code().to_owned())).unzip()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_st_37_people_act_on_what_is_not_with_the_worker_and_not_sent() {
        let allowing = |action| State::ALL.iter().copied().filter(|state| state.allows(action)).collect::<Vec<_>>();
        assert_eq!(allowing(A::Edit), [S::Scheduled, S::Failed, S::Cancelled, S::DeadLetter]);
        assert_eq!(allowing(A::Reschedule), [S::Scheduled, S::Failed, S::Cancelled, S::DeadLetter]);
        assert_eq!(allowing(A::Cancel), [S::Scheduled, S::Failed, S::DeadLetter]);
        assert_eq!(S::Cancelled.after(A::Reschedule), Some(S::Scheduled));
        assert_eq!(S::Failed.after(A::Reschedule), Some(S::Failed));
        assert_eq!(S::Cancelled.after(A::Edit), Some(S::Cancelled));
    }

    #[test]
    fn no_step_is_there_twice_and_nothing_leaves_what_was_sent() {
        for (n, (action, from, _)) in TRANSITIONS.iter().enumerate() {
            assert!(!TRANSITIONS[..n].iter().any(|(what, state, _)| what == action && state == from), "{action:?} {from:?}");
            assert_ne!(*from, S::Succeeded, "{action:?}");
        }
    }
}
