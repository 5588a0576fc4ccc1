//! What goes where: for each of our tables, the query that reads AMY's rows under our column names.
//!
//! Renames and normalisations (data-model.md, section 9) happen in the query. Constraints are not repeated here: the
//! target's own are applied to what was read. The same queries read the snapshots of AMY's history, which are AMY's rows
//! as they once were.

mod community;
mod emails;
mod fiscal;
mod offering;
mod people;
mod reference;
mod requests;
mod training;
mod workshops;

/// Where the rows of one of our tables come from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mapping {
    /// Our table.
    pub(super) table: &'static str,
    /// AMY's table. Its id sequence becomes ours.
    pub(super) source: &'static str,
    /// Reads AMY's rows, in the order of their ids. Output columns are named as ours.
    pub(super) select: &'static str,
    /// Whether each row of `source` is one of ours: then reading fewer is a fault of the query, and the query's nth row is
    /// made of the nth of `source`.
    pub(super) one_to_one: bool,
    /// Whether the table holds seed rows, which AMY's rows with AMY's ids replace.
    pub(super) seeded: bool,
    /// Columns that tell whether two rows with one id are the same record. Empty where nothing but the id does.
    pub(super) known_by: &'static [&'static str],
    /// Whether the rows name a permission by `codename`, from which `permission_id` is found in the target.
    pub(super) by_codename: bool,
    /// Whether the rows are nothing but what others say: what is not among them any more is removed when importing again.
    pub(super) exact: bool,
}

impl Mapping {
    /// A table whose rows are those of `source`, one to one.
    const fn of(table: &'static str, source: &'static str, select: &'static str) -> Self {
        Self { table, source, select, one_to_one: true, seeded: false, known_by: &[], by_codename: false, exact: false }
    }

    /// The rows are made of AMY's, but not one of each.
    const fn derived(mut self) -> Self {
        self.one_to_one = false;
        self
    }

    const fn seeded(mut self) -> Self {
        self.seeded = true;
        self
    }

    const fn known_by(mut self, columns: &'static [&'static str]) -> Self {
        self.known_by = columns;
        self
    }

    const fn by_codename(mut self) -> Self {
        self.by_codename = true;
        self
    }

    const fn exact(mut self) -> Self {
        self.exact = true;
        self
    }

    /// The names and key words of the query.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.select.split(|character: char| !character.is_alphanumeric() && character != '_').filter(|word| !word.is_empty())
    }

    /// AMY's tables that a row may be made of.
    pub(super) fn sources(&self) -> Vec<&'static str> {
        if self.one_to_one {
            return vec![self.source];
        }
        self.words().zip(self.words().skip(1)).filter_map(|(from, table)| (from == "FROM").then_some(table)).collect()
    }
}

/// All of them, what is referred to before what refers to it.
pub(super) fn all() -> Vec<Mapping> {
    [
        reference::MAPPINGS,
        people::MAPPINGS,
        fiscal::MAPPINGS,
        offering::MAPPINGS,
        workshops::MAPPINGS,
        community::MAPPINGS,
        training::MAPPINGS,
        requests::MAPPINGS,
        emails::MAPPINGS,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    #[test]
    fn each_table_is_filled_once() {
        let mappings = super::all();
        let tables: HashSet<_> = mappings.iter().map(|mapping| mapping.table).collect();
        assert_eq!(tables.len(), mappings.len());
    }

    #[test]
    fn tables_that_a_row_may_be_made_of() {
        let mappings = super::all();
        let sources = |table: &str| mappings.iter().find(|mapping| mapping.table == table).map(super::Mapping::sources);
        assert_eq!(sources("community_role"), Some(vec!["communityroles_communityrole"]));
        assert_eq!(sources("criterium_country"), Some(vec!["dashboard_criterium"]));
        let codes = vec!["workshops_membership", "fiscal_partnership", "offering_accountbenefit"];
        assert_eq!(sources("registration_code"), Some(codes));
    }

    /// The quarantine file finds a row in AMY by its place in this order.
    #[test]
    fn rows_are_read_in_the_order_of_their_ids() {
        for mapping in super::all().iter().filter(|mapping| mapping.one_to_one) {
            let order = mapping.select.rsplit_once("ORDER BY ").map(|(_, order)| order);
            assert!(order.is_some_and(|order| order == "id" || order.ends_with(".id")), "{}", mapping.table);
        }
    }
}
