//! Each filter with its arguments by place and by name.

use minijinja::UndefinedBehavior;
use serde_json::json;

use crate::email_render::engine::{HTML, PLAIN, environment};
use crate::email_render::values;

fn rendered(source: &str) -> Result<String, String> {
    rendered_as(PLAIN, source)
}

fn rendered_as(file: &str, source: &str) -> Result<String, String> {
    let variables = json!({ "people": [{ "name": "Bo", "age": 2 }, { "name": "al", "age": 1 }, { "name": "Bo", "age": 3 }] });
    let variables = values::context(variables.as_object().unwrap());
    let environment = environment(UndefinedBehavior::SemiStrict);
    environment.render_named_str(file, source, variables).map_err(|error| error.to_string())
}

fn assert_renders(table: &[(&str, &str)]) {
    for (source, expected) in table {
        assert_eq!(rendered(source).as_deref(), Ok(*expected), "{source}");
    }
}

#[test]
fn eml_tpl_04_filters_of_texts_take_the_arguments_of_jinja2() {
    assert_renders(&[
        ("{{ 'aB c'|upper }}{{ 'AB'|lower }}{{ 'aB c'|capitalize }}{{ 'a b'|title }}{{ 1|string }}", "AB CabAb cA B1"),
        ("{{ \"it's 2\"|wordcount }}{{ 'ab'|length }}{{ 'ab'|reverse }}", "32ba"),
        ("{{ '<a/>'|e }}{{ '<b>'|escape }}{{ '<'|e|forceescape }}", "&lt;a/&gt;&lt;b&gt;&amp;lt;"),
        ("{{ 'Seats < 20 left'|striptags }}|{{ '<b>a</b> &lt; <!-- > -->\\n <i\\nx>b'|striptags }}", "Seats < 20 left|a < b"),
        ("{{ '<!-- a'|striptags }}|{{ '<!--> b <!-- a -->c > d'|striptags }}", "<!-- a|b c > d"),
        ("{{ '<i>x</i> y'|striptags }}{{ '<'|safe }}{{ 'a b'|urlencode }}", "x y<a%20b"),
        ("{{ 'a/b~c d&é'|urlencode }}|{{ 1.5|urlencode }}", "a/b~c%20d%26%C3%A9|1.5"),
        ("{{ {'a b': 'c/d e+', 'n': none}|urlencode }}|{{ {}|urlencode }}", "a+b=c%2Fd+e%2B&n=|"),
        ("{{ [('a', 1), ('a', '&')]|urlencode }}|{{ {'x': '?'}|items|urlencode }}", "a=1&a=%26|x=%3F"),
        ("{{ ' x '|trim }}{{ '-y-'|trim('-') }}{{ '-z-'|trim(chars='-') }}", "xyz"),
        ("{{ 'aaa'|replace('a', 'd') }}{{ 'aaa'|replace('a', 'b', 2) }}", "dddbba"),
        ("{{ 'aaa'|replace(old='a', new='c', count=1) }}{{ 'abc'|replace('', '-', 2) }}", "caa-a-bc"),
        ("{{ 'aa'|replace('a', 'b', 0) }}{{ 'aa'|replace('x', 'y', 1) }}", "aaaa"),
        ("{{ 'a\\nb'|indent(2) }}|{{ 'a\\n\\nb'|indent(width=1, first=true, blank=true) }}", "a\n  b| a\n \n b"),
        ("{{ 'a\\n\\nb'|indent('> ', true) }}", "> a\n\n> b"),
        ("[{{ 'x'|center(4) }}][{{ 'x'|center(width=3) }}]", "[ x  ][ x ]"),
        ("{{ 'foo bar baz qux'|truncate(9) }}|{{ 'foo bar baz qux'|truncate(9, true) }}", "foo...|foo ba..."),
        ("{{ 'foo bar baz qux'|truncate(11) }}|{{ 'foo bar baz qux'|truncate(11, false, '…', 0) }}", "foo bar baz qux|foo bar…"),
        ("{{ 'foo bar baz qux'|truncate(length=9, killwords=true, end='-', leeway=0) }}", "foo bar -"),
        ("{{ 'abc defgh'|wordwrap(3, false) }}|{{ 'abc def'|wordwrap(width=3, wrapstring='/') }}", "abc\ndefgh|abc/def"),
        ("{{ 'abcd e-f'|wordwrap(2, true, '/') }}", "ab/cd/e-/f"),
        ("{{ 'on 2026-06-15 in Lund'|wordwrap(10) }}", "on\n2026-06-15\nin Lund"),
        ("{{ 'a-b'|wordwrap(2, break_long_words=false, break_on_hyphens=false) }}", "a-b"),
        ("{{ '%s-%s'|format(1, 'a') }}{{ '%(x)s'|format(x=2) }}", "1-a2"),
        (
            "{{ 'see www.a.org/b'|urlize(8, true, '_blank') }}",
            "see <a href=\"https://www.a.org/b\" rel=\"nofollow noopener\" target=\"_blank\">www.a.or...</a>",
        ),
        ("{{ 'ftp:x'|urlize(rel='z', extra_schemes=['ftp:']) }}", "<a href=\"ftp:x\" rel=\"noopener z\">ftp:x</a>"),
        ("<x{{ {'a': 1, 'b': none, 'c': '<'}|xmlattr }}>", "<x a=\"1\" c=\"&lt;\">"),
        ("<x {{ {'a': 1}|xmlattr(autospace=false) }}><x {{ {'a': 1}|xmlattr(false) }}>", "<x a=\"1\"><x a=\"1\">"),
    ]);
}

#[test]
fn eml_tpl_04_texts_are_escaped_once() {
    for (source, expected) in [
        ("{% filter title %}{{ 'a & b' }}{% endfilter %}{{ 'a & b'|title }}", "A &amp; BA &amp; B"),
        ("{% filter wordwrap(5) %}{{ '<' }} b c{% endfilter %}|{{ '< b'|wordwrap(2) }}", "&lt;\nb c|&lt;\nb"),
        ("{{ 'a b'|safe|wordwrap(1, true, '<') }}{{ 'a b'|safe|wordwrap(1, true, '<'|safe) }}", "a&lt;ba<b"),
        ("{% filter indent('> ', true) %}a\n{{ '&' }}{% endfilter %}|{{ 'a'|indent('> ', true) }}", "> a\n> &amp;|&gt; a"),
    ] {
        assert_eq!(rendered_as(HTML, source).as_deref(), Ok(expected), "{source}");
    }
}

#[test]
fn eml_tpl_04_filters_of_numbers_take_the_arguments_of_jinja2() {
    assert_renders(&[
        ("{{ 'abc'|int }}{{ 'abc'|int(7) }}{{ ' 3 '|int }}{{ '4.7'|int }}", "0734"),
        ("{{ '1f'|int(base=16) }}{{ '11'|int(0, 2) }}{{ 'x'|int(default=5) }}", "3135"),
        ("{{ 'abc'|float }} {{ 'abc'|float(1) }} {{ 'abc'|float(default=1.5) }} {{ '2.5'|float }}", "0.0 1 1.5 2.5"),
        ("{{ 42.55|round }} {{ 42.55|round(1, 'floor') }} {{ 42.3|round(method='ceil') }}", "43.0 42.5 43.0"),
        ("{{ [[1, 2], [3, 4]]|sum(attribute=0) }}{{ [[1, 2], [3, 4]]|sum(1, 10) }}{{ [1]|sum(start=2) }}", "4163"),
        ("{{ [1, 2]|sum }}{{ people|sum('age') }}{{ people|sum(attribute='age', start=1) }}{{ -1|abs }}", "3671"),
        ("{{ 1000|filesizeformat }}|{{ 1024|filesizeformat(true) }}", "1.0 kB|1.0 KiB"),
        ("{{ 1024|filesizeformat(binary=true) }}|{{ '1'|filesizeformat }}", "1.0 KiB|1 Byte"),
    ]);
}

#[test]
fn eml_tpl_04_filters_of_lists_take_the_arguments_of_jinja2() {
    assert_renders(&[
        ("{{ ''|default('x', true) }}{{ ''|d(boolean=true, default_value='y') }}{{ nothing|default }}.", "xy."),
        ("{{ nothing|default('x', boolean=true) }}{{ none|default('z') }}.", "x."),
        ("{{ [3, 1, 2]|sort(true)|join }}{{ ['b', 'A']|sort(case_sensitive=true, reverse=true)|join }}", "321bA"),
        ("{{ people|sort(false, false, 'age')|map(attribute='age')|join }}{{ [[2], [1]]|sort(attribute=0)|first|join }}", "1231"),
        ("{% for k, v in {'b': 1, 'A': 2}|dictsort %}{{ k }}{{ v }}{% endfor %}", "A2b1"),
        ("{% for k, v in {'b': 1, 'A': 2}|dictsort(false, 'value') %}{{ k }}{{ v }}{% endfor %}", "b1A2"),
        ("{% for k, v in {'b': 1, 'A': 2}|dictsort(by='key', reverse=true) %}{{ k }}{{ v }}{% endfor %}", "b1A2"),
        ("{{ ['b', 'A']|min }}{{ ['b', 'A', 'a']|max(true) }}", "Ab"),
        ("{{ (people|max(attribute='age')).age }}{{ (people|min(false, 'age')).age }}", "31"),
        ("{{ ['a', 'A', 'b']|unique|join }}{{ ['a', 'A']|unique(true)|join }}", "abaA"),
        ("{{ people|unique(attribute='name')|map(attribute='age')|join }}", "21"),
        ("{% for row in [1, 2, 3]|batch(2, '-') %}{{ row|join }};{% endfor %}", "12;3-;"),
        ("{% for row in [1, 2, 3]|batch(linecount=2) %}{{ row|join }};{% endfor %}", "12;3;"),
        ("{% for part in [1, 2, 3]|slice(slices=2, fill_with='-') %}{{ part|join }};{% endfor %}", "12;3-;"),
        ("{% for part in [1, 2, 3]|slice(2) %}{{ part|join }};{% endfor %}", "12;3;"),
        ("{% for name, of in people|groupby('name') %}{{ name }}{{ of|list|length }};{% endfor %}", "al1;Bo2;"),
        ("{% for of in [{'a': 1}, {}]|groupby(attribute='a', default=0) %}{{ of.grouper }}{% endfor %}", "01"),
        ("{{ [1, 2]|join('-') }}{{ people|join(attribute='age') }}{{ people|join('/', 'age') }}", "1-22132/1/3"),
        ("{{ [1, 2]|first }}{{ [1, 2]|last }}{{ [1]|count }}{{ 'ab'|list|join('.') }}", "121a.b"),
        ("{{ [1, none, 2]|select|join }}{{ ['a']|map('upper')|join }}{{ [1, 2]|reject('odd')|join }}", "12A2"),
        ("{{ ['abcdefghijklmnopq']|map('truncate', length=10, leeway=0)|join }}", "abcdefg..."),
        ("{{ [nothing, 'a']|map('default', default_value='-')|join }}{{ ['a']|map('default', '-')|join }}", "-aa"),
        ("{{ ['1', 'x']|map('int', default=7)|sum }}{{ ['ab']|map('replace', 'a', new='c')|join }}", "8cb"),
        ("{{ people|selectattr('age', 'gt', 2)|map(attribute='name')|join }}", "Bo"),
        (
            "{{ {'a': 1}|attr('a') }}{{ {'a': 2}|attr(name='a') }}{% for k, v in {'a': 1}|items %}{{ k }}{{ v }}{% endfor %}",
            "12a1",
        ),
        ("{{ [1]|random }}{{ 'a'|random }}{{ [1]|tojson }}", "1a[1]"),
    ]);
}

/// W-15
#[test]
fn eml_tpl_04_texts_of_any_width_are_paid_for_before_they_are_made() {
    assert_renders(&[
        ("{{ '{:>5}|{:05}|{x:.1f}'.format('a', 7, x=1.5) }}", "    a|00007|1.5"),
        ("{{ '99999999999 {}'.format(1) }}{{ '%5s|%.1f %%'|format('a', 1.5) }}", "99999999999 1    a|1.5 %"),
    ]);
    for source in [
        "{{ '{:999999999999}'.format(1) }}",
        "{{ '{:}>999999999999}'.format(1) }}",
        "{{ '{:.999999999999f}'.format(1.5) }}",
        "{{ ('{0:9999}' * 9999).format(1) }}",
        "{{ ('{0}' * 9999).format('x' * 99999) }}",
        "{{ ('{x[0]}' * 9999).format(x=['x' * 99999]) }}",
        "{{ '%1000000000s'|format('x') }}",
        "{{ '%.1000000000f'|format(1.5) }}",
        "{{ ('%(x)s' * 9999)|format(x='x' * 99999) }}",
    ] {
        assert!(rendered(source).unwrap_err().contains("fuel"), "{source}");
    }
    for source in ["{{ '{:.70000f}'.format(1) }}", "{{ '%.70000f'|format(1) }}", "{{ '{:{}}'.format(1, 9) }}"] {
        assert!(rendered(source).is_err(), "{source}");
    }
}

/// W-15
#[test]
fn eml_tpl_04_filters_pay_for_what_they_repeat() {
    for source in [
        "{{ ('www.a.org ' * 99999)|urlize(target='x' * 9999) }}",
        "{{ ('a ' * 99999)|urlize(extra_schemes=['x:'] * 999) }}",
        "{{ (['x' * 99999] * 9999)|join }}",
        "{{ ''.join(['x' * 99999] * 9999) }}",
        "{{ (['x' * 99999] * 9999)|map('upper')|list|length }}",
        "{{ ('x ' * 99999)|wordwrap(1, wrapstring='-' * 999) }}",
        "{% for x in range(9999) %}{{ range(9999)|random }}{% endfor %}",
    ] {
        assert!(rendered(source).unwrap_err().contains("fuel"), "{source}");
    }
    let unclosed = format!("{{{{ '{}a.org'|urlize|length }}}}", "a(".repeat(50_000));
    assert_eq!(rendered(&unclosed).as_deref(), Ok("100005"));
}

#[test]
fn eml_tpl_04_functions_and_macros_can_be_called() {
    assert_renders(&[(
        "{% macro m() %}{% endmacro %}{{ range is callable }}{{ m is callable }} {{ 1 is callable }}{{ {'a': 1} is callable }}",
        "TrueTrue FalseFalse",
    )]);
}

#[test]
fn eml_tpl_04_arguments_that_there_are_not_are_errors() {
    for source in
        ["{{ 'a'|upper(1) }}", "{{ 'a'|trim(1, 2) }}", "{{ 'a'|center(size=1) }}", "{{ [1]|batch }}", "{{ ['a']|urlencode }}"]
    {
        assert!(rendered(source).is_err(), "{source}");
    }
}
