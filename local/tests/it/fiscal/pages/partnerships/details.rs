//! A partnership's page (PAR-03), on 15 June 2026.

use shared::account_benefit::AccountBenefitInput;
use uuid::Uuid;

use super::{World, url, world};
use crate::fiscal::{account_benefit_input, account_of, new_account_benefit, new_benefit};

/// A partnership with benefits of 16 credits: three seats, of which Grace has one at a training, and two workshops, of which one is used.
struct Lund {
    w: World,
    id: i32,
    seats: Uuid,
    workshops: Uuid,
    grace: i32,
    task: i32,
}

async fn lund() -> Lund {
    let w = world().await;
    let id = w.partnership("lund-26").await;
    let account = account_of(&w.app, w.lund).await;
    let (seat, workshop) = (new_benefit(&w.app, "A seat", "seat", 2).await, new_benefit(&w.app, "A workshop", "event", 5).await);
    let discount: Uuid = w.app.value("SELECT id FROM account_benefit_discount WHERE name = 'Full Discount'").await;
    let curriculum: i32 = w.app.id_of("curriculum", "swc-python").await.parse().unwrap();
    let of_lund = |input| AccountBenefitInput { partnership: Some(id), ..input };
    let seats = AccountBenefitInput { discount: Some(discount), ..of_lund(account_benefit_input(account, seat, 3)) };
    let seats = new_account_benefit(&w.app, &seats).await;
    let workshops = AccountBenefitInput { curriculum: Some(curriculum), ..of_lund(account_benefit_input(account, workshop, 2)) };
    let workshops = new_account_benefit(&w.app, &workshops).await;
    let grace = w.app.person("Grace Hopper").create().await;
    let training = w.app.event("2026-05-01-ttt").create().await;
    let task = w.app.task(&grace, "learner", &training).await;
    sqlx::query("UPDATE task SET allocated_benefit_id = $1").bind(seats).execute(w.app.pool()).await.unwrap();
    w.app.event("2026-07-01-lund").hosted_by("lu.se").between("2026-07-01", "2026-07-02").create().await;
    let used = "UPDATE event SET allocated_benefit_id = $1 WHERE slug = '2026-07-01-lund'";
    sqlx::query(used).bind(workshops).execute(w.app.pool()).await.unwrap();
    Lund { w, id, seats, workshops, grace: grace.id, task }
}

#[tokio::test]
async fn par_03_the_page_tells_everything_about_the_partnership() {
    let w = world().await;
    let id = w.partnership("lund-26").await;
    let page = w.open(&url(id, "")).await;
    for words in [
        "Lund Gold partnership Jan 01 - Dec 31, 2026",
        "Created on June 15, 2026",
        "Name Lund",
        "Organisation Lund University <lu.se>",
        "Account Account organisation for \"Lund University <lu.se>\"",
        "Tier gold (100 credits)",
        "0 of 100",
        "Agreement start Jan. 1, 2026",
        "Agreement end Dec. 31, 2026",
        "Agreement link example.org/agreement",
        "Registration code lund-26",
        "Public status Private",
        "No linked account benefits.",
        "No related community roles.",
        "No related scheduled emails.",
        "No comments yet.",
    ] {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    assert!(!page.says("By 30"), "{}", page.visible());
    let account = account_of(&w.app, w.lund).await;
    let links = page.links();
    for link in ["/fiscal/organization/lu.se/".to_owned(), format!("/offering/accounts/{account}/")] {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }
    w.set(id, "credits_extensions = '{30,1}', extensions = '{31}'").await;
    let page = w.open(&url(id, "")).await;
    assert!(page.says("Credits extensions By 30, 1 credits") && page.says("Agreement date extensions By 31 days"));
    for path in [url(999_999, ""), format!("{}x/", super::LIST)] {
        w.app.get(&path).as_user(&w.admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn par_03_benefits_unfold_what_uses_them() {
    let Lund { w, id, seats, workshops, grace, task } = lund().await;
    let page = w.open(&url(id, "")).await;
    let benefits = page.text_of("benefits");
    let curriculum: String = w.app.value("SELECT name FROM curriculum WHERE slug = 'swc-python'").await;
    for words in [
        "A seat (seat) Jan 01 - Dec 31, 2026 1 of 3 Full Discount",
        "A workshop (event) Jan 01 - Dec 31, 2026 1 of 2",
        curriculum.as_str(),
        "yes Created 2026-06-15",
        "Tasks using A seat (1)",
        "Grace Hopper",
        "Learner",
        "Events using A workshop (1)",
        "Lund University <lu.se>",
        "Jul 01 - 02, 2026",
    ] {
        assert!(benefits.contains(words), "{words}: {benefits}");
    }
    let links = page.links();
    let here = format!("%2Ffiscal%2Fpartnerships%2F{id}%2F");
    let account = account_of(&w.app, w.lund).await;
    for link in [
        format!("/offering/account-benefits/{seats}/"),
        format!("/offering/account-benefits/{workshops}/"),
        format!("/offering/account-benefits/create/?account_pk={account}&partnership_pk={id}&next={here}"),
        format!("/workshops/person/{grace}/"),
        "/workshops/event/2026-05-01-ttt/".to_owned(),
        format!("/workshops/task/{task}/"),
        format!("/workshops/task/{task}/edit/"),
        "/workshops/event/2026-07-01-lund/".to_owned(),
        "/workshops/event/2026-07-01-lund/edit/".to_owned(),
    ] {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }
    assert!(!benefits.contains("(frozen)"), "{benefits}");
    w.app.run("UPDATE account_benefit SET frozen = true WHERE allocation = 3").await;
    let benefits = w.open(&url(id, "")).await.text_of("benefits");
    assert_eq!(benefits.matches("yes (frozen)").count(), 1, "{benefits}");
    // Who may not open a benefit reads its name.
    w.app
        .run(
            "DELETE FROM user_group_permission g USING permission p WHERE p.id = g.permission_id AND p.codename LIKE '%_accountbenefit'",
        )
        .await;
    let page = w.open(&url(id, "")).await;
    assert!(page.says("A seat (seat)") && page.says("Add account benefit"), "{}", page.visible());
    assert!(!page.links().iter().any(|link| link.starts_with("/offering/account-benefits/")), "{:?}", page.links());
}

/// DM-PART-09: all is not too many.
#[tokio::test]
async fn par_03_too_many_credits_are_warned_of_on_every_view() {
    let Lund { w, id, .. } = lund().await;
    for (credits, warned) in [(17, false), (16, false), (15, true)] {
        w.set(id, &format!("credits = {credits}")).await;
        for _ in 0..2 {
            let page = w.open(&url(id, "")).await;
            assert!(page.says(&format!("16 of {credits}")), "{}", page.visible());
            let warning = "Warning: The allocated credits (16) exceed those that are allowed (15).";
            assert_eq!(page.says(warning), warned, "{credits}: {}", page.visible());
        }
    }
}

#[tokio::test]
async fn par_03_community_roles_are_told_added_and_deleted_from_here() {
    let Lund { w, id, grace, .. } = lund().await;
    let role = "INSERT INTO community_role (person_id, config_id, start, partnership_id, url)
        SELECT $1, id, '2026-01-01', $2, 'https://x.org/a' FROM community_role_config WHERE name = 'instructor' RETURNING id";
    let role: i32 = sqlx::query_scalar(role).bind(grace).bind(id).fetch_one(w.app.pool()).await.unwrap();
    let here = format!("%2Ffiscal%2Fpartnerships%2F{id}%2F");
    let page = w.open(&url(id, "")).await;
    let roles = page.text_of("roles");
    for words in ["Grace Hopper Instructor Jan 01, 2026 - present", "no x.org/a"] {
        assert!(roles.contains(words), "{words}: {roles}");
    }
    let links = page.links();
    let add = format!("/communityroles/roles/add/?partnership_pk={id}&next={here}");
    for link in [&add, &format!("/communityroles/role/{role}/"), &format!("/communityroles/role/{role}/edit/")] {
        assert!(links.contains(link), "{link} is not among {links:?}");
    }
    let form = w.open(&add).await.form("main-form");
    assert_eq!(form.value("communityrole-partnership"), id.to_string());
    let delete = page.form_to(&format!("/communityroles/role/{role}/delete/?next={here}"));
    assert_eq!(delete.send(&w.app).as_user(&w.admin).await.expect_redirect(), url(id, ""));
    assert!(w.open(&url(id, "")).await.says("No related community roles."));
}

/// What extensions note is seen, and answered.
#[tokio::test]
async fn par_03_comments_are_shown_and_taken() {
    let w = world().await;
    let id = w.partnership("p").await;
    let form = w.open(&url(id, "")).await.form_to("/comments/post/");
    assert_eq!((form.value("content_type"), form.value("object_pk")), ("fiscal.partnership", id.to_string().as_str()));
    let to = form.fill("comment", "They *pay*.").send(&w.app).as_user(&w.admin).await.expect_redirect();
    assert!(to.starts_with(&url(id, "")), "{to}");
    let comments = w.open(&url(id, "")).await.text_of("comments");
    assert!(comments.contains("Ada Admin commented on") && comments.contains("They pay."), "{comments}");
}

#[tokio::test]
async fn par_03_buttons_are_for_those_who_may() {
    let w = world().await;
    let id = w.partnership("p").await;
    let pages = ["edit/", "extend/", "extend-credits/", "roll-over/", "emails/"].map(|ending| url(id, ending));
    let page = w.open(&url(id, "")).await;
    assert!(pages.iter().all(|address| page.links().contains(address)), "{:?}", page.links());
    assert_eq!(page.text.matches("Delete Lund Gold partnership Jan 01 - Dec 31, 2026?").count(), 2, "above and below");
    let invoicing = w.app.person("Ivo Invoice").in_group("invoicing").create().await;
    let links = w.app.get(&url(id, "")).as_user(&invoicing).await.expect_page().links();
    assert_eq!(pages.iter().filter(|address| !links.contains(address)).collect::<Vec<_>>(), [&url(id, "roll-over/")]);
    let reader = w.app.person("Rita Reader").in_group("trainers").create().await;
    let page = w.app.get(&url(id, "")).as_user(&reader).await.expect_page();
    assert!(!page.links().iter().any(|link| pages[..4].contains(link)), "{:?}", page.links());
    for label in ["Edit", "Extend dates", "Extend credits", "Create new & roll-over", "Delete partnership"] {
        assert!(page.says(label), "{label}: {}", page.visible());
    }
}

#[tokio::test]
async fn par_03_a_page_costs_the_same_few_statements_however_much_is_on_it() {
    let w = world().await;
    let id = w.partnership("p").await;
    w.open(&url(id, "")).await;
    let few = w.app.statements();
    assert!((1..=6).contains(&few), "{few} statements");
    let Lund { w, id, .. } = lund().await;
    w.open(&url(id, "")).await;
    assert_eq!(w.app.statements(), few);
}
