//! workshops
