//! Inquiries of those who would like a workshop but do not know all about it yet.

use chrono::Duration;
use sqlx::PgConnection;

use super::workshop::central_events;
use super::{COLUMNS, Kind, Sources, tick};
use crate::demo::bulk::{Bulk, values};
use crate::demo::names::AUDIENCES;
use crate::demo::random::{Random, turn};

const FEES: &[&str] = &["nonprofit", "forprofit", "member", "waiver"];
const TRAVEL: &[&str] = &["booked", "reimbursed", "other", ""];
const RESTRICTIONS: &[&str] = &["no_restrictions", "other", ""];
/// What may be asked for (DM-WREQ-07).
const CURRICULA: &[&str] = &["swc-python", "dc-ecology-python", "lc", "swc-plotting", "dc-geospatial"];
const UNSURE: &str = "Don't know yet";

/// Writes them, and answers how many there are.
pub(super) async fn write(connection: &mut PgConnection, sources: &Sources<'_>) -> anyhow::Result<usize> {
    let mut random = Random::named("inquiries");
    let world = sources.world;
    let lookups = &world.lookups;
    let events = central_events(sources, 1);
    let unknown = lookups.data_variants.id(UNSURE)?;
    let data_variants: Vec<i32> = lookups.data_variants.all.iter().copied().filter(|variant| *variant != unknown).collect();
    let own = ", instructor_availability boolean, location text, preferred_dates date, other_preferred_dates text,
        routine_data_other text, domains_other text, audience_description text, administrative_fee text,
        travel_expences_management text, travel_expences_management_other text, travel_expences_agreement boolean,
        institution_restrictions text, institution_restrictions_other text, carpentries_info_source_other text, user_notes text";
    let mut bulk = Bulk::into("workshop_inquiry_request", &format!("{COLUMNS}{own}"));
    let set = |table: &'static str, item: &str| Bulk::into(table, &format!("workshop_inquiry_request_id int, {item} int"));
    let mut curricula = set("workshop_inquiry_request_curriculum", "curriculum_id");
    let mut domains = set("workshop_inquiry_request_domain", "knowledge_domain_id");
    let mut academic = set("workshop_inquiry_request_academic_level", "academic_level_id");
    let mut computing = set("workshop_inquiry_request_computing_level", "computing_experience_level_id");
    let mut heard = set("workshop_inquiry_request_info_source", "info_source_id");
    let mut data = set("workshop_inquiry_request_routine_data", "data_variant_id");
    for request in sources.common(&mut random, world.size.inquiries, &events) {
        let number = request.number;
        // "Don't know yet" stands alone (DM-WREQ-05).
        let unsure = number % 4 == 3;
        let (travel, restrictions) = (*turn(TRAVEL, number), *turn(RESTRICTIONS, number));
        let day = (number % 3 != 1).then(|| request.created.date_naive() + Duration::days(*turn(&[30, 90, 300], number)));
        let mut row = request.row(&mut random, sources, Kind::Inquiry)?;
        row.extend(values![
            true,
            world.cities[request.organization.city].name,
            day,
            if day.is_none() && number % 2 == 1 { "Some time next year" } else { "" },
            if !unsure && number % 6 == 2 { "Sound recordings" } else { "" },
            if !unsure && number % 6 == 4 { "Musicology" } else { "" },
            if unsure { "" } else { *turn(AUDIENCES, number) },
            *turn(FEES, number),
            travel,
            if travel == "other" { "To be discussed" } else { "" },
            true,
            restrictions,
            if restrictions == "other" { "No cameras in the building" } else { "" },
            if number % 9 == 8 { "A podcast" } else { "" },
            if number.is_multiple_of(5) { "Could you call us?" } else { "" },
        ]);
        bulk.push(row);
        let id = request.id;
        if unsure {
            tick(&mut curricula, id, &[&lookups.curricula.id("unknown")?]);
            tick(&mut domains, id, &[&lookups.every_domain.id(UNSURE)?]);
            tick(&mut academic, id, &[&lookups.academic_levels.id(UNSURE)?]);
            tick(&mut computing, id, &[&lookups.computing_levels.id(UNSURE)?]);
            tick(&mut data, id, &[&unknown]);
        } else {
            tick(&mut curricula, id, &[&lookups.curricula.id(turn::<&str>(CURRICULA, number))?]);
            tick(&mut domains, id, &random.some(&lookups.domains.all, number % 3));
            for level in ["Graduate", "Faculty", "Staff"].iter().take(number % 4) {
                tick(&mut academic, id, &[&lookups.academic_levels.id(level)?]);
            }
            tick(&mut computing, id, &[&lookups.computing_levels.all[number % 3]]);
            tick(&mut data, id, &[turn(&data_variants, number)]);
        }
        tick(&mut heard, id, &random.some(&lookups.info_sources.all, number % 3));
    }
    let written = bulk.write(connection).await?;
    for set in [curricula, domains, academic, computing, heard, data] {
        set.write(connection).await?;
    }
    Ok(written)
}
