//! Templates of emails.

use shared::check::Input;
use shared::deletion;
use shared::email_template::{Own, Signal, TemplateInput, create, stored, update};
use shared::record::Kind;
use uuid::Uuid;

use super::scheduled;
use crate::support::TestApp;

fn template() -> TemplateInput {
    TemplateInput {
        name: "Thanks".into(),
        active: true,
        signal: Some(Signal::AskForWebsite),
        from_header: "from@example.org".into(),
        reply_to_header: String::new(),
        cc_header: "c@example.org;d@example.org".into(),
        bcc_header: String::new(),
        subject: "Dear {{ person.personal }}".into(),
        body: "Thanks, {{ nobody }}".into(),
    }
}

async fn wrong(app: &TestApp, input: &TemplateInput, id: Option<Uuid>) -> Vec<String> {
    let errors = input.check(&mut *app.db().await, &Own { id }).await.unwrap();
    errors.iter().map(|(field, _)| field.to_owned()).collect()
}

/// DM-MAIL-01
#[tokio::test]
async fn a_template_can_be_read_and_belongs_to_one_action() {
    let app = TestApp::start().await;
    assert_eq!(wrong(&app, &template(), None).await, ["signal"], "every action has its template from the beginning");
    app.run("DELETE FROM email_template WHERE signal = 'ask_for_website'").await;
    assert!(wrong(&app, &template(), None).await.is_empty());
    for (fields, bad) in [
        (vec!["subject"], TemplateInput { subject: "{{ x".into(), ..template() }),
        (vec!["body"], TemplateInput { body: "{% for %}".into(), ..template() }),
        (vec!["body", "subject"], TemplateInput { subject: "{% if %}".into(), body: "{{ }".into(), ..template() }),
        (vec!["signal"], TemplateInput { signal: None, ..template() }),
        (vec!["name"], TemplateInput { name: String::new(), ..template() }),
        (vec!["name"], TemplateInput { name: "Recruit helpers".into(), ..template() }),
    ] {
        assert_eq!(wrong(&app, &bad, None).await, fields);
    }
    let mut change = app.change(None).await;
    let id = create(&mut change, &template()).await.unwrap();
    change.commit().await.unwrap();
    let kept = stored(&mut *app.db().await, id, false).await.unwrap().unwrap();
    assert_eq!(kept.input, template());
    assert!(wrong(&app, &template(), Some(id)).await.is_empty(), "it is no twin of itself");
    let moved = TemplateInput { signal: Some(Signal::PersonsMerged), ..template() };
    assert_eq!(wrong(&app, &moved, Some(id)).await, ["signal"]);
    let mut change = app.change(None).await;
    let changed = TemplateInput { body: "New".into(), active: false, ..template() };
    update(&mut change, id, &changed).await.unwrap();
    change.commit().await.unwrap();
    let again = stored(&mut *app.db().await, id, false).await.unwrap().unwrap();
    assert_eq!(again.input, changed);
    assert!(again.version > kept.version, "templates have a history");
}

/// DM-MAIL-04
#[tokio::test]
async fn a_template_in_use_is_kept() {
    let app = TestApp::start().await;
    scheduled(&app).await;
    let delete = async |id: Uuid| {
        let mut change = app.change(None).await;
        let blockers = deletion::delete(&mut change, Kind::EmailTemplate, &id.to_string()).await.unwrap();
        change.commit().await.unwrap();
        blockers
    };
    let used: Uuid = app.value("SELECT id FROM email_template WHERE signal = 'persons_merged'").await;
    let blockers = delete(used).await;
    assert_eq!((blockers.groups.len(), blockers.groups[0].kind.as_str()), (1, "scheduled emails"));
    assert!(stored(&mut *app.db().await, used, false).await.unwrap().is_some());
    let refused = sqlx::query("DELETE FROM email_template WHERE id = $1").bind(used).execute(app.pool()).await.unwrap_err();
    assert!(shared::Error::from(refused).broken_constraint().is_some(), "the database keeps it too");
    let free: Uuid = app.value("SELECT id FROM email_template WHERE signal = 'ask_for_website'").await;
    assert!(delete(free).await.is_empty());
    assert!(stored(&mut *app.db().await, free, false).await.unwrap().is_none());
}
