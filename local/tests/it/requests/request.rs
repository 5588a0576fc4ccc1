//! The form of a workshop request.

use shared::decision::Decision;
use shared::workshop_request::{Edited, Fee, Kind, Own, PublicEvent, RequestInput, Restrictions, Travel, offered};

use super::{curriculum, public, request, wrong};
use crate::support::TestApp;

/// DM-WREQ-01, DM-WREQ-02, DM-WREQ-03, DM-WREQ-04, DM-WREQ-09, D-22: each rule is asked at its field.
#[tokio::test]
async fn the_public_form_keeps_every_rule() {
    let app = TestApp::start().await;
    let (good, own) = (request(&app).await, public(&app));
    assert!(wrong(&app, &good, &own).await.is_empty());
    let lund = app.organization("lu.se", "Lund University").await;
    type Change = fn(&mut RequestInput);
    let table: [(&str, Change); 25] = [
        ("institution", |r| {
            r.common.institution_other_name.clear();
            r.common.institution_other_url.clear();
        }),
        ("institution_other_name", |r| r.common.institution_other_url.clear()),
        ("preferred_dates", |r| {
            r.preferred_dates = "2026-06-13".parse().ok();
            r.instructor_availability = true;
        }),
        ("scholarship_circumstances", |r| r.administrative_fee = Some(Fee::Waiver)),
        ("scholarship_circumstances", |r| r.scholarship_circumstances = "poor".into()),
        ("travel_expences_management", |r| r.travel_expences_management = Some(Travel::Other)),
        ("travel_expences_management", |r| r.travel_expences_management_other = "by train".into()),
        ("travel_expences_management", |r| r.travel_expences_management = None),
        ("institution_restrictions", |r| r.institution_restrictions = Some(Restrictions::Other)),
        ("institution_restrictions", |r| r.institution_restrictions_other = "badges".into()),
        ("public_event", |r| r.common.public_event = Some(PublicEvent::Other)),
        ("public_event", |r| r.common.public_event = None),
        ("instructor_availability", |r| r.preferred_dates = "2026-08-14".parse().ok()),
        ("carpentries_info_source", |r| r.carpentries_info_source.clear()),
        ("carpentries_info_source", |r| r.carpentries_info_source.push(9999)),
        ("requested_workshop_types", |r| r.requested_workshop_types.clear()),
        ("requested_workshop_types", |r| r.requested_workshop_types.push(9999)),
        ("country", |r| r.common.country = Some("XX".into())),
        ("country", |r| r.common.country = None),
        ("language", |r| r.common.language = Some(9999)),
        ("institution", |r| {
            r.common.institution = Some(9999);
            r.common.institution_other_name.clear();
            r.common.institution_other_url.clear();
        }),
        ("data_privacy_agreement", |r| r.common.data_privacy_agreement = false),
        ("code_of_conduct_agreement", |r| r.common.code_of_conduct_agreement = false),
        ("host_responsibilities", |r| r.common.host_responsibilities = false),
        ("travel_expences_agreement", |r| r.travel_expences_agreement = false),
    ];
    for (n, (field, change)) in table.into_iter().enumerate() {
        let mut bad = good.clone();
        change(&mut bad);
        assert_eq!(wrong(&app, &bad, &own).await, [field], "{n}");
    }
    let mut both = good.clone();
    both.common.institution = Some(lund);
    assert_eq!(wrong(&app, &both, &own).await, ["institution_other_URL", "institution_other_name"]);
    let undated = RequestInput { preferred_dates: None, ..good };
    assert_eq!(wrong(&app, &undated, &own).await, ["instructor_availability", "preferred_dates"]);
    let described = RequestInput { other_preferred_dates: "in autumn".into(), instructor_availability: true, ..undated };
    assert!(wrong(&app, &described, &own).await.is_empty());
}

/// DM-WREQ-02, DM-WREQ-09: what staff save may be long past and not agreed to, but it keeps its shape.
#[tokio::test]
async fn staff_save_old_requests_without_touching_what_the_public_was_asked() {
    let app = TestApp::start().await;
    let mut answers = request(&app).await;
    answers.preferred_dates = "2020-01-01".parse().ok();
    answers.common.data_privacy_agreement = false;
    answers.travel_expences_agreement = false;
    answers.carpentries_info_source.clear();
    let own = Own { is_public: false, ..public(&app) };
    let edited = Edited { state: Decision::Discarded, event: None, answers };
    assert!(wrong(&app, &edited, &own).await.is_empty());
    let mut shapeless = edited.clone();
    shapeless.answers.scholarship_circumstances = "poor".into();
    shapeless.event = Some(9999);
    assert_eq!(wrong(&app, &shapeless, &own).await, ["event", "scholarship_circumstances"]);
}

/// DM-WREQ-07
#[tokio::test]
async fn each_form_offers_its_own_curricula_in_order() {
    let app = TestApp::start().await;
    app.run("UPDATE curriculum SET active = false WHERE slug = 'lc'").await;
    let mut offers = std::collections::BTreeMap::new();
    for kind in Kind::ALL {
        let names: Vec<String> =
            offered(&mut *app.db().await, kind, None).await.unwrap().into_iter().map(|offer| offer.name).collect();
        offers.insert(kind.table(), names);
    }
    let (requests, inquiries, submissions) =
        (&offers["workshop_request"], &offers["workshop_inquiry_request"], &offers["self_organised_submission"]);
    assert!(
        requests[0].starts_with("Software Carpentry") && requests.last().unwrap().starts_with("Data Carpentry"),
        "{requests:?}"
    );
    assert!(!requests.iter().any(|name| name.contains("(other)") || name.contains("Library")), "{requests:?}");
    assert_eq!(inquiries[0], "Don't know yet");
    assert_eq!(inquiries[1..], requests[..]);
    assert_eq!(submissions.last().unwrap(), "Mix & Match");
    assert_eq!(submissions[..submissions.len() - 1], requests[..]);

    // What is not offered is refused, but what the request has already stays.
    let mut input = request(&app).await;
    input.requested_workshop_types = vec![curriculum(&app, "lc").await];
    assert_eq!(wrong(&app, &input, &public(&app)).await, ["requested_workshop_types"]);
    let mut change = app.change(None).await;
    let id = input.create(&mut change).await.unwrap();
    change.commit().await.unwrap();
    let own = Own { id: Some(id), is_public: false, ..public(&app) };
    assert!(wrong(&app, &Edited { state: Decision::Pending, event: None, answers: input }, &own).await.is_empty());
    let kept = offered(&mut *app.db().await, Kind::Request, Some(id)).await.unwrap();
    assert!(kept.iter().any(|offer| offer.name.starts_with("Library Carpentry")), "{kept:?}");
}

/// DM-WREQ-08
#[tokio::test]
async fn a_code_must_be_valid_for_workshops_and_there_is_no_way_around() {
    let app = TestApp::start().await;
    app.run(
        "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type, registration_code) VALUES
            ('Soon', 'gold', '2026-08-14', '2027-08-13', 'financial', 'soon'), ('Later', 'gold', '2026-08-15', '2027-08-14', 'financial', 'later'),
            ('Over', 'gold', '2025-06-15', '2026-06-14', 'financial', 'over'), ('Last', 'gold', '2025-06-16', '2026-06-15', 'financial', 'last')",
    )
    .await;
    let good = request(&app).await;
    for (code, is_valid) in
        [("", true), ("soon", true), ("last", true), ("later", false), ("over", false), ("SOON", false), ("x", false)]
    {
        let coded = RequestInput { member_code: code.into(), ..good.clone() };
        let expected: &[&str] = if is_valid { &[] } else { &["member_code"] };
        assert_eq!(wrong(&app, &coded, &public(&app)).await, expected, "{code}");
        // DM-FLAG-02: the flag is off.
        assert!(wrong(&app, &coded, &Own { checks_codes: false, ..public(&app) }).await.is_empty(), "{code}");
        let edited = Edited { state: Decision::Pending, event: None, answers: coded };
        assert_eq!(wrong(&app, &edited, &Own { is_public: false, ..public(&app) }).await, expected, "{code}");
    }
}
