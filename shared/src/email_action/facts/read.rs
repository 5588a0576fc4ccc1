//! Reading facts, all of them at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;
use sqlx::types::Json;

use super::{Award, Event, Facts, Membership, Partnership, Person, Trainee, signup, task};
use crate::Result;
use crate::badge;
use crate::db::Db;
use crate::email_action::trigger::Subject;
use crate::email_template::Signal;
use crate::record::Kind;
use crate::training_progress::REQUIREMENTS;

/// What is known of one record, as the statement gives it: an object whose key is the kind of record.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Fact {
    Event(Event),
    Task(task::Row),
    Signup(signup::Row),
    Award(Award),
    Trainee(Trainee),
    Membership(Membership),
    Partnership(Partnership),
    Person(Person),
}

/// The ids of the records that are asked for. That of a membership may be there several times.
#[derive(Debug, Default)]
struct Asked {
    events: Vec<i32>,
    tasks: Vec<i32>,
    signups: Vec<i32>,
    awards: Vec<i32>,
    trainees: Vec<i32>,
    memberships: Vec<i32>,
    partnerships: Vec<i32>,
    persons: Vec<i32>,
}

impl Asked {
    fn of(subjects: &BTreeSet<Subject>) -> Self {
        let mut asked = Self::default();
        for subject in subjects {
            match *subject {
                Subject::Event(id) => asked.events.push(id),
                Subject::Task(id) => asked.tasks.push(id),
                Subject::Signup(id) => asked.signups.push(id),
                Subject::Award(id) => asked.awards.push(id),
                Subject::Trainee(id) => asked.trainees.push(id),
                Subject::Onboarding(id) | Subject::Reports(id) | Subject::Seats(id) => asked.memberships.push(id),
                Subject::Partnership(id) => asked.partnerships.push(id),
                Subject::Merged(id) => asked.persons.push(id),
                // What these stand for is among the others.
                Subject::Person(_) | Subject::Address(_) | Subject::Membership(_) => {}
            }
        }
        asked
    }
}

impl Facts {
    /// Reads what is to be known of the subjects, and of the events of their tasks and applications: one statement, and none for nothing.
    pub(in crate::email_action) async fn read(db: &mut Db, subjects: BTreeSet<Subject>) -> Result<Self> {
        if subjects.is_empty() {
            return Ok(Self::default());
        }
        let facts = found(db, &Asked::of(&subjects)).await?;
        let mut known = Self { subjects, ..Self::default() };
        let (mut tasks, mut signups) = (Vec::new(), Vec::new());
        for fact in facts {
            match fact {
                Fact::Event(event) => _ = known.events.insert(event.id, Arc::new(event)),
                Fact::Task(task) => tasks.push(task),
                Fact::Signup(signup) => signups.push(signup),
                Fact::Award(award) => _ = known.awards.insert(award.id, award),
                Fact::Trainee(trainee) => _ = known.trainees.insert(trainee.person.id, trainee),
                Fact::Membership(membership) => _ = known.memberships.insert(membership.id, membership),
                Fact::Partnership(partnership) => _ = known.partnerships.insert(partnership.id, partnership),
                Fact::Person(person) => _ = known.persons.insert(person.contact.id, person),
            }
        }
        known.tasks = placed(tasks, &known.events, |task| (task.id, task.event_id), task::Row::at);
        known.signups = placed(signups, &known.events, |signup| (signup.id, signup.event_id), signup::Row::at);
        Ok(known)
    }
}

/// The rows at their events, by their ids.
fn placed<R, T>(
    rows: Vec<R>,
    events: &BTreeMap<i32, Arc<Event>>,
    ids: impl Fn(&R) -> (i32, i32),
    at: impl Fn(R, Arc<Event>) -> T,
) -> BTreeMap<i32, T> {
    let row_at = |row: R| {
        let (id, event) = ids(&row);
        Some((id, at(row, Arc::clone(events.get(&event)?))))
    };
    rows.into_iter().filter_map(row_at).collect()
}

/// What is known of the records that there are of those asked for.
async fn found(db: &mut Db, asked: &Asked) -> Result<Vec<Fact>> {
    let requirements = REQUIREMENTS.map(str::to_owned);
    let rows = sqlx::query!(
        r#"WITH tasks AS (
                SELECT t.id, t.event_id, r.name AS role, jsonb_build_object('id', p.id, 'role', r.name, 'email', p.email) AS person,
                    person_full_name(p) AS person_name,
                    EXISTS (SELECT FROM instructor_recruitment i
                        JOIN instructor_recruitment_signup s ON s.recruitment_id = i.id AND s.person_id = t.person_id
                        JOIN scheduled_email e ON e.target_type = $9 AND e.target_id = s.id
                            AND (e.state IN ('scheduled', 'locked', 'running', 'failed', 'succeeded')
                                OR e.state = 'dead_letter' AND e.last_error_class = 'outcome_unknown' OR e.sent_at IS NOT NULL)
                        JOIN email_template m ON m.id = e.template_id AND m.signal = $10
                        WHERE i.event_id = t.event_id) AS is_confirmed
                FROM task t JOIN role r ON r.id = t.role_id JOIN person p ON p.id = t.person_id WHERE t.id = ANY($2)
            ), signups AS (
                SELECT s.id, i.event_id, s.state, jsonb_build_object('id', p.id, 'email', p.email) AS person,
                    person_full_name(p) AS person_name
                FROM instructor_recruitment_signup s JOIN instructor_recruitment i ON i.id = s.recruitment_id
                JOIN person p ON p.id = s.person_id WHERE s.id = ANY($3)
            ), events AS (
                SELECT e.id, e.slug, e.start, e."end", e.url IS NOT NULL AS has_website, o.domain AS administrator, e.host_id,
                    e.assigned_to_id AS assigned_to,
                    ARRAY(SELECT t.name FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = e.id
                        ORDER BY t.name COLLATE "C") AS tags,
                    EXISTS (SELECT FROM instructor_recruitment i WHERE i.event_id = e.id AND i.status = 'o') AS is_recruiting,
                    coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'role', r.name, 'email', p.email) ORDER BY t.id)
                        FROM task t JOIN role r ON r.id = t.role_id JOIN person p ON p.id = t.person_id
                        WHERE t.event_id = e.id AND r.name IN ('instructor', 'host', 'helper')), '[]') AS people,
                    (SELECT jsonb_build_object('id', s.id, 'email', s.email, 'additional_contact', s.additional_contact,
                        'assigned_to', s.assigned_to_id) FROM self_organised_submission s WHERE s.event_id = e.id) AS submission
                FROM event e LEFT JOIN organization o ON o.id = e.administrator_id
                WHERE e.id IN (SELECT unnest($1::int[]) UNION SELECT event_id FROM tasks UNION SELECT event_id FROM signups)
            ), awards AS (
                SELECT a.id, b.name AS badge, jsonb_build_object('id', p.id, 'email', p.email) AS person, person_full_name(p) AS person_name
                FROM award a JOIN badge b ON b.id = a.badge_id JOIN person p ON p.id = a.person_id WHERE a.id = ANY($4)
            ), trainees AS (
                SELECT jsonb_build_object('id', p.id, 'email', p.email) AS person, person_full_name(p) AS name,
                    coalesce((SELECT jsonb_agg(jsonb_build_object('id', g.id, 'requirement', r.name, 'state', g.state, 'start', e.start,
                            'end', e."end") ORDER BY g.id)
                        FROM training_progress g JOIN training_requirement r ON r.id = g.requirement_id LEFT JOIN event e ON e.id = g.event_id
                        WHERE g.trainee_id = p.id), '[]') AS progress,
                    ARRAY(SELECT r.id FROM training_requirement r WHERE r.name = ANY($11) AND NOT EXISTS (
                        SELECT FROM training_progress g WHERE g.trainee_id = p.id AND g.requirement_id = r.id) ORDER BY r.id) AS ungraded,
                    EXISTS (SELECT FROM award a JOIN badge b ON b.id = a.badge_id WHERE a.person_id = p.id AND b.name = $12) AS is_badged
                FROM person p WHERE p.id = ANY($5)
            ), memberships AS (
                SELECT m.id, m.name, m.variant, m.agreement_start AS start, m.agreement_end AS "end",
                    greatest(m.workshops_without_admin_fee_per_agreement, m.public_instructor_training_seats,
                        m.additional_public_instructor_training_seats, m.inhouse_instructor_training_seats,
                        m.additional_inhouse_instructor_training_seats) > 0 AS has_benefits,
                    coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'role', r.name, 'email', p.email) ORDER BY r.name, t.id)
                        FROM membership_task t JOIN membership_person_role r ON r.id = t.role_id JOIN person p ON p.id = t.person_id
                        WHERE t.membership_id = m.id), '[]') AS roles,
                    ARRAY(SELECT e.id FROM event e WHERE e.membership_id = m.id ORDER BY e.start DESC, e.id) AS events,
                    coalesce((SELECT jsonb_agg(jsonb_build_object('task', t.id, 'person', t.person_id)
                            ORDER BY r.name, e.start DESC, t.id)
                        FROM task t JOIN role r ON r.id = t.role_id JOIN event e ON e.id = t.event_id
                        WHERE t.seat_membership_id = m.id), '[]') AS seats
                FROM membership m WHERE m.id = ANY($6)
            ), partnerships AS (
                SELECT s.id, s.name, s.agreement_start AS start,
                    coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'role', o.permission_type, 'email', p.email)
                            ORDER BY o.permission_type, p.family, p.personal, p.id)
                        FROM account_owner o JOIN person p ON p.id = o.person_id WHERE o.account_id = s.account_id), '[]') AS owners
                FROM partnership s WHERE s.id = ANY($7)
            ), persons AS (
                SELECT jsonb_build_object('id', p.id, 'email', p.email) AS contact, person_full_name(p) AS name
                FROM person p WHERE p.id = ANY($8)
            )
            SELECT jsonb_build_object('task', x) AS "fact!: Json<Fact>" FROM tasks x
            UNION ALL SELECT jsonb_build_object('signup', x) FROM signups x
            UNION ALL SELECT jsonb_build_object('event', x) FROM events x
            UNION ALL SELECT jsonb_build_object('award', x) FROM awards x
            UNION ALL SELECT jsonb_build_object('trainee', x) FROM trainees x
            UNION ALL SELECT jsonb_build_object('membership', x) FROM memberships x
            UNION ALL SELECT jsonb_build_object('partnership', x) FROM partnerships x
            UNION ALL SELECT jsonb_build_object('person', x) FROM persons x"#,
        &asked.events,
        &asked.tasks,
        &asked.signups,
        &asked.awards,
        &asked.trainees,
        &asked.memberships,
        &asked.partnerships,
        &asked.persons,
        Kind::InstructorRecruitmentSignup.object_type(),
        Signal::InstructorConfirmedForWorkshop.code(),
        &requirements,
        badge::INSTRUCTOR
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.fact.0).collect())
}
