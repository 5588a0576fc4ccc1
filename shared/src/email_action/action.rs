//! What an action is made of, and all of them.

use super::facts::{Award, Event, Membership, Partnership, Person, Signup, Task, Trainee};
use super::trigger::Subject;
use super::wish::{Now, Wish};
use super::{
    admin_signs_instructor_up_for_workshop, ask_for_website, host_instructors_introduction, instructor_badge_awarded,
    instructor_confirmed_for_workshop, instructor_declined_from_workshop, instructor_signs_up_for_workshop,
    instructor_task_created_for_workshop, instructor_training_approaching, instructor_training_completed_not_badged,
    membership_quarterly_3_months, membership_quarterly_6_months, membership_quarterly_9_months, new_membership_onboarding,
    new_partnership_onboarding, new_self_organised_workshop, persons_merged, post_workshop_7days, recruit_helpers,
};
pub(super) use crate::email_render::Shape;
use crate::email_template::Signal;

/// Which emails keep an action from making another (EML-ACT-02).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exists {
    /// Those that wait, are on their way, may have been sent, or failed (flavour S).
    Live,
    /// Any that ever was (flavour A).
    Ever,
    /// As `Live`, and after one that is on its way or was sent nothing happens any more (3.12).
    LiveUnlessSent,
    /// None: what happens once makes one each time. It is only called off when it is no use any more.
    Never,
}

/// What an action is about, and what it wishes for that.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of {
    Event(fn(&Event, Now) -> Wish),
    Task(fn(&Task, Now) -> Wish),
    Signup(fn(&Signup, Now) -> Wish),
    Award(fn(&Award, Now) -> Wish),
    Trainee(fn(&Trainee, Now) -> Wish),
    Onboarding(fn(&Membership, Now) -> Wish),
    Reports(fn(&Membership, Now) -> Wish),
    Partnership(fn(&Partnership, Now) -> Wish),
    Merged(fn(&Person, Now) -> Wish),
}

impl Of {
    /// The record `id` as what is looked at.
    pub(super) fn subject(self, id: i32) -> Subject {
        match self {
            Self::Event(_) => Subject::Event(id),
            Self::Task(_) => Subject::Task(id),
            Self::Signup(_) => Subject::Signup(id),
            Self::Award(_) => Subject::Award(id),
            Self::Trainee(_) => Subject::Trainee(id),
            Self::Onboarding(_) => Subject::Onboarding(id),
            Self::Reports(_) => Subject::Reports(id),
            Self::Partnership(_) => Subject::Partnership(id),
            Self::Merged(_) => Subject::Merged(id),
        }
    }
}

/// An action.
#[derive(Debug)]
pub(super) struct Action {
    pub(super) signal: Signal,
    pub(super) exists: Exists,
    /// What its template may use, by name.
    pub(super) variables: &'static [(&'static str, Shape)],
    pub(super) of: Of,
}

/// All of them, in the order in which they are decided: applications before tasks, which an accepted one makes superfluous.
pub(super) static ACTIONS: [&Action; 19] = [
    &persons_merged::ACTION,
    &instructor_training_approaching::ACTION,
    &host_instructors_introduction::ACTION,
    &recruit_helpers::ACTION,
    &post_workshop_7days::ACTION,
    &ask_for_website::ACTION,
    &new_self_organised_workshop::ACTION,
    &instructor_signs_up_for_workshop::ACTION,
    &admin_signs_instructor_up_for_workshop::ACTION,
    &instructor_confirmed_for_workshop::ACTION,
    &instructor_declined_from_workshop::ACTION,
    &instructor_task_created_for_workshop::ACTION,
    &instructor_badge_awarded::ACTION,
    &instructor_training_completed_not_badged::ACTION,
    &new_membership_onboarding::ACTION,
    &membership_quarterly_3_months::ACTION,
    &membership_quarterly_6_months::ACTION,
    &membership_quarterly_9_months::ACTION,
    &new_partnership_onboarding::ACTION,
];

/// The action that a template is for.
pub(super) fn of(signal: Signal) -> Option<&'static Action> {
    ACTIONS.iter().copied().find(|action| action.signal == signal)
}

/// What the template of an action may use, by name.
#[must_use]
pub fn variables(signal: Signal) -> &'static [(&'static str, Shape)] {
    of(signal).map_or(&[], |action| action.variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_act_01_each_of_the_nineteen_signals_has_one_action() {
        for signal in Signal::ALL {
            assert_eq!(ACTIONS.iter().filter(|action| action.signal == *signal).count(), 1, "{signal}");
            assert!(!variables(*signal).is_empty(), "{signal}");
        }
        assert_eq!(Signal::ALL.len(), ACTIONS.len());
        let once = ACTIONS.iter().filter(|action| action.exists == Exists::Never);
        assert_eq!(once.count(), 4, "four are only ever made");
    }
}
