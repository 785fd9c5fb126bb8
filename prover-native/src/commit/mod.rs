//! Pedersen commitments to rows of small integers and to vectors of scalars (protocol.md §1, §2.2).

mod bases;
mod buckets;
mod committer;
mod digits;
mod error;
mod memory;
mod multiples;
mod rows;
mod scalars;
mod segments;
mod small_rows;
mod tables;

pub use committer::Committer;
pub use error::CommitError;
pub use scalars::Vector;
pub use small_rows::SmallRows;
