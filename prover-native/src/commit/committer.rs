use super::error::{CommitError, finish};
use super::memory::Kept;
use super::rows::{CommitRows, Cut};
use super::scalars::{CommitScalars, Vector};
use super::small_rows::SmallRows;
use crate::curve::{Affine, generators};
use crate::field::F;
use crate::kernel::simd::dispatch;
use crate::progress::Progress;
use std::sync::atomic::{AtomicBool, Ordering};

/// Commits vectors: Com(v; t) = Σ v_j·g_j + t·h. Cheap to make; set-up is kept for the life of the process.
///
/// A vector is cut into signed digits. A digit's multiple of its generator goes into a bucket by the digit's magnitude,
/// or, from the second matrix on, is looked up.
pub struct Committer {
    width: usize,
    is_warm: AtomicBool,
    memory: Kept,
}

impl Committer {
    /// A committer for vectors of at most `width` entries.
    pub fn new(width: usize) -> Self {
        generators(width);
        Self {
            width,
            is_warm: AtomicBool::new(false),
            memory: Kept::default(),
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
        // One matrix would not repay the tables of multiples.
        let is_warm = self.is_warm.swap(true, Ordering::Relaxed);
        dispatch(CommitRows {
            rows,
            blinders,
            cut: Cut::of(rows, self.width, is_warm),
            memory: &self.memory,
            progress,
        })
    }

    /// Commits vectors of arbitrary scalars, each with its blinder. Uses rayon's current pool.
    ///
    /// # Errors
    /// [`CommitError::Infinity`].
    ///
    /// # Panics
    /// If a vector is longer than the committer is wide.
    pub fn commit_scalars(&self, vectors: &[Vector<'_>]) -> Result<Vec<Affine>, CommitError> {
        for (scalars, _) in vectors {
            assert!(
                scalars.len() <= self.width,
                "a vector within the committer's width"
            );
        }
        finish(&dispatch(CommitScalars::new(vectors, self.width, &self.memory)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::{Projective, blinder_generator};
    use crate::field::from_i64;
    use crate::progress::Cancelled;
    use ark_ec::{CurveGroup, VariableBaseMSM};
    use proptest::prelude::*;

    fn expected(values: &[F], blinder: &F) -> Affine {
        let sum = Projective::msm(&generators(values.len())[..values.len()], values).unwrap();
        (sum + blinder_generator() * blinder).into_affine()
    }

    fn check(rows: &[Vec<i64>], width: usize) {
        let blinders: Vec<F> = (0..rows.len() as i64)
            .map(|i| from_i64(i + 1).into_wide())
            .collect();
        let committer = Committer::new(width);
        // By buckets, then by multiples if there are enough rows.
        for _ in 0..2 {
            let points = committer.commit_rows(rows, &blinders, &Progress::new()).unwrap();
            assert_eq!(points.len(), rows.len());
            for ((row, blinder), point) in rows.iter().zip(&blinders).zip(points) {
                let values: Vec<F> = row.iter().map(|v| from_i64(*v)).collect();
                assert_eq!(point, expected(&values, blinder));
            }
        }
    }

    trait Widen {
        fn into_wide(self) -> Self;
    }

    impl Widen for F {
        fn into_wide(self) -> Self {
            let x = self + from_i64(0x1234_5678_9abc_def1);
            x * x * x * x * x
        }
    }

    fn value() -> impl Strategy<Value = i64> {
        prop_oneof![4 => -130i64..130, 4 => -33_000i64..33_000, 1 => any::<i64>(), 2 => Just(0)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn rows_agree_with_arkworks(rows in prop::collection::vec(prop::collection::vec(value(), 0..40), 0..12)) {
            check(&rows, 40);
        }

        #[test]
        fn vectors_agree_with_arkworks(seeds in prop::collection::vec(any::<i64>(), 0..70)) {
            let values: Vec<F> = seeds.iter().map(|s| if *s % 7 == 0 { from_i64(s % 3) } else { from_i64(*s).into_wide() }).collect();
            let blinder = from_i64(5).into_wide();
            let other = (&values[..values.len() / 3], &values.first().map_or(blinder, |value| *value + blinder));
            let points = Committer::new(70).commit_scalars(&[(&values, &blinder), other]);
            prop_assert_eq!(points, Ok(vec![expected(&values, &blinder), expected(other.0, other.1)]));
        }
    }

    #[test]
    fn long_rows_and_many_rows() {
        let mix = |i: usize, j: usize| ((i * 7919 + j * 104_729) % 65_536) as i64 - 32_768;
        check(
            &(0..3)
                .map(|i| (0..700).map(|j| mix(i, j)).collect())
                .collect::<Vec<_>>(),
            700,
        );
        check(
            &(0..90)
                .map(|i| (0..64).map(|j| mix(i, j) / 256).collect())
                .collect::<Vec<_>>(),
            64,
        );
    }

    #[test]
    fn zero_rows_are_blinders() {
        check(&[vec![0; 8], vec![]], 8);
        let one = from_i64(1);
        let points = Committer::new(8).commit_rows(&[vec![0; 8]][..], &[one], &Progress::new());
        assert_eq!(points, Ok(vec![blinder_generator()]));
    }

    #[test]
    fn infinity_is_an_error() {
        let zero = from_i64(0);
        let committer = Committer::new(4);
        assert_eq!(
            committer.commit_rows(&[vec![0; 4]][..], &[zero], &Progress::new()),
            Err(CommitError::Infinity)
        );
        assert_eq!(
            committer.commit_scalars(&[(&[zero], &zero)]),
            Err(CommitError::Infinity)
        );
    }

    #[test]
    fn gaps_between_runs_are_zero() {
        struct Gaps;
        impl SmallRows for Gaps {
            fn rows(&self) -> usize {
                1
            }
            fn visit(&self, _: usize, visit: &mut dyn FnMut(usize, &[i64])) {
                visit(1, &[3, -4]);
                visit(5, &[70_000]);
            }
        }
        let values = [0, 3, -4, 0, 0, 70_000].map(from_i64);
        let committer = Committer::new(6);
        for _ in 0..2 {
            let points = committer.commit_rows(&Gaps, &[from_i64(9)], &Progress::new());
            assert_eq!(points, Ok(vec![expected(&values, &from_i64(9))]));
        }
    }

    #[test]
    fn cancellation_stops_it() {
        let progress = Progress::new();
        progress.cancel();
        let error = Committer::new(4).commit_rows(&[vec![1; 4]][..], &[from_i64(1)], &progress);
        assert_eq!(error, Err(CommitError::Cancelled(Cancelled)));
    }
}
