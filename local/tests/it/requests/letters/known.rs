//! What a notice tells of a request that AMY knows already: person, institution, and whose the registration code is.

use super::super::request;
use super::{HOME, arrived, assert_public, assert_readable, html, send_request, told, with_subject};
use crate::support::TestApp;

const RECEIPT: &str = "Workshop request confirmation";

/// DM-WREQ-12: staff read who and what AMY knows already.
#[tokio::test]
async fn eml_oth_03_the_notice_tells_which_person_and_institution_are_known() {
    let app = TestApp::start().await;
    let (grace, lund) = (app.person("Grace Hopper").create().await, app.organization("lu.se/x", "Lund University").await);
    let typed = request(&app).await;
    let mut listed = typed.clone();
    listed.common.institution = Some(lund);
    listed.common.institution_other_name.clear();
    listed.common.institution_other_url.clear();
    listed.common.institution_department = "Physics".into();
    listed.preferred_dates = None;
    listed.other_preferred_dates = "in autumn, or later".into();
    send_request(&app, &typed).await;
    send_request(&app, &listed).await;

    let mails = arrived(&app).await;
    let organization = format!("Lund University <lu.se/x> | {HOME}/fiscal/organization/lu.se%252Fx/");
    let notice = with_subject(&mails, "New workshop request: Lund University, 2026-09-01");
    let person = format!("Grace Hopper <grace.hopper@example.org> | {HOME}/workshops/person/{}/", grace.id);
    assert_eq!(told(notice, "Person in AMY"), Some(person));
    assert_eq!(told(notice, "Institution").as_deref(), Some("Lund University"));
    assert_eq!(told(notice, "Institution in AMY").as_ref(), Some(&organization));

    let notice = with_subject(&mails, "New workshop request: Lund University <lu.se/x>, in autumn, or later");
    assert_eq!(told(notice, "Institution").as_ref(), Some(&organization));
    assert_eq!((told(notice, "Institution in AMY"), told(notice, "Website of the institution")), (None, None));
    assert_eq!(told(notice, "Department").as_deref(), Some("Physics"));
    assert_eq!(told(notice, "Preferred date").as_deref(), Some("—"));
    assert_eq!(told(notice, "Warned that the date is too soon").as_deref(), Some("no"));
    assert!(html(notice).contains("lu.se%252Fx/\">Lund University &lt;lu.se/x&gt;</a>"), "{}", html(notice));

    for receipt in mails.iter().filter(|mail| mail.subject == RECEIPT) {
        assert_public(receipt);
        assert!(told(receipt, "Institution").is_some_and(|institution| !institution.contains("http")), "{}", receipt.text);
    }
}

/// EML-OTH-12: what is said of a code is so.
#[tokio::test]
async fn eml_oth_12_the_notice_tells_whose_the_code_is_and_that_nobodys_is_nobodys() {
    let app = TestApp::start().await;
    app.organization("lu.se", "Lund University").await;
    app.run_all(
        "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type, registration_code,
            workshops_without_admin_fee_per_agreement)
            VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial', 'm-26', 3), ('Lund', 'gold', '2024-01-01', '2024-12-31', 'financial', 'm-24', NULL);
         INSERT INTO account (organization_id) SELECT id FROM organization WHERE domain = 'lu.se';
         INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, registration_code, partner_organisation_id)
            SELECT 'Lund', 1, a.id, '2026-01-01', '2026-12-31', 'p-26', a.organization_id FROM account a JOIN organization o ON o.id = a.organization_id
            WHERE o.domain = 'lu.se';
         INSERT INTO benefit (name, unit_type, credits) VALUES ('A workshop', 'event', 1);
         INSERT INTO account_benefit (account_id, benefit_id, registration_code, start_date, end_date, allocation)
            SELECT p.account_id, b.id, 'b-26', '2026-01-01', '2026-12-31', 2 FROM partnership p, benefit b
            WHERE p.registration_code = 'p-26' AND b.name = 'A workshop'",
    )
    .await;
    let membership = async |code: &'static str| {
        let id: i32 = sqlx::query_scalar("SELECT id FROM membership WHERE registration_code = $1")
            .bind(code)
            .fetch_one(app.pool())
            .await
            .unwrap();
        format!("{HOME}/fiscal/membership/{id}/")
    };
    let (active, over) = (membership("m-26").await, membership("m-24").await);
    let table = [
        ("", None, None),
        ("x-26", Some("Nothing: no membership, partnership or benefit has it".to_owned()), None),
        ("M-26", Some("Nothing: no membership, partnership or benefit has it".to_owned()), None),
        ("m-26", Some(format!("Lund Gold membership Jan 01 - Dec 31, 2026 | {active}")), Some(("3", "yes"))),
        ("m-24", Some(format!("Lund Gold membership Jan 01 - Dec 31, 2024 | {over}")), Some(("0", "no"))),
        ("p-26", Some("Lund (No Tier) partnership Jan 01 - Dec 31, 2026".to_owned()), None),
        ("b-26", Some("Account Benefit \"A workshop\" (event, 1 credits) for \"Lund University <lu.se>\"".to_owned()), None),
    ];
    for (code, ..) in &table {
        let mut input = request(&app).await;
        input.member_code = (*code).to_owned();
        input.common.institution_other_name = format!("Code {code}").trim().to_owned();
        send_request(&app, &input).await;
    }
    let mails = arrived(&app).await;
    for (code, holder, remain) in table {
        let subject = format!("New workshop request: {}, 2026-09-01", format!("Code {code}").trim());
        let notice = with_subject(&mails, &subject);
        assert_readable(notice);
        assert_eq!(told(notice, "Registration code").as_deref(), Some(if code.is_empty() { "—" } else { code }));
        match (told(notice, "The code belongs to"), holder) {
            (None, None) => {}
            (Some(told), Some(holder)) => assert!(told.starts_with(&holder), "{code}: {told}"),
            other => panic!("{code}: {other:?}"),
        }
        let row = |label: &str| told(notice, label);
        let (remaining, is_active) = remain.unzip();
        assert_eq!(row("Workshops without fee that remain").as_deref(), remaining, "{code}");
        assert_eq!(row("The membership is active today").as_deref(), is_active, "{code}");
    }
    for receipt in mails.iter().filter(|mail| mail.subject == RECEIPT) {
        assert_public(receipt);
        assert!(!receipt.text.contains("membership"), "{}", receipt.text);
    }
}
