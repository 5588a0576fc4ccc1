//! Reading statements: which variables there are where.

use std::collections::BTreeMap;

use minijinja::machinery::ast::{Expr, ForLoop, IfCond, Macro, Stmt};

use super::super::Shape;
use super::condition::{self, written};
use super::kind::{Kind, Type};
use super::used::Used;

/// What there is in every template.
const GLOBALS: [&str; 5] = ["cycler", "dict", "joiner", "namespace", "range"];
/// What there is in a macro besides its arguments.
const OF_MACROS: [&str; 3] = ["caller", "varargs", "kwargs"];

/// A region in which names mean something.
#[derive(Debug, Default)]
struct Scope<'s> {
    names: BTreeMap<&'s str, Type>,
    /// What is set in it is set around it too, as in a branch of an `if`.
    is_open: bool,
}

/// Reads a template.
#[derive(Debug)]
pub(super) struct Reader<'s> {
    scopes: Vec<Scope<'s>>,
    pub warnings: Vec<String>,
    pub used: Vec<Used<'s>>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(variables: &[(&'s str, Shape)]) -> Self {
        let globals = GLOBALS.into_iter().map(|name| (name, Type::ANY));
        let names = globals.chain(variables.iter().map(|(name, shape)| (*name, Type::of(*shape)))).collect();
        // A second scope, so that what a template sets does not take its variables away.
        Self { scopes: vec![Scope { names, is_open: false }, Scope::default()], warnings: Vec::new(), used: Vec::new() }
    }

    pub(super) fn warn(&mut self, warning: String) {
        self.warnings.push(warning);
    }

    pub(super) fn look_up(&self, name: &str) -> Option<&Type> {
        self.scopes.iter().rev().find_map(|scope| scope.names.get(name))
    }

    /// Binds a name here, and in the regions around that this one is open to.
    fn define(&mut self, name: &'s str, what: &Type) {
        for scope in self.scopes.iter_mut().rev() {
            scope.names.insert(name, what.clone());
            if !scope.is_open {
                break;
            }
        }
    }

    /// Binds what is assigned to: a name, or several.
    fn assign(&mut self, target: &Expr<'s>, what: &Type) {
        match target {
            Expr::Var(variable) => self.define(variable.id, what),
            Expr::Tuple(several) => several.items.iter().for_each(|target| self.assign(target, &Type::ANY)),
            Expr::List(several) => several.items.iter().for_each(|target| self.assign(target, &Type::ANY)),
            _ => {}
        }
    }

    pub(super) fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.scopes.push(Scope::default());
        let result = read(self);
        self.scopes.pop();
        result
    }

    /// Reads what is only done where `condition` is true, or false if `holds` is so.
    pub(super) fn where_it<T>(&mut self, condition: &Expr<'s>, holds: bool, read: impl FnOnce(&mut Self) -> T) -> T {
        let there = condition::there(condition, holds).into_iter();
        let names = there.filter_map(|name| Some((name, Type::there(self.look_up(name)?.kind.clone())))).collect();
        self.scopes.push(Scope { names, is_open: true });
        let result = read(self);
        self.scopes.pop();
        result
    }

    pub(super) fn all(&mut self, statements: &[Stmt<'s>]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Stmt<'s>) {
        match statement {
            Stmt::Template(template) => self.all(&template.children),
            Stmt::EmitExpr(shown) => self.shown(&shown.expr),
            Stmt::EmitRaw(_) => {}
            Stmt::ForLoop(each) => self.each(each),
            Stmt::IfCond(condition) => self.branches(condition),
            Stmt::WithBlock(with) => {
                let bound: Vec<(&Expr<'s>, Type)> =
                    with.assignments.iter().map(|(target, value)| (target, self.read(value))).collect();
                self.inside(|reader| {
                    for (target, what) in bound {
                        reader.assign(target, &what);
                    }
                    reader.all(&with.body);
                });
            }
            Stmt::Set(set) => {
                let what = self.read(&set.expr);
                self.assign(&set.target, &what);
            }
            Stmt::SetBlock(set) => {
                self.inside(|reader| reader.all(&set.body));
                if let Some(filter) = &set.filter {
                    self.read(filter);
                }
                self.assign(&set.target, &Type::there(Kind::Text));
            }
            Stmt::AutoEscape(block) => self.all(&block.body),
            Stmt::FilterBlock(block) => {
                self.read(&block.filter);
                self.inside(|reader| reader.all(&block.body));
            }
            Stmt::Macro(definition) => {
                self.define(definition.name, &Type::ANY);
                self.body_of(definition);
            }
            Stmt::CallBlock(call) => {
                self.call(&call.call);
                self.body_of(&call.macro_decl);
            }
            Stmt::Do(action) => {
                self.call(&action.call);
            }
        }
    }

    fn shown(&mut self, expr: &Expr<'s>) {
        let what = self.read(expr);
        if what.may_be_missing {
            let root = condition::root(expr).map_or_else(|| "a part of it".to_owned(), |name| format!("“{name}”"));
            self.warn(format!("{root} may be missing when “{}” is shown: put it into an “if”.", written(expr)));
        }
        let is_raw = match &what.kind {
            Kind::Record(_) => true,
            Kind::List(item) => matches!(**item, Kind::Record(_)),
            _ => false,
        };
        if is_raw {
            self.warn(format!("“{}” is {}: shown as it is, nobody can read it.", written(expr), what.kind.words()));
        }
    }

    fn each(&mut self, each: &ForLoop<'s>) {
        let over = self.read(&each.iter);
        self.inside(|reader| {
            reader.assign(&each.target, &Type::there(over.kind.item()));
            reader.define("loop", &Type::ANY);
            match &each.filter_expr {
                Some(condition) => {
                    reader.read(condition);
                    reader.where_it(condition, true, |reader| reader.all(&each.body));
                }
                None => reader.all(&each.body),
            }
        });
        self.inside(|reader| reader.all(&each.else_body));
    }

    fn branches(&mut self, condition: &IfCond<'s>) {
        self.read(&condition.expr);
        self.where_it(&condition.expr, true, |reader| reader.all(&condition.true_body));
        self.where_it(&condition.expr, false, |reader| reader.all(&condition.false_body));
    }

    fn body_of(&mut self, definition: &Macro<'s>) {
        for default in &definition.defaults {
            self.read(default);
        }
        self.inside(|reader| {
            for name in OF_MACROS {
                reader.define(name, &Type::ANY);
            }
            for argument in &definition.args {
                reader.assign(argument, &Type::ANY);
            }
            reader.all(&definition.body);
        });
    }
}
