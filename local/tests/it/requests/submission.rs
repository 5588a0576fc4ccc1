//! The form of a self-organised workshop.

use shared::workshop_request::{Format, SubmissionInput};

use super::{curriculum, public, submission, wrong};
use crate::support::TestApp;

/// DM-WREQ-06, DM-WREQ-04, DM-WREQ-01
#[tokio::test]
async fn a_standard_workshop_has_a_website_and_a_mix_is_explained() {
    let app = TestApp::start().await;
    let good = submission(&app).await;
    assert!(wrong(&app, &good, &public(&app)).await.is_empty());
    let mix = curriculum(&app, "mix-match").await;
    let homeless = SubmissionInput { workshop_url: String::new(), ..good.clone() };
    let mixed = SubmissionInput { workshop_types: vec![mix], ..good.clone() };
    for (field, bad) in [
        ("workshop_url", homeless.clone()),
        ("workshop_types_other_explain", mixed.clone()),
        ("workshop_format", SubmissionInput { workshop_format: Some(Format::Other), ..good.clone() }),
        ("workshop_format", SubmissionInput { workshop_format_other: "x".into(), ..good.clone() }),
        ("workshop_types", SubmissionInput { workshop_types: vec![curriculum(&app, "unknown").await], ..good.clone() }),
        ("end", SubmissionInput { end: "2026-06-30".parse().ok(), ..good.clone() }),
        ("start", SubmissionInput { start: None, ..good.clone() }),
    ] {
        assert_eq!(wrong(&app, &bad, &public(&app)).await, [field]);
    }
    let short = SubmissionInput { workshop_format: Some(Format::Short), ..homeless };
    assert!(wrong(&app, &short, &public(&app)).await.is_empty());
    let explained = SubmissionInput { workshop_types_other_explain: "git and R".into(), ..mixed };
    assert!(wrong(&app, &explained, &public(&app)).await.is_empty());
    let mut nowhere = good;
    nowhere.common.institution_other_name.clear();
    nowhere.common.institution_other_url.clear();
    assert_eq!(wrong(&app, &nowhere, &public(&app)).await, ["institution"]);
}
