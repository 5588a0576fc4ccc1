//! How the flags stand for one request.

use super::Flag;

/// How a flag stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Its name.
    pub name: String,
    /// Whether it is on.
    pub is_on: bool,
    /// Name and value of the query parameter that switches it on, where there is one.
    pub parameter: Option<(String, String)>,
}

/// How all flags stand, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct States(pub Vec<State>);

impl States {
    /// Whether `flag` is on. A gated page answers 404 when it is not, and a gated action does nothing (DM-FLAG-02).
    #[must_use]
    pub fn is_on(&self, flag: Flag) -> bool {
        self.0.iter().any(|state| state.name == flag.code() && state.is_on)
    }

    /// How many are on (GLB-01).
    #[must_use]
    pub fn enabled(&self) -> usize {
        self.0.iter().filter(|state| state.is_on).count()
    }
}
