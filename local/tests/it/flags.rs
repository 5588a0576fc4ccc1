//! Feature flags out of the configuration and the database.

use local::gateway::Function;
use local::project::Project;
use shared::email_template::Signal;
use shared::flag::{Flag, Flags, Remembered, Seen, State, flags};
use shared::scheduled_email::{Context, Outcome, Plan, Recipient, When, schedule};
use web::{Access, Answer as Answered, Config, Routes, Stage};

use crate::support::{Answer, Person, TestApp};

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
    let parameter = |state: &State| state.parameter.as_ref().map(|(name, _)| name.clone());
    let shown: Vec<_> = states.0.iter().map(|state| (state.name.as_str(), state.is_on, parameter(state))).collect();
    assert_eq!(
        shown,
        [
            ("EMAIL_MODULE", true, None),
            ("ENFORCE_MEMBER_CODES", true, None),
            ("INSTRUCTOR_RECRUITMENT", true, None),
            ("NEW_THING", true, Some("enable_new_thing".to_owned())),
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

const PAGE: &str = "/dashboard/admin/feature_flags/";

/// A flag that each person may switch for their session.
const EXPERIMENT: &str = "INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES
    ('NEW_THING', 'parameter', 'enable_new_thing=true', false), ('NEW_THING', 'session', 'enable_new_thing', false)";

/// How a flag stands on the page.
fn stands(page: &Answer, flag: &str) -> String {
    let visible = page.visible();
    let after = visible.split(&format!("{flag} ")).nth(1).unwrap_or_else(|| panic!("{flag} is not on the page: {visible}"));
    after.split('.').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn utl_05_every_flag_is_listed_by_name_with_how_it_stands() {
    let app = TestApp::start().await;
    let member = app.member().await;
    app.run(EXPERIMENT).await;
    app.run(
        "INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('EMAIL_MODULE', 'boolean', 'False', true)",
    )
    .await;
    let page = app.get(PAGE).as_user(&member).await.expect_page();
    assert_eq!(app.statements(), 1);
    let shown = ["EMAIL_MODULE", "ENFORCE_MEMBER_CODES", "INSTRUCTOR_RECRUITMENT", "NEW_THING", "SERVICE_OFFERING"];
    let places: Vec<_> = shown.iter().map(|flag| page.visible().find(flag).unwrap()).collect();
    assert!(places.is_sorted(), "{}", page.visible());
    assert_eq!((stands(&page, "EMAIL_MODULE").as_str(), stands(&page, "SERVICE_OFFERING").as_str()), ("No", "Yes"));
    assert!(page.says("Cannot be enabled or disabled here."));
    assert_eq!(
        page.links().iter().filter(|link| link.starts_with("?enable")).collect::<Vec<_>>(),
        ["?enable%5Fnew%5Fthing=true"]
    );
}

/// DM-FLAG-01: what the query says holds for the session, through other pages and until it is taken back.
#[tokio::test]
async fn glb_04_a_parameter_switches_a_flag_for_the_session() {
    let app = TestApp::start().await;
    let (member, other) = (app.member().await, app.person("Olga Other").create().await);
    app.run(EXPERIMENT).await;
    let now = async |person: &Person, query: &str| {
        stands(&app.get(&format!("{PAGE}{query}")).as_user(person).await.expect_page(), "NEW_THING")
    };
    assert_eq!(now(&member, "").await, "No");
    // On any page.
    app.get("/dashboard/?enable_new_thing=TRUE").as_user(&member).await.expect_page();
    assert_eq!(now(&member, "").await, "Yes");
    assert_eq!(now(&other, "").await, "No");
    let page = app.get(PAGE).as_user(&member).await.expect_page();
    assert!(page.links().contains(&"?enable%5Fnew%5Fthing=false".to_owned()), "{:?}", page.links());
    assert_eq!(now(&member, "?enable_new_thing=False").await, "No");
    assert_eq!(now(&member, "").await, "No");
}

/// A visitor's choice goes with them into the session that they sign in to.
#[tokio::test]
async fn glb_04_a_visitor_may_switch_a_flag_too() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").with_password("correct horse battery").create().await;
    app.run(EXPERIMENT).await;
    let answer = app.get("/account/login/?next=%2F").await.expect_page();
    assert_eq!((answer.header("set-cookie"), app.statements()), ("", 0), "a visitor costs nothing");
    app.get("/account/login/?enable_new_thing=true").await.expect_page();
    app.post("/account/login/", &[("username", &ada.username), ("password", "correct horse battery")]).await.expect_status(302);
    assert_eq!(stands(&app.get(PAGE).await.expect_page(), "NEW_THING"), "Yes");
}

/// UTL-05, DSH-12: in production superusers alone; for everybody else, signed in or not, there is no such page.
#[tokio::test]
async fn utl_05_in_production_the_page_is_there_for_superusers_alone() {
    let app = TestApp::start_with(|config| Config { stage: Stage::Production, ..config }).await;
    let (root, admin) = (app.person("Root").superuser().create().await, app.admin().await);
    app.get(PAGE).await.expect_status(404);
    app.get(PAGE).as_user(&admin).await.expect_status(404);
    let page = app.get(PAGE).as_user(&root).await.expect_page();
    assert!(!page.text.contains("class=\"banner"), "no banner in production");
    let links = async |person: &Person| app.get("/dashboard/admin/").as_user(person).await.expect_page().links();
    assert!(links(&root).await.contains(&PAGE.to_owned()) && !links(&admin).await.contains(&PAGE.to_owned()));
}

/// GLB-01: the banner counts them, for whoever is signed in, and leads to the page.
#[tokio::test]
async fn glb_01_the_banner_counts_the_flags_that_are_on() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let page = app.get("/dashboard/").as_user(&member).await.expect_page();
    assert!(page.says("Local copy.") && page.says("4 feature flags enabled"), "{}", page.visible());
    assert!(page.links().contains(&PAGE.to_owned()));
    app.run(
        "INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('EMAIL_MODULE', 'boolean', 'False', true)",
    )
    .await;
    let page = app.get("/dashboard/").as_user(&member).await.expect_page();
    assert!(page.says("3 feature flags enabled"), "{}", page.visible());
}

/// A page of a test's own behind a flag.
fn gated() -> Routes {
    let open = Routes::new().get("/workshops/events/", Access::Anyone, async || Answered::Ok(web::Page::text("open")));
    let page = async |flags: web::Flags| Answered::Ok(web::Page::text(format!("in: {}", flags.is_on(Flag::ServiceOffering))));
    Routes::new().form("/gated/", Access::Admin, page, page).flagged(Flag::ServiceOffering).and(open)
}

/// The status and the text of an answer to a visitor, or to a person.
async fn ask(app: &TestApp, path: &str, person: Option<&Person>) -> (u64, String) {
    let file = Project::find().unwrap().join("events/get-login.json");
    let mut event: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    event["rawPath"] = path.into();
    event["requestContext"]["http"]["path"] = path.into();
    event["rawQueryString"] = "".into();
    event["cookies"] = serde_json::json!([]);
    if let Some(person) = person {
        app.sign_in(person).await;
        event["cookies"] = serde_json::json!([app.cookies(Some(person.id))]);
    }
    let function = Function::new(web::service(gated(), app.amy.site.clone()));
    let answer: serde_json::Value = serde_json::from_str(&function.invoke(&event.to_string()).await.unwrap()).unwrap();
    (answer["statusCode"].as_u64().unwrap(), answer["body"].as_str().unwrap_or_default().to_owned())
}

/// DM-FLAG-02: 404 for everybody, before anybody is asked to sign in.
#[tokio::test]
async fn dm_flag_02_a_page_behind_a_flag_is_there_for_nobody_while_it_is_off() {
    let app = TestApp::start().await;
    let (admin, member) = (app.admin().await, app.member().await);
    assert_eq!(ask(&app, "/gated/", None).await.0, 302);
    assert_eq!(ask(&app, "/gated/", Some(&member)).await.0, 403);
    assert_eq!(ask(&app, "/gated/", Some(&admin)).await, (200, "in: true".to_owned()));
    app.run("INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('SERVICE_OFFERING', 'boolean', 'no', true)")
        .await;
    for person in [None, Some(&member), Some(&admin)] {
        assert_eq!(ask(&app, "/gated/", person).await.0, 404);
    }
    assert_eq!(ask(&app, "/workshops/events/", None).await, (200, "open".to_owned()));
}
