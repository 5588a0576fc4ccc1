//! What a condition says of variables that may be missing.

use minijinja::machinery::ast::{BinOpKind, Expr, UnaryOpKind};

/// The variables that are there where `condition` is true, or false if `holds` is so.
pub(super) fn there<'s>(condition: &Expr<'s>, holds: bool) -> Vec<&'s str> {
    match condition {
        Expr::Var(_) | Expr::GetAttr(_) | Expr::GetItem(_) if holds => root(condition).into_iter().collect(),
        Expr::UnaryOp(not) if matches!(not.op, UnaryOpKind::Not) => there(&not.expr, !holds),
        Expr::BinOp(both) if matches!((both.op, holds), (BinOpKind::ScAnd, true) | (BinOpKind::ScOr, false)) => {
            let mut names = there(&both.left, holds);
            names.extend(there(&both.right, holds));
            names
        }
        Expr::Test(test) if !holds && matches!(test.name, "none" | "undefined") => root(&test.expr).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The variable that a chain of attributes begins with.
pub(super) fn root<'s>(expr: &Expr<'s>) -> Option<&'s str> {
    match expr {
        Expr::Var(variable) => Some(variable.id),
        Expr::GetAttr(attribute) => root(&attribute.expr),
        Expr::GetItem(item) => root(&item.expr),
        _ => None,
    }
}

/// A chain of attributes as it is written; what else it may be is called "this".
pub(super) fn written(expr: &Expr<'_>) -> String {
    match expr {
        Expr::Var(variable) => variable.id.to_owned(),
        Expr::GetAttr(attribute) => format!("{}.{}", written(&attribute.expr), attribute.name),
        Expr::GetItem(item) => match &item.subscript_expr {
            Expr::Const(key) => format!("{}[{}]", written(&item.expr), key.value),
            _ => format!("{}[…]", written(&item.expr)),
        },
        _ => "this".to_owned(),
    }
}
