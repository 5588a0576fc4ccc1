//! Archiving terms and their options, and who is asked (DM-CONS-04 … DM-CONS-07).

use shared::term::{self, Archival};

use super::{change, told};
use crate::support::TestApp;

async fn archive_option(app: &TestApp, id: i32) -> Option<Archival> {
    let mut tx = change(app).await;
    let done = term::archive_option(&mut tx, id).await.unwrap();
    tx.commit().await.unwrap();
    done
}

/// The options of a known term by type.
async fn option_of(app: &TestApp, slug: &str, option_type: &str) -> i32 {
    let id = "SELECT o.id FROM term_option o JOIN term t ON t.id = o.term_id WHERE t.slug = $1 AND o.option_type = $2 ORDER BY o.id LIMIT 1";
    sqlx::query_scalar(id).bind(slug).bind(option_type).fetch_one(app.pool()).await.unwrap()
}

/// DM-CONS-04
#[tokio::test]
async fn dm_cons_04_dm_cons_06_an_archived_term_takes_its_options_and_consents_along() {
    let app = TestApp::start().await;
    app.person("Harry Potter").create().await;
    let term: i32 = app.value("SELECT id FROM term WHERE slug = 'may-contact'").await;
    let mut tx = change(&app).await;
    assert_eq!(term::archive(&mut tx, term).await.unwrap(), Some(Archival::Done));
    tx.commit().await.unwrap();
    let left = "SELECT concat_ws('|', (SELECT archived_at FROM term WHERE id = $1) = '2026-06-15T12:00Z',
        (SELECT count(*) FROM term_option WHERE term_id = $1 AND archived_at IS NULL), (SELECT count(*) FROM consent WHERE term_id = $1 AND archived_at IS NULL),
        (SELECT count(*) FROM consent WHERE term_id = $1))";
    assert_eq!(told(&app, left, term).await.as_deref(), Some("t|0|0|1"));
    // The second time is an error, as is what does not exist (DM-CONS-06).
    app.clock.advance(chrono::Duration::hours(1));
    let mut tx = change(&app).await;
    assert_eq!(term::archive(&mut tx, term).await.unwrap(), Some(Archival::Already));
    assert_eq!(term::archive(&mut tx, 999).await.unwrap(), None);
    tx.commit().await.unwrap();
    assert_eq!(told(&app, left, term).await.as_deref(), Some("t|0|0|1"));
}

/// DM-CONS-05, D-03
#[tokio::test]
async fn dm_cons_05_who_chose_an_archived_option_is_asked_again() {
    let app = TestApp::start().await;
    let (harry, ron) = (app.person("Harry Potter").create().await, app.person("Ron Weasley").create().await);
    let (agree, decline) = (option_of(&app, "may-contact", "agree").await, option_of(&app, "may-contact", "decline").await);
    for (person, option) in [(&harry, agree), (&ron, decline)] {
        let answer = "UPDATE consent c SET term_option_id = $2 FROM term t WHERE t.id = c.term_id AND t.slug = 'may-contact' AND c.person_id = $1";
        sqlx::query(answer).bind(person.id).bind(option).execute(app.pool()).await.unwrap();
    }
    assert_eq!(archive_option(&app, agree).await, Some(Archival::OnlyAgreement));
    assert_eq!(archive_option(&app, 999).await, None);
    let standing = "SELECT string_agg(concat_ws('/', o.option_type, c.archived_at IS NULL), ' ' ORDER BY c.id)
        FROM consent c JOIN term t ON t.id = c.term_id LEFT JOIN term_option o ON o.id = c.term_option_id WHERE t.slug = 'may-contact' AND c.person_id = $1";
    assert_eq!(told(&app, standing, harry.id).await.as_deref(), Some("agree/t"));

    app.run("INSERT INTO term_option (term_id, option_type) SELECT id, 'agree' FROM term WHERE slug = 'may-contact'").await;
    assert_eq!(archive_option(&app, agree).await, Some(Archival::Done));
    assert_eq!(told(&app, standing, harry.id).await.as_deref(), Some("agree/f t"));
    assert_eq!(told(&app, standing, ron.id).await.as_deref(), Some("decline/t"));
    assert_eq!(archive_option(&app, agree).await, Some(Archival::Already));
    // A refusal, and any option of an optional term, may always go.
    assert_eq!(archive_option(&app, decline).await, Some(Archival::Done));
    let optional = option_of(&app, "may-publish-name", "decline").await;
    assert_eq!(archive_option(&app, optional).await, Some(Archival::Done));
}

/// DM-CONS-05: nobody is asked again about a term that is archived itself.
#[tokio::test]
async fn dm_cons_05_an_archived_term_asks_nobody() {
    let app = TestApp::start().await;
    app.person("Harry Potter").create().await;
    app.run("UPDATE term SET archived_at = now() WHERE slug = 'may-contact'").await;
    let before: i64 = app.value("SELECT count(*) FROM consent").await;
    let agree = option_of(&app, "may-contact", "agree").await;
    app.run("UPDATE consent c SET term_option_id = o.id FROM term_option o JOIN term t ON t.id = o.term_id WHERE t.slug = 'may-contact' AND o.option_type = 'agree' AND c.term_id = t.id").await;
    assert_eq!(archive_option(&app, agree).await, Some(Archival::Done));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM consent").await, before);
}

/// DM-CONS-07
#[tokio::test]
async fn dm_cons_07_dm_person_22_everybody_is_asked_every_term_and_an_archived_one_is_archived() {
    let app = TestApp::start().await;
    app.run("UPDATE term SET archived_at = '2025-01-01T00:00Z' WHERE slug = 'may-publish-name'").await;
    let harry = app.person("Harry Potter").create().await;
    let asked = "SELECT string_agg(concat_ws('/', t.slug, c.term_option_id, c.archived_at), ' ' ORDER BY t.id)
        FROM consent c JOIN term t ON t.id = c.term_id WHERE c.person_id = $1";
    let expected = "privacy-policy may-contact public-profile may-publish-name/2025-01-01 00:00:00+00";
    assert_eq!(told(&app, asked, harry.id).await.as_deref(), Some(expected));
    let photos = "INSERT INTO term (slug, content, short_description) VALUES ('photos', 'May we show photos of you?', 'Photos') RETURNING id";
    let id: i32 = app.value(photos).await;
    let answers = "SELECT count(*) || '|' || count(term_option_id) || '|' || count(archived_at) FROM consent WHERE term_id = $1";
    assert_eq!(told(&app, answers, id).await.as_deref(), Some("1|0|0"));
    app.person("Ron Weasley").create().await;
    assert_eq!(told(&app, answers, id).await.as_deref(), Some("2|0|0"));
    // A term that comes archived, as in an import, is put to everybody as such.
    app.run("INSERT INTO term (slug, content, short_description, archived_at) VALUES ('old', 'x', 'x', '2025-01-01T00:00Z')")
        .await;
    assert_eq!(app.value::<i64>("SELECT count(*) FROM consent c JOIN term t ON t.id = c.term_id WHERE t.slug = 'old' AND c.archived_at = t.archived_at").await, 2);
}
