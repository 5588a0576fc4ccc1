//! Email templates, and what was scheduled from them, with logs and attachments.

use super::Mapping;

pub(super) const MAPPINGS: &[Mapping] = &[
    Mapping::of(
        "email_template",
        "emails_emailtemplate",
        "SELECT id, active, created_at, last_updated_at, name, signal, from_header, reply_to_header, cc_header, bcc_header, subject,
             body
         FROM emails_emailtemplate ORDER BY id",
    )
    .seeded()
    .known_by(&["signal"]),
    // Kinds of records are text, `app.model`, where AMY refers to a table of kinds. What AMY's worker holds may have been sent already,
    // so that somebody must look at it (EML-MIG-01).
    Mapping::of(
        "scheduled_email",
        "emails_scheduledemail",
        "SELECT e.id, e.created_at, e.last_updated_at,
             CASE WHEN e.state IN ('locked', 'running') THEN 'dead_letter' ELSE e.state END AS state,
             CASE WHEN e.state IN ('locked', 'running') THEN 'outcome_unknown' END AS last_error_class, e.scheduled_at, e.to_header, e.to_header_context_json, e.from_header,
             e.reply_to_header, e.cc_header, e.bcc_header, e.subject, e.body, e.context_json, e.template_id,
             t.app_label || '.' || t.model AS target_type, e.generic_relation_pk AS target_id
         FROM emails_scheduledemail e LEFT JOIN django_content_type t ON t.id = e.generic_relation_content_type_id ORDER BY e.id",
    ),
    // With a note for those. Its id is the same whenever it is made of the same, as a log is never rewritten.
    Mapping::of(
        "scheduled_email_log",
        "emails_scheduledemaillog",
        "SELECT id, created_at, details, state_before, state_after, scheduled_email_id, author_id FROM emails_scheduledemaillog
         UNION ALL SELECT md5(concat(e.id, date_part('epoch', max(l.created_at))))::uuid,
             coalesce(max(l.created_at), e.created_at) + interval '1 second',
             'The worker of the old AMY held it when it was taken over. Somebody must find out whether it was sent.',
             e.state, 'dead_letter', e.id, NULL
         FROM emails_scheduledemail e LEFT JOIN emails_scheduledemaillog l ON l.scheduled_email_id = e.id
         WHERE e.state IN ('locked', 'running') GROUP BY e.id
         ORDER BY id",
    )
    .derived(),
    Mapping::of(
        "attachment",
        "emails_attachment",
        "SELECT id, created_at, last_updated_at, email_id, filename, s3_path, s3_bucket, presigned_url, presigned_url_expiration
         FROM emails_attachment ORDER BY id",
    ),
];
