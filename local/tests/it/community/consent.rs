//! Consents (DM-CONS, DM-ST-45).

use std::collections::BTreeMap;

use shared::consent::{
    self, Answer, ConsentInput, MAY_CONTACT, MAY_PUBLISH_NAME, PRIVACY_POLICY, PUBLIC_PROFILE, Question, Scope,
};
use shared::listing::{Query, Value};

use super::{change, db, told, wrong};
use crate::support::{Person, TestApp};

async fn questions(app: &TestApp, person: &Person, scope: Scope) -> Vec<Question> {
    consent::questions(&mut *db(app).await, Some(person.id), scope).await.unwrap()
}

fn slugs(questions: &[Question]) -> Vec<&str> {
    questions.iter().map(|question| question.slug.as_str()).collect()
}

/// The options chosen by their text.
async fn input(app: &TestApp, chosen: &[(&str, &str)]) -> ConsentInput {
    let all = consent::questions(&mut *db(app).await, None, Scope::All).await.unwrap();
    let option = |slug: &str, text: &str| {
        let question = all.iter().find(|question| question.slug == slug)?;
        question.options.iter().find(|option| option.text.starts_with(text)).map(|option| option.id)
    };
    let answers: BTreeMap<_, _> = chosen.iter().map(|&(slug, text)| (slug.to_owned(), option(slug, text))).collect();
    ConsentInput { answers }
}

async fn answer(app: &TestApp, person: &Person, chosen: &[(&str, &str)]) -> u64 {
    let input = input(app, chosen).await;
    let mut tx = change(app).await;
    let count = consent::record(&mut tx, person.id, &input).await.unwrap();
    tx.commit().await.unwrap();
    count
}

/// DM-CONS-01, D-27
#[tokio::test]
async fn dm_cons_01_archived_terms_and_options_are_not_asked() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    app.run("UPDATE term SET archived_at = now() WHERE slug = 'public-profile'").await;
    app.run("UPDATE term_option SET archived_at = now() WHERE content LIKE '%ORCID%'").await;
    let asked = questions(&app, &harry, Scope::All).await;
    assert_eq!(slugs(&asked), [PRIVACY_POLICY, MAY_CONTACT, MAY_PUBLISH_NAME]);
    assert_eq!(asked[0].options.iter().map(|option| option.text.as_str()).collect::<Vec<_>>(), ["Yes"]);
    assert_eq!(asked[1].options.iter().map(|option| option.text.as_str()).collect::<Vec<_>>(), ["Yes", "No"]);
    assert_eq!(asked[2].options.len(), 3);
    assert!(asked[2].options[0].text.starts_with("Yes, and only use my GitHub Handle"));
    // The form for applicants asks the same, in words of its own where there are any.
    let applicants = consent::questions(&mut *db(&app).await, None, Scope::Missing).await.unwrap();
    assert_eq!(slugs(&applicants), [PRIVACY_POLICY, MAY_CONTACT]);
    assert_eq!(applicants[0].application_content, applicants[0].content);
    assert_ne!(applicants[1].application_content, applicants[1].content);
}

/// DM-CONS-02
#[tokio::test]
async fn dm_cons_02_an_answer_is_one_of_the_terms_own() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    let foreign = "UPDATE consent c SET term_option_id = (SELECT o.id FROM term_option o JOIN term t ON t.id = o.term_id WHERE t.slug = 'privacy-policy')
        FROM term t WHERE t.id = c.term_id AND t.slug = 'may-contact' AND c.person_id = $1";
    assert!(sqlx::query(foreign).bind(harry.id).execute(app.pool()).await.is_err());
    let asked = questions(&app, &harry, Scope::All).await;
    let swapped = ConsentInput {
        answers: [
            (PRIVACY_POLICY, asked[1].options[0].id),
            (MAY_CONTACT, asked[0].options[0].id),
            (PUBLIC_PROFILE, asked[2].options[0].id),
        ]
        .map(|(slug, id)| (slug.to_owned(), Some(id)))
        .into(),
    };
    let errors = wrong(&app, &swapped, &asked).await;
    assert_eq!(errors.iter().map(|(field, _)| field).collect::<Vec<_>>(), [MAY_CONTACT, PRIVACY_POLICY]);
    // Even past the check nothing but the fitting one is written.
    let mut tx = change(&app).await;
    assert_eq!(consent::record(&mut tx, harry.id, &swapped).await.unwrap(), 1);
}

/// DM-CONS-06, MNT-03
#[tokio::test]
async fn dm_cons_06_consents_are_listed_for_the_back_office() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    app.person("Ron Weasley").create().await;
    answer(&app, &harry, &[(MAY_CONTACT, "Yes"), (PUBLIC_PROFILE, "No")]).await;
    let mut db = db(&app).await;
    let mut count = async |filters| {
        let query = Query { filters, today: app.clock.today(), ..Query::default() };
        let found = consent::LISTING.page::<consent::ListRow>(&mut db, &query).await.unwrap();
        assert_eq!(found.rows.len(), usize::try_from(found.total).unwrap());
        found.total
    };
    assert_eq!(count(vec![]).await, 10);
    assert_eq!(count(vec![("search", Value::Text("potter".into()))]).await, 6);
    assert_eq!(count(vec![("option_type", Value::Name("agree".into()))]).await, 1);
    assert_eq!(count(vec![("option_type", Value::Name("unset".into())), ("archived", Value::Bool(false))]).await, 6);
    assert_eq!(count(vec![("archived", Value::Bool(true))]).await, 2);
}

/// DM-CONS-08
#[tokio::test]
async fn dm_cons_08_dm_st_45_an_answer_is_archived_by_the_next_and_nothing_else() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    let life = "SELECT string_agg(concat_ws('/', coalesce(o.option_type, 'unset'), c.archived_at IS NULL), ' ' ORDER BY c.id)
        FROM consent c JOIN term t ON t.id = c.term_id LEFT JOIN term_option o ON o.id = c.term_option_id WHERE t.slug = 'may-contact' AND c.person_id = $1";
    assert_eq!(told(&app, life, harry.id).await.as_deref(), Some("unset/t"));
    assert_eq!(answer(&app, &harry, &[(MAY_CONTACT, "Yes")]).await, 1);
    assert_eq!(told(&app, life, harry.id).await.as_deref(), Some("unset/f agree/t"));
    // Unchanged, unanswered and unknown change nothing.
    assert_eq!(answer(&app, &harry, &[(MAY_CONTACT, "Yes")]).await, 0);
    assert_eq!(answer(&app, &harry, &[(MAY_CONTACT, "what was never offered"), ("no-term", "Yes")]).await, 0);
    assert_eq!(answer(&app, &harry, &[]).await, 0);
    assert_eq!(told(&app, life, harry.id).await.as_deref(), Some("unset/f agree/t"));
    assert_eq!(answer(&app, &harry, &[(MAY_CONTACT, "No"), (PUBLIC_PROFILE, "Yes")]).await, 2);
    assert_eq!(told(&app, life, harry.id).await.as_deref(), Some("unset/f agree/f decline/t"));
    let records = consent::of_person(&mut *db(&app).await, harry.id).await.unwrap();
    assert_eq!((records.len(), records.iter().filter(|record| record.archived_at.is_none()).count()), (7, 4));
    assert!(records[..4].iter().all(|record| record.archived_at.is_none()));
    // Somebody who has no consent at all to the term gets one (D-03).
    sqlx::query("DELETE FROM consent WHERE person_id = $1").bind(harry.id).execute(app.pool()).await.unwrap();
    assert_eq!(answer(&app, &harry, &[(MAY_CONTACT, "Yes")]).await, 1);
    assert_eq!(told(&app, life, harry.id).await.as_deref(), Some("agree/t"));
}

/// DM-CONS-09, D-03
#[tokio::test]
async fn dm_cons_09_required_terms_without_an_answer_keep_people_out() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    let missing = async || {
        let asked = questions(&app, &harry, Scope::Missing).await;
        let must = consent::must_answer(&mut *db(&app).await, harry.id).await.unwrap();
        assert_eq!(must, !asked.is_empty());
        asked.into_iter().map(|question| question.slug).collect::<Vec<_>>()
    };
    assert_eq!(missing().await, [PRIVACY_POLICY, MAY_CONTACT, PUBLIC_PROFILE]);
    // Declining is an answer too; optional terms do not matter.
    answer(&app, &harry, &[(PRIVACY_POLICY, "Yes"), (MAY_CONTACT, "No"), (MAY_PUBLISH_NAME, "No")]).await;
    assert_eq!(missing().await, [PUBLIC_PROFILE]);
    let asked = questions(&app, &harry, Scope::Missing).await;
    let nothing = ConsentInput::default();
    assert_eq!(
        wrong(&app, &nothing, &asked).await.iter().map(|(field, _)| field.to_owned()).collect::<Vec<_>>(),
        [PUBLIC_PROFILE]
    );
    answer(&app, &harry, &[(PUBLIC_PROFILE, "Yes")]).await;
    assert!(missing().await.is_empty());
    // No consent at all is no answer.
    sqlx::query("DELETE FROM consent WHERE person_id = $1 AND term_option_id IS NOT NULL")
        .bind(harry.id)
        .execute(app.pool())
        .await
        .unwrap();
    assert_eq!(missing().await, [PRIVACY_POLICY, MAY_CONTACT, PUBLIC_PROFILE]);
    app.run("UPDATE term SET archived_at = now()").await;
    assert!(missing().await.is_empty());
}

/// DM-CONS-10
#[tokio::test]
async fn dm_cons_10_people_see_three_terms_of_their_own_and_admins_all() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    answer(&app, &harry, &[(MAY_CONTACT, "Yes")]).await;
    let own = questions(&app, &harry, Scope::Own).await;
    assert_eq!(slugs(&own), [MAY_CONTACT, PUBLIC_PROFILE, MAY_PUBLISH_NAME]);
    assert_eq!((own[0].answer, own[1].answer), (Some(own[0].options[0].id), None));
    assert_eq!(own.iter().map(|question| question.required).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(
        slugs(&questions(&app, &harry, Scope::All).await),
        [PRIVACY_POLICY, MAY_CONTACT, PUBLIC_PROFILE, MAY_PUBLISH_NAME]
    );
}

/// DM-CONS-11
#[tokio::test]
async fn dm_cons_11_flags_are_the_present_answers() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    let read = async |slug: &str| {
        let flag = consent::read_answer(&mut *db(&app).await, harry.id, slug).await.unwrap();
        let sql = told(&app, "SELECT may_contact(p)::text FROM person p WHERE id = $1", harry.id).await;
        assert!(slug != MAY_CONTACT || sql.as_deref() == Some(if flag == Answer::Agreed { "true" } else { "false" }));
        flag
    };
    assert_eq!(read(MAY_CONTACT).await, Answer::Unset);
    answer(&app, &harry, &[(MAY_CONTACT, "Yes"), (MAY_PUBLISH_NAME, "Yes, and use the name")]).await;
    assert_eq!((read(MAY_CONTACT).await, read(MAY_PUBLISH_NAME).await), (Answer::Agreed, Answer::Agreed));
    answer(&app, &harry, &[(MAY_CONTACT, "No")]).await;
    assert_eq!(read(MAY_CONTACT).await, Answer::Declined);
    assert_eq!((read(PUBLIC_PROFILE).await, read("no-term").await), (Answer::Unset, Answer::Unset));
    assert_eq!(consent::read_answer(&mut *db(&app).await, 999, MAY_CONTACT).await.unwrap(), Answer::Unset);
}
