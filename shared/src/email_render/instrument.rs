//! Templates with their places for values marked, so that a value that is not there can be told by what was written.
//!
//! What the engine knows of a missing value is only the line. So each `{{ x.y }}` becomes `{{ (x.y)|_shown(n) }}`, n being the
//! number of the place, and each `for a in x` goes over `x|_each`, which has no items where `x` is not there (EML-TPL-05). In `a ~ b`
//! each becomes `a|_text`, which is nothing where it is null. Lines stay where they are.

use minijinja::machinery::ast::{BinOpKind, Call, CallArg, CallType, Expr, Stmt};
use minijinja::machinery::{Span, parse};
use minijinja::{Environment, Error, ErrorKind, Value};

use super::absent;

/// Before and after the number of a place that has nothing to show: characters that are in no text.
const MARKS: [char; 2] = ['\u{e000}', '\u{e001}'];

/// Behind what is gone over.
const EACH: &str = "|_each";
/// Behind what `~` joins.
const TEXT: &str = "|_text";

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
    environment.add_filter("_each", |value: Value| if value.is_undefined() { absent::nothing() } else { value });
    environment.add_filter("_text", |value: Value| if value.is_none() { Value::from("") } else { value });
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
            Stmt::EmitExpr(shown) => {
                self.joined([&shown.expr]);
                self.shown(&shown.expr, shown.span());
            }
            Stmt::ForLoop(each) => {
                self.joined(std::iter::once(&each.iter).chain(&each.filter_expr));
                self.each(&each.iter);
                self.all(&each.body);
                self.all(&each.else_body);
            }
            Stmt::IfCond(condition) => {
                self.joined([&condition.expr]);
                self.all(&condition.true_body);
                self.all(&condition.false_body);
            }
            Stmt::WithBlock(with) => {
                self.joined(with.assignments.iter().map(|(_, value)| value));
                self.all(&with.body);
            }
            Stmt::Set(set) => self.joined([&set.expr]),
            Stmt::SetBlock(set) => {
                self.joined(&set.filter);
                self.all(&set.body);
            }
            Stmt::AutoEscape(block) => self.all(&block.body),
            Stmt::FilterBlock(block) => {
                self.joined([&block.filter]);
                self.all(&block.body);
            }
            Stmt::Macro(definition) => {
                self.joined(&definition.defaults);
                self.all(&definition.body);
            }
            Stmt::CallBlock(call) => {
                self.joined(parts_of_call(&call.call));
                self.joined(&call.macro_decl.defaults);
                self.all(&call.macro_decl.body);
            }
            Stmt::Do(action) => self.joined(parts_of_call(&action.call)),
            Stmt::EmitRaw(_) => {}
        }
    }

    /// Makes nothing of each null that `~` joins, wherever it does.
    fn joined<'e, 's: 'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr<'s>>) {
        let mut open: Vec<&'e Expr<'s>> = exprs.into_iter().collect();
        while let Some(expr) = open.pop() {
            if let Expr::BinOp(operation) = expr
                && matches!(operation.op, BinOpKind::Concat)
            {
                self.behind(&operation.left, TEXT);
                self.behind(&operation.right, TEXT);
            }
            open.extend(parts(expr));
        }
    }

    /// Makes nothing of what is gone over, or filtered before, where it is not there.
    fn each(&mut self, expr: &Expr<'_>) {
        let mut base = expr;
        while let Expr::Filter(filter) = base
            && let Some(inner) = &filter.expr
        {
            base = inner;
        }
        if !std::ptr::eq(base, expr) {
            self.behind(base, EACH);
        }
        self.behind(expr, EACH);
    }

    /// Puts a filter behind each part of an expression whose value may become that of the whole, and may be null or not there.
    fn behind(&mut self, expr: &Expr<'_>, filter: &str) {
        match expr {
            Expr::IfExpr(choice) => {
                self.behind(&choice.true_expr, filter);
                if let Some(other) = &choice.false_expr {
                    self.behind(other, filter);
                }
            }
            Expr::BinOp(operation) if matches!(operation.op, BinOpKind::ScAnd | BinOpKind::ScOr) => {
                self.behind(&operation.left, filter);
                self.behind(&operation.right, filter);
            }
            Expr::Const(constant) if !constant.value.is_none() => {}
            Expr::Var(_)
            | Expr::Const(_)
            | Expr::Slice(_)
            | Expr::Filter(_)
            | Expr::GetAttr(_)
            | Expr::GetItem(_)
            | Expr::Call(_) => self.insertions.push((expr.span().end_offset as usize, filter.to_owned())),
            _ => {}
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

/// The expressions that an expression is made of.
fn parts<'e, 's>(expr: &'e Expr<'s>) -> Vec<&'e Expr<'s>> {
    match expr {
        Expr::Var(_) | Expr::Const(_) => Vec::new(),
        Expr::Slice(slice) => {
            let bounds = [&slice.start, &slice.stop, &slice.step].into_iter().flatten();
            std::iter::once(&slice.expr).chain(bounds).collect()
        }
        Expr::UnaryOp(operation) => vec![&operation.expr],
        Expr::BinOp(operation) => vec![&operation.left, &operation.right],
        Expr::Compare(comparison) => {
            std::iter::once(&comparison.expr).chain(comparison.ops.iter().map(|operand| &operand.expr)).collect()
        }
        Expr::IfExpr(choice) => [&choice.test_expr, &choice.true_expr].into_iter().chain(&choice.false_expr).collect(),
        Expr::Filter(filter) => filter.expr.iter().chain(filter.args.iter().map(argument)).collect(),
        Expr::Test(test) => std::iter::once(&test.expr).chain(test.args.iter().map(argument)).collect(),
        Expr::GetAttr(attribute) => vec![&attribute.expr],
        Expr::GetItem(item) => vec![&item.expr, &item.subscript_expr],
        Expr::Call(call) => parts_of_call(call),
        Expr::List(list) => list.items.iter().collect(),
        Expr::Tuple(tuple) => tuple.items.iter().collect(),
        Expr::Map(map) => map.keys.iter().chain(&map.values).collect(),
    }
}

fn parts_of_call<'e, 's>(call: &'e Call<'s>) -> Vec<&'e Expr<'s>> {
    std::iter::once(&call.expr).chain(call.args.iter().map(argument)).collect()
}

fn argument<'e, 's>(argument: &'e CallArg<'s>) -> &'e Expr<'s> {
    match argument {
        CallArg::Pos(expr) | CallArg::Kwarg(_, expr) | CallArg::PosSplat(expr) | CallArg::KwargSplat(expr) => expr,
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
            ("{% for a in x|sort(true)|list %}{% endfor %}", "{% for a in x|_each|sort(true)|list|_each %}{% endfor %}"),
            ("{% for a in (x or y) %}{% endfor %}", "{% for a in (x|_each or y|_each) %}{% endfor %}"),
            ("{{ 'a' ~ x.y ~ 1 }}", "{{ ('a' ~ x.y|_text ~ 1)|_shown(0) }}"),
            (
                "{{ x|f(a ~ (b and c)) }}",
                "{{ (x)|_shown(0) if (x) is undefined else (x|f(a|_text ~ (b|_text and c|_text)))|_shown(0) }}",
            ),
            ("{% set x = (a if b) ~ -c %}", "{% set x = (a|_text if b) ~ -c %}"),
            ("{% if f(none ~ g(h)) %}{% endif %}", "{% if f(none|_text ~ g(h)|_text) %}{% endif %}"),
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
