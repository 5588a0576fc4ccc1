//! Comments and Markdown (GLB-15, CMT-01 … CMT-03, MD-01).

use chrono::Duration;

use crate::support::{Event, Form, Person, TestApp};

async fn start() -> (TestApp, Person, Event) {
    let app = TestApp::start().await;
    let admin = app.person("Ada Admin").administrator().create().await;
    let event = app.event("2026-07-01-lund").create().await;
    (app, admin, event)
}

async fn form(app: &TestApp, admin: &Person, event: &Event) -> Form {
    app.get(&event.url("")).as_user(admin).await.expect_page().form_to("/comments/post/")
}

async fn count(app: &TestApp) -> i64 {
    app.value("SELECT count(*) FROM comment").await
}

#[tokio::test]
async fn a_comment_is_kept_with_who_wrote_it_and_shown() {
    let (app, admin, event) = start().await;
    let to = form(&app, &admin, &event)
        .await
        .fill("comment", "  See **this**\r\nplease ")
        .send(&app)
        .as_user(&admin)
        .await
        .expect_redirect();
    let id: i32 = app.value("SELECT id FROM comment").await;
    assert_eq!(to, format!("/workshops/event/2026-07-01-lund/?c={id}#comments"));
    let stored: String = app
        .value("SELECT concat_ws('|', object_type, object_id, person_id, user_name, user_email, comment, host(ip_address), submit_date = '2026-06-15T12:00Z') FROM comment")
        .await;
    assert_eq!(
        stored,
        format!("workshops.event|{}|{}|Ada Admin|ada.admin@example.org|See **this**\nplease|127.0.0.1|t", event.id, admin.id)
    );

    let page = app.get(to.split('#').next().unwrap()).as_user(&admin).await.expect_page();
    assert!(page.says("Ada Admin commented on June 15, 2026, noon UTC See this please"), "{}", page.visible());
    assert!(page.text.contains("<strong>this</strong>") && page.text.contains(&format!("id=\"c{id}\"")));
}

#[tokio::test]
async fn whoever_sees_a_record_may_comment_on_it() {
    let (app, _, event) = start().await;
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    form(&app, &reader, &event).await.fill("comment", "Hello").send(&app).as_user(&reader).await.expect_status(302);
    assert_eq!(count(&app).await, 1);
}

#[tokio::test]
async fn the_same_words_of_the_same_person_count_once_a_day() {
    let (app, admin, event) = start().await;
    let other = app.event("2026-08-01-lund").create().await;
    let grace = app.person("Grace Hopper").administrator().create().await;
    let words = form(&app, &admin, &event).await.fill("comment", "Done.");
    let first = words.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(words.send(&app).as_user(&admin).await.expect_redirect(), first);
    assert_eq!(count(&app).await, 1);
    words.send(&app).as_user(&grace).await.expect_status(302);
    words.clone().fill("comment", "Done!").send(&app).as_user(&admin).await.expect_status(302);
    form(&app, &admin, &other).await.fill("comment", "Done.").send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(count(&app).await, 4);
    app.clock.advance(Duration::hours(12));
    words.send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(count(&app).await, 5);
}

#[tokio::test]
async fn nothing_typed_is_lost_when_it_cannot_be_posted() {
    let (app, admin, event) = start().await;
    let form = form(&app, &admin, &event).await;
    let long = "x".repeat(3001);
    for (text, says) in [
        ("", "Write something first."),
        (" \r\n ", "Write something first."),
        (long.as_str(), "Shorten this to 3,000 characters."),
        ("a\0b", "invisible characters"),
    ] {
        let page = form.clone().fill("comment", text).send(&app).as_user(&admin).await.expect_status(422);
        assert!(page.says(says), "{}", page.visible());
        let again = page.form_to("/comments/post/");
        assert_eq!(again.value("comment"), text.trim());
        for hidden in ["content_type", "object_pk", "next"] {
            assert_eq!(again.value(hidden), form.value(hidden), "{hidden}");
        }
    }
    assert_eq!(count(&app).await, 0);
    // 3,000 letters are counted as a person counts them.
    form.fill("comment", &"é".repeat(3000)).send(&app).as_user(&admin).await.expect_status(302);
}

#[tokio::test]
async fn only_what_exists_is_commented_on() {
    let (app, admin, event) = start().await;
    let id = event.id.to_string();
    let post = async |kind: &str, key: &str| {
        app.post("/comments/post/", &[("content_type", kind), ("object_pk", key), ("comment", "x"), ("next", "/")])
            .as_user(&admin)
            .await
            .status
    };
    for kind in ["", "event", "workshops.nothing", "auth.user", "workshops.event\0", "WORKSHOPS.EVENT"] {
        assert_eq!(post(kind, &id).await, 400, "{kind:?}");
    }
    for key in ["", "999999", "x", "-1", "1.0", "99999999999", "1\0", "2026-07-01-lund"] {
        assert_eq!(post("workshops.event", key).await, 404, "{key:?}");
    }
    assert_eq!(count(&app).await, 0);
}

#[tokio::test]
async fn every_kind_of_record_takes_comments() {
    let (app, admin, event) = start().await;
    let task = app.task(&admin, "helper", &event).await;
    let organization = app.organization("lu.se", "Lund University").await;
    let membership: i32 = app
        .value("INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type) VALUES ('L', 'gold', '2026-01-01', '2026-12-31', 'other') RETURNING id")
        .await;
    for (kind, id, page) in [
        ("workshops.event", event.id, event.url("")),
        ("workshops.person", admin.id, format!("/workshops/person/{}/", admin.id)),
        ("workshops.task", task, format!("/workshops/task/{task}/")),
        ("workshops.organization", organization, "/fiscal/organization/lu.se/".to_owned()),
        ("workshops.membership", membership, format!("/fiscal/membership/{membership}/")),
    ] {
        let fields = [("content_type", kind), ("object_pk", &id.to_string()), ("comment", "Hello")];
        let to = app.post("/comments/post/", &fields).as_user(&admin).await.expect_redirect();
        assert!(to.starts_with(&format!("{page}?c=")), "{kind} leads to {to}");
    }
}

#[tokio::test]
async fn a_machine_fills_in_what_nobody_sees() {
    let (app, admin, event) = start().await;
    let form = form(&app, &admin, &event).await.fill("comment", "Buy!");
    let mut fields = form.pairs();
    fields.push(("honeypot", "x"));
    app.post("/comments/post/", &fields).as_user(&admin).await.expect_status(400);
    assert_eq!(count(&app).await, 0);
}

/// GLB-07
#[tokio::test]
async fn one_gets_back_to_this_site_alone() {
    let (app, admin, event) = start().await;
    let form = form(&app, &admin, &event).await;
    for (n, (next, expected)) in [
        ("/workshops/event/2026-07-01-lund/edit/?a=b#comments", "/workshops/event/2026-07-01-lund/edit/?a=b&c={}#comments"),
        ("http://localhost:3000/x/", "http://localhost:3000/x/?c={}"),
        ("https://evil.example/", "/workshops/event/2026-07-01-lund/?c={}"),
        ("//evil.example", "/workshops/event/2026-07-01-lund/?c={}"),
        ("javascript:alert(1)", "/workshops/event/2026-07-01-lund/?c={}"),
        ("", "/workshops/event/2026-07-01-lund/?c={}"),
    ]
    .into_iter()
    .enumerate()
    {
        let to = form
            .clone()
            .fill("next", next)
            .fill("comment", &format!("Comment {n}"))
            .send(&app)
            .as_user(&admin)
            .await
            .expect_redirect();
        let id: i32 = app.value("SELECT max(id) FROM comment").await;
        assert_eq!(to, expected.replace("{}", &id.to_string()), "{next}");
    }
}

#[tokio::test]
async fn a_hidden_comment_is_hidden_and_one_of_a_person_who_is_gone_keeps_the_name() {
    let (app, admin, event) = start().await;
    for text in ["removed", "private", "kept"] {
        form(&app, &admin, &event).await.fill("comment", text).send(&app).as_user(&admin).await.expect_status(302);
    }
    app.run("UPDATE comment SET is_removed = true WHERE comment = 'removed'").await;
    app.run("UPDATE comment SET is_public = false WHERE comment = 'private'").await;
    app.run("UPDATE comment SET person_id = NULL, user_name = 'Old Name' WHERE comment = 'kept'").await;
    let comments = app.get(&event.url("")).as_user(&admin).await.expect_page().text_of("comments");
    assert!(comments.contains("Old Name commented on") && comments.contains("kept"), "{comments}");
    assert!(!comments.contains("removed") && !comments.contains("private"), "{comments}");
}

#[tokio::test]
async fn a_long_name_is_shortened_and_does_not_silence_anybody() {
    let (app, admin, event) = start().await;
    app.run("UPDATE person SET family = repeat('ä', 100)").await;
    form(&app, &admin, &event).await.fill("comment", "Hello").send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<i32>("SELECT length(user_name) FROM comment").await, 50);
}

const ATTACKS: [&str; 8] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<p style=\"position:fixed\" onclick=alert(1)>x</p>",
    "</textarea></div><script>alert(1)</script>",
    "<form action=/account/logout/ method=post><button>x</button></form>",
    "<svg/onload=alert(1)>",
];

/// What in a page could run, or look like AMY's own.
fn dangers(html: &str) -> Vec<String> {
    let tags = crate::support::tags(html);
    let is_own_script = |src: Option<&str>| src.is_some_and(|src| src.starts_with("/static/"));
    tags.into_iter()
        .filter(|tag| !tag.is_end)
        .filter(|tag| {
            (tag.name == "script" && !is_own_script(tag.attribute("src")))
                || tag.attributes.iter().any(|(name, value)| {
                    name.starts_with("on") || name == "style" || value.trim().to_lowercase().starts_with("javascript:")
                })
                || tag.attribute("src").is_some_and(|src| src == "x")
        })
        .map(|tag| format!("{tag:?}"))
        .collect()
}

#[tokio::test]
async fn what_runs_in_a_browser_does_not_get_into_a_comment() {
    let (app, admin, event) = start().await;
    for attack in ATTACKS {
        form(&app, &admin, &event).await.fill("comment", attack).send(&app).as_user(&admin).await.expect_status(302);
    }
    let page = app.get(&event.url("")).as_user(&admin).await.expect_page();
    assert_eq!(dangers(&page.text), [""; 0]);
    assert!(!page.text_of("comments").contains("alert(1)<"), "{}", page.text_of("comments"));
    assert_eq!(page.tags().iter().filter(|tag| tag.attribute("action") == Some("/account/logout/")).count(), 1, "the bar's own");
    assert_eq!(
        app.value::<i64>("SELECT count(*) FROM comment WHERE comment LIKE '%<%'").await,
        7,
        "what was written is kept as it was written"
    );
}

#[tokio::test]
async fn nor_into_its_preview() {
    let (app, admin, _) = start().await;
    for attack in ATTACKS {
        let preview = app.post("/markdownx/markdownify/", &[("content", attack)]).as_user(&admin).await.expect_page();
        assert_eq!(dangers(&preview.text), [""; 0], "{attack}");
        assert!(!preview.text.contains("<form"), "{attack}: {}", preview.text);
    }
}

#[tokio::test]
async fn a_preview_is_a_piece_of_html() {
    let (app, admin, _) = start().await;
    let preview = app
        .post("/markdownx/markdownify/", &[("content", "**Hi** https://carpentries.org\n\n| a |\n|---|\n| b |")])
        .as_user(&admin)
        .await
        .expect_page();
    assert_eq!(preview.header("content-type"), "text/html; charset=utf-8");
    assert!(preview.text.starts_with("<p><strong>Hi</strong> <a href=\"https://carpentries.org\""), "{}", preview.text);
    assert!(preview.text.contains("<td>b</td>"), "{}", preview.text);
    for empty in [&[("content", "")][..], &[], &[("content", "a\0b")]] {
        app.post("/markdownx/markdownify/", empty).as_user(&admin).await.expect_page();
    }
}

#[tokio::test]
async fn the_page_of_thanks_is_there() {
    let (app, admin, _) = start().await;
    let page = app.get("/comments/posted/").as_user(&admin).await.expect_page();
    assert!(page.says("Thank you for your comment"), "{}", page.visible());
    app.get("/comments/post/").as_user(&admin).await.expect_status(405);
}

#[tokio::test]
async fn cmt_03_an_address_of_kind_and_number_leads_to_the_record() {
    let (app, admin, event) = start().await;
    let member = app.member().await;
    let id = event.id;
    let to = app.get(&format!("/comments/cr/workshops.event/{id}/")).as_user(&admin).await.expect_redirect();
    assert_eq!(to, event.url(""));
    let to = app.get(&format!("/comments/cr/workshops.person/{}/", admin.id)).as_user(&member).await.expect_redirect();
    assert_eq!(to, format!("/workshops/person/{}/", admin.id));
    for (kind, id) in [
        ("workshops.event", "999999"),
        ("workshops.event", "x"),
        ("workshops.nothing", "1"),
        ("17", "1"),
        ("workshops.event%00", "1"),
    ] {
        app.get(&format!("/comments/cr/{kind}/{id}/")).as_user(&admin).await.expect_status(404);
    }
    assert!(app.get(&format!("/comments/cr/workshops.event/{id}/")).await.expect_redirect().starts_with("/account/login/?next="));
}

/// GLB-15: on the pages of a record and on its form, oldest first, with the form for one more.
#[tokio::test]
async fn glb_15_comments_stand_below_events_and_persons_oldest_first() {
    let (app, admin, event) = start().await;
    let person = format!("/workshops/person/{}/", admin.id);
    for (page, kind, id) in [(event.url(""), "workshops.event", event.id), (person, "workshops.person", admin.id)] {
        for text in ["The first", "The second"] {
            let fields = [("content_type", kind), ("object_pk", &id.to_string()), ("comment", text), ("next", &page)];
            app.post("/comments/post/", &fields).as_user(&admin).await.expect_status(302);
            app.clock.advance(Duration::minutes(1));
        }
        for address in [page.clone(), format!("{page}edit/")] {
            let shown = app.get(&address).as_user(&admin).await.expect_page();
            let comments = shown.text_of("comments");
            let (first, second) = (comments.find("The first"), comments.find("The second"));
            assert!(comments.starts_with("Comments 2") && first.is_some() && first < second, "{address}: {comments}");
            assert_eq!(comments.matches("Ada Admin commented on").count(), 2, "{address}: {comments}");
            let form = shown.form_to("/comments/post/");
            assert_eq!((form.value("content_type"), form.value("object_pk")), (kind, id.to_string().as_str()), "{address}");
        }
    }
}

/// DM-COMM-01: whatever a record is, it can be commented on, also by somebody without an address.
#[tokio::test]
async fn whatever_a_record_is_it_takes_comments() {
    use shared::comment;
    use shared::record::Kind;
    let (app, admin, _) = start().await;
    app.run("UPDATE person SET email = NULL").await;
    let mut db = app.db().await;
    let (author, _) = shared::access::viewer(&mut db, admin.id).await.unwrap().unwrap();
    drop(db);
    assert_eq!(author.email, None);
    let mut change = app.change(Some(&admin)).await;
    for kind in Kind::ALL {
        comment::add(&mut change, *kind, "1", &author, "Noted", None).await.unwrap();
        let said = comment::on(&mut change, *kind, "1").await.unwrap();
        assert_eq!(said.len(), 1, "{kind:?}");
        assert_eq!((said[0].author.as_str(), said[0].body.as_str()), ("Ada Admin", "Noted"), "{kind:?}");
    }
    change.commit().await.unwrap();
    assert_eq!(count(&app).await, i64::try_from(Kind::ALL.len()).unwrap());
}

/// DM-COMM-02: what comes of a form is signed by nobody, and nothing comes of an empty one.
#[tokio::test]
async fn automatic_comments_are_signed_by_nobody() {
    use shared::comment;
    use shared::record::Kind;
    let (app, admin, event) = start().await;
    let mut change = app.change(Some(&admin)).await;
    for text in ["", " \n ", " By phone "] {
        comment::automatic(&mut change, Kind::Event, &event.id.to_string(), text).await.unwrap();
    }
    let said = comment::on(&mut change, Kind::Event, &event.id.to_string()).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].author.as_str(), said[0].body.as_str()), ("Automatic comment", "By phone"));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM comment WHERE person_id IS NULL").await, 1);
}
