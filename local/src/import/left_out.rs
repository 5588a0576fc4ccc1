//! What an import does not take over, so that its report can say so.

use super::source::Source;

/// Records or references of AMY that stay behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What they are, and why they stay.
    pub what: String,
    /// How many.
    pub rows: i64,
}

/// Per line: the table, which of its rows, and why.
const LEFT_OUT: &[(&str, &str, &str)] = &[
    ("reversion_version", "true", "histories: the imported records begin a new one; AMY's stays in its database"),
    ("workshops_airport", "true", "airports: the data set of IATA codes takes their place"),
    ("knox_authtoken", "true", "API tokens: people ask for a new one"),
    ("social_auth_usersocialauth", "true", "links to GitHub accounts: they are made anew at the next sign-in with GitHub"),
    ("django_session", "true", "sessions: everyone signs in again"),
    ("workshops_event", "allocated_benefit_id IS NOT NULL", "events' links to an allocated benefit"),
    ("workshops_task", "allocated_benefit_id IS NOT NULL", "tasks' links to an allocated benefit"),
    ("communityroles_communityrole", "partnership_id IS NOT NULL", "community roles' links to a partnership"),
    ("fiscal_membershiptask", "true", "persons' roles in memberships"),
    ("fiscal_partnership", "true", "partnerships"),
    ("fiscal_consortium", "true", "consortiums"),
    ("offering_account", "true", "accounts, with their owners and benefits"),
    ("workshops_trainingrequest", "true", "training requests, with their consents"),
    ("workshops_trainingprogress", "true", "training progress"),
    ("workshops_workshoprequest", "true", "workshop requests"),
    ("extrequests_workshopinquiryrequest", "true", "workshop inquiries"),
    ("extrequests_selforganisedsubmission", "true", "self-organised submissions"),
    ("recruitment_instructorrecruitment", "true", "instructor recruitments, with their sign-ups"),
    ("emails_emailtemplate", "true", "email templates"),
    ("emails_scheduledemail", "true", "scheduled emails, with their logs and attachments"),
    ("dashboard_criterium", "true", "mailboxes by country"),
    ("flags_flagstate", "true", "feature flags"),
];

impl Source {
    /// Counts what stays behind. What there is none of is not mentioned.
    pub(super) async fn left_out(&mut self) -> anyhow::Result<Vec<LeftOut>> {
        let mut left_out = Vec::new();
        for (table, which, what) in LEFT_OUT {
            if !self.has_table(table).await? {
                continue;
            }
            let rows = self.number(format!("SELECT count(*) FROM {table} WHERE {which}")).await?;
            if rows > 0 {
                left_out.push(LeftOut { what: format!("{table}: {what}"), rows });
            }
        }
        Ok(left_out)
    }
}
