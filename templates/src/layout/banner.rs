//! The strip that tells a copy from the real site.

use maud::{Markup, html};

use super::Environment;

/// Nothing in production.
pub(super) fn banner(environment: Environment) -> Markup {
    html! {
        @match environment {
            Environment::Local => div.banner.banner-local role="region" aria-label="Environment" { strong { "Local copy." } " Nothing here reaches the real AMY." },
            Environment::Testing => div.banner.banner-testing role="region" aria-label="Environment" { strong { "Testing site." } " Test data only; it is not kept." },
            Environment::Production => {},
        }
    }
}
