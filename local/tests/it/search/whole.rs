//! The page of results (UTL-04).

use super::{World, comment, listing, path, world};
use crate::support::{Answer, links};

const PAGE: &str = "/dashboard/admin/search/";

/// Where the links of a tab lead, in order.
fn hits(page: &Answer, tab: &str) -> Vec<String> {
    let begin = page.text.find(&format!("id=\"{tab}\"")).unwrap_or_else(|| panic!("no tab {tab}: {}", page.visible()));
    let rest = &page.text[begin..];
    links(&rest[..rest.find("</section>").unwrap()])
}

/// The tabs' names in order.
fn tabs(page: &Answer) -> Vec<String> {
    let tags = page.tags();
    let tabs = tags.iter().filter(|tag| tag.name == "a" && tag.attribute("class") == Some("tab"));
    tabs.map(|tag| tag.attribute("href").unwrap().trim_start_matches('#').to_owned()).collect()
}

#[tokio::test]
async fn utl_04_every_field_of_every_kind_is_searched() {
    let w = world().await;
    let (event, grace) = (w.event.slug.as_str(), "Grace Brewster Hopper <grace.hopper@example.org>");
    let membership = "Vintage Silver membership Jan 01 - Dec 31, 2026";
    let rosa = "Rosa Applicant <rosa@apply.example> - Pending";
    let searched: [(&str, &str, &[&str]); 8] = [
        ("organizations", "lu.se", &["LU.SE", "lund univ"]),
        ("memberships", membership, &["vintage", "of-membership"]),
        ("partnerships", "Great deal", &["GREAT", "deals.example", "of-partnership"]),
        ("consortiums", "Nordic group", &["nordic", "northern"]),
        (
            "events",
            event,
            &["07-01-AUT", "lu.se", "lund university", "pages.example", "contact@", "grand hall", "long street", "  grand  "],
        ),
        ("persons", grace, &["grace", "brewster", "hopper", "hopper@example", "navy.mil", "ghopper"]),
        (
            "training_requests",
            rosa,
            &["rosa", "quill", "applicant", "mc-17", "rosa@apply", "second@", "rosettast", "some inst", "umbria", "to teach"],
        ),
        ("comments", event, &["more chairs", "gracious f", "former@", "grace", "hopper", "grace.hopper@", "ghopper"]),
    ];
    for (tab, label, terms) in searched {
        for term in terms {
            let page = w.open(&listing(term)).await;
            let text = page.text_of(tab);
            assert!(text.contains(label), "{term} in {tab}: {text}");
        }
    }
    // Fields of the author that are not searched for comments.
    for term in ["brewster", "navy.mil"] {
        assert_eq!(hits(&w.open(&listing(term)).await, "comments"), [""; 0], "{term}");
    }
    let page = w.open(&listing("grace")).await;
    assert_eq!(hits(&page, "comments"), [format!("{}#c{}", w.event.url(""), w.comment)]);
    assert_eq!(hits(&page, "persons"), [format!("/workshops/person/{}/", w.grace.id)]);
    assert_eq!(hits(&w.open(&listing("lund")).await, "organizations"), ["/fiscal/organization/lu.se/"]);
    let nordic: i32 = w.app.value("SELECT id FROM consortium").await;
    assert_eq!(hits(&w.open(&listing("nordic")).await, "consortiums"), [format!("/fiscal/consortiums/{nordic}/")]);
}

#[tokio::test]
async fn utl_04_two_words_are_also_the_two_names() {
    let w = world().await;
    for term in ["grace hopper", "HOPPER grace", "gra hop", "  race   opp "] {
        assert_eq!(hits(&w.open(&listing(term)).await, "persons").len(), 1, "{term}");
    }
    for term in ["rosa applicant", "appl ros"] {
        assert_eq!(w.open(&listing(term)).await.text_of("training_requests").matches("Rosa").count(), 1, "{term}");
    }
    for term in ["grace hopper x", "gracehopper", "grace applicant", "brewster hopper"] {
        let page = w.open(&listing(term)).await;
        assert_eq!(hits(&page, "persons"), [""; 0], "{term}");
    }
}

#[tokio::test]
async fn utl_04_a_single_result_is_opened_with_a_word_about_it() {
    let w = world().await;
    w.app.run("UPDATE event SET venue = '<b>Grand</b> hall'").await;
    let single = async |term: &str| w.app.get(&path(PAGE, &[("term", term)])).as_user(&w.admin).await.expect_redirect();
    assert_eq!(single("<b>grand").await, w.event.url(""));
    let page = w.open(&w.event.url("")).await;
    assert!(page.says("The only result for “<b>grand”."), "{}", page.visible());
    assert!(!page.text.contains("<b>grand"), "the term is escaped");
    assert_eq!(single("brewster").await, format!("/workshops/person/{}/", w.grace.id));
    assert_eq!(single("more chairs").await, format!("{}#c{}", w.event.url(""), w.comment));
    assert_eq!(single("vintage").await.trim_end_matches(|c: char| c.is_ascii_digit() || c == '/'), "/fiscal/membership");
    // Listed where that is asked for, and where there are two.
    assert_eq!(hits(&w.open(&listing("brewster")).await, "persons").len(), 1);
    let two = w.open(&path(PAGE, &[("term", "hopper")])).await;
    assert_eq!((hits(&two, "persons").len(), hits(&two, "comments").len()), (1, 1));
}

#[tokio::test]
async fn utl_04_without_a_term_the_form_is_blank_and_a_wrong_one_searches_nothing() {
    let w = world().await;
    let blank = w.open(PAGE).await;
    assert_eq!((blank.form_to(PAGE).value("term"), tabs(&blank).len()), ("", 0));
    let long = "x".repeat(101);
    for (term, error) in [
        ("", "Enter something to search for."),
        ("   ", "Enter something to search for."),
        (&long, "Shorten this to 100 characters."),
    ] {
        let page = w.app.get(&path(PAGE, &[("term", term)])).as_user(&w.admin).await.expect_status(422);
        assert_eq!((page.error_at("term").as_str(), tabs(&page).len()), (error, 0), "{term}");
        assert!(page.says(&format!("Nothing was searched. {error}")), "{}", page.visible());
        assert!(page.text.contains(&format!("id=\"id_term\" name=\"term\" value=\"{}\"", term.trim())), "what was typed is kept");
    }
    w.open(&path(PAGE, &[("term", &"é".repeat(100))])).await;
    // What stands around fields in the index is no term: it would find everything.
    let page = w.app.get(&path(PAGE, &[("term", "\u{1f} \u{1f}")])).as_user(&w.admin).await.expect_status(422);
    assert_eq!(page.error_at("term"), "Enter something to search for.");
    w.app.post(PAGE, &[]).as_user(&w.admin).await.expect_status(405);
}

#[tokio::test]
async fn utl_04_removed_and_orphaned_comments_are_left_out() {
    let w = world().await;
    comment(&w.app, "999999", &w.grace, "chairs of nothing", "2026-01-02Z").await;
    comment(&w.app, "no number", &w.grace, "chairs of less", "2026-01-02Z").await;
    let removed = comment(&w.app, &w.event.id.to_string(), &w.grace, "rude chairs", "2026-01-02Z").await;
    sqlx::query("UPDATE comment SET is_removed = true WHERE id = $1").bind(removed).execute(w.app.pool()).await.unwrap();
    let later = comment(&w.app, &w.event.id.to_string(), &w.grace, "stacked chairs", "2026-01-03Z").await;
    let first = comment(&w.app, &w.event.id.to_string(), &w.grace, "old chairs", "2025-01-03Z").await;
    let found = hits(&w.open(&listing("chairs")).await, "comments");
    let page = w.event.url("");
    assert_eq!(found, [format!("{page}#c{first}"), format!("{page}#c{}", w.comment), format!("{page}#c{later}")]);
}

/// Comments are on records of any kind.
#[tokio::test]
async fn utl_04_a_comment_is_named_by_its_record() {
    let w = world().await;
    w.app.run("INSERT INTO comment (object_type, object_id, comment, submit_date) SELECT 'workshops.membership', id::text, 'about seats', '2026-01-01Z' FROM membership").await;
    let page = w.open(&listing("about seats")).await;
    assert!(page.text_of("comments").contains("Vintage Silver membership"), "{}", page.text_of("comments"));
    assert!(hits(&page, "comments")[0].starts_with("/fiscal/membership/"));
}

#[tokio::test]
async fn utl_04_the_first_tab_with_a_result_opens() {
    let w = world().await;
    let page = w.open(&listing("hopper")).await;
    let all =
        ["organizations", "memberships", "partnerships", "consortiums", "events", "persons", "training_requests", "comments"];
    assert_eq!(tabs(&page), all);
    let tags = page.tags();
    let open: Vec<_> = tags.iter().filter(|tag| tag.attribute("data-tab-open").is_some()).collect();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].attribute("href"), Some("#persons"));
    assert!(page.text_of("events").contains("No matches."), "{}", page.text_of("events"));
}

#[tokio::test]
async fn utl_04_partnerships_and_consortiums_hang_on_the_flag() {
    let w = world().await;
    w.without_services().await;
    for term in ["nordic", "great deal"] {
        let page = w.open(&listing(term)).await;
        assert_eq!(tabs(&page), ["organizations", "memberships", "events", "persons", "training_requests", "comments"]);
        assert!(!page.text.contains("Nordic group") && !page.text.contains("Great deal"), "{}", page.visible());
    }
}

#[tokio::test]
async fn utl_04_results_are_in_the_order_of_their_kind() {
    let w = world().await;
    for (slug, family) in [("2026-08-01-autumn", "Zeta"), ("2025-08-01-autumn", "Alpha")] {
        w.app.event(slug).create().await;
        w.app.person(&format!("Autumn {family}")).create().await;
    }
    w.app.run("INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type) VALUES ('Vintage again', 'gold', '2027-01-01', '2027-12-31', 'financial')").await;
    let page = w.open(&listing("autumn")).await;
    let slugs = ["2026-08-01-autumn", "2026-07-01-autumn", "2025-08-01-autumn"];
    assert_eq!(hits(&page, "events"), slugs.map(|slug| format!("/workshops/event/{slug}/")));
    let persons = page.text_of("persons");
    assert!(persons.find("Alpha") < persons.find("Zeta"), "{persons}");
    let memberships = w.open(&listing("vintage")).await.text_of("memberships");
    assert!(memberships.find("2027") < memberships.find("2026"), "{memberships}");
}

/// A term is text: `%` and `_` are letters like others, and nothing in it is SQL or parts fields.
#[tokio::test]
async fn utl_04_a_term_means_itself() {
    let w = world().await;
    for term in ["%", "_", "\\", "a%a", "';--", "\u{1F600}", "lu.se\u{1f}Lund", "Hopper\u{1f}"] {
        let page = w.open(&listing(term)).await;
        let found: usize = tabs(&page).iter().map(|tab| hits(&page, tab).len()).sum();
        let expected = if term == "Hopper\u{1f}" { 2 } else { 0 };
        assert_eq!(found, expected, "{term:?}");
    }
}

#[tokio::test]
async fn utl_04_of_very_many_the_first_are_listed() {
    let w = world().await;
    w.app.run("INSERT INTO event (slug, host_id) SELECT '2026-09-01-many' || n, h.id FROM generate_series(1, 201) n, (SELECT min(id) AS id FROM organization) h").await;
    let page = w.open(&listing("many")).await;
    assert_eq!(hits(&page, "events").len(), 200);
    assert!(page.says("Events 200+") && page.says("Only the first 200 are listed"), "{}", page.visible());
}

#[tokio::test]
async fn utl_04_its_statements_do_not_grow() {
    let w = world().await;
    w.open(&listing("autumn")).await;
    let few = w.app.statements();
    fill(&w).await;
    w.open(&listing("autumn")).await;
    assert_eq!(w.app.statements(), few);
    assert!((1..=6).contains(&few), "{few}");
}

async fn fill(w: &World) {
    for n in 0..20 {
        w.app.event(&format!("2026-08-{n:02}-autumn")).create().await;
        comment(&w.app, &w.event.id.to_string(), &w.grace, "autumn", "2026-01-02Z").await;
    }
}
