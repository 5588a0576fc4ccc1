//! What belongs to people's accounts: terms before everything else, passwords, sessions and ways to sign in.

mod authenticator;
mod github;
mod passkeys;
mod password;
mod reset;
mod sessions;
mod terms;

use crate::support::{Answer, TestApp};

/// Where the tests' AMY is.
const HOME: &str = "http://localhost:3000";

/// Tries to log in, in a browser without any cookies.
async fn log_in(app: &TestApp, username: &str, password: &str) -> Answer {
    let answer =
        app.post("/account/login/", &[("username", username), ("password", password)]).with_header("cookie", "x=y").await;
    assert!([302, 422].contains(&answer.status), "{}", answer.visible());
    answer
}

/// The `Cookie` header of the session that an answer begins.
fn session(answer: &Answer) -> String {
    let set = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let set = set.filter_map(|cookie| cookie.split(';').next()).find(|cookie| cookie.starts_with("__Host-amy="));
    set.unwrap_or_else(|| panic!("no session begins: {}", answer.visible())).to_owned()
}

/// Whether a browser with these cookies is signed in.
async fn knows(app: &TestApp, cookies: &str) -> bool {
    let answer = app.get("/dashboard/").with_header("cookie", cookies).await;
    let is_led_to_login = answer.status == 302 && answer.header("location").starts_with("/account/login/");
    assert!(is_led_to_login || answer.status == 200 || answer.status == 302, "{}: {}", answer.status, answer.visible());
    !is_led_to_login
}
