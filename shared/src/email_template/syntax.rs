//! Whether a text can be read as a template (DM-MAIL-01).

use minijinja::{Environment, ErrorKind, UndefinedBehavior};

/// Instructions that trying a template out may take.
const FUEL: u64 = 100_000;

/// What is wrong with a template, as a sentence for its author; nothing where it can be read. Variables may be unknown: what an
/// action provides is known only when it happens. What needs other templates (`include`, `extends`, `import`) is refused.
#[must_use]
pub fn fault(source: &str) -> Option<String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_fuel(Some(FUEL));
    let template = match environment.template_from_str(source) {
        Ok(template) => template,
        Err(error) => return Some(sentence(&error)),
    };
    // An unknown filter or test is told only by trying; whatever else goes wrong is for want of the variables.
    match template.render(()) {
        Err(error) if matches!(error.kind(), ErrorKind::UnknownFilter | ErrorKind::UnknownTest) => Some(sentence(&error)),
        _ => None,
    }
}

fn sentence(error: &minijinja::Error) -> String {
    let place = error.line().map_or_else(String::new, |line| format!(" in line {line}"));
    let reason = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    format!("This is no valid template: {reason}{place}.")
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn dm_mail_01_templates_must_parse_and_may_name_unknown_variables() {
        for fine in [
            "",
            "Dear {{ person.full_name }},",
            "{{ x.y.z }} {{ x + 1 }} {{ nothing() }}",
            "{% for i in instructors %}{{ i.personal }}{% if not loop.last %}, {% endif %}{% else %}nobody{% endfor %}",
            "{% set n = 1 %}{# note #}{% raw %}{{ {% endraw %}{{ instructors.0.personal | default('x') | upper }}",
            "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1) }}",
            "{{ person.personal.title() }}",
        ] {
            assert_eq!(fault(fine), None, "{fine}");
        }
        for bad in [
            "{{ person.full_name",
            "{% if x %}",
            "{% endfor %}",
            "{{ 1 + }}",
            "{% unknown %}",
            "{{ x | no_such_filter }}",
            "{% include 'other.html' %}",
            "{% extends 'base.html' %}",
            "{% import 'x' as y %}",
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
        assert!(fault("a\n{{ ").unwrap().contains("line 2"), "{:?}", fault("a\n{{ "));
    }

    #[test]
    fn a_template_that_never_ends_is_tried_no_longer_than_its_fuel() {
        assert_eq!(fault("{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}"), None);
    }
}
