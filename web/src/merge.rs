//! The pages that merge two records of a kind (PER-03, EVT-03).

use axum::http::StatusCode;
use shared::access::{self, LAST_SUPERUSER};
use shared::db::Db;
use shared::history;
use shared::merge::{self, Comparison, MergeInput, Outcome, Pair, Side};
use shared::record::{self, Kind};
use templates::form::{FIND, Form, State};
use templates::layout::{Flash, Level};
use templates::pages::merge::{self as pages, Subject};

use crate::answer::{Answer, Failure, OrNotFound as _, Page};
use crate::form::{again, label};
use crate::identity::Viewer;
use crate::manage::may_manage;
use crate::next::safe_next;
use crate::request::{Asking, Params, Posted};
use crate::site::Site;

/// Which two records an address or a form names.
enum Asked {
    /// Not both, or somebody searches for them.
    Which,
    /// Twice the same.
    Same,
    /// These.
    Two(Pair),
}

/// Reads the two; what is no record's number is not found.
fn asked(subject: &Subject, params: &Params) -> Result<Asked, Failure> {
    let [(a, _), (b, _)] = subject.parties;
    if params.get(FIND).is_some() {
        return Ok(Asked::Which);
    }
    let (Some(first), Some(second)) = (params.get(a), params.get(b)) else {
        // An address with one of them is none where both are needed; a form that was left empty is asked again.
        let is_form = params.has(a) && params.has(b);
        let is_half = params.get(a).is_some() || params.get(b).is_some();
        return if subject.needs_both && is_half && !is_form { Err(Failure::NotFound) } else { Ok(Asked::Which) };
    };
    let number = |text: &str| text.trim().parse::<i32>().ok().or_404();
    Ok(Pair::of(number(first)?, number(second)?).map_or(Asked::Same, Asked::Two))
}

/// The page that asks which two, or the one that compares them.
///
/// # Errors
/// The 404 page where one of the two is unknown.
pub async fn show(site: &Site, subject: &Subject, params: Params) -> Answer {
    let pair = match asked(subject, &params)? {
        Asked::Two(pair) => pair,
        other => return ask(site, subject, params, matches!(other, Asked::Same)).await,
    };
    let form = subject.form();
    let mut state = State::default();
    for field in form.all() {
        state.preset(&field.name, "obj_a");
    }
    let today = site.clock().today();
    let compared = merge::compare(&mut *site.db().await?, subject.kind, pair, today).await?.or_404()?;
    Ok(pages::compare(subject, &compared, &form, &state).into())
}

/// The page that asks which two. Who came here with somewhere to go on to is sent there instead (PER-03).
async fn ask(site: &Site, subject: &Subject, params: Params, is_same: bool) -> Answer {
    let warned = |page: Page| if is_same { page.warning(subject.same) } else { page };
    let next = safe_next(params.get("next").unwrap_or(""), &site.config().hosts, "");
    if params.get("next") == Some(next.as_str()) {
        return Ok(warned(Page::redirect(next)));
    }
    let form = subject.chooser();
    let posted = Posted(params.0);
    let mut state = posted.state(&form);
    let mut db = site.db().await?;
    let is_sent = form.all().any(|field| posted.0.iter().any(|(name, _)| **name == *field.name));
    if !posted.press(&mut db, &form, &mut state).await? && is_sent {
        for field in form.all() {
            if state.text(&field.name).trim().is_empty() {
                state.errors.add(&field.name, "Choose one.");
            }
        }
    }
    if is_same {
        let [_, (second, _)] = subject.parties;
        state.errors.add(second, subject.same);
    }
    label(&mut db, &form, &mut state).await?;
    Ok(warned(again(&state, pages::choose(subject, &form, &state))))
}

/// What the comparison sends: the two become one, or nothing happens and the page says why.
///
/// # Errors
/// The 404 page where one of the two is unknown.
pub async fn submit(site: &Site, viewer: &Viewer, subject: &Subject, params: Params, posted: Posted) -> Answer {
    // The two stand in the form; the address may name them instead.
    let [(a, _), (b, _)] = subject.parties;
    let both = [a, b].map(|name| {
        let text = posted.text(name);
        (name.to_owned(), if text.is_empty() { params.get(name).unwrap_or("").to_owned() } else { text.to_owned() })
    });
    let params = Params(both.into_iter().filter(|(_, text)| !text.is_empty()).collect(), Asking::default());
    let pair = match asked(subject, &params)? {
        Asked::Two(pair) => pair,
        other => return ask(site, subject, params, matches!(other, Asked::Same)).await,
    };
    let mut change = site.change(viewer, subject.comment).await?;
    let Some(compared) = merge::compare(&mut change, subject.kind, pair, site.clock().today()).await? else {
        return gone(&mut change, subject, pair, site).await;
    };
    // What the one signs in with, the other will sign in with too.
    let ids = [compared.a.id, compared.b.id];
    let are_people = subject.kind.kind == Kind::Person;
    if are_people {
        may_manage(&mut change, viewer, &ids).await?;
    }
    let form = subject.form();
    let input = match posted.input::<MergeInput>(&mut change, &form, &subject.kind, None).await? {
        Ok(input) => input,
        Err(state) => return Ok(again(&state, pages::compare(subject, &compared, &form, &state))),
    };
    let has_last = are_people && has_last_superuser(&mut change, &ids).await?;
    match merge::merge(&mut change, subject.kind, pair, &input).await {
        Ok(Outcome::Merged(id)) => {
            if has_last && !access::is_last_superuser(&mut change, id).await? {
                let page = Page::from(pages::compare(subject, &compared, &form, &State::of(&form, &input)));
                return Ok(page.invalid().error(LAST_SUPERUSER));
            }
            let named = record::named(&mut change, subject.kind.kind, &id.to_string(), site.clock().today()).await?.or_404()?;
            change.commit().await?;
            let other = if id == compared.a.id { &compared.b } else { &compared.a };
            let url = subject.kind.kind.page(&named.key).unwrap_or_else(|| subject.path.to_owned());
            let done = format!("{} and {} were merged into {}.", named.label, other.label, named.label);
            Ok(Page::redirect(url).success(done))
        }
        Ok(Outcome::Gone) => gone(&mut change, subject, pair, site).await,
        Ok(Outcome::Invalid(errors)) => {
            let mut state = State::of(&form, &input);
            state.errors.merge(errors);
            Ok(again(&state, pages::compare(subject, &compared, &form, &state)))
        }
        Ok(Outcome::Blocked(blockers)) => {
            let back = subject.url(compared.a.id, compared.b.id);
            Ok(pages::blocked(&compared, &blockers, &back).into())
        }
        Err(error) => match error.broken_constraint() {
            Some(constraint) => Ok(refused(subject, &compared, &form, &input, constraint)),
            None => Err(error.into()),
        },
    }
}

/// Whether one of the two is the last superuser who can log in.
async fn has_last_superuser(db: &mut Db, ids: &[i32; 2]) -> Result<bool, Failure> {
    for id in ids {
        if access::is_last_superuser(db, *id).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The database refused what the rules had let through: somebody changed something at the same moment.
fn refused(subject: &Subject, compared: &Comparison, form: &Form, input: &MergeInput, constraint: &str) -> Page {
    let page = Page::from(pages::compare(subject, compared, form, &State::of(form, input))).status(StatusCode::CONFLICT);
    page.warning(format!(
        "Nothing was merged: the records would contradict others ({constraint}). Look again and choose otherwise."
    ))
}

/// One of the two is not there: it never was, or somebody was faster.
async fn gone(db: &mut Db, subject: &Subject, pair: Pair, site: &Site) -> Answer {
    let kind = subject.kind.kind;
    let mut left = None;
    let mut is_known = true;
    for side in [Side::A, Side::B] {
        let id = pair.id(side).to_string();
        match record::named(db, kind, &id, site.clock().today()).await? {
            Some(named) => left = Some(named),
            None => is_known &= history::summary(db, kind.table(), &id).await?.created.is_some(),
        }
    }
    let left = left.filter(|_| is_known).or_404()?;
    let url = kind.page(&left.key).unwrap_or_else(|| subject.path.to_owned());
    let said = format!(
        "Nothing was merged now: of the two only {} is there. Somebody has merged them already, or deleted the other.",
        left.label
    );
    Ok(Page::redirect(url).flash(Flash::new(Level::Warning, said)))
}

#[cfg(test)]
mod tests {
    use templates::form::TERM;
    use templates::pages::merge::{EVENTS, PERSONS};

    use super::*;

    fn outcome(subject: &Subject, pairs: &[(&str, &str)]) -> &'static str {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let params = Params(pairs, Asking::default());
        match asked(subject, &params) {
            Ok(Asked::Which) => "which",
            Ok(Asked::Same) => "same",
            Ok(Asked::Two(_)) => "two",
            Err(_) => "404",
        }
    }

    #[test]
    fn dm_merge_06_without_both_the_page_asks_which() {
        assert_eq!(outcome(&PERSONS, &[]), "which");
        assert_eq!(outcome(&PERSONS, &[("person_a", "1")]), "which");
        assert_eq!(outcome(&EVENTS, &[]), "which");
        assert_eq!(outcome(&EVENTS, &[("event_a", "1")]), "404");
        assert_eq!(outcome(&EVENTS, &[("event_b", "1")]), "404");
        // The form that asks was sent with one of them empty, or searches.
        assert_eq!(outcome(&EVENTS, &[("event_a", "1"), ("event_b", "")]), "which");
        let term = format!("event_b{TERM}");
        assert_eq!(outcome(&EVENTS, &[("event_a", "1"), (&term, "lund"), (FIND, "event_b")]), "which");
    }

    #[test]
    fn d_17_twice_the_same_is_told_apart_from_two_and_from_nonsense() {
        assert_eq!(outcome(&PERSONS, &[("person_a", "7"), ("person_b", " 7 ")]), "same");
        assert_eq!(outcome(&EVENTS, &[("event_a", "7"), ("event_b", "8")]), "two");
        assert_eq!(outcome(&EVENTS, &[("event_a", "7"), ("event_b", "x")]), "404");
        assert_eq!(outcome(&PERSONS, &[("person_a", "99999999999"), ("person_b", "1")]), "404");
    }
}
