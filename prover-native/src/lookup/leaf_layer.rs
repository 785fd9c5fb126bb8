//! The layer above the leaves, where most numerators are 1.
//!
//! With u = q0 + p0/λ and v = q1 + p1/λ the summand p0·q1 + p1·q0 + λ·q0·q1 is λ·u·v − p0·p1/λ. For a unit p0 and p1 are 1
//! but for the ends of its rows, and stay so when bits of the row are bound: two vectors are folded, not four. After
//! [`UNIT_ROUNDS`] rounds the vectors are brought into the form of the other layers.
//!
//! u and v are stored less 1/λ: that is q on the interior of units, and folding keeps it so.

use super::LookupError;
use super::layer::{self, Vectors, Workspace, paired};
use super::leaves::{Leaves, Run, UNIT_ROUNDS};
use super::rounds::{LevelClaim, Rounds, shapes};
use super::shape::Shape;
use super::tree::Level;
use crate::equation::Conversation;
use crate::field::{F, from_i64};
use crate::kernel::passes::{Sums, clamped, fit, fold_at, gather, map_into, slope, sum_over, update};
use crate::kernel::simd::{Engine, MAX_LANES};
use ark_ff::Field;
use ark_pallas::FrConfig;

/// As `layer::prove`, with the leaves as children.
pub(super) fn prove<E: Engine<Modulus = FrConfig>>(
    e: E,
    conversation: &mut Conversation<'_>,
    parents: &Level,
    mut leaves: Leaves,
    claim: LevelClaim,
    work: &mut Workspace,
) -> Result<LevelClaim, LookupError> {
    let mut rounds = Rounds::start(e, conversation, &parents.shape, claim, &mut work.weights);
    let lambda = rounds.lambda;
    let inverse = lambda.inverse().ok_or(LookupError::ZeroDenominator)?;
    let neutral = from_i64(1) - inverse;
    leaves.shift(e, &inverse);
    let general_shapes = shapes(&leaves.general.parents().expect("parents of leaves"), UNIT_ROUNDS);
    let mut stairs: Vec<Option<[Staircase; 2]>> = leaves
        .units
        .iter()
        .map(|row| row.map(|length| [length.div_ceil(2), length / 2].map(Staircase::new)))
        .collect();

    let (mut memory, mut general_memory) = ([Vec::new()], [Vec::new()]);
    let [q] = paired(&parents.shape, [&leaves.q], [neutral], &mut memory);
    let [p] = paired(
        &general_shapes[0],
        [&leaves.p],
        [from_i64(0)],
        &mut general_memory,
    );
    let (mut denominators, mut numerators) = (Bilinear::default(), Bilinear::default());
    for i in 0..UNIT_ROUNDS {
        let (pairs, general_pairs) = (rounds.pairs(), general_shapes[i].len() / 2);
        let weights = &work.weights[i];
        let (general_weights, corrections) = leaves.unit_sums(&rounds.shapes[i + 1], weights, &stairs);
        let uv = if i == 0 {
            Source::interleaved(q)
        } else {
            denominators.source()
        };
        let pp = if i == 0 {
            Source::interleaved(p)
        } else {
            numerators.source()
        };
        let (uv_zero, uv_infinity) = uv.sums(e, weights, pairs, &inverse);
        let (pp_zero, pp_infinity) = pp.sums(e, &general_weights, general_pairs, &from_i64(0));
        let sums = (
            lambda * uv_zero - inverse * (pp_zero + corrections.0),
            lambda * uv_infinity - inverse * (pp_infinity + corrections.1),
        );
        let r = rounds.round(conversation, sums);
        denominators = uv.fold(e, pairs, &r, &rounds.shapes[i + 1], &neutral);
        numerators = pp.fold(e, general_pairs, &r, &general_shapes[i + 1], &from_i64(0));
        for stair in stairs.iter_mut().flatten().flatten() {
            stair.fold(&r);
        }
        conversation.progress.advance(pairs as u64)?;
    }
    work.vectors = leaves.vectors(e, &rounds, &inverse, denominators, numerators, &stairs);
    layer::finish(e, conversation, rounds, work)
}

/// p0 or p1 along the rows of a unit: 1 below `full`, `edge` there, 0 above.
struct Staircase {
    full: usize,
    edge: F,
}

impl Staircase {
    fn new(full: usize) -> Self {
        Self {
            full,
            edge: from_i64(0),
        }
    }

    fn at(&self, i: usize) -> F {
        match i.cmp(&self.full) {
            std::cmp::Ordering::Less => from_i64(1),
            std::cmp::Ordering::Equal => self.edge,
            std::cmp::Ordering::Greater => from_i64(0),
        }
    }

    /// Binds the lowest bit of the index to r.
    fn fold(&mut self, r: &F) {
        let i = self.full / 2;
        let (low, high) = (self.at(2 * i), self.at(2 * i + 1));
        *self = Self {
            full: i,
            edge: low + *r * (high - low),
        };
    }
}

impl Leaves {
    /// Turns q into q + (p − 1)/λ: u and v less 1/λ.
    fn shift<E: Engine<Modulus = FrConfig>>(&mut self, e: E, inverse: &F) {
        let neutral = from_i64(1) - inverse;
        let (one, inverse) = (e.splat(&from_i64(1).0.0), e.splat_lifted(&inverse.0.0));
        let (mut at, mut taken) = (0, 0);
        for run in self.runs(&self.shape) {
            match run {
                Run::Unit {
                    rows, length, stored, ..
                } => {
                    if length < stored {
                        self.q[at..at + rows * stored]
                            .iter_mut()
                            .skip(length)
                            .step_by(stored)
                            .for_each(|q| *q = neutral);
                    }
                    at += rows * stored;
                }
                Run::General { stored: count, .. } => {
                    let p = &self.p[taken..taken + count];
                    update(
                        e,
                        &mut self.q[at..at + count],
                        #[inline(always)]
                        |i, q| e.mul_add(inverse, e.sub(clamped(e, p, i), one), q),
                    );
                    (at, taken) = (at + count, taken + count);
                }
            }
        }
    }

    /// The weights of general pairs, and Σ weight·p0·p1 over units at 0 and at ∞. `shape` is that of the pairs.
    fn unit_sums(&self, shape: &Shape, weights: &[F], stairs: &[Option<[Staircase; 2]>]) -> (Vec<F>, (F, F)) {
        let mut general = Vec::new();
        let [mut zero, mut infinity] = [from_i64(0); 2];
        let mut at = 0;
        for (block, (rows, length, _)) in shape.rows().into_iter().enumerate() {
            let part = &weights[at..at + rows * length];
            at += rows * length;
            let Some(Some([even, odd])) = stairs.get(block) else {
                general.extend_from_slice(part);
                continue;
            };
            zero += part.iter().sum::<F>();
            for y in even.full.min(odd.full) / 2..length {
                let weight: F = part[y..].iter().step_by(length).sum();
                let [low, high] = [2 * y, 2 * y + 1].map(|i| [even.at(i), odd.at(i)]);
                zero += weight * (low[0] * low[1] - from_i64(1));
                infinity += weight * (high[0] - low[0]) * (high[1] - low[1]);
            }
        }
        fit(&mut general, MAX_LANES);
        (general, (zero, infinity))
    }

    /// a, p1, q1, q0 from u, v (less 1/λ) and p0, p1.
    fn vectors<E: Engine<Modulus = FrConfig>>(
        &self,
        e: E,
        rounds: &Rounds,
        inverse: &F,
        denominators: Bilinear,
        numerators: Bilinear,
        stairs: &[Option<[Staircase; 2]>],
    ) -> Vectors {
        let Bilinear {
            even: mut q0,
            odd: mut q1,
        } = denominators;
        let (lambda, one) = (rounds.lambda, from_i64(1));
        let count = rounds.shapes[UNIT_ROUNDS].len();
        let (mut a, mut p1) = (Vec::new(), vec![one; count]);
        let factor = e.splat_lifted(&lambda.0.0);
        let ones = e.splat(&one.0.0);
        map_into(
            e,
            count,
            [&mut a],
            #[inline(always)]
            |i| [e.mul_add(factor, gather(e, &q0, i, 1), ones)],
        );
        let mut mend = |i: usize, even: F, odd: F| {
            q0[i] += (one - even) * inverse;
            q1[i] += (one - odd) * inverse;
            p1[i] = odd;
        };
        let (mut at, mut taken) = (0, 0);
        for run in self.runs(&rounds.shapes[UNIT_ROUNDS]) {
            match run {
                Run::Unit {
                    block, rows, stored, ..
                } => {
                    let [even, odd] = stairs[block].as_ref().expect("stairs of a unit");
                    for row in 0..rows {
                        for i in even.full.min(odd.full)..stored {
                            mend(at + row * stored + i, even.at(i), odd.at(i));
                        }
                    }
                    at += rows * stored;
                }
                Run::General { stored: count, .. } => {
                    for i in 0..count {
                        mend(at + i, numerators.even[taken + i], numerators.odd[taken + i]);
                    }
                    (at, taken) = (at + count, taken + count);
                }
            }
        }
        Vectors { a, p1, q1, q0 }
    }
}

/// Two vectors whose product is summed: values at even and at odd children.
#[derive(Default)]
struct Bilinear {
    even: Vec<F>,
    odd: Vec<F>,
}

/// Where the ends of pair k are: even[stride·k], even[stride·k + step], and the same in odd from `first_odd` on.
#[derive(Clone, Copy)]
struct Source<'a> {
    even: &'a [F],
    odd: &'a [F],
    first_odd: usize,
    step: usize,
    stride: usize,
}

impl Bilinear {
    fn source(&self) -> Source<'_> {
        Source {
            even: &self.even,
            odd: &self.odd,
            first_odd: 0,
            step: 1,
            stride: 2,
        }
    }
}

impl<'a> Source<'a> {
    /// Before the first round: four children a pair of parents.
    fn interleaved(children: &'a [F]) -> Self {
        Self {
            even: children,
            odd: children,
            first_odd: 1,
            step: 2,
            stride: 4,
        }
    }

    /// Σ weight·(even + c)·(odd + c) at 0, and Σ weight·even·odd at ∞.
    fn sums<E: Engine<Modulus = FrConfig>>(self, e: E, weights: &[F], pairs: usize, c: &F) -> (F, F) {
        let c = e.splat(&c.0.0);
        let Self {
            even,
            odd,
            first_odd,
            step,
            stride,
        } = self;
        let [zero, infinity] = sum_over(
            e,
            pairs,
            #[inline(always)]
            |i, sums: &mut Sums<E, 2>| {
                let weight = gather(e, weights, i, 1);
                let start = stride * i;
                let low = e.normalise(e.add(gather(e, even, start, stride), c));
                let product = e.mul(low, e.add(gather(e, odd, start + first_odd, stride), c));
                e.accumulate(&mut sums[0], weight, product);
                let even = slope(e, even, start, step, stride);
                let odd = slope(e, odd, start + first_odd, step, stride);
                e.accumulate(&mut sums[1], weight, e.mul(even, odd));
            },
        );
        let lift = from_i64(1 << E::LIFT);
        (zero * lift, infinity * lift)
    }

    /// Binds the lowest bit to r and inserts the neutral nodes of `shape`.
    fn fold<E: Engine<Modulus = FrConfig>>(
        self,
        e: E,
        pairs: usize,
        r: &F,
        shape: &Shape,
        neutral: &F,
    ) -> Bilinear {
        let r = e.splat_lifted(&r.0.0);
        let Self {
            even,
            odd,
            first_odd,
            step,
            stride,
        } = self;
        let mut folded = Bilinear::default();
        map_into(
            e,
            pairs,
            [&mut folded.even, &mut folded.odd],
            #[inline(always)]
            |i| {
                let start = stride * i;
                [
                    fold_at(e, even, start, step, stride, r),
                    fold_at(e, odd, start + first_odd, step, stride, r),
                ]
            },
        );
        for vector in [&mut folded.even, &mut folded.odd] {
            shape.pad(vector, 1, *neutral);
            fit(vector, 2 * MAX_LANES);
        }
        folded
    }
}
