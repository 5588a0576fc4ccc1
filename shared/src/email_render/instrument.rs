//! Templates with their places for values marked, so that a value that is not there can be told by what was written.
//!
//! What the engine knows of a missing value is only the line. So each `{{ x.y }}` becomes `{{ (x.y)|_shown(n) }}`, n being the
//! number of the place, and each `for a in x` goes over `x|_each`, which has no items where `x` is not there (EML-TPL-05). Lines stay
//! where they are.

use minijinja::machinery::ast::{CallType, Expr, Stmt};
use minijinja::machinery::{Span, parse};
use minijinja::{Environment, Error, ErrorKind, Value};

/// Before and after the number of a place that has nothing to show: characters that are in no text.
const MARKS: [char; 2] = ['\u{e000}', '\u{e001}'];

/// A template with its places marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Instrumented {
    /// The template.
    pub source: String,
    /// What is written in each place, by its number.
    pub places: Vec<String>,
}

/// Whether the place of something missing is an error, or is to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// It is an error.
    IsError,
    /// It is marked.
    IsMarked,
}

/// Teaches the engine what marked templates use.
pub(super) fn add(environment: &mut Environment<'static>, missing: Missing) {
    environment.add_filter("_shown", move |value: Value, place: usize| {
        if !value.is_undefined() {
            return Ok(value);
        }
        let mark = format!("{}{place}{}", MARKS[0], MARKS[1]);
        match missing {
            Missing::IsError => Err(Error::new(ErrorKind::UndefinedError, format!("{mark} is not there"))),
            Missing::IsMarked => Ok(Value::from_safe_string(mark)),
        }
    });
    environment.add_filter("_each", |value: Value| if value.is_undefined() { Value::from(Vec::<Value>::new()) } else { value });
}

impl Instrumented {
    /// Marks the places of a template; one that cannot be read stays as it is, for the engine to say why.
    pub(super) fn of(source: &str) -> Self {
        let unmarked = Self { source: source.to_owned(), places: Vec::new() };
        let Ok(Stmt::Template(template)) = parse(source, "", Default::default()) else { return unmarked };
        let mut marker = Marker { source, insertions: Vec::new(), places: Vec::new() };
        marker.all(&template.children);
        let Marker { mut insertions, places, .. } = marker;
        insertions.sort_by_key(|(at, _)| *at);
        let mut marked = String::with_capacity(source.len() * 2);
        let mut from = 0;
        for (at, text) in insertions {
            let Some(part) = source.get(from..at) else { return unmarked };
            marked.push_str(part);
            marked.push_str(&text);
            from = at;
        }
        marked.push_str(&source[from..]);
        if parse(&marked, "", Default::default()).is_err() { unmarked } else { Self { source: marked, places } }
    }

    /// What was written in the places that are marked in `text`, in order, each once.
    pub(super) fn marked_in(&self, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        self.replaced(text, |place| {
            if !found.iter().any(|known| known == place) {
                found.push(place.to_owned());
            }
            String::new()
        });
        found
    }

    /// `text` with what `show` makes of a place's template in each marked place.
    pub(super) fn replaced(&self, text: &str, mut show: impl FnMut(&str) -> String) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, marked)) = rest.split_once(MARKS[0]) {
            shown.push_str(before);
            let Some((number, after)) = marked.split_once(MARKS[1]) else {
                rest = marked;
                break;
            };
            if let Some(place) = number.parse().ok().and_then(|number: usize| self.places.get(number)) {
                shown.push_str(&show(place));
            }
            rest = after;
        }
        shown.push_str(rest);
        shown
    }
}

/// What is to be put in, and where.
struct Marker<'s> {
    source: &'s str,
    insertions: Vec<(usize, String)>,
    places: Vec<String>,
}

impl Marker<'_> {
    fn all(&mut self, statements: &[Stmt<'_>]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Stmt<'_>) {
        match statement {
            Stmt::Template(template) => self.all(&template.children),
            Stmt::EmitExpr(shown) => self.shown(&shown.expr, shown.span()),
            Stmt::ForLoop(each) => {
                self.insertions.push((each.iter.span().end_offset as usize, "|_each".to_owned()));
                self.all(&each.body);
                self.all(&each.else_body);
            }
            Stmt::IfCond(condition) => {
                self.all(&condition.true_body);
                self.all(&condition.false_body);
            }
            Stmt::WithBlock(with) => self.all(&with.body),
            Stmt::SetBlock(set) => self.all(&set.body),
            Stmt::AutoEscape(block) => self.all(&block.body),
            Stmt::FilterBlock(block) => self.all(&block.body),
            Stmt::Macro(definition) => self.all(&definition.body),
            Stmt::CallBlock(call) => self.all(&call.macro_decl.body),
            Stmt::EmitRaw(_) | Stmt::Set(_) | Stmt::Do(_) => {}
        }
    }

    fn shown(&mut self, expr: &Expr<'_>, span: Span) {
        let (start, end) = (span.start_offset as usize, span.end_offset as usize);
        let Some(written) = self.source.get(start..end) else { return };
        if is_recursion(expr) || may_be_nothing(expr) {
            return;
        }
        let place = self.places.len();
        self.places.push(format!("{{{{ {} }}}}", written.trim()));
        // A filter makes something of what is not there, so what is filtered is looked at first.
        let before = match filtered(expr).and_then(|base| self.source.get(start..base.span().end_offset as usize)) {
            Some(base) if !base.contains(['(', '\n']) => format!("({base})|_shown({place}) if ({base}) is undefined else ("),
            _ => "(".to_owned(),
        };
        self.insertions.push((start, before));
        self.insertions.push((end, format!(")|_shown({place})")));
    }
}

/// `loop(…)`, which the engine knows only where it stands alone.
fn is_recursion(expr: &Expr<'_>) -> bool {
    matches!(expr, Expr::Call(call) if matches!(call.identify_call(), CallType::Function("loop")))
}

/// `x if y`, which is nothing where y is not.
fn may_be_nothing(expr: &Expr<'_>) -> bool {
    match expr {
        Expr::IfExpr(choice) => choice.false_expr.as_ref().is_none_or(may_be_nothing) || may_be_nothing(&choice.true_expr),
        _ => false,
    }
}

/// The variable, or attribute of one, that filters are applied to; none where one of them stands in for what is missing.
fn filtered<'e, 's>(expr: &'e Expr<'s>) -> Option<&'e Expr<'s>> {
    let mut inner = expr;
    while let Expr::Filter(filter) = inner {
        if matches!(filter.name, "default" | "d") {
            return None;
        }
        inner = filter.expr.as_ref()?;
    }
    (!std::ptr::eq(inner, expr) && is_path(inner)).then_some(inner)
}

fn is_path(expr: &Expr<'_>) -> bool {
    match expr {
        Expr::Var(_) => true,
        Expr::GetAttr(attribute) => is_path(&attribute.expr),
        Expr::GetItem(item) => matches!(item.subscript_expr, Expr::Const(_)) && is_path(&item.expr),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_marked_and_lines_stay() {
        for (source, marked) in [
            ("plain", "plain"),
            ("a {{ x }} b", "a {{ (x)|_shown(0) }} b"),
            ("{{- x.y -}}{{ 'z' }}", "{{- (x.y)|_shown(0) -}}{{ ('z')|_shown(1) }}"),
            ("{{ x.y|upper }}", "{{ (x.y)|_shown(0) if (x.y) is undefined else (x.y|upper)|_shown(0) }}"),
            ("{{ x|default('a')|upper }}", "{{ (x|default('a')|upper)|_shown(0) }}"),
            ("{{ (a or b)|upper }}", "{{ ((a or b)|upper)|_shown(0) }}"),
            ("{{ x if y }}{{ x if y else z }}", "{{ x if y }}{{ (x if y else z)|_shown(0) }}"),
            ("{% for a in x.y %}\n{{ a }}{% endfor %}", "{% for a in x.y|_each %}\n{{ (a)|_shown(0) }}{% endfor %}"),
            ("{% for a in x if a.b %}{% endfor %}", "{% for a in x|_each if a.b %}{% endfor %}"),
            (
                "{% for a in x recursive %}{{ loop(a.b) }}{% endfor %}",
                "{% for a in x|_each recursive %}{{ loop(a.b) }}{% endfor %}",
            ),
            ("{{ x", "{{ x"),
        ] {
            assert_eq!(Instrumented::of(source).source, marked);
        }
    }

    #[test]
    fn what_is_marked_is_shown_as_it_was_written() {
        let template = Instrumented { source: String::new(), places: vec!["{{ a }}".into(), "{{ b }}".into()] };
        let text = "x\u{e000}1\u{e001}y\u{e000}0\u{e001}\u{e000}1\u{e001}\u{e000}7\u{e001}z";
        assert_eq!(template.replaced(text, |place| format!("[{place}]")), "x[{{ b }}]y[{{ a }}][{{ b }}]z");
        assert_eq!(template.marked_in(text), ["{{ b }}", "{{ a }}"]);
        assert_eq!(template.replaced("a\u{e000}1", str::to_owned), "a1");
    }
}
