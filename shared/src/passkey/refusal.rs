//! Why an answer of a browser proves nothing.

/// What is wrong with an answer. For the log: people are told only that it did not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It cannot be read.
    #[error("it cannot be read")]
    Malformed,
    /// It belongs to the other ceremony, or is no public key credential.
    #[error("it is of another kind")]
    Kind,
    /// It answers another challenge.
    #[error("it answers another challenge")]
    Challenge,
    /// It was made on a page of another origin, or in a frame of one.
    #[error("it was made for another origin")]
    Origin,
    /// It was made for another relying party.
    #[error("it was made for another relying party")]
    Site,
    /// Nobody touched the authenticator.
    #[error("nobody was present")]
    Absent,
    /// The authenticator has not made sure who touched it.
    #[error("the user was not verified")]
    Unverified,
    /// The key is of a kind that was not asked for, or none.
    #[error("the key is not usable")]
    Key,
    /// The key has not signed this.
    #[error("the signature is wrong")]
    Signature,
    /// It names another account than the passkey's.
    #[error("it is for another account")]
    Handle,
}
