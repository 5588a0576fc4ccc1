//! From references to what they lead to.

use chrono::NaiveDate;
use serde_json::{Map, Value};
use sqlx::Connection as _;

use super::Problem;
use super::load::{Objects, Wanted, load};
use crate::Result;
use crate::db::Db;
use crate::email_render::moment;
use crate::mail::Class;
use crate::scheduled_email::{Context, ContextValue, Recipient, Record, Reference, Scalar};

/// Keys and values: a record as API v2 shows it, or variables by their names.
pub type Object = Map<String, Value>;

/// What the references of an email lead to.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// What its variables are: what the renderer takes. A `value:date` is the object that [`crate::email_render::moment`] makes.
    pub context: Result<Object, Problem>,
    /// To whom it goes.
    pub to: Result<Vec<String>, Problem>,
    /// The recipients that have no address by now, as the references that they are, for the log.
    pub dropped: Vec<String>,
}

/// What the references of `emails` lead to as of now, in the order of the emails. All are read from one state of the database, with
/// one statement for the records (a second where memberships are among them) and one for the day, however many emails and references
/// there are; inside a transaction it is that transaction's state.
///
/// # Errors
/// When the database cannot be asked. What is the matter with an email is told in its [`Resolved`].
pub async fn resolve(db: &mut Db, emails: &[(&Context, &[Recipient])]) -> Result<Vec<Resolved>> {
    let today = sqlx::query_scalar!(r#"SELECT (now() AT TIME ZONE 'UTC')::date AS "today!""#).fetch_one(&mut *db).await?;
    resolve_on(db, emails, today).await
}

/// As [`resolve`], `today` being the day that counts for what is past and what is to come, which spares the statement for it.
///
/// # Errors
/// When the database cannot be asked.
pub async fn resolve_on(db: &mut Db, emails: &[(&Context, &[Recipient])], today: NaiveDate) -> Result<Vec<Resolved>> {
    let wanted = wanted(emails);
    let objects = if wanted.is_empty() {
        Objects::new()
    } else if db.is_in_transaction() {
        load(db, &wanted, today).await?
    } else {
        let mut state = db.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        let objects = load(&mut state, &wanted, today).await?;
        state.commit().await?;
        objects
    };
    Ok(emails.iter().map(|(context, recipients)| of_email(&objects, context, recipients)).collect())
}

/// The records that the emails refer to.
fn wanted<'a>(emails: &[(&'a Context, &'a [Recipient])]) -> Wanted<'a> {
    let mut wanted = Wanted::new();
    let mut want = |record: &'a Record| {
        wanted.entry(&record.entity).or_default().insert(record.pk);
    };
    for (context, recipients) in emails {
        for value in context.0.values() {
            let references = match value {
                ContextValue::One(reference) => std::slice::from_ref(reference),
                ContextValue::Many(references) => references,
            };
            for reference in references {
                if let Reference::Record(record) = reference {
                    want(record);
                }
            }
        }
        for recipient in *recipients {
            if let Recipient::Linked { api_uri, .. } = recipient {
                want(api_uri);
            }
        }
    }
    wanted
}

fn of_email(objects: &Objects<'_>, context: &Context, recipients: &[Recipient]) -> Resolved {
    let variables = context.0.iter().map(|(name, value)| Ok((name.clone(), of_value(objects, value)?)));
    let mut dropped = Vec::new();
    let addresses: Result<Vec<Option<String>>, Problem> = recipients
        .iter()
        .map(|recipient| {
            let address = address(objects, recipient)?;
            if address.is_none() {
                dropped.push(name_of(recipient));
            }
            Ok(address)
        })
        .collect();
    let to = addresses.and_then(|addresses| {
        let addresses: Vec<String> = addresses.into_iter().flatten().collect();
        if addresses.is_empty() {
            return Err(Problem::new(Class::NoRecipients, "None of the recipients has an address."));
        }
        Ok(addresses)
    });
    Resolved { context: variables.collect(), to, dropped }
}

fn of_value(objects: &Objects<'_>, value: &ContextValue) -> Result<Value, Problem> {
    match value {
        ContextValue::One(reference) => of_reference(objects, reference),
        ContextValue::Many(references) => references.iter().map(|reference| of_reference(objects, reference)).collect(),
    }
}

fn of_reference(objects: &Objects<'_>, reference: &Reference) -> Result<Value, Problem> {
    Ok(match reference {
        Reference::Record(record) => Value::Object(object(objects, record)?.clone()),
        Reference::Value(scalar) => of_scalar(scalar),
    })
}

fn of_scalar(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Str(text) => text.as_str().into(),
        Scalar::Int(number) => (*number).into(),
        Scalar::Float(number) => (*number).into(),
        Scalar::Bool(yes) => (*yes).into(),
        Scalar::Date(at) => moment(*at),
        Scalar::None => Value::Null,
    }
}

fn object<'a>(objects: &'a Objects<'_>, record: &Record) -> Result<&'a Object, Problem> {
    let model = objects.get(record.entity.as_str()).ok_or_else(|| {
        Problem::new(
            Class::ObjectMissing,
            format!("{record} leads nowhere: there are no records that are called “{}”.", record.entity),
        )
    })?;
    model.get(&record.pk).ok_or_else(|| Problem::new(Class::ObjectMissing, format!("{record} is not there any more.")))
}

/// The address of a recipient; nothing where there is none by now.
fn address(objects: &Objects<'_>, recipient: &Recipient) -> Result<Option<String>, Problem> {
    let value = match recipient {
        Recipient::Fixed { value_uri } => of_scalar(value_uri),
        Recipient::Linked { api_uri, property } => {
            let found = object(objects, api_uri)?.get(property);
            found.cloned().ok_or_else(|| Problem::new(Class::RecipientProperty, format!("{api_uri} has no “{property}”.")))?
        }
    };
    let address = match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            return Err(Problem::new(Class::RecipientProperty, format!("{} is no address.", name_of(recipient))));
        }
    };
    Ok(Some(address).filter(|address| !address.is_empty()))
}

/// What the log calls a recipient: never an address.
fn name_of(recipient: &Recipient) -> String {
    match recipient {
        Recipient::Linked { api_uri, property } => format!("{property} of {api_uri}"),
        Recipient::Fixed { .. } => "a fixed address".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn objects() -> Objects<'static> {
        let person = |email: Value| json!({ "personal": "Ada", "email": email, "pk": 1 }).as_object().unwrap().clone();
        let persons = [(1, person(json!("ada@example.org"))), (2, person(json!(null))), (3, person(json!(" ")))];
        Objects::from([("person", persons.into())])
    }

    fn linked(pk: i32, property: &str) -> Recipient {
        Recipient::Linked { api_uri: Record::new("person", pk), property: property.to_owned() }
    }

    fn to(recipients: &[Recipient]) -> (Result<Vec<String>, Class>, Vec<String>) {
        let resolved = of_email(&objects(), &Context::default(), recipients);
        (resolved.to.map_err(|problem| problem.class), resolved.dropped)
    }

    #[test]
    fn eml_wrk_09_who_has_no_address_is_left_out_and_told() {
        let (ada, fixed) = ("ada@example.org".to_owned(), Recipient::address("b@example.org"));
        assert_eq!(to(&[linked(1, "email"), fixed]), (Ok(vec![ada.clone(), "b@example.org".to_owned()]), vec![]));
        let left_out = vec!["email of api:person#2".to_owned(), "email of api:person#3".to_owned(), "a fixed address".to_owned()];
        let none = Recipient::Fixed { value_uri: Scalar::None };
        assert_eq!(to(&[linked(2, "email"), linked(1, "email"), linked(3, "email"), none]), (Ok(vec![ada]), left_out));
    }

    #[test]
    fn eml_tpl_20_what_cannot_be_resolved_is_told_by_its_class() {
        assert_eq!(to(&[linked(2, "email")]).0, Err(Class::NoRecipients));
        assert_eq!(to(&[]).0, Err(Class::NoRecipients));
        assert_eq!(to(&[linked(1, "mail")]).0, Err(Class::RecipientProperty));
        assert_eq!(to(&[linked(1, "pk")]).0, Err(Class::RecipientProperty), "a number is no address");
        assert_eq!(to(&[linked(9, "email")]).0, Err(Class::ObjectMissing));
        let nowhere = Recipient::Linked { api_uri: Record::new("scheduledemail", 1), property: "email".to_owned() };
        assert_eq!(to(&[nowhere]).0, Err(Class::ObjectMissing));
        for context in [
            Context::default().record("person", "person", 9),
            Context::default().records("people", "person", &[1, 9]),
            Context::default().record("cat", "cat", 1),
        ] {
            let resolved = of_email(&objects(), &context, &[linked(1, "email")]);
            assert_eq!(resolved.context.unwrap_err().class, Class::ObjectMissing);
            assert!(resolved.to.is_ok(), "each is told by itself");
        }
    }

    #[test]
    fn dm_mail_03_values_are_what_they_were_written_as() {
        let date: chrono::NaiveDateTime = "2026-06-15T00:00:00".parse().unwrap();
        let mut context = Context::default()
            .value("text", Scalar::Str("a#b".into()))
            .value("int", Scalar::Int(-3))
            .value("float", Scalar::Float(2.5))
            .value("bool", Scalar::Bool(true))
            .value("none", Scalar::None)
            .value("date", Scalar::Date(date))
            .records("people", "person", &[2, 1]);
        let mixed = vec![Reference::Value(Scalar::Int(1)), Reference::Record(Record::new("person", 2))];
        context.0.insert("mixed".into(), ContextValue::Many(mixed));
        let object = of_email(&objects(), &context, &[]).context.unwrap();
        assert_eq!(
            (&object["text"], &object["int"], &object["float"], &object["bool"], &object["none"]),
            (&json!("a#b"), &json!(-3), &json!(2.5), &json!(true), &json!(null))
        );
        assert_eq!(object["date"], moment(date));
        assert_eq!(object["people"][1]["email"], "ada@example.org");
        assert_eq!((&object["mixed"][0], &object["mixed"][1]["personal"]), (&json!(1), &json!("Ada")));
    }
}
