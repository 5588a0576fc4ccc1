//! What the pages of memberships and partnerships have in common.

pub mod extend;
