//! emails.md 3.7

use super::signup_decided::{self, DISCARDED};

#[tokio::test]
async fn each_condition_alone_keeps_it_away() {
    signup_decided::each_condition_alone_keeps_it_away(&DISCARDED).await;
}

#[tokio::test]
async fn it_goes_to_the_applicant_at_once() {
    signup_decided::it_goes_to_the_applicant_at_once(&DISCARDED).await;
}

/// EML-ACT-02, flavour S: it is sent again when the same is decided again.
#[tokio::test]
async fn another_decision_ends_it_and_the_same_begins_it_anew() {
    signup_decided::another_decision_ends_it_and_the_same_begins_it_anew(&DISCARDED).await;
}
