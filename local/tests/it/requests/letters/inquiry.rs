//! Receipt and notice of an inquiry (EML-OTH-04, EML-OTH-05).

use shared::workshop_request::{CommonInput, InquiryInput};

use super::super::{curriculum, inquiry};
use super::{HOME, arrived, assert_public, assert_readable, html, rows, send_inquiry, told, with_subject};
use crate::support::TestApp;

const RECEIPT: &str = "Workshop inquiry confirmation";

/// An inquiry with an answer to everything that only inquiries ask.
async fn full(app: &TestApp) -> InquiryInput {
    let ids = async |query| app.value::<Vec<i32>>(query).await;
    InquiryInput {
        routine_data: ids("SELECT array_agg(id) FROM data_variant WHERE name LIKE 'Tabular%' OR name LIKE 'Library data%'").await,
        routine_data_other: "maps & <plans>".into(),
        domains: ids("SELECT array_agg(id) FROM knowledge_domain WHERE name IN ('Physics', 'Chemistry')").await,
        domains_other: "law".into(),
        academic_levels: ids("SELECT array_agg(id) FROM academic_level WHERE name IN ('Graduate', 'Faculty')").await,
        computing_levels: ids("SELECT array_agg(id) FROM computing_experience_level WHERE name LIKE 'Novice%'").await,
        audience_description: "“All” of 'them'".into(),
        requested_workshop_types: vec![curriculum(app, "swc-r").await, curriculum(app, "swc-python").await],
        user_notes: "1 < 2 & 3 > 2".into(),
        ..inquiry(app).await
    }
}

/// The rows that submitter and staff read alike, from the location on.
const ANSWERS: &str = "Workshop location: Lund
Country: Sweden
Kinds of data:
    Tabular data (CSV, ODS, TSV, XLS)
    Library data (MARC, XML, RDF, JSON)
    Other: maps & <plans>
Domains:
    Chemistry
    Physics
    Other: law
Academic levels:
    Graduate
    Faculty
Levels of computing experience: Novice (uses a spreadsheet for data analysis rather than writing code)
Audience: “All” of 'them'
Curricula of interest:
    Software Carpentry (shell, git, Python)
    Software Carpentry (shell, git, R)
Preferred date: 2026-09-01
Other dates: —
WARNEDLanguage of the workshop: —
Administrative fee: We are a member or partner, so the fee does not apply
Travel expenses: —
Takes on the travel expenses of instructors: yes
Restrictions of the institution: —
Listed on our websites: yes
Open to the public: —
Additional contacts:
    a@example.org
    b@example.org
Heard of The Carpentries through: —
Additional notes: 1 < 2 & 3 > 2
Agrees to the data privacy policy: yes
Agrees to the Code of Conduct: yes
Takes on the responsibilities of a host: yes
Knows that instructors may not be found at short notice: no
";

#[tokio::test]
async fn eml_oth_04_and_12_the_receipt_has_links_and_a_copy_with_the_levels_of_computing() {
    let app = TestApp::start().await;
    send_inquiry(&app, &full(&app).await).await;
    let mails = arrived(&app).await;
    let receipt = with_subject(&mails, RECEIPT);
    assert_public(receipt);
    assert_eq!(receipt.to, ["grace.hopper@example.org"]);
    for says in [
        "our website (https://carpentries.org/)",
        "what we teach (https://carpentries.org/workshops-curricula/)",
        "https://docs.carpentries.org/topic_folders/hosts_instructors/resources_for_online_workshops.html",
        "Someone of our team will write to you",
        "Nothing is scheduled until you and we have both confirmed it.",
    ] {
        assert!(receipt.text.contains(says), "{says} in {}", receipt.text);
    }
    let copy = "Submission date: June 15, 2026, noon UTC
Person: Grace Hopper <grace.hopper@example.org>
Secondary email address: —
Institution: Lund University
Website of the institution: https://lu.se
Department: —
Online or in person: Online
";
    assert_eq!(rows(receipt), format!("{copy}{}", ANSWERS.replace("WARNED", "")));
    for row in [
        "<dd>1 &lt; 2 &amp; 3 &gt; 2</dd>",
        "<br>Other: maps &amp; &lt;plans&gt;</dd>",
        "<a href=\"https://carpentries.org/workshops-curricula/\">what we teach</a>",
    ] {
        assert!(html(receipt).contains(row), "{row} in {}", html(receipt));
    }
}

#[tokio::test]
async fn eml_oth_05_the_notice_leads_to_the_inquiry_and_has_all_of_it() {
    let app = TestApp::start().await;
    let id = send_inquiry(&app, &full(&app).await).await;
    let mails = arrived(&app).await;
    assert_eq!(mails.len(), 2);
    let notice = with_subject(&mails, "New workshop inquiry: Lund University, 2026-09-01");
    assert_readable(notice);
    assert_eq!(notice.to, ["workshops@carpentries.org"]);
    assert_eq!(notice.reply_to, ["grace.hopper@example.org"]);
    let page = format!("{HOME}/requests/workshop_inquiry/{id}/");
    assert!(notice.text.starts_with(&format!("A new workshop inquiry has come in: {page}\n\n")), "{}", notice.text);
    assert!(html(notice).contains(&format!("<a href=\"{page}\">{page}</a>")), "{}", html(notice));
    let begins = "State: Pending
Submission date: June 15, 2026, noon UTC
Last change: June 15, 2026, noon UTC
Related event: —
Person: Grace Hopper <grace.hopper@example.org>
Person in AMY: Nobody with this name and address
Secondary email address: —
Institution: Lund University
Website of the institution: https://lu.se
Institution in AMY: No organization with this name
Department: —
Online or in person: Online
";
    assert_eq!(rows(notice), format!("{begins}{}", ANSWERS.replace("WARNED", "Warned that the date is too soon: no\n")));
}

/// An inquiry needs neither an institution nor a day, nor a country that anybody looks after.
#[tokio::test]
async fn eml_oth_05_an_inquiry_of_nobody_known_for_no_day_is_told_all_the_same() {
    let app = TestApp::start().await;
    let bare = InquiryInput {
        common: CommonInput {
            family: String::new(),
            institution_other_name: String::new(),
            institution_other_url: String::new(),
            country: None,
            ..inquiry(&app).await.common
        },
        preferred_dates: None,
        ..inquiry(&app).await
    };
    send_inquiry(&app, &bare).await;
    let mails = arrived(&app).await;
    let notice = with_subject(&mails, "New workshop inquiry");
    assert_readable(notice);
    assert_eq!(notice.to, ["workshops@carpentries.org"]);
    for (label, value) in [
        ("Person", Some("Grace <grace.hopper@example.org>")),
        ("Institution", Some("—")),
        ("Website of the institution", Some("—")),
        ("Institution in AMY", None),
        ("Country", Some("—")),
        ("Preferred date", Some("—")),
        ("Warned that the date is too soon", Some("no")),
    ] {
        assert_eq!(told(notice, label).as_deref(), value, "{label}");
    }
    assert_public(with_subject(&mails, RECEIPT));
}

/// DM-WREQ-10
#[tokio::test]
async fn eml_oth_04_and_05_less_than_sixty_days_are_warned_of() {
    let app = TestApp::start().await;
    for day in ["2026-08-13", "2026-08-14"] {
        send_inquiry(&app, &InquiryInput { preferred_dates: day.parse().ok(), ..inquiry(&app).await }).await;
    }
    let mails = arrived(&app).await;
    for (day, warned) in [("2026-08-13", true), ("2026-08-14", false)] {
        let notice = with_subject(&mails, &format!("New workshop inquiry: Lund University, {day}"));
        let said = told(notice, "Warned that the date is too soon");
        assert_eq!(said.as_deref(), Some(if warned { "yes" } else { "no" }), "{day}");
        let mut receipts = mails.iter().filter(|mail| mail.subject == RECEIPT);
        let receipt = receipts.find(|receipt| told(receipt, "Preferred date").as_deref() == Some(day)).unwrap();
        assert_eq!(receipt.text.contains("Please note: the date that you prefer is close."), warned, "{day}");
        assert_eq!(html(receipt).contains("Please note"), warned, "{day}");
    }
}
