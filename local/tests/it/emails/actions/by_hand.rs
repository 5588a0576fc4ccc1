//! EML-CTL-12: what people have changed by hand, and what happens later.

use shared::email_action::{Level, Subject};
use shared::email_template::Signal;
use shared::scheduled_email::{reschedule, retry_now};

use super::membership_quarterly::member;
use super::workshop::{Workshop, starts};
use super::{go_to, mail, run, saved};

const SIGNAL: Signal = Signal::RecruitHelpers;

async fn log(w: &Workshop) -> String {
    w.app
        .value(
            "SELECT l.details FROM scheduled_email_log l JOIN scheduled_email e ON e.id = l.scheduled_email_id
             JOIN email_template t ON t.id = e.template_id WHERE t.signal = 'recruit_helpers' ORDER BY l.position DESC LIMIT 1",
        )
        .await
}

#[tokio::test]
async fn eml_ctl_12_a_time_by_hand_is_kept_until_the_workshop_moves() {
    let w = Workshop::start().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    let id = mail(&w.app, SIGNAL).await.id;
    let mut change = w.app.change(Some(&w.admin)).await;
    reschedule(&mut change, id, "2026-07-20T09:00:00Z".parse().unwrap(), Some(w.admin.id)).await.unwrap();
    change.commit().await.unwrap();

    let told = saved(&w.app, Subject::Event(w.event.id)).await;
    assert_eq!(mail(&w.app, SIGNAL).await.at, "2026-07-20 09:00");
    assert!(told.iter().all(|notice| notice.level == Level::Info), "{told:?}");
    assert_eq!(log(&w).await, "Updated by recruit_helpers. Kept as people changed it by hand: the time.");

    let told = run(&w.app, &starts("2026-09-01")).await;
    assert_eq!(mail(&w.app, SIGNAL).await.at, "2026-08-11 12:00");
    let warning = told.iter().find(|notice| notice.level == Level::Warning).expect("a warning");
    assert!(warning.text.contains("2026-07-20 at 09:00 UTC") && warning.text.contains("2026-08-11 at 12:00 UTC"), "{warning:?}");
    assert!(log(&w).await.contains("What it depends on has moved"), "{}", log(&w).await);

    // From then on it moves by itself again.
    let told = run(&w.app, &starts("2026-09-02")).await;
    assert_eq!(mail(&w.app, SIGNAL).await.at, "2026-08-12 12:00");
    assert!(told.iter().all(|notice| notice.level == Level::Info), "{told:?}");
}

#[tokio::test]
async fn eml_ctl_12_words_by_hand_are_kept_and_the_log_says_so() {
    let w = Workshop::start().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    let id = mail(&w.app, SIGNAL).await.id;
    sqlx::query("UPDATE scheduled_email SET subject = 'Mine', body = 'Mine', manually_edited_at = now() WHERE id = $1")
        .bind(id)
        .execute(w.app.pool())
        .await
        .unwrap();
    w.app.run("UPDATE email_template SET subject = 'New', body = 'New'").await;
    run(&w.app, "DELETE FROM task WHERE person_id = (SELECT id FROM person WHERE personal = 'Ines')").await;
    let words: String = sqlx::query_scalar("SELECT subject || body FROM scheduled_email WHERE id = $1")
        .bind(id)
        .fetch_one(w.app.pool())
        .await
        .unwrap();
    assert_eq!(words, "MineMine");
    assert_eq!(mail(&w.app, SIGNAL).await.to, [w.ian.email.as_str(), &w.host.email], "whom it goes to is no matter of words");
    assert_eq!(log(&w).await, "Updated by recruit_helpers. Kept as people changed it by hand: subject and body.");
}

/// EML-CTL-12: "at once" is put off by each change, but by two hours at most.
#[tokio::test]
async fn eml_ctl_12_at_once_is_not_put_off_for_ever() {
    let w = Workshop::start().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    for expected in ["2026-06-15 13:40", "2026-06-15 14:00", "2026-06-15 14:00"] {
        w.app.clock.advance(chrono::Duration::minutes(40));
        saved(&w.app, Subject::Event(w.event.id)).await;
        assert_eq!(mail(&w.app, Signal::HostInstructorsIntroduction).await.at, expected);
    }
}

/// EML-CTL-12: the day that a welcome depends on is the agreement's, also where it is sent at once.
#[tokio::test]
async fn eml_ctl_12_a_welcome_by_hand_is_kept_until_the_agreement_moves() {
    let m = member("silver").await;
    saved(&m.app, Subject::Membership(m.id)).await;
    let welcome = mail(&m.app, Signal::NewMembershipOnboarding).await;
    assert_eq!(welcome.at, "2026-06-15 13:00");
    let mut change = m.app.change(None).await;
    reschedule(&mut change, welcome.id, "2026-07-20T09:00:00Z".parse().unwrap(), None).await.unwrap();
    change.commit().await.unwrap();
    saved(&m.app, Subject::Membership(m.id)).await;
    assert_eq!(mail(&m.app, Signal::NewMembershipOnboarding).await.at, "2026-07-20 09:00");
    let told = run(&m.app, "UPDATE membership SET agreement_start = '2026-09-01'").await;
    assert_eq!(mail(&m.app, Signal::NewMembershipOnboarding).await.at, "2026-08-02 12:00");
    let warning = told.iter().find(|notice| notice.level == Level::Warning).expect("a warning");
    assert!(warning.text.contains("2026-07-20 at 09:00 UTC") && warning.text.contains("2026-08-02 at 12:00 UTC"), "{warning:?}");
}

/// What waited for a day comes forward to an hour from now, not to a time that has passed, and is not put off again.
#[tokio::test]
async fn eml_ctl_12_what_waited_for_a_day_comes_forward_to_an_hour_from_now() {
    let m = member("silver").await;
    m.app.run("UPDATE membership SET agreement_start = '2026-09-01'").await;
    saved(&m.app, Subject::Membership(m.id)).await;
    assert_eq!(mail(&m.app, Signal::NewMembershipOnboarding).await.at, "2026-08-02 12:00");
    go_to(&m.app, "2026-06-20T09:30:00Z");
    run(&m.app, "UPDATE membership SET agreement_start = '2026-06-25'").await;
    assert_eq!(mail(&m.app, Signal::NewMembershipOnboarding).await.at, "2026-06-20 10:30");
    go_to(&m.app, "2026-06-20T10:10:00Z");
    saved(&m.app, Subject::Membership(m.id)).await;
    assert_eq!(mail(&m.app, Signal::NewMembershipOnboarding).await.at, "2026-06-20 10:30");
}

/// EML-CTL-11, EML-CTL-12: what somebody wants sent now is not put off by the next save.
#[tokio::test]
async fn eml_ctl_11_the_time_of_a_retry_is_kept() {
    let w = Workshop::start().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    let id = mail(&w.app, SIGNAL).await.id;
    crate::emails::put(&w.app, id, "failed").await;
    go_to(&w.app, "2026-06-16T08:00:00Z");
    let mut change = w.app.change(Some(&w.admin)).await;
    retry_now(&mut change, id, Some(w.admin.id)).await.unwrap();
    change.commit().await.unwrap();
    saved(&w.app, Subject::Event(w.event.id)).await;
    assert_eq!(mail(&w.app, SIGNAL).await.at, "2026-06-16 08:00");
    assert_eq!(log(&w).await, "Updated by recruit_helpers. Kept as people changed it by hand: the time.");
}
