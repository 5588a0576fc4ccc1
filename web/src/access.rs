//! Who may use a route, stated in the route table (pages-core.md 0.2).

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::answer::{Failure, Page};
use crate::flags::Reading;
use crate::identity::Visitor;

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody (`ANON`).
    Anyone,
    /// Whoever is signed in (`LOGIN`).
    SignedIn,
    /// Admins (`ADMIN-F`, `ADMIN-C`).
    Admin,
    /// Admins who hold all of these permissions.
    Can(&'static [&'static str]),
    /// Whoever holds all of these permissions, admin or not; everybody else, signed in or not, gets 403 (DM-PERM-10).
    Holds(&'static [&'static str]),
    /// Whoever holds all of these permissions, admin or not; who is not signed in is led to the login page (PER-12).
    Permitted(&'static [&'static str]),
    /// Whom the path is about by its number, and whoever the other rule lets in (PER-11, PER-12, CON-02).
    OwnOr(&'static Access),
    /// Superusers (DM-PERM-05, `SUPER`).
    Superuser,
    /// Whoever is signed in; in production superusers, and for everybody else there is no such page (UTL-05, DSH-12).
    Tester,
    /// Admins; everybody else gets 403 without the way to the login page (`ADMIN-X`: scripts ask here).
    AdminScript,
    /// Whoever is signed in; everybody else gets 403 without the way to the login page (LKP-21, LKP-22: the handler asks for the permission
    /// to see what is looked for).
    Script,
}

impl Access {
    /// Lets the visitor through, or says why not.
    fn check(self, visitor: &Visitor, here: &str, is_production: bool) -> Result<(), Refusal> {
        if self == Self::Anyone {
            return Ok(());
        }
        if self == Self::Tester && is_production {
            let is_superuser = visitor.viewer().is_some_and(|viewer| viewer.is_superuser);
            return if is_superuser { Ok(()) } else { Err(Refusal::Failure(Failure::NotFound)) };
        }
        if let Self::OwnOr(others) = self {
            let is_own = visitor.viewer().is_some_and(|viewer| is_about(here, viewer.id));
            return if is_own { Ok(()) } else { others.check(visitor, here, is_production) };
        }
        let Some(viewer) = visitor.viewer() else {
            return Err(if matches!(self, Self::AdminScript | Self::Script | Self::Holds(_)) {
                Refusal::Failure(Failure::Forbidden("signing in".to_owned()))
            } else {
                Refusal::Login(format!("/account/login/?next={}", utf8_percent_encode(here, NON_ALPHANUMERIC)))
            });
        };
        if matches!(self, Self::SignedIn | Self::Script | Self::Tester) {
            return Ok(());
        }
        if self == Self::Superuser && !viewer.is_superuser {
            return Err(Refusal::Failure(Failure::Forbidden("a superuser’s rights".to_owned())));
        }
        if !viewer.is_admin && !matches!(self, Self::Holds(_) | Self::Permitted(_)) {
            return Err(Refusal::Failure(Failure::Forbidden("membership in a staff group".to_owned())));
        }
        if let Self::Can(permissions) | Self::Holds(permissions) | Self::Permitted(permissions) = self
            && let Some(missing) = permissions.iter().find(|permission| !viewer.can(permission))
        {
            return Err(Refusal::Failure(Failure::Forbidden(format!("the permission “{missing}”"))));
        }
        Ok(())
    }
}

/// Whether the first number in the path is this one.
fn is_about(here: &str, id: i32) -> bool {
    let path = here.split('?').next().unwrap_or_default();
    path.split('/').find_map(|segment| segment.parse::<i32>().ok()) == Some(id)
}

enum Refusal {
    Login(String),
    Failure(Failure),
}

/// The guard before each handler.
pub(crate) async fn guard(State(access): State<Access>, request: Request, next: Next) -> Response {
    let here = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let is_production = request.extensions().get::<Reading>().is_none_or(Reading::is_production);
    let checked = match request.extensions().get::<Visitor>() {
        Some(visitor) => access.check(visitor, &here, is_production),
        None => Err(Refusal::Failure(Failure::Forbidden("signing in".to_owned()))),
    };
    match checked {
        Ok(()) => next.run(request).await,
        Err(Refusal::Login(to)) => Page::redirect(to).into_response(),
        Err(Refusal::Failure(failure)) => failure.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn visitor(is_admin: bool, is_superuser: bool, permissions: &[&str]) -> Visitor {
        Visitor::signed_in(shared::access::Viewer {
            id: 1,
            username: "u".into(),
            personal: "U".into(),
            full_name: "U V".into(),
            email: None,
            is_superuser,
            is_admin,
            has_airport: true,
            permissions: permissions.iter().map(|p| (*p).to_owned()).collect::<BTreeSet<_>>(),
        })
    }

    fn lets(access: Access, visitor: &Visitor) -> &'static str {
        match access.check(visitor, "/x/?a=b", false) {
            Ok(()) => "in",
            Err(Refusal::Login(to)) => {
                assert_eq!(to, "/account/login/?next=%2Fx%2F%3Fa%3Db");
                "login"
            }
            Err(Refusal::Failure(_)) => "403",
        }
    }

    #[test]
    fn whom_the_path_is_about_comes_in_whatever_the_other_rule_is() {
        for (here, is_own) in [
            ("/workshops/person/1/edit/", true),
            ("/workshops/person/1/edit/?x=2", true),
            ("/workshops/person/2/edit/?id=1", false),
            ("/workshops/person/11/edit/", false),
            ("/workshops/person/x/edit/", false),
        ] {
            assert_eq!(is_about(here, 1), is_own, "{here}");
        }
    }

    #[test]
    fn each_rule_lets_in_whom_it_names() {
        let anonymous = Visitor::default();
        let plain = visitor(false, false, &["change_event"]);
        let admin = visitor(true, false, &["change_event"]);
        let reader = visitor(true, false, &[]);
        let superuser = visitor(true, true, &[]);
        let people = [&anonymous, &plain, &admin, &reader, &superuser];
        let outcome = |access| people.map(|visitor| lets(access, visitor));
        assert_eq!(outcome(Access::Anyone), ["in", "in", "in", "in", "in"]);
        assert_eq!(outcome(Access::SignedIn), ["login", "in", "in", "in", "in"]);
        assert_eq!(outcome(Access::Admin), ["login", "403", "in", "in", "in"]);
        assert_eq!(outcome(Access::Can(&["change_event"])), ["login", "403", "in", "403", "in"]);
        assert_eq!(outcome(Access::Holds(&["change_event"])), ["403", "in", "in", "403", "in"]);
        assert_eq!(outcome(Access::Permitted(&["change_event"])), ["login", "in", "in", "403", "in"]);
        assert_eq!(outcome(Access::OwnOr(&Access::Admin)), ["login", "403", "in", "in", "in"]);
        assert_eq!(outcome(Access::Superuser), ["login", "403", "403", "403", "in"]);
        assert_eq!(outcome(Access::AdminScript), ["403", "403", "in", "in", "in"]);
        assert_eq!(outcome(Access::Script), ["403", "in", "in", "in", "in"]);
        assert_eq!(outcome(Access::Tester), ["login", "in", "in", "in", "in"]);
        for (visitor, enters) in people.into_iter().zip([false, false, false, false, true]) {
            let checked = Access::Tester.check(visitor, "/x/", true);
            assert!(if enters { checked.is_ok() } else { matches!(checked, Err(Refusal::Failure(Failure::NotFound))) });
        }
    }
}
