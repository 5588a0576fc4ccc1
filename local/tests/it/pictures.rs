//! Pictures in texts (MD-02, UTL-10).

use std::path::Path;

use axum::http::Method;
use chrono::Duration;
use local::gateway::MEDIA_POLICY;
use local::project::Project;
use local::s3::S3;
use serde_json::Value;

use crate::support::{Answer, Person, TestApp};

const UPLOAD: &str = "/markdownx/upload/";
/// A PNG of one pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";
/// A GIF of one pixel.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;";
const SVG: &[u8] =
    b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\" fill=\"red\"/></svg>";

/// AMY with an S3 of the test's own, which is forgotten at the end.
struct Site {
    app: TestApp,
    s3: S3,
}

impl Site {
    async fn start(test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("s3-{test}"));
        let _nothing_there = std::fs::remove_dir_all(&folder);
        let s3 = S3::start(folder).await.unwrap();
        let mut app = TestApp::start_with(|config| config.with_media_at(s3.endpoint())).await;
        app.amy.gateway = app.amy.gateway.serving_media(s3.bucket("media"));
        Self { app, s3 }
    }

    async fn send(&self, person: &Person, name: &str, kind: &str, bytes: &[u8]) -> Answer {
        upload(&self.app, person, name, kind, bytes).await
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _left_behind = std::fs::remove_dir_all(self.s3.folder());
    }
}

async fn upload(app: &TestApp, person: &Person, name: &str, kind: &str, bytes: &[u8]) -> Answer {
    let head =
        format!("--XX\r\nContent-Disposition: form-data; name=\"image\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n");
    let body = [head.as_bytes(), bytes, b"\r\n--XX--\r\n"].concat();
    app.ask(Method::POST, UPLOAD).with_body("multipart/form-data; boundary=XX", body).as_user(person).await
}

fn json(answer: &Answer) -> Value {
    assert_eq!(answer.header("content-type"), "application/json", "{}", answer.visible());
    serde_json::from_str(&answer.text).unwrap()
}

/// The address in the code that an upload is answered with.
fn address(answer: &Answer) -> String {
    let answer = json(answer);
    let code = answer["image_code"].as_str().unwrap();
    code.strip_prefix("![](").and_then(|rest| rest.strip_suffix(')')).unwrap().to_owned()
}

/// What an upload is refused with.
fn complaint(answer: &Answer) -> String {
    json(answer)["image"][0].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn md_02_a_picture_is_kept_under_a_name_of_its_own_and_served() {
    let site = Site::start("kept").await;
    let member = site.app.member().await;
    let mut addresses = Vec::new();
    // What a file says of itself counts for nothing.
    for (bytes, ending, kind) in [(PNG, ".png", "image/png"), (GIF, ".gif", "image/gif"), (SVG, ".svg", "image/svg+xml")] {
        let answer = site.send(&member, "../../evil.html", "text/html", bytes).await.expect_page();
        let address = address(&answer);
        let name = address.strip_prefix("/media/markdownx/").unwrap().strip_suffix(ending).unwrap();
        assert!(name.len() >= 43 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'), "{address}");
        let served = site.app.get(&address).await.expect_page();
        assert_eq!(served.header("content-type"), kind);
        assert_eq!(served.header("x-content-type-options"), "nosniff");
        assert_eq!(served.header("content-security-policy"), MEDIA_POLICY);
        assert!(site.s3.bucket("media").join(address.trim_start_matches('/')).is_file());
        addresses.push(address);
    }
    let again = address(&site.send(&member, "x.png", "image/png", PNG).await.expect_page());
    assert!(!addresses.contains(&again), "nobody can guess a name");
    for nowhere in ["/media/markdownx/x.png", "/media/markdownx/../../x", "/media/", "/media/markdownx/%2e%2e/x"] {
        site.app.get(nowhere).await.expect_status(404);
    }
    assert_eq!(site.app.statements(), 0);
}

#[tokio::test]
async fn md_02_the_code_shows_the_picture_in_previews_and_comments() {
    let site = Site::start("shown").await;
    let admin = site.app.admin().await;
    let address = address(&site.send(&admin, "x.png", "image/png", PNG).await.expect_page());
    let text = format!("![A map]({address}) ![Elsewhere](https://evil.example/x.png)");
    let preview = site.app.post("/markdownx/markdownify/", &[("content", &text)]).as_user(&admin).await.expect_page();
    assert!(preview.text.contains(&format!("<img src=\"{address}\" alt=\"A map\">")), "{}", preview.text);
    assert!(!preview.text.contains("evil.example"), "{}", preview.text);
    let page = site.app.get("/workshops/events/").as_user(&admin).await.expect_page();
    let policy = page.header("content-security-policy");
    assert!(policy.contains("img-src 'self' data:;") && policy.contains("connect-src 'self';"), "{policy}");
}

#[tokio::test]
async fn md_02_what_is_no_picture_is_refused_in_words() {
    let site = Site::start("refused").await;
    let member = site.app.member().await;
    let script = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let handler = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    let reference = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"https://evil.example/\"/></svg>";
    for (bytes, says) in [
        (&b"<html><script>alert(1)</script></html>"[..], "no picture of a kind"),
        (b"%PDF-1.7", "no picture of a kind"),
        (b"", "no picture of a kind"),
        (&PNG[..20], "cannot be read"),
        (script, "scripts"),
        (handler, "scripts"),
        (reference, "elsewhere"),
    ] {
        let answer = site.send(&member, "picture.png", "image/png", bytes).await.expect_status(400);
        assert!(complaint(&answer).contains(says), "{}", complaint(&answer));
    }
    let without = site.app.post(UPLOAD, &[("image", "x")]).as_user(&member).await.expect_status(400);
    assert_eq!(complaint(&without), "Choose a picture.");
    let half =
        site.app.ask(Method::POST, UPLOAD).with_body("multipart/form-data; boundary=XX", "--XX\r\nhalf").as_user(&member).await;
    assert!(complaint(&half.expect_status(400)).contains("incomplete"));
    assert!(!site.s3.bucket("media").exists(), "nothing was kept");
}

#[tokio::test]
async fn md_02_what_is_too_large_is_told_with_the_limit() {
    let site = Site::start("large").await;
    let member = site.app.member().await;
    let answer = site.send(&member, "x.png", "image/png", &vec![0; 4_500_000]).await.expect_status(413);
    assert!(complaint(&answer).contains("larger than 4.5 MB"), "{}", complaint(&answer));
}

#[tokio::test]
async fn md_02_too_many_of_one_person_wait_for_a_quarter_of_an_hour() {
    let site = Site::start("many").await;
    let (member, admin) = (site.app.member().await, site.app.admin().await);
    for _ in 1..60 {
        let name = format!("picture#{}", member.id);
        site.app.amy.site.sessions().count(&name, Duration::minutes(15), site.app.clock.now()).await.unwrap();
    }
    site.send(&member, "x.png", "image/png", PNG).await.expect_page();
    let answer = site.send(&member, "x.png", "image/png", PNG).await.expect_status(429);
    assert!(complaint(&answer).contains("Wait a quarter of an hour"), "{}", complaint(&answer));
    assert_eq!(answer.header("retry-after"), "900");
    site.send(&admin, "x.png", "image/png", PNG).await.expect_page();
    site.app.clock.advance(Duration::minutes(15));
    site.send(&member, "x.png", "image/png", PNG).await.expect_page();
}

#[tokio::test]
async fn md_02_only_who_is_signed_in_uploads() {
    let site = Site::start("strangers").await;
    let to = site.app.ask(Method::POST, UPLOAD).with_body("multipart/form-data; boundary=XX", "").await.expect_redirect();
    assert!(to.starts_with("/account/login/?next="), "{to}");
    let member = site.app.member().await;
    site.app.get(UPLOAD).as_user(&member).await.expect_status(405);
}

#[tokio::test]
async fn md_02_a_site_without_a_bucket_says_so_and_one_that_is_away_too() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let answer = upload(&app, &member, "x.png", "image/png", PNG).await.expect_status(400);
    assert_eq!(complaint(&answer), "This site takes no pictures.");
    // Nobody listens at that port.
    let app = TestApp::start_with(|config| config.with_media_at("http://127.0.0.1:9")).await;
    let member = app.member().await;
    upload(&app, &member, "x.png", "image/png", PNG).await.expect_status(503);
}

/// UTL-10: what is said to browsers of a picture is the same in AWS.
#[test]
fn utl_10_cloudfront_lets_nothing_run_in_a_picture() {
    let template = std::fs::read_to_string(Project::find().unwrap().join("template.yaml")).unwrap();
    assert!(template.contains(&format!("ContentSecurityPolicy: \"{MEDIA_POLICY}\"")));
    assert!(template.contains("PathPattern: /media/*"));
}
