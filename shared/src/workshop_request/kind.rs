//! The three kinds of requests.

/// A kind of workshop request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A request for a centrally organised workshop.
    Request,
    /// A question about workshops.
    Inquiry,
    /// A workshop that somebody organises themselves.
    Submission,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Request, Self::Inquiry, Self::Submission];

    /// The table that it is stored and versioned under.
    #[must_use]
    pub const fn table(self) -> &'static str {
        match self {
            Self::Request => "workshop_request",
            Self::Inquiry => "workshop_inquiry_request",
            Self::Submission => "self_organised_submission",
        }
    }

    /// The page of the request `id` (WRQ-02, INQ-02, SOS-02).
    #[must_use]
    pub fn url(self, id: i32) -> String {
        let folder = match self {
            Self::Request => "workshop_request",
            Self::Inquiry => "workshop_inquiry",
            Self::Submission => "selforganised_submission",
        };
        format!("/requests/{folder}/{id}/")
    }
}

/// Runs one statement on the table of a kind: `on_table!(db, kind, "UPDATE " … " SET state = $2 WHERE id = $1", id, state)`.
/// Each of the three is checked against its table.
macro_rules! on_table {
    ($db:expr, $kind:expr, $before:tt ... $after:tt, $($argument:expr),+) => {
        match $kind {
            $crate::workshop_request::Kind::Request => sqlx::query!($before + "workshop_request" + $after, $($argument),+),
            $crate::workshop_request::Kind::Inquiry => sqlx::query!($before + "workshop_inquiry_request" + $after, $($argument),+),
            $crate::workshop_request::Kind::Submission => sqlx::query!($before + "self_organised_submission" + $after, $($argument),+),
        }
        .execute($db)
        .await
    };
}

pub(super) use on_table;
