//! Merging events (EVT-03).

use shared::lookup::Lookup;
use shared::merge::EVENT;

use super::Subject;

/// What the pages about events say.
pub static EVENTS: Subject = Subject {
    kind: &EVENT,
    path: "/workshops/events/merge/",
    title: "Merge Events",
    comparing: "Merge two events",
    one: "Event",
    same: "These are one and the same event. Choose two different ones.",
    parties: [("event_a", "Event A"), ("event_b", "Event B")],
    lookup: Lookup::Events,
    labels: &[
        ("slug", "Slug"),
        ("completed", "Completed"),
        ("assigned_to", "Assigned to"),
        ("start", "Start"),
        ("end", "End"),
        ("host", "Host Site"),
        ("sponsor", "Organiser"),
        ("administrator", "Administrator"),
        ("public_status", "Is this workshop public?"),
        ("event_category", "Event category"),
        ("tags", "Tags"),
        ("url", "URL"),
        ("language", "Language"),
        ("reg_key", "Eventbrite key"),
        ("manual_attendance", "Manual attendance"),
        ("contact", "Additional people to contact"),
        ("country", "Country"),
        ("venue", "Venue"),
        ("address", "Address"),
        ("latitude", "Latitude"),
        ("longitude", "Longitude"),
        ("learners_pre", "Learners, before the workshop"),
        ("learners_post", "Learners, after the workshop"),
        ("instructors_pre", "Instructors, before the workshop"),
        ("instructors_post", "Instructors, after the workshop"),
        ("learners_longterm", "Learners, in the long term"),
        ("open_TTT_applications", "TTT Open applications"),
        ("curricula", "Curricula"),
        ("lessons", "Lessons covered"),
        ("task_set", "Tasks"),
        ("comments", "Comments"),
    ],
    belonging: &[
        ("award.event_id", "awards for this event"),
        ("training_progress.event_id", "training progresses"),
        ("instructor_recruitment.event_id", "recruitments of instructors"),
        ("workshop_request.event_id", "workshop requests"),
        ("workshop_inquiry_request.event_id", "workshop inquiries"),
        ("self_organised_submission.event_id", "self-organised submissions"),
        ("calendar_feed.event_id", "calendar feeds of this event"),
    ],
    stays: "Membership, allocated benefit and what is known of the repository stay those of the event that stays.",
    comment: "merge events",
    needs_both: true,
};
