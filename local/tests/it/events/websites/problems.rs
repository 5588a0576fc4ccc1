//! Websites that cannot be read, and what is said of them beside the address (IMP-01).

use local::elsewhere::Odd;

use super::{SITE, events, import, look_at, start};
use crate::events::new_event;

#[tokio::test]
async fn imp_01_only_websites_and_repositories_on_github_are_asked() {
    let (app, _elsewhere, admin) = start().await;
    for url in [
        "https://example.org/2026-08-20-malmo/",
        "https://user.github.io/",
        "https://user.github.io/2026-08-20-malmo/index.html",
        "https://github.com/user/2026-08-20-malmo/tree/gh-pages",
        "https://user.github.io.example.org/2026-08-20-malmo/",
        "ftp://user.github.io/2026-08-20-malmo/",
        "http://169.254.169.254/latest",
        "javascript:alert(1)",
        "<script>",
    ] {
        let page = import(&app, &admin, url).await.expect_status(422);
        assert!(page.error_at("website-url").contains("Enter the address of a website on GitHub"), "{url}: {}", page.visible());
    }
    let page = import(&app, &admin, "  ").await.expect_status(422);
    assert!(page.error_at("website-url").contains("Fill this in."), "{}", page.visible());
}

#[tokio::test]
async fn imp_01_a_problem_is_told_beside_the_address_and_nothing_typed_is_lost() {
    let (app, _elsewhere, admin) = start().await;
    let form = new_event(&app, &admin, "2026-09-01-lund").await.fill("venue", "Typed");
    let host = form.value("host").to_owned();
    let page = look_at(&app, &admin, form, "https://user.github.io/nobody-there/").await.expect_status(422);
    let error = page.error_at("website-url");
    assert!(error.contains("user.github.io") && error.contains("/nobody-there/ answered with the status 404"), "{error}");
    let form = page.form("main-form");
    assert_eq!((form.value("slug"), form.value("venue"), form.value("host")), ("2026-09-01-lund", "Typed", host.as_str()));
    let tags = page.tags();
    let dialog = tags.iter().find(|tag| tag.name == "dialog" && tag.attribute("id") == Some("website")).unwrap();
    assert!(dialog.attribute("open").is_some(), "the dialog is in sight without scripts");
    let field = tags.iter().find(|tag| tag.attribute("id") == Some("id_website-url")).unwrap();
    assert_eq!(field.attribute("value"), Some("https://user.github.io/nobody-there/"));
    assert_eq!(
        (field.attribute("aria-invalid"), field.attribute("aria-describedby")),
        (Some("true"), Some("id_website-url_error id_website-url_help"))
    );
    assert_eq!(events(&app).await, 0);
}

#[tokio::test]
async fn imp_01_no_metadata_is_told_and_blanks_nothing() {
    let (app, elsewhere, admin) = start().await;
    elsewhere.world.add_website("user", "plain", "<title>Plain</title>");
    for source in
        [None, Some(""), Some("---\n- a list\n---\n"), Some("---\nvenue: [\n---\n"), Some("---\nlayout: workshop\n---\n")]
    {
        if let Some(source) = source {
            elsewhere.world.add_source("user", "plain", "gh-pages", source);
        }
        let form = new_event(&app, &admin, "2026-09-01-lund").await;
        let page = look_at(&app, &admin, form, "https://user.github.io/plain/").await.expect_status(422);
        let error = page.error_at("website-url");
        assert!(error.contains("https://user.github.io/plain/ has no metadata of a workshop"), "{source:?}: {error}");
        assert_eq!(page.form("main-form").value("slug"), "2026-09-01-lund");
    }
}

#[tokio::test]
async fn imp_01_what_is_too_large_or_leads_astray_is_told() {
    let (app, elsewhere, admin) = start().await;
    let world = &elsewhere.world;
    world.add_odd_website("user", "huge", Odd::Huge);
    world.add_odd_website("user", "astray", Odd::LeadsTo("http://169.254.169.254/latest/meta-data/".to_owned()));
    world.add_odd_website("user", "home", Odd::LeadsTo("http://10.0.0.1/".to_owned()));
    for (name, words) in [
        ("huge", "is too large to be read."),
        ("astray", "leads to an address that AMY does not ask."),
        ("home", "leads to an address that AMY does not ask."),
    ] {
        let page = import(&app, &admin, &format!("https://user.github.io/{name}/")).await.expect_status(422);
        assert!(page.error_at("website-url").contains(words), "{name}: {}", page.visible());
    }
}

/// Real time passes here, as long as the function waits.
#[tokio::test]
async fn imp_01_a_website_that_does_not_answer_is_given_up() {
    let (app, elsewhere, admin) = start().await;
    elsewhere.world.add_odd_website("user", "slow", Odd::Slow);
    let page = import(&app, &admin, "https://user.github.io/slow/").await.expect_status(422);
    assert!(page.error_at("website-url").contains("did not answer in time."), "{}", page.visible());
}

#[tokio::test]
async fn imp_01_nobody_elsewhere_is_told() {
    let (app, elsewhere, admin) = start().await;
    elsewhere.world.is_down(true);
    let page = import(&app, &admin, SITE).await.expect_status(422);
    assert!(page.error_at("website-url").contains("answered with the status 502"), "{}", page.visible());
    drop(elsewhere);
    let page = import(&app, &admin, SITE).await.expect_status(422);
    assert!(page.error_at("website-url").contains("Other sites cannot be asked just now"), "{}", page.visible());
}

#[tokio::test]
async fn imp_01_hostile_pages_are_text_and_nothing_else() {
    let (app, elsewhere, admin) = start().await;
    let world = &elsewhere.world;
    let mut bytes = b"<meta name=venue content='M\xfcnchen \xff <script>alert(1)</script>'><meta name=slug content='".to_vec();
    bytes.extend(vec![b'x'; 100_000]);
    bytes.extend(b"'>");
    world.add_odd_website("user", "latin", Odd::Bytes(bytes));
    let page = import(&app, &admin, "https://user.github.io/latin/").await.expect_page();
    let form = page.form("main-form");
    assert_eq!(form.value("venue"), "M\u{fffd}nchen \u{fffd} <script>alert(1)</script>");
    assert!(form.value("slug").len() < 5000);
    assert!(!page.text.contains("<script>alert"));
    // What does not fit is told when it is saved, and stays.
    let page = form.send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.error_at("slug").contains("Shorten this"), "{}", page.error_at("slug"));

    world.add_website("user", "bomb", "<p>");
    let mut bomb = String::from("---\nvenue: Hall\na0: &a0 [x]\n");
    for n in 1..50 {
        bomb += &format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(", "));
    }
    world.add_source("user", "bomb", "gh-pages", &format!("{bomb}address: *a49\n---\n"));
    let form = import(&app, &admin, "https://user.github.io/bomb/").await.expect_page().form("main-form");
    assert_eq!((form.value("venue"), form.value("address")), ("Hall", ""));
}
