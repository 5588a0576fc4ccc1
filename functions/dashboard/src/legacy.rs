//! Addresses of older releases, which bookmarks and mails still hold (LEG-01 … LEG-21). Their query strings are of no use any more.

use web::Access::Anyone;
use web::{Answer, Page, Routes};

/// Old address and new one, in the order of their ids; LEG-20 is below.
const MOVED: [(&str, &str); 20] = [
    ("/workshops/", "/dashboard/"),
    ("/workshops/admin-dashboard/", "/dashboard/admin/"),
    ("/workshops/trainee-dashboard/", "/dashboard/instructor/"),
    ("/workshops/trainee-dashboard/training_progress/", "/dashboard/instructor/training_progress/"),
    ("/workshops/autoupdate_profile/", "/dashboard/instructor/autoupdate_profile/"),
    ("/workshops/training_requests/", "/requests/training_requests/"),
    ("/workshops/training_requests/merge", "/requests/training_requests/merge"),
    ("/workshops/bulk_upload_training_request_scores", "/requests/bulk_upload_training_request_scores/"),
    ("/workshops/bulk_upload_training_request_scores/confirm", "/requests/bulk_upload_training_request_scores/confirm/"),
    ("/workshops/workshop_requests/", "/requests/workshop_requests/"),
    ("/workshops/organizations/", "/fiscal/organizations/"),
    ("/workshops/memberships/", "/fiscal/memberships/"),
    ("/workshops/reports/membership_trainings_stats/", "/reports/membership_trainings_stats/"),
    ("/workshops/reports/workshop_issues/", "/reports/workshop_issues/"),
    ("/workshops/reports/instructor_issues/", "/reports/instructor_issues/"),
    ("/workshops/reports/duplicate_persons/", "/reports/duplicate_persons/"),
    ("/workshops/reports/duplicate_training_requests/", "/reports/duplicate_training_requests/"),
    ("/workshops/trainings/", "/trainings/trainings/"),
    ("/workshops/trainees/", "/trainings/trainees/"),
    ("/dashboard/trainee/", "/dashboard/instructor/"),
];

/// LEG-20: a form for everybody, which has moved for good.
const REQUEST_TRAINING: (&str, &str) = ("/workshops/request_training/", "/forms/request_training/");

/// Adds them to the table, for GET and POST alike.
pub(crate) fn add(routes: Routes) -> Routes {
    let (from, to) = REQUEST_TRAINING;
    let routes = routes.form(from, Anyone, move || moved(to), move || moved(to));
    MOVED.into_iter().fold(routes, |routes, (from, to)| routes.form(from, Anyone, move || redirect(to), move || redirect(to)))
}

async fn redirect(to: &'static str) -> Answer {
    Ok(Page::redirect(to))
}

async fn moved(to: &'static str) -> Answer {
    Ok(Page::moved(to))
}
