//! lookups
