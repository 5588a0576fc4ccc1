//! Files of scheduled emails (EML-UI-11, EML-CTL-08, EML-CTL-09).

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use axum::http::Method;
use chrono::Duration;
use local::s3::S3;
use serde_json::Value;
use shared::attachment::LARGEST;
use shared::scheduled_email::State;
use uuid::Uuid;

use super::super::{state, steps};
use super::{email_in, told, url};
use crate::support::{Answer, Person, TestApp};

/// AMY with an S3 of the test's own, which is forgotten at the end.
struct Site {
    app: TestApp,
    s3: S3,
    admin: Person,
}

impl Site {
    async fn start(test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("s3-attachments-{test}"));
        let _nothing_there = std::fs::remove_dir_all(&folder);
        let s3 = S3::start(folder).await.unwrap();
        let app = TestApp::start_with(|config| config.with_attachments_at(s3.endpoint())).await;
        let admin = app.admin().await;
        Self { app, s3, admin }
    }

    /// Sends a file as a browser without scripts does.
    async fn send(&self, email: Uuid, name: &str, bytes: &[u8]) -> Answer {
        let head = format!(
            "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        let body = [head.as_bytes(), bytes, b"\r\n--XX--\r\n"].concat();
        let request = self.app.ask(Method::POST, &url(email, "add_attachment/"));
        request.with_body("multipart/form-data; boundary=XX", body).as_user(&self.admin).await
    }

    /// Asks for a form to send a file with.
    async fn sign(&self, email: Uuid, name: &str, size: &str) -> Answer {
        let fields = [("name", name), ("size", size)];
        self.app.post(&url(email, "add_attachment/sign/"), &fields).as_user(&self.admin).await
    }

    async fn confirm(&self, email: Uuid, file: &str, name: &str) -> Answer {
        let fields = [("id", file), ("name", name)];
        self.app.post(&url(email, "add_attachment/confirm/"), &fields).as_user(&self.admin).await
    }

    /// The file that is kept under a key, if there is one.
    fn kept(&self, key: &str) -> Option<Vec<u8>> {
        std::fs::read(self.s3.bucket("attachments").join(key)).ok()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _left_behind = std::fs::remove_dir_all(self.s3.folder());
    }
}

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap()
}

/// Sends a signed form with a file, as a browser's script does; gives the status.
async fn post(form: &Value, bytes: &[u8]) -> u16 {
    let mut body = Vec::new();
    for pair in form["fields"].as_array().unwrap() {
        let (name, value) = (pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
        write!(body, "--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").unwrap();
    }
    body.extend_from_slice(b"--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n");
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--XX--\r\n");
    let url = form["url"].as_str().unwrap().trim_start_matches("http://").to_owned();
    let (host, path) = url.split_once('/').unwrap();
    let (host, path) = (host.to_owned(), path.to_owned());
    let answer = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(&host).unwrap();
        let head = format!(
            "POST /{path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://localhost:3000\r\nContent-Type: multipart/form-data; boundary=XX\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&body).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    })
    .await
    .unwrap();
    assert!(answer.to_lowercase().contains("access-control-allow-origin: *"), "{answer}");
    answer.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn eml_ui_11_a_file_comes_through_the_site_where_no_script_runs() {
    let site = Site::start("plain").await;
    let email = email_in(&site.app, State::Scheduled).await;
    let page = site.app.get(&url(email, "add_attachment/")).as_user(&site.admin).await.expect_page();
    assert!(page.text.contains("enctype=\"multipart/form-data\"") && page.text.contains("data-attach="), "{}", page.text);
    let policy = page.header("content-security-policy");
    assert!(policy.contains(&format!("connect-src 'self' {};", site.s3.endpoint())), "{policy}");
    assert_eq!(site.send(email, "Plan für alle.pdf", b"%PDF").await.expect_redirect(), url(email, ""));
    let key = told(&site.app, "SELECT s3_path FROM attachment WHERE email_id = $1", email).await;
    assert!(key.starts_with(&format!("{email}/")) && key.ends_with("-Plan für alle.pdf"), "{key}");
    assert_eq!(site.kept(&key).as_deref(), Some(&b"%PDF"[..]));
    let row = "SELECT concat_ws('|', filename, s3_bucket, size) FROM attachment WHERE email_id = $1";
    assert_eq!(told(&site.app, row, email).await, "Plan für alle.pdf|attachments|4");
    assert_eq!(steps(&site.app, email).await, ">scheduled scheduled>scheduled", "the log tells of it");
    let page = site.app.get(&url(email, "")).as_user(&site.admin).await.expect_page();
    assert!(page.says("The file Plan für alle.pdf was added.") && page.says("4 bytes"), "{}", page.visible());
}

#[tokio::test]
async fn eml_ui_11_what_is_no_file_for_an_email_is_refused_in_words() {
    let site = Site::start("refused").await;
    let email = email_in(&site.app, State::Failed).await;
    for (name, bytes, says) in [
        ("", &b""[..], "Choose a file."),
        ("virus.exe", b"MZ", "not taken"),
        ("page.html", b"<script>", "not taken"),
        ("empty.pdf", b"", "This file is empty."),
    ] {
        let answer = site.send(email, name, bytes).await.expect_status(422);
        assert!(answer.error_at("file").contains(says), "{name}: {}", answer.visible());
        let signed = site.sign(email, name, &bytes.len().to_string()).await.expect_status(422);
        assert!(json(&signed)["file"][0].as_str().unwrap().contains(says), "{name}: {}", signed.text);
    }
    for (size, says) in [((LARGEST + 1).to_string(), "larger than 10 MB"), ("-1".into(), "empty"), ("x".into(), "empty")] {
        let signed = site.sign(email, "a.pdf", &size).await.expect_status(422);
        assert!(signed.text.contains(says), "{size}: {}", signed.text);
    }
    // Three files of nine megabytes are more than an email takes.
    sqlx::query("INSERT INTO attachment (email_id, filename, s3_path, size) SELECT $1, 'x', 'x' || n, 9000000 FROM generate_series(1, 2) n")
        .bind(email)
        .execute(site.app.pool())
        .await
        .unwrap();
    let signed = site.sign(email, "a.pdf", "9000000").await.expect_status(422);
    assert!(signed.text.contains("larger than 25 MB"), "{}", signed.text);
    site.sign(email, "a.pdf", "8000000").await.expect_page();
    site.app.run("DELETE FROM attachment").await;
    assert!(!site.s3.bucket("attachments").exists(), "nothing was kept");
    let large = site.send(email, "a.pdf", &vec![0; 4_500_000]).await;
    large.expect_status(413);
}

#[tokio::test]
async fn eml_ui_11_a_script_sends_a_file_straight_to_the_bucket() {
    let site = Site::start("direct").await;
    let email = email_in(&site.app, State::Scheduled).await;
    let form = json(&site.sign(email, "report.pdf", "6").await.expect_page());
    let id = form["id"].as_str().unwrap().to_owned();
    let early = site.confirm(email, &id, "report.pdf").await.expect_status(422);
    assert!(early.text.contains("has not arrived"), "{}", early.text);
    assert_eq!(post(&form, b"12345").await, 403, "another size than was signed");
    assert_eq!(post(&form, b"123456").await, 201);
    let done = site.confirm(email, &id, "report.pdf").await.expect_page();
    assert_eq!(json(&done)["to"], url(email, ""));
    let row = "SELECT concat_ws('|', id, filename, size) FROM attachment WHERE email_id = $1";
    assert_eq!(told(&site.app, row, email).await, format!("{id}|report.pdf|6"));
    assert_eq!(site.kept(&format!("{email}/{id}-report.pdf")).as_deref(), Some(&b"123456"[..]));
    let page = site.app.get(&url(email, "")).as_user(&site.admin).await.expect_page();
    assert!(page.says("The file report.pdf was added."), "{}", page.visible());
    // Once is enough, and what is not an id is no file.
    assert!(site.confirm(email, &id, "report.pdf").await.status >= 400);
    site.confirm(email, "x", "report.pdf").await.expect_status(422);
}

/// What a script says of the name is not to be trusted; PostgreSQL takes no NUL.
#[tokio::test]
async fn eml_ui_11_a_name_is_taken_without_what_cannot_be_in_it() {
    let site = Site::start("names").await;
    let email = email_in(&site.app, State::Scheduled).await;
    let name = "dir/re\0port\n.pdf";
    let form = json(&site.sign(email, name, "1").await.expect_page());
    assert_eq!(post(&form, b"1").await, 201);
    site.confirm(email, form["id"].as_str().unwrap(), name).await.expect_page();
    assert_eq!(told(&site.app, "SELECT filename FROM attachment WHERE email_id = $1", email).await, "report.pdf");
    let nameless = site.sign(email, "\0", "1").await.expect_status(422);
    assert!(nameless.text.contains("Choose a file."), "{}", nameless.text);
}

/// A form is good for what was signed, and for nothing else.
#[tokio::test]
async fn eml_ui_11_a_form_that_somebody_changed_is_not_taken() {
    let site = Site::start("forged").await;
    let email = email_in(&site.app, State::Scheduled).await;
    let form = json(&site.sign(email, "report.pdf", "1").await.expect_page());
    for (field, value) in [("key", "other/key.pdf"), ("Content-Type", "text/html"), ("x-amz-signature", "0"), ("policy", "e30=")]
    {
        let mut forged = form.clone();
        for pair in forged["fields"].as_array_mut().unwrap() {
            if pair[0] == field {
                pair[1] = value.into();
            }
        }
        assert_eq!(post(&forged, b"1").await, 403, "{field}");
    }
}

/// EML-CTL-09
#[tokio::test]
async fn eml_ctl_09_a_link_is_made_on_demand_and_works_for_an_hour() {
    let site = Site::start("link").await;
    let email = email_in(&site.app, State::Scheduled).await;
    site.send(email, "report.pdf", b"%PDF").await.expect_status(302);
    let file = told(&site.app, "SELECT id::text FROM attachment WHERE email_id = $1", email).await;
    let make = url(email, &format!("attachment/{file}/link/"));
    let page = site.app.get(&url(email, "")).as_user(&site.admin).await.expect_page();
    let to = page.form_to(&make).send(&site.app).as_user(&site.admin).await.expect_redirect();
    assert_eq!(to, format!("{}#attachments", url(email, "")));
    let shown = async || site.app.get(&url(email, "")).as_user(&site.admin).await.expect_page().links();
    let start = format!("{}/attachments/{email}/{file}-report.pdf?", site.s3.endpoint());
    let links = shown().await;
    let link = links.iter().find(|link| link.starts_with(&start)).unwrap_or_else(|| panic!("{links:?}"));
    assert!(link.contains("X-Amz-Signature=") && link.contains("X-Amz-Expires=3600"), "{link}");
    site.app.clock.advance(Duration::minutes(61));
    assert!(!shown().await.iter().any(|link| link.starts_with(&start)), "an expired link is not shown");
    site.app
        .post(&url(email, &format!("attachment/{}/link/", Uuid::from_u128(9))), &[])
        .as_user(&site.admin)
        .await
        .expect_status(404);
}

/// A certificate that is made when the email is sent.
async fn await_file(app: &TestApp, email: Uuid) {
    let add = "INSERT INTO attachment (email_id, filename, s3_path, is_pending) VALUES ($1, 'certificate.pdf', 'x/c.pdf', true)";
    sqlx::query(add).bind(email).execute(app.pool()).await.unwrap();
}

#[tokio::test]
async fn eml_ctl_09_what_is_made_when_the_email_is_sent_has_no_link() {
    let site = Site::start("pending").await;
    for (state, says) in [
        (State::Scheduled, "certificate.pdf made when the e-mail is sent"),
        (State::Succeeded, "certificate.pdf was made when it was sent"),
    ] {
        let email = email_in(&site.app, state).await;
        await_file(&site.app, email).await;
        let page = site.app.get(&url(email, "")).as_user(&site.admin).await.expect_page();
        assert!(page.says(says) && !page.says("Make a link"), "{}", page.visible());
        let file = told(&site.app, "SELECT id::text FROM attachment WHERE email_id = $1", email).await;
        site.app.post(&url(email, &format!("attachment/{file}/link/")), &[]).as_user(&site.admin).await.expect_status(404);
    }
    // Whoever wants to see it has the award's own.
    let email = email_in(&site.app, State::Failed).await;
    await_file(&site.app, email).await;
    let about = "UPDATE scheduled_email SET context_json = '{\"award\": \"api:award#7\"}' WHERE id = $1";
    sqlx::query(about).bind(email).execute(site.app.pool()).await.unwrap();
    let page = site.app.get(&url(email, "")).as_user(&site.admin).await.expect_page();
    assert!(page.links().contains(&"/workshops/award/7/certificate/".to_owned()), "{:?}", page.links());
}

/// EML-NEW-12: a certificate that cannot be drawn is made by hand.
#[tokio::test]
async fn eml_ui_11_a_file_goes_in_place_of_one_that_would_be_made() {
    let site = Site::start("instead").await;
    let email = email_in(&site.app, State::DeadLetter).await;
    await_file(&site.app, email).await;
    let page = site.app.get(&url(email, "")).as_user(&site.admin).await.expect_page();
    assert!(page.says("Add a file of the same name to send that instead."), "{}", page.visible());
    let rows =
        "SELECT string_agg(concat_ws('|', filename, is_pending), ' ' ORDER BY filename) FROM attachment WHERE email_id = $1";
    let log = "SELECT details FROM scheduled_email_log WHERE scheduled_email_id = $1 ORDER BY position DESC LIMIT 1";
    site.send(email, "other.pdf", b"%PDF").await.expect_status(302);
    assert_eq!(told(&site.app, rows, email).await, "certificate.pdf|t other.pdf|f");
    assert_eq!(told(&site.app, log, email).await, "Somebody added the file “other.pdf”.");
    site.send(email, "certificate.pdf", b"%PDF").await.expect_status(302);
    assert_eq!(told(&site.app, rows, email).await, "certificate.pdf|f other.pdf|f");
    let instead = "Somebody added the file “certificate.pdf”, in place of the one that would be made.";
    assert_eq!(told(&site.app, log, email).await, instead);
    let page = site.app.get(&url(email, "")).as_user(&site.admin).await.expect_page();
    page.form_to(&url(email, "retry/")).send(&site.app).as_user(&site.admin).await.expect_status(302);
    assert_eq!(state(&site.app, email).await, "scheduled");
}

/// EML-CTL-14: only what may be changed takes files.
#[tokio::test]
async fn eml_ctl_08_an_email_that_is_on_its_way_takes_no_files() {
    let site = Site::start("states").await;
    for state in [State::Locked, State::Running, State::Succeeded] {
        let email = email_in(&site.app, state).await;
        site.send(email, "a.pdf", b"%PDF").await.expect_status(409);
        site.sign(email, "a.pdf", "1").await.expect_status(404);
        site.confirm(email, &Uuid::from_u128(1).to_string(), "a.pdf").await.expect_status(409);
    }
}

#[tokio::test]
async fn a_site_without_a_bucket_says_so_and_one_that_is_away_too() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let email = email_in(&app, State::Scheduled).await;
    let page = app.get(&url(email, "add_attachment/")).as_user(&admin).await.expect_page();
    assert!(page.says("This site takes no attachments.") && !page.text.contains("data-attach="), "{}", page.visible());
    let app = TestApp::start_with(|config| config.with_attachments_at("http://127.0.0.1:9")).await;
    let admin = app.admin().await;
    let email = email_in(&app, State::Scheduled).await;
    let body = "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF\r\n--XX--\r\n";
    let request = app.ask(Method::POST, &url(email, "add_attachment/")).with_body("multipart/form-data; boundary=XX", body);
    request.as_user(&admin).await.expect_status(503);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM attachment").await, 0, "nothing was written");
}
