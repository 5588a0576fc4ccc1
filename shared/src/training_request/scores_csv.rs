//! The reviewers' scores out of a CSV file (DM-TREQ-17, TRQ-05, TRQ-06).

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::rescore;
use crate::Result;
use crate::db::{Change, Db};

/// A row of the file, kept as it was written until it is confirmed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreRow {
    /// Number of the request.
    pub request_id: String,
    /// The score.
    pub score_manual: String,
    /// Words about it.
    pub score_notes: String,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("This file is empty. Choose one with a line of scores for each request.")]
    Empty,
    /// It is no text in UTF-8.
    #[error("This file is not encoded in UTF-8. Save it as “CSV UTF-8” and try again.")]
    Encoding,
    /// It is no CSV.
    #[error("This file is not a proper CSV file: {0}.")]
    Csv(String),
}

/// Reads a file: a head line that names the columns, then a row for each request. Other columns and rows without any text are
/// left out; a column that is not there is empty.
///
/// # Errors
/// When the file cannot be read.
pub fn read_scores(file: &[u8]) -> Result<Vec<ScoreRow>, Unreadable> {
    let text = std::str::from_utf8(file).map_err(|_| Unreadable::Encoding)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let broken = |error: csv::Error| Unreadable::Csv(error.to_string());
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let head = reader.headers().map_err(broken)?.clone();
    let place = |name: &str| head.iter().position(|column| column.trim() == name);
    let (id, score, notes) = (place("request_id"), place("score_manual"), place("score_notes"));
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cell = |place: Option<usize>| place.and_then(|place| record.get(place)).unwrap_or("").trim().to_owned();
        rows.push(ScoreRow { request_id: cell(id), score_manual: cell(score), score_notes: cell(notes) });
    }
    Ok(rows)
}

impl ScoreRow {
    fn request(&self) -> Result<i32, &'static str> {
        match self.request_id.as_str() {
            "" => Err("The number of the request is missing."),
            text => text.parse().ok().filter(|id| *id >= 0).ok_or("The number of the request must be a whole number, 0 or more."),
        }
    }

    fn score(&self) -> Result<i32, &'static str> {
        match self.score_manual.as_str() {
            "" => Err("The score is missing."),
            text => text.parse().map_err(|_| "The score must be a whole number."),
        }
    }
}

/// A row beside the request that it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedScore {
    /// The row.
    pub row: ScoreRow,
    /// Id and display string of the request.
    pub request: Option<(i32, String)>,
    /// The score that it has now.
    pub score_manual: Option<i32>,
    /// The words about it now.
    pub score_notes: String,
    /// What must be mended.
    pub errors: Vec<&'static str>,
}

/// Holds the rows against the stored requests: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn check_scores(db: &mut Db, rows: &[ScoreRow]) -> Result<Vec<CheckedScore>> {
    let ids: Vec<i32> = rows.iter().filter_map(|row| row.request().ok()).collect();
    let known = sqlx::query!(
        r#"SELECT r.id, training_request_label(r) AS "label!", r.score_manual, r.score_notes FROM training_request r WHERE r.id = ANY($1)"#,
        &ids
    )
    .fetch_all(db)
    .await?;
    let known: HashMap<i32, _> = known.into_iter().map(|found| (found.id, found)).collect();
    let mut seen = HashSet::new();
    let checked = rows.iter().map(|row| {
        let mut errors = Vec::new();
        let found = row.request().map(|id| (id, known.get(&id)));
        match found {
            Err(message) => errors.push(message),
            Ok((_, None)) => errors.push("There is no request with this number."),
            Ok((id, Some(_))) if !seen.insert(id) => errors.push("This request stands in the file twice."),
            Ok(_) => {}
        }
        errors.extend(row.score().err());
        let found = found.ok().and_then(|(_, found)| found);
        CheckedScore {
            row: row.clone(),
            request: found.map(|found| (found.id, found.label.clone())),
            score_manual: found.and_then(|found| found.score_manual),
            score_notes: found.map(|found| found.score_notes.clone()).unwrap_or_default(),
            errors,
        }
    });
    Ok(checked.collect())
}

/// Stores all scores, or none: the rows are checked again, and given back with what is wrong with any. Gives how many were stored.
///
/// # Errors
/// When the database refuses.
pub async fn save_scores(change: &mut Change, rows: &[ScoreRow]) -> Result<Result<usize, Vec<CheckedScore>>> {
    let checked = check_scores(change, rows).await?;
    let mut ids = Vec::new();
    let mut scores = Vec::new();
    let mut notes = Vec::new();
    for row in rows {
        if let (Ok(id), Ok(score)) = (row.request(), row.score()) {
            ids.push(id);
            scores.push(score);
            notes.push(row.score_notes.clone());
        }
    }
    if checked.iter().any(|row| !row.errors.is_empty()) {
        return Ok(Err(checked));
    }
    let now = change.now();
    sqlx::query!(
        "UPDATE training_request r SET score_manual = x.score, score_notes = x.notes, last_updated_at = $4
         FROM unnest($1::int[], $2::int[], $3::text[]) x (id, score, notes) WHERE r.id = x.id",
        &ids,
        &scores,
        &notes,
        now
    )
    .execute(&mut **change)
    .await?;
    rescore(change, &ids).await?;
    Ok(Ok(ids.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(request_id: &str, score_manual: &str, score_notes: &str) -> ScoreRow {
        ScoreRow { request_id: request_id.into(), score_manual: score_manual.into(), score_notes: score_notes.into() }
    }

    #[test]
    fn dm_treq_17_columns_are_found_by_name_and_blank_rows_skipped() {
        let file =
            "\u{feff}name,score_notes,request_id,score_manual\r\nAda,\" good, very \",1, +5 \r\n,,,\r\n , ,,\r\nBob,,2\r\n";
        assert_eq!(read_scores(file.as_bytes()), Ok(vec![row("1", "+5", "good, very"), row("2", "", "")]));
    }

    #[test]
    fn dm_treq_17_a_file_that_cannot_be_read_says_why() {
        assert_eq!(read_scores(b""), Err(Unreadable::Empty));
        assert_eq!(read_scores("\u{feff} \n".as_bytes()), Err(Unreadable::Empty));
        assert_eq!(read_scores(&[b'a', 0xff]), Err(Unreadable::Encoding));
        assert_eq!(read_scores(b"request_id,score_manual\n"), Ok(vec![]));
        assert_eq!(read_scores(b"id,score\n1,2\n"), Ok(vec![row("", "", "")]), "the columns have other names");
    }

    #[test]
    fn dm_treq_17_numbers_have_signs_and_blanks_but_nothing_else() {
        let id = |text: &str| row(text, "", "").request().is_ok();
        assert_eq!(["1", "0", "+7"].map(id), [true; 3]);
        assert_eq!(["", "-1", "1.0", "x", "99999999999"].map(id), [false; 5]);
        let score = |text: &str| row("", text, "").score().ok();
        assert_eq!(["5", "-3", "+2", "0"].map(score), [Some(5), Some(-3), Some(2), Some(0)]);
        assert_eq!(["", "1.5", "five", "99999999999"].map(score), [None; 4]);
    }
}
