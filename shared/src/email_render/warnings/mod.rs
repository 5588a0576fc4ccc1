//! What a template asks for that its action does not give (EML-TPL-13).
//!
//! The template is read, not run: each expression gets the type that it would have, from the variables of the action and the keys
//! of the models. What cannot be known is let pass.

mod condition;
mod expression;
mod kind;
mod statement;
mod used;

use minijinja::machinery::ast::Stmt;
use minijinja::machinery::parse;

use super::Shape;
use statement::Reader;
pub(super) use used::{Used, What};

/// What a subject and a body ask for that is not among `variables`, their names and shapes, nor among the keys of those: a
/// sentence each, none twice. A template that cannot be read has no warnings: [`super::fault`] tells why.
#[must_use]
pub fn warnings(variables: &[(&str, Shape)], subject: &str, body: &str) -> Vec<String> {
    let mut warnings: Vec<String> = Vec::new();
    for source in [subject, body] {
        let Ok(Stmt::Template(template)) = parse(source, "", Default::default()) else { continue };
        let mut reader = Reader::new(variables);
        reader.all(&template.children);
        for warning in reader.warnings {
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
        }
    }
    warnings
}

/// The filters and tests that a template names, wherever it does, in places that are never reached too. None of a template that
/// cannot be read.
pub(super) fn used(source: &str) -> Vec<Used<'_>> {
    let Ok(Stmt::Template(template)) = parse(source, "", Default::default()) else { return Vec::new() };
    let mut reader = Reader::new(&[]);
    reader.all(&template.children);
    reader.used
}

#[cfg(test)]
mod tests;
