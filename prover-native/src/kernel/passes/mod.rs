//! Passes over vectors of field elements, several at a time and on all cores.

mod multiples;
mod pair;
mod small_products;

pub(crate) use multiples::add_multiple;
pub(crate) use pair::{PADDING, add_sums, fold_pair, pair_sums};
pub(crate) use small_products::SmallProducts;

use crate::field::{F, from_i64, from_montgomery};
pub(crate) use crate::kernel::simd::{CHUNK, PARALLEL, append, fill, map_into};
use crate::kernel::simd::{Engine, MAX_LANES};
use ark_pallas::FrConfig;
use rayon::prelude::*;

/// Running sums of a pass.
pub(crate) type Sums<E, const N: usize> = [<E as Engine>::Sum; N];

/// Fills `vector` with zeros up to a multiple of `multiple`, so that passes need no special end.
pub(crate) fn fit(vector: &mut Vec<F>, multiple: usize) {
    vector.resize(vector.len().next_multiple_of(multiple), from_i64(0));
}

/// The first of `values`, one a lane; 0 beyond their end.
#[inline(always)]
pub(crate) fn integers<E: Engine>(e: E, values: &[i64]) -> E::Small {
    if values.len() >= E::LANES {
        return e.small(values);
    }
    let mut padded = [0; MAX_LANES];
    padded[..values.len()].copy_from_slice(values);
    e.small(&padded)
}

/// Elements start, start + stride, …
#[inline(always)]
pub(crate) fn gather<E: Engine>(e: E, vector: &[F], start: usize, stride: usize) -> E::Vector {
    let window = &vector[start..start + (E::LANES - 1) * stride + 1];
    e.load(
        #[inline(always)]
        |lane| &window[lane * stride].0.0,
    )
}

/// For each i, element start + step + i·stride less element start + i·stride; loose.
#[inline(always)]
pub(crate) fn slope<E: Engine>(e: E, vector: &[F], start: usize, step: usize, stride: usize) -> E::Vector {
    e.sub(
        gather(e, vector, start + step, stride),
        gather(e, vector, start, stride),
    )
}

/// The elements of `vector` from `start` on; beyond its end the last one.
#[inline(always)]
pub(crate) fn clamped<E: Engine>(e: E, vector: &[F], start: usize) -> E::Vector {
    let last = vector.len() - 1;
    e.load(
        #[inline(always)]
        |lane| &vector[(start + lane).min(last)].0.0,
    )
}

/// low + r·(high − low) for the pairs of [`slope`]; `r` is lifted.
#[inline(always)]
pub(crate) fn fold_at<E: Engine>(
    e: E,
    vector: &[F],
    start: usize,
    step: usize,
    stride: usize,
    r: E::Vector,
) -> E::Vector {
    e.mul_add(
        r,
        slope(e, vector, start, step, stride),
        gather(e, vector, start, stride),
    )
}

/// Elements start, start + stride, … times 2^LIFT.
#[inline(always)]
pub(crate) fn gather_lifted<E: Engine>(e: E, vector: &[F], start: usize, stride: usize) -> E::Vector {
    let window = &vector[start..start + (E::LANES - 1) * stride + 1];
    e.load_lifted(
        #[inline(always)]
        |lane| &window[lane * stride].0.0,
    )
}

/// Calls `step(i, sums)` for each vector of elements i … of `count` and returns the totals.
pub(crate) fn sum_over<E: Engine<Modulus = FrConfig>, const N: usize>(
    e: E,
    count: usize,
    step: impl Fn(usize, &mut Sums<E, N>) + Sync,
) -> [F; N] {
    let run = |range: std::ops::Range<usize>| {
        e.run(
            #[inline(always)]
            || {
                let mut sums = [e.sum(); N];
                for i in range.step_by(E::LANES) {
                    step(i, &mut sums);
                }
                sums.map(|sum| from_montgomery(e.total(sum)))
            },
        )
    };
    if count < PARALLEL {
        return run(0..count);
    }
    (0..count.div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| run(chunk * CHUNK..count.min((chunk + 1) * CHUNK)))
        .reduce(|| [from_i64(0); N], |a, b| std::array::from_fn(|i| a[i] + b[i]))
}

/// Replaces elements i … of `values` by what `step(i, elements)` returns.
pub(crate) fn update<E: Engine<Modulus = FrConfig>>(
    e: E,
    values: &mut [F],
    step: impl Fn(usize, E::Vector) -> E::Vector + Sync,
) {
    let run = |first: usize, values: &mut [F]| {
        e.run(
            #[inline(always)]
            || {
                for (k, values) in values.chunks_mut(E::LANES).enumerate() {
                    let old = clamped(e, values, 0);
                    let new = e.store(step(first + k * E::LANES, old));
                    for (value, limbs) in values.iter_mut().zip(new.as_ref()) {
                        *value = from_montgomery(*limbs);
                    }
                }
            },
        );
    };
    if values.len() < PARALLEL {
        run(0, values);
        return;
    }
    let tasks = values.par_chunks_mut(CHUNK).enumerate();
    tasks.for_each(|(number, values)| run(number * CHUNK, values));
}

/// Binds the lowest bit to r: to[y] = from[2y] + r·(from[2y + 1] − from[2y]) for y < `pairs`.
pub(crate) fn fold<E: Engine<Modulus = FrConfig>>(e: E, from: &[F], to: &mut Vec<F>, pairs: usize, r: &F) {
    let r = e.splat_lifted(&r.0.0);
    map_into(
        e,
        pairs,
        [to],
        #[inline(always)]
        |i| [fold_at(e, from, 2 * i, 1, 2, r)],
    );
}

/// Splits each of the first `count` weights w into w·(1 − z) and w·z.
pub(crate) fn expand<E: Engine<Modulus = FrConfig>>(e: E, from: &[F], to: &mut Vec<F>, count: usize, z: &F) {
    let z = e.splat_lifted(&z.0.0);
    to.resize(2 * count.next_multiple_of(E::LANES), from_i64(0));
    let run = |from: &[F], to: &mut [F]| {
        e.run(
            #[inline(always)]
            || {
                for (k, pairs) in to.chunks_exact_mut(2 * E::LANES).enumerate() {
                    let weight = gather(e, from, k * E::LANES, 1);
                    let odd = e.mul(weight, z);
                    let even = e.normalise(e.sub(weight, odd));
                    let (even, odd) = (e.store(even), e.store(odd));
                    let values = even.as_ref().iter().zip(odd.as_ref());
                    for (pair, (even, odd)) in pairs.chunks_exact_mut(2).zip(values) {
                        pair.copy_from_slice(&[from_montgomery(*even), from_montgomery(*odd)]);
                    }
                }
            },
        )
    };
    if count < PARALLEL {
        run(from, to);
    } else {
        from.par_chunks(CHUNK)
            .zip(to.par_chunks_mut(2 * CHUNK))
            .for_each(|(from, to)| run(from, to));
    }
    to.truncate(2 * count);
}
