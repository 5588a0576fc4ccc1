//! Registration codes: one name space over memberships, partnerships and benefits of accounts (DM-CODE-01 … DM-CODE-04).

use chrono::NaiveDate;

use super::Grace;
use crate::Result;
use crate::check::FieldErrors;
use crate::db::Db;

/// What somebody registers for with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A seat in instructor training.
    Training,
    /// A workshop.
    Workshop,
}

impl Use {
    /// How long before and after its days a code may be used (DM-CODE-04).
    #[must_use]
    pub fn grace(self) -> Grace {
        match self {
            Self::Training => Grace { before: 90, after: 90 },
            Self::Workshop => Grace { before: 60, after: 0 },
        }
    }
}

/// Whether `code` may be used on `day`: it exists, and its record takes it (DM-CODE-02, DM-CODE-03). A membership's is spent for
/// training when no seat remains; a benefit's when it is frozen or all of it is used. An empty code is nothing to be wrong, and
/// without `enforce` (the flag `ENFORCE_MEMBER_CODES`) every code will do (DM-CODE-04). At most one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn is_valid(db: &mut Db, code: &str, used_for: Use, day: NaiveDate, enforce: bool) -> Result<bool> {
    let code = code.trim();
    if !enforce || code.is_empty() {
        return Ok(true);
    }
    if code.contains('\0') {
        // PostgreSQL takes no such text, so no record holds it.
        return Ok(false);
    }
    let grace = used_for.grace();
    Ok(sqlx::query_scalar!(
        r#"SELECT
            EXISTS (SELECT FROM membership m WHERE m.registration_code = $1
                AND $2::date BETWEEN m.agreement_start - $3::int AND m.agreement_end + $4::int
                AND (NOT $5 OR (SELECT s.remaining FROM membership_seats s WHERE s.membership_id = m.id) > 0))
            OR EXISTS (SELECT FROM partnership p WHERE p.registration_code = $1
                AND $2 BETWEEN p.agreement_start - $3 AND p.agreement_end + $4)
            OR EXISTS (SELECT FROM account_benefit b WHERE b.registration_code = $1
                AND $2 BETWEEN b.start_date - $3 AND b.end_date + $4
                AND NOT b.frozen AND account_benefit_used(b) < b.allocation) AS "valid!""#,
        code,
        day,
        grace.before,
        grace.after,
        used_for == Use::Training,
    )
    .fetch_one(db)
    .await?)
}

/// Says at `registration_code` which other record has the code (DM-MEMB-12, DM-PART-04, DM-BEN-03).
pub(crate) fn require_free(errors: &mut FieldErrors, holder: Option<String>) {
    if let Some(holder) = holder {
        errors.add("registration_code", format!("{holder} has this code already. Choose another."));
    }
}

/// The code as it is stored: without blanks around it, and nothing for an empty one.
pub(crate) fn stored(code: &str) -> Option<&str> {
    Some(code.trim()).filter(|code| !code.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::stored;

    proptest! {
        /// DM-CODE-01: a code is kept as it was written but for the blanks around it; nothing but blanks is none.
        #[test]
        fn dm_code_01_a_code_is_kept_as_written_or_is_none(code in any::<String>(), before in "[ \t\n]{0,3}", after in "[ \t\n]{0,3}") {
            let kept = stored(&code);
            prop_assert_eq!(kept.is_none(), code.trim().is_empty());
            prop_assert_eq!(kept.and_then(stored), kept);
            let padded = format!("{before}{code}{after}");
            prop_assert_eq!(stored(&padded), kept);
        }
    }
}
