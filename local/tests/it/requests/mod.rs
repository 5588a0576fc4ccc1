//! Workshop requests of the three kinds: their rules, what is stored, the events that come of them (DM-WREQ, DM-ST-10 … DM-ST-13), and the letters
//! that follow from the public forms (EML-OTH).

mod accept;
mod inquiry;
mod letters;
mod lists;
mod request;
mod state;
mod stored;
mod submission;

use shared::check::Input;
use shared::workshop_request::{
    CommonInput, Fee, Format, InquiryInput, OnlineInperson, Own, PublicEvent, RequestInput, Restrictions, SubmissionInput, Travel,
};

use crate::support::TestApp;

/// Somebody of an institution that is not ours, who agrees to everything.
async fn common(app: &TestApp) -> CommonInput {
    CommonInput {
        personal: "Grace".into(),
        family: "Hopper".into(),
        email: "Grace.Hopper@example.org".into(),
        institution_other_name: "Lund University".into(),
        institution_other_url: "https://lu.se".into(),
        online_inperson: Some(OnlineInperson::Online),
        public_event: Some(PublicEvent::Public),
        additional_contact: "a@example.org;b@example.org".into(),
        country: Some("SE".into()),
        language: Some(app.id_of("language", "English").await.parse().unwrap()),
        data_privacy_agreement: true,
        code_of_conduct_agreement: true,
        host_responsibilities: true,
        ..CommonInput::default()
    }
}

/// A request that keeps every rule.
pub(crate) async fn request(app: &TestApp) -> RequestInput {
    RequestInput {
        common: common(app).await,
        location: "Lund".into(),
        requested_workshop_types: vec![curriculum(app, "swc-python").await],
        preferred_dates: "2026-09-01".parse().ok(),
        audience_description: "Biologists".into(),
        administrative_fee: Some(Fee::Nonprofit),
        travel_expences_management: Some(Travel::Booked),
        travel_expences_agreement: true,
        institution_restrictions: Some(Restrictions::None),
        carpentries_info_source: app.value::<Vec<i32>>("SELECT array_agg(id) FROM info_source WHERE id < 3").await,
        user_notes: "Ground floor".into(),
        ..RequestInput::default()
    }
}

/// An inquiry that keeps every rule.
pub(crate) async fn inquiry(app: &TestApp) -> InquiryInput {
    InquiryInput {
        common: CommonInput { public_event: None, language: None, ..common(app).await },
        location: "Lund".into(),
        preferred_dates: "2026-09-01".parse().ok(),
        administrative_fee: Some(Fee::Member),
        travel_expences_agreement: true,
        ..InquiryInput::default()
    }
}

/// A submission that keeps every rule.
pub(crate) async fn submission(app: &TestApp) -> SubmissionInput {
    SubmissionInput {
        common: common(app).await,
        workshop_format: Some(Format::Standard),
        start: "2026-07-01".parse().ok(),
        end: "2026-07-02".parse().ok(),
        workshop_url: "https://grace.github.io/2026-07-01-lund/".into(),
        workshop_types: vec![curriculum(app, "lc").await],
        ..SubmissionInput::default()
    }
}

async fn curriculum(app: &TestApp, slug: &str) -> i32 {
    app.id_of("curriculum", slug).await.parse().unwrap()
}

/// What the public's rules know.
fn public(app: &TestApp) -> Own {
    Own { id: None, is_public: true, today: app.clock.today(), checks_codes: true }
}

/// The fields that an input's rules complain about.
async fn wrong<T: Input<Own = Own>>(app: &TestApp, input: &T, own: &Own) -> Vec<String> {
    let errors = input.check(&mut *app.db().await, own).await.unwrap();
    errors.iter().map(|(field, _)| field.to_owned()).collect()
}
