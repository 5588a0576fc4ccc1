//! Receipt and notice of a workshop request (EML-OTH-02, EML-OTH-03).

use shared::workshop_request::{Fee, PublicEvent, RequestInput, Restrictions, Travel};

use super::super::request;
use super::{HOME, arrived, assert_public, assert_readable, html, rows, send_request, told, with_subject};
use crate::support::TestApp;

const RECEIPT: &str = "Workshop request confirmation";

/// A request whose texts look like rows and like HTML.
async fn awkward(app: &TestApp) -> RequestInput {
    let mut input = request(app).await;
    input.common.personal = "Grace \"Amazing\"".into();
    input.common.family = "O'Neil <b>&".into();
    input.audience_description = "Biologists\r\nAgrees to the Code of Conduct: no\n<script>alert(1)</script>".into();
    input.carpentries_info_source = vec![];
    input
}

/// The rows that submitter and staff read alike, from the code on.
const ANSWERS: &str = "Registration code: —
Workshop location: Lund
Country: Sweden
Requested curricula: Software Carpentry (shell, git, Python)
Preferred date: 2026-09-01
Other dates: —
WARNEDLanguage of the workshop: English
Audience:
    Biologists
    Agrees to the Code of Conduct: no
    <script>alert(1)</script>
Administrative fee: We are a non-profit organization and accept the listed fee
Circumstances of those who ask for support: —
Travel expenses: We book hotel and flights, and reimburse the rest within 60 days
Takes on the travel expenses of instructors: yes
Restrictions of the institution: No restrictions
Listed on our websites: yes
Open to the public: Open to everyone who registers
Additional contacts:
    a@example.org
    b@example.org
Heard of The Carpentries through: —
Additional notes: Ground floor
Agrees to the data privacy policy: yes
Agrees to the Code of Conduct: yes
Takes on the responsibilities of a host: yes
Knows that instructors may not be found at short notice: no
";

#[tokio::test]
async fn eml_oth_02_and_12_the_receipt_has_notes_and_a_copy_in_plain_words_and_no_link_of_staff() {
    let app = TestApp::start().await;
    send_request(&app, &awkward(&app).await).await;
    let mails = arrived(&app).await;
    let receipt = with_subject(&mails, RECEIPT);
    assert_public(receipt);
    assert_eq!(receipt.to, ["grace.hopper@example.org"]);
    assert_eq!(receipt.from, "noreply@carpentries.org");
    for says in [
        "at least two months",
        "those with experience teach beside those who were certified",
        "https://docs.carpentries.org/topic_folders/hosts_instructors/resources_for_online_workshops.html",
        "Nothing is scheduled until you and we have both confirmed it.",
        "Please note: the date that you prefer is close.",
    ] {
        assert!(receipt.text.contains(says), "{says} in {}", receipt.text);
    }
    let copy = "Submission date: June 15, 2026, noon UTC
Person: Grace \"Amazing\" O'Neil <b>& <grace.hopper@example.org>
Secondary email address: —
Institution: Lund University
Website of the institution: https://lu.se
Department: —
Online or in person: Online
";
    assert_eq!(rows(receipt), format!("{copy}{}", ANSWERS.replace("WARNED", "")));
    for row in [
        "<dt><strong>Person</strong></dt><dd>Grace &quot;Amazing&quot; O'Neil &lt;b&gt;&amp; \
         &lt;<a class=\"email\" href=\"mailto:grace.hopper@example.org\">grace.hopper@example.org</a>&gt;</dd>",
        "<dd><a href=\"https://lu.se\">https://lu.se</a></dd>",
        "<dd>Biologists<br>Agrees to the Code of Conduct: no<br>&lt;script&gt;alert(1)&lt;/script&gt;</dd>",
        "<dt><strong>Department</strong></dt><dd>—</dd>",
        "<a href=\"https://docs.carpentries.org/topic_folders/hosts_instructors/resources_for_online_workshops.html\">our handbook</a>",
        "<strong>Please note: </strong>the date",
    ] {
        assert!(html(receipt).contains(row), "{row} in {}", html(receipt));
    }
}

#[tokio::test]
async fn eml_oth_03_the_notice_leads_to_the_request_and_has_all_of_it() {
    let app = TestApp::start().await;
    let id = send_request(&app, &awkward(&app).await).await;
    let mails = arrived(&app).await;
    assert_eq!(mails.len(), 2);
    let notice = with_subject(&mails, "New workshop request: Lund University, 2026-09-01");
    assert_readable(notice);
    assert_eq!(notice.to, ["workshops@carpentries.org"]);
    assert_eq!(notice.reply_to, ["grace.hopper@example.org"]);
    let page = format!("{HOME}/requests/workshop_request/{id}/");
    assert!(notice.text.starts_with(&format!("A new workshop request has come in: {page}\n\n")), "{}", notice.text);
    assert!(html(notice).contains(&format!("<a href=\"{page}\">{page}</a>")), "{}", html(notice));
    let begins = "State: Pending
Submission date: June 15, 2026, noon UTC
Last change: June 15, 2026, noon UTC
Related event: —
Person: Grace \"Amazing\" O'Neil <b>& <grace.hopper@example.org>
Person in AMY: Nobody with this name and address
Secondary email address: —
Institution: Lund University
Website of the institution: https://lu.se
Institution in AMY: No organization with this name
Department: —
Online or in person: Online
";
    assert_eq!(rows(notice), format!("{begins}{}", ANSWERS.replace("WARNED", "Warned that the date is too soon: yes\n")));
}

/// DM-WREQ-10: receipt and notice agree whether there was a warning.
#[tokio::test]
async fn eml_oth_02_and_03_less_than_ninety_days_are_warned_of() {
    let app = TestApp::start().await;
    for day in ["2026-09-12", "2026-09-13"] {
        send_request(&app, &RequestInput { preferred_dates: day.parse().ok(), ..request(&app).await }).await;
    }
    let mails = arrived(&app).await;
    for (day, warned) in [("2026-09-12", true), ("2026-09-13", false)] {
        let notice = with_subject(&mails, &format!("New workshop request: Lund University, {day}"));
        let said = told(notice, "Warned that the date is too soon");
        assert_eq!(said.as_deref(), Some(if warned { "yes" } else { "no" }), "{day}");
        let mut receipts = mails.iter().filter(|mail| mail.subject == RECEIPT);
        let receipt = receipts.find(|receipt| told(receipt, "Preferred date").as_deref() == Some(day)).unwrap();
        assert_eq!(receipt.text.contains("Please note"), warned, "{day}");
        assert_eq!(html(receipt).contains("Please note"), warned, "{day}");
        assert_eq!(told(receipt, "Warned that the date is too soon"), None);
    }
}

/// What was chosen as “Other”, what staff wrote in HTML, and texts as long as they may be.
#[tokio::test]
async fn eml_oth_11_other_answers_linked_sources_and_long_values_arrive_whole() {
    let app = TestApp::start().await;
    let mut input = request(&app).await;
    input.common.institution_other_name = "Ł".repeat(255);
    input.common.public_event = Some(PublicEvent::Other);
    input.common.public_event_other = "alumni".into();
    input.common.workshop_listed = false;
    input.travel_expences_management = Some(Travel::Other);
    input.travel_expences_management_other = "by train".into();
    input.institution_restrictions = Some(Restrictions::Other);
    input.institution_restrictions_other = "badges".into();
    input.administrative_fee = Some(Fee::Waiver);
    input.scholarship_circumstances = "poor".into();
    input.carpentries_info_source =
        app.value("SELECT array_agg(id) FROM info_source WHERE name LIKE 'A website of ours%' OR name = 'Social media'").await;
    input.carpentries_info_source_other = "a bird".into();
    input.user_notes = "word ".repeat(4_000).trim().to_owned();
    send_request(&app, &input).await;

    let mails = arrived(&app).await;
    assert_eq!(mails.len(), 2);
    for mail in &mails {
        assert_readable(mail);
        for (label, value) in [
            ("Institution", input.common.institution_other_name.as_str()),
            ("Listed on our websites", "no"),
            ("Open to the public", "Other: alumni"),
            ("Travel expenses", "Other: by train"),
            ("Restrictions of the institution", "Other: badges"),
            ("Administrative fee", "We ask for financial support"),
            ("Circumstances of those who ask for support", "poor"),
            ("Additional notes", input.user_notes.as_str()),
        ] {
            assert_eq!(told(mail, label).as_deref(), Some(value), "{label}");
        }
        let sources = told(mail, "Heard of The Carpentries through").unwrap();
        for source in ["A website of ours: The Carpentries, Data Carpentry,", "Social media"] {
            assert!(sources.contains(source), "{sources}");
        }
        assert!(sources.ends_with(" | Other: a bird") && !sources.contains("href"), "{sources}");
        assert!(mail.subject.chars().count() <= 255, "{}", mail.subject);
    }
}
