//! What is asked of the function `egress`, and what it answers.

use serde::{Deserialize, Serialize};

use super::Repository;

/// A question. There is no way to ask for an address of the caller's choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// The first page of a workshop's website.
    Website(Repository),
    /// The file that the website is made of: `index.html` of the branch `gh-pages`, else of the default branch.
    Source(Repository),
    /// Whose account on GitHub a sign-in there has proven (AUTH-08).
    SignIn {
        /// The authorization code that GitHub sent the browser back with.
        code: String,
        /// What the challenge in the authorization request was made of (PKCE).
        verifier: String,
    },
    /// The account of this name on GitHub (PER-16).
    User {
        /// The name, well-formed.
        name: String,
    },
}

/// An answer, by kind of question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A page.
    Page(String),
    /// A file; `None` where there is none.
    File(Option<String>),
    /// An account; `None` where there is none, or GitHub does not accept the code.
    Account(Option<Account>),
}

/// What the function gives back.
pub type Reply = Result<Answer, Failed>;

/// An account on GitHub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its number, which stays when its name changes.
    pub id: u64,
    /// Its name.
    pub login: String,
}

/// Why there is no answer, in words for whoever asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failed {
    /// The site answered with an error.
    #[error("{url} answered with the status {status}. Check the address.")]
    Status {
        /// What was asked for.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// The site cannot be reached, or what it sends is no text.
    #[error("{url} cannot be read. Check the address, or try again later.")]
    Unreachable {
        /// What was asked for.
        url: String,
    },
    /// The site did not answer in time.
    #[error("{url} did not answer in time. Try again later.")]
    TooSlow {
        /// What was asked for.
        url: String,
    },
    /// There is more than anybody needs.
    #[error("{url} is too large to be read.")]
    TooLarge {
        /// What was asked for.
        url: String,
    },
    /// The address, or the one it leads on to, is none that may be asked.
    #[error("{url} leads to an address that AMY does not ask.")]
    Refused {
        /// What was asked for.
        url: String,
    },
    /// The function itself cannot be reached, or failed.
    #[error("Other sites cannot be asked just now. Try again later.")]
    Broken,
}
