//! The file of those who were found (STF-02).

use super::{at, consent, search, start};

#[tokio::test]
async fn stf_02_the_file_has_the_columns_of_the_specification() {
    let (app, admin) = start().await;
    let ada = at(&app, "Ada Archer", "EDI").await;
    consent(&app, &ada).await;
    at(&app, "Bea Baker", "LHR").await;
    let workshop = app.event("2026-01-01-swc").create().await;
    let training = app.event("2026-02-01-ttt").tagged("TTT").create().await;
    app.run("UPDATE event SET administrator_id = (SELECT id FROM organization WHERE domain = 'carpentries.org') WHERE slug LIKE '%ttt'")
        .await;
    app.task(&ada, "instructor", &workshop).await;
    app.task(&ada, "instructor", &training).await;
    app.run_all(
        "INSERT INTO community_role (person_id, config_id)
            SELECT p.id, k.id FROM person p, community_role_config k WHERE p.family = 'Archer' AND k.name = 'instructor';
        INSERT INTO qualification (person_id, lesson_id)
            SELECT p.id, l.id FROM person p, lesson l WHERE p.family = 'Archer' AND l.name IN ('swc/git', 'swc/sql');
        INSERT INTO award (person_id, badge_id, awarded)
            SELECT p.id, b.id, '2026-01-01' FROM person p, badge b WHERE p.family = 'Archer' AND b.name = 'trainer';
        UPDATE person SET affiliation = 'Uni, of X' WHERE family = 'Archer';
        UPDATE person SET country = 'KE', affiliation = '=1+1' WHERE family = 'Baker'",
    )
    .await;
    let csv = app.get("/workshops/workshop_staff/csv/").as_user(&admin).await.expect_page();
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"WorkshopStaff.csv\"");
    let lines: Vec<&str> = csv.text.split("\r\n").collect();
    let archer = format!("Ada Archer,{},yes,yes,1,no,EDI,United Kingdom,swc/git; swc/sql,\"Uni, of X\"", ada.email);
    assert_eq!(
        lines,
        [
            "Name,Email,Is instructor,Is trainer,Taught times,Is trainee,Airport,Country,Lessons,Affiliation",
            archer.as_str(),
            "Bea Baker,,no,no,0,no,LHR,Kenya,,'=1+1",
            "",
        ]
    );
}

#[tokio::test]
async fn stf_02_the_file_holds_all_pages_of_the_same_search() {
    let (app, admin) = start().await;
    for number in 10..40 {
        at(&app, &format!("Ada A{number}"), "EDI").await;
    }
    at(&app, "Bea Sydney", "SYD").await;
    let page = search(&app, &admin, "country=GB&page=2").await;
    let link = page.links().into_iter().find(|link| link.starts_with("/workshops/workshop_staff/csv/")).unwrap();
    assert_eq!(link, "/workshops/workshop_staff/csv/?country=GB");
    let csv = app.get(&link).as_user(&admin).await.expect_page();
    assert_eq!(csv.text.lines().count(), 31, "a head and thirty people");
    assert!((1..=6).contains(&app.statements()), "{} statements", app.statements());
    let near = app.get("/workshops/workshop_staff/csv/?airport_iata=SYD").as_user(&admin).await.expect_page();
    assert!(near.text.lines().nth(1).unwrap().starts_with("Bea Sydney,"), "{}", near.text);
}
