//! Many emails at once, and what is not there any more.

use shared::db::Connection;
use shared::email_context::{resolve, resolve_on};
use shared::mail::Class;
use shared::scheduled_email::{Context, Recipient, Record};

use super::{one_of_each, resolved, today};
use crate::support::TestApp;

/// How many statements this connection has carried out so far.
async fn carried_out(db: &mut Connection) -> i64 {
    let count = "SELECT coalesce(sum(generic_plans + custom_plans), 0)::bigint FROM pg_prepared_statements WHERE statement LIKE 'SELECT ''%'' AS model%'
                    OR statement LIKE 'SELECT m.*%'";
    sqlx::query_scalar(count).fetch_one(&mut **db).await.unwrap()
}

#[tokio::test]
async fn eml_tpl_20_a_hundred_emails_take_as_many_statements_as_one() {
    let app = TestApp::start().await;
    one_of_each(&app).await;
    let mut people = Vec::new();
    for n in 0..30 {
        people.push(app.person(&format!("Person Number{n}")).create().await.id);
    }
    let event: i32 = app.value("SELECT id FROM event").await;
    let membership: i32 = app.value("SELECT id FROM membership").await;
    let contexts: Vec<Context> = (0..100)
        .map(|n| {
            Context::default()
                .record("person", "person", people[n % 30])
                .record("event", "event", event)
                .record("membership", "membership", membership)
                .records("instructors", "person", &people)
        })
        .collect();
    let recipients: Vec<Recipient> = people.iter().map(|id| Recipient::person(*id)).collect();
    let emails: Vec<(&Context, &[Recipient])> = contexts.iter().map(|context| (context, recipients.as_slice())).collect();
    let mut db = app.db().await;
    let mut counts = Vec::new();
    for batch in [&emails[..1], emails.as_slice()] {
        let before = carried_out(&mut db).await;
        let resolved = resolve_on(&mut db, batch, today()).await.unwrap();
        counts.push(carried_out(&mut db).await - before);
        assert_eq!(resolved.len(), batch.len());
        for (n, email) in resolved.iter().enumerate() {
            let context = email.context.as_ref().unwrap();
            assert!(context["person"]["pk"] == people[n % 30] && context["event"]["pk"] == event);
            assert_eq!(context["instructors"].as_array().unwrap().len(), 30);
            assert_eq!((email.to.as_ref().unwrap().len(), email.dropped.len()), (30, 0));
        }
    }
    assert_eq!(counts, [2, 2], "one for all models, and one for the numbers of memberships");
}

#[tokio::test]
async fn eml_tpl_20_inside_a_change_what_it_has_written_is_seen() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let mut change = app.change(None).await;
    sqlx::query("UPDATE person SET family = 'Byron' WHERE id = $1").bind(ada.id).execute(&mut *change).await.unwrap();
    let context = Context::default().record("person", "person", ada.id);
    let resolved = resolve(&mut change, &[(&context, &[])]).await.unwrap().remove(0);
    assert_eq!(resolved.context.unwrap()["person"]["full_name"], "Ada Byron");
    change.commit().await.unwrap();
}

/// W-09, emails.md 2.5
#[tokio::test]
async fn eml_wrk_09_one_without_an_address_is_left_out_and_one_who_is_gone_is_told() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let bob = app.person("Bob Nomail").create().await;
    app.run("UPDATE person SET email = NULL WHERE family = 'Nomail'").await;
    let recipients = [Recipient::person(ada.id), Recipient::person(bob.id), Recipient::address("fixed@example.org")];
    let email = resolved(&app, &Context::default(), &recipients).await;
    assert_eq!(email.to, Ok(vec![ada.email.clone(), "fixed@example.org".to_owned()]));
    assert_eq!(email.dropped, [format!("email of api:person#{}", bob.id)]);

    let class = async |recipient: Recipient| resolved(&app, &Context::default(), &[recipient]).await.to.unwrap_err().class;
    assert_eq!(class(Recipient::person(bob.id)).await, Class::NoRecipients);
    assert_eq!(class(Recipient::person(i32::MAX)).await, Class::ObjectMissing);
    let property = Recipient::Linked { api_uri: Record::new("person", ada.id), property: "password".to_owned() };
    assert_eq!(class(property).await, Class::RecipientProperty, "what is not told has no addresses either");
    for context in [
        Context::default().record("person", "person", i32::MAX),
        Context::default().record("it", "scheduledemail", 1),
        Context::default().records("people", "person", &[ada.id, i32::MAX]),
    ] {
        let email = resolved(&app, &context, &[Recipient::person(ada.id)]).await;
        assert_eq!(email.context.unwrap_err().class, Class::ObjectMissing);
        assert!(email.to.is_ok());
    }
}
