//! Requests for a workshop.

use chrono::Duration;
use sqlx::PgConnection;

use super::{COLUMNS, Kind, Sources, tick};
use crate::demo::bulk::{Bulk, values};
use crate::demo::names::AUDIENCES;
use crate::demo::random::{Random, turn};

const FEES: &[&str] = &["nonprofit", "forprofit", "waiver", "nonprofit"];
const TRAVEL: &[&str] = &["booked", "reimbursed", "other"];
const RESTRICTIONS: &[&str] = &["no_restrictions", "other"];
/// What may be asked for (DM-WREQ-07).
const CURRICULA: &[&str] = &["swc-python", "dc-ecology-r", "lc", "swc-r", "dc-genomics", "dc-socsci-r"];

/// Writes them, and answers how many there are.
pub(super) async fn write(connection: &mut PgConnection, sources: &Sources<'_>) -> anyhow::Result<usize> {
    let mut random = Random::named("workshop requests");
    let world = sources.world;
    let lookups = &world.lookups;
    // An event is of one request only: inquiries take the other half.
    let events = central_events(sources, 0);
    let own = ", instructor_availability boolean, location text, preferred_dates date, other_preferred_dates text,
        audience_description text, administrative_fee text, scholarship_circumstances text, travel_expences_management text,
        travel_expences_management_other text, travel_expences_agreement boolean, institution_restrictions text,
        institution_restrictions_other text, carpentries_info_source_other text, user_notes text, domains_other text,
        conference_details text";
    let mut bulk = Bulk::into("workshop_request", &format!("{COLUMNS}{own}"));
    let set = |table: &'static str, item: &str| Bulk::into(table, &format!("workshop_request_id int, {item} int"));
    let mut curricula = set("workshop_request_curriculum", "curriculum_id");
    let mut domains = set("workshop_request_domain", "knowledge_domain_id");
    let mut academic = set("workshop_request_academic_level", "academic_level_id");
    let mut computing = set("workshop_request_computing_level", "computing_experience_level_id");
    let mut heard = set("workshop_request_info_source", "info_source_id");
    for request in sources.common(&mut random, world.size.workshop_requests, &events) {
        let number = request.number;
        let fee = if request.code().is_empty() { *turn(FEES, number) } else { "member" };
        let travel = *turn(TRAVEL, number);
        let restrictions = *turn(RESTRICTIONS, number);
        let asked = request.created.date_naive();
        // Some ask too late (DM-WREQ-10), some do not know when.
        let day = request.event.and_then(|event| sources.events[event].start).filter(|start| *start > asked);
        let day = day.or_else(|| (number % 5 != 4).then(|| asked + Duration::days(*turn(&[40, 120, 200], number))));
        let mut row = request.row(&mut random, sources, Kind::Workshop)?;
        row.extend(values![
            day.is_none_or(|day| day <= asked + Duration::days(60)),
            world.cities[request.organization.city].name,
            day,
            if day.is_none() { "Any two days in the autumn" } else { "" },
            *turn(AUDIENCES, number),
            fee,
            if fee == "waiver" { "We are a small charity without a budget for training." } else { "" },
            travel,
            if travel == "other" { "Our travel office books everything" } else { "" },
            true,
            restrictions,
            if restrictions == "other" { "Visitors need a badge, ordered a week ahead" } else { "" },
            if number % 9 == 7 { "A poster in the lift" } else { "" },
            if number.is_multiple_of(3) { "We have hosted a workshop before." } else { "" },
            if number % 10 == 9 { "Museology" } else { "" },
            if number % 20 == 13 { "On the day before our annual conference" } else { "" },
        ]);
        bulk.push(row);
        let count = 1 + number % 2;
        for slug in random.some(CURRICULA, count) {
            tick(&mut curricula, request.id, &[&lookups.curricula.id(slug)?]);
        }
        let count = number % 4;
        tick(&mut domains, request.id, &random.some(&lookups.domains.all, count));
        tick(&mut academic, request.id, &random.some(&lookups.academic_levels.all, 1 + count));
        tick(&mut computing, request.id, &random.some(&lookups.computing_levels.all, 1 + count % 2));
        tick(&mut heard, request.id, &random.some(&lookups.info_sources.all, 1 + count % 3));
    }
    let written = bulk.write(connection).await?;
    for set in [curricula, domains, academic, computing, heard] {
        set.write(connection).await?;
    }
    Ok(written)
}

/// Every second of the events for which The Carpentries find instructors, from the one of that number on.
pub(super) fn central_events(sources: &Sources<'_>, from: usize) -> Vec<usize> {
    let all = (0..sources.events.len()).filter(|event| sources.events[*event].subject.is_central_workshop());
    all.skip(from).step_by(2).collect()
}
