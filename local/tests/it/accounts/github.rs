//! Signing in with an account on GitHub (AUTH-07 … AUTH-10).

use chrono::{DateTime, Duration, Utc};
use local::elsewhere::Elsewhere;

use super::{HOME, knows, session};
use crate::support::{Answer, Person, TestApp};

const START: &str = "/login/github/";
const LOGIN: &str = "/account/login/";
const PLACES: &str = "/account/sessions/";

/// AMY, GitHub with the account of Ada, and Ada, who is not linked to it yet.
async fn start() -> (TestApp, Elsewhere, Person) {
    let (app, elsewhere) = TestApp::start_with_elsewhere().await;
    elsewhere.world.add_account("ada", 1815);
    let ada = app.person("Ada Lovelace").create().await;
    app.agree(ada.id).await;
    (app, elsewhere, ada)
}

/// Links a person to the account with this number.
async fn link(app: &TestApp, person: &Person, uid: &str) {
    let linked = sqlx::query("INSERT INTO social_login (person_id, provider, uid) VALUES ($1, 'github', $2)");
    linked.bind(person.id).bind(uid).execute(app.pool()).await.unwrap();
}

async fn links(app: &TestApp) -> Vec<(i32, String)> {
    let links = sqlx::query_as("SELECT person_id, uid FROM social_login WHERE provider = 'github' ORDER BY id");
    links.fetch_all(app.pool()).await.unwrap()
}

/// Asks in a visitor's browser, or in a person's.
async fn get(app: &TestApp, path: &str, who: Option<&Person>) -> Answer {
    match who {
        Some(person) => app.get(path).as_user(person).await,
        None => app.get(path).await,
    }
}

/// Leaves for GitHub, answers there as `account`, and gives the path back.
async fn leave(app: &TestApp, elsewhere: &Elsewhere, path: &str, account: &str, who: Option<&Person>) -> String {
    let authorize = get(app, path, who).await.expect_redirect();
    assert!(authorize.starts_with(&elsewhere.authorize()), "{authorize}");
    let back = elsewhere.world.answer(&authorize, account).unwrap();
    back.strip_prefix(HOME).unwrap_or_else(|| panic!("{back} is elsewhere")).to_owned()
}

/// The whole way there and back.
async fn sign_in(app: &TestApp, elsewhere: &Elsewhere, account: &str, who: Option<&Person>) -> Answer {
    let back = leave(app, elsewhere, START, account, who).await;
    get(app, &back, who).await.expect_status(302)
}

/// What a page tells whoever is led to it.
async fn told(app: &TestApp, answer: &Answer, who: Option<&Person>) -> String {
    let to = answer.header("location").to_owned();
    let page = get(app, to.split('#').next().unwrap(), who).await;
    page.expect_page().visible()
}

#[tokio::test]
async fn auth_07_github_is_asked_with_a_state_and_a_challenge_for_this_site() {
    let (app, elsewhere, _) = start().await;
    let answer = app.get(START).await.expect_status(302);
    let authorize = answer.header("location").to_owned();
    let (page, query) = authorize.split_once('?').unwrap();
    assert_eq!(page, elsewhere.authorize());
    let value = |name: &str| form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).unwrap().1.into_owned();
    assert_eq!(value("redirect_uri"), format!("{HOME}/complete/github/"));
    assert_eq!((value("response_type"), value("client_id")), ("code".to_owned(), local::elsewhere::CLIENT_ID.to_owned()));
    assert_eq!(value("code_challenge_method"), "S256");
    assert_eq!((value("state").len(), value("code_challenge").len()), (43, 43));
    let cookie = answer.header("set-cookie").to_owned();
    let expected = format!("__Host-amy-github={}; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=600", value("state"));
    assert_eq!(cookie, expected);
    // Each time others.
    assert_ne!(app.get(START).await.expect_redirect(), authorize);
    app.post(START, &[("next", "/workshops/events/")]).await.expect_status(302);
}

#[tokio::test]
async fn auth_07_the_login_page_offers_it_by_a_link() {
    let (app, _elsewhere, _) = start().await;
    let page = app.get("/account/login/?next=/workshops/events/%3Fpage%3D2").await.expect_page();
    assert!(page.links().contains(&format!("{START}?next=%2Fworkshops%2Fevents%2F%3Fpage%3D2")), "{:?}", page.links());
    let page = app.get(LOGIN).await.expect_page();
    assert!(page.links().contains(&START.to_owned()), "{:?}", page.links());
}

#[tokio::test]
async fn auth_07_where_github_is_not_set_up_there_is_no_such_page() {
    let app = TestApp::start().await;
    app.get(START).await.expect_status(404);
    app.get("/complete/github/?code=x&state=y").await.expect_status(404);
    app.get("/login/gitlab/").await.expect_status(404);
    let page = app.get(LOGIN).await.expect_page();
    assert!(!page.text.contains(START), "{}", page.visible());
}

/// As many beginnings from the tests' address as there may be, or all but `left` of them.
async fn begin_all_but(app: &TestApp, left: u32) {
    for _ in left..200 {
        app.amy.site.sessions().count("begin#127.0.0.1", Duration::minutes(15), app.clock.now()).await.unwrap();
    }
}

#[tokio::test]
async fn auth_07_too_many_beginnings_wait_for_a_quarter_of_an_hour() {
    let (app, _elsewhere, ada) = start().await;
    begin_all_but(&app, 1).await;
    app.get(START).await.expect_status(302);
    for answer in [app.get(START).await, app.post(START, &[]).await, app.get(START).as_user(&ada).await] {
        let page = answer.expect_status(429);
        assert!(page.says("too many tries"), "{}", page.visible());
        assert_eq!((page.header("retry-after"), page.header("set-cookie")), ("900", ""));
    }
    app.clock.advance(Duration::minutes(15));
    app.get(START).await.expect_status(302);
}

/// What is kept for a visitor has an end.
#[tokio::test]
async fn auth_07_an_endless_way_is_forgotten() {
    let (app, elsewhere, ada) = start().await;
    link(&app, &ada, "1815").await;
    let start = "/workshops/events/?x=";
    let longest = format!("{start}{}", "y".repeat(2000 - start.len()));
    for (next, to) in [(longest.clone(), longest.as_str()), (format!("{longest}y"), "/dashboard/")] {
        let authorize = app.post(START, &[("next", &next)]).await.expect_redirect();
        let back = elsewhere.world.answer(&authorize, "ada").unwrap();
        assert_eq!(app.get(back.strip_prefix(HOME).unwrap()).await.expect_redirect(), to);
        app.post("/account/logout/", &[]).await.expect_status(302);
    }
}

#[tokio::test]
async fn auth_08_an_active_person_is_signed_in_and_gets_where_they_wanted() {
    let (app, elsewhere, ada) = start().await;
    link(&app, &ada, "1815").await;
    let back = leave(&app, &elsewhere, "/login/github/?next=/workshops/events/%3Fpage%3D2", "ada", None).await;
    let answer = app.get(&back).await.expect_status(302);
    assert_eq!(answer.header("location"), "/workshops/events/?page=2");
    assert!(knows(&app, &session(&answer)).await);
    let page = app.get("/dashboard/").await.expect_page();
    assert!(page.says("Hello, Ada"), "{}", page.visible());
    assert!(!app.cookies(None).contains("__Host-amy-github"), "{}", app.cookies(None));
    let noted: Option<DateTime<Utc>> = app.value("SELECT last_login FROM person").await;
    assert_eq!(noted, Some(app.clock.now()));
}

#[tokio::test]
async fn auth_08_next_leads_to_no_other_site() {
    let (app, elsewhere, ada) = start().await;
    link(&app, &ada, "1815").await;
    for next in ["https%3A%2F%2Fevil.example%2F", "%2F%2Fevil.example", "%2F%5Cevil.example", ""] {
        let back = leave(&app, &elsewhere, &format!("{START}?next={next}"), "ada", None).await;
        assert_eq!(app.get(&back).await.expect_redirect(), "/dashboard/", "{next}");
        app.post("/account/logout/", &[]).await.expect_status(302);
    }
}

/// Neither a name nor an address makes a link, and nobody is registered.
#[tokio::test]
async fn auth_08_an_account_that_nobody_is_linked_to_opens_nothing() {
    let (app, elsewhere, _ada) = start().await;
    app.run("UPDATE person SET github = 'ada'").await;
    let answer = sign_in(&app, &elsewhere, "ada", None).await;
    assert_eq!(answer.header("location"), LOGIN);
    let page = told(&app, &answer, None).await;
    assert!(page.contains("Error: No account in AMY is associated with this account on GitHub."), "{page}");
    assert_eq!((app.value::<i64>("SELECT count(*) FROM person").await, links(&app).await), (1, vec![]));
    assert!(app.get("/dashboard/").await.expect_redirect().starts_with(LOGIN));
}

#[tokio::test]
async fn auth_08_an_inactive_person_is_told_so() {
    let (app, elsewhere, ada) = start().await;
    link(&app, &ada, "1815").await;
    app.run("UPDATE person SET is_active = false").await;
    let answer = sign_in(&app, &elsewhere, "ada", None).await;
    let page = told(&app, &answer, None).await;
    assert!(page.contains("Error: Your account in AMY is inactive"), "{page}");
    assert!(app.get("/dashboard/").await.expect_redirect().starts_with(LOGIN));
}

#[tokio::test]
async fn auth_08_cancelling_and_errors_of_github_lead_back_to_the_login_page() {
    let (app, elsewhere, ada) = start().await;
    link(&app, &ada, "1815").await;
    let answer = sign_in(&app, &elsewhere, "nobody-there", None).await;
    assert_eq!(answer.header("location"), LOGIN);
    let page = told(&app, &answer, None).await;
    assert!(page.contains("Error: You did not log in with GitHub."), "{page}");

    // A code that GitHub did not give, and an error of its own.
    for ending in ["code=made-up", "error=server_error", "code="] {
        let back = leave(&app, &elsewhere, "/login/github/?next=/workshops/tasks/", "ada", None).await;
        let state = back.split("state=").nth(1).unwrap();
        let answer = app.get(&format!("/complete/github/?{ending}&state={state}")).await.expect_status(302);
        assert_eq!(answer.header("location"), format!("{LOGIN}?next=%2Fworkshops%2Ftasks%2F"), "{ending}");
        let page = told(&app, &answer, None).await;
        assert!(page.contains("Error: GitHub did not accept this login."), "{ending}: {page}");
    }

    let back = leave(&app, &elsewhere, START, "ada", None).await;
    elsewhere.world.is_down(true);
    let answer = app.get(&back).await.expect_status(302);
    let page = told(&app, &answer, None).await;
    assert!(page.contains("Error: GitHub cannot be asked just now."), "{page}");
    elsewhere.world.is_down(false);
    let answer = sign_in(&app, &elsewhere, "ada", None).await;
    assert!(knows(&app, &session(&answer)).await);
}

/// Whoever comes back must be the browser that left, soon, and once.
#[tokio::test]
async fn auth_08_a_state_is_good_for_its_browser_for_ten_minutes_and_once() {
    const STRANGE: &str = "was not begun in this browser, or too long ago";
    let (app, elsewhere, ada) = start().await;
    link(&app, &ada, "1815").await;
    let is_strange = async |path: &str| {
        let answer = app.get(path).await.expect_status(302);
        assert_eq!(answer.header("location"), LOGIN, "{path}");
        let page = told(&app, &answer, None).await;
        assert!(page.contains(STRANGE), "{path}: {page}");
        assert!(app.get("/dashboard/").await.expect_redirect().starts_with(LOGIN));
    };
    // Never left.
    is_strange("/complete/github/").await;
    is_strange("/complete/github/?code=x&state=y").await;
    is_strange("/complete/github/?error=access_denied").await;
    // Another state than one's own, or none.
    let back = leave(&app, &elsewhere, START, "ada", None).await;
    is_strange(&format!("{back}x")).await;
    let back = leave(&app, &elsewhere, START, "ada", None).await;
    is_strange(back.split("&state=").next().unwrap()).await;
    // What somebody else's browser has begun: their account must not be slipped to anybody.
    let member = app.member().await;
    let theirs = leave(&app, &elsewhere, START, "ada", Some(&member)).await;
    is_strange(&theirs).await;
    leave(&app, &elsewhere, START, "ada", None).await;
    is_strange(&theirs).await;
    // Too late.
    let back = leave(&app, &elsewhere, START, "ada", None).await;
    app.clock.advance(Duration::minutes(10));
    is_strange(&back).await;
    // Once, even for a browser that still has the cookie.
    let back = leave(&app, &elsewhere, START, "ada", None).await;
    let cookies = app.cookies(None);
    let first = app.get(&back).await.expect_status(302);
    assert!(knows(&app, &session(&first)).await);
    app.post("/account/logout/", &[]).await.expect_status(302);
    let again = app.get(&back).with_header("cookie", &cookies).await.expect_status(302);
    assert_eq!(again.header("location"), LOGIN);
    is_strange(&back).await;
}

/// The message for whoever never left is kept in a session: there must not be any number of them.
#[tokio::test]
async fn auth_08_coming_back_from_nowhere_too_often_is_stopped() {
    let (app, elsewhere, ada) = start().await;
    link(&app, &ada, "1815").await;
    let back = leave(&app, &elsewhere, START, "ada", None).await;
    // One beginning was the way there.
    begin_all_but(&app, 2).await;
    let lost = "/complete/github/?code=x&state=y";
    app.get(lost).with_header("cookie", "x=y").await.expect_status(302);
    // A cookie that anybody can make up is no way around it.
    for cookie in ["x=y", "__Host-amy-github=y", "__Host-amy-github=x"] {
        let page = app.get(lost).with_header("cookie", cookie).await.expect_status(429);
        assert_eq!((page.header("retry-after"), page.header("set-cookie")), ("900", ""), "{cookie}");
    }
    // Whoever did leave comes back.
    let answer = app.get(&back).await.expect_status(302);
    assert!(knows(&app, &session(&answer)).await);
}

/// A code is bound to the browser that asked for it by its challenge (PKCE).
#[tokio::test]
async fn auth_08_a_code_of_another_errand_is_not_accepted() {
    let (app, elsewhere, ada) = start().await;
    link(&app, &ada, "1815").await;
    let stolen = leave(&app, &elsewhere, START, "ada", None).await;
    let own = leave(&app, &elsewhere, START, "ada", None).await;
    let (code, state) = (stolen.split("&state=").next().unwrap(), own.split("&state=").nth(1).unwrap());
    let answer = app.get(&format!("{code}&state={state}")).await.expect_status(302);
    assert!(told(&app, &answer, None).await.contains("GitHub did not accept this login."));
}

#[tokio::test]
async fn auth_08_who_is_signed_in_links_an_account_and_logs_in_with_it_from_then_on() {
    let (app, elsewhere, ada) = start().await;
    let page = app.get(PLACES).as_user(&ada).await.expect_page();
    assert_eq!(app.statements(), 2);
    let begin = page.links().into_iter().find(|link| link.starts_with(START)).unwrap();
    let back = leave(&app, &elsewhere, &begin, "ada", Some(&ada)).await;
    let answer = app.get(&back).as_user(&ada).await.expect_status(302);
    assert_eq!(answer.header("location"), format!("{PLACES}#github"));
    let page = told(&app, &answer, Some(&ada)).await;
    assert!(page.contains("Success: You can log in with the account ada on GitHub from now on."), "{page}");
    assert!(page.contains("You can log in with the account number 1815 on GitHub"), "{page}");
    assert_eq!(links(&app).await, [(ada.id, "1815".to_owned())]);
    // Once more changes nothing.
    sign_in(&app, &elsewhere, "ada", Some(&ada)).await;
    assert_eq!(links(&app).await, [(ada.id, "1815".to_owned())]);
    let answer = sign_in(&app, &elsewhere, "ada", None).await;
    assert!(knows(&app, &session(&answer)).await);
}

#[tokio::test]
async fn auth_08_an_account_of_somebody_else_is_neither_taken_nor_signed_in_with() {
    let (app, elsewhere, ada) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    link(&app, &grace, "1815").await;
    for is_active in ["true", "false"] {
        app.run_all(&format!("UPDATE person SET is_active = {is_active} WHERE family = 'Hopper'")).await;
        let answer = sign_in(&app, &elsewhere, "ada", Some(&ada)).await;
        assert_eq!(answer.header("location"), "/dashboard/");
        let page = told(&app, &answer, Some(&ada)).await;
        assert!(page.contains("Error: Another person in AMY logs in with this account on GitHub."), "{page}");
        assert!(page.contains("Hello, Ada"), "{page}");
    }
    assert_eq!(links(&app).await, [(grace.id, "1815".to_owned())]);
}

/// Another site's page may have signed the browser in at GitHub with an account of its own.
#[tokio::test]
async fn auth_08_no_account_is_linked_that_was_not_asked_for_here_by_the_same_person() {
    let (app, elsewhere, ada) = start().await;
    for from in ["cross-site", "same-site"] {
        let authorize = app.get(START).as_user(&ada).with_header("sec-fetch-site", from).await.expect_redirect();
        let back = elsewhere.world.answer(&authorize, "ada").unwrap();
        let answer = app.get(back.strip_prefix(HOME).unwrap()).as_user(&ada).await.expect_status(302);
        assert_eq!(answer.header("location"), PLACES);
        let page = told(&app, &answer, Some(&ada)).await;
        assert!(page.contains("Error: This account on GitHub was not linked to yours"), "{page}");
    }
    // Begun by a visitor, or by somebody who has left the browser to another person.
    for begins in [None, Some(app.member().await)] {
        let back = leave(&app, &elsewhere, START, "ada", begins.as_ref()).await;
        let cookies = app.cookies(begins.as_ref().map(|person| person.id));
        let errand = cookies.split("; ").find(|cookie| cookie.starts_with("__Host-amy-github=")).unwrap();
        app.sign_in(&ada).await;
        let both = format!("{}; {errand}", app.cookies(Some(ada.id)));
        let answer = app.get(&back).as_user(&ada).with_header("cookie", &both).await.expect_status(302);
        assert_eq!(answer.header("location"), PLACES);
    }
    assert_eq!(links(&app).await, []);
}

/// GitHub comes back with a GET; a form may be sent too, but from this site only.
#[tokio::test]
async fn auth_08_a_form_is_taken_from_this_site_alone() {
    let (app, elsewhere, ada) = start().await;
    link(&app, &ada, "1815").await;
    let back = leave(&app, &elsewhere, START, "ada", None).await;
    let query = back.split_once('?').unwrap().1.to_owned();
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let fields: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let elses = app.post("/complete/github/", &fields).with_header("sec-fetch-site", "cross-site");
    elses.with_header("origin", "https://github.com").await.expect_status(403);
    let answer = app.post("/complete/github/", &fields).await.expect_status(302);
    assert!(knows(&app, &session(&answer)).await);
}

#[tokio::test]
async fn auth_09_ones_own_links_are_taken_away() {
    let (app, _elsewhere, ada) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    for (person, uid) in [(&ada, "1815"), (&ada, "1816"), (&grace, "1906")] {
        link(&app, person, uid).await;
    }
    app.run_all(&format!("INSERT INTO social_login (person_id, provider, uid) VALUES ({}, 'orcid', '1')", ada.id)).await;
    assert_eq!(app.post("/disconnect/github/", &[]).as_user(&ada).await.expect_redirect(), "/dashboard/");
    assert_eq!(links(&app).await, [(grace.id, "1906".to_owned())]);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM social_login WHERE provider = 'orcid'").await, 1);
    assert!(app.post("/disconnect/github/", &[]).await.expect_redirect().starts_with("/account/login/?next="));
    app.get("/disconnect/github/").as_user(&ada).await.expect_status(405);
}

#[tokio::test]
async fn auth_10_one_link_is_taken_away_if_it_is_ones_own() {
    let (app, _elsewhere, ada) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    for (person, uid) in [(&ada, "1815"), (&ada, "1816"), (&grace, "1906")] {
        link(&app, person, uid).await;
    }
    let number = async |uid: &str| {
        let query = sqlx::query_scalar::<_, i64>("SELECT id FROM social_login WHERE uid = $1").bind(uid);
        query.fetch_one(app.pool()).await.unwrap()
    };
    let (first, graces) = (number("1815").await, number("1906").await);
    let page = app.get(PLACES).as_user(&ada).await.expect_page();
    let form = page.form_to(&format!("/disconnect/github/{first}/"));
    assert_eq!(form.send(&app).as_user(&ada).await.expect_redirect(), "/dashboard/");
    app.post(&format!("/disconnect/github/{graces}/"), &[]).as_user(&ada).await.expect_status(404);
    for odd in ["0", "x", "-1", "99999999999999999999"] {
        app.post(&format!("/disconnect/github/{odd}/"), &[]).as_user(&ada).await.expect_status(404);
    }
    assert_eq!(links(&app).await, [(ada.id, "1816".to_owned()), (grace.id, "1906".to_owned())]);
}
