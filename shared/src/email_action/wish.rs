//! What an action wishes for a record: the conditions under which there should be an email, and what it would be.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use super::facts::Contact;
use crate::email_template::Signal;
use crate::scheduled_email::{Context, Plan, Recipient, Target, When};

/// When a condition is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tested {
    /// Always, and once more right before sending (EML-NEW-06).
    Always,
    /// Not right before sending: by then its time is meant to have passed.
    WhenSaved,
    /// Only for a new email: one that is there is kept without it.
    WhenCreated,
}

/// A condition of an email.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What it demands, and what is the case, in words.
    pub words: String,
    /// Whether it is met.
    pub is_met: bool,
    /// When it is looked at.
    pub tested: Tested,
}

impl Condition {
    pub(super) fn new(words: impl Into<String>, is_met: bool) -> Self {
        Self { words: words.into(), is_met, tested: Tested::Always }
    }

    pub(super) fn tested(mut self, tested: Tested) -> Self {
        self.tested = tested;
        self
    }
}

/// The present, as actions see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now(pub(super) DateTime<Utc>);

impl Now {
    pub(super) fn today(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// That day at the present time of day (EML-ACT-08).
    pub(super) fn on(self, day: NaiveDate) -> DateTime<Utc> {
        day.and_time(self.0.time()).and_utc()
    }

    /// So many days after (or, below zero, before) `day`, at the present time of day.
    pub(super) fn days_after(self, day: NaiveDate, days: i64) -> When {
        When::At(self.on(shift(day, days)))
    }
}

/// So many days after (or, below zero, before) `day`.
pub(super) fn shift(day: NaiveDate, days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    let shifted = if days < 0 { day.checked_sub_days(by) } else { day.checked_add_days(by) };
    shifted.unwrap_or(day)
}

/// So many days after `day`, at noon in UTC.
pub(super) fn noon_after(day: NaiveDate, days: i64) -> When {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    When::At(shift(day, days).and_time(noon).and_utc())
}

/// A day in words.
pub(super) fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "no date".to_owned(), |day| day.to_string())
}

/// What an action wishes.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    /// All of these must be met.
    pub(super) conditions: Vec<Condition>,
    /// When it is sent; why nobody can tell.
    pub(super) when: Result<When, &'static str>,
    pub(super) context: Context,
    /// The addresses as of now.
    pub(super) to: Vec<String>,
    pub(super) recipients: Vec<Recipient>,
}

impl Wish {
    /// One that is sent at once, for now without context and recipients.
    pub(super) fn new(conditions: Vec<Condition>) -> Self {
        Self { conditions, when: Ok(When::Immediately), context: Context::default(), to: Vec::new(), recipients: Vec::new() }
    }

    /// None: what it would be about is not there any more.
    pub(super) fn gone() -> Self {
        Self::new(vec![Condition::new("what it is about is still there: no", false)])
    }

    pub(super) fn at(mut self, when: Option<When>) -> Self {
        self.when = when.ok_or("a date is missing");
        self
    }

    pub(super) fn with(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// Goes to these people, each once: by their addresses as of the sending, whether they have one now or not.
    pub(super) fn to<'a>(mut self, people: impl IntoIterator<Item = &'a Contact>) -> Self {
        for person in people {
            let recipient = Recipient::person(person.id);
            if !self.recipients.contains(&recipient) {
                self.recipients.push(recipient);
                self.to.extend(person.address().map(str::to_owned));
            }
        }
        self
    }

    /// Whether there should be an email.
    pub(super) fn should_exist(&self) -> bool {
        self.unmet(|tested| tested != Tested::WhenCreated).is_empty()
    }

    /// Whether one may be made.
    pub(super) fn may_begin(&self) -> bool {
        self.unmet(|_| true).is_empty()
    }

    /// What is not met, in words, of the conditions that are looked at then.
    pub(super) fn unmet(&self, is_tested: impl Fn(Tested) -> bool) -> Vec<String> {
        let unmet = self.conditions.iter().filter(|condition| !condition.is_met && is_tested(condition.tested));
        unmet.map(|condition| condition.words.clone()).collect()
    }

    /// The email that it would be.
    pub(super) fn plan(self, signal: Signal, target: Target) -> Result<Plan, &'static str> {
        let when = self.when?;
        Ok(Plan { signal, context: self.context, when, to: self.to, recipients: self.recipients, target: Some(target) })
    }
}
