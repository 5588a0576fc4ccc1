//! The templates of the automatic emails (section 5.18): who sends which in `email_template.csv`, the texts in a file each.

use sqlx::PgConnection;

use super::SeedError;
use super::table::{Columns, Seed};

const SEED: Seed = Seed {
    table: "email_template",
    rows: include_str!("../../seed/email_template.csv"),
    insert: "INSERT INTO email_template (id, signal, name, from_header, cc_header, subject, body)
             SELECT id::uuid, signal, name, from_header, string_to_array(cc, ' '), subject, body FROM seed
             WHERE NOT EXISTS (SELECT FROM email_template t WHERE t.id = seed.id::uuid OR t.signal = seed.signal OR t.name = seed.name)",
};

/// The text of a signal's template, in Markdown and Jinja2.
macro_rules! bodies {
    ($($signal:literal),+ $(,)?) => {
        &[$(($signal, include_str!(concat!("../../seed/email_templates/", $signal, ".md")))),+]
    };
}

const BODIES: &[(&str, &str)] = bodies![
    "admin_signs_instructor_up_for_workshop",
    "ask_for_website",
    "host_instructors_introduction",
    "instructor_badge_awarded",
    "instructor_confirmed_for_workshop",
    "instructor_declined_from_workshop",
    "instructor_signs_up_for_workshop",
    "instructor_task_created_for_workshop",
    "instructor_training_approaching",
    "instructor_training_completed_not_badged",
    "membership_quarterly_3_months",
    "membership_quarterly_6_months",
    "membership_quarterly_9_months",
    "new_membership_onboarding",
    "new_partnership_onboarding",
    "new_self_organised_workshop",
    "persons_merged",
    "post_workshop_7days",
    "recruit_helpers",
];

/// Creates the templates of the signals that have none, as [`Seed::plant`] does.
pub(super) async fn plant(connection: &mut PgConnection) -> Result<u64, SeedError> {
    SEED.plant_with(columns()?, connection).await
}

fn columns() -> Result<Columns, SeedError> {
    Ok(SEED
        .read()?
        .beside("signal", "body", |signal| BODIES.iter().find(|(of, _)| *of == signal).map_or("", |(_, body)| body).to_owned()))
}

#[cfg(test)]
mod tests;
