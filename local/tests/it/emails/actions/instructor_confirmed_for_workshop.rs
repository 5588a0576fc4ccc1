//! emails.md 3.6

use super::signup_decided::{self, ACCEPTED};

#[tokio::test]
async fn each_condition_alone_keeps_it_away() {
    signup_decided::each_condition_alone_keeps_it_away(&ACCEPTED).await;
}

#[tokio::test]
async fn it_goes_to_the_applicant_at_once() {
    signup_decided::it_goes_to_the_applicant_at_once(&ACCEPTED).await;
}

/// EML-ACT-02, flavour S: it is sent again when the same is decided again.
#[tokio::test]
async fn another_decision_ends_it_and_the_same_begins_it_anew() {
    signup_decided::another_decision_ends_it_and_the_same_begins_it_anew(&ACCEPTED).await;
}
