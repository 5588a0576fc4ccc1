//! People for tests: `app.person("Ada Lovelace").administrator().create().await`.

use sqlx::Row;

use super::app::TestApp;

/// A person in the database.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// Record id.
    pub(crate) id: i32,
    /// Login name, such as `lovelace_ada`.
    pub(crate) username: String,
    /// Address of mail.
    pub(crate) email: String,
    /// The password to log in with, where the test asked for one.
    pub(crate) password: Option<String>,
}

/// A person in the making: active, with a name, a user name and an address made of it, and no rights.
#[must_use = "a person is made by `create`"]
pub(crate) struct NewPerson<'a> {
    app: &'a TestApp,
    personal: String,
    family: String,
    airport: String,
    password: Option<String>,
    is_superuser: bool,
    is_active: bool,
    groups: Vec<String>,
    permissions: Vec<String>,
}

impl TestApp {
    /// Begins a person by their full name.
    pub(crate) fn person(&self, name: &str) -> NewPerson<'_> {
        let (personal, family) = name.split_once(' ').unwrap_or((name, ""));
        NewPerson {
            app: self,
            personal: personal.to_owned(),
            family: family.to_owned(),
            airport: String::new(),
            password: None,
            is_superuser: false,
            is_active: true,
            groups: Vec::new(),
            permissions: Vec::new(),
        }
    }

    /// An administrator, for tests that do not care who acts.
    pub(crate) async fn admin(&self) -> Person {
        self.person("Ada Admin").administrator().create().await
    }

    /// A person without rights, for tests that do not care who.
    pub(crate) async fn member(&self) -> Person {
        self.person("Ned Nobody").create().await
    }
}

impl NewPerson<'_> {
    /// A member of the group that runs AMY.
    pub(crate) fn administrator(self) -> Self {
        self.in_group("administrators")
    }

    /// A member of a group.
    pub(crate) fn in_group(mut self, group: &str) -> Self {
        self.groups.push(group.to_owned());
        self
    }

    /// Holds a permission of their own, such as `change_event`.
    pub(crate) fn with_permission(mut self, codename: &str) -> Self {
        self.permissions.push(codename.to_owned());
        self
    }

    /// Holds every permission.
    pub(crate) fn superuser(mut self) -> Self {
        self.is_superuser = true;
        self
    }

    /// May not log in.
    pub(crate) fn inactive(mut self) -> Self {
        self.is_active = false;
        self
    }

    /// Lives near an airport, such as `ARN`.
    pub(crate) fn near(mut self, airport: &str) -> Self {
        airport.clone_into(&mut self.airport);
        self
    }

    /// Can log in with this password. Hashing takes time: only for tests of the login.
    pub(crate) fn with_password(mut self, password: &str) -> Self {
        self.password = Some(password.to_owned());
        self
    }

    /// Writes the person down.
    pub(crate) async fn create(self) -> Person {
        let username = format!("{}_{}", self.family, self.personal).to_lowercase().replace(' ', "_");
        let email = format!("{}.{}@example.org", self.personal, self.family).to_lowercase().replace(' ', ".");
        let hash = self.password.as_deref().map(|password| shared::password::hash(password).unwrap()).unwrap_or_default();
        let row = sqlx::query(
            "INSERT INTO person (username, personal, family, email, password, is_superuser, is_active, airport_iata)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        );
        let row = row.bind(&username).bind(&self.personal).bind(&self.family).bind(&email).bind(hash);
        let row = row.bind(self.is_superuser).bind(self.is_active).bind(&self.airport);
        let id: i32 = row.fetch_one(self.app.pool()).await.unwrap().get("id");
        self.grant(id).await;
        if self.password.is_some() {
            self.app.agree(id).await;
        }
        Person { id, username, email, password: self.password }
    }

    /// Adds the person to their groups, and gives their own permissions. Both must exist.
    async fn grant(&self, id: i32) {
        for group in &self.groups {
            let added = sqlx::query("INSERT INTO person_user_group SELECT $1, id FROM user_group WHERE name = $2");
            let added = added.bind(id).bind(group).execute(self.app.pool()).await.unwrap();
            assert_eq!(added.rows_affected(), 1, "there is no group “{group}”");
        }
        for permission in &self.permissions {
            let given = sqlx::query("INSERT INTO person_permission SELECT $1, id FROM permission WHERE codename = $2");
            let given = given.bind(id).bind(permission).execute(self.app.pool()).await.unwrap();
            assert_eq!(given.rows_affected(), 1, "there is no permission “{permission}”");
        }
    }
}
