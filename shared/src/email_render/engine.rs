//! The template engine's settings, the same wherever a template is read.

use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, escape_formatter};

use super::warnings::{Used, What, used};
use super::{filters, methods};

/// Instructions that a template may take; 64 bytes of what it writes count as one.
const FUEL: u64 = 250_000;
/// The name under which a body is rendered: what is put into it is escaped for HTML.
pub(super) const HTML: &str = "body.html";
/// The name under which a subject is rendered: nothing is escaped.
pub(super) const PLAIN: &str = "subject.txt";

/// An engine with neither other templates nor access to anything.
pub(super) fn environment(undefined: UndefinedBehavior) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(undefined);
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(write);
    environment.set_unknown_method_callback(methods::call);
    environment.remove_global("debug");
    minijinja_contrib::add_to_environment(&mut environment);
    // They come with `random`, and nobody mails what they make.
    environment.remove_global("lipsum");
    environment.remove_global("randrange");
    // Jinja2 does not have them.
    environment.remove_filter("chain");
    environment.remove_filter("zip");
    filters::add(&mut environment);
    environment
}

/// Writes a value as Python does, but nothing where it is null; in HTML escaped like in Jinja2, which leaves slashes alone.
fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => Ok(()),
        ValueKind::Bool => Ok(out.write_str(if value.is_true() { "True" } else { "False" })?),
        _ if matches!(state.auto_escape(), AutoEscape::Html) && !value.is_safe() => {
            Ok(out.write_str(&escaped(&value.to_string()))?)
        }
        _ => escape_formatter(out, state, value),
    }
}

/// A text as HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&#34;"),
            '\'' => html.push_str("&#39;"),
            char => html.push(char),
        }
    }
    html
}

/// What is wrong with a template, as a sentence for its author; nothing where it can be read (EML-TPL-10). Variables may be unknown:
/// what an action provides is told by [`super::warnings`]. What needs other templates (`include`, `extends`, `import`) is refused.
#[must_use]
pub fn fault(source: &str) -> Option<String> {
    let environment = environment(UndefinedBehavior::Chainable);
    // Whatever else goes wrong is for want of the variables.
    let error = environment.render_named_str(HTML, source, ()).err();
    let error = error.filter(|error| is_faulty(error.kind()));
    let reason = error.map_or_else(|| unknown(&environment, source), |error| Some(reason(&error)))?;
    Some(format!("This is no valid template: {reason}."))
}

/// Whether an error is one of the template, whatever its variables are.
fn is_faulty(kind: ErrorKind) -> bool {
    use ErrorKind::{BadEscape, MissingArgument, SyntaxError, TooManyArguments};
    matches!(kind, SyntaxError | BadEscape | MissingArgument | TooManyArguments)
}

/// The first filter or test of a template that there is not; running the template finds only those that it comes to.
fn unknown(environment: &Environment<'static>, source: &str) -> Option<String> {
    used(source).into_iter().find_map(|Used { what, name, line }| {
        let mut state = environment.empty_state();
        let (tried, what) = match what {
            What::Filter => (state.apply_filter(&name, &[]).map(drop), "filter"),
            What::Test => (state.perform_test(&name, &[]).map(drop), "test"),
        };
        let kind = tried.err()?.kind();
        let is_unknown = matches!(kind, ErrorKind::UnknownFilter | ErrorKind::UnknownTest);
        is_unknown.then(|| format!("{what} {name} is unknown in line {line}"))
    })
}

/// What an error of the engine says, and where.
pub(super) fn reason(error: &Error) -> String {
    let place = error.line().map_or_else(String::new, |line| format!(" in line {line}"));
    let reason = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    format!("{reason}{place}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(source: &str) -> Result<String, ErrorKind> {
        let variables = Value::from_pairs([
            ("name", Value::from("Ada & <Bob>")),
            ("list", Value::from(vec![Value::from("b"), Value::from(()), Value::from("a")])),
            ("nothing", Value::from(())),
        ]);
        environment(UndefinedBehavior::SemiStrict).render_named_str(HTML, source, variables).map_err(|error| error.kind())
    }

    /// EML-TPL-04
    #[test]
    fn eml_tpl_04_templates_may_use_all_of_jinja2_that_needs_no_other_template() {
        for (source, expected) in [
            ("{{ name }}|{{ 'a/b' }}|{{ \"it's\" }}", "Ada &amp; &lt;Bob&gt;|a/b|it&#39;s"),
            ("{{ name|safe }}", "Ada & <Bob>"),
            ("[{{ nothing }}{{ none }}{{ None }}]", "[]"),
            ("{{ true }} {{ False }} {{ 1 == 1 }}", "True False True"),
            ("{{ 1.5 }} {{ 3 }} {{ 7 // 2 }} {{ 2 ** 3 }} {{ 'a' ~ 1 }}", "1.5 3 3 8 a1"),
            ("{{ list.0 }}{{ list[0] }}{{ list[-1] }}{{ list[:1]|first }}", "bbab"),
            ("{% for x in [1, 2] %}{{ loop.index }}{{ ',' if not loop.last }}{% else %}none{% endfor %}", "1,2"),
            ("{% for x in [] %}{{ x }}{% else %}none{% endfor %}", "none"),
            ("{% set x = 1 %}{% set y %}b{% endset %}{{ x }}{{ y }}", "1b"),
            ("{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}", "12"),
            ("{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}x{% endcall %}", "<x>"),
            ("{% filter upper %}x{% endfilter %}{% with a = 1 %}{{ a }}{% endwith %}{% raw %}{{ x }}{% endraw %}", "X1{{ x }}"),
            ("{% set ns = namespace(n=0) %}{% for x in [1, 2] %}{% set ns.n = ns.n + x %}{% endfor %}{{ ns.n }}", "3"),
            ("{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}", "aba"),
            ("{% set j = joiner(', ') %}{% for x in [1, 2] %}{{ j() }}{{ x }}{% endfor %}", "1, 2"),
            ("{% for x in range(3) %}{{ x }}{% endfor %}{{ dict(a=1).a }}", "0121"),
            (
                "{{ 'ada lovelace'.title() }} {{ 'a,b'.split(',')[1] }} {{ ' x '.strip() }} {{ '-'.join(['a', 'b']) }}",
                "Ada Lovelace b x a-b",
            ),
            ("{{ '{} {}'.format('a', 1) }} {{ 'ab'.index('b') }} {{ [1, 2].index(2) }} {{ {'a': 1}.get('b', 3) }}", "a 1 1 1 3"),
            ("{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% endfor %}{{ {'a': 1}|items|list|length }}", "a11"),
            ("{{ '%s of %s'|format(1, 2) }}", "1 of 2"),
            ("{{ list|join(',') }} {{ 'x'|center(3) }} {{ 'a b'|wordcount }} {{ 'abc def'|wordwrap(3) }}", "b,,a  x  2 abc\ndef"),
            ("{{ nothing|default('-', true) }} {{ 'x' if nothing else 'y' }} {{ nothing is none }}", "- y True"),
            ("{{ 'a' in 'abc' }} {{ 3 is divisibleby 3 }} {{ not false }} {{ 1 < 2 < 3 }}", "True True True True"),
            ("{{ 'é &'|urlencode }}", "%C3%A9%20%26"),
            ("{{ \"o'brien\".title() }} {{ \"o'brien\"|title }}", "O&#39;Brien O&#39;brien"),
            ("a {#- note -#} b {{- ' c' -}} d", "ab cd"),
        ] {
            assert_eq!(rendered(source).as_deref(), Ok(expected), "{source}");
        }
    }

    /// W-15, EML-TPL-04
    #[test]
    fn eml_tpl_04_nothing_reaches_out_of_a_template_and_none_runs_for_ever() {
        for source in ["{% include 'x' %}", "{% extends 'x' %}", "{% import 'x' as y %}", "{% from 'x' import y %}"] {
            assert_eq!(rendered(source), Err(ErrorKind::SyntaxError), "{source}");
            assert!(fault(source).is_some(), "{source}");
        }
        assert!(rendered("{{ ''.__class__.__mro__ }}").is_err());
        assert!(rendered("{{ debug() }}").is_err());
        let endless = "{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}";
        assert_eq!(rendered(endless), Err(ErrorKind::OutOfFuel));
        assert_eq!(rendered("{{ 'x' * 999999999 }}"), Err(ErrorKind::OutOfFuel));
        assert_eq!(fault(endless), None);
    }

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
            "{% for day, of in x|groupby(event.y) %}{{ day }}{% endfor %}",
            "{% if x is not none and x is divisibleby 3 %}{{ x|map('upper')|map(attribute='y')|select('defined')|join }}{% endif %}",
            "{{ x|selectattr('y')|rejectattr('y', 'none')|list|tojson|safe|e }}{{ x is in [1] }}{{ x is not defined }}",
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
            "{{ x|chain(y)|list }}",
            "{{ x|zip(y)|list }}",
            "{% if x %}{{ y|nosuch }}{% endif %}",
            "{% if x is nosuch %}{% endif %}",
            "{% for a in x %}{{ [a|upper|nosuch] }}{% else %}-{% endfor %}",
            "{% macro m(a=b|nosuch) %}{% endmacro %}",
            "{% filter nosuch %}x{% endfilter %}",
            "{% if x %}{% set y = f(z.g(1)|nosuch)[2] %}{% endif %}",
            "{% if x %}{{ y|map('nosuch')|join }}{% endif %}",
            "{% if x %}{{ y|selectattr('a', 'nosuch')|list }}{{ y|reject('nosuch')|list }}{% endif %}",
            "{% include 'other.html' %}",
            "{% extends 'base.html' %}",
            "{% import 'x' as y %}",
            "{{ x|upper(1) }}",
            "{{ x|truncate(1, true, '', 0, 5) }}",
            "{{ x|truncate(size=1) }}",
            "{{ x|truncate(1, length=1) }}",
            "{{ x|sort(attribut='y') }}",
            "{{ x|batch }}",
            "{{ x|groupby }}",
            "{{ 'a'.title(1) }}",
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
        assert!(fault("a\n{% if x %}\n{{ y|nosuch }}{% endif %}").unwrap().contains("filter nosuch is unknown in line 3"));
        assert!(fault("a\n{{ ").unwrap().contains("line 2"), "{:?}", fault("a\n{{ "));
    }

    #[test]
    fn a_template_that_never_ends_is_tried_no_longer_than_its_fuel() {
        assert_eq!(fault("{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}"), None);
    }
}
