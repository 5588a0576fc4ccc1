//! What the application asks with a choice, each as key and label, in the order offered (data-model.md §2.9).

/// The key that a text beside it explains.
pub(super) const OTHER: &str = "other";

/// Career stages. The empty key stands for what is told in words.
pub const OCCUPATIONS: [(&str, &str); 10] = [
    ("undisclosed", "Prefer not to say"),
    ("undergrad", "Undergraduate student"),
    ("grad", "Graduate student"),
    ("postdoc", "Post-doctoral researcher"),
    ("faculty", "Faculty"),
    ("research", "Research staff (including research programmer)"),
    ("support", "Support staff (including technical support)"),
    ("librarian", "Librarian/archivist"),
    ("commerce", "Commercial software developer"),
    ("", "Other"),
];

/// Whether somebody identifies as a member of a group that is under-represented in research or computing.
pub const UNDERREPRESENTED: [(&str, &str); 3] = [("yes", "Yes"), ("no", "No"), ("undisclosed", "Prefer not to say")];

/// How much formal training as a teacher.
pub const PREVIOUS_TRAININGS: [(&str, &str); 6] = [
    ("none", "None"),
    ("hours", "A few hours"),
    ("workshop", "A workshop"),
    ("course", "A certification or short course"),
    ("full", "A full degree"),
    (OTHER, "Other"),
];

/// How much experience in teaching.
pub const PREVIOUS_EXPERIENCES: [(&str, &str); 6] = [
    ("none", "None"),
    ("hours", "A few hours"),
    ("workshop", "A workshop (full day or longer)"),
    ("ta", "Teaching assistant for a full course"),
    ("courses", "Primary instructor for a full course"),
    (OTHER, "Other"),
];

/// How often the tools that workshops teach are used.
pub const PROGRAMMING_FREQUENCIES: [(&str, &str); 5] = [
    ("daily", "Every day"),
    ("weekly", "A few times a week"),
    ("monthly", "A few times a month"),
    ("yearly", "A few times a year"),
    ("not-much", "Never or almost never"),
];

/// Whether somebody wants to be certified.
pub const CHECKOUT_INTENTS: [(&str, &str); 3] = [("yes", "Yes"), ("no", "No"), ("unsure", "Not sure")];

/// Whether and where somebody wants to teach within a year.
pub const TEACHING_INTENTS: [(&str, &str); 5] = [
    ("yes-local", "Yes, in my own community"),
    ("yes-central", "Yes, as a volunteer for other communities"),
    ("yes-either", "Yes, either or both of these"),
    ("no", "No"),
    ("unsure", "Not sure"),
];

/// How often somebody expects to teach.
pub const TEACHING_FREQUENCIES: [(&str, &str); 4] =
    [("not-at-all", "Not at all"), ("yearly", "Once a year"), ("monthly", "Several times a year"), (OTHER, "Other")];

/// How often somebody can travel to teach.
pub const MAX_TRAVELLING_FREQUENCIES: [(&str, &str); 4] =
    [("not-at-all", "Not at all"), ("yearly", "Once a year"), ("often", "Several times a year"), (OTHER, "Other")];

/// The label of `key` among `choices`; the key itself when it is none of them.
#[must_use]
pub fn label<'a>(choices: &'static [(&'static str, &'static str)], key: &'a str) -> &'a str {
    choices.iter().find(|(known, _)| *known == key).map_or(key, |(_, label)| label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_labels() {
        assert_eq!(label(&OCCUPATIONS, "grad"), "Graduate student");
        assert_eq!(label(&OCCUPATIONS, "astronaut"), "astronaut");
    }
}
