//! Every route of every function, asked by everybody: who gets in is what the route table says, and nothing else.

use std::collections::HashMap;

use local::amy::functions;
use percent_encoding::percent_decode_str;
use web::{Access, Route};

use crate::support::{Answer, Person, TestApp};

/// What becomes of a visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// To the login page, and from there back here.
    Login,
    /// 403
    Refused,
    /// The handler has been asked.
    In,
}

/// Who may be at the door.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Visitor {
    Anonymous,
    /// Signed in, in no group, with these permissions.
    Member(Vec<&'static str>),
    /// In a staff group that has only these permissions.
    Admin(Vec<&'static str>),
    Superuser,
}

/// What pages-core.md 0.2 says of a rule, for everybody who could make a difference.
fn expected(access: Access) -> Vec<(Visitor, Outcome)> {
    use Outcome::{In, Login, Refused};
    use Visitor::{Admin, Anonymous, Member, Superuser};
    let nothing = Vec::new;
    match access {
        Access::Anyone => vec![(Anonymous, In), (Member(nothing()), In), (Admin(nothing()), In), (Superuser, In)],
        Access::SignedIn | Access::Tester => {
            vec![(Anonymous, Login), (Member(nothing()), In), (Admin(nothing()), In), (Superuser, In)]
        }
        Access::Admin => vec![(Anonymous, Login), (Member(nothing()), Refused), (Admin(nothing()), In), (Superuser, In)],
        Access::Superuser => {
            vec![(Anonymous, Login), (Member(nothing()), Refused), (Admin(nothing()), Refused), (Superuser, In)]
        }
        Access::AdminScript => vec![(Anonymous, Refused), (Member(nothing()), Refused), (Admin(nothing()), In), (Superuser, In)],
        // Whoever is in no group needs the permission to see what the sample asks for.
        Access::Script => {
            let allowed = vec!["view_organization", "view_tag"];
            vec![
                (Anonymous, Refused),
                (Member(nothing()), Refused),
                (Member(allowed), In),
                (Admin(nothing()), In),
                (Superuser, In),
            ]
        }
        Access::Can(all) => {
            let mut visitors = vec![(Anonymous, Login), (Member(all.to_vec()), Refused), (Admin(nothing()), Refused)];
            visitors.extend(without_one(all).map(|most| (Admin(most), Refused)));
            visitors.extend([(Admin(all.to_vec()), In), (Superuser, In)]);
            visitors
        }
        Access::Holds(all) => {
            let mut visitors = vec![(Anonymous, Refused), (Member(nothing()), Refused), (Admin(nothing()), Refused)];
            visitors.extend(without_one(all).map(|most| (Member(most), Refused)));
            visitors.extend([(Member(all.to_vec()), In), (Admin(all.to_vec()), In), (Superuser, In)]);
            visitors
        }
        Access::Permitted(all) => {
            let holds = expected(Access::Holds(all)).into_iter();
            holds.map(|(who, met)| if who == Anonymous { (who, Login) } else { (who, met) }).collect()
        }
        // None of the visitors is whom the sample is about.
        Access::OwnOr(others) => expected(*others),
    }
}

/// The permissions with each one of them left out in turn.
fn without_one(all: &'static [&'static str]) -> impl Iterator<Item = Vec<&'static str>> {
    all.iter().map(move |missing| all.iter().copied().filter(|permission| permission != missing).collect())
}

/// Everybody who has been at a door so far.
#[derive(Default)]
struct Cast {
    people: HashMap<Visitor, Person>,
    hired: usize,
}

impl Cast {
    /// The person who plays a visitor; nobody plays the anonymous one.
    async fn play(&mut self, app: &TestApp, visitor: &Visitor) -> Option<Person> {
        if let Some(person) = self.people.get(visitor) {
            return Some(person.clone());
        }
        let newcomer = app.person(&format!("Visitor {}", self.hired));
        let permissions = match visitor {
            Visitor::Anonymous => return None,
            Visitor::Superuser => &vec![],
            Visitor::Member(permissions) | Visitor::Admin(permissions) => permissions,
        };
        let newcomer = permissions.iter().fold(newcomer, |person, permission| person.with_permission(permission));
        let person = match visitor {
            Visitor::Superuser => newcomer.superuser(),
            // The group that makes an admin, and gives no right to write.
            Visitor::Admin(_) => newcomer.in_group("steering committee"),
            _ => newcomer,
        };
        let person = person.create().await;
        self.people.insert(visitor.clone(), person.clone());
        self.hired += 1;
        Some(person)
    }

    /// Everybody goes, as those must who have logged out.
    fn leave(&mut self) {
        self.people.clear();
    }
}

/// A record for each kind of parameter. None of them can be deleted: something refers to each but the task.
struct Samples(Vec<(&'static str, String)>);

impl Samples {
    async fn create(app: &TestApp) -> Self {
        let event = app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").create().await;
        let teacher = app.person("Grace Hopper").create().await;
        let task = app.task(&teacher, "instructor", &event).await;
        let award: i32 = app.value("INSERT INTO award (person_id, badge_id, awarded) SELECT (SELECT max(id) FROM person), id, '2026-01-01' FROM badge WHERE name = 'instructor' RETURNING id").await;
        // Two roles: one may be deleted, and the award is still referred to.
        let roles = "INSERT INTO community_role (person_id, config_id, award_id)
            SELECT a.person_id, c.id, a.id FROM award a, community_role_config c WHERE c.name IN ('instructor', 'trainer') RETURNING id";
        let role: i32 = app.value(roles).await;
        // Shared: superusers reach it, and may delete it.
        let filter: i32 = app.value("INSERT INTO saved_filter (person_id, list, name, query, is_shared) VALUES ((SELECT max(id) FROM person), '/workshops/tasks/', 'Instructors', 'role=1', true) RETURNING id").await;
        let version: i64 = app.value("SELECT max(id) FROM version WHERE object_type = 'event'").await;
        let feed = "INSERT INTO calendar_feed (owner_id, name, kind, person_id, secret_hash, created_at) VALUES ($1, 'Mine', 'person', $1, $2, now())";
        let secret = shared::secret::token();
        sqlx::query(feed).bind(teacher.id).bind(shared::secret::digest(&secret)).execute(app.pool()).await.unwrap();
        // It may be changed, rescheduled, called off, and given files.
        let email = "INSERT INTO scheduled_email (scheduled_at, to_header, from_header, subject, body, template_id)
            SELECT now(), '{a@example.org}', 'b@example.org', 'Hello', 'Hello', id FROM email_template WHERE signal = 'persons_merged'
            RETURNING id::text";
        let email: String = app.value(email).await;
        let template: String = app.value("SELECT id::text FROM email_template WHERE signal = 'persons_merged'").await;
        // Used, so that they stay.
        app.run("UPDATE event SET event_category_id = (SELECT min(id::text)::uuid FROM event_category)").await;
        let category: String = app.value("SELECT min(id::text) FROM event_category").await;
        let benefit: String = app.value("SELECT min(id::text) FROM benefit").await;
        app.run_all(&format!(
            "INSERT INTO account (person_id) VALUES ({person});
             INSERT INTO account_benefit (account_id, benefit_id, start_date, end_date, allocation)
             SELECT id, '{benefit}', '2026-01-01', '2026-12-31', 1 FROM account WHERE person_id = {person}",
            person = teacher.id
        ))
        .await;
        let (membership, account) = agreements(app, &teacher).await;
        let account_benefit = in_use(app, &account).await;
        // A benefit draws on it, so that it stays.
        let partnership = "WITH a AS (INSERT INTO account (organization_id) SELECT min(id) FROM organization
                ON CONFLICT (organization_id) DO UPDATE SET active = true RETURNING id, organization_id),
            p AS (INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, partner_organisation_id)
                SELECT 'Lund', 1, id, '2026-01-01', '2026-12-31', organization_id FROM a RETURNING id, account_id)
            INSERT INTO account_benefit (account_id, partnership_id, benefit_id, start_date, end_date, allocation)
            SELECT p.account_id, p.id, (SELECT id FROM benefit LIMIT 1), '2026-01-01', '2026-12-31', 1 FROM p RETURNING partnership_id";
        let partnership: i32 = app.value(partnership).await;
        // With a partnership, which keeps it.
        let consortium = "WITH c AS (INSERT INTO consortium (name) VALUES ('Nordic') RETURNING id),
            a AS (INSERT INTO account (consortium_id) SELECT id FROM c RETURNING id, consortium_id)
            INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, partner_consortium_id)
            SELECT 'Nordic', 1, id, '2026-01-01', '2026-12-31', consortium_id FROM a RETURNING partner_consortium_id";
        let consortium: i32 = app.value(consortium).await;
        Self(vec![
            // The host of the event above.
            ("/fiscal/organization/{domain}/", "/fiscal/organization/self-organized/".to_owned()),
            ("/fiscal/consortiums/{id}/", format!("/fiscal/consortiums/{consortium}/")),
            ("/fiscal/membership/{id}/", format!("/fiscal/membership/{membership}/")),
            ("/offering/accounts/{id}/", format!("/offering/accounts/{account}/")),
            ("/fiscal/partnerships/{id}/", format!("/fiscal/partnerships/{partnership}/")),
            ("/emails/scheduled_email/{id}/attachment/{file}/", format!("/emails/scheduled_email/{email}/attachment/{email}/")),
            ("/emails/scheduled_email/{id}/", format!("/emails/scheduled_email/{email}/")),
            ("/offering/account-benefits/{id}/", format!("/offering/account-benefits/{account_benefit}/")),
            ("/offering/benefits/{id}/", format!("/offering/benefits/{benefit}/")),
            ("/offering/event-categories/{id}/", format!("/offering/event-categories/{category}/")),
            ("/emails/template/{id}/", format!("/emails/template/{template}/")),
            ("/workshops/calendar_feeds/{secret}/", format!("/workshops/calendar_feeds/{secret}/")),
            // The kind that is asked for needs a permission of its own, which every group has here.
            ("/select_lookups/generic/", "/select_lookups/generic/?content_type=workshops.tag".to_owned()),
            (
                "/select_lookups/offering-account-relation/",
                "/select_lookups/offering-account-relation/?content_type_name=organisation".to_owned(),
            ),
            // Who may restore depends on the record: one that there is not tells who gets as far as that.
            ("/workshops/version/{id}/restore/", "/workshops/version/999999999/restore/".to_owned()),
            ("/workshops/version/{id}/", format!("/workshops/version/{version}/")),
            ("/admin/{table}/{id}/", format!("/admin/roles/{}/", app.id_of("role", "instructor").await)),
            ("/admin/{table}/", "/admin/roles/".to_owned()),
            ("/workshops/event/{slug}/", format!("/workshops/event/{}/", event.slug)),
            ("/workshops/task/{id}/", format!("/workshops/task/{task}/")),
            ("/communityroles/role/{id}/", format!("/communityroles/role/{role}/")),
            ("/workshops/badge/{name}/", "/workshops/badge/instructor/".to_owned()),
            ("/workshops/award/{id}/", format!("/workshops/award/{award}/")),
            ("/account/reset/{uid}/{token}/", "/account/reset/MQ/there-is-none/".to_owned()),
            ("/disconnect/github/{association}/", "/disconnect/github/1/".to_owned()),
            ("/terms/{id}/", format!("/terms/{}/", teacher.id)),
            (
                "/workshops/persons/bulk_upload/{entry}/match_person/{person}",
                "/workshops/persons/bulk_upload/0/match_person/1".to_owned(),
            ),
            ("/workshops/persons/bulk_upload/{entry}/", "/workshops/persons/bulk_upload/0/".to_owned()),
            ("/comments/cr/{content_type}/{object}/", format!("/comments/cr/workshops.event/{}/", event.id)),
            ("/dashboard/saved_filters/{id}/", format!("/dashboard/saved_filters/{filter}/")),
            ("/workshops/person/{id}/", format!("/workshops/person/{}/", teacher.id)),
        ])
    }

    /// A real path for a pattern of the route table.
    fn path(&self, pattern: &str) -> String {
        let found = self.0.iter().find_map(|(start, real)| Some(format!("{real}{}", pattern.strip_prefix(start)?)));
        let path = found.unwrap_or_else(|| pattern.to_owned());
        assert!(!path.contains('{'), "{pattern} is a new kind of path: give it a sample");
        path
    }
}

/// A membership with a person in it, and the account of an organization, which has an owner.
async fn agreements(app: &TestApp, person: &Person) -> (i32, String) {
    let membership = "WITH membership AS (
            INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type)
            VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial') RETURNING id)
        INSERT INTO membership_task (membership_id, person_id, role_id)
        SELECT m.id, $1, min(r.id) FROM membership m, membership_person_role r GROUP BY m.id RETURNING membership_id";
    let account = "WITH account AS (
            INSERT INTO account (organization_id) SELECT id FROM organization WHERE domain = 'self-organized'
            ON CONFLICT (organization_id) DO UPDATE SET active = true RETURNING id)
        INSERT INTO account_owner (account_id, person_id, permission_type) SELECT id, $1, 'owner' FROM account RETURNING account_id::text";
    let membership = sqlx::query_scalar(membership).bind(person.id).fetch_one(app.pool()).await.unwrap();
    (membership, sqlx::query_scalar(account).bind(person.id).fetch_one(app.pool()).await.unwrap())
}

/// A benefit of an account, which the task uses.
async fn in_use(app: &TestApp, account: &str) -> String {
    let used = "WITH used AS (
            INSERT INTO account_benefit (account_id, benefit_id, start_date, end_date, allocation)
            SELECT $1::uuid, id, '2026-01-01', '2026-12-31', 1 FROM benefit WHERE unit_type = 'seat' LIMIT 1 RETURNING id)
        UPDATE task SET allocated_benefit_id = used.id FROM used RETURNING used.id::text";
    sqlx::query_scalar(used).bind(account).fetch_one(app.pool()).await.unwrap()
}

fn outcome(answer: &Answer) -> Outcome {
    assert!(answer.status < 500, "{}", answer.visible());
    match answer.status {
        302 if answer.header("location").starts_with("/account/login/?next=") => Outcome::Login,
        403 => Outcome::Refused,
        _ => Outcome::In,
    }
}

async fn ask(app: &TestApp, route: &Route, path: &str, person: Option<&Person>) -> Answer {
    let request = app.ask(route.method.clone(), path);
    match person {
        Some(person) => request.as_user(person).await,
        None => request.await,
    }
}

#[tokio::test]
async fn every_route_lets_in_whom_its_table_names() {
    let app = TestApp::start().await;
    let (samples, mut cast) = (Samples::create(&app).await, Cast::default());
    // Every group may look at everything; here it is by the permission that somebody does, but for what the samples of look-ups want.
    app.run(
        "DELETE FROM user_group_permission g USING permission p
         WHERE p.id = g.permission_id AND p.codename LIKE 'view_%' AND p.codename NOT IN ('view_organization', 'view_tag')",
    )
    .await;
    let mut doors = 0;
    for (function, routes) in functions() {
        for route in routes.iter() {
            let path = samples.path(route.path);
            for (visitor, expected) in expected(route.access) {
                let person = cast.play(&app, &visitor).await;
                let answer = ask(&app, route, &path, person.as_ref()).await;
                let met = outcome(&answer);
                assert_eq!(met, expected, "{function}: {} {path} as {visitor:?}: {}", route.method, answer.visible());
                doors += 1;
            }
            if route.path == "/account/logout/" {
                cast.leave();
            }
        }
    }
    assert!(doors > 200, "only {doors} doors were tried");
}

/// A guard that stands before a page that is not there would prove nothing.
#[tokio::test]
async fn every_page_behind_a_door_is_there() {
    let app = TestApp::start().await;
    let samples = Samples::create(&app).await;
    let superuser = app.person("Root").superuser().create().await;
    for (function, routes) in functions() {
        for route in routes.iter().filter(|route| route.method == "GET") {
            // Nobody was sent such a link, and GitHub is not set up here (AUTH-07).
            if route.path.contains("{token}") || route.path.ends_with("/github/") {
                continue;
            }
            let path = samples.path(route.path);
            // There for whoever has something to answer, and for nobody else.
            if path == "/terms/action_required/" {
                app.sign_in(&superuser).await;
                app.ask_again(superuser.id).await;
            }
            let answer = ask(&app, route, &path, Some(&superuser)).await;
            app.agree(superuser.id).await;
            assert!(
                matches!(answer.status, 200 | 301 | 302),
                "{function}: {path} answered {}: {}",
                answer.status,
                answer.visible()
            );
        }
    }
}

#[tokio::test]
async fn the_way_to_the_login_page_knows_the_way_back() {
    let app = TestApp::start().await;
    for here in
        ["/workshops/events/?tags=1&tags=2&page=2", "/workshops/event/2026-07-01-lund/", "/workshops/events/?x=%26%C3%A9+y"]
    {
        let to = app.get(here).await.expect_redirect();
        let next = to.strip_prefix("/account/login/?next=").unwrap();
        assert!(!next.contains(['&', '?', '#', '+', ' ']), "{next} must be one value");
        assert_eq!(percent_decode_str(next).decode_utf8().unwrap(), here);
    }
}

#[tokio::test]
async fn a_page_that_refuses_says_what_is_missing() {
    let app = TestApp::start().await;
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    let refused = app.get("/workshops/events/add/").as_user(&reader).await.expect_status(403);
    assert!(refused.says("the permission “add_event”"), "{}", refused.visible());
    let member = app.member().await;
    let refused = app.get("/workshops/events/").as_user(&member).await.expect_status(403);
    assert!(refused.says("membership in a staff group"), "{}", refused.visible());
}

/// Permissions are read with every request.
#[tokio::test]
async fn a_permission_that_is_taken_away_is_gone_at_once() {
    let app = TestApp::start().await;
    let clerk = app.person("Carl Clerk").in_group("trainers").with_permission("add_event").create().await;
    app.get("/workshops/events/add/").as_user(&clerk).await.expect_page();
    app.run("DELETE FROM person_permission").await;
    app.get("/workshops/events/add/").as_user(&clerk).await.expect_status(403);
    app.run("DELETE FROM person_user_group").await;
    app.get("/workshops/events/").as_user(&clerk).await.expect_status(403);
}

/// A missing record is told only to those who may see it.
#[tokio::test]
async fn whether_a_record_exists_is_not_told_to_strangers() {
    let app = TestApp::start().await;
    let (admin, member) = (app.admin().await, app.member().await);
    for path in [
        "/workshops/event/2000-01-01-nowhere/",
        "/workshops/task/999/",
        "/workshops/task/x/",
        "/workshops/event/2000-01-01-nowhere/edit/",
    ] {
        assert!(app.get(path).await.expect_redirect().starts_with("/account/login/"), "{path}");
        app.get(path).as_user(&member).await.expect_status(403);
        app.get(path).as_user(&admin).await.expect_status(404);
    }
}
