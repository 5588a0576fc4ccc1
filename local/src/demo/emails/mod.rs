//! Scheduled emails of every action, in every state, with their logs, and certificates with some.

mod letter;

use chrono::{DateTime, Duration, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::World;
use super::bulk::{Bulk, array, row};
use super::lookups::Template;
use super::people::Person;
use super::random::{Random, turn};
use letter::Letter;

pub(super) use letter::Sources;

/// States, each with the states that were gone through to it.
const STATES: &[&[&str]] = &[
    &["scheduled"],
    &["scheduled", "locked", "succeeded"],
    &["scheduled", "locked", "failed"],
    &["scheduled", "cancelled"],
    &["scheduled", "locked"],
    &["scheduled", "scheduled"],
    &["scheduled", "locked", "running"],
    &["scheduled", "locked", "failed", "locked", "succeeded"],
    &["scheduled", "locked", "failed", "dead_letter"],
    &["scheduled", "cancelled", "scheduled"],
];
/// Those that are over: what an email about something that another one is about is, too.
const OVER: &[&[&str]] = &[&["scheduled", "locked", "succeeded"], &["scheduled", "cancelled"]];
/// At large scales one of so many is not over.
const WAITING: usize = 12;

struct Writer<'w> {
    world: &'w World,
    random: Random,
    staff: Vec<i32>,
    emails: Bulk,
    logs: Bulk,
    attachments: Bulk,
}

/// Writes the emails, and answers how many there are.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    people: &[Person],
    sources: &Sources<'_>,
) -> anyhow::Result<usize> {
    let mut writer = Writer {
        world,
        random: Random::named("emails"),
        staff: people.iter().take(4).map(|person| person.id).collect(),
        emails: Bulk::into(
            "scheduled_email",
            "id uuid, created_at timestamptz, last_updated_at timestamptz, state text, scheduled_at timestamptz, to_header text[],
             to_header_context_json jsonb, from_header text, cc_header text[], subject text, body text, context_json jsonb,
             template_id uuid, target_type text, target_id int, attempt_count int, next_attempt_at timestamptz, lease_owner text,
             lease_expires_at timestamptz, last_error_class text, ses_message_id text, sent_at timestamptz,
             manually_edited_at timestamptz, manually_rescheduled_at timestamptz, live_key text",
        ),
        logs: Bulk::into(
            "scheduled_email_log",
            "id uuid, created_at timestamptz, details text, state_before text, state_after text, scheduled_email_id uuid, author_id int",
        ),
        attachments: Bulk::into(
            "attachment",
            "id uuid, created_at timestamptz, last_updated_at timestamptz, email_id uuid, filename text, s3_path text, s3_bucket text,
             presigned_url text, presigned_url_expiration timestamptz",
        ),
    };
    let templates = &world.lookups.templates;
    let rounds = world.size.emails / templates.len();
    for (signal, template) in templates.iter().enumerate() {
        let letters = sources.letters(&template.signal, rounds);
        for round in 0..rounds {
            let Some(letter) = letters.get(round % letters.len().max(1)) else { break };
            let over = round >= letters.len() || (round >= STATES.len() && round % WAITING != 0);
            let path = if over { *turn(OVER, round) } else { *turn(STATES, round * 3 + signal) };
            writer.email(round + signal, letter, template, path);
        }
    }
    let Writer { emails, logs, attachments, .. } = writer;
    let written = emails.write(connection).await?;
    logs.write(connection).await?;
    attachments.write(connection).await?;
    Ok(written)
}

impl Writer<'_> {
    fn email(&mut self, number: usize, letter: &Letter<'_>, template: &Template, path: &[&'static str]) {
        let today = self.world.today;
        let id = self.random.uuid();
        let state = path.last().copied().unwrap_or("scheduled");
        // One that waits is for later; so is one that is to be tried again.
        let waits = matches!(state, "scheduled" | "failed");
        let day = today + Duration::days(if waits { self.random.between(1, 40) } else { -self.random.between(1, 300) });
        let scheduled = self.random.moment(day);
        let before = day.min(today) - Duration::days(self.random.between(1, 20));
        let created = self.random.moment(before);
        let last = self.log(id, created, scheduled, path, number);
        let has = |steps: [&str; 2]| path.windows(2).any(|pair| pair == steps);
        let sent = (state == "succeeded").then_some(last);
        // What a worker holds, it holds for a day, so that there is time to look at it.
        let held = matches!(state, "locked" | "running").then(|| self.random.moment(today + Duration::days(1)));
        row!(
            self.emails,
            id,
            created,
            last,
            state,
            scheduled,
            array(letter.addresses()),
            letter.recipients(),
            &template.from,
            array(&template.cc),
            &template.subject,
            &template.body,
            serde_json::Value::Object(letter.context.clone()),
            template.id,
            letter.target.0.object_type(),
            letter.target.1,
            path.iter().filter(|state| **state == "locked").count(),
            (state == "failed").then_some(scheduled),
            held.map(|_| "demo-worker"),
            held,
            match state {
                "failed" => Some("provider_unavailable"),
                "dead_letter" => Some("recipient_rejected"),
                _ => None,
            },
            sent.map(|_| format!("demo-{}", id.simple())),
            sent,
            has(["scheduled", "scheduled"]).then_some(last),
            has(["cancelled", "scheduled"]).then_some(last),
            // Two mergers of one person may be told of.
            (template.signal != "persons_merged").then(|| format!(
                "{}:{}:{}",
                template.signal,
                letter.target.0.object_type(),
                letter.target.1
            )),
        );
        if template.signal == "instructor_badge_awarded" {
            let attachment = self.random.uuid();
            let path = format!("{id}/{attachment}-certificate.pdf");
            // A link to it lasts an hour.
            let linked =
                (number.is_multiple_of(2)).then(|| format!("https://amy-attachments.s3.amazonaws.com/{path}?X-Amz-Expires=3600"));
            let expires = linked.as_ref().map(|_| created + Duration::hours(1));
            row!(
                self.attachments,
                attachment,
                created,
                created,
                id,
                "certificate.pdf",
                &path,
                "amy-attachments",
                linked.unwrap_or_default(),
                expires
            );
        }
    }

    /// Writes a line for each step, and answers when the last one was.
    fn log(
        &mut self,
        email: Uuid,
        created: DateTime<Utc>,
        scheduled: DateTime<Utc>,
        path: &[&'static str],
        number: usize,
    ) -> DateTime<Utc> {
        let mut at = created;
        let mut before = None;
        for state in path {
            let (details, by_person) = match (before, *state) {
                (None, _) => (format!("Scheduled for {scheduled}"), !number.is_multiple_of(3)),
                (Some("cancelled"), "scheduled") => (format!("Rescheduled to {scheduled}"), true),
                (Some("scheduled"), "scheduled") => ("Subject and text changed".to_owned(), true),
                (_, "locked") => ("Taken by the email worker".to_owned(), false),
                (_, "running") => ("Handed to the mail service".to_owned(), false),
                (_, "succeeded") => ("Sent".to_owned(), false),
                (_, "failed") => ("The mail service could not be reached".to_owned(), false),
                (_, "dead_letter") => ("Given up: one of the addresses does not exist".to_owned(), false),
                (_, other) => (format!("Now {other}"), number.is_multiple_of(2)),
            };
            let author = by_person.then(|| *turn(&self.staff, number));
            row!(self.logs, self.random.uuid(), at, details, before, *state, email, author);
            at += Duration::minutes(if *state == "scheduled" { 90 } else { 1 });
            before = Some(*state);
        }
        at
    }
}
