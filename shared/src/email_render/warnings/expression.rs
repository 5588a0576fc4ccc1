//! Reading expressions: what each would be.

use minijinja::machinery::ast::{BinOpKind, Call, CallArg, Expr, Filter, UnaryOpKind};
use minijinja::value::ValueKind;

use super::condition::{root, written};
use super::kind::{Kind, Type};
use super::statement::Reader;
use super::used;

impl<'s> Reader<'s> {
    /// What an expression would be; warns of what it asks for in vain.
    pub(super) fn read(&mut self, expr: &Expr<'s>) -> Type {
        match expr {
            Expr::Var(variable) => match self.look_up(variable.id) {
                Some(known) => known.clone(),
                None => {
                    self.warn(format!("There is no “{}” in emails of this action.", variable.id));
                    Type::ANY
                }
            },
            Expr::Const(constant) => Type::there(match constant.value.kind() {
                ValueKind::String => Kind::Text,
                ValueKind::Number => Kind::Number,
                ValueKind::Bool => Kind::Flag,
                _ => Kind::Any,
            }),
            Expr::Slice(slice) => {
                for bound in [&slice.start, &slice.stop, &slice.step].into_iter().flatten() {
                    self.read(bound);
                }
                self.read(&slice.expr)
            }
            Expr::UnaryOp(operation) => {
                self.read(&operation.expr);
                Type::there(if matches!(operation.op, UnaryOpKind::Not) { Kind::Flag } else { Kind::Number })
            }
            Expr::BinOp(operation) => self.operation(operation.op, &operation.left, &operation.right),
            Expr::Compare(comparison) => {
                self.read(&comparison.expr);
                for operand in &comparison.ops {
                    self.read(&operand.expr);
                }
                Type::there(Kind::Flag)
            }
            Expr::IfExpr(choice) => {
                self.read(&choice.test_expr);
                let chosen = self.where_it(&choice.test_expr, true, |reader| reader.read(&choice.true_expr));
                let Some(other) = &choice.false_expr else { return chosen };
                chosen.or(self.where_it(&choice.test_expr, false, |reader| reader.read(other)))
            }
            Expr::Filter(filter) => {
                self.used.extend(used::by_filter(filter));
                self.filter(filter)
            }
            Expr::Test(test) => {
                self.used.push(used::by_test(test));
                self.read(&test.expr);
                self.arguments(&test.args);
                Type::there(Kind::Flag)
            }
            Expr::GetAttr(attribute) => {
                let base = self.read(&attribute.expr);
                self.attribute(&base, attribute.name, &attribute.expr)
            }
            Expr::GetItem(item) => {
                let base = self.read(&item.expr);
                match &item.subscript_expr {
                    Expr::Const(key) if key.value.kind() == ValueKind::String => {
                        self.attribute(&base, key.value.as_str().unwrap_or_default(), &item.expr)
                    }
                    other => {
                        self.read(other);
                        Type { kind: base.kind.item(), may_be_missing: base.may_be_missing }
                    }
                }
            }
            Expr::Call(call) => self.call(call),
            Expr::List(list) => {
                let kinds: Vec<Type> = list.items.iter().map(|item| self.read(item)).collect();
                let item = kinds.into_iter().reduce(Type::or).unwrap_or(Type::ANY);
                Type::there(Kind::List(Box::new(item.kind)))
            }
            Expr::Tuple(tuple) => {
                for item in &tuple.items {
                    self.read(item);
                }
                Type::ANY
            }
            Expr::Map(map) => {
                for item in map.keys.iter().chain(&map.values) {
                    self.read(item);
                }
                Type::ANY
            }
        }
    }

    fn operation(&mut self, op: BinOpKind, left: &Expr<'s>, right: &Expr<'s>) -> Type {
        if matches!(op, BinOpKind::ScAnd | BinOpKind::ScOr) {
            let first = self.read(left);
            let is_and = matches!(op, BinOpKind::ScAnd);
            let second = self.where_it(left, is_and, |reader| reader.read(right));
            // Of “and” only the second is shown, or what counts as false; of “or” the first only where it is there.
            return if is_and { second } else { Type::there(first.kind).or(second) };
        }
        let (left_is, right_is) = (self.read(left), self.read(right));
        let may_be_missing = left_is.may_be_missing || right_is.may_be_missing;
        match op {
            BinOpKind::Concat => Type { kind: Kind::Text, may_be_missing },
            BinOpKind::Rem if left_is.kind == Kind::Text => {
                self.warn("Texts are not put together by “%” here: write “'…'|format(…)”.".to_owned());
                Type::there(Kind::Text)
            }
            BinOpKind::Add | BinOpKind::Mul => {
                let kind = if left_is.kind == right_is.kind { left_is.kind } else { Kind::Any };
                Type { kind, may_be_missing }
            }
            BinOpKind::Sub | BinOpKind::Div | BinOpKind::FloorDiv | BinOpKind::Rem | BinOpKind::Pow => {
                Type { kind: Kind::Number, may_be_missing }
            }
            _ => Type::there(Kind::Flag),
        }
    }

    /// What attribute `name` of `base`, written as `of`, is.
    fn attribute(&mut self, base: &Type, name: &str, of: &Expr<'s>) -> Type {
        match base.kind.attribute(name) {
            Some(kind) => Type { kind, may_be_missing: base.may_be_missing },
            None => {
                self.warn(format!("“{}” is {} and has no “{name}”.", written(of), base.kind.words()));
                Type::ANY
            }
        }
    }

    /// What a path of attributes, as filters take it, is of each item of `list`.
    fn attribute_of_items(&mut self, list: &Kind, path: &str) -> Kind {
        let mut kind = list.item();
        for name in path.split('.').filter(|name| name.parse::<usize>().is_err()) {
            let Some(next) = kind.attribute(name) else {
                self.warn(format!("In a list of this, {} has no “{name}”.", kind.words()));
                return Kind::Any;
            };
            kind = next;
        }
        kind
    }

    /// What calling gives: a function, a macro, or a method.
    pub(super) fn call(&mut self, call: &Call<'s>) -> Type {
        self.arguments(&call.args);
        let Expr::GetAttr(method) = &call.expr else {
            self.read(&call.expr);
            return Type::ANY;
        };
        let base = self.read(&method.expr);
        // `record.get('key')` asks for a key as `record.key` does.
        if let (Kind::Record(_), "get", Some(CallArg::Pos(Expr::Const(key)))) = (&base.kind, method.name, call.args.first()) {
            self.attribute(&base, key.value.as_str().unwrap_or_default(), &method.expr);
        }
        match base.kind.method(method.name) {
            Some(kind) => Type { kind, may_be_missing: base.may_be_missing },
            None => {
                self.warn(format!("“{}” is {} and has no “{}()”.", written(&method.expr), base.kind.words(), method.name));
                Type::ANY
            }
        }
    }

    fn arguments(&mut self, arguments: &[CallArg<'s>]) {
        for argument in arguments {
            match argument {
                CallArg::Pos(expr) | CallArg::Kwarg(_, expr) | CallArg::PosSplat(expr) | CallArg::KwargSplat(expr) => {
                    self.read(expr);
                }
            }
        }
    }

    fn filter(&mut self, filter: &Filter<'s>) -> Type {
        let base = match &filter.expr {
            Some(expr) => self.read(expr),
            None => Type::there(Kind::Text),
        };
        self.arguments(&filter.args);
        let attribute = attribute_argument(filter);
        let of_items = match attribute {
            Some(path) if matches!(base.kind, Kind::List(_)) => Some(self.attribute_of_items(&base.kind, path)),
            _ => None,
        };
        let kind = match filter.name {
            // What stands in makes up for what is missing.
            "default" | "d" => return Type::there(base.kind),
            "map" if attribute.is_some() => Kind::List(Box::new(of_items.unwrap_or(Kind::Any))),
            "map" | "items" | "dictsort" | "batch" | "slice" | "groupby" => Kind::List(Box::new(Kind::Any)),
            "first" | "last" | "min" | "max" | "random" => base.kind.item(),
            "sort" | "unique" | "reverse" | "list" | "select" | "reject" | "selectattr" | "rejectattr" => base.kind,
            "length" | "count" | "wordcount" | "int" | "float" | "round" | "abs" | "sum" => Kind::Number,
            "attr" => match filter.args.first() {
                Some(CallArg::Pos(Expr::Const(name))) => {
                    let name = name.value.as_str().unwrap_or_default();
                    let of = filter.expr.as_ref();
                    return of.map_or(Type::ANY, |of| self.attribute(&base, name, of));
                }
                _ => Kind::Any,
            },
            "join" | "upper" | "lower" | "title" | "capitalize" | "trim" | "replace" | "string" | "escape" | "e" | "safe"
            | "format" | "truncate" | "wordwrap" | "center" | "indent" | "urlencode" | "striptags" | "forceescape" | "urlize" => {
                if let (Kind::Record(_), Some(of)) = (&base.kind, filter.expr.as_ref().and_then(root)) {
                    self.warn(format!("“{of}” is {}: shown as it is, nobody can read it.", base.kind.words()));
                }
                Kind::Text
            }
            _ => Kind::Any,
        };
        Type { kind, may_be_missing: base.may_be_missing }
    }
}

/// The attribute of the items that a filter works with.
fn attribute_argument<'e>(filter: &'e Filter<'_>) -> Option<&'e str> {
    filter.args.iter().enumerate().find_map(|(place, argument)| match argument {
        CallArg::Kwarg("attribute", Expr::Const(path)) => path.value.as_str(),
        CallArg::Pos(Expr::Const(path)) if place == 0 && matches!(filter.name, "selectattr" | "rejectattr" | "groupby") => {
            path.value.as_str()
        }
        _ => None,
    })
}
