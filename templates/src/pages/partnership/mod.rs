//! Partnerships (PAR-01 … PAR-08).

mod cells;
mod table;

pub use table::table;
