//! Feature flags out of the configuration and the database.

use shared::email_template::Signal;
use shared::flag::{Flag, Flags, Remembered, Seen, flags};
use shared::scheduled_email::{Context, Outcome, Plan, Recipient, When, schedule};

use crate::support::TestApp;

const NOBODY: &Remembered = &Remembered::new();
const VISITOR: Seen<'static> = Seen { is_anonymous: true, query: &[], session: NOBODY, is_production: false };

/// DM-FLAG-01, DSH-12
#[tokio::test]
async fn conditions_come_from_the_configuration_and_from_the_database() {
    let app = TestApp::start().await;
    let read = async || flags(&mut *app.db().await, &Flags::defaults()).await.unwrap();
    assert_eq!(read().await, Flags::defaults());
    app.run(
        "INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES
            ('SERVICE_OFFERING', 'anonymous', 'False', true), ('NEW_THING', 'parameter', 'enable_new_thing=true', false),
            ('NEW_THING', 'session', 'enable_new_thing', false)",
    )
    .await;
    let known = read().await;
    assert!(!known.is_on(Flag::ServiceOffering, &VISITOR) && known.is_on(Flag::EmailModule, &VISITOR));
    assert!(known.is_on(Flag::ServiceOffering, &Seen { is_anonymous: false, ..VISITOR }));
    let query = [("enable_new_thing".to_owned(), "true".to_owned())];
    let session = known.remembered(&query);
    assert_eq!(session.get("enable_new_thing"), Some(&true));
    let states = known.states(&Seen { session: &session, ..VISITOR });
    let shown: Vec<_> = states.iter().map(|(name, on, parameter)| (name.as_str(), *on, parameter.as_deref())).collect();
    assert_eq!(
        shown,
        [
            ("EMAIL_MODULE", true, None),
            ("ENFORCE_MEMBER_CODES", true, None),
            ("INSTRUCTOR_RECRUITMENT", true, None),
            ("NEW_THING", true, Some("enable_new_thing")),
            ("SERVICE_OFFERING", false, None),
        ]
    );
}

/// DM-FLAG-02: what a flag gates does nothing, silently, while it is off.
#[tokio::test]
async fn emails_are_not_scheduled_while_they_are_switched_off() {
    let app = TestApp::start().await;
    app.run(
        "INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('EMAIL_MODULE', 'boolean', 'False', true)",
    )
    .await;
    let mut change = app.change(None).await;
    let is_on = flags(&mut change, &Flags::defaults()).await.unwrap().is_on(Flag::EmailModule, &VISITOR);
    assert!(!is_on);
    let plan = Plan {
        signal: Signal::PersonsMerged,
        context: Context::default(),
        when: When::Immediately,
        to: vec!["a@example.org".into()],
        recipients: vec![Recipient::address("a@example.org")],
        target: None,
    };
    assert_eq!(schedule(&mut change, &plan, is_on, None).await.unwrap(), Outcome::Off);
    change.commit().await.unwrap();
    assert_eq!(app.value::<i64>("SELECT count(*) FROM scheduled_email").await, 0);
    let mut change = app.change(None).await;
    assert!(matches!(schedule(&mut change, &plan, true, None).await.unwrap(), Outcome::Scheduled(_)));
}
