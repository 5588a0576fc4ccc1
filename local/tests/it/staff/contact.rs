//! "Contact selected" of the search for staff, without scripts.

use super::{at, consent, search, start};

#[tokio::test]
async fn stf_01_those_who_consented_are_written_to_and_the_others_told() {
    let (app, admin) = start().await;
    let (ada, bea, cem) = (at(&app, "Ada A", "EDI").await, at(&app, "Bea B", "EDI").await, at(&app, "Cem C", "EDI").await);
    for person in [&ada, &cem] {
        consent(&app, person).await;
    }
    let dee = at(&app, "Dee D", "EDI").await;
    let page = search(&app, &admin, "").await;
    assert!(page.text.contains("<form method=\"post\" action=\"/workshops/workshop_staff/\">"), "{}", page.text);
    assert!(page.text.contains("data-mail-selected") && page.text.contains("data-select-all"));
    let ticked: Vec<String> = [&ada, &bea, &cem].iter().map(|person| person.id.to_string()).collect();
    let ticked: Vec<(&str, &str)> = ticked.iter().map(|id| ("person", id.as_str())).collect();
    let page = app.post("/workshops/workshop_staff/", &ticked).as_user(&admin).await.expect_page();
    let mail = page.links().into_iter().find(|link| link.starts_with("mailto:")).unwrap();
    assert_eq!(mail, format!("mailto:?bcc={},{}", ada.email, cem.email));
    assert!(page.says("Write to 2 people") && page.says("1 person. Bea B"), "{}", page.visible());
    assert!(!page.text.contains(&bea.email) && !page.text.contains(&dee.email));
    assert!((1..=6).contains(&app.statements()), "{} statements", app.statements());
}

#[tokio::test]
async fn stf_01_nobody_to_write_to_is_said() {
    let (app, admin) = start().await;
    let ada = at(&app, "Ada A", "EDI").await;
    let path = "/workshops/workshop_staff/";
    let page = app.post(path, &[]).as_user(&admin).await.expect_status(422);
    assert!(page.says("Tick at least one person first."), "{}", page.visible());
    app.post(path, &[("person", "x"), ("person", "")]).as_user(&admin).await.expect_status(422);
    let page = app.post(path, &[("person", &ada.id.to_string())]).as_user(&admin).await.expect_page();
    assert!(page.says("Nobody of those whom you ticked may be written to."), "{}", page.visible());
    assert!(page.links().iter().all(|link| !link.starts_with("mailto:")));
}
