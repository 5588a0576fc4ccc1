//! New memberships (MEM-02), and what is wrong with a form.

use shared::membership::{self, CreateInput, Terms};
use shared::record::Kind;

use super::{change, comments, day, fields, new_membership, terms, today, wrong};
use crate::support::TestApp;

/// DM-MEMB-14: the main organization becomes a member, with the role that suits.
#[tokio::test]
async fn dm_memb_14_a_new_membership_has_its_organization_as_a_member() {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let roles = "SELECT string_agg(m.name || '=' || r.name, ', ' ORDER BY m.id) FROM member x JOIN membership m ON m.id = x.membership_id JOIN member_role r ON r.id = x.role_id";
    new_membership(&app, lund, terms()).await;
    new_membership(&app, lund, Terms { name: "Skåne".into(), consortium: true, ..terms() }).await;
    assert_eq!(app.value::<String>(roles).await, "Lund=main, Skåne=contract_signatory");
    let stored: String = app
        .value("SELECT concat_ws('|', variant, agreement_start, agreement_end, extensions, contribution_type, registration_code IS NULL, agreement_link, public_status, emergency_contact, consortium, workshops_without_admin_fee_per_agreement, public_instructor_training_seats, additional_public_instructor_training_seats, inhouse_instructor_training_seats, additional_inhouse_instructor_training_seats) FROM membership ORDER BY id LIMIT 1")
        .await;
    let expected = "gold|2026-01-01|2026-12-31|{}|financial|t|https://example.org/agreement|private|Call Ada.|f|10|6|4|2|5";
    assert_eq!(stored, expected);
}

/// DM-MEMB-14: a comment is kept, signed by nobody.
#[tokio::test]
async fn dm_memb_14_a_new_membership_keeps_the_comment() {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let mut change = change(&app).await;
    let input = CreateInput { main_organization: lund, terms: terms(), comment: " Signed by post. ".into() };
    let id = membership::create(&mut change, &input).await.unwrap();
    change.commit().await.unwrap();
    let said = comments(&app, Kind::Membership, id).await;
    assert_eq!(said, [("Automatic comment".to_owned(), "Signed by post.".to_owned())]);
}

/// DM-MEMB-14, D-19: an agreement of another length than a year is worth a warning, also from the 29th of February.
#[test]
fn dm_memb_14_an_unusual_end_is_named() {
    for (start, end, usual) in [
        ("2024-03-01", "2025-02-28", None),
        ("2024-03-01", "2025-03-01", Some("2025-02-28")),
        ("2026-01-01", "2026-12-31", None),
        ("2026-01-01", "2026-06-30", Some("2026-12-31")),
        ("2024-02-29", "2025-02-28", None),
        ("2024-02-29", "2025-03-01", Some("2025-02-28")),
    ] {
        let terms = Terms { agreement_start: day(start), agreement_end: day(end), ..terms() };
        assert_eq!(terms.unusual_end(), usual.map(day), "{start} to {end}");
    }
}

/// DM-MEMB-10 and what else a form may have wrong.
#[tokio::test]
async fn dm_memb_10_what_is_wrong_is_said_at_its_field() {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let whole = CreateInput { main_organization: lund, terms: terms(), comment: String::new() };
    assert_eq!(fields(&wrong(&app, &whole, &today()).await), Vec::<&str>::new());
    let one_day = Terms { agreement_end: day("2026-01-01"), ..terms() };
    assert!(wrong(&app, &CreateInput { terms: one_day, ..whole.clone() }, &today()).await.is_empty());
    for (terms, field) in [
        (Terms { agreement_end: day("2025-12-31"), ..terms() }, "agreement_end"),
        (Terms { variant: "lead".into(), ..terms() }, "variant"),
        (Terms { contribution_type: "thanks".into(), ..terms() }, "contribution_type"),
        (Terms { public_status: "secret".into(), ..terms() }, "public_status"),
        (Terms { workshops_without_admin_fee_per_agreement: Some(-1), ..terms() }, "workshops_without_admin_fee_per_agreement"),
        (Terms { public_instructor_training_seats: -1, ..terms() }, "public_instructor_training_seats"),
        (Terms { additional_inhouse_instructor_training_seats: -1, ..terms() }, "additional_inhouse_instructor_training_seats"),
    ] {
        let errors = wrong(&app, &CreateInput { terms, ..whole.clone() }, &today()).await;
        assert_eq!(fields(&errors), [field]);
    }
    let nobody = CreateInput { main_organization: -1, ..whole };
    assert_eq!(fields(&wrong(&app, &nobody, &today()).await), ["main_organization"]);
}
