//! What people may do to their own record, and others to it.

use super::Viewer;

/// Whether and how a viewer may give a person a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewPassword {
    /// Not at all.
    Refused,
    /// Only after telling the present one.
    AfterTheOld,
    /// Just so.
    Allowed,
}

impl Viewer {
    /// Whether the viewer may give the person `id` a new password: superusers anyone, everybody their own after telling
    /// the present one (DM-PERM-11).
    #[must_use]
    pub fn new_password_for(&self, id: i32) -> NewPassword {
        match (self.is_superuser, self.id == id) {
            (true, _) => NewPassword::Allowed,
            (false, true) => NewPassword::AfterTheOld,
            (false, false) => NewPassword::Refused,
        }
    }

    /// Whether the viewer may archive the person `id`: holders of `delete_person`, admins or not, and everybody
    /// themself (data-model.md §3.9).
    #[must_use]
    pub fn may_archive(&self, id: i32) -> bool {
        self.id == id || self.can("delete_person")
    }

    /// Whether the viewer may change the person's consents: admins who hold `change_person`, and everybody their own
    /// (CON-02).
    #[must_use]
    pub fn may_answer_for(&self, id: i32) -> bool {
        self.id == id || (self.is_admin && self.can("change_person"))
    }

    /// Whether the viewer may enter the back office: lookup tables, terms, flags and groups (DM-PERM-05, DM-PERSON-21).
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.is_superuser
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewer(is_superuser: bool, is_admin: bool, permissions: &[&str]) -> Viewer {
        Viewer {
            id: 1,
            username: "a".into(),
            personal: "A".into(),
            full_name: "A".into(),
            email: None,
            is_superuser,
            is_admin,
            has_airport: true,
            permissions: permissions.iter().map(|&codename| codename.to_owned()).collect(),
        }
    }

    #[test]
    fn dm_perm_11_a_password_is_ones_own_business_or_a_superusers() {
        let (plain, holder) = (viewer(false, false, &[]), viewer(false, true, &["change_person", "delete_person"]));
        assert_eq!(plain.new_password_for(1), NewPassword::AfterTheOld);
        assert_eq!(plain.new_password_for(2), NewPassword::Refused);
        assert_eq!(holder.new_password_for(2), NewPassword::Refused);
        let superuser = viewer(true, true, &[]);
        assert_eq!(superuser.new_password_for(1), NewPassword::Allowed);
        assert_eq!(superuser.new_password_for(2), NewPassword::Allowed);
    }

    /// DM-ARCH-01: who may.
    #[test]
    fn archival_is_for_the_person_and_for_who_may_delete_people() {
        assert!(viewer(false, false, &[]).may_archive(1));
        assert!(!viewer(false, true, &["change_person"]).may_archive(2));
        assert!(viewer(false, false, &["delete_person"]).may_archive(2));
        assert!(viewer(true, true, &[]).may_archive(2));
    }

    #[test]
    fn consents_are_ones_own_or_an_admins_who_may_change_people() {
        assert!(viewer(false, false, &[]).may_answer_for(1));
        assert!(!viewer(false, false, &["change_person"]).may_answer_for(2));
        assert!(!viewer(false, true, &[]).may_answer_for(2));
        assert!(viewer(false, true, &["change_person"]).may_answer_for(2));
    }

    #[test]
    fn dm_person_21_dm_perm_05_staff_are_superusers_and_nobody_else() {
        assert!(viewer(true, true, &[]).is_staff());
        assert!(!viewer(false, true, &["change_term", "view_term"]).is_staff());
    }
}
