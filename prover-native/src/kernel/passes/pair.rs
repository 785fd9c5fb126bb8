//! Rounds of a sumcheck over the inner product of two vectors of one length, padded with zeros to a multiple of [`PADDING`].

use super::{CHUNK, PARALLEL, fill, fit, gather, slope};
use crate::field::{F, from_i64, from_montgomery};
use crate::kernel::simd::{Engine, MAX_LANES};
use ark_pallas::FrConfig;
use rayon::prelude::*;

/// What a pass reads at once: a pair of entries for each lane.
pub(crate) const PADDING: usize = 2 * MAX_LANES;

/// m(0) and m(∞).
pub(crate) fn pair_sums<E: Engine<Modulus = FrConfig>>(e: E, a: &[F], b: &[F]) -> [F; 2] {
    if a.len() < PARALLEL {
        return task_sums(e, a.len(), a, b);
    }
    let tasks = a.par_chunks(CHUNK).zip(b.par_chunks(CHUNK));
    tasks
        .map(|(a, b)| task_sums(e, a.len(), a, b))
        .reduce(|| [from_i64(0); 2], add_sums)
}

/// Fills both vectors with `pairs` entries, what `first(i)` and `second(i)` return, pads them, and returns the sums of the
/// next round: by tasks, while what a task has written is at hand.
pub(crate) fn fold_pair<E: Engine<Modulus = FrConfig>>(
    e: E,
    pairs: usize,
    to: &mut [Vec<F>; 2],
    first: impl Fn(usize) -> [E::Vector; 1] + Sync,
    second: impl Fn(usize) -> [E::Vector; 1] + Sync,
) -> [F; 2] {
    let [a, b] = to;
    for vector in [&mut *a, &mut *b] {
        vector.resize(pairs, from_i64(0));
        fit(vector, PADDING);
    }
    let task = |start: usize, a: &mut [F], b: &mut [F]| {
        let real = a.len().min(pairs - start);
        fill(e, start, [&mut a[..real]], &first);
        fill(e, start, [&mut b[..real]], &second);
        task_sums(e, real, a, b)
    };
    if pairs < PARALLEL {
        return task(0, a, b);
    }
    let tasks = a.par_chunks_mut(CHUNK).zip(b.par_chunks_mut(CHUNK)).enumerate();
    tasks
        .map(|(number, (a, b))| task(number * CHUNK, a, b))
        .reduce(|| [from_i64(0); 2], add_sums)
}

/// Of the first `count` entries.
fn task_sums<E: Engine<Modulus = FrConfig>>(e: E, count: usize, a: &[F], b: &[F]) -> [F; 2] {
    e.run(
        #[inline(always)]
        || {
            let (mut low, mut slopes) = (e.sum(), e.sum());
            for i in (0..count).step_by(2 * E::LANES) {
                e.accumulate(&mut low, gather(e, a, i, 2), gather(e, b, i, 2));
                let a = e.normalise(slope(e, a, i, 1, 2));
                let b = e.normalise(slope(e, b, i, 1, 2));
                e.accumulate(&mut slopes, a, b);
            }
            [from_montgomery(e.total(low)), from_montgomery(e.total(slopes))]
        },
    )
}

/// Both sums of two tasks.
pub(crate) fn add_sums(a: [F; 2], b: [F; 2]) -> [F; 2] {
    [a[0] + b[0], a[1] + b[1]]
}
