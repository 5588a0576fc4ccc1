//! Receipt and notice of a self-organised submission (EML-OTH-06, EML-OTH-07).

use shared::workshop_request::{Format, SubmissionInput};

use super::super::{curriculum, submission};
use super::{HOME, arrived, assert_public, assert_readable, html, rows, send_submission, told, with_subject};
use crate::support::TestApp;

const RECEIPT: &str = "Self-organised submission confirmation";

/// A workshop that mixes lessons, at an address with an ampersand.
async fn mixed(app: &TestApp) -> SubmissionInput {
    let mut input = submission(app).await;
    input.common.family = "O'Neil <x>".into();
    input.workshop_format = Some(Format::Other);
    input.workshop_format_other = "three evenings".into();
    input.workshop_url = "https://grace.github.io/2026-07-01-lund/?a=1&b=\"2\"".into();
    input.workshop_types = vec![curriculum(app, "mix-match").await];
    input.workshop_types_other_explain = "git\r\nand <R>".into();
    input
}

/// The rows that submitter and staff read alike, from the format on.
const ANSWERS: &str = "Workshop format: Other: three evenings
Workshop start: 2026-07-01
Workshop end: 2026-07-02
Website of the workshop: https://grace.github.io/2026-07-01-lund/?a=1&b=\"2\"
Curricula taught: Mix & Match
Lessons of a mix:
    git
    and <R>
Country: Sweden
Language of the workshop: English
Listed on our websites: yes
Open to the public: Open to everyone who registers
Additional contacts:
    a@example.org
    b@example.org
Agrees to the data privacy policy: yes
Agrees to the Code of Conduct: yes
Takes on the responsibilities of a host: yes
";

#[tokio::test]
async fn eml_oth_06_and_12_the_receipt_tells_of_surveys_and_has_a_copy() {
    let app = TestApp::start().await;
    send_submission(&app, &mixed(&app).await).await;
    let mails = arrived(&app).await;
    let receipt = with_subject(&mails, RECEIPT);
    assert_public(receipt);
    assert_eq!(receipt.to, ["grace.hopper@example.org"]);
    for says in [
        "write to you within a week",
        "About two weeks before it begins, please remind your learners to fill in the survey and to install the software",
        "https://docs.carpentries.org/topic_folders/hosts_instructors/hosts_instructors_checklist.html",
        "https://docs.carpentries.org/topic_folders/hosts_instructors/resources_for_online_workshops.html",
    ] {
        assert!(receipt.text.contains(says), "{says} in {}", receipt.text);
    }
    assert!(!receipt.text.contains("Please note"), "a day of their own is never too soon: {}", receipt.text);
    let copy = "Submission date: June 15, 2026, noon UTC
Person: Grace O'Neil <x> <grace.hopper@example.org>
Secondary email address: —
Institution: Lund University
Website of the institution: https://lu.se
Department: —
Online or in person: Online
";
    assert_eq!(rows(receipt), format!("{copy}{ANSWERS}"));
    for row in [
        "<dd><a href=\"https://grace.github.io/2026-07-01-lund/?a=1&amp;b=&quot;2&quot;\">\
         https://grace.github.io/2026-07-01-lund/?a=1&amp;b=&quot;2&quot;</a></dd>",
        "<dd>git<br>and &lt;R&gt;</dd>",
        "<dd>Mix &amp; Match</dd>",
    ] {
        assert!(html(receipt).contains(row), "{row} in {}", html(receipt));
    }
}

/// EML-OTH-07: the text, too, says who sent it.
#[tokio::test]
async fn eml_oth_07_the_notice_leads_to_the_submission_and_names_who_sent_it() {
    let app = TestApp::start().await;
    let id = send_submission(&app, &mixed(&app).await).await;
    let mails = arrived(&app).await;
    assert_eq!(mails.len(), 2);
    let notice = with_subject(&mails, "New self-organised submission: Lund University");
    assert_readable(notice);
    assert_eq!(notice.to, ["workshops@carpentries.org"]);
    assert_eq!(notice.reply_to, ["grace.hopper@example.org"]);
    let page = format!("{HOME}/requests/selforganised_submission/{id}/");
    assert!(notice.text.starts_with(&format!("A new self-organised submission has come in: {page}\n\n")), "{}", notice.text);
    assert!(html(notice).contains(&format!("<a href=\"{page}\">{page}</a>")), "{}", html(notice));
    let begins = "State: Pending
Submission date: June 15, 2026, noon UTC
Last change: June 15, 2026, noon UTC
Related event: —
Person: Grace O'Neil <x> <grace.hopper@example.org>
Person in AMY: Nobody with this name and address
Secondary email address: —
Institution: Lund University
Website of the institution: https://lu.se
Institution in AMY: No organization with this name
Department: —
Online or in person: Online
";
    assert_eq!(rows(notice), format!("{begins}{ANSWERS}"));
}

/// The subject names an institution of ours by name and domain; an address that cannot be followed stays text.
#[tokio::test]
async fn eml_oth_07_the_subject_names_the_institution_and_odd_addresses_lead_nowhere() {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let mut input = submission(&app).await;
    input.common.institution = Some(lund);
    input.common.institution_other_name.clear();
    input.common.institution_other_url.clear();
    input.workshop_url = "javascript:alert(1)".into();
    send_submission(&app, &input).await;
    let mails = arrived(&app).await;
    let notice = with_subject(&mails, "New self-organised submission: Lund University <lu.se>");
    for mail in [notice, with_subject(&mails, RECEIPT)] {
        assert_readable(mail);
        assert_eq!(told(mail, "Website of the workshop").as_deref(), Some("javascript:alert(1)"));
    }
}
