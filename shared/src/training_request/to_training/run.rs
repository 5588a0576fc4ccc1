//! Matching: what is known is read, seats are planned, and all is written together, in statements whose number does not grow
//! with the applications.

use std::collections::HashMap;

use uuid::Uuid;

use super::plan::{Applicant, Method, Plan, Seat, Stock, plan};
use super::{Skipped, TrainingInput, Warning};
use crate::Result;
use crate::account_benefit::benefit_uses;
use crate::db::Change;
use crate::event::{self, ReportsLink};
use crate::membership::seat_uses;
use crate::training_request::State;

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many applications were matched.
    pub matched: usize,
    /// What to look into; nothing of it blocked.
    pub warnings: Vec<Warning>,
    /// The applications that were left as they are.
    pub skipped: Vec<Skipped>,
}

/// Makes the applicants of an input that has passed its check learners at the training: the applications are accepted, and
/// who is no learner there yet becomes one, in the seat that the input or their code leads to (DM-TREQ-12, DM-ST-03).
/// `service_offering` is the flag of that name.
///
/// # Errors
/// When the database refuses; then nothing has happened.
pub async fn match_to_training(
    change: &mut Change,
    input: &TrainingInput,
    service_offering: bool,
    reports: &ReportsLink,
) -> Result<Outcome> {
    let today = change.today();
    let method = match (input.auto_assign, input.seat_membership, input.allocated_benefit) {
        (true, _, _) => Method::Codes { service_offering },
        (false, Some(membership), _) => Method::All(Seat::Membership(membership)),
        (false, None, Some(benefit)) => Method::All(Seat::Benefit(benefit)),
        (false, None, None) => Method::All(Seat::Nothing),
    };
    let applicants = applicants(change, &input.requests, input.event).await?;
    let stock = stock(change, &applicants, input).await?;
    let Plan { assigned, warnings, skipped } = plan(applicants, method, stock, today);

    let requests: Vec<i32> = assigned.iter().map(|(request, _, _)| *request).collect();
    add_learners(change, input.event, &assigned).await?;
    let now = change.now();
    sqlx::query!(
        "UPDATE training_request SET state = $2, last_updated_at = $3 WHERE id = ANY($1)",
        &requests,
        State::Accepted.key(),
        now
    )
    .execute(&mut **change)
    .await?;
    if !requests.is_empty() {
        event::resave(change, input.event, reports).await?;
    }
    Ok(Outcome { matched: requests.len(), warnings, skipped })
}

/// The applications in the order in which they were sent, held until the transaction ends, with whatever has their codes. That
/// a code is of one record is not taken for granted (DM-TREQ-13).
async fn applicants(change: &mut Change, requests: &[i32], event: i32) -> Result<Vec<Applicant>> {
    Ok(sqlx::query_as!(
        Applicant,
        r#"SELECT r.id AS request, training_request_label(r) AS "label!", r.person_id AS person, btrim(r.member_code) AS "code!",
            EXISTS (SELECT FROM task k JOIN role o ON o.id = k.role_id
                WHERE k.event_id = $2 AND k.person_id = r.person_id AND o.name = 'learner') AS "learns!",
            m.id AS "membership?", p.id AS "partnership?", b.id AS "benefit?"
           FROM training_request r
           LEFT JOIN membership m ON m.registration_code = nullif(btrim(r.member_code), '')
           LEFT JOIN partnership p ON p.registration_code = nullif(btrim(r.member_code), '')
           LEFT JOIN account_benefit b ON b.registration_code = nullif(btrim(r.member_code), '')
           WHERE r.id = ANY($1) ORDER BY r.created_at, r.id FOR UPDATE OF r"#,
        requests,
        event
    )
    .fetch_all(&mut **change)
    .await?)
}

/// How much is used of every membership and benefit that may be given out.
async fn stock(change: &mut Change, applicants: &[Applicant], input: &TrainingInput) -> Result<Stock> {
    let today = change.today();
    let memberships: Vec<i32> = applicants.iter().filter_map(|one| one.membership).chain(input.seat_membership).collect();
    let partnerships: Vec<i32> = applicants.iter().filter_map(|one| one.partnership).collect();
    let rows = sqlx::query!(
        r#"SELECT partnership_id AS "partnership!", id FROM account_benefit
           WHERE partnership_id = ANY($1) AND benefit_id = $2 ORDER BY start_date, id"#,
        &partnerships,
        input.benefit_override
    )
    .fetch_all(&mut **change)
    .await?;
    let mut of_partnership: HashMap<i32, Vec<Uuid>> = HashMap::new();
    for row in &rows {
        of_partnership.entry(row.partnership).or_default().push(row.id);
    }
    let of_partners = rows.iter().map(|row| row.id);
    let benefits: Vec<Uuid> =
        applicants.iter().filter_map(|one| one.benefit).chain(of_partners).chain(input.allocated_benefit).collect();
    Ok(Stock {
        memberships: seat_uses(change, &memberships, input.event).await?,
        benefits: benefit_uses(change, &benefits, input.event, today).await?,
        of_partnership,
    })
}

/// Makes the persons learners at the training; who is one already keeps the task as it is (DM-TREQ-12).
async fn add_learners(change: &mut Change, event: i32, assigned: &[(i32, i32, Seat)]) -> Result<()> {
    let persons: Vec<i32> = assigned.iter().map(|(_, person, _)| *person).collect();
    let memberships: Vec<Option<i32>> =
        assigned.iter().map(|(_, _, seat)| if let Seat::Membership(id) = seat { Some(*id) } else { None }).collect();
    let benefits: Vec<Option<Uuid>> =
        assigned.iter().map(|(_, _, seat)| if let Seat::Benefit(id) = seat { Some(*id) } else { None }).collect();
    sqlx::query!(
        "INSERT INTO task (event_id, person_id, role_id, seat_membership_id, allocated_benefit_id, seat_public, seat_open_training)
         SELECT $1, x.person, r.id, x.membership, x.benefit, true, false
         FROM unnest($2::int[], $3::int[], $4::uuid[]) WITH ORDINALITY x (person, membership, benefit, place)
         JOIN role r ON r.name = 'learner' ORDER BY x.place
         ON CONFLICT (event_id, person_id, role_id) DO NOTHING",
        event,
        &persons,
        &memberships as &[Option<i32>],
        &benefits as &[Option<Uuid>]
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
