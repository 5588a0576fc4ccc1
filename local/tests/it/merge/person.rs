//! Two persons (DM-MERGE-10 … DM-MERGE-13).

use shared::merge::{Choice, Outcome, PERSON, Pair, Side, merge};

use super::{choose, combine, open};
use crate::support::{Event, Person, TestApp, all_or_nothing};

/// Two records of one Ada, with something of everything, at two events.
struct Twice {
    a: Person,
    b: Person,
    first: Event,
    second: Event,
}

async fn twice(app: &TestApp) -> Twice {
    let a = app.person("Ada Lovelace").near("LHR").create().await;
    let b = app.person("Augusta King").near("CDG").create().await;
    let other = app.person("Charles Babbage").create().await;
    let first = app.event("2026-01-01-first").create().await;
    let second = app.event("2026-02-01-second").create().await;
    app.task(&a, "instructor", &first).await;
    app.task(&b, "instructor", &first).await;
    app.task(&b, "helper", &second).await;
    let (a_id, b_id, c_id) = (a.id, b.id, other.id);
    app.run_all(&format!(
        "UPDATE person SET github = 'ada', twitter = 'ada', mastodon = 'ada@x.org', user_notes = 'A', created_at = '2020-01-01Z' WHERE id = {a_id};
         UPDATE person SET github = 'augusta', twitter = NULL, mastodon = 'king@x.org', user_notes = 'B', orcid = 'https://orcid.org/0000-0000-0000-0001' WHERE id = {b_id};
         INSERT INTO award (person_id, badge_id, awarded) SELECT {a_id}, id, '2020-01-01' FROM badge WHERE name = 'instructor';
         INSERT INTO award (person_id, badge_id, awarded) SELECT {b_id}, id, '2021-01-01' FROM badge WHERE name IN ('instructor', 'trainer');
         INSERT INTO award (person_id, badge_id, awarded, awarded_by_id) SELECT {c_id}, id, '2021-01-01', {b_id} FROM badge WHERE name = 'mentor';
         INSERT INTO qualification (person_id, lesson_id) SELECT p, id FROM lesson, unnest(ARRAY[{a_id}, {b_id}]) p WHERE name = 'swc/git';
         INSERT INTO qualification (person_id, lesson_id) SELECT {b_id}, id FROM lesson WHERE name = 'swc/r';
         INSERT INTO person_domain (person_id, knowledge_domain_id) SELECT {a_id}, id FROM knowledge_domain WHERE name = 'Physics';
         INSERT INTO person_domain (person_id, knowledge_domain_id) SELECT {b_id}, id FROM knowledge_domain WHERE name IN ('Physics', 'Chemistry');
         INSERT INTO person_language (person_id, language_id) SELECT {b_id}, id FROM language WHERE subtag = 'fr';
         INSERT INTO community_role (config_id, person_id, award_id, start, \"end\") SELECT c.id, a.person_id, a.id, '2021-01-01', NULL
             FROM community_role_config c, award a JOIN badge b ON b.id = a.badge_id
             WHERE c.name = 'instructor' AND b.name = 'instructor' AND a.person_id = {b_id};
         INSERT INTO comment (object_type, object_id, person_id, comment, submit_date) VALUES
             ('workshops.person', '{a_id}', {b_id}, 'about a by b', '2026-01-01Z'), ('workshops.person', '{b_id}', {a_id}, 'about b by a', '2026-01-01Z');
         INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type) VALUES ('M', 'gold', '2026-01-01', '2026-12-31', 'other');
         INSERT INTO membership_person_role (name) VALUES ('some role');
         INSERT INTO membership_task (membership_id, person_id, role_id) SELECT m.id, {b_id}, r.id FROM membership m, membership_person_role r WHERE r.name = 'some role';
         INSERT INTO account (person_id) VALUES ({a_id}), ({b_id});
         INSERT INTO account_owner (account_id, person_id, permission_type) SELECT id, person_id, 'owner' FROM account WHERE person_id IS NOT NULL;
         INSERT INTO training_request (personal, email, person_id) VALUES ('Augusta', 'a@x.org', {b_id});
         INSERT INTO social_login (person_id, provider, uid) VALUES ({a_id}, 'github', '1'), ({b_id}, 'github', '2');
         INSERT INTO passkey (person_id, name, credential_id, user_handle, algorithm, public_key)
             SELECT p, 'Laptop', p::text::bytea, 'handle', -7, 'key' FROM unnest(ARRAY[{a_id}, {b_id}]) p;
         UPDATE event SET assigned_to_id = {b_id} WHERE id = {};
         INSERT INTO instructor_recruitment (event_id) VALUES ({});
         INSERT INTO instructor_recruitment_signup (recruitment_id, person_id) SELECT id, p FROM instructor_recruitment, unnest(ARRAY[{a_id}, {b_id}]) p;",
        second.id, second.id,
    ))
    .await;
    Twice { a, b, first, second }
}

#[tokio::test]
async fn dm_merge_01_fields_are_those_of_the_chosen_side_and_the_id_decides_who_stays() {
    let app = TestApp::start().await;
    let two = twice(&app).await;
    let input = choose(
        &PERSON,
        Side::B,
        &[("email", Choice::B), ("orcid", Choice::B), ("airport_iata", Choice::B), ("award_set", Choice::Combine)],
    );
    assert_eq!(app.merge(&PERSON, two.a.id, two.b.id, &input).await, Outcome::Merged(two.b.id));
    let row = "SELECT concat_ws('|', id, username, personal, email, github, twitter, mastodon, airport_iata, orcid, user_notes) FROM person WHERE github = 'ada'";
    assert_eq!(
        app.texts(row).await,
        [format!(
            "{}|lovelace_ada|Ada|augusta.king@example.org|ada|ada|ada@x.org|CDG|https://orcid.org/0000-0000-0000-0001|B",
            two.b.id
        )]
    );
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person WHERE personal = 'Augusta'").await, 0);
    assert!(app.value::<bool>("SELECT last_updated_at = '2026-06-15T12:00Z' FROM person WHERE github = 'ada'").await);
}

/// D-06: AMY offers it and forgets it.
#[tokio::test]
async fn d_06_mastodon_is_merged_too() {
    let app = TestApp::start().await;
    let two = twice(&app).await;
    let input = choose(&PERSON, Side::A, &[("mastodon", Choice::B), ("award_set", Choice::Combine)]);
    app.merge(&PERSON, two.a.id, two.b.id, &input).await;
    assert_eq!(app.texts("SELECT mastodon FROM person WHERE github = 'ada'").await, ["king@x.org"]);
}

#[tokio::test]
async fn dm_merge_02_the_survivors_own_rows_stay_alone_when_they_are_chosen() {
    let app = TestApp::start().await;
    let two = twice(&app).await;
    app.run("UPDATE community_role SET award_id = NULL").await;
    app.merge(&PERSON, two.a.id, two.b.id, &choose(&PERSON, Side::A, &[])).await;
    assert_eq!(app.texts("SELECT e.slug FROM task t JOIN event e ON e.id = t.event_id").await, ["2026-01-01-first"]);
    assert_eq!(app.texts("SELECT awarded FROM award WHERE awarded_by_id IS NULL").await, ["2020-01-01"]);
    assert_eq!(app.texts("SELECT l.name FROM qualification q JOIN lesson l ON l.id = q.lesson_id").await, ["swc/git"]);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person_domain").await, 1);
    // Comments by the one that went are nobody's from then on.
    assert_eq!(app.texts("SELECT comment FROM comment WHERE person_id IS NULL").await, ["about a by b"]);
}

#[tokio::test]
async fn dm_merge_02_the_others_rows_replace_the_survivors_when_they_are_chosen() {
    let app = TestApp::start().await;
    let two = twice(&app).await;
    let all_of_b: Vec<(&str, Choice)> = PERSON.sets.iter().map(|set| (set.name, Choice::B)).collect();
    app.merge(&PERSON, two.a.id, two.b.id, &choose(&PERSON, Side::A, &all_of_b)).await;
    let mine = two.a.id.to_string();
    assert_eq!(app.texts("SELECT e.slug || r.name || t.person_id FROM task t JOIN event e ON e.id = t.event_id JOIN role r ON r.id = t.role_id ORDER BY 1").await,
        [format!("2026-01-01-firstinstructor{mine}"), format!("2026-02-01-secondhelper{mine}")]);
    assert_eq!(app.texts("SELECT awarded FROM award WHERE awarded_by_id IS NULL").await, ["2021-01-01", "2021-01-01"]);
    assert_eq!(
        app.texts("SELECT comment || coalesce(person_id::text, '-') FROM comment ORDER BY 1").await,
        [format!("about a by b{mine}"), "about b by a-".to_owned()]
    );
}

#[tokio::test]
async fn dm_merge_03_combined_sets_keep_the_survivors_of_two_that_are_the_same() {
    let app = TestApp::start().await;
    let two = twice(&app).await;
    app.merge(&PERSON, two.a.id, two.b.id, &combine(&PERSON, Side::A)).await;
    assert_eq!(
        app.texts(
            "SELECT b.name || a.awarded FROM award a JOIN badge b ON b.id = a.badge_id WHERE awarded_by_id IS NULL ORDER BY 1"
        )
        .await,
        ["instructor2020-01-01", "trainer2021-01-01"]
    );
    assert_eq!(app.value::<i64>("SELECT count(*) FROM task").await, 2);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM qualification").await, 2);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person_domain").await, 2);
    // The role that came with the award that went now goes with the one that stayed.
    assert!(app.value::<bool>("SELECT a.awarded = '2020-01-01' FROM community_role r JOIN award a ON a.id = r.award_id").await);
}

#[tokio::test]
async fn dm_merge_04_comments_about_the_side_that_was_not_chosen_are_hidden() {
    for (choice, shown) in
        [(Choice::A, &["about a by b"][..]), (Choice::B, &["about b by a"]), (Choice::Combine, &["about a by b", "about b by a"])]
    {
        let app = TestApp::start().await;
        let two = twice(&app).await;
        let input = choose(&PERSON, Side::B, &[("comments", choice), ("award_set", Choice::Combine)]);
        app.merge(&PERSON, two.a.id, two.b.id, &input).await;
        let seen = format!("SELECT comment FROM comment WHERE object_id = '{}' AND NOT is_removed ORDER BY 1", two.b.id);
        assert_eq!(app.texts(&seen).await, shown, "{choice:?}");
        assert_eq!(app.value::<i64>("SELECT count(*) FROM comment").await, 2);
    }
}

#[tokio::test]
async fn dm_merge_05_and_12_an_award_that_gave_a_role_is_not_dropped_and_nothing_happens() {
    let app = TestApp::start().await;
    let two = twice(&app).await;
    let outcome = app.merge(&PERSON, two.a.id, two.b.id, &choose(&PERSON, Side::A, &[])).await;
    let Outcome::Blocked(blockers) = outcome else { panic!("{outcome:?}") };
    assert_eq!(blockers.groups[0].kind, "community roles");
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person").await, 3);
}

#[tokio::test]
async fn dm_merge_10_two_records_that_are_not_both_there_are_not_merged() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    assert_eq!(app.merge(&PERSON, ada.id, 999_999, &choose(&PERSON, Side::A, &[])).await, Outcome::Gone);
}

#[tokio::test]
async fn dm_merge_11_the_newer_answer_to_a_term_counts() {
    let app = TestApp::start().await;
    let two = twice(&app).await;
    let consent = |person: i32, term: &str, answer: &str, at: &str| {
        format!("INSERT INTO consent (person_id, term_id, term_option_id, created_at)
            SELECT {person}, t.id, (SELECT o.id FROM term_option o WHERE o.term_id = t.id AND o.option_type = '{answer}' ORDER BY o.id LIMIT 1), '{at}' FROM term t WHERE t.slug = '{term}';")
    };
    // Every person begins with unset answers (DM-CONS-07); these two have others.
    app.run("DELETE FROM consent").await;
    app.run_all(
        &[
            consent(two.a.id, "may-contact", "agree", "2025-01-01Z"),
            consent(two.b.id, "may-contact", "decline", "2025-01-02Z"),
            consent(two.a.id, "privacy-policy", "agree", "2025-01-02Z"),
            consent(two.b.id, "privacy-policy", "", "2025-01-01Z"),
            consent(two.a.id, "public-profile", "agree", "2025-01-01Z"),
            consent(two.b.id, "public-profile", "decline", "2025-01-01Z"),
            consent(two.b.id, "may-publish-name", "decline", "2025-01-01Z"),
        ]
        .concat(),
    )
    .await;
    app.merge(&PERSON, two.a.id, two.b.id, &choose(&PERSON, Side::A, &[("award_set", Choice::Combine)])).await;
    let active = "SELECT t.slug || ' ' || coalesce(o.option_type, 'unset') FROM consent c JOIN term t ON t.id = c.term_id
        LEFT JOIN term_option o ON o.id = c.term_option_id WHERE c.archived_at IS NULL ORDER BY 1";
    assert_eq!(
        app.texts(active).await,
        ["may-contact decline", "may-publish-name decline", "privacy-policy agree", "public-profile unset"]
    );
    // What was the loser's and is archived goes with the loser; the survivor's stays as history.
    assert_eq!(app.value::<i64>("SELECT count(*) FROM consent WHERE archived_at IS NOT NULL").await, 2);
}

/// D-16: what AMY loses or is stopped by goes to the survivor.
#[tokio::test]
async fn d_16_everything_else_that_refers_to_the_one_that_goes_is_the_survivors() {
    let app = TestApp::start().await;
    let two = twice(&app).await;
    app.run_all(&format!("INSERT INTO revision (created_at, person_id, comment) VALUES ('2026-01-01Z', {}, 'mine')", two.b.id))
        .await;
    app.merge(&PERSON, two.a.id, two.b.id, &combine(&PERSON, Side::A)).await;
    for (query, rows) in [
        ("SELECT person_id FROM community_role", 1),
        ("SELECT person_id FROM instructor_recruitment_signup", 1),
        ("SELECT person_id FROM membership_task", 1),
        ("SELECT person_id FROM account WHERE person_id IS NOT NULL", 1),
        ("SELECT person_id FROM account_owner", 1),
        ("SELECT person_id FROM training_request", 1),
        ("SELECT person_id FROM social_login", 2),
        ("SELECT person_id FROM passkey", 2),
        ("SELECT awarded_by_id FROM award WHERE awarded_by_id IS NOT NULL", 1),
        ("SELECT assigned_to_id FROM event WHERE assigned_to_id IS NOT NULL", 1),
        ("SELECT person_id FROM revision WHERE comment = 'mine'", 1),
    ] {
        assert_eq!(app.texts(query).await, vec![two.a.id.to_string(); rows], "{query}");
    }
}

#[tokio::test]
async fn dm_merge_13_password_groups_permissions_and_notes_stay_the_survivors() {
    let app = TestApp::start().await;
    let a = app.person("Ada Lovelace").create().await;
    let b = app.person("Augusta King").administrator().with_permission("change_event").superuser().create().await;
    app.run("UPDATE person SET password = username, user_notes = username").await;
    app.merge(&PERSON, a.id, b.id, &choose(&PERSON, Side::A, &[("username", Choice::B)])).await;
    assert_eq!(
        app.texts("SELECT concat_ws('|', username, password, user_notes, is_superuser) FROM person").await,
        ["king_augusta|lovelace_ada|lovelace_ada|f"]
    );
    assert_eq!(
        app.value::<i64>("SELECT (SELECT count(*) FROM person_user_group) + (SELECT count(*) FROM person_permission)").await,
        0
    );
}

#[tokio::test]
async fn another_github_account_ends_the_links_to_the_one_before() {
    let app = TestApp::start().await;
    let two = twice(&app).await;
    let input = choose(&PERSON, Side::A, &[("github", Choice::B), ("award_set", Choice::Combine)]);
    app.merge(&PERSON, two.a.id, two.b.id, &input).await;
    assert_eq!(app.texts("SELECT uid FROM social_login").await, ["2"]);
}

#[tokio::test]
async fn two_merges_at_once_end_in_one() {
    let app = TestApp::start().await;
    let two = twice(&app).await;
    let input = combine(&PERSON, Side::A);
    let (mut one, mut other) = (open(&app).await, open(&app).await);
    let pair = Pair::of(two.a.id, two.b.id).unwrap();
    let first = merge(&mut one, &PERSON, pair, &input).await.unwrap();
    let second = tokio::spawn(async move {
        let outcome = merge(&mut other, &PERSON, pair, &combine(&PERSON, Side::B)).await.unwrap();
        drop(other);
        outcome
    });
    tokio::task::yield_now().await;
    one.commit().await.unwrap();
    assert_eq!(first, Outcome::Merged(two.a.id));
    assert_eq!(second.await.unwrap(), Outcome::Gone);
}

#[tokio::test]
async fn a_merge_happens_as_a_whole_or_not_at_all() {
    all_or_nothing(twice, async |change, two| {
        let pair = Pair::of(two.a.id, two.b.id).unwrap();
        let outcome = merge(change, &PERSON, pair, &combine(&PERSON, Side::B)).await?;
        assert_eq!(outcome, Outcome::Merged(two.b.id));
        let _events = (&two.first, &two.second);
        Ok(())
    })
    .await;
}
