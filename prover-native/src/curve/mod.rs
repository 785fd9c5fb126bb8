//! The group Pallas: encoding, generators and commitments (protocol.md §1, §2.2).

mod addition;
mod bases;
mod buckets;
mod commit;
mod digits;
mod encoding;
mod generators;
mod memory;
mod multiples;
mod point;
mod rows;
mod scalars;
mod segments;
mod tables;

pub use commit::{CommitError, Committer, SmallRows};
pub use encoding::{PointError, decode, encode};
pub use generators::{blinder_generator, generators};
pub use scalars::Vector;

/// A point of Pallas in affine coordinates.
pub type Affine = ark_pallas::Affine;
/// A point of Pallas in Jacobian coordinates.
pub type Projective = ark_pallas::Projective;
/// The base field of Pallas.
pub type Fq = ark_pallas::Fq;
