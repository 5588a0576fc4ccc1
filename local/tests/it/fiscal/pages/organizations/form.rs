//! Making and changing organizations (ORG-02, ORG-04).

use super::{LIST, LUND, World, world};
use crate::fiscal::comments;
use crate::support::{Answer, Form};

async fn send(w: &World, form: &Form) -> Answer {
    form.send(&w.app).as_user(&w.admin).await
}

/// The form of a new organization, filled in with what it must have.
async fn filled(w: &World) -> Form {
    let form = w.open(&format!("{LIST}add/")).await.form("main-form");
    form.fill("domain", "kth.se").fill("fullname", "KTH")
}

/// DM-ORG-01, DM-ORG-03
#[tokio::test]
async fn org_02_an_organization_is_made_with_its_account_and_a_comment() {
    let w = world().await;
    let page = w.open(&format!("{LIST}add/")).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    assert!(page.text.contains("<title>AMY: New organization</title>") && !page.says("Cancel"), "{}", page.visible());
    let countries = page.text_of("id_country");
    for country in ["European Union", "Online", "United States"] {
        assert!(countries.contains(country), "{countries}");
    }
    let form = filled(&w)
        .await
        .fill("domain", " HTTPS://KTH.se/math;params?q=1#top ")
        .fill("country", "SE")
        .fill("latitude", "59.35")
        .fill("longitude", "-1234.5")
        .fill("affiliated_organizations", &w.lund.to_string())
        .fill("comment", "Met at *CarpentryCon*.");
    let to = send(&w, &form).await.expect_redirect();
    assert_eq!(to, "/fiscal/organization/KTH.se%252Fmath%253Fq%253D1/");
    let page = w.open(&to).await;
    for words in [
        "Success: KTH <KTH.se/math?q=1> was created.",
        "Created on June 15, 2026",
        "Country Sweden",
        "59.35 / -1234.5",
        "Affiliated organisations Lund University <lu.se>",
        "Account Account organisation for \"KTH <KTH.se/math?q=1>\"",
        "Automatic comment commented",
        "Met at CarpentryCon.",
    ] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    assert!(w.open(LUND).await.links().contains(&to), "affiliation has no direction");
    let accounts = "SELECT count(*) FROM account a JOIN organization o ON o.id = a.organization_id WHERE o.fullname LIKE 'KTH%'";
    assert_eq!(w.app.value::<i64>(accounts).await, 1);
    // The account does not depend on the services that are offered.
    w.offer_nothing().await;
    send(&w, &filled(&w).await.fill("fullname", "KTH, once more")).await.expect_status(302);
    assert_eq!(w.app.value::<i64>(accounts).await, 2);
}

#[tokio::test]
async fn org_02_a_link_may_fill_the_form_in() {
    let w = world().await;
    let query = "domain=kth.se%2Fmath&fullname=KTH+%26+friends&comment=Mathematics&country=SE";
    let form = w.open(&format!("{LIST}add/?{query}")).await.form("main-form");
    let values = ["domain", "fullname", "comment", "country"].map(|name| form.value(name));
    assert_eq!(values, ["kth.se/math", "KTH & friends", "Mathematics", ""]);
    send(&w, &form).await.expect_status(302);
    let id: i32 = w.app.value("SELECT id FROM organization WHERE domain = 'kth.se/math' AND fullname = 'KTH & friends'").await;
    let said = comments(&w.app, shared::record::Kind::Organization, id).await;
    assert_eq!(said, [("Automatic comment".to_owned(), "Mathematics".to_owned())]);
}

#[tokio::test]
async fn org_02_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost() {
    let w = world().await;
    let (long, path) = ("x".repeat(101), format!("kth.se/{}", "x".repeat(94)));
    for (field, value) in [
        ("domain", ""),
        ("domain", "kth se"),
        ("domain", "kth.s"),
        ("domain", "kth"),
        ("domain", "ada@kth.se"),
        ("domain", "lu.se"),
        ("domain", "https://lu.se#top"),
        ("domain", &path),
        ("fullname", ""),
        ("fullname", "Lund University"),
        ("fullname", &long),
        ("country", "XX"),
        ("latitude", "north"),
        ("longitude", "1e999"),
        ("affiliated_organizations", "999999"),
    ] {
        let page = send(&w, &filled(&w).await.fill("comment", "Kept.").fill(field, value)).await.expect_status(422);
        assert!(!page.error_at(field).is_empty(), "{field}={value}: {}", page.visible());
        let form = page.form("main-form");
        assert_eq!(form.value("comment"), "Kept.", "{field}={value}");
        if ["domain", "fullname", "latitude"].contains(&field) {
            assert_eq!(form.value(field), value, "what was typed is kept");
        }
    }
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM organization").await, 7, "the six of every AMY, and Lund");
    // One character less is none too many.
    send(&w, &filled(&w).await.fill("domain", &path[..100])).await.expect_status(302);
}

#[tokio::test]
async fn org_04_a_change_is_stored_and_the_page_is_found_by_its_new_domain() {
    let w = world().await;
    let kth = w.app.organization("kth.se", "KTH").await;
    w.app.run("UPDATE organization SET country = 'SE', latitude = 55.7 WHERE domain = 'lu.se'").await;
    let page = w.open(&format!("{LUND}edit/")).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    assert!(page.text.contains("<title>AMY: Lund University &lt;lu.se&gt;</title>") && page.says("No comments yet."));
    let form = page.form("main-form");
    assert!(!form.has("comment") && page.links().contains(&LUND.to_owned()), "Cancel leads back");
    assert_eq!(
        ["domain", "fullname", "country", "latitude"].map(|name| form.value(name)),
        ["lu.se", "Lund University", "SE", "55.7"]
    );
    w.app.clock.advance(chrono::Duration::minutes(1));
    let form = form.fill("domain", "https://lu.se/en/").fill("fullname", "Lund").fill("country", "").fill("latitude", "");
    let to = send(&w, &form.fill("affiliated_organizations", &kth.to_string())).await.expect_redirect();
    assert_eq!(to, "/fiscal/organization/lu.se%252Fen%252F/");
    let page = w.open(&to).await;
    for words in
        ["Success: Lund <lu.se/en/> was updated.", "Last modified on June 15, 2026", "Affiliated organisations KTH <kth.se>"]
    {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    let stored: (String, Option<String>, Option<f64>) =
        sqlx::query_as("SELECT fullname, country, latitude FROM organization WHERE id = $1")
            .bind(w.lund)
            .fetch_one(w.app.pool())
            .await
            .unwrap();
    assert_eq!(stored, ("Lund".to_owned(), None, None));
    w.app.get(LUND).as_user(&w.admin).await.expect_status(404);
    // Nobody is affiliated any more, on either side.
    let form = w.open(&format!("{to}edit/")).await.form("main-form").choose("affiliated_organizations", &[]);
    send(&w, &form).await.expect_status(302);
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM organization_affiliation").await, 0);
}

#[tokio::test]
async fn org_04_a_mistake_changes_nothing_and_what_is_ones_own_is_not_taken() {
    let w = world().await;
    w.app.organization("kth.se", "KTH").await;
    let edit = format!("{LUND}edit/");
    send(&w, &w.open(&edit).await.form("main-form")).await.expect_status(302);
    // AMY's own has a domain that is no address.
    let own = w.open("/fiscal/organization/self-organized/edit/").await.form("main-form").fill("fullname", "Self-organised");
    assert_eq!(send(&w, &own).await.expect_redirect(), "/fiscal/organization/self-organized/");
    let itself = w.lund.to_string();
    for (field, value) in
        [("domain", "kth.se"), ("domain", ""), ("fullname", "KTH"), ("affiliated_organizations", itself.as_str())]
    {
        let form = w.open(&edit).await.form("main-form").fill("latitude", "12.5").fill(field, value);
        let page = send(&w, &form).await.expect_status(422);
        assert!(!page.error_at(field).is_empty(), "{field}={value}: {}", page.visible());
        assert_eq!(page.form("main-form").value("latitude"), "12.5");
        assert_eq!(page.form("main-form").action, edit, "the page is still that of the stored domain");
    }
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM organization WHERE domain = 'lu.se' AND latitude IS NULL").await, 1);
    w.app.get("/fiscal/organization/nowhere.example/edit/").as_user(&w.admin).await.expect_status(404);
    w.app.post("/fiscal/organization/nowhere.example/edit/", &[]).as_user(&w.admin).await.expect_status(404);
}

#[tokio::test]
async fn org_04_who_was_overtaken_sees_both() {
    let w = world().await;
    let form = w.open(&format!("{LUND}edit/")).await.form("main-form");
    w.app.clock.advance(chrono::Duration::minutes(1));
    send(&w, &form.clone().fill("fullname", "Theirs")).await.expect_status(302);
    let page = send(&w, &form.fill("fullname", "Mine")).await.expect_status(409);
    assert!(page.says("Somebody else was faster") && page.says("Theirs"), "{}", page.visible());
    assert_eq!(page.form("main-form").value("fullname"), "Mine");
    send(&w, &page.form("main-form")).await.expect_status(302);
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM organization WHERE fullname = 'Mine'").await, 1);
}
