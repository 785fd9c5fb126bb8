//! Passes over vectors of field elements, four at a time and on all cores.

use crate::field::{F, from_i64, from_montgomery};
use crate::simd::Engine;
use ark_pallas::FrConfig;
use rayon::prelude::*;

/// Elements of a quad.
pub(super) const QUAD: usize = 4;

/// Quads a task of rayon takes: some 50 µs of work.
const CHUNK: usize = 128;

/// Running sums of a pass.
pub(super) type Sums<E, const N: usize> = [<E as Engine>::Sum; N];

/// Fills `vector` with zeros up to a multiple of `multiple`, so that passes need no special end.
pub(super) fn fit(vector: &mut Vec<F>, multiple: usize) {
    vector.resize(vector.len().next_multiple_of(multiple), from_i64(0));
}

/// Elements start, start + stride, …
#[inline(always)]
pub(super) fn gather<E: Engine>(e: E, vector: &[F], start: usize, stride: usize) -> E::Quad {
    let window = &vector[start..start + 3 * stride + 1];
    e.load([
        &window[0].0.0,
        &window[stride].0.0,
        &window[2 * stride].0.0,
        &window[3 * stride].0.0,
    ])
}

/// For each i, element start + step + i·stride less element start + i·stride; loose.
#[inline(always)]
pub(super) fn slope<E: Engine>(e: E, vector: &[F], start: usize, step: usize, stride: usize) -> E::Quad {
    e.sub(
        gather(e, vector, start + step, stride),
        gather(e, vector, start, stride),
    )
}

/// low + r·(high − low) for the pairs of [`slope`]; `r` is lifted.
#[inline(always)]
pub(super) fn fold_at<E: Engine>(
    e: E,
    vector: &[F],
    start: usize,
    step: usize,
    stride: usize,
    r: E::Quad,
) -> E::Quad {
    e.mul_add(
        r,
        slope(e, vector, start, step, stride),
        gather(e, vector, start, stride),
    )
}

/// Elements start, start + stride, … times 2^LIFT.
#[inline(always)]
pub(super) fn gather_lifted<E: Engine>(e: E, vector: &[F], start: usize, stride: usize) -> E::Quad {
    let window = &vector[start..start + 3 * stride + 1];
    e.load_lifted([
        &window[0].0.0,
        &window[stride].0.0,
        &window[2 * stride].0.0,
        &window[3 * stride].0.0,
    ])
}

/// Calls `step(k, sums)` for each quad k of `count` elements and returns the totals.
pub(super) fn sum_over<E: Engine<Modulus = FrConfig>, const N: usize>(
    e: E,
    count: usize,
    step: impl Fn(usize, &mut Sums<E, N>) + Sync,
) -> [F; N] {
    let quads = count.div_ceil(QUAD);
    let run = |range: std::ops::Range<usize>| {
        e.run(
            #[inline(always)]
            || {
                let mut sums = [e.sum(); N];
                for k in range {
                    step(k, &mut sums);
                }
                sums.map(|sum| from_montgomery(e.total(sum)))
            },
        )
    };
    if quads <= CHUNK {
        return run(0..quads);
    }
    (0..quads.div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| run(chunk * CHUNK..quads.min((chunk + 1) * CHUNK)))
        .reduce(|| [from_i64(0); N], |a, b| std::array::from_fn(|i| a[i] + b[i]))
}

/// Makes each vector of `to` `count` elements long, and element i of quad k what `step(k)` returns.
pub(super) fn map_into<E: Engine<Modulus = FrConfig>, const N: usize>(
    e: E,
    count: usize,
    to: [&mut Vec<F>; N],
    step: impl Fn(usize) -> [E::Quad; N] + Sync,
) {
    let to = to.map(|vector| {
        vector.resize(count, from_i64(0));
        &mut vector[..]
    });
    map(e, to, step);
}

/// Sets the elements of the slices `to`, of one length, to what `step(k)` returns for quad k.
pub(super) fn map<E: Engine<Modulus = FrConfig>, const N: usize>(
    e: E,
    to: [&mut [F]; N],
    step: impl Fn(usize) -> [E::Quad; N] + Sync,
) {
    let count = to[0].len();
    let run = |first: usize, mut to: [&mut [F]; N]| {
        e.run(
            #[inline(always)]
            || {
                for k in 0..to[0].len().div_ceil(QUAD) {
                    let values = step(first + k);
                    for i in 0..N {
                        let values = e.store(values[i]).map(from_montgomery);
                        let end = to[i].len().min((k + 1) * QUAD);
                        let to = &mut to[i][k * QUAD..end];
                        to.copy_from_slice(&values[..to.len()]);
                    }
                }
            },
        )
    };
    if count <= CHUNK * QUAD {
        run(0, to);
        return;
    }
    let mut parts = to.map(|slice| slice.chunks_mut(CHUNK * QUAD));
    let chunks: Vec<[&mut [F]; N]> = (0..count.div_ceil(CHUNK * QUAD))
        .map(|_| {
            parts
                .each_mut()
                .map(|part| part.next().expect("slices of one length"))
        })
        .collect();
    chunks
        .into_par_iter()
        .enumerate()
        .for_each(|(index, chunk)| run(index * CHUNK, chunk));
}

/// Replaces quad k of `values` by what `step(k, quad)` returns.
pub(super) fn update<E: Engine<Modulus = FrConfig>>(
    e: E,
    values: &mut [F],
    step: impl Fn(usize, E::Quad) -> E::Quad + Sync,
) {
    values
        .par_chunks_mut(CHUNK * QUAD)
        .enumerate()
        .for_each(|(chunk, values)| {
            e.run(
                #[inline(always)]
                || {
                    for (k, quad) in values.chunks_mut(QUAD).enumerate() {
                        let at = |i: usize| &quad[i.min(quad.len() - 1)].0.0;
                        let old = e.load([at(0), at(1), at(2), at(3)]);
                        let new = e.store(step(chunk * CHUNK + k, old));
                        for (value, limbs) in quad.iter_mut().zip(new) {
                            *value = from_montgomery(limbs);
                        }
                    }
                },
            );
        });
}

/// Binds the lowest bit to r: to[y] = from[2y] + r·(from[2y + 1] − from[2y]) for y < `pairs`.
pub(super) fn fold<E: Engine<Modulus = FrConfig>>(e: E, from: &[F], to: &mut Vec<F>, pairs: usize, r: &F) {
    let r = e.splat_lifted(&r.0.0);
    map_into(
        e,
        pairs,
        [to],
        #[inline(always)]
        |k| {
            let start = 2 * k * QUAD;
            [fold_at(e, from, start, 1, 2, r)]
        },
    );
}

/// Splits each of the first `count` weights w into w·(1 − z) and w·z.
pub(super) fn expand<E: Engine<Modulus = FrConfig>>(e: E, from: &[F], to: &mut Vec<F>, count: usize, z: &F) {
    let z = e.splat_lifted(&z.0.0);
    to.resize(2 * count.next_multiple_of(QUAD), from_i64(0));
    let run = |from: &[F], to: &mut [F]| {
        e.run(
            #[inline(always)]
            || {
                for k in 0..to.len() / (2 * QUAD) {
                    let weight = gather(e, from, k * QUAD, 1);
                    let odd = e.mul(weight, z);
                    let even = e.normalise(e.sub(weight, odd));
                    let (even, odd) = (e.store(even), e.store(odd));
                    for (i, pair) in to[2 * k * QUAD..2 * (k + 1) * QUAD]
                        .chunks_exact_mut(2)
                        .enumerate()
                    {
                        pair.copy_from_slice(&[from_montgomery(even[i]), from_montgomery(odd[i])]);
                    }
                }
            },
        )
    };
    if count <= CHUNK * QUAD {
        run(from, to);
    } else {
        from.par_chunks(CHUNK * QUAD)
            .zip(to.par_chunks_mut(2 * CHUNK * QUAD))
            .for_each(|(from, to)| run(from, to));
    }
    to.truncate(2 * count);
}
