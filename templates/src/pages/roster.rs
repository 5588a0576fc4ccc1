//! Screens of rows that tell who is what in something: members (MEM-05) and persons (MEM-06) of a membership, owners of an account
//! (OFF-06). They differ in what a row says; how rows change, go and come is the same.

use maud::html;
use shared::roster::{DELETE, EDITABLE, ROWS};

use crate::components::page_head;
use crate::form::{Field, Form, Kind, Of, RowBox, State};
use crate::view::View;

/// With more rows than this there would be more fields than a request may have.
const MOST_ROWS: usize = 190;

/// What a screen asks for.
#[derive(Debug, Clone)]
pub struct Roster {
    label: &'static str,
    key: Of,
    fields: [Field; 2],
    may_delete: bool,
    most: usize,
    help: &'static str,
}

impl Roster {
    /// Rows called `label`, whose keys are of this type: who, and what they are.
    #[must_use]
    pub fn new(label: &'static str, key: Of, fields: [Field; 2]) -> Self {
        let help = "Tick “Change” to change a row that is there, and “Delete” to take it away.";
        Self { label, key, fields: fields.map(Field::required), may_delete: true, most: MOST_ROWS, help }
    }

    /// One row at most, which is not deleted; `help` says why.
    #[must_use]
    pub fn single(self, help: &'static str) -> Self {
        Self { may_delete: false, most: 1, help, ..self }
    }

    /// The form; Cancel leads `back`.
    #[must_use]
    pub fn form(self, back: &str) -> Form {
        let mut fields = vec![Field::new("id", "Number", Kind::Hidden(self.key))];
        fields.extend(self.fields);
        fields.push(Field::check_box(EDITABLE, "Change").of_stored(RowBox::Change));
        if self.may_delete {
            fields.push(Field::check_box(DELETE, "Delete").of_stored(RowBox::Delete));
        }
        let rows = Field::new(ROWS, self.label, Kind::Rows(fields, self.most)).help(self.help);
        Form::new("Save").fields([rows]).cancel(back)
    }
}

/// The page with the form of a roster, posting to `action`.
#[must_use]
pub fn page(title: &str, form: &Form, action: &str, state: &State) -> View {
    View::new(title, html! { (page_head(title, None)) (form.render(action, state)) })
}

#[cfg(test)]
mod tests {
    use shared::lookup::Lookup;
    use shared::membership::{MemberRow, MembersInput};

    use super::*;

    fn roster() -> Roster {
        let organization = Field::look_up("organization", "Organization", Lookup::Organizations);
        Roster::new("Members", Of::Int, [organization, Field::look_up("role", "Role", Lookup::MemberRoles)])
    }

    fn row(n: usize, id: Option<i32>) -> MemberRow {
        MemberRow { row: n, id, organization: Some(7), role: Some(8), editable: id.is_some(), delete: false }
    }

    #[test]
    fn rows_go_into_the_form_and_come_back_the_same() {
        let form = roster().form("/x/");
        let input = MembersInput { form: vec![row(0, Some(4)), row(1, None)] };
        let mut state = State::of(&form, &input);
        assert_eq!(form.read::<MembersInput>(&mut state), Some(input), "{:?}", state.errors);
        assert_eq!(
            state.wanted(&form).iter().map(|wanted| wanted.field.as_str()).collect::<Vec<_>>(),
            ["form-0-organization", "form-0-role", "form-1-organization", "form-1-role"]
        );
    }

    #[test]
    fn what_is_deleted_need_not_be_complete_and_an_empty_row_is_none() {
        let form = roster().form("/x/");
        let mut state = State::default();
        for (name, text) in [("form-0-id", "4"), ("form-0-DELETE", "on"), ("form-1-EDITABLE", "1"), ("form-2-role", "8")] {
            state.preset(name, text);
        }
        assert_eq!(form.read::<MembersInput>(&mut state), None);
        assert_eq!(state.errors.iter().map(|(field, _)| field).collect::<Vec<_>>(), ["form-2-organization"]);
        state.remove_row("form-2");
        state.errors = Default::default();
        let gone = MemberRow { row: 0, id: Some(4), delete: true, ..MemberRow::default() };
        assert_eq!(form.read::<MembersInput>(&mut state), Some(MembersInput { form: vec![gone] }), "{:?}", state.errors);
    }

    #[test]
    fn stored_rows_have_boxes_and_new_ones_a_button() {
        let form = roster().form("/x/");
        let mut state = State::of(&form, &MembersInput { form: vec![row(0, Some(4)), row(1, None)] });
        state.labels.insert(("form-0-organization".into(), "7".into()), "Lund University <lu.se>".into());
        let page = page("Change", &form, "/x/members/", &state).body.into_string();
        assert!(page.contains("id=\"id_form-0-EDITABLE\"") && page.contains("data-unlocks"), "{page}");
        assert!(page.contains("data-confirm=\"Delete Lund University &lt;lu.se&gt; when the form is saved?\""), "{page}");
        assert!(!page.contains("value=\"form-0\"") && !page.contains("form-1-EDITABLE"), "{page}");
        assert!(page.contains("value=\"form-1\"") && page.contains("data-most=\"190\""), "{page}");
    }

    #[test]
    fn a_single_row_is_neither_deleted_nor_joined_by_another() {
        let form = roster().single("Only one.").form("/x/");
        let state = State::of(&form, &MembersInput { form: vec![row(0, Some(4))] });
        let page = page("Change", &form, "/x/members/", &state).body.into_string();
        assert!(!page.contains("DELETE") && page.contains("value=\"form\" disabled"), "{page}");
    }
}
