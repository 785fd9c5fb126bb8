//! One layer of the tree: the sumcheck from the claims on 2^ℓ nodes to claims on their children (protocol.md §4).

use super::shape::Shape;
use super::tree::Level;
use super::{LABEL, LookupError};
use crate::equation::{AffineForm, Conversation, Equation};
use crate::field::{F, batch_invert, from_i64};
use crate::kernel::passes::{Sums, expand, fit, fold, fold_at, gather, map_into, slope, sum_over};
use crate::kernel::simd::{Engine, MAX_LANES};
use crate::transcript::Message;
use ark_pallas::FrConfig;

/// Values of the multilinear extensions of p and q of a level at a point, and what V knows of them.
pub(super) struct LevelClaim {
    pub(super) p: F,
    pub(super) q: F,
    /// p is this form …
    pub(super) p_form: AffineForm,
    /// … and, at the root beside direct tables, the product of these messages: S·q_root.
    pub(super) p_product: Option<(Message, Message)>,
    pub(super) q_form: AffineForm,
    pub(super) point: Vec<F>,
}

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
    let mut rounds = Rounds::start(e, conversation, &parents.shape, claim, work);
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

/// The conversation of one layer: t(0) and t(∞) of its rounds in, messages, challenges and its equation out.
pub(super) struct Rounds {
    pub(super) lambda: F,
    /// c, what V knows of the sum …
    claim: AffineForm,
    /// … and a product of messages beside it.
    product: Option<(Message, Message)>,
    z: Vec<F>,
    inverses: Vec<F>,
    /// Shapes of the vectors before round 0, 1, … and after the last.
    pub(super) shapes: Vec<Shape>,
    /// Sums of the weights of the stored pairs.
    totals: Vec<F>,
    /// What the polynomial of the next round has to sum to.
    sum: F,
    /// Challenges so far.
    pub(super) done: Vec<F>,
}

impl Rounds {
    /// Begins with c = p + λ·q. Prepares the weights of all rounds.
    pub(super) fn start<E: Engine<Modulus = FrConfig>>(
        e: E,
        conversation: &mut Conversation<'_>,
        parents: &Shape,
        claim: LevelClaim,
        work: &mut Workspace,
    ) -> Self {
        // V -> P  lambda
        let lambda = conversation.challenge("lambda");
        let mut form = claim.p_form;
        form.add_form(&lambda, &claim.q_form);
        let z = claim.point;
        let shapes = shapes(parents, z.len());
        let totals = weights(e, &shapes, &z, &mut work.weights);
        let mut inverses = z.clone();
        batch_invert(&mut inverses);
        Self {
            lambda,
            claim: form,
            product: claim.p_product,
            z,
            inverses,
            shapes,
            totals,
            sum: claim.p + lambda * claim.q,
            done: Vec::new(),
        }
    }

    pub(super) fn remaining(&self) -> usize {
        self.z.len() - self.done.len()
    }

    /// Stored pairs of the next round.
    pub(super) fn pairs(&self) -> usize {
        self.shapes[self.done.len()].len() / 2
    }

    /// One division-free round, from t(0) and t(∞) summed over the stored pairs; the neutral rest has t = λ.
    /// c ← c + (r − z)·d + r(r − 1)·e with d = t(1) − t(0) and e = t(∞).
    pub(super) fn round(&mut self, conversation: &mut Conversation<'_>, (stored, infinity): (F, F)) -> F {
        let one = from_i64(1);
        let i = self.done.len();
        let zero = stored + self.lambda * (one - self.totals[i]);
        // c = t(0) + z·(t(1) − t(0)); a challenge z is 0 with probability 2^-254, and the proof is then refused.
        let difference = (self.sum - zero) * self.inverses[i];
        // P -> V  d, e
        let d = conversation.send(LABEL, &difference);
        let e = conversation.send(LABEL, &infinity);
        // V -> P  r
        let r = conversation.challenge(LABEL);
        let (of_d, of_e) = (r - self.z[i], r * (r - one));
        self.sum += of_d * difference + of_e * infinity;
        self.claim.add(of_d, d);
        self.claim.add(of_e, e);
        self.done.push(r);
        r
    }

    /// The end of the layer: c = a·q1 + p1·q0 with a = p0 + λ·q0.
    fn end(self, conversation: &mut Conversation<'_>, values: [F; 4]) -> LevelClaim {
        let one = from_i64(1);
        // P -> V  a = p0 + lambda·q0, p1, q1, q0
        let [a, p1, q1, q0] = values.map(|value| conversation.send(LABEL, &value));
        let mut equation = Equation::new(self.claim)
            .minus_product(one, a, q1)
            .minus_product(one, p1, q0);
        if let Some((sum, root)) = self.product {
            equation = equation.minus_product(-one, sum, root);
        }
        conversation.add(equation);
        // V -> P  tau joins as the lowest coordinate
        let tau = conversation.challenge("tau");
        let rest = one - tau;
        let [a_value, p1_value, q1_value, q0_value] = values;
        LevelClaim {
            p: rest * (a_value - self.lambda * q0_value) + tau * p1_value,
            q: rest * q0_value + tau * q1_value,
            p_form: AffineForm::from([(rest, a), (-rest * self.lambda, q0), (tau, p1)]),
            p_product: None,
            q_form: AffineForm::from([(rest, q0), (tau, q1)]),
            point: [&[tau], &self.done[..]].concat(),
        }
    }
}

/// The shapes of the vectors before round 0, 1, … and after the last.
pub(super) fn shapes(first: &Shape, rounds: usize) -> Vec<Shape> {
    let mut shapes = vec![first.clone()];
    for i in 0..rounds {
        shapes.push(shapes[i].parents().expect("a bit for each round"));
    }
    shapes
}

/// For each round i the vector eq(z[i + 1 ..], pair) over its stored pairs; returns their sums.
///
/// Built from the last round down: the pairs of round i are the entries of round i + 1, less the neutral ones.
fn weights<E: Engine<Modulus = FrConfig>>(
    e: E,
    shapes: &[Shape],
    z: &[F],
    weights: &mut Vec<Vec<F>>,
) -> Vec<F> {
    let rounds = z.len();
    if weights.len() < rounds {
        weights.resize_with(rounds, Vec::new);
    }
    let mut totals = vec![from_i64(1); rounds];
    for i in (0..rounds).rev() {
        let (lower, upper) = weights.split_at_mut(i + 1);
        let vector = &mut lower[i];
        if i + 1 == rounds {
            vector.clear();
            vector.push(from_i64(1));
        } else {
            expand(e, &upper[0], vector, shapes[i + 1].len() / 2, &z[i + 1]);
            totals[i] = totals[i + 1] - shapes[i + 1].unpad(vector);
        }
        fit(vector, MAX_LANES);
    }
    totals
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
