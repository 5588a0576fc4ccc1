//! The form of an inquiry.

use shared::workshop_request::{CommonInput, InquiryInput};

use super::{curriculum, inquiry, public, wrong};
use crate::support::TestApp;

#[tokio::test]
async fn an_inquiry_may_leave_out_much_of_what_a_request_tells() {
    let app = TestApp::start().await;
    let good = inquiry(&app).await;
    assert!(wrong(&app, &good, &public(&app)).await.is_empty());
    // DM-WREQ-01: no institution at all is fine, half of one is not.
    let mut common =
        CommonInput { institution_other_name: String::new(), institution_other_url: String::new(), ..good.common.clone() };
    assert!(wrong(&app, &InquiryInput { common: common.clone(), ..good.clone() }, &public(&app)).await.is_empty());
    common.institution_other_url = "https://lu.se".into();
    assert_eq!(wrong(&app, &InquiryInput { common, ..good.clone() }, &public(&app)).await, ["institution_other_name"]);
    // DM-WREQ-02, DM-WREQ-09
    let past = InquiryInput { preferred_dates: "2026-06-13".parse().ok(), instructor_availability: true, ..good.clone() };
    assert_eq!(wrong(&app, &past, &public(&app)).await, ["preferred_dates"]);
    let undated = InquiryInput { preferred_dates: None, ..good };
    assert_eq!(wrong(&app, &undated, &public(&app)).await, ["instructor_availability"]);
    let known = InquiryInput { instructor_availability: true, ..undated };
    assert!(wrong(&app, &known, &public(&app)).await.is_empty());
}

/// DM-WREQ-05, D-10
#[tokio::test]
async fn not_knowing_stands_alone_and_other_texts_are_welcome() {
    let app = TestApp::start().await;
    let good = inquiry(&app).await;
    let ids = async |query| app.value::<Vec<i32>>(query).await;
    let unknown_data = ids("SELECT array_agg(id) FROM data_variant WHERE unknown").await;
    let all_data = ids("SELECT array_agg(id) FROM data_variant").await;
    let unknown_domain = ids("SELECT array_agg(id) FROM knowledge_domain WHERE name LIKE 'Don''t know yet%'").await;
    let all_domains = ids("SELECT array_agg(id) FROM knowledge_domain").await;
    let all_academic = ids("SELECT array_agg(id) FROM academic_level").await;
    let all_computing = ids("SELECT array_agg(id) FROM computing_experience_level").await;
    let (unknown, swc) = (curriculum(&app, "unknown").await, curriculum(&app, "swc-r").await);
    assert_eq!((unknown_data.len(), unknown_domain.len()), (1, 1));

    let fine = InquiryInput {
        routine_data: unknown_data.clone(),
        domains: unknown_domain.clone(),
        requested_workshop_types: vec![unknown],
        ..good.clone()
    };
    assert!(wrong(&app, &fine, &public(&app)).await.is_empty());
    let texts = InquiryInput { routine_data_other: "maps".into(), domains_other: "law".into(), ..good.clone() };
    assert!(wrong(&app, &texts, &public(&app)).await.is_empty(), "a text alone is no contradiction");
    let without: Vec<i32> = all_data.iter().copied().filter(|id| !unknown_data.contains(id)).collect();
    let several = InquiryInput { routine_data: without, routine_data_other: "maps".into(), ..good.clone() };
    assert!(wrong(&app, &several, &public(&app)).await.is_empty());

    for (field, bad) in [
        ("routine_data", InquiryInput { routine_data: all_data, ..good.clone() }),
        ("routine_data", InquiryInput { routine_data: unknown_data, routine_data_other: "maps".into(), ..good.clone() }),
        ("domains", InquiryInput { domains: all_domains, ..good.clone() }),
        ("domains", InquiryInput { domains: unknown_domain, domains_other: "law".into(), ..good.clone() }),
        ("academic_levels", InquiryInput { academic_levels: all_academic, ..good.clone() }),
        ("computing_levels", InquiryInput { computing_levels: all_computing, ..good.clone() }),
        ("requested_workshop_types", InquiryInput { requested_workshop_types: vec![unknown, swc], ..good.clone() }),
    ] {
        assert_eq!(wrong(&app, &bad, &public(&app)).await, [field]);
    }
}
