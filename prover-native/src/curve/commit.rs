use super::{Affine, Projective, blinder_generator, generators};
use crate::field::{F, from_i64};
use crate::progress::{Cancelled, Progress};
use ark_ec::{AffineRepr, CurveGroup, VariableBaseMSM};
use std::sync::Arc;

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

/// The rows of a committed matrix as runs of signed integers (protocol.md §2.2), read straight from compact storage.
pub trait SmallRows: Sync {
    /// How many rows there are.
    fn rows(&self) -> usize;

    /// Calls `visit(column, values)` for each run of consecutive columns of `row`; columns between runs are 0.
    fn visit(&self, row: usize, visit: &mut dyn FnMut(usize, &[i64]));
}

/// Rows given as full slices.
impl SmallRows for [Vec<i64>] {
    fn rows(&self) -> usize {
        self.len()
    }

    fn visit(&self, row: usize, visit: &mut dyn FnMut(usize, &[i64])) {
        visit(0, &self[row]);
    }
}

/// Commits vectors: Com(v; t) = Σ v_j·g_j + t·h. Cheap to make; set-up is kept for the life of the process.
pub struct Committer {
    generators: Arc<[Affine]>,
}

impl Committer {
    /// A committer for vectors of at most `width` entries.
    pub fn new(width: usize) -> Self {
        Self {
            generators: generators(width),
        }
    }

    /// Commits each row under its blinder; the points are in row order. Uses rayon's current pool.
    ///
    /// # Errors
    /// [`CommitError::Cancelled`], [`CommitError::Infinity`].
    ///
    /// # Panics
    /// If there are not as many blinders as rows, or a row is wider than the committer.
    pub fn commit_rows<R: SmallRows + ?Sized>(
        &self,
        rows: &R,
        blinders: &[F],
        progress: &Progress,
    ) -> Result<Vec<Affine>, CommitError> {
        assert_eq!(rows.rows(), blinders.len(), "a blinder for each row");
        (0..rows.rows())
            .map(|row| {
                progress.advance(1)?;
                let mut values = Vec::new();
                rows.visit(row, &mut |column, run| {
                    values.resize(column, F::from(0u64));
                    values.extend(run.iter().map(|v| from_i64(*v)));
                });
                self.commit_scalars(&values, &blinders[row])
            })
            .collect()
    }

    /// Commits one vector of arbitrary scalars.
    ///
    /// # Errors
    /// [`CommitError::Infinity`].
    ///
    /// # Panics
    /// If the vector is longer than the committer is wide.
    pub fn commit_scalars(&self, scalars: &[F], blinder: &F) -> Result<Affine, CommitError> {
        let bases = &self.generators[..scalars.len()];
        let sum = Projective::msm(bases, scalars).expect("lengths agree") + blinder_generator() * blinder;
        let point = sum.into_affine();
        if point.is_zero() {
            Err(CommitError::Infinity)
        } else {
            Ok(point)
        }
    }
}
