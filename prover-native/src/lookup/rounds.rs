//! What a layer says: its messages, its challenges and its equation (protocol.md §4).

use super::LABEL;
use super::shape::Shape;
use crate::equation::{AffineForm, Conversation, Equation};
use crate::field::{F, batch_invert, from_i64};
use crate::kernel::passes::{expand, fit};
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
    /// Begins with c = p + λ·q. Prepares the weights of all rounds in `stored`.
    pub(super) fn start<E: Engine<Modulus = FrConfig>>(
        e: E,
        conversation: &mut Conversation<'_>,
        parents: &Shape,
        claim: LevelClaim,
        stored: &mut Vec<Vec<F>>,
    ) -> Self {
        // V -> P  lambda
        let lambda = conversation.challenge("lambda");
        let mut form = claim.p_form;
        form.add_form(&lambda, &claim.q_form);
        let z = claim.point;
        let shapes = shapes(parents, z.len());
        let totals = weights(e, &shapes, &z, stored);
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
    pub(super) fn end(self, conversation: &mut Conversation<'_>, values: [F; 4]) -> LevelClaim {
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
