//! Rows beside what is stored (PER-06): whom they are about, what will be created, and what must be mended before.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::Row;
use crate::check::FieldErrors;
use crate::db::Db;
use crate::{Result, email_address, person};

/// Names have at most so many characters.
const LONGEST_NAME: usize = 100;

/// Somebody who is here already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// Person id.
    pub id: i32,
    /// First and last name.
    pub name: String,
}

/// A row, and what is known of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// The row; where it is about somebody who is here, with the fields of their record.
    pub row: Row,
    /// The user name that is made of the names; empty where none is free, or another was asked for.
    pub made: String,
    /// Whom it is about; `None` for a new person.
    pub person: Option<Matched>,
    /// Id of the event.
    pub event: Option<i32>,
    /// Id of the role.
    pub role: Option<i32>,
    /// Whether the task is not there yet.
    pub adds_task: bool,
    /// What must be mended, by field.
    pub errors: FieldErrors,
    /// What is good to know.
    pub infos: Vec<String>,
}

impl Verified {
    /// The user name that a new person will have.
    #[must_use]
    pub fn username(&self) -> &str {
        if self.row.username.is_empty() { &self.made } else { &self.row.username }
    }
}

/// What all rows come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows.
    pub rows: usize,
    /// Persons to be created.
    pub new: usize,
    /// Rows about persons who are here.
    pub matched: usize,
    /// Tasks to be created.
    pub tasks: usize,
    /// Rows in which something must be mended.
    pub wrong: usize,
}

impl Counts {
    /// Counts rows.
    #[must_use]
    pub fn of(rows: &[Verified]) -> Self {
        let count = |fits: fn(&Verified) -> bool| rows.iter().filter(|row| fits(row)).count();
        Self {
            rows: rows.len(),
            new: count(|row| row.person.is_none()),
            matched: count(|row| row.person.is_some()),
            tasks: count(|row| row.adds_task),
            wrong: count(|row| !row.errors.is_empty()),
        }
    }
}

/// What the database knows of a row.
struct Facts {
    event: Option<i32>,
    role: Option<i32>,
    airport: bool,
    email_taken: bool,
    username_taken: bool,
    task: bool,
    record: Option<(i32, Row)>,
}

/// Holds all rows against what is stored, and against each other: two statements, however many there are.
///
/// # Errors
/// When the database cannot be asked.
pub async fn verify(db: &mut Db, rows: &[Row]) -> Result<Vec<Verified>> {
    let facts = facts(db, rows).await?;
    let is_new = |n: &usize| facts[*n].record.is_none();
    let asked = (0..rows.len()).filter(is_new).map(|n| rows[n].username.clone()).filter(|name| !name.is_empty()).collect();
    // For those who are here as well: they may be gone by the time that all is saved.
    let unnamed: Vec<usize> = (0..rows.len()).filter(|n| rows[*n].username.is_empty()).collect();
    let names: Vec<(&str, &str)> = unnamed.iter().map(|n| (rows[*n].personal.as_str(), rows[*n].family.as_str())).collect();
    let mut made = vec![None; rows.len()];
    for (n, name) in unnamed.iter().zip(person::free_usernames(db, &names, asked).await?) {
        made[*n] = name;
    }
    let mut seen = Seen::default();
    let verified = rows.iter().zip(facts).zip(made).enumerate();
    Ok(verified.map(|(n, ((row, facts), made))| seen.verify(n + 1, row, facts, made)).collect())
}

async fn facts(db: &mut Db, rows: &[Row]) -> Result<Vec<Facts>> {
    let text = |field: fn(&Row) -> &String| rows.iter().map(|row| field(row).clone()).collect::<Vec<_>>();
    let persons: Vec<i32> = rows.iter().map(|row| row.matched.unwrap_or_default()).collect();
    let found = sqlx::query!(
        r#"SELECT e.id AS "event?", o.id AS "role?", a.iata IS NOT NULL AS "airport!", owner.id IS NOT NULL AS "email_taken!",
               namesake.id IS NOT NULL AS "username_taken!", t.id IS NOT NULL AS "task!", p.id AS "person?",
               coalesce(p.personal, '') AS "personal!", coalesce(p.family, '') AS "family!", coalesce(p.email, '') AS "email!",
               coalesce(p.airport_iata, '') AS "airport_iata!", coalesce(p.username, '') AS "username!"
           FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[])
               WITH ORDINALITY r (email, username, airport, event, role, person, n)
           LEFT JOIN event e ON e.slug = r.event
           LEFT JOIN role o ON o.name = r.role
           LEFT JOIN airport a ON a.iata = r.airport
           LEFT JOIN person owner ON lower(owner.email) = lower(nullif(r.email, ''))
           LEFT JOIN person namesake ON namesake.username = r.username
           LEFT JOIN person p ON p.id = r.person
           LEFT JOIN task t ON t.event_id = e.id AND t.person_id = p.id AND t.role_id = o.id
           ORDER BY r.n"#,
        &text(|row| &row.email),
        &text(|row| &row.username),
        &text(|row| &row.airport_iata),
        &text(|row| &row.event),
        &text(|row| &row.role),
        &persons
    )
    .fetch_all(db)
    .await?;
    let facts = found.into_iter().map(|row| Facts {
        event: row.event,
        role: row.role,
        airport: row.airport,
        email_taken: row.email_taken,
        username_taken: row.username_taken,
        task: row.task,
        record: row.person.map(|id| {
            let (personal, family, email) = (row.personal, row.family, row.email);
            let (airport_iata, username) = (row.airport_iata, row.username);
            (id, Row { personal, family, username, email, airport_iata, ..Row::default() })
        }),
    });
    Ok(facts.collect())
}

/// What the rows before had, each with the number of the first that had it.
#[derive(Default)]
struct Seen {
    addresses: HashMap<String, usize>,
    names: HashMap<(String, String), usize>,
    usernames: HashMap<String, usize>,
    tasks: HashSet<(i32, i32, i32)>,
}

/// The number of the row that had this first, unless it is the one with the number `n`.
fn earlier<K: Eq + Hash>(seen: &mut HashMap<K, usize>, key: K, n: usize) -> Option<usize> {
    let first = *seen.entry(key).or_insert(n);
    (first != n).then_some(first)
}

impl Seen {
    fn verify(&mut self, n: usize, row: &Row, facts: Facts, made: Option<String>) -> Verified {
        let mut errors = FieldErrors::default();
        let asks = |text: &str, found: bool, missing: &'static str, unknown: &'static str| match (text.is_empty(), found) {
            (true, _) => Some(missing),
            (false, false) => Some(unknown),
            (false, true) => None,
        };
        let event = asks(&row.event, facts.event.is_some(), "Say which event.", "There is no event with this slug.");
        let role = asks(&row.role, facts.role.is_some(), "Say which role.", "There is no role with this name.");
        for (field, message) in [("event", event), ("role", role)] {
            if let Some(message) = message {
                errors.add(field, message);
            }
        }
        let mut infos = Vec::new();
        let task = facts.event.zip(facts.role);
        let mut verified = Verified {
            row: row.clone(),
            made: made.unwrap_or_default(),
            event: facts.event,
            role: facts.role,
            adds_task: task.is_some(),
            ..Verified::default()
        };
        if let Some((id, record)) = facts.record {
            if let Some((event, role)) = task {
                verified.adds_task = self.tasks.insert((id, event, role)) && !facts.task;
                let told = match (facts.task, verified.adds_task) {
                    (true, _) => "The task is there already.",
                    (false, true) => "The task will be created.",
                    (false, false) => "The task is in a row before this one.",
                };
                infos.push(told.to_owned());
            }
            verified.person = Some(Matched { id, name: format!("{} {}", record.personal, record.family).trim().to_owned() });
            verified.row = Row { event: row.event.clone(), role: row.role.clone(), matched: row.matched, ..record };
        } else {
            if row.matched.is_some() {
                infos.push("The person who was chosen is not there any more.".to_owned());
            }
            infos.push("A new person and a task will be created.".to_owned());
            if row.email.is_empty() {
                infos.push("An e-mail address is recommended: without one, this person will not be recognized.".to_owned());
            }
            errors.merge(spelling(row));
            errors.require(row.airport_iata.is_empty() || facts.airport, "airport_iata", "There is no airport with this code.");
            errors.require(
                !facts.email_taken,
                "email",
                "Somebody has this address already. If it is the same person, use their record.",
            );
            self.username(n, &verified, facts.username_taken, &mut errors);
            self.twice(n, row, &mut errors);
        }
        Verified { errors, infos, ..verified }
    }

    /// A user name that was asked for must be free; one that is made must be there.
    fn username(&mut self, n: usize, verified: &Verified, is_taken: bool, errors: &mut FieldErrors) {
        let row = &verified.row;
        if row.username.is_empty() {
            // Without a name there is something else to mend first.
            errors.require(
                !verified.made.is_empty() || row.personal.is_empty(),
                "username",
                "A hundred people of this name are here or in the file. Enter a user name.",
            );
            return;
        }
        errors.require(!is_taken, "username", "Somebody has this user name already.");
        if let Some(first) = earlier(&mut self.usernames, row.username.clone(), n) {
            errors.add("username", format!("Row {first} asks for the same user name."));
        }
    }

    /// Two rows about one new person would make two of them.
    fn twice(&mut self, n: usize, row: &Row, errors: &mut FieldErrors) {
        let (personal, family, email) = (row.personal.to_lowercase(), row.family.to_lowercase(), row.email.to_lowercase());
        let (field, first) = if !email.is_empty() {
            ("email", earlier(&mut self.addresses, email, n))
        } else if !personal.is_empty() {
            ("personal", earlier(&mut self.names, (personal, family), n))
        } else {
            return;
        };
        if let Some(first) = first {
            errors.add(
                field,
                format!(
                    "Row {first} is about the same new person. Remove one of the two; once the person is saved, upload it again."
                ),
            );
        }
    }
}

/// What can be told from the row alone (PER-02).
fn spelling(row: &Row) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for (field, text, most) in [
        ("personal", &row.personal, LONGEST_NAME),
        ("family", &row.family, LONGEST_NAME),
        ("username", &row.username, LONGEST_NAME),
        ("email", &row.email, email_address::LONGEST),
    ] {
        let length = text.chars().count();
        if length > most {
            errors.add(field, format!("Shorten this to {most} characters; it has {length}."));
        }
    }
    errors.require(!row.personal.is_empty(), "personal", "This is missing.");
    errors.require(
        row.email.is_empty() || email_address::is_one(&row.email),
        "email",
        "Enter one e-mail address, such as name@example.org.",
    );
    let is_plain = row.username.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    errors.require(is_plain, "username", "Use only letters without accents, digits, hyphens and underscores.");
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new() -> Row {
        Row {
            personal: "Harry".into(),
            family: "Potter".into(),
            email: "h@x.org".into(),
            event: "e".into(),
            role: "r".into(),
            ..Row::default()
        }
    }

    fn fine() -> Facts {
        Facts {
            event: Some(1),
            role: Some(2),
            airport: true,
            email_taken: false,
            username_taken: false,
            task: false,
            record: None,
        }
    }

    fn wrong(row: &Row, facts: Facts) -> Vec<String> {
        let verified = Seen::default().verify(1, row, facts, Some("potter_harry".into()));
        verified.errors.iter().map(|(field, _)| field.to_owned()).collect()
    }

    #[test]
    fn per_06_fields_of_a_new_person_are_held_against_their_rules() {
        assert!(wrong(&new(), fine()).is_empty());
        let long = "x".repeat(101);
        for (row, field) in [
            (Row { personal: String::new(), ..new() }, "personal"),
            (Row { personal: long.clone(), ..new() }, "personal"),
            (Row { family: long.clone(), ..new() }, "family"),
            (Row { username: long, ..new() }, "username"),
            (Row { username: "hp!".into(), ..new() }, "username"),
            (Row { email: "no address".into(), ..new() }, "email"),
            (Row { email: format!("{}@x.org", "x".repeat(250)), ..new() }, "email"),
            (Row { event: String::new(), ..new() }, "event"),
            (Row { role: String::new(), ..new() }, "role"),
        ] {
            assert_eq!(wrong(&row, fine()), [field], "{row:?}");
        }
        for (facts, field) in [
            (Facts { event: None, ..fine() }, "event"),
            (Facts { role: None, ..fine() }, "role"),
            (Facts { email_taken: true, ..fine() }, "email"),
        ] {
            assert_eq!(wrong(&new(), facts), [field]);
        }
        let elsewhere = Row { airport_iata: "QQQ".into(), ..new() };
        assert_eq!(wrong(&elsewhere, Facts { airport: false, ..fine() }), ["airport_iata"]);
        let named = Row { username: "hp".into(), ..new() };
        assert_eq!(wrong(&named, Facts { username_taken: true, ..fine() }), ["username"]);
    }

    #[test]
    fn per_06_who_is_here_is_not_held_against_them() {
        let record = Row { personal: "Harold".into(), username: "harold".into(), ..Row::default() };
        let odd = Row { personal: String::new(), email: "none".into(), matched: Some(7), ..new() };
        let facts = Facts { email_taken: true, record: Some((7, record)), ..fine() };
        let verified = Seen::default().verify(1, &odd, facts, None);
        assert!(verified.errors.is_empty(), "{:?}", verified.errors);
        assert_eq!((verified.row.personal.as_str(), verified.row.event.as_str()), ("Harold", "e"));
        assert_eq!(verified.person, Some(Matched { id: 7, name: "Harold".into() }));
    }

    #[test]
    fn per_06_two_rows_for_one_new_person_are_told() {
        let without = Row { email: String::new(), ..new() };
        for (first, second, field) in [
            (new(), Row { personal: "Other".into(), email: "H@X.org".into(), ..new() }, Some("email")),
            (without.clone(), Row { personal: "HARRY".into(), ..without.clone() }, Some("personal")),
            (new(), without.clone(), None),
            (new(), Row { email: "other@x.org".into(), ..new() }, None),
        ] {
            let mut seen = Seen::default();
            assert!(seen.verify(1, &first, fine(), Some("a".into())).errors.is_empty());
            let errors = seen.verify(2, &second, fine(), Some("b".into())).errors;
            assert_eq!(errors.iter().map(|(field, _)| field).next(), field);
            assert!(errors.iter().all(|(_, messages)| messages[0].starts_with("Row 1 ")), "{errors:?}");
        }
    }
}
