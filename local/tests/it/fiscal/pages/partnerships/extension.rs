//! More days and more credits (PAR-05, PAR-06), on 15 June 2026.

use shared::record::Kind;

use super::{World, url, world};
use crate::fiscal::{comments, day};

async fn stored(w: &World, id: i32) -> (chrono::NaiveDate, Vec<i32>, i32, Vec<i32>) {
    let found = shared::partnership::by_id(&mut *w.app.db().await, id).await.unwrap().unwrap();
    (found.agreement.end, found.extensions, found.credits, found.credits_extensions)
}

#[tokio::test]
async fn par_05_more_days_are_remembered_told_and_noted() {
    let w = world().await;
    w.owner().await;
    let id = w.partnership("p").await;
    let page = w.open(&url(id, "extend/")).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    let title = "Extend partnership Lund Gold partnership Jan 01 - Dec 31, 2026";
    assert!(page.text.contains(&format!("<title>AMY: {title}</title>")), "{}", page.visible());
    assert!(page.says("Agreement start Jan. 1, 2026") && page.says("Agreement end Dec. 31, 2026"), "{}", page.visible());
    assert!(page.says("Extension 0 days"), "{}", page.visible());
    let form = page.form("main-form");
    assert_eq!(form.value("new_agreement_end"), "2026-12-31");
    for wrong in ["2026-12-31", "2026-01-01", "", "later"] {
        let again = form.clone().fill("new_agreement_end", wrong).fill("comment", "They asked.");
        let page = again.send(&w.app).as_user(&w.admin).await.expect_status(422);
        assert!(!page.error_at("new_agreement_end").is_empty(), "{wrong}: {}", page.visible());
        let kept = page.form("main-form");
        assert_eq!((kept.value("new_agreement_end"), kept.value("comment")), (wrong, "They asked."));
    }
    assert_eq!(stored(&w, id).await, (day("2026-12-31"), vec![], 100, vec![]));

    // What is only to be read may be sent, and does not count.
    let form = form.fill("new_agreement_end", "2027-01-31").fill("comment", "They asked.").press("agreement_end", "2020-01-01");
    let to = form.send(&w.app).as_user(&w.admin).await.expect_redirect();
    assert_eq!(to, url(id, ""));
    let page = w.open(&to).await;
    assert!(page.says("Success: Lund Gold partnership Jan 01, 2026 - Jan 31, 2027 was extended."), "{}", page.visible());
    assert!(page.says("Agreement date extensions By 31 days") && page.says("They asked."), "{}", page.visible());
    assert_eq!(stored(&w, id).await, (day("2027-01-31"), vec![31], 100, vec![]));
    let noted = "Extended by 31 days on 2026-06-15 (new end date: 2027-01-31).\n\n----\n\nThey asked.".to_owned();
    assert_eq!(comments(&w.app, Kind::Partnership, id).await, [("Ada Admin".to_owned(), noted)]);
    assert!(w.welcomes().await.is_empty(), "a longer agreement is no new one");
    w.app.get(&url(999_999, "extend/")).as_user(&w.admin).await.expect_status(404);
}

#[tokio::test]
async fn par_06_more_credits_are_remembered_told_and_noted() {
    let w = world().await;
    w.owner().await;
    let id = w.partnership("p").await;
    let page = w.open(&url(id, "extend-credits/")).await;
    assert!((1..=6).contains(&w.app.statements()), "{} statements", w.app.statements());
    let title = "Extend credits for partnership Lund Gold partnership Jan 01 - Dec 31, 2026";
    assert!(page.text.contains(&format!("<title>AMY: {title}</title>")), "{}", page.visible());
    assert!(page.says("Credits 100") && page.says("Extension 0 credits"), "{}", page.visible());
    let form = page.form("main-form");
    assert_eq!(form.value("new_credits"), "100");
    for wrong in ["100", "99", "-1", "", "many", "1.5", "99999999999"] {
        let again = form.clone().fill("new_credits", wrong).fill("comment", "They paid.");
        let page = again.send(&w.app).as_user(&w.admin).await.expect_status(422);
        assert!(!page.error_at("new_credits").is_empty(), "{wrong}: {}", page.visible());
        let kept = page.form("main-form");
        assert_eq!((kept.value("new_credits"), kept.value("comment")), (wrong, "They paid."));
    }
    assert_eq!(stored(&w, id).await, (day("2026-12-31"), vec![], 100, vec![]));

    let form = form.fill("new_credits", "130").press("credits", "500").press("diff_credits", "1");
    let to = form.send(&w.app).as_user(&w.admin).await.expect_redirect();
    assert_eq!(to, url(id, ""));
    let page = w.open(&to).await;
    let told = "Success: The credits of Lund Gold partnership Jan 01 - Dec 31, 2026 were extended to 130.";
    assert!(page.says(told) && page.says("Credits extensions By 30 credits"), "{}", page.visible());
    assert_eq!(stored(&w, id).await, (day("2026-12-31"), vec![], 130, vec![30]));
    let noted = "Extended by 30 credits on 2026-06-15 (new credits: 130).".to_owned();
    assert_eq!(comments(&w.app, Kind::Partnership, id).await, [("Ada Admin".to_owned(), noted)]);
    assert!(w.welcomes().await.is_empty(), "no email follows");
    w.app.get(&url(999_999, "extend-credits/")).as_user(&w.admin).await.expect_status(404);
}

/// Of two who extend at once the later one sees what the first has done, and decides.
#[tokio::test]
async fn par_05_and_06_the_later_of_two_sees_both_and_decides() {
    let w = world().await;
    let other = w.app.person("Olga Other").administrator().create().await;
    let id = w.partnership("p").await;
    for (ending, field, first, second) in
        [("extend/", "new_agreement_end", "2027-01-31", "2027-03-31"), ("extend-credits/", "new_credits", "110", "150")]
    {
        let mine = w.open(&url(id, ending)).await.form("main-form").fill(field, second);
        let theirs = w.open(&url(id, ending)).await.form("main-form").fill(field, first);
        theirs.send(&w.app).as_user(&other).await.expect_redirect();
        let page = mine.send(&w.app).as_user(&w.admin).await.expect_status(409);
        assert!(page.says("Olga Other") && page.says(&format!("{first} {second}")), "{}", page.visible());
        page.form("main-form").send(&w.app).as_user(&w.admin).await.expect_redirect();
    }
    assert_eq!(stored(&w, id).await, (day("2027-03-31"), vec![31, 59], 150, vec![10, 40]));
}
