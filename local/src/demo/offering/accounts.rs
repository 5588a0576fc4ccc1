//! Accounts of organizations (each has one, DM-ORG-03), consortiums and some persons, and who owns them.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::consortiums::Consortium;
use crate::demo::World;
use crate::demo::bulk::{Bulk, row};
use crate::demo::organizations::Organization;
use crate::demo::people::Person;
use crate::demo::random::{Random, turn};

/// The accounts, in the order of what they are of.
pub(super) struct Accounts {
    pub(super) organizations: Vec<Uuid>,
    pub(super) consortiums: Vec<Uuid>,
    pub(super) persons: Vec<Uuid>,
    /// Whom to write to about each account.
    pub(super) contacts: HashMap<Uuid, Vec<i32>>,
}

const PERMISSIONS: &[&str] = &["owner", "programmatic_contact", "billing_contact"];
/// One of so many organizations has somebody who looks after its account; the first all have.
const OWNED: usize = 10;

struct Writer<'w> {
    random: Random,
    world: &'w World,
    contacts: Vec<&'w Person>,
    accounts: Bulk,
    owners: Bulk,
    of: HashMap<Uuid, Vec<i32>>,
}

/// Writes the accounts and their owners.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    organizations: &[Organization],
    consortiums: &[Consortium],
    people: &[Person],
) -> anyhow::Result<Accounts> {
    let times = "id uuid, active boolean, created_at timestamptz, last_updated_at timestamptz";
    let mut writer = Writer {
        random: Random::named("accounts"),
        world,
        contacts: people.iter().filter(|person| !person.archived && person.email.is_some()).collect(),
        accounts: Bulk::into("account", &format!("{times}, person_id int, organization_id int, consortium_id int")),
        owners: Bulk::into("account_owner", &format!("{times}, account_id uuid, person_id int, permission_type text")),
        of: HashMap::new(),
    };
    let mut of_organizations = Vec::with_capacity(organizations.len());
    for (number, organization) in organizations.iter().enumerate() {
        let (account, created) = writer.account(number % 25 != 24, None, Some(organization.id), None);
        if number < OWNED || number % OWNED == 0 {
            writer.owners(account, created, number);
        }
        of_organizations.push(account);
    }
    let mut of_consortiums = Vec::with_capacity(consortiums.len());
    for (number, consortium) in consortiums.iter().enumerate() {
        let (account, created) = writer.account(true, None, None, Some(consortium.id));
        writer.owners(account, created, number);
        of_consortiums.push(account);
    }
    let mut of_persons = Vec::with_capacity(world.size.individual_accounts);
    for number in 0..world.size.individual_accounts.min(writer.contacts.len()) {
        let person = writer.contacts[writer.contacts.len() - 1 - number].id;
        let (account, created) = writer.account(number % 6 != 5, Some(person), None, None);
        // DM-ACC-02
        writer.owner(account, created, person, "owner", true);
        of_persons.push(account);
    }
    writer.accounts.write(connection).await?;
    writer.owners.write(connection).await?;
    Ok(Accounts { organizations: of_organizations, consortiums: of_consortiums, persons: of_persons, contacts: writer.of })
}

impl Writer<'_> {
    fn account(
        &mut self,
        active: bool,
        person: Option<i32>,
        organization: Option<i32>,
        consortium: Option<i32>,
    ) -> (Uuid, DateTime<Utc>) {
        let id = self.random.uuid();
        let day = self.world.today - Duration::days(self.random.between(60, 1_200));
        let created = self.random.moment(day);
        row!(self.accounts, id, active, created, created, person, organization, consortium);
        (id, created)
    }

    /// One to three owners, of different permissions. One of them may have left.
    fn owners(&mut self, account: Uuid, created: DateTime<Utc>, number: usize) {
        let count = 1 + number % 3;
        let persons: Vec<i32> = self.random.some(&self.contacts, count).into_iter().map(|person| person.id).collect();
        for (place, person) in persons.into_iter().enumerate() {
            self.owner(account, created, person, turn::<&str>(PERMISSIONS, number + place), (number + place) % 8 != 3);
        }
    }

    fn owner(&mut self, account: Uuid, created: DateTime<Utc>, person: i32, permission: &str, active: bool) {
        row!(self.owners, self.random.uuid(), active, created, created, account, person, permission);
        if active && permission != "billing_contact" {
            self.of.entry(account).or_default().push(person);
        }
    }
}
