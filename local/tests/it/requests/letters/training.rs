//! The receipt of an application to instructor training (EML-OTH-01).

use local::ses::Sent;
use shared::training_request::{Answers, Application, Applying, apply};
use web::receipts;

use super::{arrived, assert_public, html, rows, told};
use crate::support::TestApp;

const SUBJECT: &str = "Thank you for your application";

/// Stores an application and has its receipt written, as the handler of its form does; gives the receipt.
async fn received(app: &TestApp, answers: Answers) -> Sent {
    let options = "SELECT t.slug, o.id FROM term t JOIN term_option o ON o.term_id = t.id
        WHERE t.required_type = 'profile' AND o.option_type = CASE t.slug WHEN 'may-contact' THEN 'decline' ELSE 'agree' END";
    let options: Vec<(String, i32)> = sqlx::query_as(options).fetch_all(app.pool()).await.unwrap();
    let mut application = Application { answers, ..Application::default() };
    application.consents.answers = options.into_iter().map(|(slug, option)| (slug, Some(option))).collect();
    let mut change = app.change(None).await;
    let id = apply(&mut change, application, Applying { today: app.clock.today(), enforce_codes: true }).await.unwrap();
    receipts::training_request(&mut change, id).await.unwrap();
    change.commit().await.unwrap();
    let mails = arrived(app).await;
    assert_eq!((mails.len(), mails[0].subject.as_str()), (1, SUBJECT), "nobody else is told");
    mails.into_iter().next().unwrap()
}

fn plain() -> Answers {
    Answers {
        personal: "Ada".into(),
        family: "O'Lovelace".into(),
        email: "Ada@Lovelace.org".into(),
        member_code: "lund-26".into(),
        affiliation: "\"Lund\" & Sons".into(),
        location: "Lund, Skåne".into(),
        country: Some("SE".into()),
        airport_iata: "ARN".into(),
        reason: "To teach <b>all</b>.".into(),
        code_of_conduct_agreement: true,
        ..Answers::default()
    }
}

/// Everything that can be answered in words of one's own, with a code that nobody has.
async fn awkward(app: &TestApp) -> Answers {
    let ids = async |query| app.value::<Vec<i32>>(query).await;
    Answers {
        member_code: "lund-27".into(),
        member_code_override: true,
        eventbrite_url: "https://www.eventbrite.com/e/training-1234567890?a=1&b=2".into(),
        secondary_email: "ada@example.org".into(),
        github: "ada".into(),
        occupation: None,
        occupation_other: "poet".into(),
        underresourced: true,
        domains: ids("SELECT array_agg(id) FROM knowledge_domain WHERE name IN ('Physics', 'Chemistry')").await,
        domains_other: "alchemy".into(),
        underrepresented: "yes".into(),
        underrepresented_details: "1 < 2".into(),
        previous_involvement: ids("SELECT array_agg(id) FROM role WHERE name = 'helper'").await,
        previous_training: "other".into(),
        previous_training_other: "by mother".into(),
        previous_training_explanation: "at home\r\nMay contact: yes".into(),
        previous_experience: "ta".into(),
        max_travelling_frequency: "other".into(),
        max_travelling_frequency_other: "by ship".into(),
        user_notes: "<script>alert(1)</script>".into(),
        ..plain()
    }
}

#[tokio::test]
async fn eml_oth_01_and_12_the_receipt_greets_by_name_and_copies_all_answers_with_the_consents() {
    let app = TestApp::start().await;
    // What staff write may hold HTML.
    app.run(
        "UPDATE term_option SET content = 'Yes, <b>gladly</b>' WHERE option_type = 'agree'
            AND term_id = (SELECT id FROM term WHERE slug = 'public-profile')",
    )
    .await;
    let receipt = received(&app, awkward(&app).await).await;
    assert_public(&receipt);
    assert_eq!(receipt.to, ["ada@lovelace.org"]);
    assert!(receipt.text.starts_with("Dear Ada O'Lovelace,\n\n"), "{}", receipt.text);
    for says in [
        "thank you for creating your profile",
        "register for one at Eventbrite: our calendar (https://carpentries.github.io/instructor-training/training_calendar/)",
        "About a week before it begins we will write to you",
        "- talk to us on our mailing list (https://carpentries.topicbox.com/groups/discuss)\n",
        "- follow us on social media (https://carpentries.org/connect/)\n",
        "- see what our community does (https://carpentries.org/community/)\n",
        "- read our blog (https://carpentries.org/blog/)\n",
        "- subscribe to our newsletter (https://carpentries.org/newsletter/)\n",
        "write to instructor.training@carpentries.org.",
        "The instructor training team of The Carpentries\n",
        "Please note: your registration code “lund-27” does not seem to be valid.",
        "Our team will check it",
    ] {
        assert!(receipt.text.contains(says), "{says} in {}", receipt.text);
    }
    assert_eq!(
        rows(&receipt),
        "Submission date: June 15, 2026, noon UTC
Application type: Profile Creation for Pre-approved Trainees
Registration code: lund-27
Code taken although it is not valid: yes
Training at Eventbrite: https://www.eventbrite.com/e/training-1234567890?a=1&b=2
Person: Ada O'Lovelace <ada@lovelace.org>
Secondary email address: ada@example.org
GitHub username: ada
Occupation: poet
Affiliation: \"Lund\" & Sons
Location: Lund, Skåne
Country: Sweden
Nearest major airport: ARN
Small, remote or under-resourced institution: yes
Areas of expertise:
    Chemistry
    Physics
    Other: alchemy
Under-represented in research or computing: Yes
Details of it: 1 < 2
Teaching in volunteer or non-profit groups: —
Previous involvement with The Carpentries: Helper
Previous training in teaching: Other: by mother
Description of that training:
    at home
    May contact: yes
Previous experience in teaching: Teaching assistant for a full course
Description of that experience: —
Use of the tools that workshops teach: Every day
Intends to become certified: Not sure
Intends to teach within twelve months: Not sure
Expects to teach: Not at all
Is able to travel: Other: by ship
Reason for attending: To teach <b>all</b>.
Additional notes: <script>alert(1)</script>
Agrees to the Code of Conduct: yes
May contact: no
Privacy policy agreement: yes
Consent to making profile public: Yes, gladly
"
    );
    for row in [
        "<p>Dear Ada O'Lovelace,</p>",
        "<a href=\"mailto:instructor.training@carpentries.org\">instructor.training@carpentries.org</a>",
        "<dd>&quot;Lund&quot; &amp; Sons</dd>",
        "<dd>at home<br>May contact: yes</dd>",
        "<dd>To teach &lt;b&gt;all&lt;/b&gt;.</dd>",
        "<dd>&lt;script&gt;alert(1)&lt;/script&gt;</dd>",
        "<dt><strong>Consent to making profile public</strong></dt><dd>Yes, gladly</dd>",
        "<strong>Please note: </strong>your registration code “lund-27”",
    ] {
        assert!(html(&receipt).contains(row), "{row} in {}", html(&receipt));
    }
}

/// A valid code is no reason for a warning, even where it was insisted on (DM-TREQ-05).
#[tokio::test]
async fn eml_oth_01_a_valid_code_is_not_warned_of_and_a_name_is_on_one_line() {
    let app = TestApp::start().await;
    app.run(
        "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type, registration_code,
            public_instructor_training_seats)
         VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial', 'lund-26', 1)",
    )
    .await;
    let answers = Answers { member_code_override: true, personal: "Ada\n\nBuy this".into(), family: String::new(), ..plain() };
    let receipt = received(&app, answers).await;
    assert_public(&receipt);
    assert!(receipt.text.starts_with("Dear Ada Buy this,\n\n"), "{}", receipt.text);
    assert!(!receipt.text.contains("Please note") && !html(&receipt).contains("Please note"), "{}", receipt.text);
    assert_eq!(told(&receipt, "Registration code").as_deref(), Some("lund-26"));
    assert_eq!(told(&receipt, "Code taken although it is not valid"), None);
    for label in
        ["Training at Eventbrite", "Secondary email address", "GitHub username", "Areas of expertise", "Additional notes"]
    {
        assert_eq!(told(&receipt, label).as_deref(), Some("—"), "{label}");
    }
    assert_eq!(told(&receipt, "Occupation").as_deref(), Some("Prefer not to say"));
    assert_eq!(told(&receipt, "Consent to making profile public").as_deref(), Some("yes"));
}
