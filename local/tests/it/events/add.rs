//! New events (EVT-02) and the rules that every event keeps (DM-EVENT-01 … DM-EVENT-10).

use chrono::NaiveDate;
use serde_json::{Value, json};
use sqlx::types::Json;

use super::{new_event, start};
use crate::support::{Form, TestApp};

async fn stored(app: &TestApp) -> Value {
    app.value::<Json<Value>>("SELECT to_jsonb(e) FROM event e").await.0
}

async fn count(app: &TestApp) -> i64 {
    app.value("SELECT count(*) FROM event").await
}

#[tokio::test]
async fn an_event_is_stored_as_it_was_typed() {
    let (app, admin) = start().await;
    let membership: i32 = app
        .value(
            "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type)
             VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial') RETURNING id",
        )
        .await;
    let (training, swedish) = (app.id_of("event_category", "training").await, app.id_of("language", "Swedish").await);
    let (dc, ttt, swc) = (app.id_of("tag", "DC").await, app.id_of("tag", "TTT").await, app.id_of("tag", "SWC").await);
    let (python, ecology) = (app.id_of("curriculum", "swc-python").await, app.id_of("curriculum", "dc-ecology-r").await);
    let form = new_event(&app, &admin, "2026-07-01-lund")
        .await
        .fill("completed", "on")
        .fill("start", "2026-07-01")
        .fill("end", "2026-07-02")
        .fill("membership", &membership.to_string())
        .fill("assigned_to", &admin.id.to_string())
        .fill("event_category", &training)
        .fill("public_status", "private")
        .choose("tags", &[&swc, &dc, &ttt])
        .choose("curricula", &[&python, &ecology])
        .fill("open_TTT_applications", "on")
        .fill("url", "https://lund.github.io/2026-07-01-lund/")
        .fill("language", &swedish)
        .fill("reg_key", "12345678")
        .fill("manual_attendance", "17")
        .fill("contact", "a@example.org, b@example.org; Per")
        .fill("instructors_pre", "https://example.org/survey")
        .fill("country", "SE")
        .fill("venue", " Gamla <biskopshuset> ")
        .fill("address", "Biskopsgatan 1 “A”")
        .fill("latitude", "55.7047")
        .fill("longitude", "-13.191")
        .fill("comment", "  Two rooms & *one* projector\r\nfor both  ");
    let answer = form.send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(answer.header("location"), "/workshops/event/2026-07-01-lund/");

    let stored = stored(&app).await;
    let organization = |id: &str| id.parse::<i32>().unwrap();
    let expected = json!({
        "slug": "2026-07-01-lund",
        "completed": true,
        "start": "2026-07-01",
        "end": "2026-07-02",
        "host_id": organization(&app.id_of("organization", "lu.se").await),
        "sponsor_id": organization(&app.id_of("organization", "lu.se").await),
        "administrator_id": organization(&app.id_of("organization", "software-carpentry.org").await),
        "membership_id": membership,
        "assigned_to_id": admin.id,
        "event_category_id": training,
        "public_status": "private",
        "open_ttt_applications": true,
        "url": "https://lund.github.io/2026-07-01-lund/",
        "language_id": organization(&swedish),
        "reg_key": "12345678",
        "manual_attendance": 17,
        "contact": "a@example.org;b@example.org;Per",
        "instructors_pre": "https://example.org/survey",
        "country": "SE",
        "venue": "Gamla <biskopshuset>",
        "address": "Biskopsgatan 1 “A”",
        "latitude": 55.7047,
        "longitude": -13.191,
    });
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&stored[field], value, "{field}");
    }
    let tags: Vec<String> = app.value("SELECT array_agg(name::text ORDER BY name) FROM event_tag JOIN tag ON id = tag_id").await;
    assert_eq!(tags, ["DC", "SWC", "TTT"]);
    let curricula = "SELECT array_agg(slug::text ORDER BY slug) FROM event_curriculum JOIN curriculum ON id = curriculum_id";
    assert_eq!(app.value::<Vec<String>>(curricula).await, ["dc-ecology-r", "swc-python"]);
    let comment = "SELECT concat_ws('|', object_type, object_id, user_name, comment, person_id, submit_date = '2026-06-15T12:00Z') FROM comment";
    let id = &stored["id"];
    assert_eq!(
        app.value::<String>(comment).await,
        format!("workshops.event|{id}|Automatic comment|Two rooms & *one* projector\nfor both|t")
    );

    let page = app.get("/workshops/event/2026-07-01-lund/").as_user(&admin).await.expect_page();
    assert!(page.says("Success: The event 2026-07-01-lund was created."), "{}", page.visible());
    assert!(page.says("Automatic comment commented on"), "{}", page.visible());
}

#[tokio::test]
async fn what_is_not_filled_in_is_empty() {
    let (app, admin) = start().await;
    let form = new_event(&app, &admin, "xxxx-xx-xx-lund").await;
    assert_eq!(form.value("public_status"), "public");
    assert!(!form.has("lessons"), "lessons are for events that have taken place");
    form.send(&app).as_user(&admin).await.expect_status(302);
    let stored = stored(&app).await;
    for field in [
        "start",
        "end",
        "membership_id",
        "assigned_to_id",
        "event_category_id",
        "url",
        "language_id",
        "country",
        "latitude",
        "longitude",
    ] {
        assert_eq!(stored[field], Value::Null, "{field}");
    }
    for field in ["reg_key", "contact", "venue", "address"] {
        assert_eq!(stored[field], "", "{field}");
    }
    assert_eq!((&stored["completed"], &stored["manual_attendance"]), (&json!(false), &json!(0)));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM comment").await, 0);
}

/// DM-EVENT-05
#[tokio::test]
async fn the_reports_link_is_made_of_the_slug() {
    let (app, admin) = start().await;
    let form = new_event(&app, &admin, "2026-07-01-Lund").await.fill("instructors_pre", "https://example.org/mine");
    form.send(&app).as_user(&admin).await.expect_status(302);
    let link: String = app.value("SELECT instructors_pre FROM event").await;
    // The SHA-1 of "2026-07-01-lund".
    assert_eq!(
        link,
        format!(
            "https://workshop-reports.carpentries.org/?key={}&slug=2026-07-01-Lund",
            "3b6089d998462fd1025282b7d4190db684edd3ed"
        )
    );
}

/// DM-EVENT-04
#[tokio::test]
async fn an_online_event_is_on_the_internet() {
    let (app, admin) = start().await;
    let form = new_event(&app, &admin, "2026-07-01-online").await.fill("country", "W3").fill("venue", "My kitchen");
    form.fill("latitude", "1").fill("longitude", "2").send(&app).as_user(&admin).await.expect_status(302);
    let stored = stored(&app).await;
    assert_eq!((&stored["venue"], &stored["address"]), (&json!("Internet"), &json!("Internet")));
    assert_eq!((&stored["latitude"], &stored["longitude"]), (&Value::Null, &Value::Null));
}

/// GLB-10
#[tokio::test]
async fn days_may_be_written_in_many_ways() {
    let (app, admin) = start().await;
    for (n, typed) in
        ["2026-07-05", "07/05/2026", "07/05/26", "Jul 5 2026", "July 5, 2026", "5 Jul 2026", "05 July, 2026"].iter().enumerate()
    {
        let form = new_event(&app, &admin, &format!("2026-07-05-lund{n}")).await.fill("start", typed);
        form.send(&app).as_user(&admin).await.expect_status(302);
    }
    let days: Vec<NaiveDate> = app.value("SELECT array_agg(DISTINCT start) FROM event").await;
    assert_eq!(days, [NaiveDate::from_ymd_opt(2026, 7, 5).unwrap()]);
}

/// What a field does not take, and what it says then.
async fn wrong(app: &TestApp) -> Vec<(&'static str, String, &'static str)> {
    let lund = app.id_of("organization", "lu.se").await;
    let letters = |n: usize| "x".repeat(n);
    let at_least = |text: &str, n: usize| format!("{text}{}", letters(n));
    [
        ("slug", "", "Fill this in."),
        ("slug", "   ", "Fill this in."),
        ("slug", "lund", "Begin with year, month and day"),
        ("slug", "2026-7-01-lund", "Begin with year, month and day"),
        ("slug", "20xx-07-01-lund", "Begin with year, month and day"),
        ("slug", "XXXX-xx-xx-lund", "Begin with year, month and day"),
        ("slug", "2026-07-01-", "Begin with year, month and day"),
        ("slug", "2026-07-01-malmö", "Use only letters without accents"),
        ("slug", "2026-07-01-a/b", "Use only letters without accents"),
        ("slug", "2026-07-01-a b", "Use only letters without accents"),
        ("slug", "2026-01-01-taken", "Another event has this slug already."),
        ("slug", &at_least("2026-07-01-", 90), "Shorten this to 100 characters; it has 101."),
        ("start", "soon", "Enter a day as year-month-day"),
        ("start", "2026-02-30", "Enter a day as year-month-day"),
        ("start", "0026-07-01", "Enter a day as year-month-day"),
        ("end", "2026-06-30", "The event cannot end before it starts."),
        ("end", "2026-13-01", "Enter a day as year-month-day"),
        ("host", "", "Fill this in."),
        ("host", "999999", "This organization does not exist any more."),
        ("host", "x", "Choose one of the offered values."),
        ("host", "-1", "This organization does not exist any more."),
        ("host", "99999999999", "Choose one of the offered values."),
        ("sponsor", "", "Fill this in."),
        ("sponsor", "999999", "This organization does not exist any more."),
        ("administrator", "", "Fill this in."),
        ("administrator", &lund, "Choose one of the organizations that administer workshops."),
        ("administrator", "999999", "Choose one of the organizations that administer workshops."),
        ("membership", "999999", "This membership does not exist any more."),
        ("assigned_to", "999999", "This person does not exist any more."),
        ("assigned_to", "ada", "Choose one of the offered values."),
        ("language", "999999", "This language does not exist any more."),
        ("event_category", "0c23939f-0000-0000-0000-000000000000", "Choose one of the offered values."),
        ("event_category", "workshop", "Choose one of the offered values."),
        ("public_status", "secret", "Choose one of the offered values."),
        ("tags", "", "Fill this in."),
        ("tags", "999999", "Choose one of the offered values."),
        ("curricula", "999999", "Choose one of the offered values."),
        ("open_TTT_applications", "on", "Only an event tagged TTT can take open applications."),
        ("url", "https://github.com/owner/2026-07-01-lund", "This is the address of a repository."),
        ("url", "http://github.com/owner/repo/tree/main", "This is the address of a repository."),
        ("url", "https://taken.example.org/", "Another event has this website already."),
        ("url", "javascript:alert(1)", "Enter a web address"),
        ("url", "not an address", "Enter a web address"),
        ("url", &at_least("https://example.org/", 81), "Shorten this to 100 characters; it has 101."),
        ("instructors_pre", "mailto:a@example.org", "Enter a web address"),
        ("manual_attendance", "-1", "Enter a number from 0"),
        ("manual_attendance", "many", "Enter a whole number."),
        ("manual_attendance", "1.5", "Enter a whole number."),
        ("manual_attendance", "99999999999", "Enter a number from 0"),
        ("reg_key", &letters(21), "Shorten this to 20 characters; it has 21."),
        ("contact", &letters(256), "Shorten this to 255 characters; it has 256."),
        ("country", "XX", "Choose one of the offered values."),
        ("country", "Sweden", "Choose one of the offered values."),
        ("venue", &letters(256), "Shorten this to 255 characters; it has 256."),
        ("venue", "a\0b", "Remove the invisible characters"),
        ("address", &letters(351), "Shorten this to 350 characters; it has 351."),
        ("latitude", "90.1", "Enter a number from -90 to 90."),
        ("latitude", "NaN", "Enter a number, such as"),
        ("latitude", "north", "Enter a number, such as"),
        ("latitude", "55,7", "Enter a number, such as"),
        ("longitude", "-180.5", "Enter a number from -180 to 180."),
        ("comment", &letters(3001), "Shorten this to 3000 characters; it has 3001."),
    ]
    .map(|(field, value, says)| (field, value.to_owned(), says))
    .to_vec()
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_is_lost_or_stored() {
    let (app, admin) = start().await;
    let taken = app.event("2026-01-01-taken").create().await;
    sqlx::query("UPDATE event SET url = 'https://taken.example.org/' WHERE id = $1")
        .bind(taken.id)
        .execute(app.pool())
        .await
        .unwrap();
    let good = new_event(&app, &admin, "2026-07-01-lund").await.fill("start", "2026-07-01").fill("reg_key", "kept");
    for (field, value, says) in wrong(&app).await {
        let form = good.clone().fill(field, &value);
        let page = form.send(&app).as_user(&admin).await;
        assert_eq!(page.status, 422, "{field} {value:?} was taken");
        assert!(page.error_at(field).contains(says), "{field} {value:?} says “{}”", page.error_at(field));
        assert!(page.text_of("main-form-errors").contains(says), "{field} {value:?} is not in the summary");

        let again = page.form("main-form");
        let is_kept = value.is_empty() || again.value(field) == value || field == "public_status";
        // A list cannot show what it does not offer.
        let is_list = ["event_category", "tags", "curricula", "country"].contains(&field);
        assert!(is_kept || is_list, "{field} came back as “{}”", again.value(field));
        for other in ["slug", "host", "tags", "start", "reg_key"].into_iter().filter(|other| *other != field) {
            assert_eq!(again.values(other), good.values(other), "{other} beside {field} {value:?}");
        }
    }
    assert_eq!(count(&app).await, 1);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM revision WHERE person_id IS NOT NULL").await, 0);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM comment").await, 0);
}

#[tokio::test]
async fn all_that_is_wrong_is_said_at_once() {
    let (app, admin) = start().await;
    let empty = app.get("/workshops/events/add/").as_user(&admin).await.expect_page().form("main-form");
    let page = empty.fill("end", "soon").fill("latitude", "x").send(&app).as_user(&admin).await.expect_status(422);
    for field in ["slug", "host", "sponsor", "administrator", "tags", "end", "latitude"] {
        assert_ne!(page.error_at(field), "", "{field}");
        assert!(page.links().contains(&format!("#id_{field}")), "the summary does not lead to {field}");
    }
}

/// DM-EVENT-07
#[tokio::test]
async fn curricula_ask_for_their_tags() {
    let (app, admin) = start().await;
    let chosen = ["dc-genomics", "lc", "mix-match", "swc-r"];
    let mut curricula = Vec::new();
    for slug in chosen {
        curricula.push(app.id_of("curriculum", slug).await);
    }
    let curricula: Vec<&str> = curricula.iter().map(String::as_str).collect();
    let form = new_event(&app, &admin, "2026-07-01-lund").await.choose("curricula", &curricula);
    let page = form.send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.error_at("tags").ends_with("The chosen curricula also need: Circuits, DC, LC."), "{}", page.error_at("tags"));
    assert_eq!(page.form("main-form").values("curricula").len(), 4);

    let mut tags = Vec::new();
    for name in ["SWC", "DC", "LC", "Circuits"] {
        tags.push(app.id_of("tag", name).await);
    }
    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    page.form("main-form").choose("tags", &tags).send(&app).as_user(&admin).await.expect_status(302);
}

/// DM-EVENT-06
#[tokio::test]
async fn open_applications_come_with_the_tag_for_them() {
    let (app, admin) = start().await;
    let ttt = app.id_of("tag", "TTT").await;
    let form = new_event(&app, &admin, "2026-07-01-ttt").await.fill("tags", &ttt).fill("open_TTT_applications", "on");
    form.send(&app).as_user(&admin).await.expect_status(302);
    assert!(app.value::<bool>("SELECT open_ttt_applications FROM event").await);
}

#[tokio::test]
async fn the_order_of_days_needs_both() {
    let (app, admin) = start().await;
    let days = [("2026-07-01", "2026-07-01"), ("2026-07-01", ""), ("", "2026-07-01"), ("", "")];
    for (n, (first, last)) in days.into_iter().enumerate() {
        let form = new_event(&app, &admin, &format!("2026-07-01-lund{n}")).await.fill("start", first).fill("end", last);
        form.send(&app).as_user(&admin).await.expect_status(302);
    }
}

#[tokio::test]
async fn a_website_without_its_scheme_is_completed() {
    let (app, admin) = start().await;
    let form = new_event(&app, &admin, "2026-07-01-lund").await.fill("url", "lund.github.io/2026-07-01-lund/");
    form.send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<String>("SELECT url FROM event").await, "https://lund.github.io/2026-07-01-lund/");
}

#[tokio::test]
async fn what_the_form_does_not_ask_for_cannot_be_sent() {
    let (app, admin) = start().await;
    let form: Form = new_event(&app, &admin, "2026-07-01-lund").await;
    let mut fields = form.pairs();
    fields.extend([
        ("id", "7"),
        ("metadata_changed", "on"),
        ("learners_pre", "https://example.org"),
        ("host_id", "1"),
        ("lessons", "1"),
    ]);
    app.post(&form.action, &fields).as_user(&admin).await.expect_status(302);
    let stored = stored(&app).await;
    assert_ne!(stored["id"], json!(7));
    assert_eq!((&stored["metadata_changed"], &stored["learners_pre"]), (&json!(false), &json!("")));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event_lesson").await, 0);
}

/// The search of a look-up without JavaScript: a button inside the form.
#[tokio::test]
async fn a_host_is_found_without_javascript() {
    let (app, admin) = start().await;
    app.organization("uu.se", "Uppsala University").await;
    let form = new_event(&app, &admin, "2026-07-01-lund").await.fill("venue", "Hall").fill("host__term", "uppsala");
    let page = form.press("_find", "host").send(&app).as_user(&admin).await.expect_page();
    assert!(page.says("1 found; choose in the list above."), "{}", page.visible());
    assert!(page.says("Uppsala University <uu.se>"), "{}", page.visible());
    assert_eq!(count(&app).await, 0);

    let again = page.form("main-form");
    assert_eq!((again.value("venue"), again.value("slug"), again.value("host__term")), ("Hall", "2026-07-01-lund", "uppsala"));
    assert_eq!(again.value("host"), form_host(&app).await, "what was chosen stays chosen");
    let uppsala = app.id_of("organization", "uu.se").await;
    again.fill("host", &uppsala).send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(stored(&app).await["host_id"], json!(uppsala.parse::<i32>().unwrap()));
}

async fn form_host(app: &TestApp) -> String {
    app.id_of("organization", "lu.se").await
}

#[tokio::test]
async fn a_search_that_finds_nothing_says_so() {
    let (app, admin) = start().await;
    let form = new_event(&app, &admin, "2026-07-01-lund").await;
    for term in ["nothing like it", "%", "_", "a\0b"] {
        let page = form.clone().fill("host__term", term).press("_find", "host").send(&app).as_user(&admin).await.expect_page();
        assert!(page.says("Nothing found."), "{term:?}: {}", page.visible());
    }
    // A button for a field that takes no search is no button, so the form is sent.
    form.press("_find", "venue").send(&app).as_user(&admin).await.expect_status(302);
}
