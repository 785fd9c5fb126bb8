//! The group Pallas: points, their encoding and addition, generators (protocol.md §1).

pub(crate) mod addition;
mod encoding;
mod generators;
mod point;

pub use encoding::{PointError, decode, encode};
pub use generators::{blinder_generator, generators};
pub(crate) use point::Point;

/// A point of Pallas in affine coordinates.
pub type Affine = ark_pallas::Affine;
/// A point of Pallas in Jacobian coordinates.
pub type Projective = ark_pallas::Projective;
/// The base field of Pallas.
pub type Fq = ark_pallas::Fq;
