//! One layer of the tree: the sumcheck from the claims on 2^ℓ nodes to claims on their children (protocol.md §4).

use super::shape::Shape;
use super::tree::Level;
use super::vector::{QUAD, Sums, fit, fold, fold_at, gather, map_into, slope, sum_over};
use super::{Layer, LookupError};
use crate::field::{F, batch_invert, from_i64};
use crate::progress::Progress;
use crate::simd::Engine;
use crate::transcript::Channel;
use ark_pallas::FrConfig;

/// Values of the multilinear extensions of p and q of a layer at a point.
pub(super) struct Claim {
    pub(super) p: F,
    pub(super) q: F,
    pub(super) point: Vec<F>,
}

/// The four vectors of a round: a = p0 + λ·q0, p1, q1, q0.
#[derive(Default)]
pub(super) struct Vectors {
    a: Vec<F>,
    p1: Vec<F>,
    q1: Vec<F>,
    q0: Vec<F>,
}

/// Memory that all layers share.
#[derive(Default)]
pub(super) struct Workspace {
    vectors: Vectors,
    folded: Vectors,
    weights: Vec<Vec<F>>,
    paired: [Vec<F>; 2],
}

impl Vectors {
    fn each(&mut self) -> [&mut Vec<F>; 4] {
        [&mut self.a, &mut self.p1, &mut self.q1, &mut self.q0]
    }
}

/// From `claim` on `parents` to a claim on their children.
pub(super) fn prove<E: Engine<Modulus = FrConfig>>(
    e: E,
    channel: &mut Channel,
    parents: &Level,
    children: &Level,
    claim: Claim,
    work: &mut Workspace,
    progress: &Progress,
) -> Result<(Layer, Claim), LookupError> {
    let one = from_i64(1);
    let lambda = channel.challenge("lambda");
    let z = claim.point;
    let shapes = shapes(&parents.shape, z.len());
    let totals = weights(&shapes, &z, &mut work.weights);
    let children = paired(parents, children, &mut work.paired);
    let mut inverses = z.clone();
    batch_invert(&mut inverses);

    let mut sum = claim.p + lambda * claim.q;
    let mut rounds = Vec::with_capacity(z.len());
    for i in 0..z.len() {
        let weights = &work.weights[i];
        let pairs = shapes[i].len() / 2;
        // t(0) and t(∞) over the stored pairs; the neutral rest has t = λ.
        let (stored, infinity) = if i == 0 {
            first_round(e, parents, children, weights, pairs, &lambda)
        } else {
            later_round(e, &mut work.vectors, weights, pairs)
        };
        let zero = stored + lambda * (one - totals[i]);
        // c = t(0) + z·(t(1) − t(0)); a challenge z is 0 with probability 2^-254, and the proof is then refused.
        let difference = (sum - zero) * inverses[i];
        channel.hidden("lookups", &difference);
        channel.hidden("lookups", &infinity);
        let r = channel.challenge("lookups");
        sum += (r - z[i]) * difference + r * (r - one) * infinity;
        if i == 0 {
            fold_children(e, children, &mut work.folded, pairs, &r, &lambda);
        } else {
            for (from, to) in work.vectors.each().into_iter().zip(work.folded.each()) {
                fold(e, from, to, pairs, &r);
            }
        }
        std::mem::swap(&mut work.vectors, &mut work.folded);
        let neutral = [lambda, from_i64(0), one, one];
        for (vector, neutral) in work.vectors.each().into_iter().zip(neutral) {
            shapes[i + 1].pad(vector, 1, neutral);
        }
        rounds.push(r);
        progress.advance(pairs as u64)?;
    }
    let [a, p1, q1, q0] = if z.is_empty() {
        let [p, q] = children;
        [p[0] + lambda * q[0], p[1], q[1], q[0]]
    } else {
        work.vectors.each().map(|vector| vector[0])
    };
    for value in [a, p1, q1, q0] {
        channel.hidden("lookups", &value);
    }
    let tau = channel.challenge("tau");
    let p0 = a - lambda * q0;
    let point = [&[tau], &rounds[..]].concat();
    let claim = Claim {
        p: p0 + tau * (p1 - p0),
        q: q0 + tau * (q1 - q0),
        point,
    };
    Ok((Layer { lambda, rounds, tau }, claim))
}

/// The shapes of the vectors before round 0, 1, … and after the last.
fn shapes(first: &Shape, rounds: usize) -> Vec<Shape> {
    let mut shapes = vec![first.clone()];
    for i in 0..rounds {
        shapes.push(shapes[i].parents());
    }
    shapes
}

/// For each round i the vector eq(z[i + 1 ..], pair) over its stored pairs; returns their sums.
///
/// Built from the last round down: the pairs of round i are the entries of round i + 1, less the neutral ones.
fn weights(shapes: &[Shape], z: &[F], weights: &mut Vec<Vec<F>>) -> Vec<F> {
    let rounds = z.len();
    if weights.len() < rounds {
        weights.resize_with(rounds, Vec::new);
    }
    let mut totals = vec![from_i64(1); rounds];
    for i in (0..rounds).rev() {
        let (lower, upper) = weights.split_at_mut(i + 1);
        let vector = &mut lower[i];
        vector.clear();
        if i + 1 == rounds {
            vector.push(from_i64(1));
        } else {
            let pairs = shapes[i + 1].len() / 2;
            vector.reserve(2 * pairs + QUAD);
            for weight in &upper[0][..pairs] {
                let odd = *weight * z[i + 1];
                vector.extend([*weight - odd, odd]);
            }
            totals[i] = totals[i + 1] - shapes[i + 1].unpad(vector);
        }
        fit(vector, QUAD);
    }
    totals
}

/// The children's p and q with two neutral ones below each neutral parent; copied to `memory` only if there are any.
fn paired<'a>(parents: &Level, children: &'a Level, memory: &'a mut [Vec<F>; 2]) -> [&'a [F]; 2] {
    if parents.shape.is_even() {
        return [&children.p, &children.q];
    }
    for (copy, (values, neutral)) in memory.iter_mut().zip([(&children.p, 0), (&children.q, 1)]) {
        copy.clear();
        copy.extend_from_slice(&values[..2 * parents.shape.unpadded_len()]);
        parents.shape.pad(copy, 2, from_i64(neutral));
        fit(copy, 4 * QUAD);
    }
    memory.each_ref().map(|copy| &copy[..])
}

/// t(0) from the parents, which are its values at the even nodes, and t(∞) from the children.
fn first_round<E: Engine<Modulus = FrConfig>>(
    e: E,
    parents: &Level,
    [p, q]: [&[F]; 2],
    weights: &[F],
    pairs: usize,
    lambda: &F,
) -> (F, F) {
    let (parent_p, parent_q) = (&parents.p, &parents.q);
    let scale = e.splat_lifted(&lambda.0.0);
    let [sum_p, sum_q, infinity] = sum_over(
        e,
        pairs,
        #[inline(always)]
        |k, sums: &mut Sums<E, 3>| {
            let weight = gather(e, weights, k * QUAD, 1);
            e.accumulate(&mut sums[0], weight, gather(e, parent_p, 2 * k * QUAD, 2));
            e.accumulate(&mut sums[1], weight, gather(e, parent_q, 2 * k * QUAD, 2));
            let start = 4 * k * QUAD;
            let q0 = slope(e, q, start, 2, 4);
            let a = e.mul_add(scale, q0, slope(e, p, start, 2, 4));
            let t = e.mul_mul(a, slope(e, q, start + 1, 2, 4), slope(e, p, start + 1, 2, 4), q0);
            e.accumulate(&mut sums[2], weight, t);
        },
    );
    (sum_p + *lambda * sum_q, infinity * from_i64(1 << E::LIFT))
}

/// Binds the lowest bit of the parents to r: the four vectors of round 1.
fn fold_children<E: Engine<Modulus = FrConfig>>(
    e: E,
    [p, q]: [&[F]; 2],
    folded: &mut Vectors,
    pairs: usize,
    r: &F,
    lambda: &F,
) {
    let [r, lambda] = [r, lambda].map(|x| e.splat_lifted(&x.0.0));
    map_into(
        e,
        pairs,
        folded.each(),
        #[inline(always)]
        |k| {
            let start = 4 * k * QUAD;
            let p0 = fold_at(e, p, start, 2, 4, r);
            let q0 = fold_at(e, q, start, 2, 4, r);
            let p1 = fold_at(e, p, start + 1, 2, 4, r);
            let q1 = fold_at(e, q, start + 1, 2, 4, r);
            [e.mul_add(lambda, q0, p0), p1, q1, q0]
        },
    );
}

/// t(0) and t(∞) of a·q1 + p1·q0.
fn later_round<E: Engine<Modulus = FrConfig>>(
    e: E,
    vectors: &mut Vectors,
    weights: &[F],
    pairs: usize,
) -> (F, F) {
    for vector in vectors.each() {
        fit(vector, 2 * QUAD);
    }
    let Vectors { a, p1, q1, q0 } = vectors;
    let [zero, infinity] = sum_over(
        e,
        pairs,
        #[inline(always)]
        |k, sums: &mut Sums<E, 2>| {
            let weight = gather(e, weights, k * QUAD, 1);
            let start = 2 * k * QUAD;
            let (a_low, q1_low) = (gather(e, a, start, 2), gather(e, q1, start, 2));
            let (p1_low, q0_low) = (gather(e, p1, start, 2), gather(e, q0, start, 2));
            e.accumulate(&mut sums[0], weight, e.mul_mul(a_low, q1_low, p1_low, q0_low));
            let (a, q1) = (slope(e, a, start, 1, 2), slope(e, q1, start, 1, 2));
            let (p1, q0) = (slope(e, p1, start, 1, 2), slope(e, q0, start, 1, 2));
            e.accumulate(&mut sums[1], weight, e.mul_mul(a, q1, p1, q0));
        },
    );
    let lift = from_i64(1 << E::LIFT);
    (zero * lift, infinity * lift)
}
