//! What goes on around a person: applications, training progress, memberships, accounts and emails (PER-10).

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::Result;
use crate::scheduled_email::State as EmailState;
use crate::training_progress::Progress;

/// An application to instructor training.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TrainingRequest {
    /// Record id.
    pub id: i32,
    /// Display string.
    pub label: String,
}

/// What the person is for a membership.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MembershipRole {
    /// What the role is called.
    pub role: String,
    /// Membership id.
    pub membership_id: i32,
    /// Name of the membership.
    pub membership: String,
    /// First day of the agreement.
    pub start: NaiveDate,
    /// Last day of the agreement.
    pub end: NaiveDate,
    /// Several organizations share the membership.
    pub consortium: bool,
}

/// The person's own account in the service offering.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Account {
    /// Account id.
    pub id: Uuid,
    /// Display string.
    pub label: String,
}

/// What the person is for an account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OwnerRole {
    /// The account.
    pub account: Account,
    /// Key of the role, such as `billing_contact`.
    pub role: String,
}

/// An email about the person, or about a task, an award or a sign-up of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Email {
    /// Email id.
    pub id: Uuid,
    /// Name of the template; its subject where it was made without one.
    pub template: String,
    /// Where it is on its way.
    pub state: EmailState,
}

/// All of them.
#[derive(Debug, Clone, Default)]
pub struct Affairs {
    /// Oldest first.
    pub training_requests: Vec<TrainingRequest>,
    /// Oldest first.
    pub progress: Vec<Progress>,
    /// The newest agreement first.
    pub membership_roles: Vec<MembershipRole>,
    /// The account whose object the person is.
    pub account: Option<Account>,
    /// By the accounts' names.
    pub owner_roles: Vec<OwnerRole>,
    /// Newest first.
    pub emails: Vec<Email>,
}

/// What goes on around the person `id`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn affairs(db: &mut PgConnection, id: i32) -> Result<Affairs> {
    let row = sqlx::query!(
        r#"SELECT
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', q.id, 'label', training_request_label(q)) ORDER BY q.created_at, q.id)
                FROM training_request q WHERE q.person_id = $1), '[]') AS "training_requests!: Json<Vec<TrainingRequest>>",
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', tp.id, 'requirement', r.name, 'state', tp.state,
                    'activity', CASE WHEN i.name = 'Other' THEN i.display_name || ': ' || tp.trainee_notes ELSE i.display_name END,
                    'date', tp.date, 'created_at', tp.created_at, 'notes', tp.notes) ORDER BY tp.created_at, tp.id)
                FROM training_progress tp JOIN training_requirement r ON r.id = tp.requirement_id
                LEFT JOIN involvement i ON i.id = tp.involvement_type_id WHERE tp.trainee_id = $1), '[]') AS "progress!: Json<Vec<Progress>>",
            coalesce((SELECT jsonb_agg(jsonb_build_object('role', role_label(r.name, r.verbose_name), 'membership_id', m.id,
                    'membership', m.name, 'start', m.agreement_start, 'end', m.agreement_end, 'consortium', m.consortium)
                    ORDER BY m.agreement_start DESC, m.id, r.name)
                FROM membership_task t JOIN membership m ON m.id = t.membership_id JOIN membership_person_role r ON r.id = t.role_id
                WHERE t.person_id = $1), '[]') AS "membership_roles!: Json<Vec<MembershipRole>>",
            (SELECT jsonb_build_object('id', a.id, 'label', account_label(a)) FROM account a WHERE a.person_id = $1) AS "account: Json<Account>",
            coalesce((SELECT jsonb_agg(jsonb_build_object('account', jsonb_build_object('id', a.id, 'label', account_label(a)),
                    'role', o.permission_type) ORDER BY account_label(a), o.permission_type)
                FROM account_owner o JOIN account a ON a.id = o.account_id WHERE o.person_id = $1), '[]') AS "owner_roles!: Json<Vec<OwnerRole>>",
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'template', coalesce(t.name, s.subject), 'state', s.state)
                    ORDER BY s.created_at DESC, s.id)
                FROM (SELECT 'workshops.person' AS target_type, $1::int AS target_id
                    UNION ALL SELECT 'workshops.task', k.id FROM task k WHERE k.person_id = $1
                    UNION ALL SELECT 'workshops.award', a.id FROM award a WHERE a.person_id = $1
                    UNION ALL SELECT 'recruitment.instructorrecruitmentsignup', u.id FROM instructor_recruitment_signup u WHERE u.person_id = $1) x
                JOIN scheduled_email s ON s.target_type = x.target_type AND s.target_id = x.target_id
                LEFT JOIN email_template t ON t.id = s.template_id), '[]') AS "emails!: Json<Vec<Email>>""#,
        id
    )
    .fetch_one(db)
    .await?;
    Ok(Affairs {
        training_requests: row.training_requests.0,
        progress: row.progress.0,
        membership_roles: row.membership_roles.0,
        account: row.account.map(|account| account.0),
        owner_roles: row.owner_roles.0,
        emails: row.emails.0,
    })
}
