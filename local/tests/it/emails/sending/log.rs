//! What a run says of itself (EML-NEW-14).

use std::process::Output;

use local::ses::Trouble;
use tokio::process::Command;

use super::{due, send_due, start, states};

/// EML-NEW-14: the log and the result of a process of its own tell of emails by their ids, and nothing of anybody.
#[tokio::test]
async fn eml_new_14_the_log_has_id_action_state_class_and_attempt_and_no_address_subject_or_text() {
    let app = start().await;
    let emails = due(&app, 4).await;
    app.run("UPDATE scheduled_email SET subject = 'Secret ' || subject, body = 'Whispered'").await;
    app.run("UPDATE scheduled_email SET to_header = '{nobody}' WHERE subject = 'Secret Mail 4'").await;
    app.mails.trouble([Trouble::REJECTED, Trouble::Dropped]);
    let mut command = send_due(&app);
    command.env("RUST_LOG", "info").env("NO_COLOR", "1");
    let Output { status, stdout, stderr } = Command::from(command).output().await.unwrap();
    let (said, complaints) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
    assert!(status.success(), "{complaints}");
    let ends = ["dead_letter message_rejected", "running", "succeeded", "dead_letter bad_address"];
    assert_eq!(states(&app, &emails).await, ends);
    for (email, end) in emails.iter().zip(ends) {
        let line = said.lines().find(|line| line.contains(&email.to_string())).unwrap_or_else(|| panic!("{email}: {said}"));
        for word in ["action", "direct", "attempt"].into_iter().chain(end.split(' ')) {
            assert!(line.contains(word), "{word}: {line}");
        }
    }
    for word in ["\"sent\": 1", "\"dead\": 2", "\"unknown\": 1", "\"message_rejected\": 1"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    for secret in ["@", "nobody", "Secret", "Mail 1", "Whispered"] {
        let line = said.lines().find(|line| line.contains(secret) && !line.contains("nobody knows"));
        assert_eq!(line, None, "{secret} is told");
    }
}
