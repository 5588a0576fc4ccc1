//! The score of an application (DM-TREQ-01, DM-TREQ-02).

use crate::Result;
use crate::db::Change;

/// The whole score: the automatic one, and the reviewers' where they gave one (DM-TREQ-01).
#[must_use]
pub fn score_total(auto: i32, manual: Option<i32>) -> i32 {
    auto.saturating_add(manual.unwrap_or(0))
}

/// Computes the automatic scores of these applications anew, after what they depend on has changed: the row, its domains, or
/// its involvement. One statement (`training_request_score` holds the rule).
///
/// # Errors
/// When the database refuses.
pub async fn rescore(change: &mut Change, requests: &[i32]) -> Result<()> {
    sqlx::query!(
        "UPDATE training_request r SET score_auto = training_request_score(r)
         WHERE r.id = ANY($1) AND r.score_auto <> training_request_score(r)",
        requests
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::score_total;

    #[test]
    fn dm_treq_01_the_total_is_the_automatic_score_and_the_reviewers() {
        assert_eq!([None, Some(0), Some(5), Some(-9)].map(|manual| score_total(7, manual)), [7, 7, 12, -2]);
    }
}
