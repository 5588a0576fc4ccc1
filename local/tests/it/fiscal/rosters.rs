//! Screens of rows: members (MEM-05), persons (MEM-06) and owners (OFF-06).

use shared::account::{self, OwnerRow, OwnersInput};
use shared::check::FieldErrors;
use shared::membership::{self, MemberRow, MembersInput, PersonRow, PersonsInput};
use shared::record::Kind;

use super::{account_of, change, comments, db, fields, new_membership, terms, viewer};
use crate::support::{Person, TestApp};

/// A membership of Lund University, and who signs for changes.
async fn start(consortium: bool) -> (TestApp, Person, i32) {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let id = new_membership(&app, lund, membership::Terms { consortium, ..terms() }).await;
    (app, admin, id)
}

async fn role(app: &TestApp, name: &str) -> i32 {
    sqlx::query_scalar("SELECT id FROM member_role WHERE name = $1").bind(name).fetch_one(app.pool()).await.unwrap()
}

async fn save(app: &TestApp, admin: &Person, id: i32, rows: Vec<MemberRow>) -> Result<(), FieldErrors> {
    let author = viewer(app, admin).await;
    let mut change = change(app).await;
    let stored = membership::stored_members(&mut change, id, true).await.unwrap().unwrap();
    let input = MembersInput { form: rows };
    let errors = shared::check::Input::check(&input, &mut change, &stored).await.unwrap();
    if !errors.is_empty() {
        return Err(errors);
    }
    membership::save_members(&mut change, id, &stored, &input, &author).await.unwrap();
    change.commit().await.unwrap();
    Ok(())
}

async fn rows(app: &TestApp, id: i32) -> Vec<MemberRow> {
    membership::stored_members(&mut *db(app).await, id, false).await.unwrap().unwrap().0.form
}

async fn members(app: &TestApp) -> String {
    app.value("SELECT string_agg(o.domain || '=' || r.name, ' ' ORDER BY o.domain, r.name) FROM member m JOIN organization o ON o.id = m.organization_id JOIN member_role r ON r.id = m.role_id").await
}

fn new(number: usize, organization: i32, role: i32) -> MemberRow {
    MemberRow { row: number, organization: Some(organization), role: Some(role), editable: true, ..MemberRow::default() }
}

/// DM-MEMB-15: a consortium's members come, go and change; one comment tells of all of it.
#[tokio::test]
async fn dm_memb_15_members_are_changed_together_and_told() {
    let (app, admin, id) = start(true).await;
    let (kth, umu) = (app.organization("kth.se", "KTH").await, app.organization("umu.se", "Umeå University").await);
    let (main, workshops) = (role(&app, "main").await, role(&app, "workshop_coordinator").await);
    let before = rows(&app, id).await;
    save(&app, &admin, id, vec![before[0], new(1, kth, main), new(2, umu, main)]).await.unwrap();
    assert_eq!(members(&app).await, "kth.se=main lu.se=contract_signatory umu.se=main");

    let before = rows(&app, id).await;
    let names: Vec<Option<i32>> = before.iter().map(|row| row.organization).collect();
    assert_eq!(names[0], Some(kth), "by full name");
    let chalmers = app.organization("chalmers.se", "Chalmers").await;
    let replaced = MemberRow { organization: Some(chalmers), editable: true, ..before[0] };
    let gone = MemberRow { delete: true, organization: None, ..before[1] };
    let other_role = MemberRow { role: Some(workshops), editable: true, ..before[2] };
    save(&app, &admin, id, vec![replaced, gone, other_role, new(3, kth, workshops)]).await.unwrap();
    assert_eq!(members(&app).await, "chalmers.se=main kth.se=workshop_coordinator umu.se=workshop_coordinator");
    let said = comments(&app, Kind::Membership, id).await;
    assert_eq!(
        said,
        [
            ("Ada Admin".to_owned(), "Changed members on 2026-06-15:\n\n* Added KTH <kth.se>\n* Added Umeå University <umu.se>".to_owned()),
            (
                "Ada Admin".to_owned(),
                "Changed members on 2026-06-15:\n\n* Added KTH <kth.se>\n* Removed Lund University <lu.se>\n* Replaced with Chalmers <chalmers.se>".to_owned()
            ),
        ]
    );
    // Saving it unchanged says nothing, and writes nothing.
    let versions = "SELECT count(*) FROM version";
    let before: i64 = app.value(versions).await;
    save(&app, &admin, id, rows(&app, id).await).await.unwrap();
    assert_eq!((comments(&app, Kind::Membership, id).await.len(), app.value::<i64>(versions).await), (2, before));
}

/// DM-MEMB-15: what happened twice on a day is told twice.
#[tokio::test]
async fn dm_memb_15_who_comes_goes_and_comes_again_is_told_each_time() {
    let (app, admin, id) = start(true).await;
    let (kth, main) = (app.organization("kth.se", "KTH").await, role(&app, "main").await);
    for _ in 0..2 {
        let before = rows(&app, id).await;
        save(&app, &admin, id, [before, vec![new(1, kth, main)]].concat()).await.unwrap();
        let mut before = rows(&app, id).await;
        let came = before.iter_mut().find(|row| row.organization == Some(kth)).unwrap();
        *came = MemberRow { delete: true, ..*came };
        save(&app, &admin, id, before).await.unwrap();
    }
    let said: Vec<String> = comments(&app, Kind::Membership, id).await.into_iter().map(|(_, text)| text).collect();
    let told: Vec<&str> = said.iter().filter_map(|text| text.split("* ").nth(1)).collect();
    assert_eq!(told, ["Added KTH <kth.se>", "Removed KTH <kth.se>", "Added KTH <kth.se>", "Removed KTH <kth.se>"]);
}

/// DM-MEMB-15: two rows may trade their organizations in one go.
#[tokio::test]
async fn dm_memb_15_rows_trade_places() {
    let (app, admin, id) = start(true).await;
    let kth = app.organization("kth.se", "KTH").await;
    let signs = role(&app, "contract_signatory").await;
    save(&app, &admin, id, vec![new(0, kth, signs)]).await.unwrap();
    let before = rows(&app, id).await;
    let swapped = [(0, 1), (1, 0)].map(|(row, other): (usize, usize)| MemberRow {
        organization: before[other].organization,
        editable: true,
        ..before[row]
    });
    save(&app, &admin, id, swapped.to_vec()).await.unwrap();
    assert_eq!(members(&app).await, "kth.se=contract_signatory lu.se=contract_signatory");
}

/// DM-MEMB-15: what cannot be saved, and where it is said.
#[tokio::test]
async fn dm_memb_15_a_row_changes_only_when_ticked_and_not_to_what_is_not() {
    let (app, admin, id) = start(true).await;
    let kth = app.organization("kth.se", "KTH").await;
    let main = role(&app, "main").await;
    let before = rows(&app, id).await[0];
    for (rows, field) in [
        (vec![MemberRow { organization: Some(kth), ..before }], "form-0-EDITABLE"),
        (vec![MemberRow { organization: None, editable: true, ..before }], "form-0-organization"),
        (vec![new(4, -1, main)], "form-4-organization"),
        (vec![new(4, kth, -1)], "form-4-role"),
        (vec![MemberRow { role: None, ..new(4, kth, main) }], "form-4-role"),
        (vec![new(1, kth, main), new(2, kth, main)], FieldErrors::FORM),
        (vec![MemberRow { row: 1, id: None, editable: true, ..before }], FieldErrors::FORM),
        (vec![MemberRow { id: Some(-1), ..before }], FieldErrors::FORM),
    ] {
        let errors = save(&app, &admin, id, rows.clone()).await.unwrap_err();
        assert_eq!(fields(&errors), [field], "{rows:?}");
    }
    assert_eq!(members(&app).await, "lu.se=contract_signatory");
    // A row of another membership is none of this one's.
    let other = new_membership(&app, kth, terms()).await;
    let foreign = rows(&app, other).await[0];
    assert!(save(&app, &admin, id, vec![MemberRow { delete: true, ..foreign }]).await.is_err());
}

/// DM-MEMB-15: without a consortium there is one member at most, and it cannot be taken away.
#[tokio::test]
async fn dm_memb_15_one_member_without_a_consortium() {
    let (app, admin, id) = start(false).await;
    let kth = app.organization("kth.se", "KTH").await;
    let main = role(&app, "main").await;
    let before = rows(&app, id).await[0];
    let errors = save(&app, &admin, id, vec![before, new(1, kth, main)]).await.unwrap_err();
    assert_eq!(fields(&errors), [FieldErrors::FORM]);
    save(&app, &admin, id, vec![MemberRow { delete: true, ..before }]).await.unwrap();
    assert_eq!(members(&app).await, "lu.se=main");
    save(&app, &admin, id, vec![MemberRow { organization: Some(kth), editable: true, ..before }]).await.unwrap();
    assert_eq!(members(&app).await, "kth.se=main");
}

/// DM-MEMB-16: persons by the same rules, without a comment.
#[tokio::test]
async fn dm_memb_16_persons_come_go_and_change() {
    let (app, _, id) = start(false).await;
    let (ada, bob) = (app.person("Ada Lovelace").create().await, app.person("Bob Babbage").create().await);
    let roles: Vec<i32> =
        sqlx::query_scalar("SELECT id FROM membership_person_role ORDER BY name").fetch_all(app.pool()).await.unwrap();
    let row = |number, person: &Person, role| PersonRow {
        row: number,
        person: Some(person.id),
        role: Some(role),
        ..PersonRow::default()
    };
    let save = async |form: Vec<PersonRow>| {
        let mut change = change(&app).await;
        let stored = membership::stored_persons(&mut change, id, true).await.unwrap().unwrap();
        let input = PersonsInput { form };
        let errors = shared::check::Input::check(&input, &mut change, &stored).await.unwrap();
        if errors.is_empty() {
            membership::save_persons(&mut change, id, &stored, &input).await.unwrap();
            change.commit().await.unwrap();
        }
        errors
    };
    let stored = async || membership::stored_persons(&mut *db(&app).await, id, false).await.unwrap().unwrap().form;
    let persons =
        async || -> Vec<(Option<i32>, Option<i32>)> { stored().await.into_iter().map(|row| (row.person, row.role)).collect() };
    assert!(save(vec![row(0, &ada, roles[0]), row(1, &bob, roles[0])]).await.is_empty());
    let by_family = vec![(Some(bob.id), Some(roles[0])), (Some(ada.id), Some(roles[0]))];
    assert_eq!(persons().await, by_family);
    let [first, second] = stored().await[..] else { panic!("two rows") };
    assert_eq!(fields(&save(vec![PersonRow { role: Some(roles[1]), ..first }]).await), ["form-0-EDITABLE"]);
    assert_eq!(fields(&save(vec![row(5, &ada, -1)]).await), ["form-5-role"]);
    assert_eq!(fields(&save(vec![PersonRow { person: Some(-1), ..row(5, &ada, roles[1]) }]).await), ["form-5-person"]);
    assert_eq!(fields(&save(vec![row(5, &ada, roles[0])]).await), [FieldErrors::FORM]);
    assert_eq!(persons().await, by_family, "nothing has happened");
    let changed = PersonRow { role: Some(roles[1]), editable: true, ..first };
    assert!(save(vec![changed, PersonRow { delete: true, ..second }, row(2, &ada, roles[2])]).await.is_empty());
    assert_eq!(persons().await, [(Some(bob.id), Some(roles[1])), (Some(ada.id), Some(roles[2]))]);
    assert!(comments(&app, Kind::Membership, id).await.is_empty());
    assert!(membership::stored_persons(&mut *db(&app).await, -1, false).await.unwrap().is_none());
}

/// DM-ACC-02: owners by the same rules, on accounts that are not a person's.
#[tokio::test]
async fn dm_acc_02_owners_of_an_organizations_account_come_go_and_change() {
    let (app, _, _) = start(false).await;
    let organization = app.organization("kth.se", "KTH").await;
    let id = account_of(&app, organization).await;
    let (ada, bob) = (app.person("Ada Lovelace").create().await, app.person("Bob Babbage").create().await);
    let row = |number, person: &Person, permission: &str| OwnerRow {
        row: number,
        person: Some(person.id),
        permission_type: Some(permission.to_owned()),
        ..OwnerRow::default()
    };
    let save = async |form: Vec<OwnerRow>| {
        let mut change = change(&app).await;
        let stored = account::stored_owners(&mut change, id, true).await.unwrap().unwrap();
        let input = OwnersInput { form };
        let errors = shared::check::Input::check(&input, &mut change, &stored).await.unwrap();
        if errors.is_empty() {
            account::save_owners(&mut change, id, &stored, &input).await.unwrap();
            change.commit().await.unwrap();
        }
        errors
    };
    let owners = async || -> Vec<String> {
        let details = account::by_id(&mut *db(&app).await, id).await.unwrap().unwrap();
        details.owners.iter().map(|owner| format!("{}: {}", owner.permission_type, owner.person_id)).collect()
    };
    assert!(save(vec![row(0, &ada, "owner"), row(1, &bob, "billing_contact")]).await.is_empty());
    assert_eq!(owners().await, [format!("billing_contact: {}", bob.id), format!("owner: {}", ada.id)]);
    let stored = account::stored_owners(&mut *db(&app).await, id, false).await.unwrap().unwrap().form;
    let [first, second] = &stored[..] else { panic!("two rows") };
    let other = OwnerRow { permission_type: Some("programmatic_contact".into()), ..first.clone() };
    assert_eq!(fields(&save(vec![other.clone()]).await), ["form-0-EDITABLE"]);
    assert_eq!(fields(&save(vec![row(3, &bob, "king")]).await), ["form-3-permission_type"]);
    assert_eq!(fields(&save(vec![OwnerRow { person: None, ..row(3, &bob, "owner") }]).await), ["form-3-person"]);
    assert!(save(vec![OwnerRow { editable: true, ..other }, OwnerRow { delete: true, ..second.clone() }]).await.is_empty());
    assert_eq!(owners().await, [format!("programmatic_contact: {}", bob.id)]);

    // A person's own account has no such screen.
    let mut change = change(&app).await;
    let individual = account::find_or_create(&mut change, account::Target::Person(ada.id)).await.unwrap();
    assert!(account::stored_owners(&mut change, individual, false).await.unwrap().is_none());
}
