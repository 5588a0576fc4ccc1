//! What the pages of memberships and partnerships have in common.

pub mod extend;
mod neighbour;

pub(crate) use neighbour::neighbour;
