//! One layer of the tree: the sumcheck from the claims on 2^ℓ nodes to claims on their children (protocol.md §4).

use super::LookupError;
use super::rounds::{LevelClaim, Rounds};
use super::shape::Shape;
use super::tree::Level;
use crate::equation::Conversation;
use crate::field::{F, from_i64};
use crate::kernel::passes::{Sums, fit, fold, fold_at, gather, map_into, slope, sum_over};
use crate::kernel::simd::{Engine, MAX_LANES};
use ark_pallas::FrConfig;

/// The four vectors of a round: a = p0 + λ·q0, p1, q1, q0.
#[derive(Default)]
pub(super) struct Vectors {
    pub(super) a: Vec<F>,
    pub(super) p1: Vec<F>,
    pub(super) q1: Vec<F>,
    pub(super) q0: Vec<F>,
}

/// Memory that all layers share.
#[derive(Default)]
pub(super) struct Workspace {
    pub(super) vectors: Vectors,
    folded: Vectors,
    /// Weights of each round's stored pairs.
    pub(super) weights: Vec<Vec<F>>,
    paired: [Vec<F>; 2],
}

impl Workspace {
    /// The folded vectors become those of the next round.
    fn turn(&mut self, rounds: &Rounds) {
        std::mem::swap(&mut self.vectors, &mut self.folded);
        self.vectors.pad(rounds);
    }
}

impl Vectors {
    /// Inserts the neutral nodes of the next round's shape.
    pub(super) fn pad(&mut self, rounds: &Rounds) {
        let [zero, one] = [0, 1].map(from_i64);
        for (vector, neutral) in self.each().into_iter().zip([rounds.lambda, zero, one, one]) {
            rounds.shapes[rounds.done.len()].pad(vector, 1, neutral);
        }
    }

    pub(super) fn each(&mut self) -> [&mut Vec<F>; 4] {
        [&mut self.a, &mut self.p1, &mut self.q1, &mut self.q0]
    }
}

/// From `claim` on `parents` to a claim on their children.
pub(super) fn prove<E: Engine<Modulus = FrConfig>>(
    e: E,
    conversation: &mut Conversation<'_>,
    parents: &Level,
    children: &Level,
    claim: LevelClaim,
    work: &mut Workspace,
) -> Result<LevelClaim, LookupError> {
    let mut rounds = Rounds::start(e, conversation, &parents.shape, claim, &mut work.weights);
    let lambda = rounds.lambda;
    let children = paired(
        &parents.shape,
        [&children.p, &children.q],
        [0, 1].map(from_i64),
        &mut work.paired,
    );
    if rounds.remaining() > 0 {
        let pairs = rounds.pairs();
        let sums = first_round(e, parents, children, &work.weights[0], pairs, &lambda);
        let r = rounds.round(conversation, sums);
        fold_children(e, children, &mut work.folded, pairs, &r, &lambda);
        work.turn(&rounds);
        conversation.progress.advance(pairs as u64)?;
    } else {
        let [p, q] = children;
        work.vectors = Vectors {
            a: vec![p[0] + lambda * q[0]],
            p1: vec![p[1]],
            q1: vec![q[1]],
            q0: vec![q[0]],
        };
    }
    finish(e, conversation, rounds, work)
}

/// The rounds on four vectors that are left, and the end of the layer.
pub(super) fn finish<E: Engine<Modulus = FrConfig>>(
    e: E,
    conversation: &mut Conversation<'_>,
    mut rounds: Rounds,
    work: &mut Workspace,
) -> Result<LevelClaim, LookupError> {
    while rounds.remaining() > 0 {
        let pairs = rounds.pairs();
        let sums = later_round(e, &mut work.vectors, &work.weights[rounds.done.len()], pairs);
        let r = rounds.round(conversation, sums);
        for (from, to) in work.vectors.each().into_iter().zip(work.folded.each()) {
            fold(e, from, to, pairs, &r);
        }
        work.turn(&rounds);
        conversation.progress.advance(pairs as u64)?;
    }
    Ok(rounds.end(conversation, work.vectors.each().map(|vector| vector[0])))
}

/// Vectors over the children of all parents, with two neutral ones below each neutral parent. They are copied to
/// `memory` only if there are any.
pub(super) fn paired<'a, const N: usize>(
    parents: &Shape,
    children: [&'a Vec<F>; N],
    neutral: [F; N],
    memory: &'a mut [Vec<F>; N],
) -> [&'a [F]; N] {
    if parents.is_even() {
        return children.map(|values| &values[..]);
    }
    for (copy, (values, neutral)) in memory.iter_mut().zip(children.into_iter().zip(neutral)) {
        parents.padded(values, 2, neutral, copy);
        fit(copy, 4 * MAX_LANES);
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
        |i, sums: &mut Sums<E, 3>| {
            let weight = gather(e, weights, i, 1);
            e.accumulate(&mut sums[0], weight, gather(e, parent_p, 2 * i, 2));
            e.accumulate(&mut sums[1], weight, gather(e, parent_q, 2 * i, 2));
            let start = 4 * i;
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
        |i| {
            let start = 4 * i;
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
        fit(vector, 2 * MAX_LANES);
    }
    let Vectors { a, p1, q1, q0 } = vectors;
    let [zero, infinity] = sum_over(
        e,
        pairs,
        #[inline(always)]
        |i, sums: &mut Sums<E, 2>| {
            let weight = gather(e, weights, i, 1);
            let start = 2 * i;
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
