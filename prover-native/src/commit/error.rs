use crate::curve::{Affine, Projective};
use crate::progress::Cancelled;
use ark_ec::{AffineRepr, CurveGroup};

/// Why rows could not be committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// The caller asked to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// A commitment is infinity: with random blinders this happens with probability 2^-254.
    #[error("a commitment is the point at infinity")]
    Infinity,
}

/// Affine forms, none of them infinity.
pub(super) fn finish(sums: &[Projective]) -> Result<Vec<Affine>, CommitError> {
    let points = Projective::normalize_batch(sums);
    if points.iter().any(|point| point.is_zero()) {
        Err(CommitError::Infinity)
    } else {
        Ok(points)
    }
}
