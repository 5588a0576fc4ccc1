//! Benefits of accounts (OFF-12 … OFF-16), on 15 June 2026.

use chrono::NaiveDate;
use shared::account::Target;
use uuid::Uuid;

use super::{FLAG_OFF, World, account_of, partnership_with, world};
use crate::support::Form;

const LIST: &str = "/offering/account-benefits/";
const CREATE: &str = "/offering/account-benefits/create/";

/// The address of a benefit's page, or of one below it.
fn url(id: Uuid, ending: &str) -> String {
    format!("{LIST}{id}/{ending}")
}

/// What is stored of the only benefit: account, partnership, first and last day, allocation.
async fn stored(w: &World) -> (Uuid, Option<i32>, NaiveDate, NaiveDate, i32) {
    let row = sqlx::query_as("SELECT account_id, partnership_id, start_date, end_date, allocation FROM account_benefit");
    row.fetch_one(w.app.pool()).await.unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Three benefits: `a`, seats in a partnership, of which one is used; `b`, a workshop without one, over since last year; and `c`,
/// Harry's, frozen and yet to begin. The later in the alphabet, the newer.
struct Three {
    w: World,
    seat: Uuid,
    a: Uuid,
    b: Uuid,
    c: Uuid,
}

async fn three() -> Three {
    let w = world().await;
    let (seat, workshop) = (w.benefit("Alpha", "seat").await, w.benefit("Beta", "event").await);
    let a = w.account_benefit(seat, Some(w.partnership), 3).await;
    let b = w.account_benefit(workshop, None, 1).await;
    let c = w.account_benefit(seat, None, 2).await;
    w.seat(a).await;
    let harry = w.app.person("Harry Potter").create().await;
    let harry = account_of(&w.app, Target::Person(harry.id)).await;
    w.app
        .run_all(&format!(
            "UPDATE account_benefit SET created_at = '2026-01-01', registration_code = 'lund-1',
                discount_id = (SELECT id FROM account_benefit_discount WHERE name = 'Full Discount') WHERE id = '{a}';
             UPDATE account_benefit SET created_at = '2026-01-02', start_date = '2025-01-01', end_date = '2025-12-31',
                curriculum_id = (SELECT id FROM curriculum WHERE slug = 'swc-python'), last_updated_at = '2026-05-01' WHERE id = '{b}';
             UPDATE account_benefit SET created_at = '2026-01-03', start_date = '2027-01-01', end_date = '2027-12-31', frozen = true,
                account_id = '{harry}' WHERE id = '{c}'"
        ))
        .await;
    Three { w, seat, a, b, c }
}

/// Which of the three an export holds, in its order.
async fn exported(w: &World, query: &str) -> String {
    let csv = w.app.get(&format!("{LIST}?{query}&format=csv")).as_user(&w.admin).await.expect_status(200).text;
    let name = |line: &str| {
        [("1 / 3", 'a'), ("0 / 1", 'b'), ("0 / 2", 'c')].into_iter().find_map(|(used, name)| line.contains(used).then_some(name))
    };
    csv.lines().skip(1).map(|line| name(line).unwrap()).collect()
}

#[tokio::test]
async fn off_12_account_benefits_are_listed_newest_first_with_all_that_is_known_of_them() {
    let Three { w, a, b, c, .. } = three().await;
    let page = w.open(LIST).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    assert!(page.text.contains("<title>AMY: Account Benefits</title>"));
    let partnership = w.partnership_label().await;
    let curriculum: String = w.app.value("SELECT name FROM curriculum WHERE slug = 'swc-python'").await;
    for words in [
        format!("Lund University <lu.se> {partnership} Alpha (seat) 1 of 3 Discount Full Discount Code lund-1"),
        "Jan 01 - Dec 31, 2026 yes Created 2026-01-01".to_owned(),
        "Beta (event) 0 of 1".to_owned(),
        format!("Curriculum {curriculum} Jan 01 - Dec 31, 2025 no Created 2026-01-02"),
        "Updated 2026-05-01".to_owned(),
        "Harry Potter <harry.potter@example.org>".to_owned(),
        "Jan 01 - Dec 31, 2027 no (frozen)".to_owned(),
    ] {
        assert!(page.says(&words), "{words}: {}", page.visible());
    }
    let links = page.links();
    for link in [url(a, ""), url(b, ""), url(c, ""), format!("/fiscal/partnerships/{}/", w.partnership)] {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }
    // New ones are added where they belong to.
    assert!(!links.iter().any(|link| link.starts_with(CREATE)), "{links:?}");
    let csv = w.app.get(&format!("{LIST}?format=csv")).as_user(&w.admin).await.expect_status(200).text;
    let heads = "Account,Partnership,Benefit,Used / allocated,Discount,Registration code,Curriculum,Dates,Active,Created at,Last updated at";
    assert_eq!(csv.lines().next().unwrap().trim_start_matches('\u{feff}'), heads);
    assert!(csv.contains("no (frozen)") && csv.contains("Alpha (seat),1 / 3,Full Discount,lund-1"), "{csv}");
}

#[tokio::test]
async fn off_12_each_filter_shows_what_it_names_and_each_order_sorts() {
    let Three { w, seat, .. } = three().await;
    let curriculum = w.app.id_of("curriculum", "swc-python").await;
    for (query, rows) in [
        (String::new(), "cba"),
        (format!("account={}&order_by=created_at", w.account), "ab"),
        (format!("partnership={}", w.partnership), "a"),
        (format!("benefit={seat}"), "ca"),
        (format!("curriculum={curriculum}"), "b"),
        (format!("account={}&benefit={seat}", w.account), "a"),
        ("order_by=start_date".to_owned(), "bac"),
        ("order_by=-start_date".to_owned(), "cab"),
        ("order_by=end_date".to_owned(), "bac"),
        ("order_by=-end_date".to_owned(), "cab"),
        ("order_by=allocation".to_owned(), "bca"),
        ("order_by=-allocation".to_owned(), "acb"),
        ("order_by=created_at".to_owned(), "abc"),
        ("order_by=-created_at".to_owned(), "cba"),
        ("order_by=account,created_at".to_owned(), "cab"),
        ("order_by=-account,created_at".to_owned(), "abc"),
        ("order_by=benefit,created_at".to_owned(), "acb"),
        ("order_by=-benefit,created_at".to_owned(), "bac"),
        ("order_by=-last_updated_at,created_at".to_owned(), "bac"),
        ("order_by=last_updated_at,created_at".to_owned(), "acb"),
    ] {
        assert_eq!(exported(&w, &query).await, rows, "{query}");
    }
}

/// A form for a new benefit of Lund, filled in: three of `benefit`, from today for a year.
async fn filled(w: &World, benefit: Uuid) -> Form {
    let form = w.open(CREATE).await.form("main-form");
    form.fill("account", &w.account.to_string()).fill("benefit", &benefit.to_string()).fill("allocation", "3")
}

#[tokio::test]
async fn off_13_a_benefit_is_made_for_a_year_or_for_as_long_as_its_partnership() {
    let w = world().await;
    let seat = w.benefit("Alpha", "seat").await;
    let page = w.open(CREATE).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    assert!(page.text.contains("<title>AMY: Create a new account benefit</title>"));
    let form = page.form("main-form");
    assert_eq!((form.value("start_date"), form.value("end_date")), ("2026-06-15", "2027-06-15"));
    assert!(!form.has("frozen"), "no form freezes or thaws");
    for markup in [
        "data-lookup=\"/select_lookups/partnerships/\"",
        "data-depends=\"account:id_account\"",
        "data-follows=\"id_account\"",
        "data-copies=\"agreement_start:id_start_date agreement_end:id_end_date\"",
        "data-locks=\"id_start_date id_end_date\"",
        "Partial Sponsorship",
    ] {
        assert!(page.text.contains(markup), "{markup}");
    }
    let form = filled(&w, seat).await.fill("registration_code", " lund-26 ").press("frozen", "on");
    let to = form.send(&w.app).as_user(&w.admin).await.expect_redirect();
    let id: Uuid = w.app.value("SELECT id FROM account_benefit WHERE registration_code = 'lund-26' AND NOT frozen").await;
    assert_eq!(to, url(id, ""));
    let label = "Account Benefit \"Alpha\" (seat, 1 credits) for \"Lund University <lu.se>\" (allocation: 3, valid: Jun 15, 2026 - Jun 15, 2027)";
    let page = w.open(&to).await;
    assert!(page.says(&format!("Success: {label} was created.")), "{}", page.visible());
    assert_eq!(stored(&w).await, (w.account, None, day("2026-06-15"), day("2027-06-15"), 3));

    w.app.run("DELETE FROM account_benefit").await;
    for (start, end) in [("2020-01-01", "2019-01-01"), ("", "")] {
        let form = filled(&w, seat).await.fill("partnership", &w.partnership.to_string());
        let form = form.fill("start_date", start).fill("end_date", end);
        form.send(&w.app).as_user(&w.admin).await.expect_status(302);
        let expected = (w.account, Some(w.partnership), day("2026-01-01"), day("2026-12-31"), 3);
        assert_eq!(stored(&w).await, expected, "its own days are taken");
        w.app.run("DELETE FROM account_benefit").await;
    }
}

#[tokio::test]
async fn off_13_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost() {
    let w = world().await;
    let seat = w.benefit("Alpha", "seat").await;
    let kth = w.app.organization("kth.se", "KTH").await;
    let kth_account = account_of(&w.app, Target::Organization(kth)).await;
    let elsewhere = partnership_with(&w.app, kth, kth_account, "KTH").await.to_string();
    w.app.run("UPDATE partnership SET registration_code = 'taken' WHERE name = 'KTH'").await;
    let (nothing, long) = (Uuid::nil().to_string(), "x".repeat(41));
    for (field, value) in [
        ("account", ""),
        ("account", nothing.as_str()),
        ("account", "x"),
        ("partnership", elsewhere.as_str()),
        ("partnership", "999999"),
        ("benefit", ""),
        ("benefit", nothing.as_str()),
        ("discount", nothing.as_str()),
        ("curriculum", "999999"),
        ("registration_code", "taken"),
        ("registration_code", long.as_str()),
        ("start_date", ""),
        ("start_date", "soon"),
        ("end_date", ""),
        ("end_date", "2026-06-14"),
        ("allocation", ""),
        ("allocation", "-1"),
        ("allocation", "many"),
        ("allocation", "99999999999"),
    ] {
        let form = filled(&w, seat).await.fill(field, value);
        let page = form.send(&w.app).as_user(&w.admin).await.expect_status(422);
        assert!(!page.error_at(field).is_empty(), "{field} {value}: {}", page.visible());
        let kept = page.form("main-form");
        let other = if field == "allocation" { "end_date" } else { "allocation" };
        assert!(!kept.value(other).is_empty(), "{field} {value}");
    }
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM account_benefit").await, 0);
}

/// DM-BEN-04: what it was opened for is settled, whatever is sent.
#[tokio::test]
async fn off_13_opened_from_an_account_or_a_partnership_it_stays_there() {
    let w = world().await;
    let seat = w.benefit("Alpha", "seat").await.to_string();
    let ada = w.app.person("Ada Lovelace").create().await;
    let individual = account_of(&w.app, Target::Person(ada.id)).await;
    let (account, partnership) = (w.account.to_string(), w.partnership.to_string());
    let (from_account, from_individual) = (format!("account_pk={account}"), format!("account_pk={individual}"));
    let from_partnership = format!("partnership_pk={partnership}");
    let from_both = format!("{from_account}&{from_partnership}");
    let usual = ("2026-06-15", "2027-06-15");
    let agreed = ("2026-01-01", "2026-12-31");
    for (asked, owner, settled, initial, dates) in [
        (&from_account, w.account, None, usual, ("2026-08-01", "2026-09-01")),
        (&from_individual, individual, Some(None), usual, ("2026-08-01", "2026-09-01")),
        (&from_partnership, w.account, Some(Some(w.partnership)), agreed, agreed),
        (&from_both, w.account, Some(Some(w.partnership)), agreed, agreed),
    ] {
        let page = w.open(&format!("{CREATE}?{asked}&next=%2Foffering%2Faccounts%2F")).await;
        let form = page.form("main-form");
        assert_eq!(form.action, format!("{CREATE}?{asked}&next=%2Foffering%2Faccounts%2F"));
        assert_eq!(form.value("account"), owner.to_string(), "{asked}");
        assert_eq!((form.value("start_date"), form.value("end_date")), initial, "{asked}");
        let has_look_up = page.text.contains("data-lookup=\"/select_lookups/partnerships/\"");
        assert_eq!((has_look_up, page.text.contains(" readonly")), (settled.is_none(), initial == agreed), "{asked}");
        assert_eq!(page.says("The account of a person has no partnerships."), settled == Some(None), "{asked}");
        if let Some(Some(partnership)) = settled {
            assert_eq!(form.value("partnership"), partnership.to_string(), "{asked}");
        }
        let other = if owner == individual { &account } else { &individual.to_string() };
        let form = form.fill("account", other).fill("start_date", "2026-08-01").fill("end_date", "2026-09-01");
        let form = if settled == Some(None) { form.fill("partnership", &partnership) } else { form };
        let form = if settled == Some(Some(w.partnership)) { form.fill("partnership", "") } else { form };
        let form = form.fill("benefit", &seat).fill("allocation", "3");
        assert_eq!(form.send(&w.app).as_user(&w.admin).await.expect_redirect(), "/offering/accounts/", "{asked}");
        assert_eq!(stored(&w).await, (owner, settled.flatten(), day(dates.0), day(dates.1), 3), "{asked}");
        w.app.run("DELETE FROM account_benefit").await;
    }
}

#[tokio::test]
async fn off_13_it_leads_on_within_amy_alone_and_keeps_where_to() {
    let w = world().await;
    let seat = w.benefit("Alpha", "seat").await.to_string();
    let asked = format!("{CREATE}?account_pk={}&next=https%3A%2F%2Fevil.example%2F", w.account);
    let form = w.open(&asked).await.form("main-form");
    let page = form.clone().fill("benefit", &seat).send(&w.app).as_user(&w.admin).await.expect_status(422);
    assert_eq!(page.form("main-form").action, form.action, "it was opened for the same account");
    let form = form.fill("benefit", &seat).fill("allocation", "1");
    let to = form.send(&w.app).as_user(&w.admin).await.expect_redirect();
    assert_eq!(to, url(w.app.value("SELECT id FROM account_benefit").await, ""));

    let ada = w.app.person("Ada Lovelace").create().await;
    let individual = account_of(&w.app, Target::Person(ada.id)).await;
    for asked in [
        "account_pk=x".to_owned(),
        format!("account_pk={}", Uuid::nil()),
        "partnership_pk=x".to_owned(),
        "partnership_pk=999999".to_owned(),
        format!("account_pk={individual}&partnership_pk={}", w.partnership),
    ] {
        let path = format!("{CREATE}?{asked}");
        w.app.get(&path).as_user(&w.admin).await.expect_status(404);
        w.app.post(&path, &[]).as_user(&w.admin).await.expect_status(404);
    }
}

/// LKP-24 by the button Find, which knows the account that is chosen.
#[tokio::test]
async fn off_13_without_scripts_partnerships_are_found_within_the_account() {
    let w = world().await;
    let seat = w.benefit("Alpha", "seat").await;
    let kth = w.app.organization("kth.se", "KTH").await;
    let kth_account = account_of(&w.app, Target::Organization(kth)).await;
    partnership_with(&w.app, kth, kth_account, "Lund as well").await;
    let form = filled(&w, seat).await.fill("partnership__term", "lund").press("_find", "partnership");
    let page = form.clone().fill("account", "").send(&w.app).as_user(&w.admin).await.expect_page();
    assert!(page.says("2 found; choose in the list above."), "{}", page.visible());
    let page = form.send(&w.app).as_user(&w.admin).await.expect_page();
    assert!(page.says("1 found; choose in the list above.") && !page.says("Lund as well"), "{}", page.visible());
    let form = page.form("main-form").fill("partnership", &w.partnership.to_string());
    form.send(&w.app).as_user(&w.admin).await.expect_status(302);
    assert_eq!(stored(&w).await.1, Some(w.partnership));
}

#[tokio::test]
async fn off_14_the_page_tells_everything_about_the_benefit_and_what_uses_it() {
    let Three { w, seat, a, b, c } = three().await;
    w.workshop(b).await;
    let page = w.open(&url(a, "")).await;
    let few = w.app.statements();
    assert!((1..=6).contains(&few), "{few} statements");
    let partnership = w.partnership_label().await;
    for words in [
        format!(
            "Account Benefit \"Alpha\" (seat, 1 credits) for \"{partnership}\" (allocation: 3, valid: Jan 01 - Dec 31, 2026)"
        ),
        "Account Account organisation for \"Lund University <lu.se>\"".to_owned(),
        format!("Partnership {partnership}"),
        "Benefit Benefit \"Alpha\" (seat, 1 credits)".to_owned(),
        "Discount Full Discount".to_owned(),
        "Registration code lund-1".to_owned(),
        "Start date Jan. 1, 2026".to_owned(),
        "End date Dec. 31, 2026".to_owned(),
        "Is currently active yes".to_owned(),
        "Allocation 3".to_owned(),
        "1 of 3".to_owned(),
        "Created at Jan. 1, 2026".to_owned(),
        "Usage: tasks".to_owned(),
    ] {
        assert!(page.says(&words), "{words}: {}", page.visible());
    }
    let usage = page.text_of("usage");
    assert!(usage.contains("2026-05-01-ttt Grace Hopper Learner"), "{usage}");
    let task: i32 = w.app.value("SELECT id FROM task WHERE allocated_benefit_id IS NOT NULL").await;
    let links = page.links();
    for link in [
        format!("/offering/accounts/{}/", w.account),
        format!("/fiscal/partnerships/{}/", w.partnership),
        format!("/offering/benefits/{seat}/"),
        "/workshops/event/2026-05-01-ttt/".to_owned(),
        format!("/workshops/task/{task}/"),
        format!("/workshops/task/{task}/edit/"),
        url(a, "edit/"),
    ] {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }

    let page = w.open(&url(b, "")).await;
    let curriculum: String = w.app.value("SELECT name FROM curriculum WHERE slug = 'swc-python'").await;
    for words in [
        "(EXPIRED) Account Benefit \"Beta\"",
        &format!("Curriculum {curriculum}"),
        "Last updated at May 1, 2026",
        "Usage: events",
    ] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    let usage = page.text_of("usage");
    assert!(usage.contains("2026-07-01-lund Lund University <lu.se> Jul 01 - 02, 2026"), "{usage}");
    assert!(page.links().contains(&"/workshops/event/2026-07-01-lund/edit/".to_owned()), "{:?}", page.links());

    let page = w.open(&url(c, "")).await;
    for words in ["(FROZEN) Account Benefit \"Alpha\"", "Is currently active no (frozen)", "No tasks use it."] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    // Events and tasks lead to what they use.
    for (path, benefit) in [(format!("/workshops/task/{task}/"), a), ("/workshops/event/2026-07-01-lund/".to_owned(), b)] {
        assert!(w.open(&path).await.links().contains(&url(benefit, "")), "{path}");
    }
    for path in [url(Uuid::nil(), ""), format!("{LIST}1/")] {
        w.app.get(&path).as_user(&w.admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn off_12_off_14_buttons_are_for_those_who_may_while_services_are_offered() {
    let w = world().await;
    let seat = w.benefit("Alpha", "seat").await;
    let id = w.account_benefit(seat, None, 3).await;
    let task = w.seat(id).await;
    let reader = w.app.person("Rita Reader").in_group("steering committee").create().await;
    let page = w.app.get(&url(id, "")).as_user(&reader).await.expect_page();
    assert!(page.says("Edit") && page.says("Delete account benefit"), "{}", page.visible());
    let guarded = [url(id, "edit/"), format!("/workshops/task/{task}/edit/")];
    assert!(!page.links().iter().any(|link| guarded.contains(link)), "{:?}", page.links());
    // This group may change them, and no tasks.
    let invoicing = w.app.person("Ivo Invoice").in_group("invoicing").create().await;
    let links = w.app.get(&url(id, "")).as_user(&invoicing).await.expect_page().links();
    assert!(links.contains(&guarded[0]) && !links.contains(&guarded[1]), "{links:?}");
    w.app.run(FLAG_OFF).await;
    for path in [LIST.to_owned(), CREATE.to_owned(), url(id, ""), url(id, "edit/")] {
        w.app.get(&path).await.expect_status(404);
        w.app.get(&path).as_user(&w.admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn off_15_a_benefit_is_changed_but_neither_thawed_nor_taken_from_its_partnerships_days() {
    let w = world().await;
    let seat = w.benefit("Alpha", "seat").await;
    let form = filled(&w, seat).await.fill("registration_code", "lund-26");
    form.send(&w.app).as_user(&w.admin).await.expect_status(302);
    w.app.run("UPDATE account_benefit SET frozen = true").await;
    let id: Uuid = w.app.value("SELECT id FROM account_benefit").await;
    let page = w.open(&url(id, "edit/")).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    let form = page.form("main-form");
    assert!(!form.has("frozen"), "no form freezes or thaws");
    for (field, value) in [
        ("account", w.account.to_string().as_str()),
        ("benefit", seat.to_string().as_str()),
        ("registration_code", "lund-26"),
        ("start_date", "2026-06-15"),
        ("end_date", "2027-06-15"),
        ("allocation", "3"),
    ] {
        assert_eq!(form.value(field), value, "{field}");
    }
    let page = form.clone().fill("allocation", "none").send(&w.app).as_user(&w.admin).await.expect_status(422);
    assert!(!page.error_at("allocation").is_empty(), "{}", page.visible());
    // Its own code is no other's.
    let changed = form.clone().fill("partnership", &w.partnership.to_string()).fill("allocation", "5").press("frozen", "");
    assert_eq!(changed.send(&w.app).as_user(&w.admin).await.expect_redirect(), url(id, ""));
    let page = w.open(&url(id, "")).await;
    let label = "(allocation: 5, valid: Jan 01 - Dec 31, 2026) was updated.";
    assert!(page.says("Success: (FROZEN) Account Benefit \"Alpha\"") && page.says(label), "{}", page.visible());
    assert_eq!(stored(&w).await, (w.account, Some(w.partnership), day("2026-01-01"), day("2026-12-31"), 5));
    assert!(w.app.value::<bool>("SELECT frozen FROM account_benefit").await);
    let edit = w.open(&url(id, "edit/")).await;
    assert_eq!(edit.form("main-form").value("partnership"), w.partnership.to_string());
    assert!(edit.says(&w.partnership_label().await), "it is shown by its name");

    // Who opened the form before is told.
    form.fill("allocation", "7").send(&w.app).as_user(&w.admin).await.expect_status(409);
    assert_eq!(stored(&w).await.4, 5);
    for path in [url(Uuid::nil(), "edit/"), format!("{LIST}1/edit/")] {
        w.app.get(&path).as_user(&w.admin).await.expect_status(404);
        w.app.post(&path, &[]).as_user(&w.admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn off_16_a_benefit_goes_unless_tasks_or_events_use_it() {
    let Three { w, a, b, c, .. } = three().await;
    w.workshop(b).await;
    for (id, kind, name) in [(a, "tasks", "2026-05-01-ttt"), (b, "events", "2026-07-01-lund")] {
        let page = w.app.post(&url(id, "delete/"), &[]).as_user(&w.admin).await.expect_page();
        assert!(page.says("Failed to delete") && page.says(kind) && page.says(name), "{kind}: {}", page.visible());
        assert!(page.links().contains(&url(id, "")), "{:?}", page.links());
    }
    w.app.get(&url(c, "delete/")).as_user(&w.admin).await.expect_status(405);
    let form = w.open(&url(c, "")).await.form_to(&url(c, "delete/"));
    assert_eq!(form.send(&w.app).as_user(&w.admin).await.expect_redirect(), LIST);
    let page = w.open(LIST).await;
    assert!(page.says("Success: (FROZEN) Account Benefit \"Alpha\"") && page.says("was deleted."), "{}", page.visible());
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM account_benefit").await, 2);
    for ending in ["", "delete/"] {
        w.app.get(&url(c, ending)).as_user(&w.admin).await.expect_status(if ending.is_empty() { 404 } else { 405 });
    }
    w.app.post(&url(c, "delete/"), &[]).as_user(&w.admin).await.expect_status(404);
}
