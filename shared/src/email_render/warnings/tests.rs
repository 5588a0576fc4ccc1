//! Templates with mistakes, and templates without.

use super::warnings;
use crate::email_render::Shape;

/// Variables as actions give them.
const VARIABLES: [(&str, Shape); 15] = [
    ("person", Shape::Record("person")),
    ("event", Shape::Record("event")),
    ("workshop_host", Shape::Optional("organization")),
    ("host", Shape::Optional("person")),
    ("assignee", Shape::Optional("person")),
    ("instructors", Shape::Records("person")),
    ("hosts", Shape::Records("person")),
    ("membership", Shape::Record("membership")),
    ("member_contacts", Shape::Records("person")),
    ("events", Shape::Records("event")),
    ("trainee_tasks", Shape::Records("task")),
    ("trainees", Shape::Records("person")),
    ("task_id", Shape::Scalar("int")),
    ("short_notice", Shape::Scalar("bool")),
    ("deadline", Shape::Scalar("date")),
];

fn of(body: &str) -> Vec<String> {
    warnings(&VARIABLES, "", body)
}

/// EML-TPL-13: the mistakes of the templates that AMY was delivered with (emails.md 8).
#[test]
fn eml_tpl_13_the_mistakes_of_the_old_templates_are_told() {
    for (mistake, words) in [
        ("{{ instructor.0.personal }}, {{ instructor.1.personal }}", "There is no “instructor”"),
        ("{{ host }}", "“host” is a record (person)"),
        ("{{ instructors.0 }}", "“instructors[0]” is a record (person)"),
        ("{{ instructors }}", "“instructors” is a list"),
        ("{{ event }}", "“event” is a record (event)"),
        ("{{ assignee.full_name }}", "“assignee” may be missing when “assignee.full_name” is shown"),
        ("{{ event.human_dates }}", "“event” is a record (event) and has no “human_dates”"),
        ("{% for c in members_contacts %}{{ c.personal }}{% endfor %}", "There is no “members_contacts”"),
        (
            "{% for task in trainee_tasks %}{{ task.person.full_name }}{% endfor %}",
            "“task.person” is a text and has no “full_name”",
        ),
    ] {
        let told = of(mistake);
        assert!(told.iter().any(|warning| warning.starts_with(words)), "{mistake}: {told:?}");
    }
    assert_eq!(
        warnings(&VARIABLES, "{{ nobody }}", "{{ nobody }}{{ nobody }}").len(),
        1,
        "each is told once, of the subject too"
    );
}

#[test]
fn eml_tpl_13_other_mistakes_are_told() {
    for mistake in [
        "{{ person.nmae|upper }}",
        "{{ person['nmae'] }}",
        "{{ person.get('nmae') }}",
        "{{ person|attr('nmae') }}",
        "{{ instructors|map(attribute='nmae')|join(', ') }}",
        "{{ instructors|selectattr('nmae')|list|length }}",
        "{{ instructors.personal }}",
        "{% for i in instructors|sort(attribute='family') %}{{ i.nmae }}{% endfor %}",
        "{% for tag in event.tags %}{{ tag.name }}{% endfor %}",
        "{{ membership.workshops_left }}",
        "{% if event.venu %}x{% endif %}",
        "{% set x = event.venu %}",
        "{{ event.venu ~ 'x' }}",
        "{{ 'x' if event.venu else 'y' }}",
        "{% macro m(a) %}{{ b }}{% endmacro %}",
        "{{ deadline.century }}",
        "{{ deadline.format('x') }}",
        "{{ event.slug.foo() }}",
        "{{ event.start.strftime('%d') }}",
        "{{ task_id.x }}",
        "{{ '%s' % event.slug }}",
        "{{ assignee.full_name|upper }}",
        "{{ 'x' ~ assignee.full_name }}",
        "{% if not assignee %}{{ assignee.full_name }}{% endif %}",
        "{% if assignee or host %}{{ assignee.full_name }}{% endif %}",
        "{% if assignee %}x{% endif %}{{ assignee.full_name }}",
        "{{ loop.index }}",
        "{% for i in instructors %}{% endfor %}{{ i.personal }}",
        "{{ nobody.x|default('y') }}",
    ] {
        assert_eq!(of(mistake).len(), 1, "{mistake}: {:?}", of(mistake));
    }
}

#[test]
fn eml_tpl_13_what_is_there_is_not_told() {
    for fine in [
        "",
        "{{ person.personal }} {{ event['slug'] }} {{ instructors.0.personal }} {{ instructors[0].email|default('-') }}",
        "{% for i in instructors %}{{ loop.index }} {{ i.full_name|upper }}{% else %}nobody{% endfor %}",
        "{{ instructors|map(attribute='personal')|join(', ') }} {{ (instructors|first).family }}",
        "{% for t in trainee_tasks %}{{ t.person }} {{ t.event }}{% endfor %}",
        "{% for tag in event.tags %}{{ tag|lower }}{% endfor %} {{ event.tags|join('/') }} {{ event.slug.split('-')[0] }}",
        "{% if assignee %}{{ assignee.full_name }}{% endif %}",
        "{% if assignee and assignee.email %}{{ assignee.email }}{% endif %}",
        "{% if assignee.email %}{{ assignee.full_name }}{% endif %}",
        "{% if not assignee %}nobody{% else %}{{ assignee.full_name }}{% endif %}",
        "{% if assignee is not none %}{{ assignee.full_name }}{% endif %}",
        "{% if not host or not assignee %}x{% else %}{{ host.personal }}{{ assignee.personal }}{% endif %}",
        "{{ assignee.full_name if assignee else 'nobody' }} {{ assignee.full_name if assignee }}",
        "{{ assignee and assignee.full_name }} {{ assignee.full_name|default('nobody') }} {{ assignee.full_name or 'nobody' }}",
        "{{ deadline.strftime('%d %B %Y') }} {{ deadline.year }} {{ deadline.date() }} {{ deadline }}",
        "{% set n = namespace(x=1) %}{% set n.x = 2 %}{{ n.x }} {% set y = event.slug %}{{ y }}",
        "{% if short_notice %}{% set z = 1 %}{% endif %}{{ z }}",
        "{% macro m(a, b=1) %}{{ a.b }}{{ b }}{{ caller() }}{% endmacro %}{{ m(event) }}{% call m(1) %}x{% endcall %}",
        "{% with v = event.venue %}{{ v }}{% endwith %}{% filter upper %}{{ event.slug }}{% endfilter %}",
        "{% for k, v in event.items() %}{{ k }}{% endfor %}{% for n in range(3) %}{{ n + 1 }}{% endfor %}",
        "{% for i in instructors if i.email %}{{ i.email }}{% endfor %}",
        "{{ membership.workshops_without_admin_fee_remaining > 0 }} {{ membership.variant|title }}",
        "{{ events|selectattr('url')|list|length }} {{ events|map(attribute='slug')|unique|sort|join }}",
        "{% include 'x' %}",
        "{{ unfinished",
    ] {
        assert_eq!(of(fine), Vec::<String>::new(), "{fine}");
    }
}
